"""What was planted in the demo's papers is found in its release, and what was not is not.

The early years (1 to 3) of a cell are held against the late ones (7 to 9): the mean of three published values against the mean of
the other three, with the half-widths of their intervals added as independent errors are.
"""

from itertools import pairwise, product
from math import hypot, sqrt
from statistics import fmean

import pytest

from demo.passages import MAIN
from demo.trajectories import PARTNERSHIPS, PLANTED_SIDES, YEARS, planted

EARLY, LATE = (1, 2, 3), (7, 8, 9)
PLACES = [(partnership, side, stance) for partnership, side in product(PARTNERSHIPS, PLANTED_SIDES) for stance in MAIN]
MOVING = [(p, s, stance) for p, s, stance in PLACES if planted(p, s)[stance].shape != "constant"]
STEADY = [place for place in PLACES if place not in MOVING]
TONE = [("northbridge", side, 1) for side in PLANTED_SIDES] + [("stourvale", side, -1) for side in PLANTED_SIDES]


@pytest.fixture(scope="module")
def cells(demo):
    release, _ = demo
    return {
        (
            row["partnership_id"],
            row["partner_type"],
            row["dimension"] if row["measure"] == "lexicon_share" else "tone",
            row["partnership_year"],
        ): row
        for row in release.table("culture_series").to_pylist()
        if row["document_kind"] == "board_minutes"
        and (row["measure"] == "lexicon_share" or (row["measure"], row["dimension"]) == ("tone", "all"))
    }


@pytest.fixture(scope="module")
def answers(demo):
    """What the table `changes` finds clear in single partnerships: place → question → row."""
    release, _ = demo
    clear = {}
    for row in release.table("changes").to_pylist():
        if row["q_value"] is not None and row["q_value"] < 0.05:
            dimension = row["dimension"] if row["measure"] == "lexicon_share" else row["measure"]
            clear.setdefault((row["partnership_id"], row["partner_type"], dimension), {})[row["question"]] = row
    return clear


def change(cells, *place):
    """How far the late years lie from the early ones, in units of the 95 % interval of the difference."""
    means, errors = [], []
    for years in (EARLY, LATE):
        rows = [cells[*place, year] for year in years]
        means.append(fmean(row["value"] for row in rows))
        errors.append(sqrt(sum(((row["ci_high"] - row["ci_low"]) / 2) ** 2 for row in rows)) / len(years))
    return (means[1] - means[0]) / hypot(*errors)


def test_every_cell_of_the_two_sides_is_published(cells):
    silent = [place for place in product(PARTNERSHIPS, PLANTED_SIDES, (*MAIN, "tone"), YEARS) if cells[place]["value"] is None]
    assert silent == []


@pytest.mark.parametrize(("partnership", "side", "stance"), MOVING)
def test_a_planted_change_is_found_with_its_sign(cells, partnership, side, stance):
    course = planted(partnership, side)[stance]
    sign = 1 if course.share(YEARS[-1]) > course.share(1) else -1
    assert sign * change(cells, partnership, side, stance) > 1


@pytest.mark.parametrize(("partnership", "side", "stance"), STEADY)
def test_where_nothing_was_planted_nothing_is_found(cells, partnership, side, stance):
    assert abs(change(cells, partnership, side, stance)) < 1


@pytest.mark.parametrize(("partnership", "side", "sign"), TONE)
def test_the_tone_warms_in_northbridge_and_turns_cold_in_stourvale(cells, partnership, side, sign):
    assert sign * change(cells, partnership, side, "tone") > 1


def test_the_audit_of_eastmere_shows_in_its_sixth_year_and_stays(cells):
    values = [cells["eastmere", "public", "accountability", year]["value"] for year in YEARS]
    jumps = [after - before for before, after in pairwise(values)]
    assert YEARS[jumps.index(max(jumps)) + 1] == 6
    assert min(values[5:]) > 2 * max(values[:5])


def test_risk_is_silent_everywhere(cells):
    """The null dimension: no year's interval is clear of any other year's."""
    for place in product(PARTNERSHIPS, PLANTED_SIDES):
        rows = [cells[*place, "risk", year] for year in YEARS]
        assert max(row["ci_low"] for row in rows) < min(row["ci_high"] for row in rows)


@pytest.mark.parametrize(("partnership", "side", "stance"), MOVING)
def test_the_tests_of_changes_call_a_planted_change_clear_with_its_sign(answers, partnership, side, stance):
    course = planted(partnership, side)[stance]
    found = answers[partnership, side, stance]
    sign = 1 if course.share(YEARS[-1]) > course.share(1) else -1
    assert {row["estimate"] > 0 for row in found.values()} == {sign > 0}


def test_the_audit_of_eastmere_is_dated_as_a_step(answers):
    assert answers["eastmere", "public", "accountability"]["break"]["break_year"] == 6


def test_no_test_of_changes_hears_anything_in_the_null_dimension(answers):
    assert [place for place in answers if place[2] == "risk"] == []


def test_the_way_the_papers_are_written_never_changes(demo):
    release, _ = demo
    rows = [row for row in release.table("changes").to_pylist() if row["question"] == "recording"]
    assert len(rows) > 0
    assert all(row["break_year"] is None for row in rows)
