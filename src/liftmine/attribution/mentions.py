"""Where a document names people and organisations, whatever is said of them there.

Every name is looked for once in the whole document, not once per sentence: a plain search of 10,000 characters takes microseconds.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.model import Found, Party
from liftmine.attribution.signs import find_sign
from liftmine.study.model import Partnership

_GENERIC = {
    "private": (
        "the private partner",
        "our private partner",
        "private sector partner",
        "the private sector partner",
        "private partners",
        "the private side",
    ),
    "public": (
        "the public partner",
        "our public partner",
        "public sector partner",
        "the public sector partner",
        "public partners",
        "the public side",
    ),
    "joint": ("the joint venture", "the joint company", "the liftco", "the lift company"),
}
"""Nouns that mean the partners of a type, whoever they are; used only where the study has that type."""
_PASSING = {
    "joint": ("the company",),
    "private": ("the contractor", "the developer", "the concessionaire", "the funder", "the private sector", "the consortium"),
}
"""Nouns that mean such a partner only where one was named shortly before: every board has other contractors too."""
_SHORTLY = 3_000  # characters
NO_SIDES = frozenset(["collective", "unknown"])
"""What is no side to speak of."""
_BEHIND_NAMES = 1 << 30  # of two meanings of the same words the name comes before the noun
_BLANKS = re.compile(r" {2,}")


class Mention(NamedTuple):
    """A place where somebody is named. `is_house`: an organisation, which "they" can mean; `person` is who it is, where it is one."""

    start: int
    end: int
    partner_type: str
    is_house: bool
    person: str | None = None


_Hit = tuple[int, int, str, int, bool, str | None]
"""Start, end with a minus, type, number of the name, and the rest of a mention: in the order in which the longest comes first."""


def find_mentions(flat: str, names: Iterable[tuple[str, Found]], partnership: Partnership, start: int = 0) -> list[Mention]:
    """All mentions of one document in order, none inside another.

    `flat` is the text with every white space character as a blank; `names` the directory's gazetteer. People are looked for from
    `start` on, where the sentences begin: above it stand lists of everybody.
    """
    line, gaps = _squeeze(flat)
    thin = lower(line)
    begin = start - sum(size for at, size in gaps if at < start)
    types = sorted({organisation.partner_type for organisation in partnership.organisations})
    hits = [*_find_names(line, thin, names, begin), *_find_nouns(thin, types, _GENERIC)]
    hits += _after_names(hits, _find_nouns(thin, types, _PASSING))
    return _spread(_longest(hits), gaps)


def flatten(text: str) -> str:
    """The text on one line: every white space character a blank, positions kept."""
    for character in "\n\t\r\f\v\xa0\u2003\u2009\u202f":
        text = text.replace(character, " ")
    return text


def lower(flat: str) -> str:
    """Lower case with positions kept (a few letters grow when lowered)."""
    low = flat.lower()
    return low if len(low) == len(flat) else "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)


def _squeeze(flat: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with single blanks, so that a name broken between lines is found; and where how many blanks were taken out."""
    if "  " not in flat:
        return flat, []
    spans = [match.span() for match in _BLANKS.finditer(flat)]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start + 1 for start, _ in spans), len(flat)]
    line = "".join([flat[end:start] for end, start in zip(ends, starts, strict=True)])
    return line, [(start + 1, end - start - 1) for start, end in spans]


def _spread(hits: Iterable[_Hit], gaps: Sequence[tuple[int, int]]) -> list[Mention]:
    """Hits in squeezed text, in order, as mentions at their places in the text as it is."""
    taken = 0
    places, sums = [], [0]
    for at, size in gaps:
        places.append(at - taken)  # in squeezed text
        taken += size
        sums.append(taken)
    return [
        Mention(start + sums[bisect_right(places, start)], sums[bisect_left(places, -end)] - end, kind, is_house, person)
        for start, end, kind, _, is_house, person in hits
    ]


def _find_names(flat: str, low: str, names: Iterable[tuple[str, Found]], begin: int) -> list[_Hit]:
    """Abbreviations and names with capitals as written; organisations' names of several words in any case."""
    hits: list[_Hit] = []
    for number, (alias, found) in enumerate(names):
        kind, size = found.partner_type, len(alias)
        if kind in NO_SIDES or found.party is Party.AMBIGUOUS or size < 2:
            continue
        if found.party is not Party.ORGANISATION:
            hits += [(start, -start - size, kind, number, False, found.person_id) for start in find_all(flat, alias, begin)]
            continue
        in_any_case = size > 5 and not alias.isupper() and " " in alias
        starts = find_all(low, alias.lower()) if in_any_case else find_all(flat, alias)
        hits += [(start, -start - size, kind, number, True, None) for start in starts]
    return hits


def _find_nouns(low: str, types: Sequence[str], nouns: Mapping[str, Sequence[str]]) -> list[_Hit]:
    patterns, kinds = _noun_patterns(tuple((noun, kind) for kind in types for noun in nouns.get(kind, ())))
    return [
        (match.start(), -match.end(), kinds[match.group()], _BEHIND_NAMES, True, None)
        for pattern in patterns
        for match in pattern.finditer(low)
        if _is_whole(low, match.start(), match.end() - match.start())
    ]


@lru_cache(maxsize=64)
def _noun_patterns(nouns: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], ...], dict[str, str]]:
    """A pattern per first word, which makes the search fast, with the longest noun first; and the type of each noun."""
    endings: dict[str, list[str]] = {}
    for noun, _ in sorted(nouns, key=lambda pair: (-len(pair[0]), pair[0])):
        first, _, rest = noun.partition(" ")
        endings.setdefault(first, []).append(re.escape(rest))
    return tuple(re.compile(rf"{first} (?:{'|'.join(rests)})") for first, rests in endings.items()), dict(nouns)


def _after_names(hits: Iterable[_Hit], nouns: Sequence[_Hit]) -> list[_Hit]:
    """The nouns that follow a name of their type closely enough to mean it."""
    places: dict[str, list[int]] = {}
    for start, _, kind, _, is_house, _ in sorted(hits) if nouns else ():
        if is_house:
            places.setdefault(kind, []).append(start)
    kept = []
    for noun in nouns:
        start, _, kind, *_ = noun
        before = places.get(kind, [])
        index = bisect_left(before, start) - 1
        if index >= 0 and start - before[index] <= _SHORTLY and not _is_of_others(kind, before[index], start, places):
            kept.append(noun)
    return kept


def _is_of_others(kind: str, named: int, start: int, places: Mapping[str, Sequence[int]]) -> bool:
    """`The company` is the joint one only where no private one was named after it."""
    return kind == "joint" and any(named < place < start for place in places.get("private", ()))


def find_all(text: str, needle: str, begin: int = 0) -> list[int]:
    """Where `needle` stands as a word of its own (a genitive ending may follow)."""
    return [at for at in find_sign(text, needle, begin) if _is_whole(text, at, len(needle))]


def _is_whole(text: str, position: int, size: int) -> bool:
    after = position + size
    inside = position and text[position].isalnum() and (text[position - 1].isalnum() or text[position - 1] == "_")
    return not inside and not text[after : after + 1].isalnum()


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Hits that do not lie inside a longer one, in order; the same place with two meanings keeps the first by type."""
    kept: list[_Hit] = []
    end = 0
    for hit in sorted(hits):
        if hit[0] >= end:
            kept.append(hit)
            end = -hit[1]
    return kept
