"""Convergence in `changes`: what the slopes of distances are made of."""

import numpy as np
import pytest
from papers import make_record, make_study

from liftmine.series.changes import changes_table
from liftmine.series.convergence import read_distances
from liftmine.study.settings import Settings
from liftmine.tables.published import CULTURE_SERIES, DISTANCE_SERIES

PLACES = ("eastmere", "northbridge", "stourvale")
WEIGHTS = {"board_minutes": 0.75, "interview": 0.25}


def distance(place, year, value, n=8, *, width=0.02, missing=None):
    row = dict.fromkeys(DISTANCE_SERIES.names) | {"partnership_id": place, "partnership_year": year, "distance": value}
    ends = {} if value is None else {"ci_low": value - width, "ci_high": value + width}
    sizes = {"n_pairs": n, "n_documents_a": n, "n_documents_b": n, "n_partnerships": 1, "is_thin": n < 10, "kinds_missing": missing}
    return row | ends | sizes | {"type_a": "private", "type_b": "public", "is_period_complete": True, "is_suppressed": value is None}


def ask(rows):
    record = make_record([], make_study(*PLACES))
    changes = changes_table(CULTURE_SERIES.empty(), record, settings=Settings(), distances=DISTANCE_SERIES.from_rows(rows)).to_pylist()
    return {row["partnership_id"]: row for row in changes}


def falling(place, slope, years=range(1, 10), **more):
    noise = np.random.default_rng(len(place)).normal(0, 0.004, 20)
    return [distance(place, year, 0.2 + slope * year + noise[year], **more) for year in years]


def test_partner_types_that_draw_nearer_converge():
    rows = ask([row for place, slope in zip(PLACES, (-0.02, -0.022, -0.018), strict=True) for row in falling(place, slope)])
    pooled = rows["all"]
    assert (pooled["question"], pooled["measure"], pooled["dimension"], pooled["partner_type"]) == (
        "convergence",
        "distance",
        "all",
        "private;public",
    )
    assert pooled["unit"] == "squared_share_per_year"
    assert pooled["estimate"] == pytest.approx(-0.02, abs=0.003)
    assert pooled["p_value"] < 0.05
    assert pooled["estimate"] == pytest.approx(np.mean([rows[place]["estimate"] for place in PLACES]))
    assert rows["eastmere"]["p_value"] < 0.05


def test_two_partnerships_are_only_described():
    pooled = ask([row for place in PLACES[:2] for row in falling(place, -0.02)])["all"]
    assert pooled["p_value"] is None
    assert "descriptive" in pooled["note"]


def test_distances_below_zero_count_as_they_are():
    values = (0.03, 0.01, -0.01, -0.03, -0.05, -0.07)
    row = ask([distance("eastmere", year, value) for year, value in enumerate(values, 1)])["eastmere"]
    assert row["estimate"] == pytest.approx(-0.02)


def test_a_year_of_another_make_is_left_out_and_the_note_says_so():
    rows = [*falling("eastmere", 0.0, missing="interview"), distance("eastmere", 10, 0.9), distance("northbridge", 1, 0.1)]
    panel = read_distances(DISTANCE_SERIES.from_rows(rows), WEIGHTS)
    assert np.nanmax(panel.value) < 0.3
    assert panel.kind_sets[panel.kinds[0]] == ("board_minutes",)
    assert "made of board_minutes alone" in ask(rows)["eastmere"]["note"]


def test_three_years_are_no_series():
    assert read_distances(DISTANCE_SERIES.from_rows(falling("eastmere", 0.0, years=range(1, 4))), WEIGHTS) is None
    assert read_distances(DISTANCE_SERIES.empty(), WEIGHTS) is None


def test_withheld_years_and_the_pooled_rows_are_not_read():
    rows = [*falling("eastmere", 0.0), distance("eastmere", 10, None), *falling("all", 0.5)]
    panel = read_distances(DISTANCE_SERIES.from_rows(rows), WEIGHTS)
    assert panel.places == ("eastmere",)
    assert len(panel.years) == 9


def test_years_with_more_papers_weigh_more_whatever_their_distance():
    sizes = (3, 20, 3, 20, 3, 20)
    rows = [distance("eastmere", year, 0.1, n, width=(4 / n + 8 / n / (n - 1)) ** 0.5 / 100) for year, n in enumerate(sizes, 1)]
    error = read_distances(DISTANCE_SERIES.from_rows(rows), WEIGHTS).error[0]
    expected = np.array([4 / n + 8 / n / (n - 1) for n in sizes])
    assert np.allclose(error / error[0], expected / expected[0])


def test_a_small_distance_with_a_narrow_interval_weighs_no_more_than_a_large_one():
    rows = [distance("eastmere", year, 0.1 * year, width=0.01 * year) for year in range(1, 7)]
    error = read_distances(DISTANCE_SERIES.from_rows(rows), WEIGHTS).error[0]
    assert np.allclose(error, error[0])
