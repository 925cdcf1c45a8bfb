"""By when something is to be done, as written and as a day."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from liftmine.attribution.dates.forms import find_dates, make_day
from liftmine.attribution.dates.words import month_number
from liftmine.study.model import DateOrder

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_YEAR = r"(?:,?\s+(?:19|20)\d\d|\s?['’]\d\d)?"
_DAY = (
    rf"(?:{_WEEKDAY}(?:the\s+)?\d{{1,2}}\s?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR}|{_WEEKDAY}{_MONTH}\s+\d{{1,2}}(?:st|"
    rf"nd|rd|th)?\b{_YEAR}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
)
_PERIOD = (
    rf"(?:(?:mid|early|late)[\s-]{_MONTH}{_YEAR}|(?:the\s+)?(?:end|start|beginning|middle|close)(?:\s+of)?\s+"
    rf"(?:the\s+|this\s+|next\s+)?[a-z]+{_YEAR}|{_MONTH}{_YEAR}(?!\w))"
)
_MEETING = (
    rf"(?:(?:the|our|its)\s+)?(?:next|following|forthcoming)\s+(?:[a-z]+\s+){{0,3}}?(?:meeting|board(?!\s+meeting)|week|month|year)\b|"
    rf"(?:the\s+)?{_MONTH}\s+(?:board\s+)?meeting"
)
_WEEKDAY_ALONE = r"(?:mon|tues|wednes|thurs|fri)day(?:\sweek)?"
_BARE = (
    r"\b(?:w/c|week\s+(?:commencing|beginning|ending)|w/e)\s+(?:the\s+)?[^.;,)\n]{3,30}|\bASAP\b|"
    r"\bas\s+soon\s+as\s+possible\b|\b[Ii]mmediate(?:ly)?\b|"
    r"\b[Oo]n-?going\b|\b[Uu]rgent(?:ly)?\b|\bTB[CA]\b"
)
_DUE = re.compile(
    rf"\b(?:by|before|no\s+later\s+than|due(?:\s+(?:by|on|date))?|deadline|target(?:\s+date)?|in\s+time\s+for)\b\s*:?\s*"
    rf"(?:the\s+)?(?P<when>{_DAY}|{_MEETING}|{_PERIOD}|{_WEEKDAY_ALONE})|\b(?:at|for|to|"
    rf"until)\s+(?:the\s+)?(?P<at>{_MEETING})|(?P<bare>{_BARE})|[(\[–-]\s*(?P<tail>{_DAY}|{_MEETING}|{_PERIOD})\s*[)\]]?\.?\s*$",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:mid|early|late)\b|w/c|w/e|week|\bend\b|start|beginning|middle|close\b|meeting", re.IGNORECASE)
_YEARLESS = re.compile(
    rf"(?P<d1>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?\d)",
    re.IGNORECASE,
)
_JUST_PAST = timedelta(days=92)  # a day without a year in a list of actions may be that of the last meeting


class Due(NamedTuple):
    """Where in a text it is said by when; offsets into that text."""

    start: int
    end: int


def find_due(text: str) -> Due | None:
    """The last words of `text` that say by when: "by 14 June", "w/c 3 May", "ASAP", "before the next meeting"."""
    found = None
    for found in _DUE.finditer(text):  # noqa: B007 — the last one counts
        pass
    if found is None:
        return None
    group = found.lastgroup or "when"
    return Due(*found.span(group))


def read_due(text: str, day: date | None, order: DateOrder | None, *, is_listed: bool = False) -> date | None:
    """The day that `text` names; None for a week, a month, a meeting, "ongoing".

    A day without a year is the next after the meeting's `day`; of an action listed from earlier meetings, perhaps one just past.
    """
    if _LOOSE.search(text):
        return None
    written = find_dates(text, order)
    if written:
        return written[-1].days[0] if len(written[-1].days) == 1 else None
    match = _YEARLESS.search(text)
    month = month_number(match["m1"] or match["m2"]) if match else None
    if match is None or month is None or day is None:
        return None
    earliest = day - _JUST_PAST if is_listed else day
    days = (make_day(year, month, int(match["d1"] or match["d2"])) for year in (earliest.year, earliest.year + 1))
    return next((found for found in days if found and found >= earliest), None)
