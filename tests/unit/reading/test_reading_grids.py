"""Transcripts in tables of a word processor, and tables that are none."""

import pytest

from liftmine.reading.layout.pieces import Document, Piece
from liftmine.reading.transcripts.grids import tell_rows

WORDS = [("Ann Lee", "How did you begin?"), ("Bob May", "In 2004."), ("Ann Lee", "With whom?")]


def make_table(rows: list[tuple[str, ...]]) -> Document:
    cells = [Piece("cell", cell, None, 0, row_no, no) for row_no, row in enumerate(rows) for no, cell in enumerate(row)]
    return Document("docx", [Piece("heading", "Interview"), *cells, Piece("paragraph", "End")])


@pytest.mark.parametrize(
    "rows",
    [
        [("Speaker", "Text"), *WORDS],
        [("Time", "Participant", "Transcript"), *(("0:01", *row) for row in WORDS)],
        [("00:01:02", *row) for row in WORDS],
        [(name, "[00:01]", words) for name, words in WORDS],
    ],
    ids=["header", "header and times", "times first", "times second"],
)
def test_rows_of_a_transcript_become_turns(rows: list[tuple[str, ...]]) -> None:
    told = [piece.text for piece in tell_rows(make_table(rows)).pieces]
    assert told == ["Interview", *(f"{name}: {words}" for name, words in WORDS), "End"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Response"), *WORDS],
        [("Action", "Who", "Content"), ("Rent", "Ann Lee", "to be paid"), ("Lease", "Bob May", "to be signed")],
        [("10:00", "Ann Lee", "Welcome"), ("10:10", "Bob May", "Rent"), ("10:20", "Ann Lee", "Any other business")],
        [("Present", "Ann Lee"), ("Apologies", "Bob May")],
    ],
    ids=["names", "actions", "agenda", "attendance"],
)
def test_other_tables_stay_as_they_are(rows: list[tuple[str, ...]]) -> None:
    document = make_table(rows)
    assert tell_rows(document).pieces == document.pieces
