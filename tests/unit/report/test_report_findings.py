"""The rule behind every title: what may be said, and what may not."""

import pytest

from liftmine.report.cells import Cell, Line
from liftmine.report.findings import Finding, count_findings, find_change, state_by_partnership, state_findings

RISING, FALLING, FLAT = [(1, 2), (2, 3), (3, 4)], [(3, 4), (2, 3), (1, 2)], [(1, 3), (1, 3), (1, 3)]
LABELS = {"public": "public", "private": "private", "joint": "joint"}


def make_line(intervals: list[tuple[float, float] | None], *, incomplete: int = 0) -> Line:
    count = len(intervals)
    return [
        Cell(year, *((None, None, None) if ends is None else (sum(ends) / 2, *ends)), 9, year < count - incomplete, False, None, None)
        for year, ends in enumerate(intervals)
    ]


@pytest.mark.parametrize(
    ("intervals", "finding"),
    [
        (RISING, Finding.RISES),
        (FALLING, Finding.FALLS),
        (FLAT, Finding.NO_CLEAR_CHANGE),
        ([(1, 2), (1, 9), (2, 3)], Finding.NO_CLEAR_CHANGE),  # ends that touch are not clear of each other
        ([(1, 2), (8, 9), (1, 2)], Finding.NO_CLEAR_CHANGE),  # a bump in the middle third says nothing of the ends
        ([(1, 2), (3, 4)], Finding.TOO_FEW_YEARS),
        ([], Finding.TOO_FEW_YEARS),
        ([(1, 2), None, None, (3, 4)], Finding.TOO_FEW_YEARS),  # missing years do not count
        ([(1, 2), None, (2, 3), None, (3, 4)], Finding.RISES),
        ([(1, 2), (1, 5), (2, 3), (2, 3), (2, 5), (6, 7)], Finding.RISES),  # mean upper end 3.5 against mean lower end 4
        ([(1, 2), (1, 6), (2, 3), (2, 3), (2, 5), (6, 7)], Finding.NO_CLEAR_CHANGE),  # both 4: they touch
    ],
)
def test_a_line_rises_or_falls_only_when_the_mean_intervals_of_first_and_last_third_do_not_overlap(intervals, finding):
    assert find_change(make_line(intervals)) is finding


def test_a_year_that_has_not_ended_decides_nothing():
    assert find_change(make_line([*FLAT, (8, 9)])) is Finding.RISES
    assert find_change(make_line([*FLAT, (8, 9)], incomplete=1)) is Finding.NO_CLEAR_CHANGE


def test_values_without_intervals_decide_nothing():
    bare = [cell._replace(low=None, high=None) for cell in make_line(RISING)]
    assert find_change(bare) is Finding.TOO_FEW_YEARS


def test_a_title_names_rises_first_and_joins_partner_types_in_the_order_of_the_study():
    lines = {"joint": make_line(RISING), "public": make_line(RISING), "private": make_line(FLAT)}
    assert state_findings([lines], LABELS) == "rises for public and joint; no clear change for private"


def test_a_title_with_nothing_to_say_says_so():
    assert state_findings([{kind: make_line(FLAT) for kind in LABELS}], LABELS) == "no clear change for any partner type"
    assert state_findings([{}], LABELS) == "too few years to say"


def test_several_partnerships_without_a_pooled_line_are_counted():
    panels = [{"public": make_line(RISING)}, {"public": make_line(FLAT)}, {"public": make_line(RISING), "joint": make_line(FALLING)}]
    assert state_findings(panels, LABELS) == "rises for public in 2 of 3 partnerships; falls for joint in 1 of 3 partnerships"
    assert count_findings(panels, "public") == {Finding.RISES: 2, Finding.NO_CLEAR_CHANGE: 1}


def test_single_partnerships_are_named_and_many_are_counted():
    lines = {"public": make_line(FALLING), "private": make_line(FALLING), "joint": make_line(FLAT)}
    few = {"Eastmere": {"public": make_line(RISING)}, "Stourvale": lines, "Ashcombe": {"public": make_line(FLAT)}}
    assert state_by_partnership(few, LABELS) == "rises for public in Eastmere; falls for public and private in Stourvale"
    many = {f"P{number}": lines for number in range(4)} | {"Q": {}}
    assert state_by_partnership(many, LABELS) == "falls for public and private in 4 of 5 partnerships"
    assert state_by_partnership({"Ashcombe": {"public": make_line(FLAT)}}, LABELS) == ""
