"""`liftmine doctor`: is everything in order for a run? Each check says what it found and, where it fails, what to do next."""
