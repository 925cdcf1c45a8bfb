"""Days whose year, or month and year, another date of the paper gives: "the 3rd inst.", "held on 12 June, posted 14 June 2011"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from liftmine.attribution.dates.forms import WrittenDate, make_day
from liftmine.attribution.dates.words import WEEKDAYS, month_number

_NEAR = re.compile(
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?(?:the\s+)?\b(?P<day>\d{1,2})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(?P<unit>inst|ult|prox|this month|last month)(?:ant|imo)?\b\.?",
    re.IGNORECASE,
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)(?P<rest>[a-z]{0,6})\b\.?"
_YEARLESS = re.compile(
    r"\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)?(?(weekday)[a-z]{0,6}\.?,?\s+)(?:the\s+)?"
    rf"(?:(?P<d1>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?{_MONTH}"
    rf"|{_MONTH.replace('month>', 'month2>').replace('rest>', 'rest2>')}"
    r"\s+(?:the\s+)?(?P<d2>\d{1,2})(?:st|nd|rd|th)?\b)(?!,?\s{0,3}['’]?\d)",
    re.IGNORECASE,
)
_MONTH_NAMED = re.compile(rf"\b{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_FOLLOWS = re.compile(r"\b(?:post|publish|print|issu|circulat|typ|approv|adopt|confirm|sign|dat)\w{1,5}\b[^.\n\d]{0,40}$", re.IGNORECASE)
_SOON = timedelta(days=92)  # minutes are printed, posted and approved within a quarter of their meeting


def find_relative(text: str, dates: Sequence[WrittenDate]) -> list[WrittenDate]:
    """Incomplete dates of `text`, completed by its full `dates`. What more than one year would suit is left out.

    "inst.", "ult." and "prox." are of the month, the month before and the month after the nearest full date, one before it rather
    than one behind. A day without a year takes the year in which its weekday is right, within a year of a full date; without a
    weekday that of a date on which the paper was printed, posted or approved, no more than 92 days later.
    """
    whole = [written for written in dates if len(written.days) == 1]
    anchors = whole or [*_named_months(text)]
    return [*_near(text, anchors), *_yearless(text, whole)] if anchors else []


def _named_months(text: str) -> Iterator[WrittenDate]:
    """Months with their years, as their first days: what "inst." is of where the paper gives no full date."""
    for match in _MONTH_NAMED.finditer(text):
        month = month_number(match["month"] + match["rest"])
        yield from (WrittenDate((day,), *match.span()) for day in [month and make_day(int(match["year"]), month, 1)] if day)


def _near(text: str, dates: Sequence[WrittenDate]) -> Iterator[WrittenDate]:
    for match in _NEAR.finditer(text):
        anchor = next((written for written in reversed(dates) if written.start < match.start()), dates[0]).days[0]
        step = {"u": -1, "l": -1, "p": 1}.get(match["unit"][0].lower(), 0)
        month = anchor.year * 12 + anchor.month - 1 + step
        yield from _written(make_day(month // 12, month % 12 + 1, int(match["day"])), match)


def _yearless(text: str, dates: Sequence[WrittenDate]) -> Iterator[WrittenDate]:
    for match in _YEARLESS.finditer(text):
        month = month_number((match["month"] or match["month2"]) + (match["rest"] or match["rest2"] or ""))
        if month is None or any(written.start < match.end() and match.start() < written.end for written in dates):
            continue
        number = int(match["d1"] or match["d2"])
        fitting = {day for written in dates for day in _candidates(text, written, month, number, match["weekday"])}
        if len(fitting) == 1:
            yield from _written(fitting.pop(), match)


def _candidates(text: str, written: WrittenDate, month: int, number: int, weekday: str | None) -> Iterator[date]:
    anchor = written.days[0]
    follows = _FOLLOWS.search(text, max(0, written.start - 60), written.start) is not None
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        day = make_day(year, month, number)
        if day is None:
            continue
        if weekday:
            if WEEKDAYS[day.weekday()] == weekday.lower() and abs(day - anchor) < timedelta(days=366):
                yield day
        elif follows and timedelta() <= anchor - day <= _SOON:
            yield day


def _written(day: date | None, match: re.Match[str]) -> Iterator[WrittenDate]:
    if day:
        weekday = match["weekday"]
        yield WrittenDate((day,), match.start(), match.end(), None if not weekday else WEEKDAYS[day.weekday()] == weekday.lower())
