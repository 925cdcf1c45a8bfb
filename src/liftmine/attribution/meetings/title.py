"""Which body met, of which house, in what kind of meeting: by the title of its minutes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.meetings.houses import (
    HOUSE,
    MEETS,
    NOUN,
    PAPER,
    SMALL,
    capitalise,
    house_behind,
    is_house,
    known_names,
    part_house,
    without_houses,
)
from liftmine.study.model import Partnership

LONGEST = 220
_LABEL = re.compile(
    r"(?:title\s+of\s+meeting|name\s+of\s+(?:meeting|committee|group)|meeting|committee|group|body|forum)\s*(?::|\t|"
    r"\s{2,})\s*(?P<what>[^\n\t]+)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[^\w\s'’&/,-]|\s[-–—]\s|\b(?:minutes|notes|summary|record|meetings?|held|proceedings|agenda|draft|approved|"
    r"unconfirmed|confirmed|unapproved|final|part|public|private|open|"
    r"closed|in|at|on|no|number|title|regular|special|extraordinary|ordinary|emergency|monthly|quarterly|annual|general|"
    r"inaugural|first|of\s+(?:the|an?)|from|by|of(?!\s+(?:Directors|Governors|Trustees|Management|Commissioners|"
    r"Representatives)\b)|for|to)\b"
    r"|\b\d[\w/.]*|,\s*(?=the\b)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?P<kind>extra-?ordinary|special|emergency|ordinary|regular|inaugural|annual\s+general|AGM)\b(?:\s+(?:public|joint|"
    r"open|general|(?:board|committee|council|trust|members)|\w+\s+board)){0,2}"
    r"(?:\s+(?:meeting|session)|(?<=AGM))",
    re.IGNORECASE,
)
_KINDS = {
    "extraordinary": "extraordinary",
    "extra-ordinary": "extraordinary",
    "regular": "ordinary",
    "agm": "annual_general",
    "annual general": "annual_general",
}
_MEMO = re.compile(r"(?:to|from|cc)\s*(?::|\t)", re.IGNORECASE)
_TO = re.compile(r"(?:to|from|cc)\s*:?", re.IGNORECASE)
_MOST_WORDS = 10


class Title(NamedTuple):
    """Body in title case, house as written, kind of meeting; None where the title does not say."""

    body: str | None
    house: str | None
    kind: str | None


def read_title(lines: Sequence[str], partnership: Partnership) -> Title:
    """What the lines of a title say. The house is taken off the body: "Westmere PCT Audit Committee" is its Audit Committee."""
    said = " \n".join(lines)
    kind = _KIND.search(said)
    addressed = [bool(_MEMO.match(line)) or (number > 0 and _TO.fullmatch(lines[number - 1])) for number, line in enumerate(lines)]
    known = known_names(partnership)
    told = [line for line, is_address in zip(lines, addressed, strict=True) if not is_address and len(line) < LONGEST]
    names = [name for line in told for name in _bodies(line, known)]
    best = max(names, key=lambda found: (found[0], "committee" in found[1].casefold()), default=None)  # a board's committee, below its name
    body = house = None
    if best:
        _, body, house = best
        fuller = [name for _, name, _ in names if name.casefold().endswith(f" {body.casefold()}")]
        body = max(fuller, key=len, default=body)
        house = house or next((found for _, name, found in names if found and name == body), None)
    house = house or _held_by(said) or next((line.strip() for line in lines if is_house(line, known)), None)
    if body is None and house and kind and _kind(kind["kind"]) == "annual_general":
        body = capitalise(house)  # its members meet
    return Title(body, capitalise(house.strip(" ,-–’'")) if house else None, _kind(kind["kind"]) if kind else None)


def _held_by(said: str) -> str | None:
    """As in "a meeting of the Westmere Trust"."""
    meets = MEETS.search(said)
    return meets[1] if meets and HOUSE.search(meets[1]) else None


def _kind(word: str) -> str:
    plain = " ".join(word.casefold().split())
    return _KINDS.get(plain, plain)


@lru_cache(maxsize=1 << 12)
def _bodies(line: str, known: tuple[str, ...]) -> Sequence[tuple[int, str, str | None]]:
    """Names of bodies in a line with their rank: one that is said to meet, or stands behind a label, before any other.

    Letterheads come again and again, so what they hold is remembered.
    """
    if not NOUN.search(line):
        return ()
    label = _LABEL.match(line)
    words = label["what"] if label else line
    found = []
    for piece in re.split(_CUT, without_houses(words)):
        nouns = list(NOUN.finditer(piece or ""))
        if not nouns or not piece[nouns[-1].start()].isupper():
            continue
        name, house = part_house(" ".join(piece[: nouns[-1].end()].split()), known)
        if not name or (
            name.casefold() in ("council", "executive", "team", "directors", "group", "assembly") and house is None and not label
        ):
            continue
        if len(name.split()) > _MOST_WORDS or not _is_title_case(name):
            continue
        is_of = re.search(rf"\b{PAPER}\b", line, re.IGNORECASE) is not None
        rank = 3 if label else 2 if is_of else 1
        found.append((rank, capitalise(name), house or house_behind(words, known)))
    return found


def _is_title_case(name: str) -> bool:
    return all(word[0].isupper() or word[0].isdigit() or word in SMALL or not word[0].isalpha() for word in name.split())
