"""For whom a person stands on a day: the organisation as written, the study's roster, or the body that meets."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.model import Paper
from liftmine.attribution.people.names import Name, parse_name, read_name
from liftmine.attribution.people.organisations import is_valid, organisations_of
from liftmine.attribution.people.pseudonyms import canonical_name, make_person_id
from liftmine.attribution.transcripts.introductions import find_heading_organisation
from liftmine.study.model import Organisation, Person

_LONGEST_GIVEN = 40  # characters in which the given name stands before a surname


class Affiliation(NamedTuple):
    """`basis` is list, roster, host or unknown."""

    organisation_id: str | None = None
    partner_type: str | None = None
    basis: str = "unknown"


class Affiliations:
    """Who is who in one document: full names behind surnames and initials, pseudonyms, organisations on the day."""

    def __init__(self, paper: Paper, day: date | None, listed: Sequence[Name], text: str) -> None:
        self.paper, self.day, self.text = paper, day, text
        self.organisations = organisations_of(paper.partnership)
        self._roster = [(name, person) for person in paper.partnership.people if (name := parse_name(person.name))]
        home = self.organisations.by_id.get(paper.home_organisation or "") or self._heading_house()
        self._host = self._make(home, "host") if home else Affiliation()
        distinct: dict[str, dict[str, Name]] = {}
        for name in (*(known for known, _ in self._roster), *(known for known in listed if known.is_full)):
            distinct.setdefault(name.surname.casefold(), {}).setdefault(canonical_name(name), name)
        self._full: dict[str, Sequence[Name]] = {surname: tuple(names.values()) for surname, names in distinct.items()}

    def _heading_house(self) -> Organisation | None:
        """The organisation over an interview's title, where the study names no home."""
        return find_heading_organisation(self.text, self.organisations.by_alias) if self.paper.kind == "interview" else None

    def person_id(self, name: Name) -> str:
        """The pseudonym; of the full name where the roster, the list or the text tells exactly one."""
        return make_person_id(self.paper.partnership.id, canonical_name(self.full_name(name)))

    def full_name(self, name: Name) -> Name:
        """The one full name that a surname, or initial and surname, can stand for here; else the name itself."""
        if name.is_full:
            return name
        known = [other for other in self._known(name) if not name.given or other.given[:1].casefold() == name.given[:1].casefold()]
        return known[0] if len(known) == 1 else name

    def _known(self, name: Name) -> Sequence[Name]:
        key = name.surname.casefold()
        if key not in self._full:
            self._full[key] = _names_in_text(self.text, name.surname)
        return self._full[key]

    def of(self, name: Name, organisation: str | None, role: str | None, *, may_be_host: bool = True) -> Affiliation:
        """The affiliation of a listed person. One whose written organisation the study does not know stays unknown, never the host's."""
        written = self._written(organisation, role)
        if written:
            return self._make(written, "list")
        if organisation:
            return Affiliation()
        return self.from_roster(name) or (self.host() if may_be_host else Affiliation())

    def part_role(self, role: str) -> tuple[str | None, str | None]:
        """Role and organisation, where a piece of the role is the name of one the study knows: "Account Manager, Fenwick"."""
        pieces = role.split(", ")
        house = next((piece for piece in reversed(pieces) if self.organisations.find(piece, self.day)), None)
        return ", ".join(piece for piece in pieces if piece != house) or None, house

    def host(self) -> Affiliation:
        """The body that meets, where the study names one."""
        return self._host

    def from_roster(self, name: Name) -> Affiliation | None:
        """By full name, else by initials and surname; two organisations on one day decide nothing."""
        if not self._roster:
            return None
        full = canonical_name(self.full_name(name))
        valid = [
            person for known, person in self._roster if canonical_name(known) == full and is_valid(person.from_, person.until, self.day)
        ]
        found = {person.organisation for person in valid}
        return self._make(self.organisations.by_id[valid[0].organisation], "roster") if len(found) == 1 else None

    def roster(self) -> list[tuple[Name, Person]]:
        """The study's people whose affiliation holds on the day."""
        return [(name, person) for name, person in self._roster if is_valid(person.from_, person.until, self.day)]

    def _written(self, organisation: str | None, role: str | None) -> Organisation | None:
        for text in (organisation, role):
            if text and (found := self.organisations.find(text, self.day)):
                return found
        if organisation:
            return self.organisations.find_within(organisation, self.day) if _is_unit_of(organisation) else None
        return self.organisations.find_within(role, self.day) if role else None

    def _make(self, organisation: Organisation, basis: str) -> Affiliation:
        return Affiliation(organisation.id, organisation.partner_type, basis)


def _is_unit_of(organisation: str) -> bool:
    """A written organisation may name another inside it: "SCC Commissioning", "Estates, Northbridge PCT"."""
    return bool(organisation) and not re.search(r"\b(?:friends of|union|association)\b", organisation, re.IGNORECASE)


@lru_cache(maxsize=256)
def _names_in_text(text: str, surname: str) -> tuple[Name, ...]:
    """Full names with this surname anywhere in the text."""
    found: dict[str, Name] = {}
    position = text.find(surname)
    while position >= 0:
        edge, before = max(0, position - _LONGEST_GIVEN), max(0, position - 1)
        start = max(text.rfind(mark, edge, before) + 1 for mark in " \n(")
        name = read_name(text, start) if edge <= start < position and text[start].isupper() else None
        if name and name.is_full and not name.title and name.surname == surname:
            found.setdefault(canonical_name(name), name)
        position = text.find(surname, position + len(surname))
    return tuple(found.values())
