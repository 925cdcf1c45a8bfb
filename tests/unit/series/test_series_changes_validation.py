"""The validation study, quick: fixed seeds, and bounds wide enough for its size. `make validation` runs all of it."""

from dataclasses import replace

import pytest

from benchmarks import validation
from benchmarks.validation import ROOMY

SMALL = replace(ROOMY, dimensions=ROOMY.dimensions[:12])


def by_name(figures):
    return {figure.what: figure for figure in figures}


def test_shuffled_years_are_significant_as_often_as_promised():
    for figure in validation.placebo(60, SMALL):
        assert 0.035 <= figure.value <= 0.065, figure


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_series_that_hang_together_raise_no_more_alarms_than_promised(rho):
    for figure in validation.serial_nulls(20, 9, rho):
        assert 0.02 <= figure.value <= 0.08, figure


def test_the_interval_of_a_slope_holds_the_truth():
    for figure in validation.coverage(30, 3):
        assert 0.91 <= figure.value <= 0.99, figure


def test_the_plan_of_the_demo_is_found_and_its_null_dimension_is_silent():
    figures = by_name(validation.power(8, SMALL))
    assert all(figure.value >= 0.75 for name, figure in figures.items() if name.endswith("found, p < .05")), figures
    assert figures["eastmere's step, where found: within a year of year 6"].value >= 0.8
    assert figures["risk: trend reported, q < .05"].value <= 0.02
    assert figures["risk: break reported, q < .05"].value <= 0.02


def test_steady_records_are_left_alone_and_broken_ones_are_not():
    figures = by_name(validation.recording(60, 9, 12))
    assert figures["9 years of 12 papers, steady board: not flagged"].value >= 0.95
    for kind in ("individual statements", "actions alone"):
        rows = {name: figure for name, figure in figures.items() if kind in name}
        assert all(figure.value >= 0.95 for name, figure in rows.items() if name.endswith("flagged then")), rows
        assert all(figure.value <= 0.1 for name, figure in rows.items() if name.endswith("another year too")), rows


def test_an_event_amid_a_steady_trend_is_no_change():
    for slope in (0.0, 0.5):
        own, pooled, plain = (figure.value for figure in validation.events(30, 9, slope))
        assert 0.025 <= own <= 0.075
        assert 0.02 <= pooled <= 0.085
        assert plain >= 0.5 or not slope
