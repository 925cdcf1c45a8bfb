"""Headings in sentence case ("4. Apologies for absence", "Impact on tenants"), told by what stands around them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from liftmine.reading.layout.lines import CACHED, OPEN_ENDS, STOPS, follows, indent, is_row, last_word, read_number
from liftmine.reading.layout.pieces import Piece

_WORDS, _LENGTH = 14, 100
_PLAIN_WORDS, _PLAIN_LENGTH = 8, 60  # without a number
_NEVER_LAST = frozenset(".:;,?!-&")
_LIST_INDENT = 6  # a number so far in is that of a list's item
_ITEM = re.compile(r"(?:\d|[A-Z]+[/\d]|[IVX]+\.)[^()]*$")  # "4.", "4.2", "LPB05/01", "IV.": neither "a." nor "(1)" stands before a heading
VERB = re.compile(  # what a sentence has and a heading has not
    r"\b(?:am|is|are|was|were|has|have|had|does|did|do|will|would|shall|should|can|could|might|must|said|told|gave|took|went|made|felt"
    r"|thought|agreed|noted|asked|reported|advised|confirmed|explained|approved|resolved|accepted|raised|declared|moved|seconded|thanked"
    r"|passed|carried|failed|left|arrived|joined|attended|met|opened|closed|adjourned)\b"
)
_PAST = re.compile(r"\s[a-z]+ed\b")
_SENTENCE = 40  # characters of the text below a heading that has no number


def raise_headings(pieces: Sequence[Piece]) -> None:
    """Makes headings of the list items and paragraphs that head what follows them, although small letters begin their words."""
    for no in [no for no, piece in enumerate(pieces[:-1]) if len(piece.text) <= _LENGTH and piece.text[-1] not in _NEVER_LAST]:
        piece = pieces[no]
        if piece.kind == "heading" or not is_heading_line(piece.text):
            continue
        number, below = read_number(piece.text.lstrip()), pieces[no + 1]
        if number is None:
            is_heading = piece.kind == "paragraph" and (piece.is_bold or (_is_plain(piece.text) and _stands_between(pieces, no)))
        else:
            is_heading = _heads(number, below) and indent(piece.text) < _LIST_INDENT and not _ends_list(pieces, no, number)
        if is_heading and not (piece.is_bold and below.is_bold and number is None):
            piece.kind = "heading"


@lru_cache(maxsize=CACHED)
def is_heading_line(text: str) -> bool:
    """Whether the words could be a heading: few, a capital first, and neither a verb nor the end of a sentence."""
    if len(text) > _LENGTH or not (text[-1].isalnum() or text[-1] in ')’"”'):
        return False
    body = text.lstrip()
    number = read_number(body)
    title = body[number.end() :] if number and _ITEM.match(number[0]) else body
    return (
        title[:1].isupper()
        and not is_row(title)
        and 1 < len(title.split()) <= _WORDS
        and title.count(",") < 2
        and last_word(title).lower() not in OPEN_ENDS
        and not title.endswith(STOPS)
        and VERB.search(title) is None
        and ":" not in title
    )


def _is_plain(text: str) -> bool:
    return (
        "\n" not in text
        and len(text) <= _PLAIN_LENGTH
        and text.count(" ") < _PLAIN_WORDS
        and "," not in text
        and _PAST.search(text) is None
    )


def _stands_between(pieces: Sequence[Piece], no: int) -> bool:
    """Whether a text has ended above, and sentences stand below."""
    above, below = pieces[no - 1] if no else None, pieces[no + 1]
    if above is None or below.kind != "paragraph":
        return False
    is_apart = above.after == pieces[no].after == "\n\n"  # blanks on both sides
    if not (is_apart or above.kind == "heading" or above.text.endswith(STOPS)):
        return False
    text = below.text.lstrip()
    return len(text) >= _SENTENCE and text[0].isupper() and text.endswith(STOPS) and "\t" not in text


def _heads(number: re.Match[str], below: Piece) -> bool:
    """Whether what follows belongs to the item: no number, or one of its own ("4.1" below "4.")."""
    if _ITEM.match(number[0]) is None:
        return False
    inner = read_number(below.text.lstrip())
    return inner is None or _ITEM.match(inner[0]) is None or inner[0].strip().startswith(number[0].strip().rstrip(".") + ".")


def _ends_list(pieces: Sequence[Piece], no: int, number: re.Match[str]) -> bool:
    """Whether the two pieces above are the two items before: three in a row are a list, whatever follows it."""
    before = [read_number(piece.text.lstrip()) for piece in pieces[max(no - 2, 0) : no]]
    return len(before) == 2 and follows(before[1], number) and follows(before[0], before[1])
