"""How a day is written: figures, words, both; with a slip of the typewriter or of text recognition. What it is the day of is not asked.

A written date is looked for from its year, backwards, word by word: there is no pattern that could run away on an odd text.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from liftmine.attribution.dates.odd_forms import find_odd_forms
from liftmine.attribution.dates.words import FIGURES, ORDINALS, WEEKDAYS, YEAR, month_number, read_year, year_of
from liftmine.attribution.signs import find_sign
from liftmine.study.model import DateOrder


class WrittenDate(NamedTuple):
    """A date as written: both readings where the order is open, and whether the weekday written fits (None without one)."""

    days: tuple[date, ...]
    start: int
    end: int
    fits_weekday: bool | None = None


class _Token(NamedTuple):
    text: str
    start: int
    end: int


_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?", re.IGNORECASE)
_DAY = re.compile(r"([\dlIOo]{1,2})(st|nd|rd|th)?", re.IGNORECASE)
_SUFFIX = re.compile(r"st|nd|rd|th", re.IGNORECASE)
_TOKEN = re.compile(
    r"0ct[a-z]*|[0-3] \d(?!\w)|[\dlIOo]{1,2}(?:st|nd|rd|th)?(?![^\W_])|\d+(?:st|nd|rd|th)?|[^\W\d_]+[01]?[^\W\d_]*|[^\w\s]|_", re.IGNORECASE
)
_HOUR = re.compile(r"(?=[\daf])\b(?:(?:at|from)\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?|noon\b|hrs\b|hours\b)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s*\n")

_MONTH_STARTS = re.findall(r"\w+", "jan feb mar apr may mav jun jul jui ju1 aug agu sep set oct 0ct oco nov dec")
_FIGURES = re.compile(r"[/.-]\s?[\dlO]{1,2}\s?[/.-]\s?[\dlO]{2}")
"""What no date in figures is without, and few texts have."""
_NUMERIC = re.compile(r"([\dlO]{1,4})(\s?)([/.-])\2([\dlO]{1,2})\2\3\2([\dlO]{2,4})(?![\d/]|[.-]\d|\s?%)")
_WINDOW, _REACH = 90, 60  # characters before a year that can hold its day and month; and from the month to the year
_BEFORE_SIGN = 5  # characters of a date in figures before its first sign
_LONGEST_YEAR = 40  # characters of a year in words
_FILLERS = frozenset(
    (",", ".", "-", "–", "—", "/", "|", "_", ":", "of", "the", "in", "year", "day", "our", "lord", "month", "this", "on", "a", "d", "ad")
)
_RANGE = frozenset(("-", "–", "—", "and", "&", "to", "/", "+"))


def find_dates(text: str, order: DateOrder | None) -> list[WrittenDate]:
    """All full dates of `text` in order of position. Impossible dates (31 June) are left out; of a run of days the first counts."""
    found = [*_in_words(text), *_in_figures(text, order)]
    taken = {written.end for written in found}
    for year, month, number, start, end in find_odd_forms(text):
        day = make_day(year, month, number)
        if day and end not in taken and start + 4 not in taken:  # in "22 May 2010 June 3" the year is the first day's
            found.append(WrittenDate((day,), start, end))
    return sorted(found, key=lambda written: (written.start, -written.end))


def make_day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _in_words(text: str) -> Iterator[WrittenDate]:
    for match in _years_behind_months(text):
        window_start = max(0, match.start() - _WINDOW)
        year = read_year(match)
        tokens = _tokens(text[window_start : match.start()], window_start) if year else []
        found = _read_backwards(tokens) if tokens else None
        if year and found and (match["bare"] is None or _is_bare_year(tokens)):
            month, number, weekday, start = found
            day = make_day(year, month, number)
            if day:
                yield WrittenDate((day,), start, match.end(), None if not weekday else WEEKDAYS[day.weekday()] == weekday)


def _years_behind_months(text: str) -> Iterator[re.Match[str]]:
    """Years near behind something that begins like a month: the cheap look that spares most of a text the dear one."""
    lowered, looked_to = text.lower(), 0
    for start in sorted(_find_months(lowered)):
        if start + _REACH > looked_to:
            for match in YEAR.finditer(text, max(start, looked_to), start + _REACH + _LONGEST_YEAR):
                if match.start() >= start + _REACH:  # near the end of what is looked at, 2011 would be 20
                    break
                yield match
                looked_to = match.end()


def _find_months(lowered: str) -> Iterator[int]:
    for beginning in _MONTH_STARTS:
        for at in find_sign(lowered, beginning):
            if not lowered[at - 1 : at].isalpha() or lowered[max(0, at - 2) : at] in ("st", "nd", "rd", "th"):
                yield at


def _is_bare_year(tokens: list[_Token]) -> bool:
    """Two bare figures are a year only right behind the month's name, with no more than a dot, dash or comma between."""
    last = next((token for token in reversed(tokens) if token.text not in ",.-–/"), None)
    return last is not None and month_number(last.text) is not None


