"""File bytes to blocks of text, in a child process that can be killed."""
