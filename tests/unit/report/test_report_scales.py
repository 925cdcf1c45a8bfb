"""Ticks, dot sizes and label placement."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftmine.report.cells import Cell
from liftmine.report.scales import Scale, dot_radius, key_counts, place_labels, share_axis, tick_step, tone_axis, year_ticks


def make_cell(value: float, low: float | None = None, high: float | None = None) -> Cell:
    return Cell(1, value, low, high, 5, True, False, None, None)


@given(first=st.integers(-40, 30), count=st.integers(1, 90), width=st.floats(120, 600))
def test_year_labels_are_whole_years_in_range_that_stand_clear_of_each_other(first: int, count: int, width: float):
    last = first + count - 1
    ticks = year_ticks(first, last, width)
    assert ticks
    assert all(first <= tick <= last for tick in ticks)
    apart = [(b - a) * width / count for a, b in pairwise(ticks)]
    assert all(distance >= 15 for distance in apart)


@pytest.mark.parametrize(("span", "most", "step"), [(12, 5, 5), (10, 5, 2), (1, 5, 0.2), (0.03, 5, 0.01), (90, 4, 50), (5, 5, 1)])
def test_tick_steps_are_one_two_or_five_times_a_power_of_ten(span: float, most: int, step: float):
    assert tick_step(span, most) == pytest.approx(step)


def test_an_axis_of_shares_begins_at_zero_and_is_not_stretched_by_one_wide_interval():
    ticks, is_cut = share_axis([make_cell(4, 1, 90), make_cell(5, 4, 6)])
    assert ticks[0] == 0
    assert 10 <= ticks[-1] <= 20
    assert is_cut
    assert share_axis([make_cell(4, 3, 6)])[1] is False


def test_an_axis_of_shares_with_nothing_but_zeros_still_has_a_length():
    ticks, _ = share_axis([make_cell(0, 0, 0)])
    assert ticks[-1] > 0


def test_an_axis_of_tone_holds_zero_and_every_interval():
    ticks, is_cut = tone_axis([make_cell(0.3, 0.22, 0.41)])
    assert ticks[0] <= 0 <= ticks[-1]
    assert 0 in ticks
    assert ticks[-1] >= 0.41
    assert not is_cut


def test_the_area_of_a_dot_grows_with_the_number_of_documents():
    assert dot_radius(20, 40) ** 2 * 2 == pytest.approx(dot_radius(40, 40) ** 2)
    assert dot_radius(1, 10_000) > 1  # never too small to be seen


@pytest.mark.parametrize(("counts", "key"), [([7, 7], [7]), ([9, 3], [3, 9]), ([3, 4, 11, 20, 20], [3, 11, 20])])
def test_the_key_shows_counts_that_occur_and_never_zero(counts: list[int], key: list[int]):
    assert key_counts(counts) == key


def test_values_beyond_the_axis_are_held_at_its_end():
    scale = Scale(0, 10, 100, 0)
    assert scale(20) == 0
    assert scale(-5) == 100
    assert scale(5) == 50


@given(st.lists(st.floats(20, 190), min_size=1, max_size=8))
def test_labels_keep_their_order_stay_inside_and_never_overlap(wanted: list[float]):
    placed = place_labels(wanted, 14, 20, 190)
    ordered = [placed[index] for index in sorted(range(len(wanted)), key=lambda index: (wanted[index], index))]
    assert all(below - above >= 14 - 1e-6 for above, below in pairwise(ordered))
    assert all(20 - 1e-6 <= at <= 190 + 1e-6 for at in placed)


def test_labels_that_do_not_collide_stay_where_they_are():
    assert place_labels([30, 90, 60], 14, 20, 190) == [30, 90, 60]


def test_labels_at_one_height_spread_evenly_around_it():
    assert place_labels([100, 100, 100], 14, 20, 190) == pytest.approx([86, 100, 114])


def test_labels_that_cannot_all_fit_share_the_room():
    placed = place_labels([50.0] * 11, 14, 0, 100)
    assert placed == pytest.approx([10.0 * place for place in range(11)])
    assert not any(math.isnan(at) for at in placed)
