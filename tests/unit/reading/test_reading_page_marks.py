"""What a page carries besides its text: taken out, so that sentences are whole, and never taken for what it is not."""

import pytest

from liftmine.reading.formats.plain import read_plain
from liftmine.reading.layout.furniture import take_out_furniture
from liftmine.reading.layout.page_marks import lift_footnotes, take_out_line_numbers, take_out_watermarks

SENTENCE = "The treasurer told the board that the lease of wing {} had been signed by both of the\n{}partners in the spring of that year.\n"


def paper(between: str) -> str:
    """Three pages whose breaks stand inside sentences."""
    parts = [SENTENCE.format(wing, between.replace("#", str(no))) for no, wing in enumerate("ABC", 1)]
    return "FERNHILL BOARD\n\n" + "\n".join(
        f"{part}\nThe rent of wing {wing} was noted next.\n" for part, wing in zip(parts, "ABC", strict=True)
    )


@pytest.mark.parametrize(
    "between",
    [
        "\nPage # of 9\n\n",
        "\n- # -\n\n",
        "\n[Page #]\n\n",
        "\n# | P a g e\n\n",
        "\nPage # of 9\n\nFERNHILL BOARD\n\n",
        "\nPage # of 9\n\nMinutes of 4 May 2010 (cont'd)\n\n",
        "\nFernhill Board, 4 May 2010     Page # of 9\n\n",
        "\n\f",
        "\n#\n\n\fFERNHILL BOARD\n\n",
    ],
)
def test_a_sentence_is_whole_whatever_stands_at_the_page_break(between: str) -> None:
    found = [" ".join(piece.text.split()) for piece in read_plain(paper(between)).pieces]
    expected = [
        text for wing in "ABC" for text in (" ".join(SENTENCE.format(wing, "").split()), f"The rent of wing {wing} was noted next.")
    ]
    assert found == ["FERNHILL BOARD", *expected]


def test_bare_numbers_that_count_pages_go_without_form_feeds_too() -> None:
    wings = [f"The rent of wing {a}{b} was noted." for a in "ABCD" for b in "EFGHJKLMN"]
    text = "".join("\n".join([*wings[9 * no : 9 * no + 9], "", str(no + 1), "", ""]) for no in range(4))
    assert read_plain(text).n_furniture == 4
    assert read_plain(text.replace("\n3\n", "\n7\n")).n_furniture == 0


@pytest.mark.parametrize(
    "line", ["Resolved: that the minutes be approved", "RESOLVED that it be agreed", "the board agreed to", "Motion carried"]
)
def test_what_is_decided_again_and_again_is_no_furniture(line: str) -> None:
    lines = ["Minutes"]
    for wing in "ABCEFG":
        lines += ["\f", line, f"sell wing {wing}.", f"Wing {wing} was empty."]
    assert take_out_furniture(list(lines)) == 0


def test_a_watermark_goes_and_the_title_stays() -> None:
    lines = [
        "DRAFT",
        "Minutes",
        "of the board",
        "held in May",
        "The rent",
        "D R A F T",
        "was agreed in",
        "UNAPPROVED DRAFT",
        "Draft",
        "full.",
    ]
    assert take_out_watermarks(lines) == 2
    assert [line for line in lines if line] == [
        "DRAFT",
        "Minutes",
        "of the board",
        "held in May",
        "The rent",
        "was agreed in",
        "Draft",
        "full.",
    ]


def test_a_watermark_still_tells_that_the_paper_is_a_draft() -> None:
    text = "Minutes\nof the board\nheld in May\nat Fernhill\nThe rent was noted and\nDRAFT\nagreed.\n"
    document = read_plain(text)
    assert document.margins == "DRAFT"
    assert document.pieces[-1].text.endswith("The rent was noted and\nagreed.")


PROSE = [
    "The rent of the centre was discussed and",
    "in the end it was agreed by all of the",
    "partners in the room. Ann Lee thanked",
    "them for it.",
] * 4


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_in_the_margin_are_no_items(step: int) -> None:
    lines = [f"{no if no % step == 0 else '':>3}  {line}" for no, line in enumerate(PROSE, 1)]
    assert take_out_line_numbers(lines) == len(PROSE) // step
    assert [line.strip() for line in lines] == PROSE


def test_numbers_of_lines_that_begin_anew_on_each_page_are_told_too() -> None:
    lines = [f"{no % 8 + 1:>3}  {line}" for no, line in enumerate(PROSE)]
    assert take_out_line_numbers(lines) == len(PROSE)


@pytest.mark.parametrize(
    "lines",
    [
        [f"{no}  Report of committee {no}" for no in range(1, 12)],
        [f"{no} the board agreed to it" for no in (3, 9, 4, 1, 7)],
        ["2010  the first year", "2011  the second year", "2012  the third year", "The end."],
    ],
    ids=["an agenda", "numbers in no order", "years"],
)
def test_items_and_years_are_no_numbers_of_lines(lines: list[str]) -> None:
    assert take_out_line_numbers(list(lines)) == 0


def test_a_footnote_inside_a_sentence_follows_its_paragraph() -> None:
    text = "The lease of the centre1 was signed by\n\n1 Paper 12, as tabled.\n\fboth partners in May.\n"
    assert [piece.text for piece in read_plain(text).pieces] == [
        "The lease of the centre1 was signed by\nboth partners in May.",
        "1 Paper 12, as tabled.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["The lease was signed.", "", "1 Welcome to all.", "\f", "both partners came."],
        ["ACTION: AL", "", "5 Finance", "5.1 The rent was paid by", "\f", "both partners."],
        ["The lease was signed by", "", "5 Finance", "The rent was paid by", "\f", "both partners."],
    ],
    ids=["behind a whole sentence", "behind an action", "an item that goes on itself"],
)
def test_an_item_at_the_end_of_a_page_is_no_footnote(lines: list[str]) -> None:
    assert lift_footnotes(lines) == {}
