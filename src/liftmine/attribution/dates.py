"""The day of a meeting or interview, and how it is known."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from liftmine.attribution.model import Paper, Part, PartKind
from liftmine.attribution.words import word_set
from liftmine.errors import Reason
from liftmine.study.model import DateOrder

TOP = 5_000  # characters from the start in which a document states its meeting

FIRST_PAGE = 2_500  # beyond it a date is less likely the meeting's own

_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {"sept": 9}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
    "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:\b(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s{1,3}(?:the\s+)?)?"
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?:(?:(?<![A-Za-z\d])(?P<d1>\d\s?\d?)\s{{0,2}}(?:st|nd|rd|th)?|(?P<word>(?:twenty|thirty)-[a-z]{{5,8}}|[a-z]{{5,12}}))"
    rf"\s{{0,2}}(?:day\s+)?(?:of\s+)?\b{_MONTH},?\s{{0,3}}(?:in the year\s+)?"
    rf"|\b{_MONTH.replace('month', 'month2')}\s{{1,3}}(?P<d2>\d\s?\d?)\s{{0,2}}(?:st|nd|rd|th)?\s{{0,2}}[,.]?\s{{0,3}})\Z",
    re.IGNORECASE,
)
_YEARS = re.compile(r"[12][09]\d{2}(?!\d)")  # no look behind: a pattern that starts with a class is found faster
_MONTH_NEAR = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_DIGITS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?![\d/.-]|\s?%)")
_WEEKDAY_BEFORE = re.compile(_WEEKDAY[:-1] + r"\Z", re.IGNORECASE)

_OWN = re.compile(
    r"(?:\b(?:held|meeting|met|convened|proceedings|session|assembly|minutes|summary)\b[^.;]{0,80}?(?:\b(?:on|of|for|at|from)\b)?"
    r"|^\W*(?:meeting )?date(?: of meeting)?)\W*$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\bheld\b[^.;]{0,60}$|\bmeeting of\W+$|\b(?:convened|met|meeting)\b[^.;]{0,60}\bon\W+$", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:next|previous|last|past|future|following|forthcoming|earlier|prior|dated|dates of|"
    r"(?:approv|accept|agree|confirm|adopt)\w*|accuracy|correct(?:ed|ion)?|matters arising|"
    r"printed|published|posted|issued|updated?|version|draft|"
    r"effective|expires?|"
    r"deadline|due|since|until|by|before|after|as of|as at|letter|report|from the)\b",
    re.IGNORECASE,
)
_OF_MINUTES = re.compile(r"\bminutes (?:of|from|for)\b|\bmatters arising\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,5}|[A-Z]{2,5}[\d/]+)[.):]?\s+\S")
_SMALL = word_set("at via from by in to and until a.m. p.m. am pm a.m p.m noon hrs hours the of")
_MEMO_DATE = re.compile(r"date\s*:?", re.IGNORECASE)


class DateFinding(NamedTuple):
    """`basis` is metadata, text or file_name (None without a day); `reason` is None, DATE_MISSING or DATE_AMBIGUOUS."""

    day: date | None
    basis: str | None
    reason: Reason | None


class _Candidate(NamedTuple):
    """A date as written: both readings where the order is open, and whether the weekday written fits."""

    days: tuple[date, ...]
    start: int
    end: int
    fits_weekday: bool | None = None


def find_date(text: str, parts: Sequence[Part], paper: Paper) -> DateFinding:
    """The day of the meeting. Order of trust: metadata, the text's own statement of its meeting, the file name.

    A numeric date with two readings and no declared order is DATE_AMBIGUOUS. Whether a day lies in the future is not asked here.
    """
    if paper.stated_date:
        return _finding((paper.stated_date,), "metadata")
    stated = _stated_in_text(text, parts, paper.date_order)
    named = _in_file_name(paper.file_name, paper.date_order)
    if stated and (len(stated) == 1 or not named):
        return _finding(stated, "text")
    if named:
        return _finding(named, "file_name")
    return DateFinding(None, None, Reason.DATE_MISSING)


def _finding(days: tuple[date, ...], basis: str) -> DateFinding:
    if len(days) > 1:
        return DateFinding(None, None, Reason.DATE_AMBIGUOUS)
    return DateFinding(days[0], basis, None)


def _stated_in_text(text: str, parts: Sequence[Part], order: DateOrder | None) -> tuple[date, ...]:
    """The readings of the best candidate near the top; of equals the first. Empty where the text states none."""
    candidates = find_dates(text[:TOP], order)
    scores = [_score(text, candidate) for candidate in candidates]
    head = _head_end(text, parts)
    contexts: dict[tuple[date, ...], set[str]] = {}
    best: tuple[int, tuple[date, ...]] = (0, ())
    for score, candidate in zip(scores, candidates, strict=True):
        if score > 0:
            contexts.setdefault(candidate.days, set()).add(text[max(0, candidate.start - 30) : candidate.start])
    for score, candidate in zip(scores, candidates, strict=True):
        repeats = min(len(contexts.get(candidate.days, ())), 2)  # a running header says it once, however often it stands there
        total = score + repeats + (2 if candidate.end <= head else 0) - (1 if candidate.start > FIRST_PAGE else 0)
        if score > 0 and total > best[0]:
            best = (total, candidate.days)
    return best[1]


def _head_end(text: str, parts: Sequence[Part]) -> int:
    """Where the first agenda item or the first prose begins."""
    for part in parts:
        if part.kind not in (PartKind.FURNITURE, PartKind.ATTENDANCE):
            return part.char_start
    return len(text)


def _score(text: str, candidate: _Candidate) -> int:
    """How much the words around a date say that it is the day of this meeting; 0 and below: it is not."""
    line_start = text.rfind("\n", 0, candidate.start) + 1
    line_end = text.find("\n", candidate.end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[line_start : candidate.start]
    if len(before.strip()) < 25 and line_start:
        above = text.rfind("\n", 0, line_start - 1) + 1
        before = (text[above:line_start] if text[above:line_start].strip() else "") + before
    after = text[candidate.end : line_end]
    before, own_line = before[-160:], text[line_start : candidate.start].strip()
    score = 1 + _context_score(before, own_line, after, is_line_start=not own_line)
    if candidate.fits_weekday is not None:
        score += 1 if candidate.fits_weekday else -1
    return score


def _context_score(before: str, own_line: str, after: str, *, is_line_start: bool) -> int:
    if _OF_MINUTES.search(before) and (_NUMBERED.match(own_line or before.strip()) or not _is_title(before)):
        return -6
    score = 0
    if _HELD.search(before) or _OWN.search(before):
        score += 5
    elif _MEMO_DATE.fullmatch(own_line) or _MEMO_DATE.fullmatch(before.strip()):
        score += 2
    elif is_line_start:
        score += 3 if all(not word[0].islower() or word.strip(",;()") in _SMALL for word in after.split()) else 1
    if _OTHER.search(before[-70:]):
        score -= 5
    return score - (1 if len(own_line) > 90 else 0)


def _is_title(before: str) -> bool:
    """The phrase "Minutes of the meeting held on" at the head of a paper names its own meeting; as an agenda item, another."""
    return bool(
        re.match(r"\W*(?:(?:draft|confirmed|unconfirmed|final|open|public)\W+)*(?:the )?(?:summary|minutes|notes)\b", before, re.IGNORECASE)
    ) and bool(re.search(r"\b(?:held|meeting|board|committee|council|body|group|panel|forum)\b", before, re.IGNORECASE))


def find_dates(text: str, order: DateOrder | None) -> list[_Candidate]:
    """All full dates of `text` in order of position. Impossible dates (31 June) are left out."""
    found = [*_written_dates(text), *_numeric_dates(text, order)]
    return sorted(found, key=lambda candidate: (candidate.start, -candidate.end))


def _written_dates(text: str) -> Iterator[_Candidate]:
    for year in _YEARS.finditer(text):
        window = text[max(0, year.start() - 48) : year.start()]
        is_year = year[0][:2] in ("19", "20") and not window[-1:].isdigit()
        match = _WRITTEN.search(window) if is_year and _MONTH_NEAR.search(window) else None
        if match:
            word, digits = (match["word"] or "").lower(), match["d1"] or match["d2"] or "0"
            number = _ORDINALS.get(word, 0) if word else int("".join(digits.split()))
            month = _MONTHS[(match["month"] or match["month2"]).lower()]
            start = year.start() - len(window) + match.start()
            yield from _candidate(_make_day(int(year[0]), month, number), match["weekday"], start, year.end())


def _candidate(day: date | None, weekday: str | None, start: int, end: int) -> Iterator[_Candidate]:
    if day:
        yield _Candidate((day,), start, end, None if not weekday else _WEEKDAYS[day.weekday()] == weekday[:3].lower())


def _numeric_dates(text: str, order: DateOrder | None) -> Iterator[_Candidate]:
    for match in _DIGITS.finditer(text):
        first, last = match[1], match[4]
        if match.start() and text[match.start() - 1] in "0123456789/.,-":
            continue
        if len(first) == 4:
            yield from _candidate(
                _make_day(int(first), int(match[3]), int(last)) if match[2] == "-" else None, None, match.start(), match.end()
            )
        elif len(first) <= 2 and len(last) in (2, 4):
            before = _WEEKDAY_BEFORE.search(text, max(0, match.start() - 16), match.start())
            readings = _readings(int(first), int(match[3]), int(last), order)
            weekday = before["weekday"][:3].lower() if before else None
            fitting = tuple(day for day in readings if _WEEKDAYS[day.weekday()] == weekday)
            if readings:
                yield _Candidate(
                    fitting or readings, before.start() if before else match.start(), match.end(), bool(fitting) if weekday else None
                )


def _readings(a: int, b: int, year: int, order: DateOrder | None) -> tuple[date, ...]:
    """The days that a numeric date can mean: by the declared order, else every one that exists."""
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    day_first, month_first = _make_day(year, b, a), _make_day(year, a, b)
    if order:
        declared = day_first if order == "day_month_year" else month_first
        return (declared,) if declared else ()
    return tuple(dict.fromkeys(day for day in (day_first, month_first) if day))


def _make_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_NAME_ENDING = re.compile(r"\.[A-Za-z]{1,5}$")
_NAME_GAP = re.compile(r"(?<=\d) (?=\d)")
_NAME_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)")


def _in_file_name(name: str, order: DateOrder | None) -> tuple[date, ...]:
    """A full date in a file's name: 2012-09-11, 2012_09_11, 20120911, 11-09-2012 by order, 11 September 2012."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    for match in _NAME_ISO.finditer(stem):
        day = _make_day(int(match[1]), int(match[2]), int(match[3]))
        if day:
            return (day,)
    spaced = _NAME_ENDING.sub("", stem).replace("_", " ")
    written = [*_written_dates(spaced.replace("-", " ")), *_numeric_dates(_NAME_GAP.sub("-", spaced), order)]
    return written[0].days if written else ()
