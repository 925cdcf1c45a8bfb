"""Sentences to scores: lexicon terms and tone."""
