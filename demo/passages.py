"""The banks of passages: what is said in meetings and interviews, before anybody has been given the words.

A bank is refused with the file, the place and the reason when a passage could not be filled: an unknown slot, a contribution
without its speaker, a stance nobody plans for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from demo.world import SIDES

BANKS = Path(__file__).parent / "passages"
MAIN = ("trust_relational", "logic_commercial", "accountability", "conflict_strain", "risk", "partnership_working")
"""Culture dimensions whose shares are planted, or planted to stay as they are."""
MOODS = ("warm", "cold")
MINOR = (
    *("bureaucracy", "speed_delivery", "logic_public_service", "transparency", "commercial_confidentiality"),
    *("patient_care", "cvf_clan", "cvf_hierarchy", "local_health_economy"),
)
"""Culture dimensions that come along at one rate together; which of them, chance decides."""
STANCES = ("neutral", *MOODS, *MAIN, *MINOR)

SLOT = re.compile(r"\{([^{}]*)\}")
CHOICE = re.compile(r"\[\[([^\[\]]*)\]\]")
SPEAKERS = (*SIDES, *(f"{side}2" for side in SIDES))
ORGANISATIONS = ("pct", "council", "investor", "builder", "fm", "liftco", "spb", "pfh")
THINGS = (
    *("site", "site2", "practice", "street", "month", "last_month", "season", "weekday", "money", "small_money"),
    *("percent", "weeks", "days", "count"),
)
PRONOUNS = ("he", "his", "him", "himself")
_PLAIN = {*SPEAKERS, *ORGANISATIONS, *THINGS}
KNOWN = _PLAIN | {name.capitalize() for name in _PLAIN}
_SPOKEN_BY = (*SIDES, "collective", "none")


class BankError(ValueError):
    """A bank of passages that cannot be used; the message names the file, the place in it and what to mend."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one side (`by`; collective or none: nobody's), the stance they take, and the side that owes what was decided."""

    by: str
    stance: str
    text: str
    action: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """The slots of the text, without pronouns and capitals."""
        return frozenset(slot.lower() for slot in SLOT.findall(self.text) if ":" not in slot)


@dataclass(frozen=True, slots=True)
class Family:
    """Passages for one kind of agenda item: every reply can follow every opener and every other reply."""

    name: str
    headings: tuple[str, ...]
    openers: tuple[Passage, ...]
    replies: tuple[Passage, ...]
    closings: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """What is asked and answered on one theme of an interview."""

    name: str
    questions: tuple[str, ...]
    probes: tuple[str, ...]
    answers: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """What is said at every meeting: lines nobody is named for, by kind, and contributions to matters arising and other business."""

    lines: Mapping[str, Sequence[str]]
    passages: Mapping[str, tuple[Passage, ...]]


@cache
def load_procedure(file: Path = Path(__file__).parent / "procedure.yaml") -> Procedure:
    """The bank of procedure. Raises `BankError`."""
    bank = _read(file, ("welcome", "matters", "other_business"))
    spoken = {part: tuple(_passages(file, part, bank[part], has_speaker=True)) for part in ("matters", "other_business")}
    return Procedure({part: lines for part, lines in bank.items() if part not in spoken}, spoken)


def load_families(folder: Path = BANKS / "minutes") -> tuple[Family, ...]:
    """The families of passages for minutes, by name. Raises `BankError`."""
    return tuple(_family(file) for file in sorted(folder.glob("*.yaml")))


def load_themes(folder: Path = BANKS / "interviews") -> tuple[Theme, ...]:
    """The themes of interviews, by name. Raises `BankError`."""
    return tuple(_theme(file) for file in sorted(folder.glob("*.yaml")))


def _family(file: Path) -> Family:
    bank = _read(file, ("family", "headings", "openers", "replies", "closings"))
    parts = {part: tuple(_passages(file, part, bank[part], has_speaker=True)) for part in ("openers", "replies", "closings")}
    headings = tuple(_check(file, "headings", text, set(THINGS) | set(ORGANISATIONS)) for text in bank["headings"])
    return Family(bank["family"], headings, **parts)


def _theme(file: Path) -> Theme:
    bank = _read(file, ("theme", "questions", "probes", "answers"))
    asked = {
        part: tuple(_check(file, part, text, set(ORGANISATIONS) | set(THINGS)) for text in bank[part]) for part in ("questions", "probes")
    }
    return Theme(bank["theme"], **asked, answers=tuple(_passages(file, "answers", bank["answers"], has_speaker=False)))


@cache
def _read(file: Path, keys: tuple[str, ...]) -> Mapping[str, Any]:
    try:
        bank = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise BankError(f"{file.name}: {error}") from None
    missing = [key for key in keys if not isinstance(bank, dict) or not bank.get(key)]
    if missing:
        raise BankError(f"{file.name}: {', '.join(missing)} is missing or empty")
    return bank  # type: ignore[no-any-return]


def _passages(file: Path, part: str, rows: Sequence[Mapping[str, Any]], *, has_speaker: bool) -> Iterator[Passage]:
    for row in rows:
        passage = Passage(row.get("by", ""), row.get("stance", "neutral"), str(row.get("text", "")).strip(), row.get("action"))
        where = f"{file.name}: {part}: {passage.text[:60]!r}"
        if set(row) - {"by", "stance", "text", "action"} or not passage.text:
            raise BankError(f"{where}: has the keys {sorted(row)}; by, stance, text and action are known, and text is needed")
        if passage.by not in _SPOKEN_BY or passage.action not in (None, *SIDES):
            raise BankError(f"{where}: by is {passage.by!r}, action {passage.action!r}; sides are {', '.join(SIDES)}")
        if passage.stance not in STANCES:
            raise BankError(f"{where}: no stance is called {passage.stance!r}; there are {', '.join(STANCES)}")
        if has_speaker and passage.by in SIDES and passage.by not in passage.names:
            raise BankError(f"{where}: the words of the {passage.by} side need their speaker, {{{passage.by}}}")
        _check(file, part, passage.text, KNOWN if has_speaker else set(ORGANISATIONS) | set(THINGS))
        yield passage


def _check(file: Path, part: str, text: str, known: set[str]) -> str:
    """The text itself, once each of its slots is known. Raises `BankError`."""
    for slot in SLOT.findall(text):
        pronoun, _, who = slot.partition(":")
        is_known = pronoun.lower() in PRONOUNS and who in SPEAKERS if who else slot in known or slot[:1].lower() + slot[1:] in known
        if not is_known:
            raise BankError(f"{file.name}: {part}: {text[:60]!r}: there is no slot {{{slot}}}")
    if CHOICE.sub("", text).count("[[") or SLOT.sub("", text).count("{"):
        raise BankError(f"{file.name}: {part}: {text[:60]!r}: a bracket is not closed")
    return text
