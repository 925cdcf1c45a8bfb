"""Names, people, organisations, and who belonged where on a day."""
