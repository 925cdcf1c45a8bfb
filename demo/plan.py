"""What happens when: the meetings of nine partnership years, their agendas, and who contributes what. A year is planned at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from demo.passages import Family, Passage, load_procedure
from demo.stances import Memory, Place, assign, kind
from demo.trajectories import PLANTED_SIDES, YEARS, shares
from demo.world import WEEKDAYS, Site, World

AGENDA = (
    *("delivery", "variations", "new_projects", "land_and_legal", "money", "building_management", "tenants_and_patients"),
    *("community", "people", "governance"),
)
"""The families in the order in which their items come up."""
_A_YEAR = {"public": 93, "private": 96, "joint": 54, "national": 6}
"""Contributions of each side in a year, outside matters arising and other business."""
_BUILDING = ("delivery", "variations")
_COMING = ("new_projects", "land_and_legal")


@dataclass(frozen=True, slots=True)
class AgendaPlan:
    """An item: heading, opener, replies and closing, and the places it is about."""

    family: str
    heading: str
    names: Mapping[str, str]
    passages: Sequence[Passage]


@dataclass(slots=True)
class MeetingPlan:
    """A meeting before it is worded; `places` are those that matters arising speak of."""

    day: date
    previous: date | None
    next: date
    has_national: bool
    has_interests: bool
    places: Mapping[str, str]
    matters: Sequence[Passage] = ()
    other_business: Sequence[Passage] = ()
    agenda: list[AgendaPlan] = field(default_factory=list)
    is_quorate: bool = True


def meeting_days(world: World) -> tuple[date, ...]:
    """The regular meetings of nine partnership years: the second such weekday of each of the board's months."""
    start = world.partnership.started
    weekday = WEEKDAYS.index(world.more["weekday"])
    firsts = [date(year, month, 8) for year in range(start.year, start.year + 10) for month in sorted(world.more["months"])]
    days = [first + timedelta(days=(weekday - first.weekday()) % 7) for first in firsts]
    return tuple(day for day in days if start <= day < start.replace(year=start.year + len(YEARS)))


