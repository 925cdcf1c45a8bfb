"""Laws of layout: where a line happens to wrap decides nothing."""

import textwrap
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from liftmine.reading.formats.plain import read_plain

SENTENCES = (
    "The Chair opened the meeting and welcomed Mr Ash of Fernhill Council.",
    "Ann Lee reported that the lease had been signed on 4 May 2011, a week early.",
    "It was, she said, the result of long talks with Oakvale Homes (Holdings) Ltd and their lenders.",
    "He disagreed.",
    "Three things were left open: the rent, the car park and the date.",
    "Mr Ash, who had not seen the paper before, asked whether the £4.2m would still be there in 2013.",
    "Dr May answered that it would.",
    "Fernhill and Oakvale Health thanked J. R. Cole for the work.",
    "“We were told nothing,” said Ms Poe; nobody replied.",
    "In the view of the District Valuer the price was fair.",
    "Was that enough?",
    "Cole summarised the attendance over the year: it was good, except for the summer.",
    "The file lay under letter C.",
    "Further action would be taken: letters to both partners by the end of June.",
    "Westmere PCT would pay half of it.",
    "The remaining 12 rooms on Floor 3, all of them to the north, were empty.",
    "Members noted the report and AGREED the recommendations at page 47.",
    "Hal Rudd, Estates Director, and his colleague in finance, Ida Sands, will meet the Trust’s auditors.",
    "A full report will follow - with figures - in the autumn.",
)
OPENING = (
    "The minutes that follow were taken by the clerk of the partnership, who had been asked to write down what was said rather than only "
    "what was decided, because two of those who sat at the table had complained that nobody could tell from the last ones who had wanted "
    "what, and why it took three evenings."
)
"""Tells the width, as any paper of some length does."""
PARAGRAPHS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9).map(" ".join), max_size=6).map(
    lambda texts: [OPENING, *texts]
)
WIDTHS = st.integers(44, 110)
MARKERS = st.sampled_from(["", "{}. ", "{}.   ", "4.{} ", "{})  ", "• "])


def set_paper(paragraphs: Sequence[str], width: int, marker: str, indent: int, between: str) -> str:
    """The paragraphs wrapped at `width`, each behind its marker, with hanging indent."""
    return between.join(
        textwrap.fill(
            marker.format(no) + text,
            width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + len(marker.format(no))),
            break_on_hyphens=False,
        )
        for no, text in enumerate(paragraphs, 1)
    )


def read(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, " ".join(piece.text.split())) for piece in read_plain(text).pieces]


@given(PARAGRAPHS, WIDTHS, MARKERS, st.sampled_from([0, 4]))
def test_a_paragraph_is_one_block_however_its_lines_wrap(paragraphs: list[str], width: int, marker: str, indent: int) -> None:
    kind = "list_item" if marker else "paragraph"
    expected = [(kind, " ".join((marker.format(no) + text).split())) for no, text in enumerate(paragraphs, 1)]
    assert read(set_paper(paragraphs, width, marker, indent, "\n\n")) == expected


@given(PARAGRAPHS, WIDTHS, MARKERS.filter(bool))
def test_items_without_blank_lines_between_are_the_same_at_every_width(paragraphs: list[str], width: int, marker: str) -> None:
    assert read(set_paper(paragraphs, width, marker, 0, "\n")) == read(set_paper(paragraphs, 1_000, marker, 0, "\n\n"))
