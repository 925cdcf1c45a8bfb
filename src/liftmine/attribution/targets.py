"""Of whom a sentence speaks: partner types, by names, generic nouns and pronouns (ATTRIBUTION §4, pass 8).

Every name is looked for once in the whole document, not once per sentence: a plain search of 10,000 characters takes microseconds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.model import Found, Party
from liftmine.study.model import Partnership

_GENERIC = {
    "private": ("the private partner", "our private partner", "private sector partner", "the private sector partner", "private partners"),
    "public": ("the public partner", "our public partner", "public sector partner", "the public sector partner", "public partners"),
    "joint": ("the joint venture", "the liftco", "the lift company"),
}
"""Nouns that mean the partners of a type, whoever they are; used only where the study has that type."""
_PASSING = {"private": ("the contractor", "the developer", "the concessionaire", "the funder", "the private sector", "the consortium")}
"""Nouns that mean such a partner only where one was named shortly before: every board has other contractors too."""
_SHORTLY = 3_000  # characters

_PRONOUNS = (" we", " our", " us", " they", " them")
_PLURALS = re.compile(
    r"\b(?:(?!(?:was|this|has|does|its|his|hers|as|us|yes|thus|plus|always|perhaps|across|towards|besides|unless|whereas|afterwards|"
    r"sometimes|various|previous|business|news|plans|asks|says|thinks|feels|wants|agrees|notes|needs|makes|means|seems)\b)"
    r"[a-z]{2,}[b-hj-rtv-z]s|[a-z]+(?:ees|ies|ses|oes)|people|staff|men|women|children)\b"
)
"""Nouns that "they" could mean as well. Reports are told in the past tense, so few verbs end in -s."""
_OWN = frozenset(["we", "our", "us"])
_SIDES = frozenset(["collective", "unknown"])
"""What is no side to speak of."""


class Mention(NamedTuple):
    """A place where somebody is named. `is_house`: an organisation, which "they" can mean."""

    start: int
    end: int
    partner_type: str
    is_house: bool


class Mentions:
    """All mentions of one document, and the types any stretch of it speaks of."""

    def __init__(self, flat: str, names: Iterable[tuple[str, Found]], partnership: Partnership, start: int = 0) -> None:
        """`flat` is the text with every white space character as a blank; `names` the directory's gazetteer.

        People are looked for from `start` on, where the sentences begin: above it stand lists of everybody.
        """
        low = _lower(flat)
        types = sorted({organisation.partner_type for organisation in partnership.organisations})
        hits = [*_find_names(flat, low, names, start), *_find_nouns(low, types, _GENERIC)]
        self._mentions = _longest([*hits, *_after_names(hits, _find_nouns(low, types, _PASSING))])
        self._starts = [mention.start for mention in self._mentions]
        self._pronouns = sorted((start + 1, word[1:]) for word in _PRONOUNS for start in _find_all(flat if word == " us" else low, word))
        self._pronoun_starts = [start for start, _ in self._pronouns]
        self._low = low
        self._antecedent: Mention | None = None

    def types_between(self, start: int, end: int, own_type: str | None, *, sentence_start: int, aside: tuple[int, int] = (0, 0)) -> str:
        """The types spoken of between `start` and `end`, sorted, joined by `;`.

        `own_type` is the voice's side, which "we" means; in `aside` the sentence names who speaks. Sentences must come in reading
        order: "they" means the organisation named last before it, in this sentence or the one before, if nothing stands between that
        it could mean too.
        """
        found: set[str] = set()
        houses: list[Mention] = []
        for index in range(bisect_left(self._starts, sentence_start), len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= end:
                break
            if mention.partner_type in _SIDES or aside[0] <= mention.start < aside[1]:
                continue
            if mention.start >= start:
                found.add(mention.partner_type)
            if mention.is_house:
                houses.append(mention)
        self._add_pronouns(found, start, end, own_type, houses)
        self._antecedent = houses[-1] if houses else None
        return ";".join(sorted(found))

    def _add_pronouns(self, found: set[str], start: int, end: int, own_type: str | None, houses: Sequence[Mention]) -> None:
        for index in range(bisect_left(self._pronoun_starts, start), len(self._pronouns)):
            position, word = self._pronouns[index]
            if position >= end:
                return
            if any(mention.start <= position < mention.end for mention in houses):
                continue  # the "our" of "our private partner"
            kind = own_type if word in _OWN else self._meant(position, houses)
            if kind is not None and kind not in _SIDES:
                found.add(kind)

    def _meant(self, position: int, houses: Sequence[Mention]) -> str | None:
        """The type of the organisation that "they" at `position` means; None where people or things stand between."""
        house = next((mention for mention in reversed(houses) if mention.start < position), self._antecedent)
        if house is None or _PLURALS.search(self._low, house.end, position):
            return None
        return house.partner_type


def _lower(flat: str) -> str:
    """Lower case with positions kept (a few letters grow when lowered)."""
    low = flat.lower()
    return low if len(low) == len(flat) else "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)


def _find_names(flat: str, low: str, names: Iterable[tuple[str, Found]], begin: int) -> list[Mention]:
    """Abbreviations and names with capitals as written; organisations' names of several words in any case."""
    hits: list[Mention] = []
    for alias, found in names:
        if found.partner_type in _SIDES or found.party is Party.AMBIGUOUS or len(alias) < 2:
            continue
        is_house = found.party is Party.ORGANISATION
        if is_house and len(alias) > 5 and not alias.isupper() and " " in alias:
            starts = _find_all(low, alias.lower())
        else:
            starts = _find_all(flat, alias, 0 if is_house else begin)
        if starts:
            size, kind = len(alias), found.partner_type
            hits += [Mention(start, start + size, kind, is_house) for start in starts]
    return hits


