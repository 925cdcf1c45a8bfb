"""What is told of noise: how much, how alike among series, and how much of it stays from year to year."""

import numpy as np
import pytest
import ruptures

from liftmine.series.breaks import find_breaks
from liftmine.series.moderation import MOST, find_prior
from liftmine.series.serial import correlation, estimate_rho, residual_maker
from liftmine.series.trends import answer_slopes, fit_slopes


def draw_series(n, years, *, rho=0.0, spread=None, seed=1):
    """AR(1) noise; with a `spread`, variances drawn as spread / χ²(spread)."""
    rng = np.random.default_rng(seed)
    value = rng.standard_normal((n, years)) @ np.linalg.cholesky(correlation(np.array([rho]), years))[0].T
    return value if spread is None else value * np.sqrt(spread / rng.chisquare(spread, (n, 1)))


def fit(value):
    years = np.broadcast_to(np.arange(value.shape[1], dtype=np.float64), value.shape)
    return fit_slopes(value, np.ones(value.shape), years, np.zeros(len(value), np.int64))


def test_the_prior_of_variances_is_recovered():
    rng = np.random.default_rng(2)
    df = np.full(4_000, 7.0)
    variance = 0.5 * (8 / rng.chisquare(8, 4_000)) * rng.chisquare(7, 4_000) / 7
    prior = find_prior(variance, df, np.zeros(4_000, np.int64))
    assert prior.d0[0] == pytest.approx(8, rel=0.2)
    assert prior.s0[0] == pytest.approx(0.5, rel=0.05)


def test_variances_that_differ_by_chance_alone_are_all_the_same():
    variance = np.random.default_rng(3).chisquare(7, 300) / 7
    assert find_prior(variance, np.full(300, 7.0), np.zeros(300, np.int64)).d0[0] > 50


def test_variances_as_even_as_chance_never_makes_them_have_the_largest_prior():
    assert find_prior(np.full(50, 2.0), np.full(50, 7.0), np.zeros(50, np.int64)).d0[0] == MOST


def test_few_series_have_no_prior_and_pools_are_apart():
    variance = np.concatenate([np.ones(9), np.full(30, 4.0)])
    prior = find_prior(variance, np.full(39, 7.0), np.repeat([0, 1], [9, 30]))
    assert prior.d0[0] == 0
    assert prior.d0[-1] > 0
    assert prior.moderate(variance, np.full(39, 7.0))[0] == 1.0


@pytest.mark.parametrize("years", [9, 15])
@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_the_coefficient_is_not_the_one_a_line_leaves_behind(years, rho):
    value = draw_series(400, years, rho=rho)
    design = np.stack([np.ones(years), np.arange(years)], axis=-1)[None]
    residual = value @ residual_maker(design)[0]
    found = estimate_rho(residual, np.ones(value.shape, bool), np.zeros(400, np.int64))
    assert found[0] == pytest.approx(rho, abs=0.08)


def test_years_without_a_value_are_skipped_over():
    value = draw_series(50, 9, rho=0.5)
    known = np.ones((50, 11), bool)
    known[:, [3, 7]] = False
    gaps = np.zeros((50, 11))
    gaps[known] = value.ravel()
    pool = np.zeros(50, np.int64)
    assert np.array_equal(estimate_rho(gaps, known, pool), estimate_rho(value, np.ones((50, 9), bool), pool))


def test_a_few_broken_series_do_not_move_the_coefficient_of_the_others():
    value = draw_series(60, 9)
    value[:6, 5:] += 10
    assert fit(value).rho[0] < 0.15


@pytest.mark.parametrize(("years", "spread"), [(5, None), (9, 5.0), (9, None)])
def test_moderated_tests_keep_their_level_at_any_spread_of_variances(years, spread):
    slopes = fit(draw_series(3_000, years, spread=spread))
    assert np.mean(answer_slopes(slopes).p_value < 0.05) == pytest.approx(0.05, abs=0.02)
    if years >= 8:
        found = find_breaks(draw_series(3_000, years, spread=spread), slopes, draws=1_999, seed=1)
        assert np.mean(found.answer.p_value < 0.05) == pytest.approx(0.05, abs=0.013)


def test_the_interval_of_a_break_excludes_nothing_where_p_is_05_or_more():
    value = draw_series(500, 10)
    answer = find_breaks(value, fit(value), draws=1_999, seed=1).answer
    excludes = (answer.low > 0) | (answer.high < 0)
    assert np.array_equal(excludes[np.abs(answer.p_value - 0.05) > 0.002], (answer.p_value < 0.05)[np.abs(answer.p_value - 0.05) > 0.002])
    assert 0 < excludes.sum() < 60


def test_the_year_is_that_of_binary_segmentation_with_the_l2_cost():
    value = draw_series(60, 12)
    found = find_breaks(value, fit(value), draws=99, seed=1).first_year
    expected = [ruptures.Binseg(model="l2", min_size=2, jump=1).fit(row).predict(n_bkps=1)[0] for row in value]
    assert found.tolist() == expected
