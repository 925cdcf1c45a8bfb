"""Laws of reading: blocks cover the text, nothing is lost, and the same file is always read the same."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from liftmine.reading.formats.markup import read_markup
from liftmine.reading.formats.plain import read_plain
from liftmine.reading.layout.furniture import take_out_furniture
from liftmine.reading.layout.normalise import normalise
from liftmine.reading.layout.page_marks import take_out_line_numbers, take_out_watermarks
from liftmine.reading.layout.pieces import Document, Text, Unreadable, join_pieces

VOCABULARY = """The the Board agreed lease. Rent? AL/BM 4.2 a) I. • - Action Action: Page 2 of 3 Ann Lee: non- executive
    commu- nity (and PRESENT ; é ﬁ DRAFT RESULT: MOVER: To: From: $ 1,200 300 1 2 3 5 10 Name Title Status Present Absent 5:30 PM"""
WORDS = st.sampled_from(VOCABULARY.split())
GAPS = st.sampled_from([" ", " ", " ", "    ", "\n", "\n", "\n\n", "\n  ", "\f", "\t", "\xa0"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=80).map(lambda pairs: "".join(word + gap for word, gap in pairs))
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)


def read(text: str) -> Document | None:
    try:
        return read_plain(text)
    except Unreadable:
        return None


def assert_blocks_cover(joined: Text) -> None:
    starts = joined.columns["char_start"] or []
    assert starts == sorted(set(starts))
    assert bool(starts) == bool(joined.text)
    if starts:
        assert starts[0] == 0
        ends = [*starts[1:], len(joined.text)]
        assert all(joined.text[start:end].strip() for start, end in zip(starts, ends, strict=True))
        assert all(joined.text[end - 1].isspace() for end in ends[:-1])


def ink(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(st.one_of(TEXTS, ANY_TEXT))
def test_blocks_cover_the_text_from_its_first_to_its_last_character(text: str) -> None:
    document = read(text)
    if document:
        assert_blocks_cover(join_pieces(document.pieces))


@given(TEXTS)
def test_no_character_is_lost_but_furniture_and_line_end_hyphens(text: str) -> None:
    document = read(text)
    assert document is not None
    kept = ink("".join(piece.text for piece in document.pieces))
    lines = [line.rstrip(" ") for line in normalise(text).replace("\f", "\n\f\n").rstrip(" \n\f").split("\n")]
    before = ink("".join(lines))
    assert take_out_watermarks(lines) + take_out_furniture(lines) + take_out_line_numbers(lines) == document.n_furniture
    lost = ink("".join(lines)) - kept
    assert set(lost) <= {"-"}
    assert lost["-"] <= sum(line.endswith("-") for line in lines)
    assert document.n_furniture or not before - kept - Counter("-" * len(text))
    assert not kept - before


@given(st.one_of(TEXTS, ANY_TEXT), st.sampled_from(["md", "rst"]))
def test_markup_is_covered_too(text: str, file_format: str) -> None:
    try:
        document = read_markup(text, file_format)
    except Unreadable:
        return
    assert_blocks_cover(join_pieces(document.pieces))


@given(ANY_TEXT)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
