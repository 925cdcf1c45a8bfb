import numpy as np
import pytest
from scipy.special import betaincinv, expit, logit

from liftmine.series.intervals import (
    beta_interval,
    logit_interval,
    moderate_rates,
    moderate_shares,
    rate_interval,
    share_interval,
    t_quantile,
)


def moderate(mean, variance, n, prior_df=20.0):
    return moderate_shares(np.array(mean), np.array(variance), np.array(n, float), prior_df, axes=(0,), wider=(0,))


def test_the_worked_example_of_two_cells_comes_out_as_on_paper():
    # m = .2 and .5, s² = .02 and .05, n = 4 and 6: φ = .07 / (.16 + .02 / 4 + .25 + .05 / 6) = .1653543
    # s²* of the first = (20 · .1653543 · .16 + 3 · .02) / 23 = .0256146; df = min(23, 8) = 8; t = 2.306004
    moderated = moderate([0.2, 0.5], [0.02, 0.05], [4, 6])
    assert moderated.error[0] == pytest.approx(0.0256146 / 4, abs=1e-7)
    assert moderated.df.tolist() == [8, 8]
    low, high = share_interval(np.array([0.2, 0.5]), moderated)
    half = 2.306004 * (0.0256146 / 4) ** 0.5 / 0.16
    assert [low[0], high[0]] == pytest.approx([expit(logit(0.2) - half), expit(logit(0.2) + half)], abs=1e-6)


def test_one_document_takes_the_pooled_spread_alone():
    moderated = moderate([0.2, 0.5, 0.4], [0.02, 0.05, 0.0], [4, 6, 1])
    assert moderated.error[2] == pytest.approx(0.1653543 * 0.24, abs=1e-7)


def test_many_documents_reach_d0_plus_n_minus_1_degrees_of_freedom():
    assert moderate([0.2, 0.5], [0.02, 0.05], [4, 60]).df.tolist() == [23, 62]


@pytest.mark.parametrize("n", [[1, 1], [3, 3]])
def test_a_pool_without_any_spread_takes_the_largest_spread_a_share_can_have(n):
    mean = np.array([0.5, 0.2])
    moderated = moderate(mean, [0.0, 0.0], n)
    assert moderated.error == pytest.approx(mean * (1 - mean) / np.array(n) * 20 / (19 + np.array(n)))
    assert moderated.df.tolist() == [20, 20]
    low, high = share_interval(mean, moderated)
    assert ((high - low) > 0.4).all()


def test_a_pool_without_spread_takes_the_dispersion_around_it():
    # Rows are voices, columns years; the second voice was never heard. φ of the first: .05 / (.25 + .02 / 4 + .25 + .03 / 4) = .09756;
    # around: the same, for the second adds 0 to both sums. So 4 documents are worth 41 observations; df = d0.
    mean, n = np.array([[0.5, 0.5], [0.0, 0.0]]), np.full((2, 2), 4.0)
    moderated = moderate_shares(mean, np.array([[0.02, 0.03], [0.0, 0.0]]), n, 20.0, axes=(1,), wider=(0, 1))
    assert moderated.effective == pytest.approx(np.full((2, 2), 41.0))
    assert moderated.df.tolist() == [[6, 6], [20, 20]]
    assert share_interval(mean, moderated)[1][1].tolist() == pytest.approx([betaincinv(2 / 3, 41 + 1 / 3, 0.975)] * 2)


def test_a_pool_with_spread_of_its_own_borrows_none():
    mean, variance, n = np.array([[0.5, 0.5], [0.2, 0.2]]), np.array([[0.02, 0.03], [0.08, 0.08]]), np.full((2, 2), 4.0)
    own, alone = (moderate_shares(mean, variance, n, 20.0, axes=(1,), wider=wider) for wider in ((0, 1), (1,)))
    assert own.effective.tolist() == alone.effective.tolist()
    assert own.error.tolist() == alone.error.tolist()


def test_rounding_error_is_no_spread():
    assert moderate([0.5, 0.2], [1e-33, 1e-33], [3, 3]).error == pytest.approx(moderate([0.5, 0.2], [0.0, 0.0], [3, 3]).error)


def test_a_document_that_says_yes_or_no_is_worth_one_observation():
    mean = np.array([0.5, 0.0, 1.0, 0.5])  # of two documents each
    assert moderate(mean, [0.5, 0.0, 0.0, 0.5], [2, 2, 2, 2]).effective.tolist() == [2, 2, 2, 2]


def test_a_cell_of_zeros_has_the_beta_interval_of_its_effective_size():
    # φ = .05 / (.25 + .05 / 5) = .1923077, so 4 documents are worth 20.8 observations
    mean = np.array([0.0, 0.5, 1.0])
    low, high = share_interval(mean, moderate(mean, [0.0, 0.05, 0.0], [4, 5, 4]))
    reach = betaincinv(2 / 3, 20.8 + 1 / 3, 0.975)
    assert [low[0], high[0], low[2], high[2]] == pytest.approx([0.0, reach, 1 - reach, 1.0])
    assert pytest.approx(reach, rel=0.15) == 3 / 20.8  # the rule of three


