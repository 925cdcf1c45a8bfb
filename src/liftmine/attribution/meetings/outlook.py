"""Whether a meeting could decide, and when the next one is."""

import re
from datetime import date, timedelta

from liftmine.attribution.dates.forms import find_dates
from liftmine.attribution.meetings.due import read_due
from liftmine.attribution.signs import search_near
from liftmine.study.model import DateOrder

_NEXT = re.compile(r"\b(?:next|following|future)\s+(?:[a-z]+\s+){0,4}?meetings?\b|\bmeets?\s+(?:again|next)\b", re.IGNORECASE)
_QUORATE = re.compile(r"\b(?:quorum|quorate|inquorate|quoracy)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|without|lack(?:ed|ing)?|absence|inquorate|n’t|n't|lost|fell)\b", re.IGNORECASE)
_STATED = re.compile(
    r"\b(?:was|were|is|are|present|established|declared|confirmed|had|being|reached|achieved|met|therefore|duly)\b|"
    r"quor(?:um|ate)\s*[:–-]\s*yes",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:would|should|shall|must|will|if|unless|requires?|quorum (?:of|for|is|shall)|terms|next|become|became|until)\b", re.IGNORECASE
)
_SOON = timedelta(days=400)
_REACH, _NEAR = 200, 80  # characters behind the words that may hold a day; one without a year
_BEFORE, _BEHIND = 60, 16  # characters around a sign
_HEAD, _TAIL = 10_000, 12_000  # characters in which a meeting is opened, and closed


def read_quorum(text: str) -> bool | None:
    """Whether the minutes say that there was a quorum; None where they do not."""
    for match in search_near(text[:_HEAD], ("quor",), _QUORATE, _BEFORE, _BEHIND):
        start = max(text.rfind(".", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        stop = text.find(".", match.end())
        sentence = text[max(start, match.start() - 200) : min(stop if stop >= 0 else len(text), match.end() + 120)]
        if _SUPPOSED.search(sentence) or not _STATED.search(sentence):
            continue
        return not _NOT.search(sentence)
    return None


def read_next(text: str, day: date | None, order: DateOrder | None) -> date | None:
    """The day of the next meeting, if it is later than this one's `day`; the last statement of it counts."""
    if day is None:
        return None
    tail = max(0, len(text) - _TAIL)
    for begin, part in ((tail, text[tail:]), (0, text[: min(_HEAD, tail)])):
        for match in reversed([*search_near(part, ("meet",), _NEXT, _BEFORE, _BEHIND)]):
            found = _day_behind(text[begin + match.end() : begin + match.end() + _REACH], day, order)
            if found:
                return found
    return None


def _day_behind(behind: str, day: date, order: DateOrder | None) -> date | None:
    days = sorted(
        found for written in find_dates(behind, order) if len(written.days) == 1 and day < (found := written.days[0]) <= day + _SOON
    )
    near = None if days else read_due(behind[:_NEAR], day, order)
    return days[0] if days else near if near and day < near <= day + _SOON else None
