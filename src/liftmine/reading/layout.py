"""Lines to pieces: which lines belong together, and which are headings and list items.

Shared by plain text and PDF, where nothing but the lines themselves tells. A line that merely wraps must not be cut from its
sentence; a heading must never be glued to the sentence below. What decides is whether the next word would still have fitted
on the line (then the line break was meant), how the line ends, and how the next begins.

Lines are strings without trailing spaces; "" is a blank line and a form feed a page break. Cost is linear in the text.
"""

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from liftmine.reading.pieces import Piece

PAGE_BREAK = "\f"

_BULLETS = frozenset("•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-")
_BULLET = re.compile(r"\s*(?:[•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-]|o(?=\s+[A-Z]))\s*(?=\S)")
_NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)]\)?"  # 1. 1) (1) 4.2. a) (b) iv. II.
    r"|\d{1,3}(?:\.\d{1,3}){1,4}"  # 4.2 and deeper
    r"|\d{1,2}(?=\s{2})"  # 7   Heading
    r"|(?=[^\s:]*\d)[A-Z\d][A-Z\d]*(?:/\s?[A-Z\d]+)+:?"  # 73/07, LPB05/01, GBP/2122/214:
    r")(?:\s+|$)"
)
_SECOND_OF_NUMBER = frozenset(".)/ivx0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # behind a letter
_LABEL = re.compile(r"[A-Z][^\s:]*(?: [^\s:]+){0,5}:(?:\s|$)")
_ACTION = re.compile(r"\s*actions?\b[^:]{0,30}:", re.IGNORECASE)
_CAPITALS = re.compile(r"[^\W\d_]{3}")  # a word in capitals; times and figures are upper case too
_COLUMN = re.compile(r"[^\s.?!;] {3,}\S")
_OPEN_ENDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been between but by for from had has have if in into is its nor not of on or our over than that the "
        "their this to under was were when which who will with",
    )
)
_STOPS = (".", "?", "!", ".”", '."', "?”", '?"', ".)", ".’", ";")
_SENTENCE_ENDS = (*_STOPS, ":")
_LAST_MARKS = frozenset(end[-1] for end in _SENTENCE_ENDS)  # one look at the last character spares most lines the longer test
_LIST_INDENT = 6  # a numbered line so far in is an item of a list, not a heading
_FULL = 0.87  # of the wrap width: proportional type makes lines of equal length hold 13 % more or fewer characters
_HEADING_WORDS, _HEADING_LENGTH, _HEADING_LINES = 14, 110, 4
_MARKER_LENGTH = 24
_SMALL_WORD = re.compile(r"\s[a-z]\S{3}")
_CACHED = 1 << 13  # lines whose class is kept: names, roles, headings and table cells recur from meeting to meeting
_SMALL_WORDS = 4  # words shorter than this may be in lower case in a title


class Gap(IntEnum):
    """What stands between a line and the one above it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


def cut_blocks(
    lines: Sequence[str], bold: frozenset[int] = frozenset(), asides: Mapping[int, str] | None = None, has_pages: bool = False
) -> list[Piece]:
    """Pieces that hold every character of `lines` but outer blanks, in order.

    `bold` are the numbers of lines set in bold throughout; `asides` stood beside the line of that number and become paragraphs
    of their own behind the block. Pages are counted from 1 where `has_pages`.
    """
    builder = _Builder(wrap_width(lines), bold, has_pages)
    builder.add_all(lines, asides or {})
    return _demote_runs(builder.pieces)


class _Builder:
    """The block that is open, and the pieces that are closed."""

    __slots__ = ("asides", "block", "bold", "gap", "has_pages", "numbers", "page", "pieces", "start_page", "width")

    def __init__(self, width: int, bold: frozenset[int], has_pages: bool) -> None:
        self.width, self.bold, self.has_pages = width, bold, has_pages
        self.pieces: list[Piece] = []
        self.block: list[str] = []
        self.numbers: list[int] = []
        self.asides: list[str] = []
        self.gap = Gap.NONE
        self.page = self.start_page = 1

    def add_all(self, lines: Sequence[str], asides: Mapping[int, str]) -> None:
        """Every line goes on with the open block or opens another; what stood beside a line follows the line's block."""
        block, width = self.block, self.width
        for no, line in enumerate(lines):
            # Blank lines and plain wrapped lines are most of all lines: decided without a call.
            if not line:
                self.gap = self.gap or Gap.BLANK
            elif line[0].islower() and line[1:3].isalpha() and block and not self.gap and "   " not in block[-1]:
                block.append(line)
                self.numbers.append(no)
            elif line == PAGE_BREAK:
                self.gap, self.page = Gap.PAGE, self.page + 1
            elif block and _continues(block, line, self.gap, width):
                block.append(line)
                self.numbers.append(no)
                self.gap = Gap.NONE
            else:
                self.close()
                block = self.block = [line]
                self.numbers, self.start_page, self.gap = [no], self.page, Gap.NONE
            if asides and no in asides:
                self.asides.append(asides[no])
        self.close()

    def close(self) -> None:
        """The open block becomes a piece, and what stood beside it another."""
        page = self.start_page if self.has_pages else None
        if block := self.block:
            is_bold = bool(self.bold) and self.bold.issuperset(self.numbers)
            if len(block) == 1:
                self.pieces.append(Piece(_kind_of_line(block[0]), block[0], page, is_bold=is_bold))
            else:
                self.pieces.append(Piece(_kind(block), "\n".join(block), page, is_bold=is_bold))
        if self.asides:
            self.pieces.append(Piece("paragraph", "\n".join(self.asides), page))
            self.asides = []
        if self.gap and self.pieces:
            self.pieces[-1].after = "\n\n"
        self.block = []


