"""Who the words at the head of a sentence name: a person, an organisation, a body, a pronoun, or nobody who speaks."""

import re
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes.words import NOBODIES, OFFICE_MODIFIERS, OFFICES, PARTICLES
from liftmine.attribution.model import Found, Party
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.people.names import NEVER_NAMES, read_name
from liftmine.attribution.people.pseudonyms import canonical_name, make_person_id


class Sort(Enum):
    """What a subject is, as far as frames care."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COLLECTIVE = "collective"
    PRONOUN = "pronoun"
    DUMMY = "dummy"  # it, there
    NOBODY = "nobody"


class Subject(NamedTuple):
    """A subject as read. `offset` counts characters before it that belong to something else (a heading glued to it).

    `is_strong`: no one would take the words for anything else, because someone listed, an office or a title stands there.
    """

    sort: Sort
    label: str
    found: Found | None = None
    offset: int = 0
    is_strong: bool = False


NOBODY = Subject(Sort.NOBODY, "")
COLLECTIVE = Found(Party.COLLECTIVE, Basis.COLLECTIVE_NOUN, 0.92, partner_type="collective")

_WORD = r"[A-Z][\w'’&./-]*"
_AS_SAID = r"(?!(?:RESOLVED|AGREED|NOTED|DECIDED|APPROVED|ACCEPTED|RATIFIED|ADOPTED)\b)"  # a verb, whatever its letters
_SMALL = r"(?:of|for|and|from|with|the|de|van|von|der|la|on|to|in|behalf)(?=\s)"
RUN = rf"{_WORD}(?:\s+(?:{_AS_SAID}[A-Z0-9][\w'’&./-]*|{_SMALL}|&)){{0,14}}"
"""Capitalised words in a row, with the small words that may stand between them. Linear: no word can be read two ways."""

_BODIES = re.compile(
    r"(?:(?:The|All|Both|Several|Some|Many|Most|Other|Our|Various|Those)\s+(?:other\s+)?(?:of\s+(?:the|our)\s+)?|(?:A\s+number|"
    r"Each|A\s+few)\s+of\s+the\s+)?"
    r"(?:[\w'’&-]+\s+){0,5}?"
    r"(?:Board|Committee|Sub-?committee|Trustees?|Members|Directors|Governors|Governing\s+Body|Panel|Cabinet|Shareholders|"
    r"Attendees|Commissioners|"
    r"Group|Councillors|Those\s+present|Everyone|Meeting|Task\s?force|Board\s+of\s+\w+|Forum)"
    r"(?:\s+(?:members|directors|as\s+a\s+whole|of\s+(?:the\s+)?(?:\w+\s+){0,2}(?:Board|Committee|Group|Directors|Trustees|Governors)))?",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\b(?:chair\w*|head|secretary|clerk|lead|leader|director|manager|officer|president|treasurer|member)\s+(?:of|for|on|to)\b",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:the|our|an?|one|another|his|her)?\s*(?:[\w'’&/,-]+\s+){0,7}?"
    r"(?:chair|chairman|chairwoman|chairperson|president|vice-chair|secretary|treasurer|clerk|officer|manager|director|executive|"
    r"head|lead|leader|"
    r"mayor|councillor|auditors?|lawyer|attorney|counsel|consultants?|architects?|engineer|planner|administrator|coordinator|"
    r"co-ordinator|accountant|"
    r"minister|commissioner|representatives?|advis[eo]rs?|surveyor|supervisor|superintendent|librarian|residents?|speaker|questioner|member|"
    r"trustee|governor|"
    r"ceo|cfo|coo|gm|member\s+of\s+the\s+public|solicitor|nurse|matron|convenor)"
    r"(?:\s+(?:of|for|on)\s+[\w'’&, -]{2,60})?",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"(?:an?|one|another|a\s+second|a\s+third)\s+(?:\w+\s+)?(?:member|questioner|speaker|resident|visitor|shareholder|attendee|person|"
    r"gentleman|lady|member\s+of\s+the\s+(?:public|audience))",
    re.IGNORECASE,
)
"""Somebody of whom no more is told: not even a member need be of the body that meets."""
_STAFF = re.compile(
    r"(?:the\s+|our\s+|[A-Z]{2,6}\s+|senior\s+|library\s+)*(?:staff(?:\s+members?)?|officers|management|team)", re.IGNORECASE
)
_PLURAL_OFFICES = {
    "Directors": "Director",
    "Messrs": "Mr",
    "Messrs.": "Mr",
    "Councillors": "Councillor",
    "Cllrs": "Cllr",
    "Members": "Member",
}
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Director|Professor|Sir)"
_SERIES_GAP = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")
_SERIES_OF = 3
_ORIGIN = frozenset(("of", "from", "for", "with"))
_PLURAL_LETTERS = re.compile(r"[A-Z]{2,5}s")
"""GPs, PCTs: a kind of people, or of bodies."""
_FIXED = {
    **{word: Subject(Sort.PRONOUN, word.lower()) for word in ("He", "She", "They", "he", "she", "they")},
    **{word: Subject(Sort.DUMMY, word) for word in ("It", "There")},
    **{word: Subject(Sort.COLLECTIVE, word, COLLECTIVE) for word in ("We", "All", "Everyone")},
    **dict.fromkeys(sorted(NOBODIES), NOBODY),
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
        """The subject that `run` names."""
        subject = self._memo.get(run)
        if subject is None:
            subject = self._memo[run] = _anonymous(run) or (self._series(run) if ", " in run else self._read(run))
        return subject

    def is_listed(self, label: str) -> bool:
        """Does the directory know a person under this label?"""
        found = self._directory.find(label)
        return found is not None and found.party is Party.PERSON

    def _read(self, run: str) -> Subject:
        words = run.split()
        while len(words) > 1 and words[-1] in PARTICLES:
            words.pop()
        label = " ".join(words).rstrip(".")
        found = self._directory.find(label)
        if found is not None and found.party is not Party.COLLECTIVE and not found.basis.endswith("_unlisted"):
            return _known(label, found, 0)
        noun = _noun_of(label)
        if noun is Sort.NOBODY:
            return NOBODY
        if noun is Sort.COLLECTIVE or (found is not None and found.party is Party.COLLECTIVE):
            return Subject(Sort.COLLECTIVE, label, COLLECTIVE)
        if noun is Sort.ORGANISATION:
            return Subject(Sort.ORGANISATION, label, self._staff)
        if found is not None:
            return (self._glued(run, words) if len(words) > 3 else None) or _known(label, found, 0)
        return (
            self._joint(words)
            or self._with_office(run, words)
            or self._with_origin(words)
            or self._glued(run, words)
            or self._unlisted(label)
        )

    def _joint(self, words: list[str]) -> Subject | None:
        """`AB and CD asked`: two voices at once. The partner type is theirs if it is one."""
        at = max((i for i, word in enumerate(words) if word in ("and", "&")), default=0)
        if not 0 < at < len(words) - 1 <= 11:
            return None
        office = _PLURAL_OFFICES.get(words[0])
        first, second = ([office, *words[1:at]], [office, *words[at + 1 :]]) if office else (words[:at], words[at + 1 :])
        left, right = self.read(" ".join(first)), self.read(" ".join(second))
        if left.sort is not Sort.PERSON or right.sort is not Sort.PERSON or left.found is None or right.found is None or right.offset:
            return None
        if right.found.basis == Basis.UNLISTED_WORD and not _ORIGIN.isdisjoint(first):
            return None  # "Ann Ray of Moss and Reed"
        kind = left.found.partner_type if left.found.partner_type == right.found.partner_type else "unknown"
        return Subject(Sort.PERSON, " ".join(words), Found(Party.PERSON, Basis.JOINT, 0.8, partner_type=kind), left.offset, is_strong=True)

    def _series(self, run: str) -> Subject:
        """`AB, CD and the Clerk asked`: three voices and more at once, each of them somebody else."""
        voices = [self.read(piece) for piece in _SERIES_GAP.split(run) if piece]
        found = [
            v.found
            for v in voices
            if v.sort is Sort.PERSON and v.is_strong and v.found and not v.offset and v.found.basis != "role_unlisted"
        ]
        if len(found) < len(voices) or len({who.person_id for who in found}) < max(len(voices), _SERIES_OF):
            return NOBODY
        kinds = {who.partner_type for who in found}
        kind = kinds.pop() if len(kinds) == 1 else "unknown"
        return Subject(Sort.PERSON, run.rstrip("."), Found(Party.PERSON, Basis.JOINT, 0.8, partner_type=kind), is_strong=True)

    def _with_office(self, run: str, words: list[str]) -> Subject | None:
        """`Director Kemp`, `Acting General Manager Liz Ray`, and the same behind a heading."""
        last = max((i for i, word in enumerate(words) if word.rstrip(".") in OFFICES), default=len(words))
        name = words[last + 1 :]
        name = name[: next((i for i, word in enumerate(name) if word in PARTICLES and word != "and"), len(name))]
        if not 0 < len(name) <= 4 or any(word.casefold() in NEVER_NAMES for word in name):
            return None
        start = last
        while start and words[start - 1].rstrip(".") in OFFICES | OFFICE_MODIFIERS:
            start -= 1
        short = " ".join([words[last], *name])
        label = " ".join(words[start : last + 1 + len(name)])
        found = next(filter(None, map(self._directory.find, (short, label, " ".join(name)))), None) or self._stranger(short)
        return _known(label, found, _offset(run, words, start))

    def _with_origin(self, words: list[str]) -> Subject | None:
        """`Ann Ray from Northbridge PCT`: the person if listed, else someone of that organisation."""
        at = next((i for i, word in enumerate(words) if word in ("from", "with", "for", "on", "of") and i), 0)
        subject = self.read(" ".join(words[:at])) if at else NOBODY
        if subject.sort is not Sort.PERSON or subject.found is None:
            return None
        origin = " ".join(word for word in words[at + 1 :] if word not in ("behalf", "of"))
        is_owned = bool(at) and words[at] == "of"
        house = self._directory.find(origin) if origin and (is_owned or subject.found.partner_type == "unknown") else None
        if is_owned and (house is None or house.party is not Party.ORGANISATION or house.basis.endswith("_unlisted")):
            return None
        if house is not None and is_owned and subject.found.organisation_id == house.organisation_id:
            return subject
        if house is None or house.party is not Party.ORGANISATION:
            return subject
        found = replace(
            subject.found,
            basis=Basis.STATED_ORGANISATION,
            confidence=0.85,
            person_id=None if is_owned else subject.found.person_id,
            organisation_id=house.organisation_id,
            partner_type=house.partner_type,
        )
        return subject._replace(found=found, label=" ".join(words) if is_owned else subject.label)

    def _glued(self, run: str, words: list[str]) -> Subject | None:
        """A heading runs into a listed person's name: the longest end of the run that is someone."""
        for size in (4, 3, 2):
            if len(words) > size and words[-size] not in PARTICLES:
                label = " ".join(words[-size:])
                found = self._directory.find(label)
                is_listed = found is not None and found.party is Party.PERSON and not found.basis.startswith(("role", "full_name_unlisted"))
                if found is not None and is_listed:
                    return _known(label, found, _offset(run, words, len(words) - size))
        return None

    def _unlisted(self, label: str) -> Subject:
        """Nobody the directory knows: a role, or one word that is never a common noun in this text."""
        if _ROLES.fullmatch(label):
            return Subject(Sort.PERSON, label, Found(Party.PERSON, Basis.UNLISTED_ROLE, 0.7))
        is_word = label.isalpha() and not label.isupper() and label[0].isupper() and len(label) >= 3
        if not is_word or label.casefold() in NEVER_NAMES or f" {label.lower()}" in self._flat or self._is_plural(label):
            return NOBODY
        return Subject(Sort.PERSON, label, Found(Party.PERSON, Basis.UNLISTED_WORD, 0.6))

    def _is_plural(self, label: str) -> bool:
        """`Patients`, `Residents`: a name that ends so is somewhere written with a title or an initial."""
        return label.endswith("s") and not label.endswith("ss") and not re.search(rf"(?:\b{_TITLE}\.?|\b[A-Z]\.) {label}\b", self._flat)

    def _stranger(self, label: str) -> Found:
        """Someone who speaks without being listed: the same pseudonym wherever the same name stands."""
        name = read_name(label, bare=True)
        person = make_person_id(self._scope, canonical_name(name)) if name else None
        return Found(Party.PERSON, Basis.UNLISTED_NAME, 0.85, person, gender=name.gender if name else None)


