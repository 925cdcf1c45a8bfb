"""How often a side takes which stance is planned; where, chance decides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from demo.passages import MINOR, Passage
from demo.trajectories import OTHER


@dataclass(slots=True)
class Place:
    """A contribution to come: in which paper and part of it, by which side, from which bank, in which stance (None: any)."""

    paper: int
    part: int
    side: str
    bank: Sequence[Passage]
    stance: str | None = None

    def choices(self, used: set[str]) -> list[Passage]:
        """The passages that fit and were not used yet."""
        return [each for each in self.bank if each.text not in used and self.stance in (None, kind(each.stance))]


class Memory:
    """When a passage was used last: the one longest unheard comes first, and chance decides among those never heard."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._heard: dict[str, int] = {}
        self._clock = 0

    def take(self, names: Sequence[str], count: int = 1) -> list[str]:
        """`count` of the names, longest unheard first."""
        chosen = sorted(names, key=lambda name: (self._heard.get(name, -1), self._rng.random()))[:count]
        self._clock += 1
        self._heard.update(dict.fromkeys(chosen, self._clock))
        return chosen

    def choose(self, bank: Sequence[Passage], used: set[str]) -> Passage:
        """The passage of `bank` longest unheard; it is added to `used`."""
        text = self.take([each.text for each in bank])[0]
        used.add(text)
        return next(each for each in bank if each.text == text)


def kind(stance: str) -> str:
    """The stance as planned: all minor dimensions are one."""
    return OTHER if stance in MINOR else stance


def assign(places: Sequence[Place], wanted: Mapping[str, float], rng: Random) -> None:
    """Give stances to all contributions of one side and year: the scarcest stance first, where a bank still has passages for it."""
    counts = _quotas(wanted, len(places))
    left = {(place.paper, place.part, stance): n for place in places for stance, n in Counter(kind(p.stance) for p in place.bank).items()}
    stock = Counter[str]()
    for (_, _, stance), count in left.items():
        stock[stance] += count
    for stance in sorted(counts, key=lambda name: (stock[name] - counts[name], name)):
        free = [place for place in places if place.stance is None]
        rng.shuffle(free)
        for place in free:
            key = (place.paper, place.part, stance)
            if counts[stance] and left.get(key):
                place.stance = stance
                left[key] -= 1
                counts[stance] -= 1
    for place in places:
        place.stance = place.stance or "neutral"


def _quotas(wanted: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers nearest to the shares; the largest remainders are rounded up (Hare's method)."""
    exact = {stance: share * total for stance, share in wanted.items()}
    counts = {stance: int(value) for stance, value in exact.items()}
    missing = round(sum(exact.values())) - sum(counts.values())
    for stance in sorted(exact, key=lambda name: (counts[name] - exact[name], name))[:missing]:
        counts[stance] += 1
    return counts
