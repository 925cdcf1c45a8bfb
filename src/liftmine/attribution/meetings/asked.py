"""What is asked of owners who stand alone, in a column or behind a mark: the sentence before them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from liftmine.attribution.meetings.due import find_due
from liftmine.attribution.meetings.owners import Owner, read_owners
from liftmine.attribution.meetings.record import Action, Record, due_in, make_action
from liftmine.attribution.model import PartKind

_GOES_ON = re.compile(r"(?:He|She|They|This|These|Those|That)\b")
_BEFORE_DUE = re.compile(r"[\s(–—,-]*(?:\b(?:by|before|due)\b[\s:]*(?:the\s+)?)?$")
_UNASKING = frozenset((PartKind.ACTION, PartKind.FURNITURE))
_LEAST = 15  # characters of a sentence that asks for something


def only_owners(record: Record, content: str) -> tuple[tuple[Owner, ...], str | None]:
    """The owners, where nothing but them and perhaps a day is written."""
    due = find_due(content)
    bare = _BEFORE_DUE.sub("", content[: due.start]) if due else content
    return read_owners(bare, record.directory), content[slice(*due)] if due else None


def asked_before(
    record: Record, number: int, before: int, owners: tuple[Owner, ...], due: str | None, *, taken: frozenset[int] = frozenset()
) -> Iterator[Action]:
    """What is asked stands before the mark: in the same block, else in the one above. With the sentence before it where it goes on."""
    section = record.parts[number].section
    sentences = _sentences(record, number, before, taken)
    while not sentences and number > 0:
        number -= 1
        if record.parts[number].kind in (PartKind.ATTENDANCE, PartKind.VOTE):
            return
        sentences = _sentences(record, number, before, taken)
    if sentences:
        first = last = sentences[-1]
        if len(sentences) > 1 and (_GOES_ON.match(record.text, first[0]) or first[1] - first[0] < _LEAST):
            first = sentences[-2]
        yield make_action(record, section, (first[0], last[1]), owners, due or due_in(record.text[first[0] : last[1]]))


def _sentences(record: Record, number: int, before: int, taken: frozenset[int]) -> list[tuple[int, int]]:
    part = record.parts[number]
    if part.block_no in taken or (part.kind in _UNASKING and part.char_end <= before):
        return []
    low = bisect_left(record.spans, part.char_start, key=lambda span: span[1])
    high = bisect_left(record.spans, min(part.char_end, before), key=lambda span: span[1])
    spans = [(start, min(end, before)) for _, start, end in record.spans[low:high]]
    return [(start, end) for start, end in spans if len(record.text[start:end].strip(" \n\t([*.")) > 3]
