"""From cells to published rows: intervals, the standardised kind `all`, and partnership `all`."""

from dataclasses import dataclass

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
from liftmine.series.observations import Floats, Ints

_POOLED = (0, 2)  # partnership and year: cells of one kind, voice and dimension share their dispersion
_KIND = 1
MIN_PARTNERSHIPS = 3


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays partnership (and `all`) × kind (and `all`) × year × voice × column; scores still on (1 + tone) / 2.

    `missing` numbers, bit by bit, the kinds with weight that have no document in the cell.
    """

    value: Floats
    low: Floats
    high: Floats
    n_documents: Ints
    n_sentences: Ints
    n_speakers: Ints
    missing: Ints


def estimate(cells: Cells, weights: Floats, prior_df: float) -> Estimates:
    """Values and intervals of one measure; `weights` per kind, 0 where a kind is left out of `all`."""
    is_rate = cells.measure in RATES
    n = np.broadcast_to(cells.n_documents[:, :-1].astype(np.float64), cells.value.shape)
    if is_rate:
        moderated = moderate_rates(cells.variance, n, prior_df, _POOLED)
        ends = rate_interval(cells.value, moderated.error, moderated.df)
    else:
        moderated = moderate_shares(cells.value, cells.variance, n, prior_df, _POOLED)
        ends = share_interval(cells.value, moderated)
    total = _standardise(cells.value, moderated, ends, n, weights, is_rate=is_rate)
    value, low, high = (np.concatenate([own, whole], axis=_KIND) for own, whole in zip((cells.value, *ends), total, strict=True))
    whole = _across_partnerships(value, is_rate=is_rate)
    value, low, high = (np.concatenate([own, pooled]) for own, pooled in zip((value, low, high), whole, strict=True))
    n_documents, n_sentences, n_speakers = (
        np.broadcast_to(np.concatenate([counts, counts.sum(axis=0, keepdims=True)]), value.shape)
        for counts in (cells.n_documents, cells.n_sentences, cells.n_speakers)
    )
    absent = (n_documents[:, :-1] == 0) & (weights > 0)[:, None, None, None]
    missing = np.zeros(value.shape, np.int64)
    missing[:, -1] = np.sum(absent << np.arange(len(weights))[:, None, None, None], axis=_KIND)
    return Estimates(value, low, high, n_documents, n_sentences, n_speakers, missing)


def _standardise(
    value: Floats, moderated: Moderated, ends: tuple[Floats, Floats], n: Floats, weights: Floats, *, is_rate: bool
) -> tuple[Floats, Floats, Floats]:
    """Kind `all`: Σ π_d m_d over the kinds present, π renormalised (METHODS §1), with the variance Σ π_d² s²_d.

    Degrees of freedom after Satterthwaite (1946), rounded down. At 0 or 1 the ends are the weighted ends of the kinds.
    """
    weight = np.where(n > 0, weights[:, None, None, None], 0.0)
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
    edge = (mean == 0) | (mean == 1)
    return mean, np.where(edge, low, inner[0]), np.where(edge, high, inner[1])


def _across_partnerships(value: Floats, *, is_rate: bool) -> tuple[Floats, Floats, Floats]:
    """Partnership `all`: the mean of the partnerships' values, with t(G − 1) from `MIN_PARTNERSHIPS` that differ; else no interval."""
    there = ~np.isnan(value)
    n = there.sum(axis=0, keepdims=True).astype(np.float64)
    mean = np.sum(value, axis=0, keepdims=True, where=there) / np.where(n > 0, n, np.nan)
    squares = np.sum((value - mean) ** 2, axis=0, keepdims=True, where=there)
    known = (n >= MIN_PARTNERSHIPS) & (squares > 0)
    n = np.where(known, n, np.nan)
    half = t_quantile(n - 1) * np.sqrt(squares / (n - 1) / n)
    return mean, np.maximum(mean - half, 0.0), mean + half if is_rate else np.minimum(mean + half, 1.0)
