"""The day of a meeting, and what is not the day of the meeting."""

from datetime import date

import pytest
from attribution_papers import make_paper, parts_of
from hypothesis import given
from hypothesis import strategies as st

from liftmine.attribution.dates.meeting_date import find_date, find_dates
from liftmine.errors import Reason

DAY = date(2011, 5, 3)


def find(text, **changes):
    return find_date(text, parts_of(text), make_paper(**changes))


@pytest.mark.parametrize(
    "opening",
    [
        "Minutes of the meeting held on Tuesday 3 May 2011 at 9.30 am",
        "Minutes of a meeting of the Board held on the 3rd May 2011",
        "Held on 3rd May 2011 via telephone",
        "Board Meeting\n\n3rd May 2011",
        "Board Meeting\n\nMay 3, 2011 at 5:30 PM",
        "Board meeting\n\nDate: 3 May 2011",
        "Title of Meeting  Board\nDate  3\nrd May 2011\nPlace  Town Hall",
        "Meeting of 3rd May 2011",
        "DRAFT v2 5 June 2011\n\nMinutes of the Estates Committee, 3 May 2011",
        "Tuesday, May 3rd, 2011\n\nBoard of Directors",
        "MINUTES OF THE MEETING HELD ON TUESDAY THE THIRD DAY OF MAY 2011",
        "Minutes of the meeting held on 2011-05-03",
        "Summary of the Estates Committee meeting held on\nMay 3, 2011 in Room 4",
    ],
)
def test_a_meeting_states_its_day_in_many_ways(opening):
    finding = find(
        f"Westmere Partnership\n\n{opening}\n\nPresent: Ann Ash, Ben Birch\n\n1. Welcome\n\nAnn Ash welcomed everybody to the room."
    )
    assert (finding.day, finding.basis, finding.reason) == (DAY, "text", None)


@pytest.mark.parametrize(
    "other",
    [
        "2. Minutes of the meeting held on 1 March 2011\n\nThe minutes were agreed.",
        "Date of next meeting: 7 June 2011",
        "Minutes of the previous meeting of 1 March 2011 were approved.",
        "3. Matters arising from 1 March 2011",
        "The report dated 12 April 2011 was noted by the members.",
        "Posted: 9 May 2011",
        "Draft v2 5 June 2011",
    ],
)
def test_other_dates_nearby_do_not_win(other):
    assert find(f"Board meeting held on 3 May 2011\n\nPresent: Ann Ash\n\n1. Apologies\n\nNone\n\n{other}").day == DAY


def test_the_date_of_the_memo_yields_to_the_date_of_the_meeting():
    text = "To:\n\nAll members\n\nDate:\n\n6 May 2011\n\n"
    text += "Subject:\n\nSummary of the meeting held on Tuesday, 3 May 2011 in Room 4\n\n1. Welcome"
    assert find(text).day == DAY


def test_metadata_outranks_the_text_and_the_text_the_file_name():
    text = "Minutes of the meeting held on 3 May 2011\n\n1. Welcome"
    assert find(text, stated_date=date(2010, 1, 2)).basis == "metadata"
    assert find(text, file_name="2009-01-02.txt").day == DAY


@pytest.mark.parametrize(
    ("name", "order", "day"),
    [
        ("board 2012-09-11 final.pdf", None, date(2012, 9, 11)),
        ("2012_09_11.docx", None, date(2012, 9, 11)),
        ("minutes20120911.txt", None, date(2012, 9, 11)),
        ("minutes 11-09-2012.txt", "day_month_year", date(2012, 9, 11)),
        ("minutes 11-09-2012.txt", "month_day_year", date(2012, 11, 9)),
        ("minutes 11 September 2012.txt", None, date(2012, 9, 11)),
    ],
)
def test_a_file_name_gives_the_day_where_the_text_is_silent(name, order, day):
    finding = find("Welcome to the meeting, which was long.", file_name=name, date_order=order)
    assert (finding.day, finding.basis) == (day, "file_name" if day else None)


@pytest.mark.parametrize(
    ("order", "day", "reason"),
    [
        ("day_month_year", date(2012, 4, 3), None),
        ("month_day_year", date(2012, 3, 4), None),
        (None, None, Reason.DATE_AMBIGUOUS),
    ],
)
def test_a_numeric_date_is_read_by_declared_order_only(order, day, reason):
    finding = find("Minutes of the meeting held on 03/04/2012\n\n1. Welcome", date_order=order)
    assert (finding.day, finding.reason) == (day, reason)


def test_a_numeric_date_with_one_reading_needs_no_order():
    assert find("Minutes of the meeting held on 23.4.12\n\n1. Welcome").day == date(2012, 4, 23)


def test_a_weekday_decides_between_two_readings():
    assert find("Minutes of the meeting held on Tuesday 03/04/2012\n\n1. Welcome").day == date(2012, 4, 3)


def test_a_date_far_ahead_is_a_date_like_any_other_here():
    finding = find("Minutes of the meeting held on 3 May 2099\n\n1. Welcome")
    assert (finding.day, finding.reason) == (date(2099, 5, 3), None)


def test_no_date_is_a_reason_of_its_own():
    assert find("Welcome to the meeting, which was long.").reason is Reason.DATE_MISSING


@given(st.integers(0, 120))
def test_where_a_date_stands_in_a_line_does_not_change_it(n_before):
    text = f"March {'x' * n_before} 3 May 2011 may"
    assert [candidate.days for candidate in find_dates(text, None)] == [(DAY,)]


def test_a_day_that_no_calendar_has_is_no_date():
    assert find_dates("on 31 June 2011 or 30.02.2011", "day_month_year") == []


@given(
    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "the {d}th of {m} {y}", "{y}-{n:02}-{d:02}"]),
)
def test_every_day_of_the_calendar_is_found_as_written(day, form):
    written = form.format(d=day.day, m=f"{day:%B}", y=day.year, n=day.month)
    assert [candidate.days for candidate in find_dates(f"held on {written} at noon", None)] == [(day,)]


@given(st.text(alphabet="0123456789/.- MayJun,\n", max_size=300))
def test_no_text_of_digits_and_months_breaks_the_search(text):
    assert find(text).basis in (None, "text", "file_name")
