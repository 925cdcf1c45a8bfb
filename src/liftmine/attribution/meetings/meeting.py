"""The meeting as its minutes record it: one row a paper."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from liftmine.attribution.attendance.presence import read_header
from liftmine.attribution.meetings.hours import HEAD, read_hours
from liftmine.attribution.meetings.outlook import read_next, read_quorum
from liftmine.attribution.meetings.place import read_place
from liftmine.attribution.meetings.record import Record
from liftmine.attribution.meetings.title import read_title
from liftmine.attribution.model import Attendee, Part, PartKind, Status

_LINES, _TOP = 60, 3_000
_FIRST_ITEM = re.compile(
    r"\s*(?:1|I|A|\d{1,3}/\d{2,4}|[A-Z]{2,5}\d{2,3}/\d{1,3})[.):]?\s+\S|\s*(?:apologies|call to order|introductions|roll call)\b",
    re.IGNORECASE,
)
_HERE = frozenset((Status.PRESENT, Status.IN_ATTENDANCE))
_CHAIR = re.compile(r"(?:in the )?chair(?:ed by|man|person|woman)?\s*(?::|\t)\s*(.+)", re.IGNORECASE)
_UNSAID = re.compile(r"\s*(?:#|source\b|page \d)", re.IGNORECASE)


class Meeting(NamedTuple):
    """What a paper says of its meeting; field by field the columns of `tables.stages.MEETINGS`."""

    body: str | None
    house: str | None
    kind: str | None
    place: str | None
    start: str | None
    end: str | None
    chair: str | None
    chair_id: str | None
    n_present: int
    is_quorate: bool | None
    next_meeting: date | None


def read_meeting(record: Record) -> Meeting:
    """Body, place and hours by the title; quorum, next meeting and close by the text."""
    text, attendees = record.text, record.attendees
    lines = title_lines(text, record.parts)
    title = read_title(lines, record.paper.partnership)
    hours = read_hours("\n".join(lines), text)
    chair = _find_chair(lines, attendees)
    return Meeting(
        body=title.body,
        house=title.house,
        kind=title.kind,
        place=read_place(lines, text[:HEAD]),
        start=hours.start,
        end=hours.end,
        chair=chair.name if chair else None,
        chair_id=chair.person_id if chair else None,
        n_present=sum(a.status in _HERE for a in attendees),
        is_quorate=read_quorum(text),
        next_meeting=read_next(text, record.day, record.paper.date_order),
    )


def _find_chair(lines: Sequence[str], attendees: Sequence[Attendee]) -> Attendee | None:
    """The one who is listed as chair and present; else whom the title names behind "Chair:"."""
    present = [a for a in attendees if a.status in _HERE]
    named = next((match[1].casefold() for line in lines if (match := _CHAIR.match(line))), "")
    chairs = [a for a in present if a.is_chair] or [a for a in present if named and a.name.casefold() in named]
    return chairs[0] if len(chairs) == 1 else None


def title_lines(text: str, parts: Sequence[Part]) -> list[str]:
    """The lines at the head of a paper, down to the list of those present or the first item."""
    end = next((part.char_start for part in parts if part.kind is PartKind.BODY), len(text))
    lines: list[str] = []
    for line in text[: min(_TOP, max(end, 200))].split("\n"):
        if not line.strip() or _UNSAID.match(line):
            continue
        if len(lines) == _LINES or (lines and (_FIRST_ITEM.match(line) or read_header(line.replace("\t", "  ")))):
            break
        lines.append(line.strip())
    return lines
