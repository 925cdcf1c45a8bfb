"""Transcripts that a word processor holds as a table: a row a turn, with columns for speaker and words, often one for the time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from liftmine.reading.layout.pieces import Document, Piece
from liftmine.reading.transcripts.speech import Utterance, find_columns, has_shape_of_name, lay_out

_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?: ?[-–] ?\d{1,2}:\d{2}(?::\d{2})?)?[\])]?")
_FEWEST_ROWS = 3
_LONG = 80  # characters
_SHARE = 0.8  # of the rows without a header hold a time, a name and words
_Rows = list[dict[int, str]]  # column → text


def tell_rows(document: Document) -> Document:
    """The document with the rows of such tables as turns "Name: words"; all other tables stay."""
    if all(piece.table_no is None for piece in document.pieces):
        return document
    return replace(document, pieces=[*_retell(document.pieces)])


def _retell(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for table_no, group in groupby(pieces, key=lambda piece: piece.table_no):
        cells = list(group)
        turns = _turns(cells) if table_no is not None else None
        yield from cells if turns is None else lay_out(turns, is_merged=False)


def _turns(cells: Sequence[Piece]) -> list[Utterance] | None:
    """Who says what in the rows of a table; None where it is none of a transcript."""
    rows = _rows(cells)
    header = [rows[0].get(column, "") for column in range(max(rows[0], default=0) + 1)]
    columns = find_columns(header, is_paper=True)
    below = rows[1:] if columns else rows
    columns = columns or _columns_beside_times(rows)
    if columns is None:
        return None
    speaker, text = columns
    return [Utterance(row.get(speaker) or None, row[text]) for row in below if text in row]


def _rows(cells: Sequence[Piece]) -> _Rows:
    rows: dict[int | None, dict[int, str]] = {}
    for cell in cells:
        row = rows.setdefault(cell.row_no, {})
        column, words = cell.column_no or 0, " ".join(cell.text.split())
        if words:
            row[column] = f"{row[column]} {words}" if column in row else words
    return [row for row in rows.values() if row]


def _columns_beside_times(rows: _Rows) -> tuple[int, int] | None:
    """Speaker and words of rows that hold a time, a name and words, in whatever order the first two stand."""
    for time, speaker in ((0, 1), (1, 0)):
        fitting = [row for row in rows if _TIME.fullmatch(row.get(time, "")) and has_shape_of_name(row.get(speaker, "")) and row.get(2)]
        names = {row[speaker] for row in fitting}
        spoken = sum(len(row[2]) > _LONG or row[2].endswith((".", "?", "!")) for row in fitting)  # items of an agenda do neither
        is_regular = len(rows) >= _FEWEST_ROWS and len(fitting) >= _SHARE * len(rows)
        if is_regular and len(names) < len(fitting) <= 2 * spoken:
            return speaker, 2
    return None
