"""The one spaCy pipeline: sentences, tokens, lemmas, masks."""
