"""The marks on a chart: points by partner type and trust, withheld ticks, clear steps, breaks of recording."""

from collections.abc import Iterable, Mapping, Sequence
from math import pi, sqrt
from typing import NamedTuple

from liftmine.report.cells import Line
from liftmine.report.scales import LARGEST_RADIUS, Scale, coordinate, dot_radius

HUES = 4


class Step(NamedTuple):
    """A clear step of one line: the first year after it, and the first and last year in which it may be."""

    year: int
    low: int
    high: int


def marker(hue: int, x: float, y: float, radius: float) -> str:
    """Path data of a marker of the area of a circle of `radius`: circle, square, diamond or triangle, by partner type."""
    shape, area = hue % HUES, pi * radius * radius
    if shape == 0:
        radius = round(radius, 1)  # else the rounded arcs would not close to a circle
        r = coordinate(radius)
        return f"M{coordinate(x - radius)} {coordinate(y)}a{r} {r} 0 10{coordinate(2 * radius)} 0 {r} {r} 0 10-{coordinate(2 * radius)} 0z"
    if shape == 1:
        side = sqrt(area)
        width = coordinate(side)
        return f"M{coordinate(x - side / 2)} {coordinate(y - side / 2)}h{width}v{width}h-{width}z"
    if shape == 2:
        half = coordinate(sqrt(area / 2))
        return f"M{coordinate(x)} {coordinate(y - sqrt(area / 2))}l{half} {half}-{half} {half}-{half}-{half}z"
    side = sqrt(area * 4 / sqrt(3))
    height = side * sqrt(3) / 2
    return f"M{coordinate(x)} {coordinate(y - height * 2 / 3)}l{coordinate(side / 2)} {coordinate(height)}h{coordinate(-side)}z"


def draw_dot_key(counts: Sequence[int], largest: int) -> str:
    """Dots of the sizes of `counts` with their numbers: a small SVG for the key, hidden from screen readers (the tables hold n)."""
    parts, x, middle = [], 0.0, LARGEST_RADIUS + 1
    for count in counts:
        radius = dot_radius(count, largest)
        parts.append(f'<path d="{marker(0, x + radius, middle, radius)}"/>')
        parts.append(f'<text x="{coordinate(x + 2 * radius + 4)}" y="{coordinate(middle + 4)}">{count}</text>')
        x += 2 * radius + 14 + len(str(count)) * 7.5
    return f'<svg class="dots" width="{coordinate(x)}" height="{coordinate(2 * middle)}" aria-hidden="true">{"".join(parts)}</svg>'


def draw_markers(line: Line, x: Scale, y: Scale, hue: int, *, largest: int, sign: str = "") -> str:
    """A marker per value: hollow where it stands for a part of the year only, faint where little is behind it. `sign` is one more."""
    drawn: dict[str, list[str]] = {"dot": [sign]} if sign else {}
    for cell in line:
        if cell.value is not None:
            form = "dot" if cell.is_complete and not cell.is_partial else "hollow"
            path = marker(hue, x(cell.year), y(cell.value), dot_radius(cell.n_documents, largest))
            drawn.setdefault(f"{form}{' thin' if cell.is_thin else ''}", []).append(path)
    return "".join(f'<path class="{name} c{hue % HUES}" d="{"".join(paths)}"/>' for name, paths in sorted(drawn.items()))


def draw_withheld(line: Line, x: Scale, y: Scale, hue: int, *, shift: float, half: float) -> str:
    """Small open ticks on the axis, `shift` px beside the year, in every year whose value is withheld."""
    ticks = [
        f"M{coordinate(x(cell.year) + shift - half)} {coordinate(y.start - 5.5)}l{coordinate(half)} 5l{coordinate(half)} -5"
        for cell in line
        if cell.is_suppressed
    ]
    return f'<path class="withheld c{hue % HUES}" d="{"".join(ticks)}"/>' if ticks else ""


def draw_steps(steps: Mapping[int, Step], x: Scale, top: float) -> str:
    """Above the plot, by hue: a wedge where the step is, between two years, on a bar over all places where it may be.

    Wedges stand side by side, else those of two lines in the same year would hide each other.
    """
    parts = []
    for place, (hue, step) in enumerate(steps.items()):
        shift = (place - (len(steps) - 1) / 2) * 6
        low, at, high = (x(year - 0.5) + shift for year in (step.low, step.year, step.high))
        bar = f"M{coordinate(low)} {coordinate(top - 8)}H{coordinate(high)}" if step.low < step.high else ""
        wedge = f"M{coordinate(at - 4)} {coordinate(top - 9)}h8l-4 7z"
        parts.append(f'<path class="step c{hue % HUES}" d="{bar}{wedge}"/>')
    return "".join(parts)


def draw_daggers(years: Iterable[int], x: Scale, bottom: float) -> str:
    """A dagger beside each year on the axis whose values mix the kinds of document otherwise than most."""
    daggers = "".join(f'<tspan x="{coordinate(x(year) + 5)}">†</tspan>' for year in years)
    return f'<text class="dagger" y="{coordinate(bottom + 15)}">{daggers}</text>' if daggers else ""


def draw_rules(years: Iterable[int], x: Scale, bottom: float, words: str) -> str:
    """An upright rule before each of the years from which the minutes are kept in another way; `words` over the first of them."""
    at = [x(year - 0.5) for year in years]
    if not at:
        return ""
    path = "".join(f"M{coordinate(each)} {coordinate(bottom)}V17" for each in at)
    half = len(words) * 2.8  # of the words' width, so that they stay over the plot
    middle = max(x.start + half, min(at[0], x.end - half))
    return f'<path class="rule" d="{path}"/><text class="said" x="{coordinate(middle)}" y="12" text-anchor="middle">{words}</text>'
