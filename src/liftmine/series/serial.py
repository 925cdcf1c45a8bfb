"""How much of one year's surprise is still there in the next: the AR(1) coefficient of short series with gaps.

A coefficient estimated from what a line leaves of nine years is far too low, since the line takes part of it along. So the estimate is
compared with what it comes to, in the median, for series of that length whose coefficient is known (median-unbiased: Andrews 1993).
One coefficient is told for many series together, which a few series with a break in them do not move.
"""

from functools import cache

import numpy as np

from liftmine.series.observations import Bools, Floats, Ints

GRID = np.linspace(0.0, 0.9, 19)  # below 0 the years would vouch for more than they are
_DRAWS, _SEED = 2_000, 1  # of a table that is the same for every study


def residual_maker(design: Floats) -> Floats:
    """M = I − X (X'X)⁻ X' for designs series × year × term; rows of 0 are years without a value, and stay 0."""
    known = np.any(design != 0, axis=-1)
    maker: Floats = known[:, :, None] * np.eye(design.shape[1]) - design @ np.linalg.pinv(design)
    return maker


def correlation(rho: Floats, n_years: int) -> Floats:
    """ρ^|i − j|: one matrix year × year per coefficient."""
    gap = np.abs(np.subtract.outer(np.arange(n_years), np.arange(n_years)))
    matrix: Floats = rho[:, None, None] ** gap
    return matrix


def estimate_rho(residual: Floats, known: Bools, pool: Ints, n_terms: int = 2) -> Floats:
    """The coefficient of each series, from 0 to .9: that of its `pool` (numbers from 0). Series without any residual tell nothing.

    `residual` (series × year) is what a line leaves, or with 3 `n_terms` a line with a step; the years that are not `known` are skipped,
    so that their neighbours meet.
    """
    told = np.any(residual != 0, axis=1)
    closed = np.take_along_axis(residual, np.argsort(~known, axis=1, kind="stable"), axis=1)
    own = _lag(np.where(told[:, None], closed, 1.0))
    lengths, code = np.unique(np.count_nonzero(known, axis=1), return_inverse=True)
    expected = np.stack([_expect(length, n_terms) for length in lengths.tolist()])[code]
    rho = np.zeros(len(residual))
    for number in np.unique(pool[told]):
        members = told & (pool == number)
        distance = np.median(expected[members] - own[members, None], axis=0)  # grows with ρ
        rho[pool == number] = np.interp(0.0, distance, GRID)
    return rho


def _lag(residual: Floats) -> Floats:
    """Σ r_t r_{t−1} / Σ r_t² along the last axis."""
    ratio: Floats = np.sum(residual[..., 1:] * residual[..., :-1], axis=-1) / np.sum(residual**2, axis=-1)
    return ratio


@cache
def _expect(n_years: int, n_terms: int) -> Floats:
    """The median of the estimate for lines of `n_years` (with a step in the middle), for each coefficient of `GRID`."""
    noise = np.random.default_rng(_SEED).standard_normal((_DRAWS, n_years))
    years = np.arange(n_years, dtype=np.float64)
    line = np.stack([np.ones(n_years), years, years >= n_years / 2][:n_terms], axis=-1)
    coloured = noise @ np.linalg.cholesky(correlation(GRID, n_years)).transpose(0, 2, 1)
    medians: Floats = np.median(_lag(coloured @ residual_maker(line[None])[0]), axis=1)
    return medians
