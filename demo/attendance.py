"""Who comes to a meeting, who sends apologies, who stands in for somebody and who is late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from demo.plan import MeetingPlan
from demo.world import SIDES, Person, World

_FEWEST = {"public": 4, "private": 3, "joint": 2, "national": 0}
"""So many of a side come at least: enough for a conversation."""
_LATE_FROM = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the attendance list; `note` is what stands in brackets behind it. `from_item`: may speak from there on."""

    person: Person
    status: str
    note: str = ""
    from_item: int = 1


def list_attendance(world: World, plan: MeetingPlan, secretary: str, rng: Random) -> tuple[Listed, ...]:
    """Present, apologies and in attendance; everybody in office stands in one of them. Of a side enough come to hold a conversation."""
    chair = world.chair(plan.day)
    people = [person for person in world.people(plan.day) if person.name != secretary]
    away = _away(people, chair, plan, rng)
    rows = [Listed(person, "Apologies" if person in away else "Present") for person in people if person.side in ("public", "private")]
    rows += [Listed(p, "Apologies" if p in away else "In attendance") for p in people if p.side in ("joint", "national")]
    deputy = rng.choice(world.deputies(plan.day))
    absent = next((person for person in people if person in away and person.organisation_id == deputy.organisation_id), None)
    if absent and plan.is_quorate:
        rows.append(Listed(deputy, "In attendance", f"for {absent.name}"))
    elif rng.random() < 0.3 and plan.is_quorate:
        late = rng.choice([at for at, row in enumerate(rows) if row.status == "Present" and row.person.name != chair])
        rows[late] = replace(rows[late], note=f"from item {_LATE_FROM}", from_item=_LATE_FROM)
    rows += [Listed(person, "In attendance") for person in world.people(plan.day) if person.name == secretary]
    return tuple(rows)


def _away(people: Sequence[Person], chair: str, plan: MeetingPlan, rng: Random) -> set[Person]:
    away: set[Person] = set()
    for side in SIDES:
        members = [person for person in people if person.side == side and person.name != chair]
        fewest = 1 if not plan.is_quorate else _FEWEST[side]
        if side == "national":
            away.update([] if plan.has_national else members)
        else:
            spare = max(0, len(members) - fewest)
            away.update(rng.sample(members, spare if not plan.is_quorate else rng.randrange(min(3, spare + 1))))
    return away
