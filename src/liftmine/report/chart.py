"""Charts as inline SVG: cells in, a string out. Colours are classes (`c0` …), so that the page's style decides light or dark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from liftmine.report.cells import Cell, Line, Lines, break_years, runs
from liftmine.report.marks import HUES, Step, draw_daggers, draw_markers, draw_rules, draw_steps, draw_withheld, marker
from liftmine.report.scales import Scale, coordinate, dot_radius, place_labels, year_ticks

FONT = 11.0
_CHARACTER = 0.56 * FONT  # mean advance of a sans-serif character
_LONGEST_LABEL = 20  # characters; the table has the whole name
_LINE_HEIGHT = FONT * 1.25
_TOP, _LEFT, _BOTTOM = 20.0, 42.0, 36.0
_ROW_OF_RULES, _ROW_OF_STEPS = 14.0, 8.0  # above the plot, where there are any
_SWATCH = 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What the panels of one chart share, so that they can be compared.

    `ticks` are the labelled values (y), first and last being the ends of the axis; `years` first and last year; `largest` the
    number of documents of the largest dot. `has_rules` and `has_steps`: a panel has breaks of recording, or clear steps, to be marked.
    """

    width: float
    height: float
    years: tuple[int, int]
    ticks: Sequence[float]
    is_share: bool
    largest: int
    labels: Mapping[str, str]
    has_rules: bool = False
    has_steps: bool = False

    @property
    def top(self) -> float:
        """Where the plot begins."""
        return _TOP + _ROW_OF_RULES * self.has_rules + _ROW_OF_STEPS * self.has_steps


class _End(NamedTuple):
    """Where a line ends (`x`, `y`: the edge of its last marker) and at which height its label stands."""

    x: float
    y: float
    label: float


def draw_axes(frame: Frame) -> str:
    """Grid, axes and their labels: the same in every panel of a frame, so that a chart holds them once and refers to them."""
    return "".join(_axes(_year_scale(frame), _value_scale(frame), frame))


