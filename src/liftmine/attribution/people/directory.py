"""Whom a label leads to in one document: people by name, initials, office and role; organisations; collective bodies."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self

from liftmine.attribution.attendance.chairs import CHAIR_LABELS, find_opening_chairs
from liftmine.attribution.model import Attendee, Found, Paper, Party
from liftmine.attribution.people.abbreviations import read_definitions
from liftmine.attribution.people.affiliation import Affiliations
from liftmine.attribution.people.known_people import (
    FULL_NAME,
    KnownPerson,
    agrees,
    derives,
    full_aliases,
    key_of,
    know_people,
    make_found,
    short_aliases,
    with_basis,
)
from liftmine.attribution.people.names import INITIALS, NEVER_NAMES, Name, parse_name, read_name
from liftmine.attribution.people.organisations import normalise
from liftmine.attribution.people.people import OFFICE, ROLE
from liftmine.attribution.people.pseudonyms import make_person_id
from liftmine.attribution.transcripts.interview_labels import InterviewLabels
from liftmine.attribution.transcripts.introductions import read_introductions
from liftmine.study.model import Organisation

_COLLECTIVE = frozenset(
    (
        *("board", "board members", "members", "trustees", "committee", "committee members", "directors", "governors", "governing body"),
        *("governing body members", "members of the board", "members of the committee", "board of directors", "board of trustees"),
        *("council", "councillors", "group", "sub-committee", "subcommittee", "sub-group", "panel", "meeting", "forum", "partners"),
        *("attendees", "all", "everyone", "everybody", "those present", "all present", "all members", "project board", "steering group"),
        *("working group", "executive committee", "commissioners", "executive", "the public", "delegates", "team", "assembly", "cabinet"),
        *("senate", "partnership board", "executive board"),
    )
)
_CHAIR_OFFICE = re.compile(r"\bchair(?:man|woman|person)?\b|\bpresident\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_OFFICES = frozenset(("director", "councillor", "commissioner", "member", "trustee", "governor", "councilman", "supervisor", "alderman"))

_FROM_OUTSIDE = re.compile(r"(?:external|outside|independent|visiting|guest)\b", re.IGNORECASE)
_ROLE_WORDS = 6  # a role is not named with more
_ENOUGH_HOLDERS = 3  # so many holders of an office make it an office of the body that meets

OFFICE_LISTED, INITIALS_DEFINED = 0.97, 0.97
ROLE_LISTED, GIVEN_NAME, INITIALS_DERIVED, ORGANISATION = 0.92, 0.85, 0.85, 0.85
UNLISTED_INITIALS, UNLISTED_ROLE, COLLECTIVE = 0.80, 0.80, 0.92


class Directory:
    """The people and organisations of one meeting or interview. Built once per document; lookups are memoised."""

    def __init__(self, people: Sequence[KnownPerson], affiliations: Affiliations, text: str) -> None:
        self._people = people
        self._affiliations = affiliations
        self._text = text
        self._definitions = read_definitions(text, affiliations.organisations, affiliations.day)
        self._memo: dict[str, Found | None] = {}
        self._offices: dict[str, bool] = {}
        self._by_surname: dict[str, list[KnownPerson]] = {}
        self._by_initials: dict[str, list[KnownPerson]] = {}
        for person in people:
            self._by_surname.setdefault(key_of(person.name.surname), []).append(person)
            if person.initials:
                self._by_initials.setdefault(_letters(person.initials), []).append(person)
        if not any(person.is_chair for person in people):
            for person in self._chairs_in_text():
                if not person.is_listed:
                    self._by_surname.setdefault(key_of(person.name.surname), []).append(person)
        self._interview_labels = InterviewLabels(affiliations, self._introduced())
        for short, names in self._definitions.people.items():
            for name in names:
                person = self._known(name) or self._stranger(name, "text", FULL_NAME)
                self._by_initials.setdefault(short, [])
                if all(other.found.person_id != person.found.person_id for other in self._by_initials[short]):
                    self._by_initials[short].append(person)

    @classmethod
    def for_meeting(cls, attendees: Sequence[Attendee], paper: Paper, day: date | None, text: str) -> Self:
        """Built from the attendance list, the study's roster on the day, and what the text itself defines.

        `text` is searched for definitions in brackets ("Jane Smith (JS)", "Partnerships for Health (PfH)") and for full names.
        """
        named = [(attendee, name) for attendee in attendees if (name := parse_name(attendee.name))]
        affiliations = Affiliations(paper, day, [name for _, name in named], text)
        return cls(know_people(named, affiliations, text), affiliations, text)

    def find(self, label: str) -> Found | None:
        """Whom `label` leads to.

        Labels are "Director Kemp", "the Chair", "AM", "Ms Ray", "Dr J Smith", "the Finance Director", "Northbridge PCT", "the Board".
        A label that fits two people present gives party AMBIGUOUS; one that fits nobody and is no name gives None.
        """
        if label not in self._memo:
            self._memo[label] = self._find(_POSSESSIVE.sub("", " ".join(label.split()).strip(" ,;:.*")))
        return self._memo[label]

    def names(self) -> tuple[tuple[str, Found], ...]:
        """A gazetteer for the search of targets, longest alias first.

        Organisations' names and aliases, abbreviations the text defines, full names, title + surname, initials as defined.
        """
        found: dict[str, Found] = {}
        for alias, organisation in self._affiliations.organisations.aliases(self._affiliations.day):
            found.setdefault(alias, self._organisation(organisation))
        for short, organisation in self._definitions.organisations.items():
            found.setdefault(short, self._organisation(organisation))
        for person in self._people:
            if len(self._by_surname[key_of(person.name.surname)]) == 1:
                full = with_basis(person.found, "full_name", FULL_NAME)
                for alias in full_aliases(person):
                    found.setdefault(alias, full)
                rest = short_aliases(person)
            else:
                rest = (*full_aliases(person), *short_aliases(person))
            for alias in rest:
                match = self.find(alias)
                if match and match.party is Party.PERSON:
                    found.setdefault(alias, match)
        return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))

    def _introduced(self) -> Found | None:
        """The one person the head of an interview introduces; of several, none can be told by a part alone."""
        people = read_introductions(self._text) if self._affiliations.paper.kind == "interview" else ()
        person = self._known(people[0].name) if len(people) == 1 else None
        return person.found if person else None

    def _find(self, label: str) -> Found | None:
        if self._affiliations.paper.kind == "interview" and (found := self._interview_labels.find(label)):
            return found
        organisation = self._affiliations.organisations.find(label, self._affiliations.day) or self._definitions.organisations.get(
            label.removeprefix("the ")
        )
        if organisation:
            return self._organisation(organisation)
        words = _read_label(label)
        if words.bare in _COLLECTIVE or words.bare in CHAIR_LABELS:
            is_chair = words.bare in CHAIR_LABELS
            return self._chair() if is_chair else Found(Party.COLLECTIVE, "collective", COLLECTIVE, partner_type="collective")
        if words.is_initials:
            return self._by_letters(label)
        found = None
        if words.name is not None:
            found = self._single(words.name) if words.is_word else self._named(words.name, words.office)
        return found or (self._by_role(words.bare) if words.is_role else None)

    def _organisation(self, organisation: Organisation) -> Found:
        return _organisation_found(organisation.id, organisation.partner_type)

    def _chair(self) -> Found:
        """The chair of the meeting; where the chair is away, whoever acts; where nobody is listed, someone of the body that meets."""
        chairs = [p for p in self._people if p.is_chair and p.is_present] or self._chairs_in_text()
        acting = chairs or [
            p for p in self._people if p.is_present and re.search(r"\b(?:vice|deputy|acting)[ -]chair", p.role, re.IGNORECASE)
        ]
        if len(acting) == 1:
            return replace(acting[0].found, basis="role" if chairs else "role_acting", confidence=ROLE_LISTED if chairs else UNLISTED_ROLE)
        return self._choose(acting, "role", ROLE_LISTED) if acting else self._unlisted_role("chair")

    def _chairs_in_text(self) -> list[KnownPerson]:
        """Who opens the meeting as its chair, where the list names none."""
        people = [self._known(name) or self._stranger(name, "chair", FULL_NAME) for name in find_opening_chairs(self._text)]
        known = {person.found.person_id: person for person in people}
        return list(known.values()) if len(known) == 1 else []

    def _unlisted_role(self, role: str) -> Found:
        """A role nobody is listed with: a person known by it in this document only, and of the body that meets unless from outside."""
        paper = self._affiliations.paper
        person = make_person_id(f"{paper.partnership.id}\0{paper.document_id}", f"role {role}")
        house = None if _FROM_OUTSIDE.match(role) else self._affiliations.host()
        return make_found(person, house, None, "role_unlisted", UNLISTED_ROLE - 0.1)

    def _by_letters(self, label: str) -> Found | None:
        letters = _letters(label)
        defined = self._by_initials.get(letters) or self._by_initials.get(label)
        if defined:
            return self._choose(defined, "initials", INITIALS_DEFINED)
        if label in self._definitions.things:
            return Found(Party.ORGANISATION, "organisation_unlisted", 0.6) if self._definitions.things[label] else None
        derived = [p for p in self._people if p.is_present and derives(letters, p.name)] or [
            p for p in self._people if derives(letters, p.name)
        ]
        if derived:
            return self._choose(derived, "initials_derived", INITIALS_DERIVED)
        if re.search(rf"\b[Tt]he {re.escape(label)}\b", self._text):
            return Found(Party.ORGANISATION, "organisation_unlisted", 0.6)
        if not 2 <= len(label) <= 5:
            return None
        paper = self._affiliations.paper
        return Found(
            Party.PERSON,
            "initials_unlisted",
            UNLISTED_INITIALS,
            make_person_id(f"{paper.partnership.id}\0{paper.document_id}", f"initials {letters}"),
        )

    def _named(self, name: Name, office: str) -> Found | None:
        """A full name, or a surname with title or office."""
        candidates = [p for p in self._by_surname.get(key_of(name.surname), ()) if agrees(p.name, name)]
        basis, confidence = ("full_name", FULL_NAME) if name.is_full else ("office" if office else "title", OFFICE_LISTED)
        if len(candidates) > 1 and office:
            held = [p for p in candidates if key_of(office.rsplit(maxsplit=1)[-1]) in key_of(p.role)]
            candidates = held or candidates
        if candidates:
            found = self._choose(candidates, basis, confidence)
            return replace(found, gender=name.gender) if name.gender else found
        return self._stranger(name, office, 0.9 if name.is_full else 0.85).found

    def _stranger(self, name: Name, office: str, confidence: float) -> KnownPerson:
        """Someone the list does not hold: a person all the same; of the body that meets only where the office is one of its own."""
        affiliation = self._affiliations.from_roster(name)
        basis = "full_name_unlisted" if name.is_full else "office_unlisted" if office else "title_unlisted"
        if affiliation is None and office and self._is_own_office(office):
            affiliation, basis = self._affiliations.host(), "office"
        full = self._affiliations.full_name(name)
        found = make_found(self._affiliations.person_id(name), affiliation, name.gender, basis, confidence)
        return KnownPerson(full, found, office, is_present=False, is_listed=False)

    def _is_own_office(self, office: str) -> bool:
        """An office of the body that meets: its chair, or what at least three of its listed people, or of those the text names, hold."""
        word = office.rsplit(maxsplit=1)[-1].casefold()
        if word not in self._offices:
            holders = sum(
                word in key_of(p.role).split() or word in key_of(p.role).replace(",", " ").split() for p in self._people if p.is_listed
            )
            if holders < _ENOUGH_HOLDERS and word in _OFFICES:
                holders = len(set(_office_use(word).findall(self._text)))
            self._offices[word] = holders >= _ENOUGH_HOLDERS or bool(_CHAIR_OFFICE.search(word))
        return self._affiliations.paper.home_organisation is not None and self._offices[word]

    def _known(self, name: Name) -> KnownPerson | None:
        matches = [p for p in self._by_surname.get(key_of(name.surname), ()) if agrees(p.name, name)]
        return matches[0] if len(matches) == 1 else None

    def _single(self, name: Name) -> Found | None:
        """One word: a surname that one person has, else a given name that one person has."""
        surname = self._by_surname.get(key_of(name.surname), [])
        if surname:
            return self._choose(surname, "surname", GIVEN_NAME)
        given = [p for p in self._people if key_of(p.name.given) == key_of(name.surname)]
        present = [p for p in given if p.is_present] or given
        return self._choose(present, "given_name", GIVEN_NAME) if present else None

    def _by_role(self, bare: str) -> Found | None:
        """By the words of the role as listed: "the Finance Director", "Clerk to the Board"."""
        exact = [p for p in self._people if p.role and bare in _role_pieces(p.role)]
        wanted = _role_words(bare)
        short = "".join(word[0] for word in bare.split())  # a list may say GM for the General Manager
        exact = exact or [p for p in self._people if len(short) > 1 and p.role.isupper() and p.role.casefold() == short]
        close = exact or [p for p in self._people if p.role and wanted and wanted <= _role_words(p.role)]
        present = [p for p in close if p.is_present] or close
        if present:
            return self._choose(present, "role", ROLE_LISTED if exact else ROLE_LISTED - 0.05)
        return self._unlisted_role(bare) if bare.count(" ") < _ROLE_WORDS and ROLE.search(bare.rsplit(maxsplit=1)[-1]) else None

    def _choose(self, people: Sequence[KnownPerson], basis: str, confidence: float) -> Found:
        """The one person meant; of several the one present; else ambiguous, with the partner type only where all share it."""
        distinct = {p.found.person_id: p for p in people}
        present = {key: p for key, p in distinct.items() if p.is_present}
        chosen = present if len(present) == 1 else distinct
        if len(chosen) == 1:
            return with_basis(next(iter(chosen.values())).found, basis, confidence)
        types = {p.found.partner_type for p in chosen.values()}
        return Found(Party.AMBIGUOUS, "ambiguous", 0.5, partner_type=next(iter(types)) if len(types) == 1 else "unknown")


class _Label(NamedTuple):
    """What a label says by itself, whoever is meant. `is_word`: the name is one word, which may be a surname or a given name."""

    bare: str
    is_initials: bool
    is_role: bool
    name: Name | None = None
    office: str = ""
    is_word: bool = False


@lru_cache(maxsize=1 << 14)
def _read_label(label: str) -> _Label:
    """Remembered, because all papers of a body call the same people by the same words."""
    bare = normalise(label)
    is_initials = INITIALS.fullmatch(label) is not None and not (len(label) > 4 and label.isupper())
    read = _Label(bare, is_initials, ROLE.search(bare) is not None)
    if (name := read_name(label)) and name.end == len(label):
        return read._replace(name=name)
    office = OFFICE.match(label)
    if office and (name := read_name(label, office.end(), bare=True)) and name.end == len(label):
        return read._replace(name=name, office=office.group().strip())
    name = read_name(label, bare=True)
    is_word = name is not None and name.end == len(label) and key_of(label) not in NEVER_NAMES
    return read._replace(name=name, is_word=True) if is_word else read


@lru_cache(maxsize=1 << 14)
def _office_use(office: str) -> re.Pattern[str]:
    """The office before a surname; the pattern begins with letters, which is found fast."""
    return re.compile(rf"{office.capitalize()} ([A-Z][\w’'-]+)")


@lru_cache(maxsize=1 << 14)
def _organisation_found(organisation_id: str, partner_type: str) -> Found:
    return Found(Party.ORGANISATION, "organisation", ORGANISATION, organisation_id=organisation_id, partner_type=partner_type)


@lru_cache(maxsize=1 << 12)
def _role_pieces(role: str) -> frozenset[str]:
    return frozenset(piece.casefold() for piece in re.split(r",\s*", role))


@lru_cache(maxsize=1 << 14)
def _role_words(role: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]+", role.casefold()) if word not in ("of", "the", "and", "for", "to", "s"))


def _letters(initials: str) -> str:
    return re.sub(r"[^A-Za-z]", "", initials)
