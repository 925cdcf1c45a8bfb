"""Breaks: one year from which a series runs at another level (METHODS §4).

The statistic is sup-F over all years that leave `MIN_SEGMENT` known years on each side (Andrews 1993), with moderated variance,
against simulated AR(1) series. The year is that of the largest F, which is also where the squared error of two
means is least: what `ruptures` finds for one break with the l2 cost. How sure the year is tell series redrawn from the two levels
and the noise around them (a parametric bootstrap: Efron & Tibshirani 1993, §6.5).
"""

from dataclasses import dataclass

import numpy as np

from liftmine.series.observations import Bools, Floats, Ints
from liftmine.series.trends import FLAT, Answer, Slopes

MIN_SEGMENT = 2
MIN_YEARS = 8
LEVEL = 0.05
REDRAWN = 500
_ENDS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Breaks:
    """Per series the step (its interval excludes 0 where p < .05), the position of its first year, and whether a line fits better.

    Where p < .05: `year_share` is the share of redrawn series whose break is in that year; in 95 % of them it is from `low_year` to
    `high_year` (positions).
    """

    answer: Answer
    first_year: Ints
    is_gradual: Bools
    low_year: Ints
    high_year: Ints
    year_share: Floats


@dataclass(frozen=True, slots=True)
class _Steps:
    """The best split of each row: sum of squares it explains, what is left, the position of its first year, height of the step."""

    explained: Floats
    left: Floats
    first_year: Ints
    height: Floats


def find_breaks(value: Floats, slopes: Slopes, *, draws: int, seed: int) -> Breaks:
    """The strongest break of each series (series × year), with the noise that its `slopes` show; NaN below `MIN_YEARS` known years."""
    known = slopes.weight > 0
    asked = np.count_nonzero(known, axis=1) >= MIN_YEARS
    steps = _split(np.where(known, value, 0.0), slopes.weight)
    freedom = known.sum(axis=1) - 2.0
    usable = asked & (steps.explained + steps.left >= FLAT)
    variance = np.where(usable, slopes.prior.moderate(steps.left / freedom, freedom), np.nan)
    statistic = steps.explained / variance
    p_value, critical = _compare(statistic, np.count_nonzero(known, axis=1), slopes, draws, seed)
    half = np.abs(steps.height) * np.sqrt(critical / np.where(statistic > 0, statistic, np.nan))
    height = np.where(asked, steps.height, np.nan)
    answer = Answer(height, height - half, height + half, p_value)
    return Breaks(answer, steps.first_year, slopes.residual_squares <= steps.left, *_locate(steps, variance, p_value, slopes, seed))


def _locate(steps: _Steps, variance: Floats, p_value: Floats, slopes: Slopes, seed: int) -> tuple[Ints, Ints, Floats]:
    """First and last year in which the break of redrawn series falls, and the share of them in which it is in the year found.

    Series are redrawn with the step and the noise that was found. Elsewhere than in those with p < `LEVEL` nothing is asked.
    """
    low, high, share = steps.first_year.copy(), steps.first_year.copy(), np.full(len(p_value), np.nan)
    n_years = slopes.weight.shape[1]
    for row in np.flatnonzero(p_value < LEVEL).tolist():
        weight = slopes.weight[row]
        noise = _draw_noise(REDRAWN, n_years, slopes.rho[row], np.random.default_rng((seed, n_years)))
        level = np.where(np.arange(n_years) >= steps.first_year[row], steps.height[row], 0.0)
        noise *= np.sqrt(variance[row] / np.where(weight > 0, weight, np.inf))
        years = _split(np.where(weight > 0, level + noise, 0.0), weight[None]).first_year
        low[row], high[row] = np.quantile(years, _ENDS, method="inverted_cdf")
        share[row] = np.mean(years == steps.first_year[row])
    return low, high, share


def _draw_noise(draws: int, years: int, rho: float, rng: np.random.Generator) -> Floats:
    """AR(1) series of variance 1: draw × year."""
    noise = rng.standard_normal((draws, years))
    for year in range(1, years):
        noise[:, year] = rho * noise[:, year - 1] + np.sqrt(1 - rho**2) * noise[:, year]
    return noise


def _split(value: Floats, weight: Floats) -> _Steps:
    """For each row (series × year, or draw × year) the split in two means with the least weighted squares."""
    weight = np.broadcast_to(weight, value.shape)
    known = np.cumsum(weight > 0, axis=1)[:, :-1]
    allowed = (known >= MIN_SEGMENT) & (np.count_nonzero(weight, axis=1)[:, None] - known >= MIN_SEGMENT) & (weight[:, 1:] > 0)
    sums, sizes = np.cumsum(weight * value, axis=1), np.cumsum(weight, axis=1)
    before, n_before = sums[:, :-1], np.where(allowed, sizes[:, :-1], 1.0)
    after, n_after = sums[:, -1:] - before, np.where(allowed, sizes[:, -1:] - sizes[:, :-1], 1.0)
    height = after / n_after - before / n_before
    explained = np.where(allowed, height**2 * n_before * n_after / sizes[:, -1:], -1.0)
    best = np.argmax(explained, axis=1)[:, None]
    mean = sums[:, -1:] / sizes[:, -1:]
    total = np.sum(weight * (value - mean) ** 2, axis=1)
    strongest = np.take_along_axis(explained, best, 1)[:, 0]
    return _Steps(strongest, np.maximum(total - strongest, 0.0), best[:, 0] + 1, np.take_along_axis(height, best, 1)[:, 0])


def _compare(statistic: Floats, n_years: Ints, slopes: Slopes, draws: int, seed: int) -> tuple[Floats, Floats]:
    """p-value of each series, and the statistic that has p = `LEVEL`: simulated once for all series of as many years and the same noise."""
    p_value, critical = np.full(len(statistic), np.nan), np.full(len(statistic), np.nan)
    asked = ~np.isnan(statistic)
    kinds, code = np.unique(np.column_stack([n_years, slopes.rho, slopes.prior.d0])[asked], axis=0, return_inverse=True)
    for number, (years, rho, d0) in enumerate(kinds):
        members = np.flatnonzero(asked)[code.ravel() == number]
        null = np.sort(_simulate(int(years), rho, d0, draws, seed))
        larger = draws - np.searchsorted(null, statistic[members], side="left")
        p_value[members] = (1 + larger) / (1 + draws)
        critical[members] = np.quantile(null, 1 - LEVEL)
    return p_value, critical


def _simulate(years: int, rho: float, d0: float, draws: int, seed: int) -> Floats:
    """The statistic of `draws` AR(1) series with variance drawn from the prior: what is seen where nothing breaks.

    Years are taken as consecutive. Years with gaps between them hang together less, so that for them the test is a little strict.
    """
    rng = np.random.default_rng(seed)
    noise = _draw_noise(draws, years, rho, rng)
    if d0 > 0:
        noise *= np.sqrt(d0 / rng.chisquare(d0, (draws, 1)))
    steps = _split(noise, np.ones((1, years)))
    statistic: Floats = steps.explained / ((d0 + steps.left) / (d0 + years - 2))
    return statistic
