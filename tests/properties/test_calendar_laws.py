"""Laws of partnership years."""

from datetime import date, timedelta
from math import floor

from hypothesis import example, given
from hypothesis import strategies as st

from liftmine.study.calendar import partnership_year, period

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))
YEARS = st.integers(min_value=-400, max_value=400)


@given(started=DAYS, year=YEARS)
def test_every_day_of_a_period_lies_in_its_year(started: date, year: int) -> None:
    first, last = period(started, year)
    assert {partnership_year(first + timedelta(n), started) for n in range((last - first).days + 1)} == {year}


@given(started=DAYS, day=DAYS)
@example(started=date(2000, 2, 29), day=date(2400 - 250, 2, 28))
def test_a_day_lies_in_the_period_of_its_year(started: date, day: date) -> None:
    first, last = period(started, partnership_year(day, started))
    assert first <= day <= last


@given(started=DAYS, year=YEARS)
def test_consecutive_periods_touch(started: date, year: int) -> None:
    assert period(started, year)[1] + timedelta(1) == period(started, year + 1)[0]


@given(started=DAYS, year=YEARS)
def test_a_period_has_365_or_366_days(started: date, year: int) -> None:
    first, last = period(started, year)
    assert (last - first).days + 1 in (365, 366)


@given(started=DAYS, day=DAYS)
def test_the_year_is_the_formula_of_the_contract(started: date, day: date) -> None:
    assert partnership_year(day, started) == floor((day - started) / timedelta(days=365.2425)) + 1


@given(started=DAYS)
def test_the_first_day_begins_year_one_and_the_day_before_ends_year_zero(started: date) -> None:
    assert period(started, 1)[0] == started
    assert (partnership_year(started, started), partnership_year(started - timedelta(1), started)) == (1, 0)


@given(started=DAYS)
def test_four_hundred_years_are_exact(started: date) -> None:
    assert period(started, 401)[0] - started == timedelta(146_097)
