"""From cells to published rows: intervals, the standardised kind `all`, and partnership `all`."""

from dataclasses import dataclass, fields

import numpy as np

from liftmine.series.cells import Cells
from liftmine.series.intervals import (
    Moderated,
    logit_interval,
    moderate_rates,
    moderate_shares,
    rate_interval,
    share_interval,
    t_quantile,
)
from liftmine.series.measures import RATES
from liftmine.series.observations import ALL, Axes, Bools, Floats, Ints
from liftmine.series.suppression import choose_kinds, withhold_cells, withhold_totals
from liftmine.series.years import find_recomposed
from liftmine.study.settings import Settings

_PLACE, _KIND, _YEAR = 0, 1, 2
_POOLED = (0, 2)  # partnership and year: cells of one kind, voice and dimension share their dispersion
# Where they show none, it is that of the cells over the same sentences: other voices of a pooled share, other dimensions of a voice.
_WIDER = {"voice_share": (0, 2, 3), "mention_share": (0, 2, 3), "lexicon_share": (0, 2, 4), "topic_share": (0, 2, 4)}
MIN_PARTNERSHIPS = 3


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays partnership (and `all`) × kind (and `all`) × year × voice × column; scores still on (1 + tone) / 2.

    `missing` numbers, bit by bit, the kinds with weight that are not in a kind `all`. `reason` is the position in `REASONS` of why
    the cell must be withheld, -1 where it may be published. `n_partnerships` are those behind the value; `is_recomposed` tells where
    they are others than in the last year that has any.
    """

    value: Floats
    low: Floats
    high: Floats
    n_documents: Ints
    n_sentences: Ints
    n_speakers: Ints
    missing: Ints
    reason: Ints
    n_partnerships: Ints
    is_recomposed: Bools

    @property
    def counts(self) -> tuple[Ints, Ints, Ints]:
        """Documents, sentences, speakers."""
        return self.n_documents, self.n_sentences, self.n_speakers

    @property
    def is_published(self) -> Bools:
        """Cells that hold documents and may be published."""
        published: Bools = (self.reason < 0) & (self.n_documents > 0)
        return published


def estimate(cells: Cells, axes: Axes, weights: Floats, settings: Settings, withheld: Ints) -> Estimates:
    """Values and intervals of one measure, totals made of what may be published; `weights` per kind, 0 where left out of `all`.

    `withheld` are the reasons of cells that must stay withheld, whatever their counts (-1 = none).
    """
    reason = withhold_cells(cells, axes, settings.disclosure, withheld)
    # What is withheld lends no spread to the others' intervals: selections that differ in one such cell would give it away.
    n = np.broadcast_to(np.where(reason < 0, cells.n_documents, 0).astype(np.float64), cells.value.shape)
    moderated, ends = _find_intervals(cells, n, settings.series.prior_degrees_of_freedom)
    counts = (cells.n_documents, cells.n_sentences, cells.speakers.count())
    own = _tell_alone((cells.value, *ends), counts, np.zeros(1, np.int64), reason)

    mixed = choose_kinds(cells.n_documents > 0, reason < 0, weights, axes.kinds)
    values = _standardise(cells.value, moderated, ends, np.where(mixed, weights[:, None, None, None], 0.0), is_rate=cells.measure in RATES)
    totals = (
        np.sum(cells.n_documents, axis=_KIND, keepdims=True, where=mixed),
        np.sum(cells.n_sentences, axis=_KIND, keepdims=True, where=mixed),
        cells.speakers.count_over_kinds(mixed),
    )
    has_published = np.logical_or.reduce(mixed & (reason < 0), axis=_KIND, keepdims=True)
    reason = withhold_totals(totals, has_published, cells.measure, axes, (ALL,), limits=settings.disclosure)
    missing = np.sum(((weights > 0)[:, None, None, None] & ~mixed) << _bits(weights), axis=_KIND, keepdims=True)
    kinds = _join(own, _tell_alone(values, totals, missing, reason), _KIND)
    return _join(kinds, _pool_partnerships(kinds, cells.measure, axes, settings), _PLACE)


def _tell_alone(numbers: tuple[Floats, Floats, Floats], counts: tuple[Ints, Ints, Ints], missing: Ints, reason: Ints) -> Estimates:
    """The estimates of single partnerships."""
    is_published = (reason < 0) & (counts[0] > 0)
    told = (*counts, missing, reason, is_published.astype(np.int64), np.zeros(1, bool))
    return Estimates(*numbers, *(np.broadcast_to(part, numbers[0].shape) for part in told))


def _bits(weights: Floats) -> Ints:
    return np.arange(len(weights))[:, None, None, None]


def _join(first: Estimates, second: Estimates, axis: int) -> Estimates:
    return Estimates(*(np.concatenate([getattr(part, field.name) for part in (first, second)], axis=axis) for field in fields(Estimates)))


def _find_intervals(cells: Cells, n: Floats, prior_df: float) -> tuple[Moderated, tuple[Floats, Floats]]:
    if cells.measure in RATES:
        moderated = moderate_rates(cells.variance, n, prior_df, _POOLED)
        return moderated, rate_interval(cells.value, moderated.error, moderated.df)
    moderated = moderate_shares(cells.value, cells.variance, n, prior_df, axes=_POOLED, wider=_WIDER.get(cells.measure, _POOLED))
    return moderated, share_interval(cells.value, moderated)


def _standardise(
    value: Floats, moderated: Moderated, ends: tuple[Floats, Floats], weight: Floats, *, is_rate: bool
) -> tuple[Floats, Floats, Floats]:
    """Kind `all`: Σ π_d m_d over the kinds with a `weight`, π renormalised (METHODS §1), with the variance Σ π_d² s²_d.

    Degrees of freedom after Satterthwaite (1946), rounded down. At 0 or 1, and of one kind alone, the ends are the weighted ends of the
    kinds.
    """
    whole = weight.sum(axis=_KIND, keepdims=True)
    share = weight / np.where(whole > 0, whole, np.nan)
    used = share > 0
    mean, low, high = (np.sum(np.where(used, share * part, 0.0), axis=_KIND, keepdims=True) for part in (value, *ends))
    part = np.where(used, share**2 * moderated.error, 0.0)
    error = part.sum(axis=_KIND, keepdims=True)
    divided = np.sum(np.where(used, part**2 / moderated.df, 0.0), axis=_KIND, keepdims=True)
    mean, error = np.where(whole > 0, mean, np.nan), np.where(whole > 0, error, np.nan)
    df = np.floor(error**2 / np.where(divided > 0, divided, np.nan) + 1e-9)
    if is_rate:
        return mean, *rate_interval(mean, error, df)
    inner = logit_interval(mean, error, df)
    edge = (mean == 0) | (mean == 1) | (np.count_nonzero(used, axis=_KIND, keepdims=True) == 1)
    return mean, np.where(edge, low, inner[0]), np.where(edge, high, inner[1])


def _pool_partnerships(cells: Estimates, measure: str, axes: Axes, settings: Settings) -> Estimates:
    """Partnership `all`: the mean of the partnerships whose cell is published, counts summed over them.

    From `MIN_PARTNERSHIPS` that differ the interval is that of t(G − 1); else there is none. Where no cell is published the total
    is withheld, and counts all partnerships.
    """
    published, there = cells.is_published, cells.n_documents > 0
    has_published = np.logical_or.reduce(published, axis=_PLACE, keepdims=True)
    pooled = np.where(has_published, published, there)
    documents, sentences, speakers = (np.sum(part, axis=_PLACE, keepdims=True, where=pooled) for part in cells.counts)
    counts = (documents, sentences, speakers)
    reason = withhold_totals(counts, has_published, measure, axes, (*axes.kinds, ALL), limits=settings.disclosure)
    lacking = np.where(pooled | (documents == 0), cells.missing, -1)  # -1 has every bit
    missing = np.bitwise_and.reduce(lacking, axis=_PLACE, keepdims=True)
    numbers = _mean_of_places(cells.value, pooled, is_rate=measure in RATES)
    n = published.sum(axis=_PLACE, keepdims=True)
    return Estimates(*numbers, *counts, missing, reason, n, find_recomposed(published, axis=_YEAR)[None])


def _mean_of_places(value: Floats, pooled: Bools, *, is_rate: bool) -> tuple[Floats, Floats, Floats]:
    n = pooled.sum(axis=_PLACE, keepdims=True).astype(np.float64)
    mean = np.sum(value, axis=_PLACE, keepdims=True, where=pooled) / np.where(n > 0, n, np.nan)
    squares = np.sum((value - mean) ** 2, axis=_PLACE, keepdims=True, where=pooled)
    known = (n >= MIN_PARTNERSHIPS) & (squares > 0)
    n = np.where(known, n, np.nan)
    half = t_quantile(n - 1) * np.sqrt(squares / (n - 1) / n)
    return mean, np.maximum(mean - half, 0.0), mean + half if is_rate else np.minimum(mean + half, 1.0)
