"""Motions and what became of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liftmine.attribution.model import Part, PartKind
from liftmine.attribution.signs import parts_with

_MAKES = re.compile(
    r"\b(?:moved (?:that|to|by|for)\b|moved, |motion (?:to|that|for|was made)|(?:made|proposed) (?:a|the) motion|"
    r"on (?:a |the )?motion (?:of|by|from|to|that|it)\b)",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:\b(?:motion|resolution|vote)\b[^.]{0,60}\b|\bRESULT\b\W*)"
    r"(?P<what>passed|carried|adopted|approved|accepted|failed|defeated|lost|withdrawn|postponed|tabled)\b|\bcarried\b",
    re.IGNORECASE,
)
_FAILED = frozenset(("failed", "defeated", "lost"))
_STATES = {"withdrawn": "withdrawn", "postponed": "deferred", "tabled": "deferred"}
_FURTHEST = 60  # parts at most between a motion and its vote


class Resolution(NamedTuple):
    """A decision, `start` to `end` of the text; `outcome` of a motion: carried, failed, withdrawn, deferred, or None."""

    section: str | None
    start: int
    end: int
    kind: str
    outcome: str | None = None


def read_motions(text: str, parts: Sequence[Part]) -> Iterator[Resolution]:
    """Every part in which somebody makes a motion, with the outcome that the vote below it tells."""
    named = {number for number in parts_with(text, parts, ("otion",)) if parts[number].kind is PartKind.BODY}
    for number in sorted(named.union(number for number, part in enumerate(parts) if part.kind is PartKind.MOTION)):
        part = parts[number]
        words = text[part.char_start : part.char_end]
        if not _makes_motion(words) or "asked for a motion" in words.lower():
            continue
        start = part.char_start + len(words) - len(words.lstrip())
        yield Resolution(part.section, start, part.char_start + len(words.rstrip()), "motion", _outcome(text, parts, number))


def _makes_motion(words: str) -> bool:
    low = words.lower()
    return ("motion" in low or "moved" in low) and _MAKES.search(words) is not None


def _outcome(text: str, parts: Sequence[Part], number: int) -> str | None:
    """What the vote below a motion says, before the next motion is made."""
    for place in range(number, min(number + _FURTHEST, len(parts))):
        words = text[parts[place].char_start : parts[place].char_end]
        if place > number and parts[place].kind is PartKind.MOTION and "econd" not in words and _makes_motion(words):
            return None
        match = _CARRIED.search(words)
        if match:
            what = (match["what"] or "carried").casefold()
            return "failed" if what in _FAILED else _STATES.get(what, "carried")
    return None
