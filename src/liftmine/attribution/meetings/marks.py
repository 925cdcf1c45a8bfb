"""Where minutes mark an action: the word before a colon, in brackets, at the head of a line, or over a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liftmine.attribution.meetings.owners import Owner, is_known, read_owners
from liftmine.attribution.model import Part
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.signs import find_sign

_GOES_ON = ("ed", "able", "ing")
_MARK = re.compile(
    r"[Aa](?:CTION|ction)(?P<plural>[Ss])?(?:\s(?:[Pp]oints?|POINTS?|[Ii]tems?|ITEMS?|[Rr]equired|REQUIRED|[Aa]greed|AGREED|"
    r"[Bb]y|BY|[Ff]or|FOR|[Ll]og|LOG))?"
    r"(?:\s(?:[Nn]o\.?\s?)?[#(\[]?\d[\d./]{0,8}[)\]]?)?(?:[*_\]]{0,3}\s{0,12}(?P<sign>[:–—-])[*_]{0,3}|(?=\s|[)\]*_]|$))\s*"
)
_BEFORE = re.compile(
    r"(?:^|\n|[(\[]|[.!?;]\s{1,20})[\s*_#>•▪●(\[-]{0,20}(?:\d{1,3}[.)]\s{1,9})?(?:(?:[Aa]greed|AGREED|[Nn]ew|[Kk]ey|KEY)\s)?$"
)
_BEFORE_SMALL = re.compile(r"(?:^|\n)\s*(?:Agreed|New|Key|Follow-up|Summary of|List of)\s$|[(\[]\s?$")
_FIELD = re.compile(
    r"\s*(?:(?P<due>by(?: when)?|due(?: date)?|deadline|when|target(?: date)?)|(?:owner|lead|by whom|who|"
    r"responsib\w+))\s*:\s*(?P<what>\S.*)",
    re.IGNORECASE,
)
_ENDS = {"(": ")", "[": "]"}
_LEAD = 60  # characters looked at before a mark
_SHORT_LINE = 60


class Mark(NamedTuple):
    """A mark in a part (`number`): what it is said of stands from `start` to `end`; `at` is where the mark begins."""

    at: int
    number: int
    start: int
    end: int
    has_sign: bool
    opens_list: bool


class Fields(NamedTuple):
    """What lines like "By: 31 May" and "Owner: AH" add to an action, and how many of its own lines are left."""

    due: str | None
    owners: tuple[Owner, ...]
    kept: int


def find_marks(text: str, parts: Sequence[Part]) -> Iterator[Mark]:
    """All marks in reading order; the word inside a sentence ("an action plan", "Action was taken") is none."""
    starts = [part.char_start for part in parts]
    found = []
    for start in sorted(at - 1 for sign in ("CTION", "ction") for at in find_sign(text, sign) if not text.startswith(_GOES_ON, at + 5)):
        mark = _MARK.match(text, start)
        if mark is None:
            continue
        number = bisect_right(starts, start) - 1
        before = _BEFORE_SMALL if text[start] == "a" else _BEFORE
        if before.search(text[max(starts[number], start - _LEAD) : start]):
            found.append((start, mark, number))
    stops = [later[0] for later in found[1:]] + [len(text)]
    for (_, mark, number), stop in zip(found, stops, strict=False):
        yield _make_mark(text, mark, number, min(stop, parts[number].char_end), is_last=stop >= parts[number].char_end)


def _make_mark(text: str, mark: re.Match[str], number: int, stop: int, *, is_last: bool) -> Mark:
    bracket = _ENDS.get(text[mark.start() - 1 : mark.start()])
    closing = text.find(bracket, mark.end(), stop) if bracket else -1
    start, end = mark.end(), closing if closing >= 0 else stop
    while start < end and text[start] in " \t\n*_":
        start += 1
    while end > start and text[end - 1] in " \t\n*_([":
        end -= 1
    opens = is_last and (start == end or bool(mark["plural"] and not mark["sign"]))
    return Mark(mark.start(), number, start, end, mark["sign"] is not None, opens)


def read_fields(lines: Sequence[str], below: Sequence[str], directory: Directory) -> Fields:
    """The fields among an action's own lines, and in the short blocks below it."""
    due: str | None = None
    owners: tuple[Owner, ...] = ()
    kept = len(lines)
    matches = [(place, match) for place, line in enumerate(lines) if place and (match := _FIELD.fullmatch(line))]
    for line in below:
        match = _FIELD.fullmatch(line) if len(line) < _SHORT_LINE else None
        if match is None:
            break
        matches.append((kept, match))
    for place, match in matches:
        kept = min(kept, place)
        named = read_owners(match["what"], directory)
        if match["due"] and not (named and is_known(named)):  # "By: AH" names a person
            due = due or match["what"]
        else:
            owners = owners or named
    return Fields(due, owners, kept)
