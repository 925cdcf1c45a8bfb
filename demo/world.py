"""The demo's world: who is who on a day, what the partners are called, and where there are health centres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

from liftmine.study.calendar import partnership_year
from liftmine.study.load import load_configuration
from liftmine.study.model import Partnership

ROOT = Path(__file__).parents[1]
Style = Literal["title", "initials", "role"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SIDES = ("public", "private", "joint", "national")
_FEMALE = frozenset({"Mrs", "Ms", "Miss"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the papers of one day know them. `name` holds no title; `side` is the partner type of the organisation."""

    name: str
    title: str
    is_female: bool
    initials: str
    role: str
    organisation_id: str
    organisation: str
    side: str

    @property
    def listed(self) -> str:
        """The name as attendance lists write it, with a doctor's or councillor's title."""
        return f"{self.title} {self.name}" if self.title in ("Dr", "Cllr") else self.name

    def called(self, style: Style) -> str:
        """The name as the minutes use it: Mr Lomas, RL, or the Investment Director."""
        by_title = f"{self.title} {self.name.split()[-1]}"
        return {"title": by_title, "initials": self.initials, "role": f"the {self.role}"}[style]


@dataclass(frozen=True, slots=True)
class Site:
    """A health centre, with the day it opens."""

    name: str
    opens: date


@dataclass(frozen=True, slots=True)
class World:
    """One partnership: what the study file says of it, and what only its papers know."""

    partnership: Partnership
    more: Mapping[str, Any]

    @property
    def sites(self) -> tuple[Site, ...]:
        """Every health centre, in the order of opening."""
        return tuple(Site(each["name"], each["opens"]) for each in self.more["sites"])

    def year(self, day: date) -> int:
        """The partnership year of `day`: 1 from the first day on."""
        return partnership_year(day, self.partnership.started)

    def people(self, day: date) -> tuple[Person, ...]:
        """Who is in office on `day`, in the order of the study file."""
        return tuple(
            self._person(each.name, self.more["titles"][each.name], each.initials or "", each.role or "", each.organisation)
            for each in self.partnership.people
            if each.is_valid_on(day)
        )

    def deputies(self, day: date) -> tuple[Person, ...]:
        """Who may come in somebody's place on `day`; the study file does not know them."""
        rows = [each for each in self.more["deputies"] if "until" not in each or day <= each["until"]]
        return tuple(self._person(each["name"], each["title"], each["initials"], each["role"], each["organisation"]) for each in rows)

    def interviewees(self, day: date) -> tuple[Person, ...]:
        """Who may be interviewed on `day`: the managers who do the daily work, and the board's joint and national members."""
        ids = self.organisation_ids(day)
        managers = (self._person(each["name"], each["title"], "", each["role"], ids[each["slot"]]) for each in self.more["interviewees"])
        return (*managers, *(person for person in self.people(day) if person.side in ("joint", "national")))

    def chair(self, day: date) -> str:
        """The name of the board's chair, without a title."""
        return _bare(_holder(self.more["chairs"], day)["name"])

    def secretary(self, day: date) -> tuple[str, Style]:
        """Who takes the minutes, and how people are named in them."""
        holder = _holder(self.more["secretaries"], day)
        return holder["name"], holder["style"]

    def room(self, day: date) -> str:
        """Where the board meets on `day`."""
        rooms: Sequence[str] = self.more["rooms"]
        return rooms[day.toordinal() % len(rooms)]

    def organisation_names(self, day: date) -> dict[str, str]:
        """What the papers of `day` call the partners, by slot (pct, council, investor …)."""
        return {slot: names[self._current(names, day)] for slot, names in self.more["organisations"].items()}

    def organisation_ids(self, day: date) -> dict[str, str]:
        """The study's id of each slot's organisation on `day`."""
        return {slot: self._current(names, day) for slot, names in self.more["organisations"].items()}

    def _current(self, names: Mapping[str, str], day: date) -> str:
        return next(each for each in names if self.partnership.organisation(each).is_valid_on(day))

    def _person(self, name: str, title: str, initials: str, role: str, organisation_id: str) -> Person:
        address, _, gender = title.partition(" ")
        organisation = self.partnership.organisation(organisation_id)
        is_female = address in _FEMALE or gender == "f"
        alias = organisation.aliases[0]
        short = alias if organisation.partner_type == "public" and not alias.startswith("the ") else organisation.name
        return Person(_bare(name), address, is_female, initials, role, organisation_id, short, organisation.partner_type)


def _bare(name: str) -> str:
    return name.removeprefix("Dr ").removeprefix("Cllr ")


def _holder(holders: Sequence[Mapping[str, Any]], day: date) -> Mapping[str, Any]:
    """The first whose last day has not passed."""
    return next(each for each in holders if "until" not in each or day <= each["until"])


@cache
def load_worlds() -> tuple[World, ...]:
    """The three partnerships, in the order of the study file."""
    study = load_configuration(ROOT / "config" / "study.yaml").study
    more = YAML(typ="safe", pure=True).load((ROOT / "demo" / "world.yaml").read_text(encoding="utf-8"))
    return tuple(World(each, more[each.id]) for each in study.partnerships)
