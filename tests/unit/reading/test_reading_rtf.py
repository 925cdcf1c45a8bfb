"""RTF: what is kept, what is left out, and characters in every way it writes them."""

import contextlib

import pytest

from liftmine.errors import Reason
from liftmine.reading.formats.rtf import read_rtf
from liftmine.reading.layout.pieces import Piece, Unreadable, join_pieces

FONTS = r"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Cyr;}}"
STYLES = r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2\outlinelevel0 Mine;}{\*\cs10 Char;}}"


def rtf(body: str) -> list[Piece]:
    return list(read_rtf((r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + STYLES + body + "}").encode("latin-1")).pieces)


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def test_insertions_stay_and_deletions_and_hidden_text_go() -> None:
    assert texts(rtf(r"The board {\deleted refused}{\revised agreed}{\v secretly} it.\par")) == ["The board agreed it."]


def test_notes_fields_pictures_and_properties_are_not_in_the_sentence() -> None:
    body = (
        r"{\info{\author Ann Lee}}{\*\generator Word;}The lease{\footnote small print\par}{\*\annotation is that so?} was "
        r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt signed}}{\pict\wmetafile8 0100}.\par'
    )
    assert texts(rtf(body)) == ["The lease was signed."]


def test_binary_data_is_jumped_over() -> None:
    assert texts(rtf(r"One{\pict\bin5 }}{{}} two.\par")) == ["One two."]


def test_characters_come_out_as_they_are_meant() -> None:
    body = (
        r"caf\'e9 \u8211?it\~is\_so \ldblquote x\rdblquote  \u-10179?\u-8704? {\f2 \'cf\'f0} {\uc2 \u960 ab}c\{\}\\ caf" + "\xe9" + r"\par"
    )
    assert texts(rtf(body)) == ["café –it is-so “x” 😀 Пр πc{}\\ café"]


def test_headings_by_style_and_outline_and_bold() -> None:
    body = r"\pard\s1\b Rent\b0\par\pard\plain\s2 Lease\par\pard\plain\s0 text\par\pard{\b All bold} \par{\b Ann:} yes\par"
    assert [(piece.kind, piece.text, piece.is_bold) for piece in rtf(body)] == [
        ("heading", "Rent", True), ("heading", "Lease", False), ("paragraph", "text", False),
        ("paragraph", "All bold", True), ("paragraph", "Ann: yes", False),
    ]  # fmt: skip


def test_list_numbers_are_those_the_page_shows() -> None:
    body = r"{\listtext\pard\plain\f1 \'b7\tab}\ls1 one\par{\pntext 2.1\tab}two\par three\par"
    assert [(piece.kind, piece.text) for piece in rtf(body)] == [("list_item", "• one"), ("list_item", "2.1 two"), ("paragraph", "three")]


def test_table_cells_keep_their_place_and_the_text_between_tables_parts_them() -> None:
    body = (
        r"\trowd\cellx1\pard\intbl Ann Lee\par Chair\cell present\cell\row\trowd\pard\intbl\cell late\cell\row"
        r"\pard Between\par\trowd\pard\intbl last\cell\row\pard End\par"
    )
    pieces = rtf(body)
    assert [(x.text, x.table_no, x.row_no, x.column_no) for x in pieces if x.text] == [
        ("Ann Lee", 0, 0, 0), ("Chair", 0, 0, 0), ("present", 0, 0, 1), ("late", 0, 1, 1), ("Between", None, None, None),
        ("last", 1, 0, 0), ("End", None, None, None),
    ]  # fmt: skip
    assert join_pieces(pieces).text == "Ann Lee\nChair\tpresent\n\tlate\nBetween\nlast\nEnd"


def test_a_text_box_follows_its_paragraph_and_its_copy_for_old_readers_goes() -> None:
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt \pard In the\par box\par}}{\shprslt copy}}"
    assert texts(rtf(rf"At {box}Fernhill.\par End")) == ["At Fernhill.", "In the", "box", "End"]


def test_headers_and_footers_are_margins() -> None:
    document = read_rtf(rb"{\rtf1\ansi{\header Draft\par}{\footer Page 1\par}Text\par}")
    assert (texts(list(document.pieces)), document.margins) == (["Text"], "Draft\nPage 1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rb"{\rtf1\ansi The lease was", Reason.TRUNCATED),
        (rb"{\rtf1\ansi {\b The lease}", Reason.TRUNCATED),
        (rb"{\rtf1\ansicpg99999 caf\'e9}", Reason.ENCODING_UNSURE),
        (b"{\\rtf1\\ansi The \x07 lease}", Reason.CONTROL_CHARACTERS),
    ],
)
def test_a_bad_rtf_gets_its_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read_rtf(content)
    assert caught.value.reason is reason


@pytest.mark.parametrize("pattern", ["{", "{}", r"\par", r"\u97 ", r"\'e9", r"\cell", r"{\shptxt ", r"{\*\x", r"\intbl\row", "a"])
def test_hostile_repeats_end(pattern: str) -> None:
    body = r"{\rtf1 " + pattern * (100_000 // len(pattern)) + "}"
    with contextlib.suppress(Unreadable):
        read_rtf(body.encode())
