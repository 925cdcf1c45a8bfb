"""What a meeting was and what came of it: the body, the place, actions, resolutions."""
