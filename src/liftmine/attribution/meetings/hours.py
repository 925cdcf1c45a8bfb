"""When a meeting began and ended."""

import re
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.signs import search_near

CLOCK = re.compile(
    r"(?=\d)(?<![\d/.:£$])(?P<h>\d{1,2})(?:(?:[.:]\s?(?P<m>[0-5]\d)(?![\d/]|[.:]\d))|(?=\s?[ap]\.?\s?m\b|"
    r"\s?noon))\s?(?P<p>[ap]\.?\s?m\b\.?|noon|hrs|hours)?",
    re.IGNORECASE,
)
MILITARY = re.compile(r"(?=\d)(?<![\d/.])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?:hrs|hours)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"\s*(?:[-–—]|to|until|till|and\s+(?:concluding|ending|finishing|closing)\s+at|(?:concluding|ending|"
    r"finishing)\s+at)\s*",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?:called\s+(?:the\s+meeting\s+)?to\s+order|meeting\s+(?:was\s+)?(?:opened|commenced|started|began|convened|"
    r"called to order)|(?:opened|convened|commenced)\s+the\s+meeting|"
    r"commenc(?:ed|ing)|started|came to order)\b[^.\n]{0,60}?\b(?:at|@)\s+(?=\d)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:adjourn\w*|(?:meeting|session)\s+(?:was\s+|then\s+|formally\s+){0,2}(?:closed|ended|concluded|finished)|"
    r"closed\s+the\s+meeting|conclud(?:ed|ing)|meeting\s+close[ds]?)\b"
    r"(?:[^.\n]|[ap]\.m\.|\n){0,80}?(?:\b(?:at|@)\s+(?:approximately\s+|about\s+)?|(?<=closed)[\s:]+|(?<=ended)[\s:]+|"
    r"(?<=adjourned)[\s:]+|(?<=adjournment)[\s:]+)(?=\d)",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:\bat|time:?|from|commencing|@)\s*\t?\s*$")
_OPENINGS = ("order", "opened", "commenc", "started", "began", "convened")
_CLOSINGS = ("adjourn", "meeting", "session", "conclud")
_BEFORE, _BEHIND = 60, 240  # characters around such a word that hold all that is said of the hour
HEAD, _TAIL = 6_000, 3_000  # characters in which a meeting is opened, and closed


class Hours(NamedTuple):
    """Start and end as HH:MM."""

    start: str | None
    end: str | None


def read_hours(title: str, text: str) -> Hours:
    """By the title; else by who opened the meeting when, and by when it closed."""
    start, end = _in_title(title)
    if start is None and (opened := behind_opening(text[:HEAD])):
        start = _clock(text, opened)
    if end is None:
        closings = [*search_near(text[-_TAIL:], _CLOSINGS, _CLOSED, _BEFORE, _BEHIND)]
        end = _clock(text[-_TAIL:], closings[-1].end()) if closings else None
    return Hours(start, end)


@lru_cache(maxsize=1)  # asked for the hour, then for the place
def behind_opening(text: str) -> int | None:
    """The place of the hour at which the meeting is said to have been called to order, opened, begun."""
    opened = next(search_near(text, _OPENINGS, _OPENED, _BEFORE, _BEHIND), None)
    return opened.end() if opened else None


def _in_title(title: str) -> tuple[str | None, str | None]:
    for match in sorted([*CLOCK.finditer(title), *MILITARY.finditer(title)], key=lambda m: m.start()):
        start = _read(match, None)
        if start is None or (not match.groupdict().get("p") and not _is_hour(title, match)):
            continue
        behind = _RANGE.match(title, match.end())
        second = (CLOCK.match(title, behind.end()) or MILITARY.match(title, behind.end())) if behind else None
        half = second.groupdict().get("p") if second else None
        shared = _read(match, half) if half and not match.groupdict().get("p") else None
        if shared and shared <= (_read(second, None) or ""):
            start = shared  # "1.00 - 3.00 pm"
        return start, _read(second, match.groupdict().get("p")) if second else None
    return None, None


def _is_hour(title: str, match: re.Match[str]) -> bool:
    """Figures without am or pm are an hour behind "at" or "time", before a dash, or with "hrs"."""
    lead = title[max(0, match.start() - 12) : match.start()].casefold()
    return (
        "hrs" in match[0]
        or "hours" in match[0]
        or _AT.search(lead.replace("\n", " ")) is not None
        or _RANGE.match(title, match.end()) is not None
    )


def _clock(text: str, at: int) -> str | None:
    match = MILITARY.match(text, at) or CLOCK.match(text, at)
    return _read(match, None) if match else None


def _read(match: re.Match[str] | None, half: str | None) -> str | None:
    """HH:MM in 24 hours; `half` is the am or pm that another hour beside it has."""
    if match is None:
        return None
    given = match.groupdict()
    hour, minute, mark = int(given["h"]), int(given["m"] or 0), (given.get("p") or half or "").casefold()
    if mark.startswith("p") and hour < 12:
        hour += 12
    if mark.startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
