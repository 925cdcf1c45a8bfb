"""Lines to blocks: what is joined, what is cut, what is taken out."""

import pytest

from liftmine.reading.formats.plain import read_plain
from liftmine.reading.layout.furniture import take_out_furniture
from liftmine.reading.layout.line_repair import cut_out_actions, mend_hyphens


def blocks(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in read_plain(text).pieces]


PROSE = """The treasurer reported that the rent of the new health centre had been agreed
with the Fernhill partners, and that the first payment would fall due in May. The
board thanked her for the work and asked for a further paper in the summer.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"RENT REVIEW\n{PROSE}", ["heading", "paragraph"], id="a heading in capitals is not glued to the sentence below"),
        pytest.param(f"Review of the Rent\n{PROSE}", ["heading", "paragraph"], id="nor a heading in title case"),
        pytest.param(f"4.2 Rent Review\n{PROSE}", ["heading", "paragraph"], id="nor a numbered one"),
        pytest.param(f"IV.\n\nRENT REVIEW\n\n{PROSE}", ["heading", "paragraph"], id="a number on its own line belongs to its heading"),
        pytest.param(f"73/07   RENT REVIEW\n\n{PROSE}", ["heading", "paragraph"], id="a minute reference is a number"),
        pytest.param(f"{PROSE}\n{PROSE}", ["paragraph", "paragraph"], id="a blank line behind a finished sentence cuts"),
        pytest.param(
            PROSE.replace("had been agreed\n", "had been agreed\n\n"), ["paragraph"], id="a blank line inside a sentence does not"
        ),
        pytest.param(PROSE.replace("The\nboard", "The\n\f\nboard"), ["paragraph"], id="nor does a page break"),
        pytest.param(
            f"{PROSE}• the lease\n• the car park and\nits lights\n", ["paragraph", "list_item", "list_item"], id="bullets are items"
        ),
        pytest.param(f"{PROSE}a) to sign the lease\nb) to wait\n", ["paragraph", "list_item", "list_item"], id="letters are items"),
        pytest.param(
            "Ann Lee, Director of Estates of the Fernhill and Oakvale Health\nPartnership, opened the meeting of the board.\n",
            ["paragraph"],
            id="a first line of names and titles is no heading",
        ),
        pytest.param("Ann Lee\nBob May\nPresent\n5:30 PM\n", ["paragraph"] * 4, id="times are no headings"),
        pytest.param(
            "Ann Lee, Bob May, Cy Noe, Dee Orr, Fay Poe, Gus Quill, Hal Rudd, Ida\nSands, Joe Tull, Kit Ure, Lea Vane\n",
            ["paragraph"],
            id="a list of names that wraps is one paragraph",
        ),
        pytest.param("•\n\nto sign the lease of the centre.\n", ["list_item"], id="a bullet on its own line belongs to its text"),
        pytest.param(f"{PROSE}ACTION: AL/BM\n{PROSE}", ["paragraph", "paragraph", "paragraph"], id="an action line stands alone"),
        pytest.param("Ann Lee\nBob May\nCy Noe\nDee Orr\n", ["paragraph"] * 4, id="names in a column are no headings and not one line"),
        pytest.param(
            f"{PROSE}4.2  The rent of the old health centre fell due in the first week of last May.\n"
            "     Ann Lee was late with it.\n4.3  None.\n",
            ["paragraph", "list_item", "list_item"],
            id="a hanging indent is no new paragraph",
        ),
        pytest.param(f"{PROSE}    The rent was noted.\n", ["paragraph", "paragraph"], id="but an indented line behind a full stop is"),
        pytest.param(
            PROSE.replace("with the Fernhill partners, and", "- with Fernhill -,"),
            ["paragraph"],
            id="a dash at a line's start is no bullet",
        ),
        pytest.param(f"{PROSE}- the lease\n- the car park\n", ["paragraph", "list_item", "list_item"], id="before an item it is"),
        pytest.param("In attendance were Ann Lee, member; David A.\nJones, member.\n", ["paragraph"], id="an initial ends no sentence"),
        pytest.param(
            f"{PROSE}AYES: Lee, May, Noe, Orr, Poe, Quill, Rudd, Sands, Tull, Ure, Vane, Webb\nThe Chair declared it carried.\n",
            ["paragraph", "paragraph", "paragraph"],
            id="a field of a form ends with its list",
        ),
        pytest.param(
            "2. Report of the Estates, Finance and Audit Group\n3. Report of the Chair\n",
            ["heading"] * 2,
            id="the next number is the next item",
        ),
        pytest.param("Minutes of the Fernhill Board\n            Meeting of 4 May\n", ["heading"] * 2, id="centred titles are two"),
        pytest.param(
            f"{PROSE}Members present: Ann Lee and Bob May of Fernhill Council, with the\nothers.\n",
            ["paragraph", "paragraph"],
            id="who was present stands alone",
        ),
        pytest.param("Ann Lee: We agreed the rent last week.\nBob May: Yes, we did.\n", ["paragraph"] * 2, id="speakers are not joined"),
        pytest.param(
            "Present     Ann Lee     Chair, Fernhill Council\n            Bob May     Director, Oakvale Homes\n",
            ["paragraph"],
            id="rows of a table stay together",
        ),
        pytest.param(
            "Vote on\nthe Motion:\n\nDirector Ash moved that the board\nof Directors\nadopt it.\n", ["heading", "paragraph"], id="narrow"
        ),
    ],
)
def test_blocks_are_cut_where_the_lines_say_so(text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in blocks(text)] == expected


def test_a_sentence_that_wraps_before_a_capital_is_not_cut() -> None:
    lines = [
        "The lease of the centre was discussed by the Chair and by",
        "Fernhill Council and in the end agreed by all of",
        "The Partners.",
    ]
    assert len(blocks("\n".join(lines))) == 1


def test_columns_keep_their_spaces_and_lines() -> None:
    table = "Present     Ann Lee     Chair, Fernhill Council\n            Bob May     Director, Oakvale Homes"
    assert blocks(table) == [("paragraph", table)]


def page(number: int, header: str, footer: str) -> str:
    body = "\n".join(f"Sentence {'abcdefgh'[line] * number} about the lease ends here." for line in range(8))
    return f"{header.format(number)}\n\n{body}\n\n{footer.format(number)}\n"


@pytest.mark.parametrize("feed", ["\f", ""])
def test_running_headers_and_footers_go_with_or_without_form_feeds(feed: str) -> None:
    text = feed.join(page(number, "Minutes of the Board", "Fernhill Estates\nPage {} of 4") for number in range(1, 5))
    document = read_plain(text)
    joined = "\n".join(piece.text for piece in document.pieces)
    assert "Page" not in joined
    assert "Fernhill Estates" not in joined
    assert joined.count("Minutes of the Board") == 1
    assert joined.count("Sentence") == 32
    assert document.n_furniture == 11
    assert document.n_pages == (4 if feed else None)


def test_bare_page_numbers_at_page_edges_go_and_other_numbers_stay() -> None:
    lines = ["Rent", "12", "agreed", "1", "\f", "May", "75", "2", "\f", "June", "3"]
    assert take_out_furniture(lines) == 3
    assert lines == ["Rent", "12", "agreed", "", "\f", "May", "75", "", "\f", "June", ""]


@pytest.mark.parametrize("line", ["RESULT:", "•", "$", "Ann Lee, Bob May", "Ann Lee moved that the board agree to"])
def test_what_recurs_by_chance_at_two_page_edges_is_no_furniture(line: str) -> None:
    lines = ["Minutes", "The rent.", "\f", line, "was one.", "\f", line, "was two."]
    assert take_out_furniture(list(lines)) == 0


def test_a_title_with_its_page_on_one_line_is_furniture() -> None:
    lines = ["Minutes", "The rent.", "\f", "Board of 4 May at 9.30am Page 2 of 2", "was agreed."]
    assert take_out_furniture(lines) == 1


def test_the_second_line_of_a_header_that_wraps_goes_with_the_first() -> None:
    lines = [
        "Summary of the Board held on 4 May",
        "2004",
        "The rent.",
        "\f",
        "Summary of the Board held on 4 May",
        "2004",
        "was agreed in",
        "2004",
    ]
    assert take_out_furniture(lines) == 2
    assert lines == ["Summary of the Board held on 4 May", "2004", "The rent.", "\f", "", "", "was agreed in", "2004"]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["FERNHILL BOARD", "Minutes of 4 May"], 3),
        (["Present: Ann Lee", "Apologies: Bob May"], 2),
    ],
    ids=["goes where the title below says the same", "stays where it is the title"],
)
def test_a_running_header_on_the_first_page(below: list[str], expected: int) -> None:
    header = "Fernhill Board      Minutes of 4 May"
    lines = [header, *below, "The rent.", "\f", header, "was agreed.", "\f", header, "The end."]
    assert take_out_furniture(lines) == expected
    assert (lines[0] == "") == (expected == 3)


def test_a_phrase_that_recurs_inside_pages_is_no_furniture() -> None:
    lines = ["first page", "The motion passed.", "more text", "\f", "next page", "The motion passed.", "its end"]
    assert take_out_furniture(list(lines)) == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the commu-", "nity centre"], ["the community", "centre"]),
        (["the commu-", "", "nity."], ["the community.", "", ""]),
        (["self help and governing bodies are self-", "governing here"], ["self help and governing bodies are self-governing", "here"]),
        (["the non-", "executive and other non-executive members"], ["the non-executive", "and other non-executive members"]),
        (["Ann Lee-", "Smith came"], ["Ann Lee-Smith", "came"]),
        (["a dash -", "and more"], ["a dash -", "and more"]),
    ],
)
def test_hyphens_at_line_ends_are_mended_and_compounds_kept(lines: list[str], expected: list[str]) -> None:
    mend_hyphens(lines)
    assert lines == expected


def test_a_soft_hyphen_at_a_line_end_joins_the_word() -> None:
    assert blocks("The commu\u00ad\n   nity of Fern\u00adhill agreed.") == [("paragraph", "The community of Fernhill agreed.")]


def test_an_action_column_is_taken_out_of_the_sentences() -> None:
    text = (
        "Item   Discussion                                         Action\n"
        "1.1    The Chair agreed to write to the Fernhill          AL/\n"
        "       Council about the lease of the centre.             BM\n"
        "1.2    The rent was noted.\n"
    )
    found = blocks(text)
    assert [kind for kind, _ in found] == ["paragraph", "list_item", "paragraph", "list_item"]
    assert "".join(found[1][1].split()) == "1.1TheChairagreedtowritetotheFernhillCouncilabouttheleaseofthecentre."
    assert found[2][1] == "AL/\nBM"


def test_without_a_head_nothing_is_taken_for_an_action_column() -> None:
    lines = ["Ann Lee                                                   Chair"]
    assert cut_out_actions(list(lines)) == {}
