"""Plain text: whatever an extractor, a word processor or a person left."""

import re
from collections.abc import Mapping

from liftmine.reading.layout.cut_tables import join_cut_tables
from liftmine.reading.layout.furniture import take_out_furniture
from liftmine.reading.layout.line_repair import cut_out_actions, mend_hyphens
from liftmine.reading.layout.lines import PAGE_BREAK
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.page_marks import lift_footnotes, take_out_line_numbers, take_out_watermarks
from liftmine.reading.layout.paragraphs import cut_blocks
from liftmine.reading.layout.pieces import Document

_SOFT_BREAK = re.compile(r"\xad[ \t]*\r?\n[ \t]*")


def read_plain(text: str) -> Document:
    """The pieces of a plain text. Form feeds are page breaks; raises `Unreadable` where control characters stand."""
    if "\xad" in text:  # at a line's end it is a hyphen that nobody doubts
        text = _SOFT_BREAK.sub("", text)
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
    *,
    full: frozenset[int] = frozenset(),
) -> Document:
    """The pieces of a text that is known by its lines alone. `bold`, `asides` and `full` go by numbers of lines; `lines` is changed."""
    before = lines.copy()
    n_furniture = take_out_watermarks(lines) + take_out_furniture(lines)
    margins = {was: None for was, line in zip(before, lines, strict=True) if was != line} if n_furniture else {}
    n_furniture += take_out_line_numbers(lines)
    if file_format == "txt":  # a PDF's own reader has seen its rows
        join_cut_tables(lines)
    asides = lift_footnotes(lines) | dict(asides or cut_out_actions(lines))
    mend_hyphens(lines)
    pieces = cut_blocks(lines, bold, asides, has_pages=n_pages is not None, full=full)
    return Document(file_format, pieces, n_pages=n_pages, n_furniture=n_furniture, margins="\n".join(margins))
