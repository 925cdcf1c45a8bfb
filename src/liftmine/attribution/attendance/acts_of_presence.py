"""Whoever moves, seconds or opens a meeting was there, whatever a torn list says."""

import re
from collections import Counter
from collections.abc import Sequence

from liftmine.attribution.model import Attendee, Status
from liftmine.attribution.people.names import parse_name

_ACTS = (
    r"\s+(?:(?:also|then)\s+)?(?:moved|seconded|made\s+(?:the|a)\s+(?:\w+\s+)?motion|"
    r"called\s+the\s+(?:\w+\s+){1,4}to\s+order|declared\s+the\s+motion)\b"
)
_BY = r"(?:moved|seconded)\s+by\s+(?:[A-Z][\w.]*\s+){0,3}"


def hear_absentees(attendees: Sequence[Attendee], text: str) -> tuple[Attendee, ...]:
    """The attendees; those listed absent whom the text lets move, second or open the meeting are present.

    An extractor puts the header of those present behind their list, or somebody came late. Of two with one surname neither is meant.
    """
    surnames = [name.surname if (name := parse_name(attendee.name)) else "" for attendee in attendees]
    counts = Counter(surnames)
    missing = sorted(
        {s for a, s in zip(attendees, surnames, strict=True) if a.status is Status.ABSENT and s and counts[s] == 1 and s in text}
    )
    if not missing:
        return tuple(attendees)
    names = "|".join(map(re.escape, missing))
    acted = {match[1] or match[2] for match in re.finditer(rf"\b(?:({names}){_ACTS}|{_BY}({names})\b)", text)}
    return tuple(
        a._replace(status=Status.PRESENT) if a.status is Status.ABSENT and s in acted else a
        for a, s in zip(attendees, surnames, strict=True)
    )