def wrap_width(lines: Sequence[str]) -> int:
    """The length at which this document's lines wrap: the ninth decile of the lines that are no stubs (72 where there are none)."""
    lengths = sorted(length for length in map(len, lines) if length >= 40)
    return lengths[len(lengths) * 9 // 10] if len(lengths) >= 5 else 72


def _continues(block: list[str], line: str, gap: Gap, width: int) -> bool:
    """Whether `line` goes on with the block above it. Cheap tests stand first: this runs for every other line there is."""
    above = block[-1]
    if len(above) <= _MARKER_LENGTH and len(block) == 1 and _is_bare_marker(above):
        return not _is_bare_marker(line)
    body = line.lstrip()
    if gap:
        return _resumes(above, body, gap, width)
    if (not body[0].isalnum() or body[0] == "o") and _BULLET.match(body):
        return False
    if "   " in line or "   " in above:
        in_table = _is_row(above)
        if in_table or _is_row(line):
            return in_table and (_is_row(line) or _indent(line) > _indent(block[0]) + 2)
    is_finished = _is_finished(above)
    return not _opens(above, line, body, is_finished) and _wraps(block, body, width, is_finished)


def _opens(above: str, line: str, body: str, is_finished: bool) -> bool:
    """Whether the line starts something of its own: a number or a speaker after a finished line, an indented paragraph, a title's end."""
    has_colon = ":" in body
    if has_colon and (_ACTION.match(body) or _is_short_label(above, body)):
        return True
    if is_finished:
        is_label = has_colon and bool(_LABEL.match(body))
        return is_label or _number(body) is not None or len(line) - len(body) > _indent(above) + 2 or bool(_ACTION.match(above))
    if number := _number(body):
        if ")" in number[0]:
            return _last_word(above).lower() not in _OPEN_ENDS
        return (not body[0].islower() and (_is_title(above) or len(above) < len(line) // 2)) or not above[-1].isalpha()
    return above.isupper() != body.isupper() and _is_title(above)


def _is_finished(line: str) -> bool:
    """Whether a sentence, or a line that announces something, ends here."""
    return line[-1] in _LAST_MARKS and line.endswith(_SENTENCE_ENDS)


def _is_short_label(above: str, body: str) -> bool:
    """A heading like "Present:", unless the line above runs into it."""
    return (
        body[-1] == ":"
        and body.count(" ") < 3
        and above[-1] != ","
        and _last_word(above).lower() not in _OPEN_ENDS
        and not body[0].islower()
    )


def _wraps(block: list[str], body: str, width: int, is_finished: bool) -> bool:
    """Whether the line above was full, so that its end is no sign of anything."""
    above = block[-1]
    if body[0].islower() or above[-1] in ",(&/" or _last_word(above).lower() in _OPEN_ENDS:
        return True
    needed = len(above) + 1 + (body.find(" ") if " " in body else len(body))
    if needed > _FULL * width:
        is_head = len(block) == 1 and (above.isupper() or _number(above.lstrip()) is not None) and _is_title(above)
        return not is_head or _is_title(body)
    if is_finished:
        return False
    if len(above) > width // 2 and not _is_title(above) and not _is_title(body):
        return True
    # A narrow column is narrower than the page; a block that has flowed before shows its own width.
    return len(block) > 1 and any(part.lstrip()[0].islower() for part in block[1:]) and needed > max(map(len, block))


def _resumes(above: str, body: str, gap: Gap, width: int) -> bool:
    """Whether a sentence goes on behind a blank line or a page break."""
    hangs = above[-1].islower() and _last_word(above) in _OPEN_ENDS
    if not (hangs or gap is Gap.PAGE or body[0].islower()) or _is_finished(above):
        return False
    if _is_row(above) or _is_bullet(body) or _number(body):
        return False
    if hangs or _is_title(above):
        return hangs
    return " " in above.strip() if body[0].islower() else len(above) > _FULL * width and not _is_title(body)


def _is_bullet(body: str) -> bool:
    return not (body[0].isalnum() and body[0] != "o") and _BULLET.match(body) is not None


def _number(body: str) -> re.Match[str] | None:
    """The item number a stripped line begins with. The look at its first characters spares most lines the pattern."""
    if body[0].isalpha():
        if body[1:2] not in _SECOND_OF_NUMBER or not ("." in body[:7] or ")" in body[:7] or "/" in body[:12]):
            return None
    elif not (body[0].isdigit() or body[0] == "("):
        return None
    return _NUMBER.match(body)


def _last_word(line: str) -> str:
    return line[line.rfind(" ") + 1 :]


@lru_cache(maxsize=_CACHED)
def _is_bare_marker(line: str) -> bool:
    """A number or bullet whose text stands on the next line."""
    body = line.strip()
    if len(body) > _MARKER_LENGTH:
        return False
    found = _number(body)
    return (found is not None and found.end() == len(body)) or body in _BULLETS


def _is_row(line: str) -> bool:
    """Whether columns stand in the line, apart by three spaces or more; an item number in front is no column, nor a sentence's end."""
    if "   " not in line:
        return False
    body = line.lstrip()
    marker = _number(body) or _BULLET.match(body)
    return bool(_COLUMN.search(body, marker.end() if marker else 0))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=_CACHED)
def _kind_of_line(line: str) -> str:
    return _kind([line])


def _kind(block: list[str]) -> str:
    first = block[0].lstrip()
    if _is_bullet(first) or first in _BULLETS:
        return "list_item"
    number = _number(first)
    if len(block) <= _HEADING_LINES and not block[-1].endswith(_STOPS) and not _is_row(first):
        title = first[number.end() :] if number else first
        if _is_title(title if len(block) == 1 else " ".join([title, *map(str.strip, block[1:])])):
            return "heading"
    return "list_item" if number else "paragraph"


@lru_cache(maxsize=_CACHED)
def _is_title(text: str) -> bool:
    """Whether the words look like a heading: short, no sentence end, capitals or a capital on each longer word."""
    text = text.strip()
    if not text or len(text) > _HEADING_LENGTH or text[-1] == "," or text[0].islower() or text.endswith(_STOPS):
        return False
    if text[-1] != ":" and _SMALL_WORD.search(text):  # says no to nearly every line of prose, sooner than the tests below
        return False
    if text.isupper():
        return _CAPITALS.search(text) is not None and not (text[-1] != ":" and _ACTION.match(text))
    number = _number(text)
    words = (text[number.end() :] if number else text).split()
    if not words or len(words) > _HEADING_WORDS or words[0][0].islower() or text.count(",") > 1:  # commas: a list of names
        return False
    if text[-1] == ":":
        return len(words) <= 5
    return not [word for word in words if len(word) >= _SMALL_WORDS and word[0].islower()] and not _ACTION.match(text)


def _demote_runs(pieces: list[Piece]) -> list[Piece]:
    """Three or more unnumbered title-like lines in a row are a list or a table cut apart, not headings."""
    start = 0
    for end in range(len(pieces) + 1):
        if end < len(pieces) and pieces[end].kind == "heading" and _is_loose(pieces[end].text):
            continue
        if end - start >= 3:
            for piece in pieces[start:end]:
                piece.kind = "paragraph"
        start = end + 1
    return pieces


@lru_cache(maxsize=_CACHED)
def _is_loose(heading: str) -> bool:
    return not heading.isupper() and (_indent(heading) >= _LIST_INDENT or not _number(heading.lstrip()))