class Planner:
    """Plans one partnership's meetings; `told` counts what was planned in fact, by side, partnership year and stance."""

    def __init__(self, world: World, families: Sequence[Family], rng: Random) -> None:
        self._world, self._rng, self._memory = world, rng, Memory(rng)
        self._families = {family.name: family for family in families}
        self._procedure = load_procedure()
        self.told: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)

    def plan(self) -> Iterator[MeetingPlan]:
        """Every regular meeting, in order."""
        days = meeting_days(self._world)
        before, after = [None, *days], [*days[1:], days[-1] + timedelta(days=119)]
        plans = [self._meeting(*around) for around in zip(days, before, after, strict=False)]
        for year in YEARS:
            meetings = [plan for plan in plans if self._world.year(plan.day) == year]
            self._fill_year(meetings, year)
            yield from meetings

    def plan_inquorate(self, day: date) -> MeetingPlan:
        """An extra meeting on `day` to which too few came: three short items, nothing decided."""
        around = next(pair for pair in pairwise(meeting_days(self._world)) if pair[0] < day < pair[1])
        plan = self._meeting(day, around[0], around[1])
        plan.is_quorate, plan.has_national = False, False
        used: set[str] = set()
        for part, name in enumerate(self._memory.take(AGENDA, 3)):
            family = self._families[name]
            places = [Place(0, part, side, _bank(family.replies, side), "neutral") for side in ("public", "private", "public")]
            item = self._item(family, plan, places, used)
            plan.agenda.append(AgendaPlan(name, item.heading, item.names, item.passages[:-1]))
        return plan

    def _meeting(self, day: date, previous: date | None, following: date) -> MeetingPlan:
        rng = self._rng
        plan = MeetingPlan(day, previous, following, rng.random() < 0.5, rng.random() < 0.5, self._places(day, ""))
        plan.matters = self._lines("matters", plan, rng.choice((2, 3, 3)))
        plan.other_business = self._lines("other_business", plan, rng.choice((0, 1, 1, 2)))
        return plan

    def _lines(self, part: str, plan: MeetingPlan, count: int) -> list[Passage]:
        bank = [passage for passage in self._procedure.passages[part] if _may_come(passage, plan)]
        used: set[str] = set()
        return [self._memory.choose([each for each in bank if each.text not in used], used) for _ in range(count)]

    def _fill_year(self, meetings: Sequence[MeetingPlan], year: int) -> None:
        agendas = [self._choose_families(8 if len(meetings) < 4 else 7) for _ in meetings]
        places = [place for at, plan in enumerate(meetings) for place in self._places_of(at, plan, agendas[at], len(meetings))]
        for side in PLANTED_SIDES:
            assign([place for place in places if place.side == side], shares(self._world.partnership.id, side, year), self._rng)
        for at, plan in enumerate(meetings):
            used: set[str] = set()
            for part, family in enumerate(agendas[at]):
                mine = [place for place in places if (place.paper, place.part) == (at, part)]
                plan.agenda.append(self._item(family, plan, mine, used))
        for place in places:
            self.told[place.side, year][place.stance or ""] += 1

    def _choose_families(self, count: int) -> list[Family]:
        """Those longest unheard, in the order of an agenda."""
        chosen = self._memory.take([name for name in AGENDA if name in self._families], count)
        return [self._families[name] for name in sorted(chosen, key=AGENDA.index)]

    def _places_of(self, at: int, plan: MeetingPlan, agenda: Sequence[Family], per_year: int) -> list[Place]:
        """All sides spread over the items, each side about equally in each, in an order that passes the word around."""
        parts: list[list[str]] = [[] for _ in agenda]
        for side, count in _A_YEAR.items():
            share = count // 3 if side == "national" else round(count / per_year)
            order = self._rng.sample(range(len(parts)), len(parts))
            for turn in range(share if side != "national" or plan.has_national else 0):
                parts[order[turn % len(order)]].append(side)
        return [
            Place(at, part, side, _bank(agenda[part].replies, side))
            for part, sides in enumerate(parts)
            for side in _passed_around(sides, self._rng)
        ]

    def _item(self, family: Family, plan: MeetingPlan, places: Sequence[Place], used: set[str]) -> AgendaPlan:
        passages = [self._memory.choose([each for each in family.openers if _may_come(each, plan)], used)]
        for place in places:
            passages.append(self._memory.choose(place.choices(used), used))
            place.stance = place.stance or kind(passages[-1].stance)
        passages.append(self._memory.choose([each for each in family.closings if _may_come(each, plan)], used))
        heading = self._memory.take(family.headings)[0]
        return AgendaPlan(family.name, heading, self._places(plan.day, family.name), passages)

    def _places(self, day: date, family: str) -> dict[str, str]:
        """The health centres, the practice and the street an item is about."""
        site, other = self._two_sites(day, family)
        more = self._world.more
        practice, street = self._rng.choice(more["practices"]), self._rng.choice(more["streets"])
        return {"site": site.name, "site2": other.name, "practice": practice, "street": street}

    def _two_sites(self, day: date, family: str) -> list[Site]:
        """The next two to open, those that opened last, two of those that are thought of, or two that are in use, as the talk is."""
        coming = [site for site in self._world.sites if site.opens > day]
        standing = [site for site in self._world.sites if site.opens <= day]
        if family in _BUILDING:
            return coming[:2]
        if family == "tenants_and_patients":
            return standing[:-3:-1]
        return self._rng.sample(coming[1:4] if family in _COMING else standing[-3:], 2)


def _bank(passages: Sequence[Passage], side: str) -> list[Passage]:
    return [passage for passage in passages if passage.by == side]


def _may_come(passage: Passage, plan: MeetingPlan) -> bool:
    return passage.by != "national" or plan.has_national


def _passed_around(sides: Sequence[str], rng: Random) -> list[str]:
    """The same sides in an order where, if it can be helped, nobody's side has the word three times running."""
    left, order = list(sides), list[str]()
    rng.shuffle(left)
    while left:
        is_barred = len(order) > 1 and order[-1] == order[-2]
        at = next((at for at, side in enumerate(left) if not (is_barred and side == order[-1])), 0)
        order.append(left.pop(at))
    return order