def test_with_less_than_two_hits_the_upper_end_is_the_beta_and_the_lower_one_the_lower_of_both():
    # φ = .05 / .26 as above: 10 documents are worth 52 observations, and .02 of them 1.04 hits
    mean = np.array([0.02, 0.5, 0.1])
    moderated = moderate(mean, [0.001, 0.05, 0.02], [10, 5, 10])
    effective, logits = moderated.effective, logit_interval(mean, moderated.error, moderated.df)
    low, high = share_interval(mean, moderated)
    own = beta_interval(mean, effective)
    assert mean[0] * effective[0] < 2 < mean[2] * effective[2]
    assert (low[0], high[0]) == (min(own[0][0], logits[0][0]), own[1][0])
    assert own[0][0] < logits[0][0]
    assert own[1][0] < logits[1][0]
    assert (low[2], high[2]) == (logits[0][2], logits[1][2])


def test_the_interval_moves_towards_the_edge_with_the_mean():
    mean = np.array([0.02, 0.01, 0.001, 0.0, 0.5])
    low, high = share_interval(mean, moderate(mean, [0.0, 0.0, 0.0, 0.0, 0.05], [5, 5, 5, 5, 5]))
    assert (np.diff(low[:4]) < 0).all()
    assert (np.diff(high[:4]) < 0).all()
    assert (low[:3] < mean[:3]).all()
    assert (mean < high).all()


def test_shares_and_what_is_left_of_them_have_mirrored_intervals():
    mean = np.array([0.0, 0.01, 0.1, 0.5, 0.97])
    variance, n = [0.0, 0.001, 0.02, 0.05, 0.01], [5, 5, 5, 5, 2]
    low, high = share_interval(mean, moderate(mean, variance, n))
    mirrored_low, mirrored_high = share_interval(1 - mean, moderate(1 - mean, variance, n))
    assert low == pytest.approx(1 - mirrored_high)
    assert high == pytest.approx(1 - mirrored_low)


def test_a_cell_without_documents_has_no_interval():
    mean = np.array([np.nan, 0.5])
    low, high = share_interval(mean, moderate(mean, [0.0, 0.05], [0, 5]))
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()


def test_rates_use_the_pooled_variance_and_stay_above_zero():
    # pooled s² = (4 + 16) / 2 = 10; s²* of the first = (20 · 10 + 3 · 4) / 23 = 9.217391; df = min(23, 6) = 6; t = 2.446912
    moderated = moderate_rates(np.array([4.0, 16.0]), np.array([4.0, 4.0]), 20.0, (0,))
    low, high = rate_interval(np.array([1.0, 30.0]), moderated.error, moderated.df)
    assert high[0] == pytest.approx(1 + 2.446912 * (9.217391 / 4) ** 0.5, abs=1e-5)
    assert low[0] == 0


def test_t_quantiles_are_those_of_the_tables():
    assert t_quantile(np.array([[1.0, 20.0], [np.nan, 1.0]]))[0] == pytest.approx([12.7062, 2.08596], abs=1e-4)


@pytest.mark.parametrize("n", [2, 3, 5, 10, 20])
@pytest.mark.parametrize(("shares", "precisions", "items"), [((0.03, 0.4), (8, 30), 12), ((0.002, 0.02), (24, 90), 100)])
def test_the_interval_covers_the_true_share_about_as_often_as_it_says(n, shares, precisions, items):
    """Unlike cells of one board, common and rare dimensions: each cell has a share and a dispersion of its own."""
    rng = np.random.default_rng(20)
    draws, cells = 1500, 20
    truth = np.tile(rng.uniform(*shares, cells), (draws, 1))
    precision = np.tile(rng.uniform(*precisions, cells), (draws, 1))[:, :, None]
    chances = rng.beta(truth[:, :, None] * precision, (1 - truth[:, :, None]) * precision, (draws, cells, n))
    values = rng.binomial(items, chances) / items
    mean, variance = values.mean(axis=2), values.var(axis=2, ddof=1)
    low, high = share_interval(mean, moderate_shares(mean, variance, np.full(mean.shape, float(n)), 20.0, axes=(1,), wider=(1,)))
    covered = ((low <= truth) & (truth <= high)).mean(axis=0)
    assert 0.93 <= covered.mean() <= 0.985
    assert covered.min() >= 0.905


@pytest.mark.parametrize("truth", [0.001, 0.01, 0.03])
def test_a_borrowed_dispersion_covers_a_voice_that_is_hardly_ever_heard(truth):
    """One voice of 40 % and a rare one that comes in bursts: a quarter of the words in a few of the meetings, none in the others."""
    rng = np.random.default_rng(4)
    draws, years, n = 2000, 2, 4
    chances = np.stack([rng.beta(3.2, 4.8, (draws, years, n)), (rng.random((draws, years, n)) < truth / 0.25) * 0.25], axis=2)
    values = rng.binomial(40, chances) / 40
    mean, variance = values.mean(axis=-1), values.var(axis=-1, ddof=1)
    low, high = share_interval(mean, moderate_shares(mean, variance, np.full(mean.shape, float(n)), 20.0, axes=(1,), wider=(1, 2)))
    assert ((low <= truth) & (truth <= high))[:, :, 1].mean() >= 0.92
    assert (high[:, :, 1][mean[:, :, 1] == 0]).mean() < 0.25
