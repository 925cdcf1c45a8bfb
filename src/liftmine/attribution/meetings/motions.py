"""Motions and what became of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liftmine.attribution.model import Part, PartKind

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
_ASKED = re.compile(r"\basked for a motion", re.IGNORECASE)
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
    for number, part in enumerate(parts):
        may_move = part.kind is PartKind.BODY and text.find("otion", part.char_start, part.char_end) >= 0
        if part.kind is not PartKind.MOTION and not may_move:
            continue
        words = text[part.char_start : part.char_end]
        if not _MAKES.search(words) or _ASKED.search(words):
            continue
        start = part.char_start + len(words) - len(words.lstrip())
        yield Resolution(part.section, start, part.char_start + len(words.rstrip()), "motion", _outcome(text, parts, number))


def _outcome(text: str, parts: Sequence[Part], number: int) -> str | None:
    """What the vote below a motion says, before the next motion is made."""
    for place in range(number, min(number + _FURTHEST, len(parts))):
        words = text[parts[place].char_start : parts[place].char_end]
        if place > number and parts[place].kind is PartKind.MOTION and _MAKES.search(words) and "econd" not in words:
            return None
        match = _CARRIED.search(words)
        if match:
            what = (match["what"] or "carried").casefold()
            return "failed" if what in _FAILED else _STATES.get(what, "carried")
    return None
