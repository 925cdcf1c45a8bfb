"""Speed against a yardstick, and what is made of real texts."""
