"""Of whom a sentence speaks: partner types, by names, generic nouns and pronouns (ATTRIBUTION §4, pass 8).

Every name is looked for once in the whole document, not once per sentence: a plain search of 10,000 characters takes microseconds.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.model import Found, Party
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

_PRONOUNS = (" we", " our", " us", " they", " them")
_PLURALS = re.compile(
    r"\b(?:(?!(?:was|this|has|does|its|his|hers|as|us|yes|thus|plus|always|perhaps|across|towards|besides|unless|whereas|afterwards|"
    r"sometimes|various|previous|business|news|plans|asks|says|thinks|feels|wants|agrees|notes|needs|makes|means|seems)\b)"
    r"[a-z]{2,}[b-hj-rtv-z]s|[a-z]+(?:ees|ies|ses|oes)|people|staff|men|women|children)\b"
)
"""Nouns that "they" could mean as well. Reports are told in the past tense, so few verbs end in -s."""
_OWN = frozenset(["we", "our", "us"])
_OBJECT = re.compile(
    r"\s+(?P<who>him|her)(?=\s*[.,;:]|\s+(?:to|that|for|whether|if|how|on|and|well|about|again|in|of|why|what|not|when)\b)"
)
"""Whom the verb of speech is addressed to: "thanked him", "asked her to"."""
_THEIR_OWN = re.compile(
    r"\b(?P<whose>his|her|our|my) (?:own )?(?:company|organisation|firm|team|staff|colleagues|men|people|board|managing director|"
    r"chief executive|authority|office|department|members|shareholders|employers?|directors|council|trust|bosses|lenders)\b"
)
"""What belongs to the side of whoever is meant."""
_ITS_PARTNER = re.compile(r"\bits (?:private |public |commercial )?partner\b")
_OTHER_SIDE = {"private": "public", "public": "private"}
_RECENT = 2  # sentences
_AT_HEAD = 4  # characters
_SIDES = frozenset(["collective", "unknown"])
"""What is no side to speak of."""


class Mention(NamedTuple):
    """A place where somebody is named. `is_house`: an organisation, which "they" can mean; `person` is who it is, where it is one."""

    start: int
    end: int
    partner_type: str
    is_house: bool
    person: str | None = None


class Mentions:
    """All mentions of one document, and the types any stretch of it speaks of."""

    def __init__(self, flat: str, names: Iterable[tuple[str, Found]], partnership: Partnership, start: int = 0) -> None:
        """`flat` is the text with every white space character as a blank; `names` the directory's gazetteer.

        People are looked for from `start` on, where the sentences begin: above it stand lists of everybody.
        """
        low = _lower(flat)
        line, gaps = _squeeze(flat)
        thin = _lower(line)
        begin = start - sum(size for at, size in gaps if at < start)
        types = sorted({organisation.partner_type for organisation in partnership.organisations})
        hits = [*_find_names(line, thin, names, begin), *_find_nouns(thin, types, _GENERIC)]
        self._mentions = _spread(_longest([*hits, *_after_names(hits, _find_nouns(thin, types, _PASSING))]), gaps)
        self._starts = [mention.start for mention in self._mentions]
        self._pronouns = sorted((start + 1, word[1:]) for word in _PRONOUNS for start in _find_all(flat if word == " us" else low, word))
        self._pronoun_starts = [start for start, _ in self._pronouns]
        self._low = low
        self._antecedent: Mention | None = None
        self._people: list[tuple[int, str, str]] = []  # number of the sentence, person and type
        self._sentence = 0
        self._begin = 0
        self._is_subject = False  # the antecedent stood at the head of its sentence

    def types_between(
        self,
        start: int,
        end: int,
        own_type: str | None,
        *,
        sentence_start: int,
        aside: tuple[int, int] = (0, 0),
        speaker: str | None = None,
    ) -> str:
        """The types spoken of between `start` and `end`, sorted, joined by `;`.

        `own_type` is the voice's side, which "we" means; `speaker` the voice's person; in `aside` the sentence names who speaks.
        Sentences must come in reading order: "they" means the organisation named last before it, in this sentence or the one
        before, if nothing stands between that it could mean too.
        """
        found: set[str] = set()
        houses: list[Mention] = []
        people: list[Mention] = []
        self._sentence += 1
        for index in range(bisect_left(self._starts, sentence_start), len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= end:
                break
            if mention.person is not None and mention.person != speaker:
                people.append(mention)
            if mention.partner_type in _SIDES or aside[0] <= mention.start < aside[1]:
                continue
            if mention.start >= start:
                found.add(mention.partner_type)
            if mention.is_house:
                houses.append(mention)
        self._begin = sentence_start
        self._add_pronouns(found, start, end, own_type, houses)
        self._add_people(found, start, end, people, own_type=own_type, speaker=speaker)
        for match in _ITS_PARTNER.finditer(self._low, start, end):
            named = [house.partner_type for house in houses if house.start < match.start()][-1:]
            found.update(_OTHER_SIDE[kind] for kind in named if kind in _OTHER_SIDE)
        self._antecedent = houses[-1] if houses else None
        self._is_subject = bool(houses) and houses[-1].start - sentence_start <= _AT_HEAD
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

    def _add_people(
        self, found: set[str], start: int, end: int, people: Sequence[Mention], *, own_type: str | None, speaker: str | None
    ) -> None:
        """`thanked him`, `his company`; remembers who was named and who spoke."""
        before = [(self._sentence, p.person or "", p.partner_type) for p in people if p.start < start]
        if _OBJECT.match(self._low, start, end):
            recent = [kind for at, who, kind in (*self._people, *before) if who != speaker and self._sentence - at <= _RECENT]
            found.update(recent[-1:])
        for match in _THEIR_OWN.finditer(self._low, start, end):
            named = [p for p in people if start <= p.start < match.start()] if match["whose"] in ("his", "her") else []
            kind = named[-1].partner_type if named else own_type
            found.update([kind] if kind is not None and kind not in _SIDES else [])
        if speaker is not None and own_type is not None and own_type not in _SIDES:
            self._people.append((self._sentence, speaker, own_type))
        self._people += [(self._sentence, p.person or "", p.partner_type) for p in people if p.partner_type not in _SIDES]
        del self._people[:-4]

    def _meant(self, position: int, houses: Sequence[Mention]) -> str | None:
        """The type of the organisation that "they" at `position` means; None where people or things stand between."""
        house = next((mention for mention in reversed(houses) if mention.start < position), self._antecedent)
        if house is not None and house is self._antecedent and self._is_subject and position - self._begin <= _AT_HEAD:
            return house.partner_type  # subject goes on as subject: "The Council was new. They did not …"
        if house is None or _PLURALS.search(self._low, house.end, position):
            return None
        return house.partner_type


def _lower(flat: str) -> str:
    """Lower case with positions kept (a few letters grow when lowered)."""
    low = flat.lower()
    return low if len(low) == len(flat) else "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)


_BLANKS = re.compile(r" {2,}")


def _squeeze(flat: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with single blanks, so that a name broken between lines is found; and where how many blanks were taken out."""
    if "  " not in flat:
        return flat, []
    gaps = [(match.start() + 1, match.end() - match.start() - 1) for match in _BLANKS.finditer(flat)]
    return _BLANKS.sub(" ", flat), gaps


def _spread(mentions: Sequence[Mention], gaps: Sequence[tuple[int, int]]) -> list[Mention]:
    """Mentions of squeezed text, in order, at their places in the text as it is."""
    if not gaps:
        return list(mentions)
    taken = 0
    places, sums = [], [0]
    for at, size in gaps:
        places.append(at - taken)  # in squeezed text
        taken += size
        sums.append(taken)
    return [m._replace(start=m.start + sums[bisect_right(places, m.start)], end=m.end + sums[bisect_left(places, m.end)]) for m in mentions]


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
            person = None if is_house else found.person_id
            hits += [Mention(start, start + size, kind, is_house, person) for start in starts]
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
        if index >= 0 and noun.start - before[index] <= _SHORTLY and not _is_of_others(noun, before[index], places):
            kept.append(noun)
    return kept


def _is_of_others(noun: Mention, named: int, places: Mapping[str, Sequence[int]]) -> bool:
    """`The company` is the joint one only where no private one was named after it."""
    private = places.get("private", ())
    return noun.partner_type == "joint" and any(named < place < noun.start for place in private)


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
