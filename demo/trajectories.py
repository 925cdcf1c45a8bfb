"""What is planted: the share of a side's contributions that take a stance, by partnership year. The truth the release is held against."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import NamedTuple

from demo.passages import MAIN, MOODS

YEARS = range(1, 10)
OTHER = "other"
"""All minor dimensions together."""
Shape = Callable[[int], float]


class Planted(NamedTuple):
    """A planted course: its name, and the share in each partnership year."""

    shape: str
    share: Shape


def constant(share: float) -> Planted:
    """The same share in every year: nothing is to be found."""
    return Planted("constant", lambda _: share)


def line(first: float, last: float, *, begins: int = 1) -> Planted:
    """From `first` until the year `begins`, then evenly to `last` in the last year."""
    name = f"{'rise' if last > first else 'fall'}{f' after year {begins}' if begins > 1 else ''}"
    return Planted(name, lambda year: first + (last - first) * max(0, year - begins) / (YEARS[-1] - begins))


def step(before: float, after: float, *, at: int) -> Planted:
    """`before` up to the year before `at`, then `after`."""
    return Planted(f"step in year {at}", lambda year: after if year >= at else before)


_USUAL = {
    "trust_relational": constant(0.07),
    "logic_commercial": constant(0.06),
    "accountability": constant(0.05),
    "conflict_strain": constant(0.04),
    "risk": constant(0.06),
    "partnership_working": constant(0.06),
    "warm": constant(0.09),
    "cold": constant(0.08),
    OTHER: constant(0.10),
}
_TRUST_GROWS = {"trust_relational": line(0.03, 0.24), "warm": line(0.06, 0.15), "cold": line(0.13, 0.05)}
_GOES_WRONG = {
    "conflict_strain": line(0.03, 0.24, begins=4),
    "trust_relational": line(0.20, 0.02, begins=4),
    "warm": line(0.13, 0.03, begins=4),
    "cold": line(0.06, 0.20, begins=4),
}
_SPECIAL: dict[tuple[str, str], dict[str, Planted]] = {
    ("northbridge", "public"): _TRUST_GROWS,
    ("northbridge", "private"): _TRUST_GROWS | {"logic_commercial": line(0.24, 0.04)},
    ("eastmere", "public"): {"accountability": step(0.05, 0.24, at=6)},
    ("stourvale", "public"): _GOES_WRONG,
    ("stourvale", "private"): _GOES_WRONG,
}
PARTNERSHIPS = ("northbridge", "eastmere", "stourvale")
PLANTED_SIDES = ("public", "private")
"""What the other sides say keeps the mixture of their passages in every year."""


def planted(partnership: str, side: str) -> dict[str, Planted]:
    """The course of every stance but neutral, which is what remains."""
    return {**_USUAL, **_SPECIAL.get((partnership, side), {})}


def shares(partnership: str, side: str, year: int) -> dict[str, float]:
    """The share of each stance but neutral among the contributions of a side in a partnership year; a year may be beyond the last."""
    return {stance: course.share(min(year, YEARS[-1])) for stance, course in planted(partnership, side).items()}


def write_table() -> bytes:
    """The planted shares as CSV: the truth table beside the papers."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("partnership_id", "partner_type", "stance", "shape", "partnership_year", "share"))
    writer.writerows(_rows())
    return stream.getvalue().encode()


def _rows() -> Iterator[tuple[str, str, str, str, int, str]]:
    for partnership in PARTNERSHIPS:
        for side in PLANTED_SIDES:
            for stance, course in planted(partnership, side).items():
                for year in YEARS:
                    yield partnership, side, stance, course.shape, year, f"{course.share(year):.4f}"


assert set(_USUAL) == {*MAIN, *MOODS, OTHER}  # noqa: S101 - a stance without a course would never be spoken
