"""Slopes: what a series gains from year to year, or from before to after a day, and how surely (METHODS §4).

Of one partnership: least squares over its years, weights 1 / (τ² + se²), where τ² is the same multiple of se² for all series of a
measure (the median of theirs: a break is no noise); the variance of the slope is that of years around the line, moderated over these
series, with years that hang together (AR(1)).
Over partnerships: the mean of their slopes with t(G − 1) (Ibragimov & Müller 2010), which asks nothing of the years.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from liftmine.series.moderation import Prior, find_prior
from liftmine.series.observations import Floats, Ints
from liftmine.series.serial import correlation, estimate_rho, residual_maker

MIN_PARTNERSHIPS = 3
FLAT = 1e-12  # squares below this are rounding error


@dataclass(frozen=True, slots=True)
class Answer:
    """An estimate per row with its 95 % interval and p-value; NaN where there is none."""

    estimate: Floats
    low: Floats
    high: Floats
    p_value: Floats


@dataclass(frozen=True, slots=True)
class Slopes:
    """Per series its slope, with standard error and degrees of freedom; what is told of the noise goes with it, for `breaks`.

    `weight` (series × year, 0 where there is no value) is 1 / (τ² + se²).
    """

    estimate: Floats
    error: Floats
    df: Floats
    weight: Floats
    residual_squares: Floats
    rho: Floats
    prior: Prior


def fit_slopes(value: Floats, error: Floats, regressor: Floats, pool: Ints, beside: Sequence[Floats] = ()) -> Slopes:
    """The slope of each series on `regressor` (all three series × year; NaN = left out), given the regressors `beside` it.

    At least one year more than regressors and the constant, and two values of the regressor. `pool` numbers the series whose noise is
    told together: τ² / se², ρ and the prior of the variance.
    """
    known = ~(np.isnan(value) | np.isnan(regressor))
    y = np.where(known, value, 0.0)
    plain = np.stack([known.astype(np.float64), *(np.where(known, each, 0.0) for each in (regressor, *beside))], axis=-1)
    noise = np.where(known, error, 0.0)
    level = (noise.sum(axis=1) / known.sum(axis=1))[:, None]
    left = np.einsum("sij,sj->si", residual_maker(plain), y)
    excess = np.sum(left**2, axis=1) / (known.sum(axis=1) - plain.shape[-1]) / level[:, 0] - 1
    total = np.where(known, noise, np.nan) + level * np.maximum(_find_medians(excess, pool), 0.0)[:, None]
    weight = np.where(known, 1 / total, 0.0)

    root = np.sqrt(weight)
    design = root[..., None] * plain
    solver = np.linalg.pinv(design)[:, 1]
    maker = residual_maker(design)
    residual = np.einsum("sij,sj->si", maker, root * y)
    squares = np.sum(residual**2, axis=1)
    residual[squares < FLAT] = 0.0
    rho = estimate_rho(residual, known, pool, plain.shape[-1])
    noise_matrix = correlation(rho, value.shape[1])
    spoilt = maker @ noise_matrix
    expected = np.trace(spoilt, axis1=1, axis2=2)
    df = expected**2 / np.einsum("sij,sji->s", spoilt, spoilt)
    variance = np.where(squares < FLAT, 0.0, squares / expected)
    prior = find_prior(variance, df, pool)
    unit = np.einsum("si,sij,sj->s", solver, noise_matrix, solver)
    return Slopes(
        estimate=np.einsum("si,si->s", solver, root * y),
        error=np.sqrt(prior.moderate(variance, df) * unit),
        df=df + prior.d0,
        weight=weight,
        residual_squares=squares,
        rho=rho,
        prior=prior,
    )


def _find_medians(values: Floats, pool: Ints) -> Floats:
    """For each series the median of its pool."""
    medians = np.empty(len(values))
    for number in np.unique(pool):
        medians[pool == number] = np.median(values[pool == number])
    return medians


def answer_slopes(slopes: Slopes) -> Answer:
    """The slope of each partnership by itself: t with the moderated degrees of freedom. No interval where nothing varies."""
    return _answer(slopes.estimate, np.where(slopes.error > 0, slopes.error, np.nan), slopes.df)


def pool_slopes(estimate: Floats, question: Ints) -> Answer:
    """Mean slope over the partnerships of each question (in the order of their numbers), with t(G − 1).

    Below `MIN_PARTNERSHIPS`, and where all slopes are the same, there is a mean and nothing else.
    """
    code = np.unique(question, return_inverse=True)[1]
    n = np.bincount(code)
    mean = np.bincount(code, estimate) / n
    squares = np.bincount(code, (estimate - mean[code]) ** 2)
    known = (n >= MIN_PARTNERSHIPS) & (squares > FLAT * mean**2)
    df = np.maximum(n - 1, 1).astype(np.float64)
    return _answer(mean, np.sqrt(np.where(known, squares, np.nan) / df / n), df)


def _answer(estimate: Floats, error: Floats, df: Floats) -> Answer:
    half = stdtrit(df, 0.975) * error
    return Answer(estimate, estimate - half, estimate + half, 2 * stdtr(df, -np.abs(estimate / error)))
