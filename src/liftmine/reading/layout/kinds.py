"""What a block is: heading, list item or paragraph."""

import re
from collections.abc import Sequence
from functools import lru_cache

from liftmine.reading.layout.headings import VERB
from liftmine.reading.layout.labels import ACTION
from liftmine.reading.layout.lines import BULLETS, CACHED, STOPS, indent, is_bullet, is_row, read_number
from liftmine.reading.layout.pieces import Piece

_HEADING_WORDS, _HEADING_LENGTH, _HEADING_LINES = 14, 110, 4
SMALL_WORD = re.compile(r"\s[a-z]\S{3}")
_SMALL_WORDS = 4  # words shorter than this may be in lower case in a title
_CAPITALS = re.compile(r"[^\W\d_]{3}")  # a word in capitals; times and figures are upper case too
_LETTER = re.compile(r"[^\W\d_]")
_LIST_INDENT = 6  # a numbered line so far in is an item of a list, not a heading


def kind_of(block: Sequence[str]) -> str:
    """`heading`, `list_item` or `paragraph`."""
    return _kind_of_line(block[0]) if len(block) == 1 else _kind(block)


@lru_cache(maxsize=CACHED)
def _kind_of_line(line: str) -> str:
    return _kind([line])


def _kind(block: Sequence[str]) -> str:
    first = block[0].lstrip()
    if is_bullet(first) or first in BULLETS:
        return "list_item"
    number = read_number(first)
    if len(block) <= _HEADING_LINES and not block[-1].endswith(STOPS) and not is_row(first):
        title = first[number.end() :] if number else first
        if is_title(title if len(block) == 1 else " ".join([title, *map(str.strip, block[1:])])):
            return "heading"
    return "list_item" if number else "paragraph"


@lru_cache(maxsize=CACHED)
def is_title(text: str) -> bool:
    """Whether the words look like a heading: short, no sentence end, capitals or a capital on each longer word."""
    text = text.strip()
    if not text or len(text) > _HEADING_LENGTH or text[-1] == "," or text[0].islower() or text.endswith(STOPS):
        return False
    if text[-1] != ":" and SMALL_WORD.search(text):  # says no to nearly every line of prose, sooner than the tests below
        return False
    if text.isupper():
        return _CAPITALS.search(text) is not None and not (text[-1] != ":" and ACTION.match(text))
    number = read_number(text)
    words = (text[number.end() :] if number else text).split()
    if not words or len(words) > _HEADING_WORDS or words[0][0].islower() or text.count(",") > 1:  # commas: a list of names
        return False
    if text[-1] == ":":
        return len(words) <= 5 and VERB.search(text) is None
    return not [word for word in words if len(word) >= _SMALL_WORDS and word[0].islower()] and not ACTION.match(text)


def demote_runs(pieces: Sequence[Piece]) -> None:
    """Makes paragraphs of title-like lines that are no headings: three or more in a row without a number, and figures by themselves.

    The first are a list or a table cut apart.
    """
    start = 0
    for end in range(len(pieces) + 1):
        if end < len(pieces) and pieces[end].kind == "heading" and _is_loose(pieces[end].text):
            continue
        for piece in pieces[start:end]:
            if end - start >= 3 or _LETTER.search(piece.text) is None:
                piece.kind = "paragraph"
        start = end + 1


@lru_cache(maxsize=CACHED)
def _is_loose(heading: str) -> bool:
    return not heading.isupper() and (indent(heading) >= _LIST_INDENT or not read_number(heading.lstrip()))
