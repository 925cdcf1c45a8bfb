"""How surely a distance is known: the variance of an unbiased squared distance from few documents.

Var U = 4 δ'Σ_a δ / n + 2 tr Σ_a² / n(n − 1), the same of b, and 4 tr Σ_a Σ_b / nm (Chen & Qin 2010, eq. 3.1–3.4; a paired distance
has one side, the differences). Three documents tell nothing of Σ: it is pooled over the cells of a kind, and each cell has a multiple
of it, moderated like the variance of a culture cell (METHODS §4).
"""

from dataclasses import dataclass

import numpy as np

from liftmine.series.intervals import NO_SPREAD, t_quantile
from liftmine.series.observations import Floats, Ints
from liftmine.series.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the cells: mean (cell × dimension), documents, multiple of Σ and its degrees of freedom; Σ itself, all of one kind."""

    mean: Floats
    n: Floats
    multiple: Floats
    df: Floats
    spread: Floats
    pool_df: float

    def trace(self, other: "Side") -> float:
        """The trace of Σ_a Σ_b without bias: of one side with itself the products of errors are taken out (Srivastava 2005, eq. 2.4)."""
        product = float(np.sum(self.spread * other.spread))
        if other is not self or self.pool_df < 2:
            return product
        df, trace = self.pool_df, float(np.trace(self.spread))
        unbiased = (product - trace**2 / df) * df**2 / ((df - 1) * (df + 2))
        return max(unbiased, trace**2 / len(self.spread))


def read_side(profiles: Profiles, cells: Ints, prior_df: float) -> Side:
    """The side of `cells` (sorted, of one kind), each with two documents or more."""
    own = profiles.take(cells)
    code = np.searchsorted(cells, own.cell)
    starts = np.searchsorted(code, np.arange(len(cells)))
    n = np.bincount(code, minlength=len(cells)).astype(np.float64)
    mean = np.add.reduceat(own.vector, starts, axis=0) / n[:, None]
    error = own.vector - mean[code]
    pool_df = float(np.sum(n - 1))
    spread = error.T @ error / pool_df
    trace = max(float(np.trace(spread)), np.finfo(float).tiny)
    squares = np.bincount(code, np.sum(error**2, axis=1), minlength=len(cells))
    multiple = (prior_df + squares / trace) / (prior_df + n - 1)
    return Side(mean, n, multiple, np.minimum(prior_df + n - 1, pool_df), spread, pool_df)


def find_noise(gap: Floats, sides: tuple[Side, ...]) -> tuple[Floats, Floats, Floats]:
    """Per cell `at_zero` and `growth` of Var U = at_zero + growth · |δ|², and degrees of freedom.

    `gap` (cell × dimension) is the difference of the means: δ'Σδ is |δ|² times the spread in its direction.
    """
    at_zero, growth, length = np.zeros(len(gap)), np.zeros(len(gap)), np.maximum(np.sum(gap**2, axis=1), np.finfo(float).tiny)
    for position, side in enumerate(sides):
        growth += 4 * side.multiple * np.einsum("ck,kl,cl->c", gap, side.spread, gap) / length / side.n
        at_zero += 2 * side.multiple**2 * side.trace(side) / (side.n * (side.n - 1))
        for other in sides[position + 1 :]:
            at_zero += 4 * side.multiple * other.multiple * side.trace(other) / (side.n * other.n)
    return at_zero, growth, np.minimum.reduce([side.df for side in sides])


def score_interval(value: Floats, at_zero: Floats, growth: Floats, df: Floats) -> tuple[Floats, Floats]:
    """All distances θ with (U − θ)² ≤ t² (at_zero + growth · max(θ, 0)): Wilson's (1927) way to an interval.

    With the variance at U in place of that at θ, a distance that came out small by chance would also look sure, and 10 % of the
    intervals would end below the truth. NaN where documents show no spread at all.
    """
    t = np.where(at_zero + growth > NO_SPREAD, t_quantile(df), np.nan)
    flat, bend = t * np.sqrt(at_zero), t**2 * growth / 2
    root = np.sqrt(np.maximum(2 * bend * value + bend**2 + flat**2, 0.0))
    low = np.where(value >= flat, value + bend - root, value - flat)
    return low, np.where(value >= -flat, value + bend + root, value + flat)
