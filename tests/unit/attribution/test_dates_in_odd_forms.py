"""Days whose letters are torn apart, whose year comes first or whose month is all that is near."""

from datetime import date

import pytest
from attribution_papers import make_paper, parts_of

from liftmine.attribution.dates.meeting_date import find_date

DAY = date(2011, 5, 3)
REST = "\n\nPresent: Ann Ash, Ben Birch\n\n1. Welcome\n\nAnn Ash welcomed everybody to the room."
OPENINGS = [
    "Minutes of meeting held on 3 r d M a y 2 0 1 1 at the hall",
    "Minutes of Board: Tuesday, 3 May 2 0 1 1, 2pm",
    "Minutes of the Board held 3 rd May 2 011 at 9.00 a.m.",
    "Board of Directors, 2011 May 3",
    "Parish Council\nTuesday 3rd May at 7.30pm 2011",
    "Minutes of the Board held on Tuesday the 3rd inst. (May 2011)",
    "Minutes of the Finance Committee dated 3rd instant, circulated 20 May 2011",
    "Annual General Meeting\nAccounts to 31 March 2011\n3/5/2011",
    "Board Meeting 3rd/4th May 2011 - Minutes",
    "Council meets again 7 June 2011.\n\nParish Council: the meeting on 3 May 2011, which began at 7.30",
    "These are the minutes of the meeting of 3rd May 2011 which will be considered at the meeting on 7th June 2011",
    "Official Report\n\nTuesday 3 May 2011",
    "File 3. Recording date: 3 May 2011",
    "Recorded 3 May 2011",
    "Nora Quill (Westmere PCT), 3 May 2011",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_day_is_read_in_whatever_form_it_is_written(opening):
    text = opening + REST
    assert find_date(text, parts_of(text), make_paper(date_order="day_month_year")).day == DAY


@pytest.mark.parametrize("opening", ["Minutes\n\nBen Birch said that the letter dated 3 May 2011 had come.", "Board\n2011 May be late"])
def test_what_is_dated_otherwise_gives_no_day(opening):
    text = opening + REST
    assert find_date(text, parts_of(text), make_paper(date_order="day_month_year")).day is None
