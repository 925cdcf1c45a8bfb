"""`changes`: what changed over the years, and how surely (METHODS §4)."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from liftmine.series.breaks import MIN_SEGMENT, Breaks, find_breaks
from liftmine.series.breaks import MIN_YEARS as MIN_BREAK_YEARS
from liftmine.series.change_rows import BREAK, NOWHERE, Row, Spoilt, build_changes, recording_rows, series_rows
from liftmine.series.convergence import CONVERGENCE, read_distances
from liftmine.series.observations import Floats, Ints
from liftmine.series.panel import Panel, read_panel
from liftmine.series.record import Record
from liftmine.series.trends import MIN_PARTNERSHIPS, Answer, Slopes, answer_slopes, fit_slopes, pool_slopes
from liftmine.study.calendar import partnership_year
from liftmine.study.model import Study
from liftmine.study.settings import Settings

_ROUNDS = 20  # of partnerships' levels and years' means in turn
GRADUAL = "a line fits better than a step"
BEFORE_AFTER = "before_after"
MIN_LINE = 3  # years on each side of an event
NO_LINE = f"descriptive: fewer than {MIN_LINE} years on a side, the trend is not taken out"


def changes_table(culture: pa.Table, record: Record, *, settings: Settings, distances: pa.Table | None = None) -> pa.Table:
    """The table CHANGES: from `culture`, the published CULTURE_SERIES (after disclosure), and the record that it was measured in.

    Every series with enough published years is asked for a trend, a break, and a difference between before and after the event of its
    partnership: each partnership by itself, and pooled (partnership `all`). q-values are those of one question and partnership (`all`
    is one more); the study's primary series stands alone. A change across a recording break says so in its note. Every pair of partner
    types with enough published `distances` (DISTANCE_SERIES) is asked whether it converges.
    """
    rows, spoilt = list(recording_rows(record.shifts)), record.breaks
    weights = {str(kind): weight for kind, weight in settings.series.kind_weights.items()}
    panel = read_panel(culture, weights)
    if panel is not None:
        slopes = fit_slopes(panel.value, panel.error, panel.counted_years, panel.noise)
        rows += _slope_rows("trend", panel, slopes, spoilt, unit="{}_per_year")
        rows += _break_rows(panel, slopes, spoilt, settings)
        rows += _event_rows(panel, spoilt, record.study)
    gaps = read_distances(distances, weights) if distances is not None else None
    if gaps is not None:
        slopes = fit_slopes(gaps.value, gaps.error, gaps.counted_years, gaps.noise)
        rows += _slope_rows(CONVERGENCE, gaps, slopes, spoilt, unit="{}_per_year")
    return build_changes(rows, record.study.primary)


def _slope_rows(
    name: str, panel: Panel, slopes: Slopes, spoilt: Spoilt, *, unit: str = "{}", notes: list[str] | None = None
) -> Iterator[Row]:
    """Slopes of each partnership and over partnerships; `notes` belong to the former."""
    yield from series_rows(name, panel, panel.single, answer_slopes(slopes), spoilt=spoilt, unit=unit, notes=notes)
    pooled = pool_slopes(slopes.estimate, panel.question)
    yield from series_rows(name, panel, panel.members(), pooled, spoilt=spoilt, unit=unit, is_pooled=True)


def _break_rows(panel: Panel, slopes: Slopes, spoilt: Spoilt, settings: Settings) -> Iterator[Row]:
    draws, seed = settings.series.null_draws, settings.series.seed
    found = find_breaks(panel.value, slopes, draws=draws, seed=seed)
    located, notes = _locate(panel, found)
    yield from series_rows(BREAK, panel, panel.single, found.answer, spoilt=spoilt, located=located, notes=notes)
    value, error, members = _mean_series(panel, slopes)
    if members:
        first = np.array([rows[0] for rows in members])
        pooled = fit_slopes(value, error, panel.counted_years[first], panel.noise[first])
        found = find_breaks(value, pooled, draws=draws, seed=seed)
        located, notes = _locate(panel, found)
        yield from series_rows(BREAK, panel, members, found.answer, spoilt=spoilt, is_pooled=True, located=located, notes=notes)


def _locate(panel: Panel, found: Breaks) -> tuple[list[Row], list[str | None]]:
    """The year of each break and how sure it is, and a note in its place where a line fits better."""
    low, year, high = (panel.years[at].tolist() for at in (found.low_year, found.first_year, found.high_year))
    places = [dict(zip(NOWHERE, told, strict=True)) for told in zip(year, low, high, found.year_share.tolist(), strict=True)]
    gradual = found.is_gradual.tolist()
    located = [NOWHERE if is_gradual else place for place, is_gradual in zip(places, gradual, strict=True)]
    return located, [GRADUAL if is_gradual else None for is_gradual in gradual]


def _mean_series(panel: Panel, slopes: Slopes) -> tuple[Floats, Floats, list[Ints]]:
    """Per question the mean over partnerships in years with enough of them, with its variance, and the series each is made of.

    It is l_t of y = a_g + l_t by least squares, so that a partnership that comes or goes does not move it. Questions with too few
    such years are left out.
    """
    members = panel.members()
    order, sizes = np.concatenate(members), [len(rows) for rows in members]
    starts = np.cumsum([0, *sizes[:-1]])
    known, value = (slopes.weight > 0)[order], panel.value[order]
    n = np.add.reduceat(known.astype(np.float64), starts, axis=0)
    mean = np.zeros_like(n)
    for _ in range(_ROUNDS):
        level = np.mean(value - np.repeat(mean, sizes, axis=0), axis=1, where=known, keepdims=True)
        mean = np.add.reduceat(np.where(known, value - level, 0.0), starts, axis=0) / np.maximum(n, 1)
    noise = np.add.reduceat(np.where(known, 1 / np.where(known, slopes.weight[order], 1.0), 0.0), starts, axis=0)
    enough = n >= MIN_PARTNERSHIPS
    kept = np.flatnonzero(np.count_nonzero(enough, axis=1) >= MIN_BREAK_YEARS)
    value, error = (np.where(enough, part, np.nan)[kept] for part in (mean, noise / np.maximum(n, 1) ** 2))
    return value, error, [members[at] for at in kept]


def _event_rows(panel: Panel, spoilt: Spoilt, study: Study) -> Iterator[Row]:
    """Before and after the event of each partnership: the change of level beside the series' own line. The year of the event is in neither.

    An event amid a steady trend is no change. With fewer than `MIN_LINE` published years on a side there is no line to take out: then the
    difference of the means is told, and tested against nothing.
    """
    events = {each.id: (each.event.name, partnership_year(each.event.date, each.started)) for each in study.partnerships if each.event}
    nowhere = ("", np.iinfo(np.int32).min)
    happened = np.array([events.get(name, nowhere)[1] for name in panel.places])[panel.place][:, None]
    side = np.where(panel.years == happened, np.nan, panel.years > happened)
    n = np.minimum(*(np.count_nonzero(panel.is_known & (side == each), axis=1) for each in (0, 1)))
    for has_line, kept in ((True, np.flatnonzero(n >= MIN_LINE)), (False, np.flatnonzero((n >= MIN_SEGMENT) & (n < MIN_LINE)))):
        if not len(kept):
            continue
        chosen = panel.take(kept)
        beside = (chosen.counted_years,) if has_line else ()
        slopes = fit_slopes(chosen.value, chosen.error, side[kept], chosen.noise, beside)
        names = [f"event: {events[panel.places[place]][0]}" for place in chosen.place]
        if has_line:
            yield from _slope_rows(BEFORE_AFTER, chosen, slopes, spoilt, notes=names)
        else:
            nothing = np.full(len(kept), np.nan)
            answer, notes = Answer(slopes.estimate, nothing, nothing, nothing), [f"{name}; {NO_LINE}" for name in names]
            yield from series_rows(BEFORE_AFTER, chosen, chosen.single, answer, spoilt=spoilt, notes=notes)
