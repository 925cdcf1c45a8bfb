"""What every format is turned into: pieces of text in reading order, and from them one text cut into consecutive blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Any

from liftmine.errors import Reason


class Unreadable(Exception):
    """This file cannot be read. Carries nothing but the reason and the format, as far as it was told."""

    def __init__(self, reason: Reason, file_format: str | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.file_format = file_format


@dataclass(slots=True)
class Piece:
    """A heading, paragraph, list item or (part of a) table cell. `text` is normalised and holds no outer blank lines.

    `after` separates it from the next piece; `page` counts from 1, table, row and column from 0.
    """

    kind: str
    text: str
    page: int | None = None
    table_no: int | None = None
    row_no: int | None = None
    column_no: int | None = None
    is_bold: bool = False
    after: str = "\n"


def end_cell(pieces: list[Piece], before: int) -> None:
    """Ends a table cell whose pieces stand behind the first `before` ones; one without text gets an empty piece."""
    if len(pieces) == before:
        pieces.append(Piece("cell", ""))
    pieces[-1].after = "\t"


def end_row(pieces: list[Piece]) -> None:
    """Ends a row of cells."""
    if pieces:
        pieces[-1].after = "\n"


@dataclass(slots=True)
class Document:
    """A file as it was read: pieces, pages (None where the format has none), and lines of furniture taken out.

    `margins` holds the words of running headers, footers and watermarks: no part of the text, but they may say that it is a draft.
    """

    file_format: str
    pieces: Sequence[Piece]
    n_pages: int | None = None
    n_furniture: int = 0
    margins: str = ""


@dataclass(slots=True)
class Text:
    """One text and its blocks as columns, None for a column without values.

    Block i is `text[starts[i]:starts[i + 1]]`; separators belong to the block before them.
    """

    text: str
    columns: dict[str, list[Any] | None]


_COLUMNS = ("kind", "page", "table_no", "row_no", "column_no", "is_bold")


def join_pieces(pieces: Sequence[Piece]) -> Text:
    """The text of all pieces that hold any, with one block each; the last separator is dropped."""
    kept: list[Piece] = []
    parts: list[str] = []
    for piece in pieces:
        if piece.text:
            kept.append(piece)
            parts.append(piece.text + piece.after)
        elif kept:
            parts[-1] += piece.after
    if parts:
        parts[-1] = kept[-1].text
    columns: dict[str, list[Any] | None] = {name: list(map(attrgetter(name), kept)) for name in _COLUMNS}
    columns = {name: None if values is None or values.count(None) == len(values) else values for name, values in columns.items()}
    columns["char_start"] = list(accumulate(map(len, parts[:-1]), initial=0)) if parts else []
    return Text("".join(parts), columns)
