"""Whether a line goes on with the block above it: one decision, for every line that is not plainly the middle of a sentence.

A line that merely wraps must not be cut from its sentence; a heading must never be glued to the sentence below. What decides is
whether the next word would still have fitted on the line (then the line break was meant), how the line ends, and how the next begins.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from liftmine.reading.layout.headings import is_heading_line
from liftmine.reading.layout.kinds import SMALL_WORD, is_title
from liftmine.reading.layout.labels import ACTION, FIELD, opens_label
from liftmine.reading.layout.lines import (
    BULLET,
    MARKER_LENGTH,
    OPEN_ENDS,
    ends_in_name,
    follows,
    holds_figures,
    indent,
    is_bare_marker,
    is_bullet,
    is_finished,
    is_marked,
    is_row,
    last_word,
    read_number,
)
from liftmine.reading.layout.widths import is_full

_LIST_GOES_ON = frozenset(",&-;:")
_FULL = 0.87  # of the wrap width: proportional type makes lines of equal length hold 13 % more or fewer characters
_HALF = 0.6  # of it: a line of prose that ends before is the last of its paragraph


class Gap(IntEnum):
    """What stands between a line and the one above it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


def continues(block: Sequence[str], line: str, gap: Gap, width: float, labels: frozenset[str]) -> bool:
    """Whether `line` goes on with the block above it. Cheap tests stand first: this runs for every other line there is."""
    above = block[-1]
    if len(above) <= MARKER_LENGTH and len(block) == 1 and not above[-1].islower() and is_bare_marker(above):
        return not is_bare_marker(line)
    body = line.lstrip()
    if gap:
        return _resumes(above, body, gap, width)
    if (not body[0].isalnum() or body[0] == "o") and BULLET.match(body):
        return _is_dash(block, body) and is_full(above, body, width) and not is_finished(above)
    if "   " in line or "   " in above or "\t" in line or "\t" in above:
        if is_row(above) or is_row(line):
            return _goes_on_in_table(block, line)
    elif block[0][:3].isupper() and FIELD.match(block[0]) and not body[0].islower() and not SMALL_WORD.search(above):
        return above[-1] in _LIST_GOES_ON and not FIELD.match(body)
    return _goes_on_in_text(block, line, body, width, labels)


def stands_alone(above: str, line: str, below: Sequence[str], width: Sequence[float]) -> bool:
    """Whether the line, behind a finished one, is a heading: the next line would have fitted on it, and begins something new.

    `below` and `width` are those of the next line, and empty at the end of the text.
    """
    if not is_finished(above) or is_bare_marker(above) or not below or not below[0].strip() or is_marked(line.lstrip()):
        return False
    if not (is_heading_line(line) or is_title(line)):
        return False
    body = below[0].lstrip()
    return body[0].isupper() and line[-1] != ":" and " " in line.strip() and not is_row(line) and not is_full(line, body, width[0])


def _goes_on_in_table(block: Sequence[str], line: str) -> bool:
    """Rows stay together, but rows of figures stand each by itself; the rest of a cell stands to the right."""
    above = block[-1]
    if "\t" in line or "\t" in above:
        return "\t" in line and "\t" in above and not (holds_figures(above) or holds_figures(line))
    return is_row(above) and (is_row(line) or indent(line) > indent(block[0]) + 2)


def _goes_on_in_text(block: Sequence[str], line: str, body: str, width: float, labels: frozenset[str]) -> bool:
    above = block[-1]
    if above[-1] == "." and body[0].isalpha() and ends_in_name(above):
        return True
    finished, fills = is_finished(above), is_full(above, body, width)
    # A short line that does not run on decides most cases, and costs least.
    if not fills and not _runs_on(block, body, width, finished=finished):
        return False
    if ":" in body and opens_label(above, body, fills=fills, finished=finished, labels=labels):
        return False
    return not _opens(block, line, body, finished) and not (fills and _is_head_above(block, body))


