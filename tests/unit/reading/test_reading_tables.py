"""csv, xlsx and ods: transcripts by their columns, and tables as they stand."""

from datetime import date, datetime, time

import pytest
from reading_files import make_xlsx

from liftmine.errors import Reason
from liftmine.reading.formats.sniff import tell_format
from liftmine.reading.formats.tables import read_csv, read_workbook
from liftmine.reading.layout.pieces import Document, Unreadable, join_pieces
from liftmine.study.settings import ReadingLimits

LIMITS = ReadingLimits().model_dump()
ROWS = [
    ("Ann Lee", "0:01", "Could you, perhaps, tell me?"),
    ("", "0:02", "And more."),
    ("Bob May", "0:03", "I came."),
    ("Bob May", "", "Twice."),
]
TURNS = ["Ann Lee: Could you, perhaps, tell me? And more.", "Bob May: I came.", "Bob May: Twice."]


def texts(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


@pytest.mark.parametrize("header", ["Speaker,Time,Text", "name,start_time,utterance", "PARTICIPANT,x,Transcript", "who,t,spoken text"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_with_a_speaker_and_words_are_turns(header: str, delimiter: str) -> None:
    lines = [header.split(","), *ROWS]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    document = read_csv(text)
    assert texts(document) == TURNS
    assert tell_format(text.encode(), "a.txt") == "csv"


def test_what_stands_above_the_header_is_kept_and_rows_without_words_are_counted() -> None:
    document = read_csv("Interview of 3 March 2010,\n,\nSpeaker,Text\nAnn Lee,Yes.\nBob May,\n")
    assert texts(document) == ["Interview of 3 March 2010", "Ann Lee: Yes."]
    assert document.n_furniture == 2


def test_words_with_commas_that_nobody_quoted_stay_whole_in_the_last_column() -> None:
    assert texts(read_csv("Speaker,Text\nAnn Lee,Yes, I came, then\nBob May,No\n")) == ["Ann Lee: Yes, I came, then", "Bob May: No"]


def test_quotation_marks_that_do_not_fit_together_swallow_no_rows() -> None:
    assert texts(read_csv('Speaker,Text\nAnn Lee,"He said "no" to me\nBob May,No\n')) == ['Ann Lee: "He said "no" to me', "Bob May: No"]


def test_any_other_table_keeps_its_rows_and_columns() -> None:
    document = read_csv("name,role\nAnn Lee,Chair\nBob May,\n,Clerk\n")
    assert [(p.text, p.table_no, p.row_no, p.column_no) for p in document.pieces if p.text] == [
        ("name", 0, 0, 0), ("role", 0, 0, 1), ("Ann Lee", 0, 1, 0), ("Chair", 0, 1, 1), ("Bob May", 0, 2, 0), ("Clerk", 0, 3, 1),
    ]  # fmt: skip
    assert join_pieces(document.pieces).text == "name\trole\nAnn Lee\tChair\nBob May\t\n\tClerk"


def test_a_single_column_is_a_table() -> None:
    assert texts(read_csv("comment\nAll went well\nNothing to add\n")) == ["comment", "All went well", "Nothing to add"]


def test_prose_that_is_called_csv_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read_csv("The board met, and we agreed.\nIt was a long day, with rain, and we left.\nNothing was said.\n")
    assert caught.value.reason is Reason.TYPE_MISMATCH


def test_a_workbook_gives_each_shown_sheet_with_cells_as_people_read_them() -> None:
    turns = [["Interview 3"], [], ["Time", "Speaker", "Text"], [time(10, 3), "Ann Lee", "Could\nyou?"], [None, 2, "Yes."]]
    table = [["day", "sum", "share"], [date(2010, 3, 4), 2.0, 2.5], [datetime.fromisoformat("2010-03-04 10:03"), True, None]]
    document = read_workbook(make_xlsx(turns, table), "xlsx", LIMITS)
    assert texts(document) == [
        *("Interview 3", "Ann Lee: Could you?", "Speaker 2: Yes.", "day", "sum", "share"),
        *("2010-03-04", "2", "2.5", "2010-03-04 10:03", "True", ""),
    ]
    assert document.pieces[-1].table_no == 1


@pytest.mark.parametrize("cut", [60, 400])
def test_a_cut_workbook_is_truncated(cut: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read_workbook(make_xlsx([["a", "b"]])[:-cut], "xlsx", LIMITS)
    assert caught.value.reason is Reason.TRUNCATED
