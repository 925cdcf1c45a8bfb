"""Of whom a sentence speaks: partner types, by names, generic nouns and pronouns (ATTRIBUTION §4, pass 8).

Every name is looked for once in the whole document, not once per sentence: a plain search of 10,000 characters takes microseconds.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
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

_PRONOUNS = ("we", "our", "us", "they", "them")
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

    def __init__(self, flat: str, names: Iterable[tuple[str, Found]], partnership: Partnership) -> None:
        """`flat` is the text with every white space character as a blank; `names` the directory's gazetteer."""
        low = _lower(flat)
        types = sorted({organisation.partner_type for organisation in partnership.organisations})
        hits = [*_find_names(flat, low, names), *_find_nouns(low, types, _GENERIC)]
        self._mentions = _longest([*hits, *_after_names(hits, _find_nouns(low, types, _PASSING))])
        self._starts = [mention.start for mention in self._mentions]
        self._pronouns = sorted(hit for word in _PRONOUNS for hit in _find_word(flat if word == "us" else low, word))
        self._pronoun_starts = [start for start, _ in self._pronouns]
        self._antecedent: str | None = None

    def types_between(self, start: int, end: int, own_type: str | None, *, sentence_start: int) -> str:
        """The types spoken of between `start` and `end`, sorted, joined by `;`.

        `own_type` is the voice's side, which "we" means. Sentences must come in reading order: "they" means the
        organisation named last before it, in this sentence or the one before.
        """
        found: set[str] = set()
        houses: list[Mention] = []
        for index in range(bisect_left(self._starts, sentence_start), len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= end:
                break
            if mention.partner_type in _SIDES:
                continue
            if mention.start >= start:
                found.add(mention.partner_type)
            if mention.is_house:
                houses.append(mention)
        self._add_pronouns(found, start, end, own_type, houses)
        self._antecedent = houses[-1].partner_type if houses else None
        return ";".join(sorted(found))

    def _add_pronouns(self, found: set[str], start: int, end: int, own_type: str | None, houses: Sequence[Mention]) -> None:
        for index in range(bisect_left(self._pronoun_starts, start), len(self._pronouns)):
            position, word = self._pronouns[index]
            if position >= end:
                return
            if any(mention.start <= position < mention.end for mention in houses):
                continue  # the "our" of "our private partner"
            if word in _OWN:
                kind = own_type
            else:
                before = [mention.partner_type for mention in houses if mention.start < position]
                kind = before[-1] if before else self._antecedent
            if kind is not None and kind not in _SIDES:
                found.add(kind)


def _lower(flat: str) -> str:
    """Lower case with positions kept (a few letters grow when lowered)."""
    low = flat.lower()
    return low if len(low) == len(flat) else "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)


def _find_names(flat: str, low: str, names: Iterable[tuple[str, Found]]) -> list[Mention]:
    """Abbreviations and names with capitals as written; what begins with "the" in any case."""
    hits: list[Mention] = []
    for alias, found in names:
        if found.party is Party.AMBIGUOUS or found.partner_type in _SIDES or len(alias) < 2:
            continue
        is_house = found.party is Party.ORGANISATION
        plain = is_house and len(alias) > 5 and not alias.isupper() and " " in alias
        text, needle = (low, alias.lower()) if plain else (flat, alias)
        hits.extend(Mention(start, start + len(needle), found.partner_type, is_house) for start in _find_all(text, needle))
    return hits


def _find_nouns(low: str, types: Sequence[str], nouns: Mapping[str, Sequence[str]]) -> list[Mention]:
    return [
        Mention(start, start + len(noun), kind, is_house=True)
        for kind in types
        for noun in nouns.get(kind, ())
        for start in _find_all(low, noun)
    ]


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


def _find_word(low: str, word: str) -> list[tuple[int, str]]:
    return [(start, word) for start in _find_all(low, word + " ", whole=False) if start == 0 or not low[start - 1].isalnum()] + [
        (start, word)
        for mark in ",.;:?!)"
        if word in ("us", "them")
        for start in _find_all(low, word + mark, whole=False)
        if start and not low[start - 1].isalnum()
    ]


def _find_all(text: str, needle: str, *, whole: bool = True) -> list[int]:
    """Where `needle` stands; with `whole` as a word of its own (a plural or genitive ending may follow)."""
    places: list[int] = []
    position = text.find(needle)
    size = len(needle)
    while position >= 0:
        after = text[position + size : position + size + 1]
        if not whole or (not (position and (text[position - 1].isalnum() or text[position - 1] == "_")) and not after.isalnum()):
            places.append(position)
        position = text.find(needle, position + 1)
    return places


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
