"""Months, quarters and financial years that a paper gives in place of a day: periods, of which no day is guessed."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from liftmine.attribution.dates.words import month_number, year_of

Period = tuple[date, date]
"""First and last day, both included."""

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SPAN = r"(?P<year>20\d{2}|19\d{2})\s?[/–-]\s?(?P<until>\d{4}|\d{2})(?![\d/–-])"
_QUARTER = re.compile(
    r"(?:\b(?:q|qtr\.?|quarter)\s?(?P<number>[1-4])|\b(?P<word>first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:quarter|qtr))\b"
    rf"[^\n\d]{{0,40}}{_SPAN}",
    re.IGNORECASE,
)
_QUARTER_LAST = re.compile(rf"{_SPAN}\W{{1,4}}(?:q|qtr\.?\s?|quarter\s)(?P<number>[1-4])\b", re.IGNORECASE)
_YEAR = re.compile(rf"(?<![\d/–-]){_SPAN}")
_MONTH = re.compile(r"(?P<before>\S*\s|^)(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>(?:19|20)\d{2})(?![\d/–-])")
_TITLE = re.compile(r"\b(?:minutes|meeting|notes|board|committee|council|group|panel|forum|agm|interview)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:next|previous|last|report|plan|budget|accounts|review|strategy|approv\w*|post\w*|publish\w*|print\w*|draft|updated?|version|"
    r"copyright|since|until|from|by|before|after|ending|ended)\b",
    re.IGNORECASE,
)
_FAR = 900  # characters from the start in which a title stands


def find_period(text: str) -> Period | None:
    """The period that the title of a paper gives for its meeting; None without one, or with several.

    "Q2 2012/13" is July to September 2012: financial years run from April to March. Only a line that speaks of a meeting counts,
    or one that stands next to such a line and holds nothing else.
    """
    lines = [line.strip() for line in text[:_FAR].split("\n") if line.strip()]
    found = set()
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        is_alone = len(line) < 40 and bool(_TITLE.search(before) or _TITLE.search(after))
        if not _OTHER.search(line) and (_TITLE.search(line) or is_alone):
            found |= {*_periods(line)}
    return found.pop() if len(found) == 1 else None


def _periods(line: str) -> Iterator[Period]:
    """Those of the finest kind that the line names."""
    quarter = _QUARTER.search(line) or _QUARTER_LAST.search(line)
    if quarter and _is_span(quarter):
        number = int(quarter["number"] or 0) if quarter["number"] else _QUARTERS[quarter["word"].lower()]
        year, month = (int(quarter["year"]), 1 + 3 * number) if number < 4 else (int(quarter["year"]) + 1, 1)
        yield date(year, month, 1), _last_day(year, month + 2)
        return
    months = [(month_number(m["month"]), int(m["year"])) for m in _MONTH.finditer(line) if not any(sign.isdigit() for sign in m["before"])]
    if any(month for month, _ in months):
        yield from ((date(year, month, 1), _last_day(year, month)) for month, year in months if month)
        return
    span = _YEAR.search(line)
    if span and _is_span(span):
        yield date(int(span["year"]), 4, 1), date(int(span["year"]) + 1, 3, 31)


def _is_span(match: re.Match[str]) -> bool:
    """2012/13 and 2012-2013 are financial years; 2012-10 and 2012-2015 are not."""
    return year_of(match["until"]) == int(match["year"]) + 1


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
