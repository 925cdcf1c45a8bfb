"""Printing: data to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Sequence


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Aligned columns on standard output; an absent value is a dash."""
    cells = [list(head), *(["–" if value is None else str(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def tell(message: str) -> None:
    """A line for the person who is watching. What a terminal would obey, as names of files may hold it, is shown and not sent."""
    print("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message), file=sys.stderr)
