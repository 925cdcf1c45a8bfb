"""Headings in sentence case, told by what stands around them, and where blocks end beside them."""

import pytest

from liftmine.reading.formats.plain import read_plain

TEXT = (
    "Kay Ward reported that the opening of the new surgery was expected in the second half\n"
    "of March rather than at the end of February. The lender had asked for another survey.\n"
)


def kinds(text: str) -> list[str]:
    return [piece.kind for piece in read_plain(text).pieces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"1. Apologies for absence\n{TEXT}", ["heading", "paragraph"], id="behind a number"),
        pytest.param(f"LPB05/02  Accuracy of the last minutes\n{TEXT}", ["heading", "paragraph"], id="behind a minute reference"),
        pytest.param(f"4. Any other business\n4.1 {TEXT}", ["heading", "list_item"], id="an item of its own below it"),
        pytest.param(f"{TEXT}Impact on tenants\n{TEXT}", ["paragraph", "heading", "paragraph"], id="without a number between sentences"),
        pytest.param(
            f"Present: Ann Lee, Bob May, Cy Noe and others\n\nOpening remarks\n\n{TEXT}",
            ["paragraph", "heading", "paragraph"],
            id="between blanks",
        ),
        pytest.param(f"1. Use of reserves\n2. Rent of rooms\n3. Sale of land\n{TEXT}", ["list_item"] * 3 + ["paragraph"], id="no list"),
        pytest.param(f"4.2 None raised\n5. Any other business\n{TEXT}", ["list_item", "heading", "paragraph"], id="nothing below it"),
        pytest.param(f"{TEXT}\nDirector Lee left the room\n\n{TEXT}", ["paragraph"] * 3, id="what has a verb is no heading"),
        pytest.param(f"(a) Letters from tenants\n{TEXT}", ["list_item", "paragraph"], id="nor is a letter in brackets"),
        pytest.param("Rent Review\n\n12\n\nThe rent was agreed.\n", ["heading", "paragraph", "paragraph"], id="nor is a figure"),
        pytest.param("It was agreed:\n• to wait.\n", ["paragraph", "list_item"], id="nor the beginning of a sentence"),
    ],
)
def test_headings_are_told_by_their_words_and_what_follows(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_numbered_heading_is_not_glued_to_the_sentence_below() -> None:
    text = f"5. Questions received from members of the public in writing\nNo questions were received.\n{TEXT}{TEXT}"
    assert kinds(text)[:2] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "(a) to move the shelter; and\n(b) to wait.\n",
        "ii. the shelter and\niii. the garden.\n",
        "iii. Use of the garden\nf. Use of the bins\n",
    ],
)
def test_the_next_letter_or_roman_number_is_the_next_item(text: str) -> None:
    assert kinds(text) == ["list_item", "list_item"]
