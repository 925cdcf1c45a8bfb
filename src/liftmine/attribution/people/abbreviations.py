"""What a text itself defines in brackets: "Jane Smith (JS)", "Partnerships for Health (PfH)", "Executive Office (EO)"."""

import re
from dataclasses import dataclass, field
from datetime import date

from liftmine.attribution.people.names import Name, read_name
from liftmine.attribution.people.organisations import CUES, Organisations
from liftmine.attribution.people.people import ROLE, fits_initials
from liftmine.study.model import Organisation

_DEFINITION = re.compile(r"\(([A-Z][A-Za-z&-]{1,7})\)")
_WORD = re.compile(r"[A-Za-z&’'.-]+")
_CAPITAL = re.compile(r"(?<!\S)[A-Z]")
_APART = re.compile(r"\s*[,;–—-]|\t| {2}| (?:of|for|from) ")
"""What stands between a name and the organisation behind it."""
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Definitions:
    """Abbreviations by what they stand for. `things` are neither people nor organisations of the study; true where an organisation."""

    people: dict[str, list[Name]] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    things: dict[str, bool] = field(default_factory=dict)


def read_definitions(text: str, organisations: Organisations, day: date | None) -> Definitions:
    """All definitions in brackets. A person is defined only where the name before the bracket has these initials."""
    definitions = Definitions()
    for match in _DEFINITION.finditer(text):
        short = match.group(1)
        if ROLE.fullmatch(short):  # "Northbridge PCT (Chair)" gives an office, not a short name
            continue
        words = _WORD.findall(text[max(0, match.start() - 90) : match.start()])[-_MOST_WORDS:]
        found = _organisation(words, organisations, day)
        holder = _holder(text[max(0, match.start() - 90) : match.start()], short) if found and not _spells(words, short) else None
        if holder:
            definitions.people.setdefault(short, [holder])
        elif found:
            definitions.organisations.setdefault(short, found)
        elif name := _person(words, short):
            known = definitions.people.setdefault(short, [])
            if all((other.given, other.surname) != (name.given, name.surname) for other in known):
                known.append(name)
        elif _spells(words, short):
            definitions.things.setdefault(short, bool(CUES.search(" ".join(words[-4:]))))
    return definitions


def _organisation(words: list[str], organisations: Organisations, day: date | None) -> Organisation | None:
    for count in range(len(words), 0, -1):
        found = organisations.find(" ".join(words[-count:]), day)
        if found:
            return found
    return None


def _person(words: list[str], short: str) -> Name | None:
    for count in (4, 3, 2):
        tail = " ".join(words[-count:])
        name = read_name(tail) if len(words) >= count else None
        if name and name.end == len(tail) and fits_initials(short, name):
            return name
    return None


def _holder(before: str, short: str) -> Name | None:
    """Whom `Mr S Webb   Northbridge PCT (SW)` means: a person of these initials, named before their organisation on its line."""
    line = before[before.rfind("\n") + 1 :]
    names = (read_name(line, place.start()) for place in _CAPITAL.finditer(line))
    return next((name for name in names if name and fits_initials(short, name) and _APART.match(line, name.end)), None)


def _spells(words: list[str], short: str) -> bool:
    """The capitals of the words before the bracket spell the abbreviation: "Transit Oriented Plan (TOP)"."""
    capitals = "".join(word[0] for word in words if word[0].isupper())
    wanted = "".join(letter for letter in short if letter.isupper())
    return len(wanted) >= 2 and capitals.endswith(wanted)