def _known(label: str, found: Found, offset: int) -> Subject:
    """A subject the directory resolves. Organisations it only guesses are third parties: what they say is nobody's voice here."""
    if found.basis == "organisation_unlisted":
        return NOBODY
    if found.party is Party.AMBIGUOUS:
        return Subject(Sort.PERSON, label, replace(found, party=Party.PERSON, person_id=None), offset, is_strong=True)
    sorts = {Party.PERSON: Sort.PERSON, Party.ORGANISATION: Sort.ORGANISATION, Party.COLLECTIVE: Sort.COLLECTIVE}
    return Subject(sorts[found.party], label, found, offset, is_strong=True)


@lru_cache(maxsize=1 << 14)
def _noun_of(label: str) -> Sort | None:
    """What the nouns of a label mean in every document: nobody ("PCTs"), a body, the staff; None where they tell nothing."""
    if _PLURAL_LETTERS.fullmatch(label):
        return Sort.NOBODY
    if _BODIES.fullmatch(label) and not _HOLDER.search(label):
        return Sort.COLLECTIVE
    return Sort.ORGANISATION if _STAFF.fullmatch(label) else None


@lru_cache(maxsize=1 << 14)
def _anonymous(run: str) -> Subject | None:
    """`A member`, `one questioner`: somebody, of no side that could be told."""
    return Subject(Sort.PERSON, run, Found(Party.PERSON, Basis.UNLISTED_ROLE, 0.7)) if _ANONYMOUS.fullmatch(run) else None


def _offset(run: str, words: list[str], start: int) -> int:
    """Where word number `start` begins in `run`, whose words stand one or more blanks apart."""
    position = 0
    for word in words[:start]:
        position = run.index(word, position) + len(word)
    return run.index(words[start], position)
