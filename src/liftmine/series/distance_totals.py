"""From distances of kinds to rows: kinds mixed, partnerships pooled, intervals and p-values.

What is withheld was never computed (`distance_cells`), so totals are made of what may be published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from liftmine.series.distance_cells import MIN_DOCUMENTS, MIXED, NONE, KindDistances
from liftmine.series.intervals import t_quantile
from liftmine.series.observations import Bools, Floats, Ints
from liftmine.series.pooling import MIN_PARTNERSHIPS
from liftmine.series.spread import score_interval
from liftmine.series.years import find_recomposed
from liftmine.study.thresholds import COMPLEMENTARY, REASONS

MIN_BITS = 5.0  # with fewer than 2⁵ outcomes, as of five meetings, no p-value could be below .03
_FEW_DOCUMENTS = REASONS.index("few_documents")
_ROUNDING = 1e-12
_STACKED = ("value", "at_zero", "growth", "df", "bits", "method", "n_pairs")


@dataclass(frozen=True, slots=True)
class Mixture(KindDistances):
    """Distances of kinds mixed: partnership × year, with `value` NaN where there is no distance.

    `missing` numbers, bit by bit, the kinds with weight that are not in it; `reason` is the position in `REASONS`, -1 for none.
    """

    missing: Ints
    reason: Ints


@dataclass(frozen=True, slots=True)
class Distances:
    """What is published of a pair of partner types: arrays partnership (and `all`) × year; NaN is null."""

    value: Floats
    low: Floats
    high: Floats
    null_mean: Floats
    p_value: Floats
    method: Ints
    n_a: Ints
    n_b: Ints
    n_pairs: Ints
    n_partnerships: Ints
    missing: Ints
    reason: Ints
    is_recomposed: Bools


def mix_kinds(kinds: Sequence[KindDistances], closed: Ints, weights: Floats) -> Mixture:
    """Σ π_d U_d over the kinds that have a distance, π renormalised (METHODS §4). `closed` is partnership × kind × year: a reason or -1.

    The draws of the kinds must be independent. Counts are of what is in it; where nothing is, of what there is.
    """
    places, n_kinds, years = closed.shape
    shape = (n_kinds, places, years)
    stacked = {name: np.stack([getattr(kind, name) for kind in kinds]) for name in _STACKED}
    value, at_zero, growth, df, bits, method, n_pairs = (part.reshape(shape) for part in stacked.values())
    n = np.stack([kind.n for kind in kinds]).reshape(*shape, 2)
    weight = np.broadcast_to(weights[:, None, None], shape)
    there = (n.min(axis=-1) > 0) & (weight > 0)
    mixed = (method != NONE) & there
    is_published = mixed.any(axis=0)
    share = np.where(mixed, weight, 0.0)
    share = share / np.where(is_published, share.sum(axis=0), 1.0)
    parts = share**2 * at_zero
    squares = np.sum(parts**2 / np.where(mixed, df, 1.0), axis=0)
    null = sum(part[..., None] * kind.null.reshape(places, years, -1) for part, kind in zip(share, kinds, strict=True))
    counted = np.where(is_published, mixed, there)
    reasons = np.where(there, np.maximum(closed.transpose(1, 0, 2), _FEW_DOCUMENTS), len(REASONS))
    return Mixture(
        value=np.where(is_published, np.sum(share * value, axis=0), np.nan),
        at_zero=parts.sum(axis=0),
        growth=np.sum(share**2 * growth, axis=0),
        df=parts.sum(axis=0) ** 2 / np.where(squares > 0, squares, np.nan),
        bits=np.sum(bits, axis=0, where=mixed),
        null=null,
        method=_join_methods(method, mixed),
        n=np.sum(n, axis=0, where=counted[..., None]),
        n_pairs=np.sum(n_pairs, axis=0, where=counted),
        missing=np.sum(((weight > 0) & ~mixed) << np.arange(n_kinds)[:, None, None], axis=0),
        reason=np.where(is_published | ~there.any(axis=0), -1, reasons.min(axis=0)),
    )


def pool_partnerships(own: Mixture) -> Distances:
    """The rows of each partnership, with t of the variance between documents; and those of `all`, the mean of the published ones.

    From `MIN_PARTNERSHIPS` that differ `all` has an interval, that of t(G − 1). Where none is published it counts all.
    """
    published = ~np.isnan(own.value)
    low, high = score_interval(own.value, own.at_zero, own.growth, own.df)
    null_mean, p_value = _test(own.value, own.null, own.bits)
    alone = Distances(
        *(own.value, low, high, null_mean, p_value, own.method, own.n[..., 0], own.n[..., 1], own.n_pairs),
        *(published.astype(np.int64), own.missing, own.reason, np.zeros_like(published)),
    )
    together = _pool(own, published)
    return Distances(*(np.concatenate([getattr(alone, f.name), getattr(together, f.name)[None]]) for f in fields(Distances)))


def _pool(own: Mixture, published: Bools) -> Distances:
    n = published.sum(axis=0)
    there = (own.n.min(axis=-1) > 0) & (published | (n == 0))
    value = np.sum(own.value, axis=0, where=published) / np.where(n > 0, n, np.nan)
    squares = np.sum((own.value - value) ** 2, axis=0, where=published)
    freedom = np.where((n >= MIN_PARTNERSHIPS) & (squares > 0), n - 1.0, np.nan)
    half = t_quantile(freedom) * np.sqrt(squares / freedom / np.maximum(n, 1))
    # Draw r of one partnership meets draw r + 1 of the next: the nulls of cells of the same size are made of the same random numbers.
    null = sum(np.roll(draws, place, axis=-1) for place, draws in enumerate(own.null))
    null_mean, p_value = _test(value, null / np.maximum(n, 1)[:, None], np.sum(own.bits, axis=0, where=published))
    n_a, n_b = (np.sum(own.n[..., side], axis=0, where=there) for side in (0, 1))
    lacking = np.bitwise_and.reduce(np.where(there, own.missing, -1), axis=0)
    withheld = np.where(np.minimum(n_a, n_b) < MIN_DOCUMENTS, _FEW_DOCUMENTS, COMPLEMENTARY)
    return Distances(
        *(value, value - half, value + half, null_mean, p_value, _join_methods(own.method, published), n_a, n_b),
        n_pairs=np.sum(own.n_pairs, axis=0, where=there),
        n_partnerships=n,
        missing=np.where(there.any(axis=0), lacking, own.missing.max(axis=0)),
        reason=np.where((n == 0) & there.any(axis=0), withheld, -1),
        is_recomposed=find_recomposed(published, axis=1),
    )


def _join_methods(method: Ints, used: Bools) -> Ints:
    """The method of those `used` along the first axis: `MIXED` where they differ, `NONE` where there is none."""
    smallest, largest = np.min(method, axis=0, where=used, initial=MIXED), np.max(method, axis=0, where=used, initial=NONE)
    return np.where(smallest < largest, MIXED, largest)


def _test(value: Floats, null: Floats, bits: Floats) -> tuple[Floats, Floats]:
    """Mean of the null, and p = (1 + #{U* ≥ U}) / (R + 1); NaN where there is no distance, and p where the null has too few outcomes."""
    larger = np.count_nonzero(null >= (value - _ROUNDING)[..., None], axis=-1)
    asked = ~np.isnan(value)
    p_value = np.where(asked & (bits >= MIN_BITS), (1 + larger) / (1 + null.shape[-1]), np.nan)
    return np.where(asked, null.mean(axis=-1), np.nan), p_value
