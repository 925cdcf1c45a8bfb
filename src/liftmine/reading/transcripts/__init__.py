"""Transcripts that programs write, told as turns."""
