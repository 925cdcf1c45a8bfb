"""One file per format: bytes to a document of blocks."""
