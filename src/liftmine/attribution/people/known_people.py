"""The people a document knows: who is listed, who stands in the study's roster, and what finding them yields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.model import Attendee, Found, Party, Status
from liftmine.attribution.people.affiliation import Affiliation, Affiliations
from liftmine.attribution.people.names import TITLES, Name
from liftmine.attribution.people.pseudonyms import canonical_name

FULL_NAME = 0.95
"""Confidence of a full name (ATTRIBUTION §4, F1)."""
_INITIAL_GROUPS = re.compile(r"[A-Z][a-z]*")
_TITLED = re.compile(r"M(r|rs|s|iss)\.?\s([A-Z][\w’'-]*[\w])")


class KnownPerson(NamedTuple):
    """Someone the directory knows, with what finding them yields."""

    name: Name
    found: Found
    role: str = ""
    initials: str | None = None
    is_present: bool = True
    is_chair: bool = False
    is_listed: bool = True


def know_people(named: Sequence[tuple[Attendee, Name]], affiliations: Affiliations, text: str) -> list[KnownPerson]:
    """Those listed, with what the roster adds to them, and those of the roster who are not listed."""
    genders = _genders(text)
    people = [_listed(attendee, affiliations.full_name(name), name, genders) for attendee, name in named]
    known = {person.found.person_id for person in people}
    for name, person in affiliations.roster():
        found = make_found(affiliations.person_id(name), affiliations.from_roster(name), name.gender, "full_name", FULL_NAME)
        if found.person_id not in known:
            people.append(KnownPerson(name, found, person.role or "", person.initials, is_present=False, is_listed=False))
        elif person.initials or person.role:
            people = [_completed(p, person.initials, person.role) if p.found.person_id == found.person_id else p for p in people]
    return people


def _listed(attendee: Attendee, full: Name, written: Name, genders: Mapping[str, str | None]) -> KnownPerson:
    gender = written.gender or full.gender or genders.get(full.surname)
    found = Found(Party.PERSON, "list", FULL_NAME, attendee.person_id, attendee.organisation_id, attendee.partner_type or "unknown", gender)
    is_present = attendee.status in (Status.PRESENT, Status.IN_ATTENDANCE)
    return KnownPerson(full, found, attendee.role or "", attendee.initials, is_present, attendee.is_chair)


def _completed(person: KnownPerson, initials: str | None, role: str | None) -> KnownPerson:
    return person._replace(initials=person.initials or initials, role=person.role or role or "")


def make_found(person_id: str, affiliation: Affiliation | None, gender: str | None, basis: str, confidence: float) -> Found:
    """A person with an affiliation, or of unknown side without one."""
    known = affiliation or Affiliation()
    return Found(Party.PERSON, basis, confidence, person_id, known.organisation_id, known.partner_type or "unknown", gender)


def _genders(text: str) -> dict[str, str | None]:
    """The gender the text's titles give each surname; None where they give both."""
    genders: dict[str, str | None] = {}
    for title, surname in _TITLED.findall(text):
        gender = TITLES[f"m{title}"]
        genders[surname] = gender if genders.get(surname, gender) == gender else None
    return genders


def with_basis(known: Found, basis: str, confidence: float) -> Found:
    """The same person, found in another way."""
    return Found(known.party, basis, confidence, known.person_id, known.organisation_id, known.partner_type, known.gender)


def agrees(known: Name, asked: Name) -> bool:
    """The same surname given: no contradiction between given names."""
    if not asked.given or not known.given:
        return True
    if asked.is_full and known.is_full:
        return canonical_name(known) == canonical_name(asked)
    return known.given[0].casefold() == asked.given[0].casefold()


def derives(letters: str, name: Name) -> bool:
    """First and last letter, or all letters; longer forms (AHop, AWa) begin the words they stand for."""
    groups = _INITIAL_GROUPS.findall(letters)
    if len(groups) < 2 or not name.given:
        return False
    surnames = name.surname.replace("-", " ").split()
    full = [name.given, *name.middle, *surnames]
    short = [name.given, surnames[-1]] if len(surnames) == 1 else [name.given, *surnames]
    outer = [name.given, surnames[0]]
    return any(
        len(words) == len(groups) and all(key_of(w).startswith(g.casefold()) for w, g in zip(words, groups, strict=True))
        for words in (full, short, outer)
    )


def full_aliases(person: KnownPerson) -> Iterable[str]:
    """Given name and surname, with and without what stands between them."""
    name = person.name
    if not name.given:
        return ()
    short = f"{name.given} {name.surname}"
    return (" ".join((name.given, *name.middle, name.surname)), short) if name.middle else (short,)


def short_aliases(person: KnownPerson) -> Iterable[str]:
    """Title and surname; initials as defined."""
    name = person.name
    if name.title:
        yield f"{name.title} {name.surname}"
    if person.initials:
        yield person.initials


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> str:
    """The form under which words of names and roles are compared."""
    return text.casefold().replace("’", "'")
