"""What a paper says of its own standing, and which of two versions of the same minutes counts."""

from datetime import date

import pytest
from reading_files import make_docx, make_pdf

from liftmine.reading.near_duplicates import read_sketch, sketch_text
from liftmine.reading.versions import Marks, Version, find_superseded, join_marks, marks_in_name, read_marks

BODY = "\n\n1. Welcome\n\nThe draft budget was approved. The draft minutes of the last meeting were confirmed."


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("DRAFT\n\nMinutes of the Board", "draft"),
        ("Draft minutes of the Board, 3 May 2011", "draft"),
        ("Minutes of the Board – DRAFT", "draft"),
        ("UNCONFIRMED MINUTES", "draft"),
        ("Minutes of the Board (unapproved)", "draft"),
        ("Minutes of the Board held on 3 May 2011, subject to approval", "draft"),
        ("Minutes, not yet approved by the Board", "draft"),
        ("Notes of the meeting, to be confirmed", "draft"),
        ("Draft v2\nMinutes", "draft"),
        ("Approved minutes of the Board", "approved"),
        ("Minutes of the Board\nApproved on 7 June 2011", "approved"),
        ("Minutes of the Board – FINAL", "approved"),
        ("CONFIRMED\nMinutes", "approved"),
        ("Ratified minutes", "approved"),
        ("Minutes of the Board", None),
        ("Agenda\n1. Approval of draft minutes", None),
        ("Minutes of the Board\nAlso seen: draft plan for the new clinic", None),
        ("Finalists of the prize\nMinutes of the jury", None),
        ("Approval of the minutes of the last meeting", None),
    ],
)
def test_a_title_says_whether_the_paper_is_a_draft(title, standing):
    assert read_marks(f"Westmere Partnership\n{title}{BODY}").standing == standing


def test_what_stands_below_the_first_item_says_nothing_of_the_paper():
    assert read_marks(f"Minutes of the Board{BODY}").standing is None


def test_a_running_header_or_a_watermark_says_it_too():
    assert read_marks(f"Minutes of the Board{BODY}", margins="Westmere\nDRAFT").standing == "draft"


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("a/minutes/2011-05-03 draft.docx", ("draft", 0)),
        ("a/minutes/Board_minutes_DRAFT_v2.docx", ("draft", 2)),
        ("a/minutes/board-unconfirmed.pdf", ("draft", 0)),
        ("a/minutes/board minutes FINAL v1.3.pdf", ("approved", 1.3)),
        ("drafts/minutes/board.pdf", (None, 0)),
        ("a/minutes/draftsmen.pdf", (None, 0)),
        ("a/minutes/version 4.pdf", (None, 4)),
    ],
)
def test_a_file_name_says_it_word_by_word(path, marks):
    assert marks_in_name(path)[:2] == marks


def test_the_text_outranks_the_name():
    assert join_marks(Marks("approved", 0.0, "board"), Marks("draft", 2.0)) == Marks("approved", 2.0, "board")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Westmere Partnership\nMinutes of the Estates and Finance Committee held on 3 May", "estates and finance committee"),
        ("OPEN BOARD MEETING MINUTES", "board"),
        ("Westmere Board\nDraft minutes of the Audit Panel", "audit panel"),
        ("Westmere Partnership – Strategic Partnering Board\n3 May 2011", "strategic partnering board"),
        ("Notes of a talk", None),
    ],
)
def test_the_body_that_met_is_the_first_that_a_line_about_minutes_names(title, body):
    assert read_marks(f"{title}{BODY}").body == body


TALK = [f"Member {number} spoke about house {number} and asked what it would cost." for number in range(40)]


def version(name, standing, sentences, *, day=3, number=0.0, body="board"):
    sketch, n_runs = sketch_text(" ".join(sentences))
    return Version(name, ("westmere", date(2011, 5, day)), Marks(standing, number, body), read_sketch(sketch), n_runs)


@pytest.mark.parametrize(
    ("one", "other", "superseded"),
    [
        (("draft", TALK), (None, TALK), True),
        (("draft", TALK[:25]), ("approved", TALK), True),  # the draft was shorter
        (("draft", TALK), ("approved", TALK[:25]), True),  # the approved minutes were cut
        (("draft", TALK[:20]), (None, TALK[20:]), False),  # another meeting of the day
        ((None, TALK), ("approved", [*TALK[:39], "A word was changed."]), True),
        ((None, TALK[:25]), ("approved", TALK), False),
        ((None, TALK), (None, TALK), False),
        (("draft", TALK), ("draft", TALK), False),
    ],
)
def test_of_two_papers_on_one_meeting_the_one_of_higher_standing_counts(one, other, superseded):
    found = find_superseded([version("a", *one), version("b", *other)])
    assert found == ({"a": "b"} if superseded else {})


def test_of_two_drafts_the_later_version_counts_and_the_approved_one_of_all():
    drafts = [version("a", "draft", TALK, number=1), version("b", "draft", TALK, number=2)]
    assert find_superseded(drafts) == {"a": "b"}
    assert find_superseded([*drafts, version("c", None, TALK)]) == {"a": "c", "b": "c"}


def test_another_day_or_another_body_is_another_meeting():
    assert find_superseded([version("a", "draft", TALK), version("b", None, TALK, day=4)]) == {}
    assert find_superseded([version("a", "draft", TALK, body="audit panel"), version("b", None, TALK, body="estates board")]) == {}
    assert find_superseded([version("a", "draft", TALK, body=None), version("b", None, TALK)]) == {"a": "b"}


def test_the_order_of_the_papers_does_not_matter():
    papers = [version(name, standing, TALK) for name, standing in zip("abcd", ("draft", "approved", None, "approved"), strict=True)]
    assert find_superseded(papers) == find_superseded(papers[::-1])


@pytest.mark.parametrize("part", ["header1", "footer2"])
def test_the_header_of_a_word_file_is_asked(part, read_files):
    said = "<w:p><w:r><w:t>Unconfirmed </w:t></w:r><w:r><w:t>minutes</w:t></w:r></w:p>"
    body = "<w:p><w:r><w:t>Minutes of the Board. The lease was signed on Monday.</w:t></w:r></w:p>"
    reading = read_files({"a.docx": make_docx(body, **{part: said}), "b.docx": make_docx(body)})
    assert reading.prints["standing"].to_pylist() == ["draft", None]
    assert "Unconfirmed" not in reading.texts["text"][0].as_py()


def test_the_watermark_of_a_word_file_is_asked(read_files):
    mark = '<w:p><w:r><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="DRAFT"/></w:r></w:p>'
    body = "<w:p><w:r><w:t>Minutes of the Board. The lease was signed on Monday.</w:t></w:r></w:p>"
    assert read_files({"a.docx": make_docx(body, header1=mark)}).prints["standing"].to_pylist() == ["draft"]


def test_the_footer_of_a_pdf_is_asked_and_stays_out_of_the_text(read_files):
    lines = [(60.0, 700.0 - 14 * no, f"The treasurer reported on matter {no} of the new health centre.") for no in range(20)]
    pages = [
        [(60.0, 760.0, f"Minutes of the Board, part {number}"), *lines, (60.0, 40.0, f"Draft - page {number}")] for number in range(1, 5)
    ]
    reading = read_files({"a.pdf": make_pdf(pages)})
    assert reading.prints["standing"].to_pylist() == ["draft"]
    assert "Draft" not in reading.texts["text"][0].as_py()
