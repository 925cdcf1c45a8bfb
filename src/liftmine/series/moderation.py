"""Variances of many short series, each moderated by what all of them show (Smyth 2004, Linear models and empirical Bayes, §6).

Nine years give a variance seven degrees of freedom, too few to stand up to many tests. The series of one measure have variances
that are alike once each is divided by what its documents let expect; how much alike is told from their spread, as `d0` further
degrees of freedom around `s0`.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, polygamma

from liftmine.series.observations import Floats, Ints

MIN_SERIES = 10  # fewer tell nothing of the spread of variances
MOST = 1e4  # degrees of freedom that stand for all variances being the same
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Prior:
    """Per series: degrees of freedom and level of the variance that the series of its pool show. `d0` = 0: each for itself."""

    d0: Floats
    s0: Floats

    def moderate(self, variance: Floats, df: Floats) -> Floats:
        """(d0 s0 + df s²) / (d0 + df)."""
        moderated: Floats = (self.d0 * self.s0 + df * variance) / (self.d0 + df)
        return moderated


def find_prior(variance: Floats, df: Floats, pool: Ints) -> Prior:
    """The prior of each pool (numbers from 0) from `variance` with `df` degrees of freedom; variances of 0 tell nothing.

    z = ln s² has mean ln s0² + ψ(df/2) − ln(df/2) − ψ(d0/2) + ln(d0/2) and variance ψ'(df/2) + ψ'(d0/2) (Smyth 2004, §6.2).
    """
    d0, s0 = np.zeros(len(variance)), np.zeros(len(variance))
    told = (variance > 0) & (df > 0)
    for number in np.unique(pool):
        members = pool == number
        used = members & told
        if np.count_nonzero(used) >= MIN_SERIES:
            d0[members], s0[members] = _fit(variance[used], df[used] / 2)
    return Prior(d0, s0)


def _fit(variance: Floats, half: Floats) -> tuple[float, float]:
    shifted = np.log(variance) - digamma(half) + np.log(half)
    spread = float(np.var(shifted, ddof=1) - np.mean(polygamma(1, half)))
    d0 = min(2 * _invert_trigamma(spread), MOST) if spread > 0 else MOST
    return d0, float(np.exp(np.mean(shifted) + digamma(d0 / 2) - np.log(d0 / 2)))


def _invert_trigamma(value: float) -> float:
    """The root x of ψ'(x) = value > 0, by Newton's method on 1 / ψ' (Smyth 2004, appendix)."""
    x = 0.5 + 1 / value
    for _ in range(_STEPS):
        here = float(polygamma(1, x))
        x += here * (1 - here / value) / float(polygamma(2, x))
    return x
