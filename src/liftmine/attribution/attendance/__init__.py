"""Who was there, and for whom."""