def _tokens(window: str, offset: int) -> list[_Token]:
    """The words behind the last empty line: no date goes on across one."""
    start = max((gap.end() for gap in _PARAGRAPH.finditer(window)), default=0)
    hours = [hour.span() for hour in _HOUR.finditer(window, start)]
    tokens = [_Token(m[0].lower(), offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(window, start)]
    return [token for token in tokens if not any(first <= token.start - offset < last for first, last in hours)] if hours else tokens


def _read_backwards(tokens: list[_Token]) -> tuple[int, int, str | None, int] | None:
    """Month, day, weekday and start of a date whose year follows; the tokens may begin with anything."""
    at = _skip(tokens, len(tokens) - 1)
    if at < 0:
        return None
    month = month_number(tokens[at].text)
    if month:
        number, first = _read_days(tokens, _skip(tokens, at - 1), month)
        if number is None:
            return None
        month, number = (month, number) if isinstance(number, int) else number
    else:
        found, first = _read_days(tokens, at, None)
        before = _skip(tokens, first - 1)
        month = month_number(tokens[before].text) if isinstance(found, int) and before >= 0 else None
        if month is None or not isinstance(found, int):
            return None
        number, first = found, before
    weekday, start = _read_weekday(tokens, first)
    return month, number, weekday, start


def _skip(tokens: list[_Token], at: int) -> int:
    """The nearest token at or before `at` that is no filler."""
    while at >= 0 and tokens[at].text in _FILLERS:
        at -= 1
    return at


def _read_days(tokens: list[_Token], at: int, month: int | None) -> tuple[int | tuple[int, int] | None, int]:
    """The first day of "3", "3 and 4", "30 April to 1" (then with its month), and the place where it begins; None without a day."""
    number, first = _read_day(tokens, at)
    if number is None:
        return None, at
    joint = _over_weekday(tokens, first - 1)
    if joint > 0 and tokens[joint].text in _RANGE:
        place = _skip(tokens, joint - 1)
        own = month_number(tokens[place].text) if place > 0 and month else None
        earlier, begins = _read_day(tokens, _skip(tokens, place - 1) if own else place)
        is_run = earlier is not None and (earlier < number or own is not None)
        if is_run and earlier is not None and not _is_item_number(tokens, begins):
            return ((own, earlier) if own else earlier), begins
    return number, first


def _over_weekday(tokens: list[_Token], at: int) -> int:
    """Before "3 and Wednesday 4" stands a weekday that is not the first day's."""
    place = at
    while place > 0 and tokens[place].text in ("the", ",", "."):
        place -= 1
    return place - 1 if place > 0 and _WEEKDAY.fullmatch(tokens[place].text) and tokens[place - 1].text in _RANGE else at


def _is_item_number(tokens: list[_Token], at: int) -> bool:
    return at > 0 and tokens[at].text.isdigit() and tokens[at - 1].text in {"item", "no", "room", "meeting", "part", "page", "version", "v"}


def _read_day(tokens: list[_Token], at: int) -> tuple[int | None, int]:
    """A day of the month that ends at `at`, and where it begins."""
    if at < 0:
        return None, at
    word = tokens[at].text
    if _SUFFIX.fullmatch(word) and at:  # 3 rd
        at, word = at - 1, tokens[at - 1].text
    if word in ORDINALS:
        tens = next((place for place in (at - 1, at - 2) if place >= 0 and tokens[place].text in ("twenty", "thirty")), None)
        is_joined = tens is not None and (tens == at - 1 or tokens[at - 1].text in "-–")
        if tens is not None and is_joined and ORDINALS[word] < 10:
            return ORDINALS[word] + (20 if tokens[tens].text == "twenty" else 30), tens
        return ORDINALS[word], at
    match = _DAY.fullmatch(word.replace(" ", ""))  # "1 2 May": two figures that an extractor has set apart
    digits = match[1].translate(FIGURES) if match else ""
    if not match or not digits.isdigit() or not any(sign.isdigit() for sign in match[1]):
        return None, at
    return (int(digits), at) if 1 <= int(digits) <= 31 else (None, at)


def _read_weekday(tokens: list[_Token], first: int) -> tuple[str | None, int]:
    place = first - 1
    while place >= 0 and tokens[place].text in {",", ".", "the", "-", "–", "|", "("} and first - place < 4:
        place -= 1
    match = _WEEKDAY.fullmatch(tokens[place].text) if place >= 0 else None
    return (match[1].lower(), tokens[place].start) if match else (None, tokens[first].start)


def _in_figures(text: str, order: DateOrder | None) -> Iterator[WrittenDate]:
    sign = _FIGURES.search(text)
    for match in _NUMERIC.finditer(text, max(0, sign.start() - _BEFORE_SIGN)) if sign else ():
        if text[match.start() - 1 : match.start()] in tuple("0123456789/.,-"):
            continue
        first, middle, last = (part.translate(FIGURES) for part in match.group(1, 4, 5))
        if sum(sign.isdigit() for sign in match[0]) < 3 or len(first) == 3 or len(last) == 3:
            continue
        if len(first) == 4:
            day = make_day(int(first), int(middle), int(last)) if len(last) == 2 else None
            readings: tuple[date, ...] = (day,) if day else ()
        else:
            readings = read_figures(int(first), int(middle), last, order)
        if readings:
            weekday, start = _weekday_before(text, match.start())
            fitting = tuple(day for day in readings if WEEKDAYS[day.weekday()] == weekday)
            yield WrittenDate(fitting or readings, start, match.end(), bool(fitting) if weekday else None)


def _weekday_before(text: str, at: int) -> tuple[str | None, int]:
    tokens = _tokens(text[max(0, at - 18) : at], max(0, at - 18))
    return _read_weekday([*tokens, _Token("", at, at)], len(tokens))


def read_figures(a: int, b: int, year_text: str, order: DateOrder | None) -> tuple[date, ...]:
    """The days that a numeric date can mean: by the declared order, else every one that exists."""
    year = year_of(year_text)
    day_first, month_first = make_day(year, b, a), make_day(year, a, b)
    if order:
        declared = day_first if order == "day_month_year" else month_first
        return (declared,) if declared else ()
    return tuple(dict.fromkeys(day for day in (day_first, month_first) if day))
