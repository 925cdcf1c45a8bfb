"""From a plan to the minutes of one meeting: who came, what was on the agenda, who said what, in the order of the day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from demo.attendance import Listed, list_attendance
from demo.filling import MONTHS, Voice
from demo.passages import SLOT, Passage, load_procedure
from demo.plan import MeetingPlan
from demo.world import SIDES, WEEKDAYS, Person, World

_PRAISED = re.compile(r"(?:thank|congratulat|ask|remind|press|challeng|compliment|invit|prais|blam|credit|complain|grateful|tribute)\w*\s")
_AT_HOME = {
    **dict.fromkeys(("delivery", "variations"), "builder"),
    **dict.fromkeys(("building_management", "tenants_and_patients"), "fm"),
    **dict.fromkeys(("money", "land_and_legal", "new_projects", "governance"), "investor"),
    "community": "council",
}
"""Whose business an item is: its report is theirs, and so is every second contribution of their side."""
Cast = Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed, with who owes the action that it ends in."""

    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item."""

    number: int
    heading: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting, before they get a form."""

    world: World
    day: date
    attendance: Sequence[Listed]
    items: Sequence[Item]
    secretary: str
    chair: str
    mark: str = ""
    date_as_written: str = ""


def written(day: date, *, weekday: bool = True) -> str:
    """Tuesday 12 June 2007."""
    text = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def write_minutes(world: World, plan: MeetingPlan, rng: Random) -> Minutes:
    """The minutes of a planned meeting."""
    secretary, style = world.secretary(plan.day)
    attendance = list_attendance(world, plan, secretary, rng)
    meeting = _Meeting(world, plan, attendance, Voice(plan.day, style, world.organisation_names(plan.day)), rng)
    return Minutes(world, plan.day, attendance, tuple(meeting.items()), secretary, world.chair(plan.day))


