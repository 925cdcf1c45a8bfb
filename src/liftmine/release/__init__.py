"""What a release holds: disclosure, dictionary, manifest."""
