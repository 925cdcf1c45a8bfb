"""Whoever moves, seconds or opens a meeting was there, whatever a torn list says."""

import re
from collections import Counter
from collections.abc import Sequence

from liftmine.attribution.model import Attendee, Status
from liftmine.attribution.people.names import parse_name

_ACTS = re.compile(
    r"\s+(?:(?:also|then)\s+)?(?:moved|seconded|made\s+(?:the|a)\s+(?:\w+\s+)?motion|"
    r"called\s+the\s+(?:\w+\s+){1,4}to\s+order|declared\s+the\s+motion)\b"
)
_BY = re.compile(r"(?:moved|seconded)\s+by\s+(?:[A-Z][\w.]*\s+){0,3}\Z")
_LONGEST_BY = 90  # characters of "seconded by Vice Chair"


def hear_absentees(attendees: Sequence[Attendee], text: str) -> tuple[Attendee, ...]:
    """The attendees; those listed absent whom the text lets move, second or open the meeting are present.

    An extractor puts the header of those present behind their list, or somebody came late. Of two with one surname neither is meant.
    """
    if all(attendee.status is not Status.ABSENT for attendee in attendees):
        return tuple(attendees)
    surnames = [name.surname if (name := parse_name(attendee.name)) else "" for attendee in attendees]
    counts = Counter(surnames)
    missing = [s for a, s in zip(attendees, surnames, strict=True) if a.status is Status.ABSENT and s and counts[s] == 1]
    acted = {surname for surname in missing if _acts(surname, text)}
    return tuple(
        a._replace(status=Status.PRESENT) if a.status is Status.ABSENT and s in acted else a
        for a, s in zip(attendees, surnames, strict=True)
    )


def _acts(surname: str, text: str) -> bool:
    """Whether somebody of this surname moves, seconds or opens anything."""
    position = text.find(surname)
    while position >= 0:
        end = position + len(surname)
        is_whole = not text[position - 1 : position].isalnum() and not text[end : end + 1].isalnum()
        if is_whole and (_ACTS.match(text, end) or _BY.search(text, max(0, position - _LONGEST_BY), position)):
            return True
        position = text.find(surname, end)
    return False