@dataclass(slots=True)
class _Meeting:
    """The meeting while it is written down: who spoke last, and which item it is."""

    world: World
    plan: MeetingPlan
    attendance: Sequence[Listed]
    voice: Voice
    rng: Random
    number: int = 0
    at_home: str = ""  # the organisation whose business the item is
    last: dict[str, Person] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        yield self._item("Welcome and apologies", [Paragraph(text) for text in self._opening()])
        if self.plan.has_interests:
            yield self._item("Declarations of interest", [self._said("interests")])
        yield self._item("Minutes of the last meeting", [self._said("minutes" if self.plan.previous else "first_minutes")])
        yield self._item("Matters arising", [Paragraph(self._speak(each, {})) for each in self.plan.matters])
        for agenda in self.plan.agenda:
            self.number += 1
            names = {**self.voice.names, **agenda.names}
            heading = replace(self.voice, names=names).fill(agenda.heading, {}, self.rng)
            self.at_home = self.world.organisation_ids(self.plan.day).get(_AT_HOME.get(agenda.family, ""), "")
            yield Item(self.number, heading, tuple(self._discussion(agenda.passages, agenda.names)))
        self.at_home = ""
        others = [Paragraph(self._speak(each, {})) for each in self.plan.other_business] or [self._said("no_other_business")]
        yield self._item("Any other business", others)
        yield self._item("Date of next meeting", [self._said("next_meeting")])

    def _item(self, heading: str, paragraphs: Sequence[Paragraph]) -> Item:
        self.number += 1
        return Item(self.number, heading, tuple(paragraphs))

    def _opening(self) -> Iterator[str]:
        absent = [row.person for row in self.attendance if row.status == "Apologies"]
        late = [row.person for row in self.attendance if row.from_item > 1]
        texts = [self._line("welcome"), self._line("apologies" if absent else "no_apologies", absent=_listing(absent))]
        texts += [self._line("late", cast={"late": person}) for person in late]
        yield " ".join(texts)
        if not self.plan.is_quorate:
            yield self._line("not_quorate")

    def _said(self, kind: str) -> Paragraph:
        return Paragraph(self._line(kind))

    def _line(self, kind: str, *, absent: str = "", cast: Cast | None = None) -> str:
        """A line of procedure. Its own slots are days and people of this meeting."""
        chair = next(row.person for row in self.attendance if row.person.name == self.world.chair(self.plan.day))
        facts = {
            "absent": absent,
            "previous": written(self.plan.previous, weekday=False) if self.plan.previous else "",
            "next": written(self.plan.next),
            "time": self.world.more["time"],
            "room": self.world.room(self.plan.next),
        }
        names = {**self.voice.names, **self.plan.places, **facts}
        told = replace(chair, role="Chair")
        style = "role" if self.voice.style == "initials" else self.voice.style
        voice = replace(self.voice, names=names, style=style)
        return voice.fill(self.rng.choice(load_procedure().lines[kind]), {"chair": told, **(cast or {})}, self.rng)

    def _discussion(self, passages: Sequence[Passage], names: Mapping[str, str]) -> Iterator[Paragraph]:
        """Opener and closing by themselves, replies up to three to a paragraph.

        A contribution that does not begin with its speaker begins a paragraph, as the reader would take it for the last one's.
        """
        spoken: dict[str, Person] = {}
        texts: list[str] = []
        size = 1
        for passage in passages:
            if texts and (len(texts) >= size or passage is passages[-1] or not passage.text.startswith(f"{{{passage.by}}}")):
                yield Paragraph(" ".join(texts))
                texts, size = [], self.rng.choice((1, 2, 2, 3))
            texts.append(self._speak(passage, names, spoken))
        yield Paragraph(" ".join(texts), self._owner(passages[-1], spoken))

    def _owner(self, passage: Passage, spoken: Mapping[str, Person]) -> str:
        if passage.action is None:
            return ""
        person = spoken.get(passage.action) or next((row.person for row in self._here() if row.person.side == passage.action), None)
        return person.initials if person else ""

    def _speak(self, passage: Passage, names: Mapping[str, str], spoken: dict[str, Person] | None = None) -> str:
        """One contribution in the words of this paper."""
        cast = self._cast(passage)
        if passage.by in SIDES:
            self.last[passage.by] = cast[passage.by]
            if spoken is not None:
                spoken[passage.by] = cast[passage.by]
        voice = replace(self.voice, names={**self.voice.names, **self.plan.places, **names})
        return voice.fill(passage.text, cast, self.rng)

    def _here(self) -> list[Listed]:
        """Who sits at the table now and may speak."""
        secretary = self.world.secretary(self.plan.day)[0]
        rows = [row for row in self.attendance if row.status != "Apologies" and row.person.name != secretary]
        return [row for row in rows if row.from_item <= max(1, self.number)]

    def _cast(self, passage: Passage) -> dict[str, Person]:
        """Somebody for every speaker's slot: of those present, not who has just spoken, and nobody who would thank their own firm.

        The words of an organisation fall to its own people, and much else to those whose business the item is.
        """
        cast: dict[str, Person] = {}
        everyone = [row.person for row in self.attendance]
        for side in SIDES:
            people = [row.person for row in self._here() if row.person.side == side] or [p for p in everyone if p.side == side]
            fresh = [person for person in people if person is not self.last.get(side)] or people
            fit = [person for person in fresh if not self._speaks_of_own(passage, person)] or fresh
            if not people:
                continue
            own = [p for p in people if p.organisation_id in self._houses(passage) and not self._speaks_of_own(passage, p)]
            at_home = [person for person in fit if person.organisation_id == self.at_home]
            usual = at_home if at_home and (side not in self.last or self.rng.random() < 0.5) else fit
            cast[side] = self.rng.choice(own or usual) if side == passage.by else self.rng.choice(people)
            cast[f"{side}2"] = self.rng.choice([person for person in people if person is not cast[side]] or people)
        return cast

    def _houses(self, passage: Passage) -> set[str]:
        ids = self.world.organisation_ids(self.plan.day)
        return {ids[slot] for slot in passage.names if slot in ids}

    def _speaks_of_own(self, passage: Passage, person: Person) -> bool:
        """The words thank, ask or blame the speaker's own organisation."""
        ids = self.world.organisation_ids(self.plan.day)
        for match in SLOT.finditer(passage.text):
            is_own = ids.get(match[1].lower()) == person.organisation_id
            if is_own and _PRAISED.search(passage.text, max(0, match.start() - 30), match.start()):
                return True
        return False


def _listing(people: Sequence[Person]) -> str:
    names = [person.listed for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
