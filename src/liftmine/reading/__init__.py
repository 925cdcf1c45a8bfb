"""File bytes to blocks of text, in a child process that can be killed.

Use `liftmine.reading.batch`: `Reader` (a context manager that owns the child), `SourceFile`, `Reading` and `FileChanged`.
This module imports nothing, because the child imports the room too and must start in a few hundredths of a second.

On the way: `sniff` tells the format from the bytes; one module per format (`plain`, `markup`, `html`, `pdf`, `docx`, `odt`,
`rtf`, `mail`, `tables`, `captions`) makes pieces of it; `layout` cuts lines into pieces for formats that only know lines;
`stamped` tells exported transcripts by the times in them, whatever their format; `speech` lays turns out as "Name: words";
`pieces` lays all of it out as one text with blocks.
"""