def _is_dash(block: Sequence[str], body: str) -> bool:
    """Whether a dash stands in a sentence rather than before an item of a list: small letters follow, and the block is no such item."""
    return body[0] in "-–—" and body[1:].lstrip()[:1].islower() and block[0].lstrip()[0] != body[0]


def _opens(block: Sequence[str], line: str, body: str, finished: bool) -> bool:
    """Whether the line starts something of its own: a number after a finished line, an indented paragraph, a title's end."""
    above = block[-1]
    if finished:
        return read_number(body) is not None or (line[0] == " " and len(line) - len(body) > _hang(block) + 2) or bool(ACTION.match(above))
    if number := read_number(body):
        return _opens_item(block, line, body, number)
    if not is_title(above):
        return False
    # Titles that are centred one below the other are not one; the second line of a numbered one stands to the right of its number.
    is_shifted = len(block) == 1 and read_number(above.lstrip()) is None and abs(len(line) - len(body) - indent(above)) > 2
    return above.isupper() != body.isupper() or (is_shifted and is_title(body))


def _opens_item(block: Sequence[str], line: str, body: str, number: re.Match[str]) -> bool:
    """Whether the number behind an unfinished line is an item's: the next one, or behind a short line or one that ends with a heading."""
    above, first = block[-1], read_number(block[0].lstrip())
    if follows(first, number) and above[-1] != ",":
        return True
    if ")" in number[0]:
        return last_word(above).lower() not in OPEN_ENDS
    if first and number[0].islower() and body[number.end() :][:1].isupper():  # "f. Safety" behind "iii. Use"
        return not _asks_for_more(above)
    return (not body[0].islower() and (is_title(above) or len(above) < len(line) // 2)) or not above[-1].isalpha()


def _hang(block: Sequence[str]) -> int:
    """The column in which the block's lines begin: behind the number or bullet of its first line."""
    if len(block) > 1:
        return indent(block[-1])
    body = block[0].lstrip()
    marker = read_number(body) or BULLET.match(body)
    return len(block[0]) - len(body) + (marker.end() if marker else 0)


def _runs_on(block: Sequence[str], body: str, width: float, *, finished: bool) -> bool:
    """Whether the line above, though the next word would have fitted on it, is followed by the rest of its sentence."""
    above = block[-1]
    if finished or body[0].islower():
        return body[0].islower()
    if _asks_for_more(above):
        return True
    if len(block) == 1 and body[0].isupper() and read_number(above.lstrip()) and is_heading_line(above):
        return False
    if len(above) > _HALF * width and not is_title(above) and not is_title(body):
        return True
    # A narrow column is narrower than the page; a block that has flowed before shows its own width.
    return len(block) > 1 and any(part.lstrip()[0].islower() for part in block[1:]) and is_full(above, body, max(map(len, block)))


def _is_head_above(block: Sequence[str], body: str) -> bool:
    """Whether a heading fills the line above, and what follows is not its second line."""
    above = block[-1]
    if len(block) > 1 or body[0].islower() or _asks_for_more(above):
        return False
    return (above.isupper() or read_number(above.lstrip()) is not None) and is_title(above) and not is_title(body)


def _asks_for_more(above: str) -> bool:
    """Whether nothing ends with the line above."""
    return above[-1] in ",(&/" or last_word(above).lower() in OPEN_ENDS


def _resumes(above: str, body: str, gap: Gap, width: float) -> bool:
    """Whether a sentence goes on behind a blank line or a page break."""
    hangs = above[-1].islower() and last_word(above) in OPEN_ENDS
    if not (hangs or gap is Gap.PAGE or body[0].islower()) or is_finished(above):
        return False
    if is_row(above) or is_bullet(body) or read_number(body):
        return False
    if hangs or is_title(above):
        return hangs
    return " " in above.strip() if body[0].islower() else len(above) > _FULL * width and not is_title(body)