def _find_nouns(low: str, types: Sequence[str], nouns: Mapping[str, Sequence[str]]) -> list[Mention]:
    patterns, kinds = _noun_patterns(tuple((noun, kind) for kind in types for noun in nouns.get(kind, ())))
    return [
        Mention(match.start(), match.end(), kinds[match.group()], is_house=True)
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


def _after_names(hits: Sequence[Mention], nouns: Sequence[Mention]) -> list[Mention]:
    """The nouns that follow a name of their type closely enough to mean it."""
    places: dict[str, list[int]] = {}
    for hit in sorted(hits):
        if hit.is_house:
            places.setdefault(hit.partner_type, []).append(hit.start)
    kept = []
    for noun in nouns:
        before = places.get(noun.partner_type, [])
        index = bisect_left(before, noun.start) - 1
        if index >= 0 and noun.start - before[index] <= _SHORTLY:
            kept.append(noun)
    return kept


def _find_all(text: str, needle: str, begin: int = 0) -> list[int]:
    """Where `needle` stands as a word of its own (a genitive ending may follow)."""
    places: list[int] = []
    position = text.find(needle, begin)
    size = len(needle)
    while position >= 0:
        if _is_whole(text, position, size):
            places.append(position)
        position = text.find(needle, position + 1)
    return places


def _is_whole(text: str, position: int, size: int) -> bool:
    after = position + size
    inside = position and text[position].isalnum() and (text[position - 1].isalnum() or text[position - 1] == "_")
    return not inside and not text[after : after + 1].isalnum()


def _longest(hits: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not lie inside a longer one, in order; the same place with two meanings keeps the first by type."""
    kept: list[Mention] = []
    for mention in sorted(hits, key=lambda m: (m.start, -m.end, m.partner_type)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def flatten(text: str) -> str:
    """The text on one line: every white space character a blank, positions kept."""
    for character in "\n\t\r\f\v\xa0\u2003\u2009\u202f":
        text = text.replace(character, " ")
    return text
