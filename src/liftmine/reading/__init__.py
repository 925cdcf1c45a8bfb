"""File bytes to blocks of text, in a child process that can be killed.

Use `liftmine.reading.batch`: `Reader` (a context manager that owns the child), `SourceFile`, `Reading` and `FileChanged`.
This module imports nothing, because the child imports the room too and must start in a few hundredths of a second.

On the way: `sniff` tells the format from the bytes; one module per format (`plain`, `markup`, `html`, `pdf`, `docx`) makes
pieces of it; `layout` cuts lines into pieces for formats that only know lines; `pieces` lays them out as one text with blocks.
"""
