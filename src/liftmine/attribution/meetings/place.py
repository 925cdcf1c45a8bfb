"""Where a meeting was held."""

import re
from collections.abc import Sequence
from functools import lru_cache

from liftmine.attribution.dates.forms import find_dates
from liftmine.attribution.meetings.hours import CLOCK, MILITARY, behind_opening

_LABEL = re.compile(
    r"(?im)^[ \t*]*(?:venue|place|location|where|held\s+(?:at|in|via)|place\s+of\s+meeting|at)[ \t*]*(?::|\t|\s{2,}|"
    r"(?-i:(?<=Place)|(?<=Venue)|(?<=Location))\s(?=[A-Z]))[ \t*]*(?P<what>[^\n\t]+)"
)
_HELD = re.compile(
    r"\b(?:(?:at|in|via|by|from)\s+)(?P<what>(?:the\s+|an?\s+)?(?:[A-Z0-9]|video|tele|zoom|microsoft)[^\n;]{2,120}?)"
    r"(?=\.\s+[A-Z]|\s*(?:[,.]?\s+(?:on|at|commencing|starting|from|beginning)\s+(?:[A-Z][a-z]+day|\d|the\s+\d)|"
    r"[.;]?\s*(?:\n|$)|,?\s+(?:on|commencing|starting)\b))",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?\s?m|hrs|hours|noon)?\b[.,]?\s*(?:$|(?:on|in|at|to|-|–)\b)|public\b|private\b|part\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:room|boardroom|house|hall|centre|center|street|road|lane|avenue|square|offices?|hotel|chamber|library|hospital|"
    r"court|building|suite|floor|theatre|school|college|church|"
    r"campus|surgery|clinic|teams|zoom|tele-?conference|video\s?-?conference|conference call|skype|webex|virtual(?:ly)?|"
    r"remotely|online|headquarters|hq|\w+hall|place|park|club|auditorium|tower|"
    r"wharf|mill|barn|lodge|castle|museum|[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2})\b",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(r"\b(?:minutes|meeting(?!\s+room)|notes|summary)\b", re.IGNORECASE)
_OF_BODY = re.compile(r"\b(?:board(?!\s?room)|committee(?!\s+room)|group|trust|council(?!\s+chamber))\b", re.IGNORECASE)
_BROKEN = re.compile(r"\n(?:(?<=,\n)|(?<=\b(?:at|in|on|of|AT|IN)\n)|(?<=\bthe\n)|(?=[a-z]))")
"""Where a sentence of a title goes on in the next line."""
_SENTENCE = re.compile(r"\.\s+(?=[A-Z][a-z]{1,}\s)|\s+and\s+(?:parts|was|were)\b")
_PIECES = re.compile(r",\s*|\s\|\s|\s[–—-]\s")
_BEHIND_HOUR = re.compile(r"[\d:.\s]*(?:[ap]\.?m\.?)?,?\s*(?:at|in)\s+(?P<what>(?:the\s+)?[A-Z0-9][^\n.;]{3,100})")
_LONGEST = 120


def read_place(lines: Sequence[str], opening: str) -> str | None:
    """Behind "Venue:", in "held at …", on a line of the title that names a room or house, or where the meeting was called to order."""
    title = "\n".join(lines)
    label = _LABEL.search(title)
    if label:
        return _tidy(label["what"])
    where = _in_sentence(title) or _on_line(lines) or _in_opening(opening)
    return _tidy(where) if where else None


def _in_sentence(title: str) -> str | None:
    """As in "held on 3 May at 2 pm in the Larch Room, Ferndale House"."""
    flat = _BROKEN.sub(" ", title)
    match = _HELD.search(flat) if "held" in title.casefold() else None
    while match:
        is_held = flat[: match.start()].rstrip()[-4:].casefold() == "held"
        if not _NO_PLACE.match(match["what"]) and (is_held or _PLACE.search(match["what"])) and not _OF_MEETING.search(match["what"]):
            return match["what"]
        match = _HELD.search(flat, match.start() + 1)
    return None


def _on_line(lines: Sequence[str]) -> str | None:
    """A line below the first that speaks of the meeting, those with a date or an hour before the others."""
    first = next((number for number, line in enumerate(lines) if _OF_MEETING.search(line) or _is_day(line)), 0)
    ordered = sorted(lines[max(first, 1) :], key=lambda line: not (CLOCK.search(line) or _is_day(line)))
    return next((where for line in ordered if (where := _place_in(line))), None)


@lru_cache(maxsize=1 << 12)
def _place_in(line: str) -> str | None:
    """Letterheads come again and again, so what they hold is remembered."""
    if len(line) >= _LONGEST or line.endswith("."):
        return None
    where = ", ".join(piece for piece in _PIECES.split(line) if not _is_other(piece)).strip()
    return where if where and _PLACE.search(where) and not _OF_BODY.search(where) else None


def _in_opening(opening: str) -> str | None:
    """As in "called the meeting to order at 5:32 p.m. in Room R"."""
    hour = behind_opening(opening)
    match = _BEHIND_HOUR.match(" ".join(opening[hour : hour + 160].split("\n\n", 1)[0].split())) if hour else None
    return match["what"] if match and _PLACE.search(match["what"]) else None


@lru_cache(maxsize=1 << 12)
def _is_day(line: str) -> bool:
    return any(sign.isdigit() for sign in line) and bool(find_dates(line, None))


def _is_other(piece: str) -> bool:
    """A date, an hour, or words of the meeting, on a line that may also name the place."""
    return bool(_is_day(piece) or CLOCK.search(piece) or MILITARY.search(piece) or _OF_MEETING.search(piece))


def _tidy(place: str) -> str:
    plain = " ".join(_SENTENCE.split(place, maxsplit=1)[0].split()).strip(" .,;:*")
    plain = re.sub(r"(?i)^(?:(?:in|at|via|by)\s+)?(?:the\s+)?", "", plain)
    return plain.title().replace("’S", "’s").replace("'S", "'s") if plain.upper() == plain and len(plain) > 8 else plain
