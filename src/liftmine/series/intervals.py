"""The interval of a cell: document variance pooled over cells, t on the logit scale (METHODS §4).

Few documents stand behind a cell, so their own variance says little. A quasi-binomial dispersion φ, pooled over the cells of
one dimension, partner type and kind, is mixed with it as `d0` further degrees of freedom (variance moderation: Smyth 2004,
eq. 3). Near 0 and 1, where the logit has too little to stand on, the ends are quantiles of a beta distribution. Percentile bootstraps
cover 50–85 % at these sizes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, expit, logit, stdtrit

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEVEL = 0.95
CLIP = 0.001  # shares nearer to 0 or 1 are moved here before the logit
NO_SPREAD = 1e-9  # a dispersion below this is rounding error
FEW = 2.0  # documents' worth of what is looked for (or of what is not): with fewer the logit's ends are too high, or far too wide
NEUTRAL = 1 / 3  # of a hit and of a miss: the beta prior that pulls a share to neither side (Kerman 2011, Electron. J. Stat. 5:1450)
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
    φ is pooled. Cells with n = 0 hold NaN in `mean` and come out as NaN. φ = Σ s² / Σ (m(1 − m) + s² / n) over cells with n ≥ 2: the
    mean of n documents is off by s² / n, so that m(1 − m) is too small by as much, and φ would be n / (n − 1) times too large where a
    document is a single yes or no. s²* = (d0 φ m(1 − m) + (n − 1) s²) / (d0 + n − 1); df = min(d0 + n − 1, Σ(n − 1)).

    Where a pool shows no spread at all (nothing found, one document a cell, or all documents alike) φ cannot be told from it. Then
    it is that of the pool over the axes `wider`; where that shows none either φ = 1, the largest variance a share can have. Both
    with df = d0. In s²* a mean at 0 or 1 is taken at `CLIP`, so that no error is 0.
    """
    scale, repeated = mean * (1 - mean), n >= 2
    expected = scale + variance / np.maximum(n, 1)
    around = _pool_dispersion(expected, variance, repeated, wider)
    phi = _pool_dispersion(expected, variance, repeated, axes)
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


def beta_interval(mean: Floats, effective: Floats) -> tuple[Floats, Floats]:
    """Quantiles of Beta(x + ⅓, N − x + ⅔) below and Beta(x + ⅔, N − x + ⅓) above, where x = mean · N and N = n / φ is `effective`.

    Between the exact binomial interval (Clopper & Pearson 1934), which holds far more than it says where few outcomes are possible,
    and Jeffreys', which holds less. At a mean of 0 or 1 the end on that side is 0 or 1.
    """
    found = mean * effective
    low = betaincinv(found + NEUTRAL, effective - found + 1 - NEUTRAL, _TAIL)
    high = betaincinv(found + 1 - NEUTRAL, effective - found + NEUTRAL, 1 - _TAIL)
    return np.where(mean == 0, 0.0, low), np.where(mean == 1, 1.0, high)


def share_interval(mean: Floats, moderated: Moderated) -> tuple[Floats, Floats]:
    """Both ends for cell means in [0, 1]: the logit interval, and that of the beta where there are fewer than `FEW` hits or misses.

    A single hit among few documents is likelier than the logit has it: there the lower end is the lower one of both (of a single miss
    the upper end the upper one).
    """
    low, high = logit_interval(mean, moderated.error, moderated.df)
    is_rare, is_common = mean * moderated.effective < FEW, (1 - mean) * moderated.effective < FEW
    near = is_rare | is_common
    own = low[near], high[near]
    ends = beta_interval(mean[near], moderated.effective[near])
    low[near] = np.where(is_rare[near], np.minimum(own[0], ends[0]), ends[0])
    high[near] = np.where(is_common[near], np.maximum(own[1], ends[1]), ends[1])
    return low, high


def rate_interval(mean: Floats, error: Floats, df: Floats) -> tuple[Floats, Floats]:
    """The mean ± t √error, for rates that cannot be below 0."""
    half = t_quantile(df) * np.sqrt(error)
    return np.maximum(mean - half, 0.0), mean + half
