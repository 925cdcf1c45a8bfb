"""Interviews: three waves in each partnership, with people of both sides, questions, probes and answers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.filling import Voice
from demo.minutes import written
from demo.passages import Theme
from demo.stances import Memory, Place, assign
from demo.trajectories import PLANTED_SIDES, shares
from demo.world import Person, World
from demo.writers import Block, Text

_WAVES = {2: {"public": 1, "private": 1}, 5: {"public": 3, "private": 3, "joint": 1}, 8: {"public": 1, "private": 1, "national": 1}}
"""Conversations by partnership year and side. Only the wave of year 5 is large enough for its cells to be published."""
_THEMES = 8
_OPENINGS = (
    ("Thank you for making the time. Could you begin by telling me what you do?", "I'm {role} with {organisation}."),
    ("Shall we start with your job, and how you came to this partnership?", "Yes, of course. I'm {role} at {organisation}."),
    ("The recorder is on. Would you say who you are, for the tape?", "{name}. I'm {role}, and I work for {organisation}."),
    (
        "Could you tell me a little about your part in all this?",
        "Well, I'm {role}, {organisation}. That's what it says on the door, anyway.",
    ),
)
_ENDINGS = (
    ("Is there anything that I should have asked and didn't?", "No, I think that's everything. I may think of something on the train."),
    ("Is there anything you would like to add?", "Only that I'd be glad to read it before anybody else does."),
    ("We have run over. Was there anything else?", "No, no. You've had the best of it."),
    ("Thank you. Shall I turn this off?", "Please do, and then I'll tell you about the car park."),
)


@dataclass(frozen=True, slots=True)
class Interview:
    """One conversation; `turns` are pairs of a question and its answer."""

    world: World
    day: date
    person: Person
    turns: Sequence[tuple[str, str]]

    def header(self) -> str:
        """Who is talked to, as the top of the transcript says it."""
        return f"{self.person.listed}, {self.person.role}, {self.person.organisation}"

    def blocks(self, number: int, labels: tuple[str, str]) -> tuple[Block, ...]:
        """The transcript as a document; `labels` stand before questions and answers."""
        head = (Text(f"Interview {number:02}", "heading"), Text(f"Date of interview: {written(self.day, weekday=False)}"))
        spoken = [Text(f"{label}: {text}") for turn in self.turns for label, text in zip(labels, turn, strict=True)]
        return (*head, Text(f"Interviewee: {self.header()}"), *spoken)


class Interviewer:
    """Plans and words one partnership's interviews; `told` counts stances by side and partnership year."""

    def __init__(self, world: World, themes: Sequence[Theme], rng: Random) -> None:
        self._world, self._themes, self._rng, self._memory = world, {theme.name: theme for theme in themes}, rng, Memory(rng)
        self.told: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)

    def conduct(self) -> Iterator[Interview]:
        """All conversations, wave by wave, in order of their days."""
        for year, wanted in _WAVES.items():
            start = self._world.partnership.started.replace(year=self._world.partnership.started.year + year - 1)
            day = start + timedelta(days=90 + self._rng.randrange(60))
            people = self._people(day, wanted)
            talks = [self._rng.sample(sorted(self._themes), min(_THEMES, len(self._themes))) for _ in people]
            places = [place for at, person in enumerate(people) for place in self._places(at, person.side, talks[at])]
            for side in PLANTED_SIDES:
                assign([place for place in places if place.side == side], shares(self._world.partnership.id, side, year), self._rng)
            for at, person in enumerate(people):
                mine = [place for place in places if place.paper == at]
                yield Interview(
                    self._world, _working_day(day + timedelta(days=9 * at)), person, tuple(self._talk(day, person, mine, talks[at]))
                )
                self.told[person.side, year].update(place.stance or "" for place in mine)

    def _people(self, day: date, wanted: dict[str, int]) -> list[Person]:
        """Different people of each side; nobody twice while there are others."""
        chosen = []
        for side, count in wanted.items():
            fit = [person for person in self._world.interviewees(day) if person.side == side]
            names = self._memory.take([person.name for person in fit], count)
            chosen += [person for name in names for person in fit if person.name == name]
        return chosen

    def _places(self, at: int, side: str, talk: Sequence[str]) -> list[Place]:
        """Two answers on most themes, one on every third."""
        banks = [[each for each in self._themes[name].answers if each.by == side] for name in talk]
        return [Place(at, part, side, bank) for part, bank in enumerate(banks) for _ in range(2 if part % 3 else 1) if bank]

    def _talk(self, day: date, person: Person, places: Sequence[Place], talk: Sequence[str]) -> Iterator[tuple[str, str]]:
        voice = Voice(day, "title", {**self._world.organisation_names(day), **self._somewhere(day)})
        question, answer = self._rng.choice(_OPENINGS)
        yield question, answer.format(role=person.role, organisation=person.organisation, name=person.name)
        used: set[str] = set()
        asked: set[int] = set()
        for place in places:
            theme = self._themes[talk[place.part]]
            words = theme.probes if place.part in asked else theme.questions
            asked.add(place.part)
            passage = self._memory.choose(place.choices(used), used)
            place.stance = place.stance or passage.stance
            yield voice.fill(self._memory.take(words)[0], {}, self._rng), voice.fill(passage.text, {}, self._rng)
        yield self._rng.choice(_ENDINGS)

    def _somewhere(self, day: date) -> dict[str, str]:
        standing = [site for site in self._world.sites if site.opens <= day][-3:]
        site, other = self._rng.sample(standing, 2)
        more = self._world.more
        return {
            "site": site.name,
            "site2": other.name,
            "practice": self._rng.choice(more["practices"]),
            "street": self._rng.choice(more["streets"]),
        }


def _working_day(day: date) -> date:
    """The day itself, or the first after it that is no weekend and does not fall about Christmas."""
    while day.weekday() > 4 or (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 3):
        day += timedelta(days=1)
    return day
