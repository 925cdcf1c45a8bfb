"""Whose words the turns of a transcript are."""
