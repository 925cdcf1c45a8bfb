"""The interval of a cell: document variance pooled over cells, t on the logit scale (METHODS §4).

Few documents stand behind a cell, so their own variance says little. A quasi-binomial dispersion φ, pooled over the cells of
one dimension, partner type and kind, is mixed with it as `d0` further degrees of freedom (variance moderation: Smyth 2004,
eq. 3). Percentile bootstraps cover 50–85 % at these sizes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, stdtrit

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEVEL = 0.95
CLIP = 0.001  # shares nearer to 0 or 1 are moved here before the logit
NO_SPREAD = 1e-9  # a dispersion below this is rounding error
_TAIL = (1 - LEVEL) / 2


@dataclass(frozen=True, slots=True)
class Moderated:
    """Per cell: variance of the cell's mean, degrees of freedom of that variance, documents' worth of information n / φ."""

    error: Floats
    df: Floats
    effective: Floats


def moderate_shares(
    mean: Floats, variance: Floats, n: Floats, prior_df: float, *, axes: tuple[int, ...], wider: tuple[int, ...]
) -> Moderated:
    """Moderated error of cell means in [0, 1].

    `mean` and `variance` (between documents, divisor n − 1) are arrays of cells with `n` documents; `axes` are those over which
    φ is pooled. Cells with n = 0 hold NaN in `mean` and come out as NaN. φ = Σ s² / Σ m(1 − m) over cells with n ≥ 2;
    s²* = (d0 φ m(1 − m) + (n − 1) s²) / (d0 + n − 1); df = min(d0 + n − 1, Σ(n − 1)).

    Where a pool shows no spread at all (nothing found, one document a cell, or all documents alike) φ cannot be told from it. Then
    it is that of the pool over the axes `wider`; where that shows none either φ = 1, the largest variance a share can have. Both
    with df = d0. In s²* a mean at 0 or 1 is taken at `CLIP`, so that no error is 0.
    """
    scale, repeated = mean * (1 - mean), n >= 2
    around = _pool_dispersion(scale, variance, repeated, wider)
    phi = _pool_dispersion(scale, variance, repeated, axes)
    borrowed = np.where(np.isnan(phi), np.where(np.isnan(around), 1.0, around), phi)
    moderated = _moderate(np.maximum(scale, CLIP * (1 - CLIP)), variance, n, borrowed, seen=~np.isnan(phi), prior_df=prior_df, axes=axes)
    return Moderated(moderated.error, moderated.df, np.where(n > 0, n / borrowed, np.nan))


def moderate_rates(variance: Floats, n: Floats, prior_df: float, axes: tuple[int, ...]) -> Moderated:
    """As `moderate_shares` for unbounded means: pooled variance instead of φ m(1 − m); NaN where a pool shows no spread."""
    scale = np.where(n > 0, 1.0, np.nan)
    spread = _pool_dispersion(scale, variance, n >= 2, axes)
    return _moderate(scale, variance, n, spread, seen=~np.isnan(spread), prior_df=prior_df, axes=axes)


def _pool_dispersion(scale: Floats, variance: Floats, repeated: Bools, axes: tuple[int, ...]) -> Floats:
    """φ = Σ s² / Σ scale over the cells with two documents or more; NaN where they show no spread."""
    spread = np.sum(variance, axis=axes, keepdims=True, where=repeated)
    expected = np.sum(scale, axis=axes, keepdims=True, where=repeated)
    phi = spread / np.where(expected > 0, expected, np.inf)
    return np.where(phi > NO_SPREAD, phi, np.nan)


def _moderate(scale: Floats, variance: Floats, n: Floats, phi: Floats, *, seen: Bools, prior_df: float, axes: tuple[int, ...]) -> Moderated:
    """`seen` says where φ comes from the pool itself, which then bounds the degrees of freedom."""
    freedom = np.sum(np.maximum(n - 1, 0), axis=axes, keepdims=True)
    own = np.where(n >= 2, (n - 1) * variance, 0.0)
    pooled = (prior_df * phi * scale + own) / (prior_df + n - 1)
    df = np.minimum(prior_df + n - 1, np.where(seen, freedom, prior_df))
    there = n > 0
    error = np.where(there, pooled / np.maximum(n, 1), np.nan)
    return Moderated(error, np.where(there, df, np.nan), np.where(there, n, np.nan))


def t_quantile(df: Floats) -> Floats:
    """The .975 quantile of Student's t; each distinct df is solved once. NaN stays NaN."""
    distinct, inverse = np.unique(df, return_inverse=True, equal_nan=True)
    quantiles: Floats = np.asarray(stdtrit(distinct, 1 - _TAIL), dtype=np.float64)
    return quantiles[inverse].reshape(df.shape)


def logit_interval(mean: Floats, error: Floats, df: Floats) -> tuple[Floats, Floats]:
    """expit(logit(m) ± h), h = t √error / (m(1 − m)), m clipped to [.001, .999].

    Beyond the clip the end on that side moves in proportion to the mean, so that the interval always holds it.
    """
    clipped = np.clip(mean, CLIP, 1 - CLIP)
    half = t_quantile(df) * np.sqrt(error) / (clipped * (1 - clipped))
    centre = logit(clipped)
    below, above = np.minimum(mean / clipped, 1.0), np.minimum((1 - mean) / (1 - clipped), 1.0)
    return expit(centre - half) * below, 1 - expit(-centre - half) * above


def boundary_interval(mean: Floats, effective: Floats) -> tuple[Floats, Floats]:
    """The exact binomial interval at 0 or 1 (Clopper & Pearson 1934) with n / φ observations; NaN elsewhere.

    Where every document measured 0, the logit has no point to stand on: (1 − p)^(n/φ) = .025 gives the upper end. NaN also where
    `effective` is.
    """
    reach = 1 - _TAIL ** (1 / effective)
    low = np.where(mean == 0, 0.0, np.where(mean == 1, 1 - reach, np.nan))
    high = np.where(mean == 0, reach, np.where(mean == 1, 1.0, np.nan))
    known = ~np.isnan(reach)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def share_interval(mean: Floats, moderated: Moderated) -> tuple[Floats, Floats]:
    """Both ends for cell means in [0, 1]: the logit interval, and the exact one at 0 and 1."""
    inner, edge = logit_interval(mean, moderated.error, moderated.df), boundary_interval(mean, moderated.effective)
    at_edge = (mean == 0) | (mean == 1)
    return np.where(at_edge, edge[0], inner[0]), np.where(at_edge, edge[1], inner[1])


def rate_interval(mean: Floats, error: Floats, df: Floats) -> tuple[Floats, Floats]:
    """The mean ± t √error, for rates that cannot be below 0."""
    half = t_quantile(df) * np.sqrt(error)
    return np.maximum(mean - half, 0.0), mean + half
