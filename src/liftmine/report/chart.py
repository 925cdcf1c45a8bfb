"""Charts as inline SVG: cells in, a string out. Colours are classes (`c0` …), so that the page's style decides light or dark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import pi, sqrt
from typing import NamedTuple

from liftmine.report.cells import Cell, Line, Lines, runs
from liftmine.report.scales import LARGEST_RADIUS, Scale, dot_radius, place_labels, year_ticks

FONT = 11.0
_CHARACTER = 0.56 * FONT  # mean advance of a sans-serif character
_LONGEST_LABEL = 20  # characters; the table has the whole name
_LINE_HEIGHT = FONT * 1.25
_TOP, _LEFT, _BOTTOM = 20.0, 42.0, 36.0
_SWATCH = 20.0
_HUES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """What the panels of one chart share, so that they can be compared.

    `ticks` are the labelled values (y), first and last being the ends of the axis; `years` first and last year; `largest` the
    number of documents of the largest dot.
    """

    width: float
    height: float
    years: tuple[int, int]
    ticks: Sequence[float]
    is_share: bool
    largest: int
    labels: Mapping[str, str]


class _End(NamedTuple):
    """Where a line ends (`x`, `y`: the edge of its last marker) and at which height its label stands."""

    x: float
    y: float
    label: float


def draw_axes(frame: Frame) -> str:
    """Grid, axes and their labels: the same in every panel of a frame, so that a chart holds them once and refers to them."""
    return "".join(_axes(_year_scale(frame), _value_scale(frame), frame))


def draw_panel(lines: Lines, frame: Frame, *, title: str, description: str, anchor: str, axes: str | None = None) -> str:
    """One panel: bands, lines with true gaps, markers, withheld ticks and labels at the line ends.

    `anchor` names what year 1 begins with; `axes` is SVG that draws `draw_axes`, where that is not to be repeated. Screen readers
    take the first child, the title, as the name of the image.
    """
    shown = {kind: lines[kind] for kind in frame.labels if kind in lines}
    hue = {kind: number for number, kind in enumerate(frame.labels)}
    x, y = _year_scale(frame), _value_scale(frame)
    ends = _place_ends(shown, x, y, frame.largest)
    parts = [axes or draw_axes(frame), _anchor(x, y, anchor) if x.low <= 0.5 <= x.high else "", _leaders(ends, x)]
    parts += [_band(line, x, y, hue[kind]) for kind, line in shown.items()]
    parts += [_line(line, x, y, hue[kind], ends.get(kind)) for kind, line in shown.items()]
    parts += [_markers(line, x, y, hue[kind], largest=frame.largest, end=ends.get(kind)) for kind, line in shown.items()]
    parts += [_withheld(line, x, y, hue[kind], place=place, count=len(shown)) for place, (kind, line) in enumerate(shown.items())]
    parts += [_label(frame.labels[kind], x.end, end) for kind, end in ends.items()]
    return (
        f'<svg viewBox="0 0 {_n(frame.width)} {_n(frame.height)}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )


def marker(hue: int, x: float, y: float, radius: float) -> str:
    """Path data of a marker of the area of a circle of `radius`: circle, square, diamond or triangle, by partner type."""
    shape, area = hue % _HUES, pi * radius * radius
    if shape == 0:
        radius = round(radius, 1)  # else the rounded arcs would not close to a circle
        r = _n(radius)
        return f"M{_n(x - radius)} {_n(y)}a{r} {r} 0 10{_n(2 * radius)} 0 {r} {r} 0 10-{_n(2 * radius)} 0z"
    if shape == 1:
        side = sqrt(area)
        return f"M{_n(x - side / 2)} {_n(y - side / 2)}h{_n(side)}v{_n(side)}h-{_n(side)}z"
    if shape == 2:
        half = _n(sqrt(area / 2))
        return f"M{_n(x)} {_n(y - sqrt(area / 2))}l{half} {half}-{half} {half}-{half}-{half}z"
    side = sqrt(area * 4 / sqrt(3))
    height = side * sqrt(3) / 2
    return f"M{_n(x)} {_n(y - height * 2 / 3)}l{_n(side / 2)} {_n(height)}h{_n(-side)}z"


def draw_dot_key(counts: Sequence[int], largest: int) -> str:
    """Dots of the sizes of `counts` with their numbers: a small SVG for the key, hidden from screen readers (the tables hold n)."""
    parts, x, middle = [], 0.0, LARGEST_RADIUS + 1
    for count in counts:
        radius = dot_radius(count, largest)
        parts.append(f'<path d="{marker(0, x + radius, middle, radius)}"/>')
        parts.append(f'<text x="{_n(x + 2 * radius + 4)}" y="{_n(middle + 4)}">{count}</text>')
        x += 2 * radius + 14 + len(str(count)) * 7.5
    return f'<svg class="dots" width="{_n(x)}" height="{_n(2 * middle)}" aria-hidden="true">{"".join(parts)}</svg>'


def format_value(value: float, *, is_share: bool, step: float = 0.0) -> str:
    """A number for people, with a true minus; one decimal for per cent, two for tone, fewer or more where the tick `step` says so."""
    decimals = (1 if is_share else 2) if not step else max(0, next(d for d in range(10) if abs(round(step, d) - step) < 1e-9))
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")


def _year_scale(frame: Frame) -> Scale:
    """Years from left to right, an even number of px apart, so that every year stands on a whole px (shorter paths, crisper lines)."""
    gutter = _SWATCH + 6 + _CHARACTER * max(len(_shorten(label)) for label in frame.labels.values())
    first, last = frame.years
    count = last - first + 1
    apart = max(2, int((frame.width - gutter - _LEFT) / count) // 2 * 2)
    return Scale(first - 0.5, last + 0.5, _LEFT, _LEFT + apart * count)


def _value_scale(frame: Frame) -> Scale:
    return Scale(frame.ticks[0], frame.ticks[-1], frame.height - _BOTTOM, _TOP)


def _axes(x: Scale, y: Scale, frame: Frame) -> list[str]:
    step = frame.ticks[1] - frame.ticks[0]
    unit = "\u202f%" if frame.is_share else ""
    ends, years = f"{_n(x.start)} {{}}H{_n(x.end)}", year_ticks(*frame.years, x.end - x.start)
    values = [(y(tick), format_value(tick, is_share=frame.is_share, step=step) + unit) for tick in frame.ticks]
    return [
        f'<path class="grid" d="{"".join("M" + ends.format(_n(at)) for at, _ in values)}"/>',
        f'<path class="zero" d="M{ends.format(_n(y(0)))}"/>',
        '<g class="tick" text-anchor="end">',
        *(f'<text x="{_n(x.start - 6)}" y="{_n(at + 4)}">{label}</text>' for at, label in values),
        f'</g><g class="tick" text-anchor="middle"><text y="{_n(y.start + 15)}">',
        *(f'<tspan x="{_n(x(year))}">{str(year).replace("-", "−")}</tspan>' for year in years),
        f'</text><text x="{_n((x.start + x.end) / 2)}" y="{_n(y.start + 30)}">partnership year</text></g>',
    ]


def _anchor(x: Scale, y: Scale, anchor: str) -> str:
    """The line where year 1 begins; its label stays inside the plot."""
    at = x(0.5)
    fits_right = at + 4 + len(anchor) * _CHARACTER <= x.end
    side = f'x="{_n(at + 4)}"' if fits_right else f'x="{_n(at - 4)}" text-anchor="end"'
    label = f'<text class="tick" {side} y="{_n(_TOP - 5)}">{escape(anchor)}</text>'
    return f'<path class="anchor" d="M{_n(at)} {_n(y.start)}V{_n(_TOP - 12)}"/>{label}'


def _band(line: Line, x: Scale, y: Scale, hue: int) -> str:
    """The intervals: an area where years follow on each other, a bar where a year stands alone."""
    areas, bars = [], []
    for run in runs([cell for cell in line if cell.low is not None and cell.high is not None]):
        ends = [(x(cell.year), y(cell.low or 0.0), y(cell.high or 0.0)) for cell in run]
        if len(ends) == 1:
            bars.append(f"M{_n(ends[0][0])} {_n(ends[0][1])}V{_n(ends[0][2])}")
        else:
            there = [f"{_n(at)} {high:.0f}" for at, _, high in ends]
            back = [f"{_n(at)} {low:.0f}" for at, low, _ in reversed(ends)]
            areas.append(f"M{' '.join(there + back)}z")
    parts = [f'<path class="band c{hue % _HUES}" d="{"".join(areas)}"/>' if areas else ""]
    return "".join([*parts, f'<path class="bar c{hue % _HUES}" d="{"".join(bars)}"/>' if bars else ""])


def _line(line: Line, x: Scale, y: Scale, hue: int, end: _End | None) -> str:
    """The line, cut at gaps, and the dash beside its label."""
    pieces = ["M" + " ".join(f"{_n(x(cell.year))} {_n(y(cell.value or 0.0))}" for cell in run) for run in runs(line) if len(run) > 1]
    pieces += [f"M{_n(x.end + 2)} {_n(end.label)}h{_n(_SWATCH - 6)}"] if end else []
    return f'<path class="line c{hue % _HUES}{" far" if hue >= _HUES else ""}" d="{"".join(pieces)}"/>' if pieces else ""


def _markers(line: Line, x: Scale, y: Scale, hue: int, *, largest: int, end: _End | None) -> str:
    """A marker per value, hollow where the year has not ended, and the one beside the label."""
    filled = [marker(hue, x.end + 2 + (_SWATCH - 6) / 2, end.label, 3.2)] if end else []
    hollow: list[str] = []
    for cell in line:
        if cell.value is not None:
            path = marker(hue, x(cell.year), y(cell.value), dot_radius(cell.n_documents, largest))
            (filled if cell.is_complete else hollow).append(path)
    drawn = (("dot", filled), ("hollow", hollow))
    return "".join(f'<path class="{name} c{hue % _HUES}" d="{"".join(paths)}"/>' for name, paths in drawn if paths)


def _withheld(line: Line, x: Scale, y: Scale, hue: int, *, place: int, count: int) -> str:
    """Small open ticks on the axis, side by side for the lines of the panel, in every year whose value is withheld."""
    apart = min(6.0, (x(x.low + 1) - x(x.low)) / (count + 0.5))
    shift = (place - (count - 1) / 2) * apart
    half = min(2.4, apart * 0.45)
    ticks = [f"M{_n(x(cell.year) + shift - half)} {_n(y.start - 5.5)}l{_n(half)} 5l{_n(half)} -5" for cell in line if cell.is_suppressed]
    return f'<path class="withheld c{hue % _HUES}" d="{"".join(ticks)}"/>' if ticks else ""


def _place_ends(shown: Lines, x: Scale, y: Scale, largest: int) -> dict[str, _End]:
    """The end of every line that has a value, with its label moved clear of the others."""
    last: dict[str, Cell] = {kind: runs(line)[-1][-1] for kind, line in shown.items() if runs(line)}
    heights = [y(cell.value or 0.0) for cell in last.values()]
    placed = place_labels(heights, _LINE_HEIGHT, _TOP, y.start)
    edges = [x(cell.year) + dot_radius(cell.n_documents, largest) + 1 for cell in last.values()]
    return {kind: _End(*end) for kind, end in zip(last, zip(edges, heights, placed, strict=True), strict=True)}


def _leaders(ends: Mapping[str, _End], x: Scale) -> str:
    """Thin lines from where the lines end to their labels."""
    paths = [f"M{_n(end.x)} {_n(end.y)}L{_n(x.end + 2)} {_n(end.label)}" for end in ends.values()]
    return f'<path class="leader" d="{"".join(paths)}"/>' if paths else ""


def _label(label: str, edge: float, end: _End) -> str:
    return f'<text class="end" x="{_n(edge + _SWATCH - 1)}" y="{_n(end.label + 4)}">{escape(_shorten(label))}</text>'


def _shorten(label: str) -> str:
    """The label, cut behind a word where it is too long for the margin."""
    if len(label) <= _LONGEST_LABEL:
        return label
    return (label[:_LONGEST_LABEL].rpartition(" ")[0] or label[: _LONGEST_LABEL - 1]).rstrip(" (,;–-") + "…"


def _n(number: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")
