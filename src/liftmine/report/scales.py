"""Where numbers fall on paper: axes, ticks that do not collide, dot sizes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from liftmine.report.cells import Cell

LARGEST_RADIUS = 6.5
SMALLEST_RADIUS = 1.3  # below this a marker cannot be told from its line
_ROOM_FOR_INTERVALS = 2.5  # an interval may stretch a share's axis to this many times its largest value, not further


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from data (`low`–`high`) to paper (`start`–`end`); values beyond the ends stay at the ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The position of `value` in px."""
        held = min(max(value, self.low), self.high)
        return self.start + (held - self.low) / (self.high - self.low) * (self.end - self.start)


def coordinate(number: float) -> str:
    """A coordinate on paper, with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def tick_step(span: float, most: int) -> float:
    """The smallest step of 1, 2 or 5 times a power of ten that cuts `span` into at most `most` pieces."""
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * (1 - 1e-9))


def year_ticks(first: int, last: int, width: float, label_width: float = 20) -> list[int]:
    """The years that get a label: all of them, or multiples of 2, 5, 10 … where the labels would touch."""
    step = max(1, round(tick_step(max(last - first, 1), max(1, int(width / label_width)))))
    return [year for year in range(first, last + 1) if year % step == 0] or [first]


def share_axis(cells: Sequence[Cell]) -> tuple[list[float], bool]:
    """Ticks in per cent from 0, and whether an interval runs out at the top.

    Wide intervals of thin years may stretch the axis, but only to 2.5 times the largest value: beyond that they would flatten every line.
    """
    top = max((cell.value for cell in cells if cell.value is not None), default=1.0)
    widest = max((cell.high for cell in cells if cell.high is not None), default=top)
    reach = min(max(top, min(widest, top * _ROOM_FOR_INTERVALS), 0.1), 100.0)
    ticks = _ticks(0.0, reach, 5)
    return ticks, widest > ticks[-1]


def tone_axis(cells: Sequence[Cell]) -> tuple[list[float], bool]:
    """Ticks around 0 that hold every value and interval of tone (−1–1)."""
    numbers = [number for cell in cells for number in (cell.value, cell.low, cell.high) if number is not None]
    return _ticks(min([-0.1, *numbers]), max([0.1, *numbers]), 6), False


def _ticks(low: float, high: float, most: int) -> list[float]:
    step = tick_step(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * count, 10) for count in range(first, last + 1)]


def dot_radius(n_documents: int, largest: int) -> float:
    """Radius in px; the area grows with the number of documents."""
    return max(SMALLEST_RADIUS, LARGEST_RADIUS * math.sqrt(n_documents / max(largest, 1)))


def key_counts(counts: Sequence[int]) -> list[int]:
    """Up to three counts to show as dot sizes: the smallest that occurs, the one nearest half the largest, the largest."""
    distinct = sorted(set(counts))
    if len(distinct) < 3:
        return distinct
    return [distinct[0], min(distinct[1:-1], key=lambda count: (abs(count - distinct[-1] / 2), count)), distinct[-1]]


def place_labels(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Positions at least `gap` apart between `top` and `bottom`, as near as possible to those wanted, in the same order.

    Least squares under an order constraint: pool adjacent violators on the positions less their place times the gap. Where the
    labels cannot all fit, they share the room evenly.
    """
    count = len(wanted)
    if count > 1:
        gap = min(gap, (bottom - top) / (count - 1))
    order = sorted(range(count), key=lambda index: (wanted[index], index))
    pools: list[tuple[float, int]] = []
    for place, index in enumerate(order):
        pools.append((wanted[index] - place * gap, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (above, n_above), (below, n_below) = pools[-2:]
            pools[-2:] = [((above * n_above + below * n_below) / (n_above + n_below), n_above + n_below)]
    fitted = [mean for mean, size in pools for _ in range(size)]
    placed = [0.0] * count
    for place, index in enumerate(order):
        placed[index] = min(max(fitted[place], top), bottom - (count - 1) * gap) + place * gap
    return placed
