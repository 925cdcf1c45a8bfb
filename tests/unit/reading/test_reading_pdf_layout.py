"""The places of words on a PDF's page: what they say of columns, paragraphs, stamps and scans."""

import pytest
from reading_files import make_pdf

from liftmine.errors import Reason
from liftmine.reading.formats.pdf import read_pdf
from liftmine.reading.layout.pieces import Unreadable

LEFT = [
    "The lease of the health centre",
    "was signed by both partners on",
    "the fourth of May, which was a",
    "week before anybody expected.",
] * 3
RIGHT = [
    "Ann Lee asked whether the rent",
    "would be paid in the spring, as",
    "had been agreed with the banks",
    "that had lent the money for it.",
] * 3


def texts(data: bytes) -> list[str]:
    return [" ".join(piece.text.split()) for piece in read_pdf(data, 99).pieces]


@pytest.mark.parametrize("skew", [0, 5], ids=["on the same lines", "on lines of their own"])
def test_two_columns_are_read_one_after_the_other(skew: int) -> None:
    page = [(60, 780, "Fernhill and Oakvale Health Partnership: a report to all of the members of the partnership")]
    page += [(60, 740 - 14 * no, line) for no, line in enumerate(LEFT)]
    page += [(320, 740 - skew - 14 * no, line) for no, line in enumerate(RIGHT)]
    assert " ".join(texts(make_pdf([page]))) == " ".join([page[0][2], *LEFT, *RIGHT])


def test_a_table_is_read_row_by_row() -> None:
    rows = [(f"{name} Lee", f"Director {name}") for name in ("Ann", "Bob", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Joe")]
    page = [place for no, (name, role) in enumerate(rows) for place in ((60, 740 - 14 * no, name), (320, 740 - 14 * no, role))]
    assert " ".join(texts(make_pdf([page]))) == " ".join(f"{name} {role}" for name, role in rows)


def test_where_the_next_word_would_not_have_fitted_a_full_stop_ends_no_paragraph() -> None:
    wide, narrow = "Mammoths swam among women who saw many.", "If it fits, it is ill lit in this tiny flat; it is still."
    assert texts(make_pdf([[(60, 740, wide), (60, 726, narrow)]])) == [f"{wide} {narrow}"]
    assert texts(make_pdf([[(60, 740, wide), (60, 726, narrow), (60, 712, f"{narrow} {narrow} {narrow}")]]))[0] == wide


def test_what_is_stamped_across_the_page_is_no_text() -> None:
    lines = [(60, 740 - 14 * no, line) for no, line in enumerate(LEFT)]
    stamp = make_pdf([lines]).replace(b"stream\nBT", b"stream\nBT /F 60 Tf 0.7 0.7 -0.7 0.7 150 640 Tm (DRAFT) Tj ET BT", 1)
    document = read_pdf(stamp, 99)
    assert " ".join(" ".join(piece.text.split()) for piece in document.pieces) == " ".join(LEFT)
    assert (document.margins, document.n_furniture) == ("DRAFT", 1)


@pytest.mark.parametrize("n_scans", [1, 3])
def test_a_scan_behind_a_cover_sheet_is_a_scan(n_scans: int) -> None:
    cover = [(60, 700, "Fernhill Board"), (60, 680, "Papers of the meeting of 4 May 2011, to be held in the large room above the library")]
    with pytest.raises(Unreadable) as refusal:
        read_pdf(make_pdf([cover, *[[]] * n_scans], image=True), 99)
    assert refusal.value.reason is Reason.NO_TEXT_LAYER


def test_a_cover_sheet_with_an_empty_page_is_read() -> None:
    assert texts(make_pdf([[(60, 700, "Papers of the meeting of 4 May 2011, to be held in the large room above the library")], []]))
