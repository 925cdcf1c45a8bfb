"""The day of a meeting or interview."""
