"""What a page carries besides its text and its running lines: watermarks, numbers of lines in the margin, footnotes.

All functions change `lines` in place and keep their number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from liftmine.reading.layout.lines import PAGE_BREAK

_WATERMARK = re.compile(
    r"\s*(?:(?:D ?R ?A ?F ?T|UN(?:APPROVED|CONFIRMED|RATIFIED)|NOT (?:YET )?APPROVED|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|COPY|SAMPLE)"
    r"\s*){1,3}$"
)
_LONGEST_STAMP = 60
_TOP = 4  # lines: there "DRAFT" is part of the title
_MARGIN_NUMBER = re.compile(r"\s{0,6}(\d{1,4})(?=\s|$)")
_FEWEST_NUMBERS, _STEPS = 3, (1, 5, 10)
_REGULAR = 0.8  # of the numbers follow each other as lines do
_FLOWING = 0.15  # of the lines numbered one by one begin in the middle of a sentence: no list does
_FOOTNOTE = re.compile(r"\s*(?:\d{1,2}|[*†‡])\s+[A-Z“‘(]")
_MOST_FOOTNOTES = 8  # lines at the foot of a page
_SENTENCE_ENDS = (".", "?", "!", ":", ";", ".”", ".’", '."', ".)")


def is_watermark(text: str) -> bool:
    """Whether the words are those of a stamp: DRAFT, UNAPPROVED, CONFIDENTIAL."""
    return text.isupper() and _WATERMARK.match(text) is not None


def take_out_watermarks(lines: list[str]) -> int:
    """Blanks the words of a watermark that an extractor has set among the lines; returns how many. Those at the top are the title's."""
    filled = [no for no, line in enumerate(lines) if line and line != PAGE_BREAK]
    gone = [no for no in filled[_TOP:] if lines[no].isupper() and len(lines[no]) < _LONGEST_STAMP and is_watermark(lines[no])]
    for no in gone:
        lines[no] = ""
    return len(gone)


def take_out_line_numbers(lines: list[str]) -> int:
    """Replaces numbers that count the lines in the left margin, each or every fifth, by spaces; returns how many."""
    counted: list[tuple[int, int]] = []  # which line of those that hold text, and the number before it
    filled = [no for no, line in enumerate(lines) if line and line != PAGE_BREAK]
    for rank, no in enumerate(filled):
        if lines[no].lstrip()[:1].isdigit() and (found := _MARGIN_NUMBER.match(lines[no])):
            counted.append((rank, int(found[1])))
    if len(counted) < _FEWEST_NUMBERS or not _count_lines(counted, [lines[no] for no in filled]):
        return 0
    for rank, _ in counted:
        line = lines[filled[rank]]
        end = _MARGIN_NUMBER.match(line).end()  # type: ignore[union-attr]
        lines[filled[rank]] = f"{' ' * end}{line[end:]}".rstrip()
    return len(counted)


def _count_lines(counted: Sequence[tuple[int, int]], texts: Sequence[str]) -> bool:
    """Whether the numbers grow as the lines do, and the lines flow past them, which items of a list do not."""
    steps = [(later - rank, after - number) for (rank, number), (later, after) in pairwise(counted)]
    step = max(_STEPS, key=lambda step: sum(rise == step for _, rise in steps))
    regular = sum(n_lines == rise == step or rise < 0 for n_lines, rise in steps)  # each page may count anew
    if counted[0][1] != step or regular < _REGULAR * len(steps) or sum(rise == step for _, rise in steps) < _FEWEST_NUMBERS - 1:
        return False
    if step > 1:
        return True
    bodies = [texts[rank][_MARGIN_NUMBER.match(texts[rank]).end() :].lstrip() for rank, _ in counted]  # type: ignore[union-attr]
    return len(counted) > 2 * step and sum(body[:1].islower() for body in bodies) >= _FLOWING * len(bodies)


def lift_footnotes(lines: list[str]) -> dict[int, str]:
    """Blanks the footnotes that stand between the two halves of a sentence, and returns them by the number of its last line above."""
    return {
        above: note
        for page_break in [no for no, line in enumerate(lines) if line == PAGE_BREAK]
        for above, note in _lift(lines, page_break)
    }


def _lift(lines: list[str], page_break: int) -> Iterator[tuple[int, str]]:
    below = next((line.lstrip() for line in lines[page_break + 1 : page_break + 1 + _MOST_FOOTNOTES] if line), "")
    if not below[:1].islower():
        return
    foot = range(max(0, page_break - 2 * _MOST_FOOTNOTES), page_break)
    notes = [no for no in foot if _FOOTNOTE.match(lines[no]) and no and not lines[no - 1]]
    if not notes:
        return
    above = next((no for no in reversed(range(notes[0])) if lines[no]), None)
    if above is None or not (lines[above][-1].islower() or lines[above][-1] == ","):
        return
    note = [no for no in range(notes[0], page_break) if lines[no]]
    if len(note) <= _MOST_FOOTNOTES and lines[note[-1]].endswith(_SENTENCE_ENDS):  # else it is the note that goes on
        yield above, "\n".join(lines[no].strip() for no in note)
        for no in note:
            lines[no] = ""
