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
from itertools import pairwise

from liftmine.reading.layout.pieces import Piece

PAGE_BREAK = "\f"

_BULLETS = frozenset("•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-")
_BULLET = re.compile(r"\s*(?:[•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-]|o(?=\s+[A-Z]))\s*(?=\S)")
_NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)]\)?"  # 1. 1) (1) 4.2. a) (b) iv. II.
    r"|\d{1,3}(?:\.\d{1,3}){1,4}"  # 4.2 and deeper
    r"|\d{1,2}(?=\s{2})"  # 7   Heading
    r"|(?=[^\s:]*\d)[A-Z\d][A-Z\d]*(?:/\s?[A-Z\d]+)+:?"  # 73/07, LPB05/01, GBP/2122/214:
    r")(?:\s+|$|(?<=\d\.\d)(?=[A-Z][a-z]))"  # "6.1No report" too
)
_LAST_NUMBER = re.compile(r"(\S*?)(\d{1,3})\W*$")
_SECOND_OF_NUMBER = frozenset(".)/ivx0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # behind a letter
_LABEL = re.compile(r"[A-Z][^\s:]*(?: [^\s:]+){0,5}:(?:\s|$)")
_SPEAKER = re.compile(r"\s*([A-Z][^\s:]*(?: [A-Z(][^\s:]*){0,4}):(?:\s|$)")  # a label that could be a name; "Action" too
_PRESENT = frozenset(("present", "attendance", "attendees", "attending", "absent", "absence", "apologies"))
_ROSTER = _PRESENT | frozenset(  # "Committee members present:", "Also in attendance (by phone):"
    re.findall(
        r"\w+",
        "also and board by committee council directors for governors guests in invited member members not of officers other others part "
        "phone public received staff telephone the trustees via voting",
    )
)
_FIELD = re.compile(r"[A-Z]{3,}(?: [A-Z]+){0,2}:(?:\s|$)")  # of a form: "AYES:", "SECONDER:"
_LIST_GOES_ON = frozenset(",&-;:")
_ACTION = re.compile(r"\s*A(?:ctions?|CTIONS?)\b[^:]{0,30}:")
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
_LONGEST_NAME = 24
_GOES_ON = re.compile(r"(?:\w,? [A-Z]|\b[A-Z]\. ?[A-Z]|^\s*[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Cllr|St|No|Nos|e\.g|i\.e|viz|approx))\.$")
_LIST_INDENT = 6  # a numbered line so far in is an item of a list, not a heading
_FULL = 0.87  # of the wrap width: proportional type makes lines of equal length hold 13 % more or fewer characters
_HALF = 0.6  # of it: a line of prose that ends before is the last of its paragraph
_HEADING_WORDS, _HEADING_LENGTH, _HEADING_LINES = 14, 110, 4
_MARKER_LENGTH = 24
_FEW_LINES = 5  # fewer say nothing of a width
_LEAST_FLOW = 2  # lines that flow in a run of lines with a width of its own
_SMALL_WORD = re.compile(r"\s[a-z]\S{3}")
_CACHED = 1 << 13  # lines whose class is kept: names, roles, headings and table cells recur from meeting to meeting
_SMALL_WORDS = 4  # words shorter than this may be in lower case in a title


class Gap(IntEnum):
    """What stands between a line and the one above it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


def cut_blocks(
    lines: Sequence[str],
    bold: frozenset[int] = frozenset(),
    asides: Mapping[int, str] | None = None,
    has_pages: bool = False,
    full: frozenset[int] = frozenset(),
) -> list[Piece]:
    """Pieces that hold every character of `lines` but outer blanks, in order.

    `bold` are the numbers of lines set in bold throughout; `asides` stood beside the line of that number and become paragraphs
    of their own behind the block; `full` are lines known to have no room for the next word, whatever their length in characters.
    Pages are counted from 1 where `has_pages`.
    """
    flows = flowing_lines(lines)
    widths = _local_widths(lines, flows, wrap_width(lines, flows))
    for no in full:
        if no + 1 < len(widths):
            widths[no + 1] = 0.0
    builder = _Builder(bold, has_pages)
    builder.add_all(lines, widths, asides or {})
    return _demote_runs(builder.pieces)


class _Builder:
    """The block that is open, and the pieces that are closed."""

    __slots__ = ("asides", "block", "bold", "gap", "has_pages", "numbers", "page", "pieces", "start_page")

    def __init__(self, bold: frozenset[int], has_pages: bool) -> None:
        self.bold, self.has_pages = bold, has_pages
        self.pieces: list[Piece] = []
        self.block: list[str] = []
        self.numbers: list[int] = []
        self.asides: list[str] = []
        self.gap = Gap.NONE
        self.page = self.start_page = 1

    def add_all(self, lines: Sequence[str], widths: Sequence[float], asides: Mapping[int, str]) -> None:
        """Every line goes on with the open block or opens another; what stood beside a line follows the line's block."""
        block, labels = self.block, _labels(lines, widths)
        for no, line in enumerate(lines):
            # Blank lines and plain wrapped lines are most of all lines: decided without a call.
            if not line:
                self.gap = self.gap or Gap.BLANK
            elif line[0].islower() and line[1:3].isalpha() and block and not self.gap and "   " not in block[-1]:
                block.append(line)
                self.numbers.append(no)
            elif line == PAGE_BREAK:
                self.gap, self.page = Gap.PAGE, self.page + 1
            elif block and _continues(block, line, self.gap, widths[no], labels):
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


def wrap_width(lines: Sequence[str], flows: Sequence[bool]) -> float:
    """The length beyond which this document's lines wrap. `flows` tells which lines go on in the middle of a sentence.

    Those show it: no line is longer, and none would hold its next word as well. Proportional type blurs it, so that one line in a
    hundred may fall short, by 13 % at most. 72 where nothing flows and no line is long.
    """
    flowing = [no for no, does in enumerate(flows) if does]
    lengths = sorted(len(lines[no - 1]) for no in flowing)
    if len(lengths) < _FEW_LINES:
        lengths = sorted(length for length in map(len, lines) if length >= 40) or lengths
    if len(lengths) < _FEW_LINES:
        return 72
    needed = sorted(_needed(lines[no - 1], lines[no].lstrip()) for no in flowing) or [0]
    return max(_FULL * lengths[len(lengths) * 9 // 10], min(needed[len(needed) // 100] - 1, lengths[-1]))


def flowing_lines(lines: Sequence[str]) -> list[bool]:
    """Whether each line goes on in the middle of a sentence of the line above, in one column."""
    flows = [False] * len(lines)
    above = ""
    for no, line in enumerate(lines):
        body = line.lstrip() if line[:1] == " " else line
        flows[no] = body[:1].islower() and body[1:3].isalpha() and " " in above and "   " not in above.lstrip()
        above = line
    return flows


def _local_widths(lines: Sequence[str], flows: Sequence[bool], width: float) -> list[float]:
    """The width up to which the line above each line could go: that of its run where this flows and is narrower than the rest.

    A run is what stands between two blanks.
    """
    widths = [width] * len(lines)
    walls = [-1, *(no for no, line in enumerate(lines) if len(line) < 2), len(lines)]
    for start, end in pairwise(walls):
        if end - start > _LEAST_FLOW + 1 and sum(flows[start + 1 : end]) >= _LEAST_FLOW:
            widest = max((len(line) for line in lines[start + 1 : end] if "   " not in line.lstrip()), default=width)
            if widest < width:
                widths[start + 1 : end] = [widest] * (end - start - 1)
    return widths


def _labels(lines: Sequence[str], widths: Sequence[float]) -> frozenset[str]:
    """The labels that begin a line where nothing could have wrapped: what they begin is a turn, an action, an entry."""
    found = set()
    for no, line in enumerate(lines):
        if ":" in line and (label := _SPEAKER.match(line)) and (no == 0 or not _is_full(lines[no - 1], line.lstrip(), widths[no])):
            found.add(label[1])
    return frozenset(found)


def _is_full(above: str, body: str, width: float) -> bool:
    """Whether the next word would not have fitted on the line above, so that its end is no sign of anything."""
    return _needed(above, body) > width


def _needed(above: str, body: str) -> int:
    return len(above) + 1 + (body.find(" ") if " " in body else len(body))


def _continues(block: list[str], line: str, gap: Gap, width: float, labels: frozenset[str]) -> bool:
    """Whether `line` goes on with the block above it. Cheap tests stand first: this runs for every other line there is."""
    above = block[-1]
    if len(above) <= _MARKER_LENGTH and len(block) == 1 and _is_bare_marker(above):
        return not _is_bare_marker(line)
    body = line.lstrip()
    if gap:
        return _resumes(above, body, gap, width)
    if (not body[0].isalnum() or body[0] == "o") and _BULLET.match(body):
        return _is_dash(block, body) and _is_full(above, body, width) and not _is_finished(above)
    if "   " in line or "   " in above or "\t" in line or "\t" in above:
        if _is_row(above) or _is_row(line):
            return _goes_on_in_table(block, line)
    elif block[0][:3].isupper() and _FIELD.match(block[0]) and not body[0].islower() and not _SMALL_WORD.search(above):
        return above[-1] in _LIST_GOES_ON and not _FIELD.match(body)
    return _goes_on_in_text(block, line, body, width, labels)


def _goes_on_in_table(block: list[str], line: str) -> bool:
    """Rows stay together, but rows of figures stand each by itself; the rest of a cell stands to the right."""
    above = block[-1]
    if "\t" in line or "\t" in above:
        return "\t" in line and "\t" in above and not (_holds_figures(above) or _holds_figures(line))
    return _is_row(above) and (_is_row(line) or _indent(line) > _indent(block[0]) + 2)


def _goes_on_in_text(block: list[str], line: str, body: str, width: float, labels: frozenset[str]) -> bool:
    above = block[-1]
    if _ends_in_name(above) and body[0].isalpha():
        return True
    is_finished, is_full = _is_finished(above), _is_full(above, body, width)
    if ":" in body and _opens_label(above, body, is_full=is_full, is_finished=is_finished, labels=labels):
        return False
    return not _opens(block, line, body, is_finished) and _wraps(block, body, width, is_full=is_full, is_finished=is_finished)


def _is_dash(block: list[str], body: str) -> bool:
    """Whether a dash stands in a sentence rather than before an item of a list: small letters follow, and the block is no such item."""
    return body[0] in "-–—" and body[1:].lstrip()[:1].islower() and block[0].lstrip()[0] != body[0]


def _opens_label(above: str, body: str, *, is_full: bool, is_finished: bool, labels: frozenset[str]) -> bool:
    """Whether a speaker, an action or a heading like "Present:" begins here. Behind a full line only what begins lines elsewhere does."""
    if _tells_presence(body) or (_FIELD.match(body) and (is_finished or not above.isupper())):
        return True
    if is_full and not body.startswith("ACTION"):
        if not is_finished:
            return False
        return _is_short_label(above, body) or ((label := _SPEAKER.match(body)) is not None and label[1] in labels)
    return bool(_ACTION.match(body)) or _is_short_label(above, body) or (is_finished and bool(_LABEL.match(body)))


def _tells_presence(body: str) -> bool:
    """Whether the label is the header of an attendance list, which always stands by itself."""
    words = frozenset(re.findall(r"\w+", body[: body.find(":")].lower())) if body[0].isupper() else frozenset()
    return bool(words & _PRESENT) and words <= _ROSTER


def _opens(block: list[str], line: str, body: str, is_finished: bool) -> bool:
    """Whether the line starts something of its own: a number after a finished line, an indented paragraph, a title's end."""
    above = block[-1]
    if is_finished:
        return _number(body) is not None or (line[0] == " " and len(line) - len(body) > _hang(block) + 2) or bool(_ACTION.match(above))
    if number := _number(body):
        if _follows(_number(block[0].lstrip()), number) and above[-1] != ",":
            return True
        if ")" in number[0]:
            return _last_word(above).lower() not in _OPEN_ENDS
        return (not body[0].islower() and (_is_title(above) or len(above) < len(line) // 2)) or not above[-1].isalpha()
    if not _is_title(above):
        return False
    # Titles that are centred one below the other are not one; the second line of a numbered one stands to the right of its number.
    is_shifted = len(block) == 1 and _number(above.lstrip()) is None and abs(len(line) - len(body) - _indent(above)) > 2
    return above.isupper() != body.isupper() or (is_shifted and _is_title(body))


def _follows(above: re.Match[str] | None, number: re.Match[str]) -> bool:
    """Whether the item's number is the one that comes after the block's: 4. and 5., 2.3 and 2.4."""
    last, this = (_LAST_NUMBER.search(found[0]) if found else None for found in (above, number))
    return bool(last and this and last[1] == this[1] and int(last[2]) + 1 == int(this[2]))


def _hang(block: list[str]) -> int:
    """The column in which the block's lines begin: behind the number or bullet of its first line."""
    if len(block) > 1:
        return _indent(block[-1])
    body = block[0].lstrip()
    marker = _number(body) or _BULLET.match(body)
    return len(block[0]) - len(body) + (marker.end() if marker else 0)


def _is_finished(line: str) -> bool:
    """Whether a sentence, or a line that announces something, ends here."""
    return line[-1] in _LAST_MARKS and line.endswith(_SENTENCE_ENDS) and not _ends_in_name(line)


def _ends_in_name(line: str) -> bool:
    """Whether the line ends between an initial or a title and the name it belongs to."""
    return line[-1] == "." and _GOES_ON.search(line[-_LONGEST_NAME:]) is not None


def _is_short_label(above: str, body: str) -> bool:
    """A heading like "Present:", unless the line above runs into it."""
    return (
        body[-1] == ":"
        and body.count(" ") < 3
        and above[-1] != ","
        and _last_word(above).lower() not in _OPEN_ENDS
        and not body[0].islower()
    )


def _wraps(block: list[str], body: str, width: float, *, is_full: bool, is_finished: bool) -> bool:
    """Whether the line above ends where it does because no more fitted."""
    above = block[-1]
    if body[0].islower() or above[-1] in ",(&/" or _last_word(above).lower() in _OPEN_ENDS:
        return True
    if is_full:
        is_head = len(block) == 1 and (above.isupper() or _number(above.lstrip()) is not None) and _is_title(above)
        return not is_head or _is_title(body)
    if is_finished:
        return False
    if len(above) > _HALF * width and not _is_title(above) and not _is_title(body):
        return True
    # A narrow column is narrower than the page; a block that has flowed before shows its own width.
    return len(block) > 1 and any(part.lstrip()[0].islower() for part in block[1:]) and _is_full(above, body, max(map(len, block)))


def _resumes(above: str, body: str, gap: Gap, width: float) -> bool:
    """Whether a sentence goes on behind a blank line or a page break."""
    hangs = above[-1].islower() and _last_word(above) in _OPEN_ENDS
    if not (hangs or gap is Gap.PAGE or body[0].islower()) or _is_finished(above):
        return False
    if _is_row(above) or _is_bullet(body) or _number(body):
        return False
    if hangs or _is_title(above):
        return hangs
    return " " in above.strip() if body[0].islower() else len(above) > _FULL * width and not _is_title(body)


def _holds_figures(row: str) -> bool:
    """Whether all cells but the first are figures: such a row stands by itself."""
    return not any(letter.isalpha() for letter in row[row.find("\t") :])


def is_marked(text: str) -> bool:
    """Whether the text begins with a bullet or an item's number."""
    return _is_bullet(text) or _number(text) is not None


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
    if "\t" in line:
        return True
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
