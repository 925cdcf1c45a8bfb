"""The validation of distances, quick: fixed seeds, and bounds wide enough for its size. `make validation` runs all of it."""

import pytest

from benchmarks import estimates


@pytest.mark.parametrize("is_paired", [True, False])
def test_distances_are_unbiased_and_as_sure_as_they_say(is_paired):
    for figure in estimates.distances(25, is_paired=is_paired):
        if figure.what.endswith("bias"):
            assert abs(figure.value) <= 0.01, figure
        if figure.what.endswith("holds it"):
            assert 0.92 <= figure.value <= 0.985, figure
        if figure.what.endswith("p < .05") and "truth 0.000" in figure.what:
            assert 0.025 <= figure.value <= 0.08, figure


def test_growing_archives_do_not_converge():
    ours, _, slope, plug_in, plugged_slope = (figure.value for figure in estimates.false_convergence(25))
    assert ours <= 0.12
    assert plug_in >= 0.33
    assert abs(slope) < abs(plugged_slope) / 5


def test_intervals_of_cells_hold_the_truth():
    for figure in estimates.cell_coverage(800):
        if "worst" in figure.what:
            assert figure.value >= 0.905, figure
        else:
            assert 0.945 <= figure.value <= 0.985, figure
