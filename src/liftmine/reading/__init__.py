"""File bytes to blocks of text, in a child process that can be killed; and which files are which documents.

Use `liftmine.reading.batch`: `Reader` (a context manager that owns the child), `SourceFile`, `Reading` and `FileChanged`.
This module imports nothing, because the child imports the room too and must start in a few hundredths of a second.

On the way: `isolation` holds the child and its limits; `formats` tells the format from the bytes and has one module per format;
`layout` cuts lines into paragraphs and tables for formats that only know lines, and lays all of it out as one text with blocks;
`transcripts` tells exported transcripts by their times or columns, whatever their format. Beside it: `identity`, `versions`,
`near_duplicates`, `english` and `accounting` say which file is which document, and what became of it.
"""
