"""The child process in which files are opened, and its limits."""
