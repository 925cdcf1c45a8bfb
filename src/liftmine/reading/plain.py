"""Plain text: whatever an extractor, a word processor or a person left."""

from collections.abc import Mapping

from liftmine.reading.furniture import take_out_furniture
from liftmine.reading.layout import PAGE_BREAK, cut_blocks
from liftmine.reading.line_repair import cut_out_actions, mend_hyphens
from liftmine.reading.normalise import normalise, refuse_controls
from liftmine.reading.pieces import Document


def read_plain(text: str) -> Document:
    """The pieces of a plain text. Form feeds are page breaks; raises `Unreadable` where control characters stand."""
    text = normalise(text)
    refuse_controls(text)
    has_pages = PAGE_BREAK in text
    if has_pages:
        text = text.replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n")
    text = text.rstrip(f" \n{PAGE_BREAK}")
    # str.rstrip would take the form feed too.
    lines = [line.rstrip(" ") for line in text.split("\n")] if " \n" in text else text.split("\n")
    return read_lines("txt", lines, n_pages=text.count(PAGE_BREAK) + 1 if has_pages else None)


def read_lines(
    file_format: str,
    lines: list[str],
    bold: frozenset[int] = frozenset(),
    asides: Mapping[int, str] | None = None,
    n_pages: int | None = None,
) -> Document:
    """The pieces of a text that is known by its lines alone. `bold` and `asides` go by numbers of lines; `lines` is changed."""
    n_furniture = take_out_furniture(lines)
    asides = asides or cut_out_actions(lines)
    mend_hyphens(lines)
    pieces = cut_blocks(lines, bold, asides, has_pages=n_pages is not None)
    return Document(file_format, pieces, n_pages=n_pages, n_furniture=n_furniture)