def draw_panel(
    lines: Lines,
    frame: Frame,
    *,
    title: str,
    description: str,
    anchor: str,
    rule: str,
    steps: Mapping[str, Step] | None = None,
    odd_years: Sequence[int] = (),
    axes: str | None = None,
) -> str:
    """One panel: bands, lines with true gaps, markers, withheld ticks, steps, breaks of recording and labels at the line ends.

    `anchor` names what year 1 begins with, `rule` what a break of recording is; `steps` are the clear ones, by partner type;
    `odd_years` mix the kinds of document otherwise than most; `axes` is SVG that draws `draw_axes`, where that is not to be repeated.
    Screen readers take the first child, the title, as the name of the image.
    """
    shown = {kind: lines[kind] for kind in frame.labels if kind in lines}
    hue = {kind: number for number, kind in enumerate(frame.labels)}
    x, y = _year_scale(frame), _value_scale(frame)
    ends = _place_ends(shown, x, y, frame.largest)
    shifts, half = _spread(len(shown), x)
    beside = {hue[kind]: shift for kind, shift in zip(shown, shifts, strict=True)}
    stepping = {hue[kind]: steps[kind] for kind in shown if steps and kind in steps}
    parts = [axes or draw_axes(frame), draw_rules(break_years(shown), x, y.start, rule), draw_daggers(odd_years, x, y.start)]
    parts += [
        _anchor(x, y, anchor, frame.top - _ROW_OF_STEPS * frame.has_steps) if x.low <= 0.5 <= x.high else "",
        _leaders(ends, x, max(break_years(shown), default=None)),
    ]
    parts += [_band(line, x, y, hue[kind]) for kind, line in shown.items()]
    parts += [_line(line, x, y, hue[kind], ends.get(kind)) for kind, line in shown.items()]
    for kind, line in shown.items():
        parts.append(draw_markers(line, x, y, hue[kind], largest=frame.largest, sign=_sign(hue[kind], x.end, ends.get(kind))))
    parts += [draw_withheld(line, x, y, hue[kind], shift=beside[hue[kind]], half=half) for kind, line in shown.items()]
    parts += [draw_steps(stepping, x, y.end)]
    parts += [_label(frame.labels[kind], x.end, end) for kind, end in ends.items()]
    return (
        f'<svg viewBox="0 0 {coordinate(frame.width)} {coordinate(frame.height)}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )


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
    return Scale(frame.ticks[0], frame.ticks[-1], frame.height - _BOTTOM, frame.top)


def _axes(x: Scale, y: Scale, frame: Frame) -> list[str]:
    step = frame.ticks[1] - frame.ticks[0]
    unit = "\u202f%" if frame.is_share else ""
    ends, years = f"{coordinate(x.start)} {{}}H{coordinate(x.end)}", year_ticks(*frame.years, x.end - x.start)
    values = [(y(tick), format_value(tick, is_share=frame.is_share, step=step) + unit) for tick in frame.ticks]
    return [
        f'<path class="grid" d="{"".join("M" + ends.format(coordinate(at)) for at, _ in values)}"/>',
        f'<path class="zero" d="M{ends.format(coordinate(y(0)))}"/>',
        '<g class="tick" text-anchor="end">',
        *(f'<text x="{coordinate(x.start - 6)}" y="{coordinate(at + 4)}">{label}</text>' for at, label in values),
        f'</g><g class="tick" text-anchor="middle"><text y="{coordinate(y.start + 15)}">',
        *(f'<tspan x="{coordinate(x(year))}">{str(year).replace("-", "−")}</tspan>' for year in years),
        f'</text><text x="{coordinate((x.start + x.end) / 2)}" y="{coordinate(y.start + 30)}">partnership year</text></g>',
    ]


def _anchor(x: Scale, y: Scale, anchor: str, top: float) -> str:
    """The line where year 1 begins; its label stays inside the plot."""
    at = x(0.5)
    fits_right = at + 4 + len(anchor) * _CHARACTER <= x.end
    side = f'x="{coordinate(at + 4)}"' if fits_right else f'x="{coordinate(at - 4)}" text-anchor="end"'
    label = f'<text class="tick" {side} y="{coordinate(top - 5)}">{escape(anchor)}</text>'
    return f'<path class="anchor" d="M{coordinate(at)} {coordinate(y.start)}V{coordinate(top - 12)}"/>{label}'


def _band(line: Line, x: Scale, y: Scale, hue: int) -> str:
    """The intervals: an area where years follow on each other, a bar where a year stands alone."""
    areas, bars = [], []
    for run in runs([cell for cell in line if cell.low is not None and cell.high is not None]):
        ends = [(x(cell.year), y(cell.low or 0.0), y(cell.high or 0.0)) for cell in run]
        if len(ends) == 1:
            bars.append(f"M{coordinate(ends[0][0])} {coordinate(ends[0][1])}V{coordinate(ends[0][2])}")
        else:
            there = [f"{coordinate(at)} {high:.0f}" for at, _, high in ends]
            back = [f"{coordinate(at)} {low:.0f}" for at, low, _ in reversed(ends)]
            areas.append(f"M{' '.join(there + back)}z")
    parts = [f'<path class="band c{hue % HUES}" d="{"".join(areas)}"/>' if areas else ""]
    return "".join([*parts, f'<path class="bar c{hue % HUES}" d="{"".join(bars)}"/>' if bars else ""])


def _line(line: Line, x: Scale, y: Scale, hue: int, end: _End | None) -> str:
    """The line, cut at gaps and at breaks of recording, and the dash beside its label; dotted where other partnerships come in."""
    steady, dotted = [], []
    for run in runs(line):
        at = [f"{coordinate(x(cell.year))} {coordinate(y(cell.value or 0.0))}" for cell in run]
        cuts = [place for place, cell in enumerate(run) if cell.is_recomposed and place]
        dotted += [f"M{at[place - 1]} {at[place]}" for place in cuts]
        steady += [f"M{' '.join(at[start:stop])}" for start, stop in pairwise([0, *cuts, len(run)]) if stop - start > 1]
    steady += [f"M{coordinate(x.end + 2)} {coordinate(end.label)}h{coordinate(_SWATCH - 6)}"] if end else []
    drawn = ((f"line c{hue % HUES}{' far' if hue >= HUES else ''}", steady), (f"line c{hue % HUES} other", dotted))
    return "".join(f'<path class="{name}" d="{"".join(pieces)}"/>' for name, pieces in drawn if pieces)


def _spread(count: int, x: Scale) -> tuple[list[float], float]:
    """How far beside a year the ticks of each of `count` lines stand, and half the width of a tick."""
    apart = min(6.0, (x(x.low + 1) - x(x.low)) / (count + 0.5))
    return [(place - (count - 1) / 2) * apart for place in range(count)], min(2.4, apart * 0.45)


def _place_ends(shown: Lines, x: Scale, y: Scale, largest: int) -> dict[str, _End]:
    """The end of every line that has a value, with its label moved clear of the others."""
    last: dict[str, Cell] = {kind: runs(line)[-1][-1] for kind, line in shown.items() if runs(line)}
    heights = [y(cell.value or 0.0) for cell in last.values()]
    placed = place_labels(heights, _LINE_HEIGHT, y.end, y.start)
    edges = [x(cell.year) + dot_radius(cell.n_documents, largest) + 1 for cell in last.values()]
    return {kind: _End(*end) for kind, end in zip(last, zip(edges, heights, placed, strict=True), strict=True)}


def _leaders(ends: Mapping[str, _End], x: Scale, last_break: int | None) -> str:
    """Thin lines from where the lines end to their labels; none across a break of recording."""
    free = x.start if last_break is None else x(last_break - 0.5)
    paths = [
        f"M{coordinate(end.x)} {coordinate(end.y)}L{coordinate(x.end + 2)} {coordinate(end.label)}" for end in ends.values() if end.x > free
    ]
    return f'<path class="leader" d="{"".join(paths)}"/>' if paths else ""


def _sign(hue: int, edge: float, end: _End | None) -> str:
    """The marker beside the name of a line."""
    return marker(hue, edge + 2 + (_SWATCH - 6) / 2, end.label, 3.2) if end else ""


def _label(label: str, edge: float, end: _End) -> str:
    return f'<text class="end" x="{coordinate(edge + _SWATCH - 1)}" y="{coordinate(end.label + 4)}">{escape(_shorten(label))}</text>'


def _shorten(label: str) -> str:
    """The label, cut behind a word where it is too long for the margin."""
    if len(label) <= _LONGEST_LABEL:
        return label
    return (label[:_LONGEST_LABEL].rpartition(" ")[0] or label[: _LONGEST_LABEL - 1]).rstrip(" (,;–-") + "…"
