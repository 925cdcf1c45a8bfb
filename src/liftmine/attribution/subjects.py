"""Who the words at the head of a sentence name: a person, an organisation, a body, a pronoun, or nobody who speaks."""

import re
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from liftmine.attribution.directory import Directory
from liftmine.attribution.model import Found, Party
from liftmine.attribution.names import read_name
from liftmine.attribution.pseudonyms import canonical_name, make_person_id


class Sort(Enum):
    """What a subject is, as far as frames care."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COLLECTIVE = "collective"
    PRONOUN = "pronoun"
    DUMMY = "dummy"  # it, there
    DECISION = "decision"  # "AGREED to …"
    NOBODY = "nobody"


class Subject(NamedTuple):
    """A subject as read. `offset` counts characters before it that belong to something else (a heading glued to it).

    `strong` says that no one would take the words for anything else: an office or title with a surname, or someone listed.
    """

    sort: Sort
    label: str
    found: Found | None = None
    offset: int = 0
    strong: bool = False


NOBODY = Subject(Sort.NOBODY, "")
COLLECTIVE = Found(Party.COLLECTIVE, "collective_noun", 0.92, partner_type="collective")

_WORD = r"[A-Z][\w'’&./-]*"
RUN = rf"{_WORD}(?:\s+(?:{_WORD}|(?:of|for|and|from|with|the|de|van|von|der|la|on|to|in|behalf)(?=\s)|&))" + r"{0,14}"
"""Capitalised words in a row, with the small words that may stand between them. Linear: no token can be read two ways."""

_OFFICE = (
    r"Director|Chair|Chairman|Chairwoman|Chairperson|Vice-Chair|Vice-Chairman|Vice-President|Member|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|"
    r"Baroness|Prof|Professor|Councillor|Councilor|Councilman|Councilwoman|Cllr|Mayor|Secretary|Treasurer|President|Commissioner|Manager|Officer|"
    r"Judge|Justice|Senator|Representative|Rep|Reverend|Rev|Trustee|Governor|Counsel|Attorney|Alderman|Supervisor|Chief|Superintendent|"
    r"Executive|GM|IGM|CEO|CFO|Minister|Alderwoman|Father|Captain|Colonel|Sergeant"
)
_OFFICES = frozenset(_OFFICE.split("|"))
_MODIFIERS = frozenset(
    "Acting Interim Deputy Vice Vice- General Assistant Senior Executive Chief Committee Board First Second 1st 2nd 3rd Managing Finance Operating "
    "Financial Medical Nursing Clinical Joint Non-Executive Past Former Lead Independent Associate Honorary Hon Area Project Programme The".split()
)
_BODIES = re.compile(
    r"(?:(?:The|All|Both|Several|Some|Many|Most|Other|Our|Some of the|Various|A number of|Several of the|Each of the|A few)\s+)?(?:[\w'’&-]+\s+){0,5}?"
    r"(?:Board|Committee|Sub-?committee|Trustees?|Members|Directors|Governors|Governing\s+Body|Panel|Cabinet|Shareholders|Attendees|Commissioners|"
    r"Group|Councillors|Those\s+present|Everyone|Meeting|Task\s?force|Board\s+of\s+\w+|Forum)"
    r"(?:\s+(?:members|directors|as\s+a\s+whole|of\s+(?:the\s+)?(?:\w+\s+){0,2}(?:Board|Committee|Group|Directors|Trustees|Governors)))?",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:the|our|an?|one|another|his|her)?\s*(?:[\w'’&/,-]+\s+){0,7}?(?:chair|chairman|chairwoman|chairperson|president|vice-chair|secretary|treasurer|clerk|officer|"
    r"manager|director|executive|head|lead|leader|mayor|councillor|auditors?|lawyer|attorney|counsel|consultants?|architects?|engineer|planner|"
    r"administrator|coordinator|co-ordinator|accountant|minister|commissioner|representatives?|advis[eo]rs?|surveyor|supervisor|superintendent|"
    r"librarian|resident|residents|speaker|member|trustee|governor|ceo|cfo|coo|gm|member\s+of\s+the\s+public|solicitor|nurse|matron|convenor)"
    r"(?:\s+(?:of|for|on)\s+[\w'’&, -]{2,60})?",
    re.IGNORECASE,
)
_STAFF = re.compile(r"(?:the\s+|our\s+|[A-Z]{2,6}\s+|senior\s+|library\s+)*(?:staff(?:\s+members?)?|officers|management|team)", re.IGNORECASE)
_PARTICLES = frozenset("of for and & from with the on to in behalf at".split())
_INITIALS = re.compile(r"[A-Z]{2,3}[a-z]{0,2}|[A-Z]{2,3}/[A-Z]{2,3}")
_NOT_A_NAME = frozenset(
    """Council Trust Committee Department Group Ltd Limited Inc Corporation Partners Agency Authority Commission Company University College Service
    Services Association Society Foundation Bank Hospital Centre Center Report Update Plan Project Programme Program Line Corridor Station Street Road
    Avenue Park City County State District Office Board Act Bill Fund Budget Strategy Policy Review Meeting Minutes Action Actions Motion Item Agenda
    Appendix Section Phase Stage Question Questions Answer Discussion January February March April May June July August September October November
    December Monday Tuesday Wednesday Thursday Friday Saturday Sunday North South East West New Total Other Next Date Library Government Community
    Rail Transit Bus Federal National Regional Annual Public Transportation Health Care Financial Operating Capital Contract Construction System
    This That These Those What When Where Which Who Why How If In On At As For From With Without By To Of And But Or So Yet Since While Although
    Also Then However Therefore There Here It Its Their Our Your My All Each Every Both Any Some No Not Only Even Please Thanks Yes Following During
    After Before Under Over Between Regarding Concerning Given Due Despite Once Until Resolution Recommended Note Present Absent Apologies Staff
    Members Chair Chairman Director Directors Vice Secretary Treasurer Mr Mrs Ms Dr Concern Concerns Comments Comment Customers Others People""".split()
)
_FIXED = {
    "He": Subject(Sort.PRONOUN, "he"),
    "She": Subject(Sort.PRONOUN, "she"),
    "They": Subject(Sort.PRONOUN, "they"),
    "he": Subject(Sort.PRONOUN, "he"),
    "she": Subject(Sort.PRONOUN, "she"),
    "they": Subject(Sort.PRONOUN, "they"),
    "It": Subject(Sort.DUMMY, "It"),
    "There": Subject(Sort.DUMMY, "There"),
    "We": Subject(Sort.COLLECTIVE, "We", COLLECTIVE),
    "All": Subject(Sort.COLLECTIVE, "All", COLLECTIVE),
    "Everyone": Subject(Sort.COLLECTIVE, "Everyone", COLLECTIVE),
    **{word: NOBODY for word in ("I", "You", "This", "That", "These", "Those", "Who", "What", "Which", "Many", "Some", "One", "Each", "Anyone", "Nobody")},
}


class Subjects:
    """Reads subjects of one document; each distinct string is looked at once."""

    def __init__(self, directory: Directory, flat: str, staff: Found, scope: str) -> None:
        """`flat` is the document on one line; `staff` is whom "staff" stands for; `scope` is the partnership's id."""
        self._directory = directory
        self._flat = flat
        self._staff = staff
        self._scope = scope
        self._memo: dict[str, Subject] = dict(_FIXED)

    def read(self, run: str) -> Subject:
        """The subject that `run` (white space reduced to single blanks by the reader) names."""
        subject = self._memo.get(run)
        if subject is None:
            subject = self._memo[run] = self._read(run)
        return subject

    def is_listed(self, label: str) -> bool:
        """Does the directory know a person under this label?"""
        found = self._directory.find(label)
        return found is not None and found.party is Party.PERSON

    def _read(self, run: str) -> Subject:
        words = run.split()
        while words and len(words) > 1 and words[-1] in _PARTICLES:
            words.pop()
        label = " ".join(words).rstrip(".")
        found = self._directory.find(label)
        if found is not None and found.party is not Party.COLLECTIVE:
            return _known(label, found, 0)
        if found is not None or _BODIES.fullmatch(label):
            return Subject(Sort.COLLECTIVE, label, COLLECTIVE)
        if _STAFF.fullmatch(label):
            return Subject(Sort.ORGANISATION, label, self._staff)
        for read in (self._joint, self._with_office, self._with_origin, self._glued, self._unlisted):
            subject = read(run, words)
            if subject is not None:
                return subject
        return NOBODY

    def _with_office(self, run: str, words: list[str]) -> Subject | None:
        """`Director Kemp`, `Acting General Manager Liz Ray`, and the same behind a heading; `Chief Executive` alone is a role."""
        places = [i for i, word in enumerate(words) if word.rstrip(".") in _OFFICES]
        if not places:
            return None
        last = places[-1]
        start = last
        while start and words[start - 1].rstrip(".") in _OFFICES | _MODIFIERS:
            start -= 1
        name = words[last + 1 :]
        if "and" in name or not name:
            return None
        cut = next((i for i, word in enumerate(name) if word in _PARTICLES), len(name))
        name = name[:cut]
        if not 0 < len(name) <= 4 or any(word in _NOT_A_NAME for word in name):
            return None
        label = " ".join(words[start : last + 1 + len(name)])
        offset = _offset(run, words, start)
        short = " ".join([words[last], *name])
        found = self._directory.find(short) or self._directory.find(label) or self._directory.find(" ".join(name))
        if found is None:
            found = self._stranger(short, 0.9)
        return _known(label, found, offset)

    def _joint(self, run: str, words: list[str]) -> Subject | None:
        """`AB and CD asked`: two voices at once. The partner type is theirs if it is one."""
        if len(words) > 12 or not {"and", "&"} & set(words):
            return None
        at = max(i for i, word in enumerate(words) if word in {"and", "&"})
        sides = [" ".join(words[:at]), " ".join(words[at + 1 :])]
        if not all(sides):
            return None
        left, right = (self.read(side) for side in sides)
        if left.sort is not Sort.PERSON or right.sort is not Sort.PERSON or left.found is None or right.found is None:
            return None
        same = left.found.partner_type == right.found.partner_type
        kind = left.found.partner_type if same else "unknown"
        return Subject(Sort.PERSON, " ".join(words), Found(Party.PERSON, "joint", 0.8, partner_type=kind), left.offset, strong=True)

    def _with_origin(self, run: str, words: list[str]) -> Subject | None:
        """`Ann Ray from Northbridge PCT`: the person if listed, else someone of that organisation."""
        at = next((i for i, word in enumerate(words) if word in {"from", "with", "of", "for", "on"} and i), None)
        if at is None:
            return None
        name, origin = " ".join(words[:at]), " ".join(w for w in words[at + 1 :] if w not in {"behalf", "of"})
        if _ROLES.fullmatch(name):
            return Subject(Sort.PERSON, " ".join(words), Found(Party.PERSON, "unlisted_role", 0.8)) if at == 1 else None
        subject = self.read(name)
        if subject.sort is not Sort.PERSON or subject.found is None or words[at] == "of":
            return None
        if subject.found.partner_type != "unknown":
            return subject
        house = self._directory.find(origin) if origin else None
        if house is None or house.party is not Party.ORGANISATION:
            return subject
        found = Found(Party.PERSON, "stated_organisation", 0.85, subject.found.person_id, house.organisation_id, house.partner_type)
        return subject._replace(found=found)

    def _glued(self, run: str, words: list[str]) -> Subject | None:
        """A heading runs into a listed person's name: the longest end of the run that is someone."""
        for size in (4, 3, 2):
            if len(words) > size:
                label = " ".join(words[-size:])
                found = self._directory.find(label) if words[-size] not in _PARTICLES else None
                if found is not None and found.party is Party.PERSON:
                    return _known(label, found, _offset(run, words, len(words) - size))
        return None

    def _unlisted(self, run: str, words: list[str]) -> Subject | None:
        """Nobody the directory knows: a role, undefined initials, or what is written like a name."""
        label = " ".join(words)
        if _ROLES.fullmatch(label):
            return Subject(Sort.PERSON, label, Found(Party.PERSON, "unlisted_role", 0.8))
        if not run[:1].isupper():
            return NOBODY
        if len(words) == 1:
            return self._single(label)
        name = read_name(label)
        if name is None or name.end < len(label) or len(words) > 4 or any(word in _NOT_A_NAME for word in words):
            return NOBODY
        if all(f" {word.lower()}" in self._flat for word in words):
            return NOBODY
        return Subject(Sort.PERSON, label, self._stranger(label, 0.8))

    def _stranger(self, label: str, confidence: float) -> Found:
        """Someone who speaks without being listed: the same pseudonym wherever the same name stands."""
        name = read_name(label, bare=True)
        person = make_person_id(self._scope, canonical_name(name)) if name else None
        gender = name.gender if name else None
        return Found(Party.PERSON, "unlisted_name", confidence, person, gender=gender)

    def _single(self, word: str) -> Subject:
        if word in _NOT_A_NAME or not word.replace("/", "").isalpha():
            return NOBODY
        lower = word.lower()
        if _INITIALS.fullmatch(word):
            if f"the {word} " in self._flat or f"The {word} " in self._flat:
                return NOBODY
            return Subject(Sort.PERSON, word, Found(Party.PERSON, "unlisted_initials", 0.8))
        if word.isupper() or len(word) < 3 or f" {lower}" in self._flat:
            return NOBODY
        return Subject(Sort.PERSON, word, Found(Party.PERSON, "unlisted_word", 0.6))




def _known(label: str, found: Found, offset: int) -> Subject:
    if found.party is Party.AMBIGUOUS:
        return Subject(Sort.PERSON, label, replace(found, party=Party.PERSON, person_id=None), offset, strong=True)
    sorts = {Party.PERSON: Sort.PERSON, Party.ORGANISATION: Sort.ORGANISATION, Party.COLLECTIVE: Sort.COLLECTIVE}
    return Subject(sorts[found.party], label, found, offset, strong=True)


def _offset(run: str, words: list[str], start: int) -> int:
    """Where word number `start` begins in `run`, whose words stand one or more blanks apart."""
    position = 0
    for word in words[:start]:
        position = run.index(word, position) + len(word)
    return run.index(words[start], position)
