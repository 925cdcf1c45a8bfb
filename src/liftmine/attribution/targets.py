"""Of whom a sentence speaks: partner types, by names, generic nouns and pronouns (ATTRIBUTION §4, pass 8)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from liftmine.attribution.mentions import NO_SIDES, Mention, find_all, lower
from liftmine.attribution.minutes.frames import PROCEDURE, Sentence

Place = TypeVar("Place", bound=tuple[Any, ...])
_HIM = re.compile(r" h(?:im|er)\b")
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
    r"(?P<whose>his|her|our|my) (?:own )?(?:company|organisation|firm|team|staff|colleagues|men|people|board|managing director|"
    r"chief executive|authority|office|department|members|shareholders|employers?|directors|council|trust|bosses|lenders)\b"
)
"""What belongs to the side of whoever is meant."""
_ITS_PARTNER = re.compile(r"its (?:private |public |commercial )?partner\b")
_OTHER_SIDE = {"private": "public", "public": "private"}
_RECENT = 2  # sentences
_AT_HEAD = 4  # characters
_FARTHEST = 3_000  # characters that "they" reaches back: longer than any two sentences


class Target(NamedTuple):
    """A partner type that a sentence speaks of, and the words that mean it."""

    partner_type: str
    start: int
    end: int


def find_targets(flat: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Target]]:
    """The types each sentence speaks of, by type and place; acts of procedure speak of nobody.

    `flat` is the text with every white space character as a blank; sentences and mentions stand in reading order.
    """
    targets = _Targets(flat, mentions)
    return [targets.of(s) if s.content_start < s.end and s.voice is not PROCEDURE else [] for s in sentences]


def join_types(targets: Sequence[Target]) -> str:
    """The types, each once, joined by `;`."""
    return ";".join(dict.fromkeys(target.partner_type for target in targets))


class _Targets:
    """What any sentence of one document speaks of.

    "They" means the organisation named last before it, in this sentence or the one before, if nothing stands between that it could
    mean too; so sentences must come in reading order.
    """

    def __init__(self, flat: str, mentions: Sequence[Mention]) -> None:
        low = self._low = lower(flat)
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._pronouns = sorted((start + 1, word[1:]) for word in _PRONOUNS for start in find_all(flat if word == " us" else low, word))
        self._theirs = [(*match.span(), match["whose"]) for match in _words(_THEIR_OWN, low)]
        self._partners = [match.span() for match in _words(_ITS_PARTNER, low)]
        places = [*self._starts, *(place for place, _ in self._pronouns), *(place for place, *_ in self._theirs)]
        places += [*(place for place, _ in self._partners), *(match.start() for match in _HIM.finditer(low))]
        self._places = [*sorted(places), len(flat)]  # nobody is meant anywhere else
        self._antecedent: Mention | None = None
        self._people: list[tuple[int, str, str]] = []  # number of the sentence, person and type
        self._number = 0
        self._begin = 0
        self._is_subject = False  # the antecedent stood at the head of its sentence

    def of(self, sentence: Sentence) -> list[Target]:
        """Who is spoken of; "we" is the voice's own side, and who speaks is not spoken of."""
        found, is_told = sentence.voice.found, sentence.voice.mode in ("verbatim", "reported")
        own, speaker = (found.partner_type, found.person_id) if found is not None and is_told else (None, None)
        self._number += 1
        self._begin = sentence.start
        spoken: list[Target] = []
        houses: list[Mention] = []
        if self._places[bisect_left(self._places, sentence.start)] < sentence.end:  # hardly half of the sentences
            people = self._add_named(spoken, houses, sentence, speaker)
            self._add_pronouns(spoken, sentence.content_start, sentence.end, own, houses)
            self._add_people(spoken, sentence.content_start, sentence.end, people, own_type=own, speaker=speaker)
            self._add_partners(spoken, sentence.content_start, sentence.end, houses)
        elif speaker is not None and own is not None and own not in NO_SIDES:
            self._remember([(self._number, speaker, own)])
        self._antecedent = houses[-1] if houses else None
        self._is_subject = bool(houses) and houses[-1].start - sentence.start <= _AT_HEAD
        return sorted(spoken)

    def _add_named(self, spoken: list[Target], houses: list[Mention], sentence: Sentence, speaker: str | None) -> list[Mention]:
        """Adds whom the sentence names, and the organisations among them; gives the people."""
        people: list[Mention] = []
        first, behind = sentence.aside
        for index in range(bisect_left(self._starts, sentence.start), len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= sentence.end:
                break
            if mention.person is not None and mention.person != speaker:
                people.append(mention)
            if first <= mention.start < behind:
                continue
            if mention.start >= sentence.content_start:
                spoken.append(Target(mention.partner_type, mention.start, mention.end))
            if mention.is_house:
                houses.append(mention)
        return people

    def _add_partners(self, spoken: list[Target], start: int, end: int, houses: Sequence[Mention]) -> None:
        """`the PCT and its partner`."""
        for begin, close in _within(self._partners, start, end):
            named = _last_before(houses, begin) if close <= end else None
            if named is not None and named.partner_type in _OTHER_SIDE:
                spoken.append(Target(_OTHER_SIDE[named.partner_type], begin, close))

    def _add_pronouns(self, spoken: list[Target], start: int, end: int, own_type: str | None, houses: Sequence[Mention]) -> None:
        for position, word in _within(self._pronouns, start, end):
            named = _last_before(houses, position + 1)
            if named is not None and position < named.end:
                continue  # the "our" of "our private partner"
            kind = own_type if word in _OWN else self._meant(position, houses)
            if kind is not None and kind not in NO_SIDES:
                spoken.append(Target(kind, position, position + len(word)))

    def _add_people(
        self, spoken: list[Target], start: int, end: int, people: Sequence[Mention], *, own_type: str | None, speaker: str | None
    ) -> None:
        """`thanked him`, `his company`; remembers who was named and who spoke."""
        before = [(self._number, p.person or "", p.partner_type) for p in people if p.start < start]
        if addressed := _OBJECT.match(self._low, start, end):
            recent = [kind for at, who, kind in (*self._people, *before) if who != speaker and self._number - at <= _RECENT]
            spoken += [Target(kind, *addressed.span("who")) for kind in recent[-1:]]
        for begin, close, whose in _within(self._theirs, start, end):
            if close > end:
                continue
            named = _last_before(people, begin) if whose in ("his", "her") else None
            kind = named.partner_type if named is not None and named.start >= start else own_type
            if kind is not None and kind not in NO_SIDES:
                spoken.append(Target(kind, begin, close))
        voice = [(self._number, speaker, own_type)] if speaker is not None and own_type is not None and own_type not in NO_SIDES else []
        self._remember([*voice, *((self._number, p.person or "", p.partner_type) for p in people)])

    def _remember(self, people: list[tuple[int, str, str]]) -> None:
        self._people = [*self._people, *people][-4:]

    def _meant(self, position: int, houses: Sequence[Mention]) -> str | None:
        """The type of the organisation that "they" at `position` means; None where people or things stand between."""
        house = _last_before(houses, position) or self._antecedent
        if house is not None and house is self._antecedent and self._is_subject and position - self._begin <= _AT_HEAD:
            return house.partner_type  # subject goes on as subject: "The Council was new. They did not …"
        if house is None or position - house.end > _FARTHEST or _PLURALS.search(self._low, house.end, position):
            return None
        return house.partner_type


def _last_before(mentions: Sequence[Mention], place: int) -> Mention | None:
    """The last of the ordered `mentions` that begins before `place`: a sentence of five megabytes may hold thousands."""
    index = bisect_left(mentions, place, key=attrgetter("start"))
    return mentions[index - 1] if index else None


def _words(pattern: re.Pattern[str], low: str) -> list[re.Match[str]]:
    """Matches that begin a word. A pattern that begins with letters is found much faster than one that begins with a boundary."""
    matches = [(match, low[match.start() - 1 : match.start()]) for match in pattern.finditer(low)]
    return [match for match, before in matches if not before.isalnum() and before != "_"]


def _within(places: Sequence[Place], start: int, end: int) -> Sequence[Place]:
    """Those of the ordered `places` that begin between `start` and `end`."""
    return places[bisect_left(places, (start,)) : bisect_left(places, (end,))] if places else places
