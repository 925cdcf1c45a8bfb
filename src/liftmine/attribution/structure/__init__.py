"""The parts of a paper: head, attendance, items, actions."""
