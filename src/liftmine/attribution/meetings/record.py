"""What is known of one paper when its meeting is read, and an action as it is found there."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from liftmine.attribution.meetings.due import find_due, read_due
from liftmine.attribution.meetings.owners import Owner, owners_before, owners_behind
from liftmine.attribution.model import Attendee, Block, Paper, Part
from liftmine.attribution.people.directory import Directory

_NUMBER = re.compile(r"\s*(?:[•▪●*·-]\s*)?(?:\(?(?:[A-Z]{2,5}/?)?\d[\d./]{0,8}[.)]?\s+|\(?[a-z]\)\s+)?")


class Record(NamedTuple):
    """One paper: its text, blocks, their parts, its sentences (block_no, char_start, char_end), people, and the day it met."""

    text: str
    blocks: Sequence[Block]
    parts: Sequence[Part]
    spans: Sequence[tuple[int, int, int]]
    paper: Paper
    attendees: Sequence[Attendee]
    directory: Directory
    day: date | None

    def words(self, item: Block | Part) -> str:
        """The text of a block or part without the space around it."""
        return self.text[item.char_start : item.char_end].strip()


class Action(NamedTuple):
    """What is to be done (`start` to `end` of the text), by whom, by when; `status` is open, closed or None."""

    section: str | None
    start: int
    end: int
    owners: tuple[Owner, ...]
    due: str | None = None
    due_date: date | None = None
    status: str | None = None


def find_owners(what: str, record: Record) -> tuple[tuple[Owner, ...], int]:
    """The owners an action's own words name at their head or end, and where the words end without them."""
    owners = owners_before(what, record.directory)
    return (owners, len(what)) if owners else owners_behind(what, record.directory)


def due_in(text: str) -> str | None:
    """By when, as `text` says."""
    due = find_due(text)
    return text[slice(*due)] if due else None


def make_action(
    record: Record,
    section: str | None,
    span: tuple[int, int],
    owners: tuple[Owner, ...],
    due: str | None,
    *,
    status: str | None = None,
    is_listed: bool = False,
) -> Action:
    """An action without the number before it and the signs behind it. `is_listed`: of a list kept from meeting to meeting."""
    start, end = span
    while end > start and record.text[end - 1] in " \t\n([*":
        end -= 1
    marker = _NUMBER.match(record.text, start, end)
    start = marker.end() if marker and marker.end() < end else start
    written = " ".join(due.split()).strip(" .,;") or None if due else None
    day = read_due(written, record.day, record.paper.date_order, is_listed=is_listed) if written else None
    return Action(section, start, end, owners, written, day, status)
