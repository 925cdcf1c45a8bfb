"""Unusual openings of papers, each with the day it states: one row, one way in which minutes are written.

The order of numeric dates is the source's, day first, unless the row says otherwise. Every opening is followed by the same first item.
"""

from datetime import date
from itertools import product

import pytest
from attribution_papers import make_paper, parts_of

from liftmine.attribution.dates.meeting_date import find_date
from liftmine.errors import Reason

MISSING, AMBIGUOUS = Reason.DATE_MISSING, Reason.DATE_AMBIGUOUS
DAY = date(2011, 5, 3)  # a Tuesday
REST = "\n\nPresent: Ann Ash, Ben Birch\n\n1. Welcome\n\nAnn Ash welcomed everybody to the room."

WEEKDAY_FIRST = [
    "Minutes of the Board\nTuesday, the 3rd of May, 2011",
    "Westmere Board – Tuesday the third of May 2011",
    "Minutes of the meeting held on Tuesday, the third day of May, 2011",
    "Board Minutes, Tues. 3 May 2011, 2 pm",
    "Tuesday May 3rd 2011\nBoard Meeting",
    "Tuesday, 3rd. May, 2011\n\nMinutes of the Estates Committee",
    "Notes of the project team, Tue 3/5/2011",
    "TUESDAY 3RD MAY 2011 AT 7.30PM IN THE VILLAGE HALL\n\nMINUTES OF THE PARISH COUNCIL",
    "Minutes of the Board held on Tuesday evening, 3 May 2011",
    "Minutes of meeting: Tuesday - 3 - May - 2011",
    "Estates Forum\nTues 3 May '11",
    "Estates Forum\nTuesday (3 May 2011)",
]
IN_WORDS = [
    "Minutes of a meeting held on the third day of May two thousand and eleven",
    "At a meeting of the Trustees held on the third of May, two thousand eleven",
    "Minutes of the Board, Third May Twenty Eleven",
    "MINUTES OF THE MEETING HELD ON TUESDAY THE THIRD DAY OF MAY 2011",
    "Held this third day of May in the year 2011 in the Council Chamber",
    "Held this 3rd day of May, in the year of our Lord two thousand and eleven, at the Town Hall",
    "May the third, two thousand and eleven\n\nBoard of Directors",
]
SPLIT_AND_JOINED = [
    "Title of Meeting  Board\nDate  3\nrd May 2011\nPlace  Town Hall",
    "Board Meeting\n\n3rd\nMay 2011",
    "Board Meeting\n\n3rd May\n2011",
    "Meeting\tBoard\nDate\t3 May\t2011\nVenue\tRoom 4",
    "Minutes of the meeting of the Estates Committee held in the Old Library on Tuesday 3\nMay 2011",
    "Board meeting 3 rd May 2011",
    "Board meeting 3rdMay2011",
    "Board meeting: 3May2011",
    "Board meeting, May 3,2011",
    "RECORD OF PROCEEDINGS\nMinutes of Village Council Meeting\nHeld May 3, 20 11",
    "Summary of the Estates Committee meeting held on\nMay 3, 2011 in Room 4",
    "Date:\n\n3 May 2011\n\nVenue:\n\nTown Hall\n\nBoard meeting",
    "Date of Meeting\tDate Posted\n3 May 2011\t9 May 2011\n\nMinutes",
    "Date Posted\tDate of Meeting\n9 May 2011\t3 May 2011\n\nMinutes",
    "Day | Date | Time\nTuesday | 3 May 2011 | 10.00\n\nBoard minutes",
    "| Meeting | Board |\n| Date | 3 May 2011 |\n| Time | 10 am |",
]
SHORT_FORMS = [
    "Minutes 3/5/11",
    "Minutes of the Board – 03.05.11",
    "Minutes of the Board 3-5-2011",
    "Minutes of the Board 03 / 05 / 2011",
    "Minutes of the Board: 2011-05-03",
    "Minutes of the Board: 2011/05/03",
    "Minutes of the Board: 3-May-11",
    "Minutes of the Board: 03-MAY-2011",
    "Minutes of the Board, 3 May ’11",
    "Board minutes, Tues 3 May '11",
    "Board Meeting 3 May 11",
    "Minutes of the Board, 3.May.2011",
]
MISREAD = [
    "Minutes of the meeting held on 3 Mav 2011",
    "Minutes of the meeting held on 3 May 2O11",
    "Minutes of the meeting held on O3 May 2011",
    "Minutes of the meeting held on 3 May 20l1",
    "Minutes of the meeting held on O3/O5/2O11",
    "Minutes of the meeting held on Tuseday 3 May 2011",
]
POSTED_AND_APPROVED = [
    "Posted 9 May 2011\n\nVillage Council\nRegular meeting of 3 May 2011",
    "VILLAGE OF WESTMERE\nMinutes posted on 9 May 2011\nMinutes of the meeting held on 3 May 2011",
    "Approved 7 June 2011\nMinutes of the Village Council meeting held on 3 May 2011",
    "Minutes of the Village Council, 3 May 2011 (approved 7 June 2011)",
    "Approved at the meeting of 7 June 2011\n\nMinutes of the Regular Meeting of 3 May 2011",
    "Approved Minutes of the meeting held on 3 May 2011",
    "Approved minutes\n3 May 2011",
    "DRAFT v2 5 June 2011\n\nMinutes of the Estates Committee, 3 May 2011",
    "Unapproved minutes – 3 May 2011",
    "Printed: 12/05/2011\n\nMeeting Date: 03/05/2011",
    "Date posted: 9 May 2011   Date of meeting: 3 May 2011",
    "Meeting date: 3 May 2011   Posting date: 9 May 2011",
    "Published on 9 May 2011 by the Clerk\nThe Council met on 3 May 2011 at 7 pm",
    "Last updated 1 July 2011\nBoard\n3 May 2011",
    "Issued 9 May 2011\nMinutes of a meeting that took place on 3 May 2011",
    "Adopted: 7 June 2011\nAt 7.00 pm on 3 May 2011, the Village Council met in regular session.",
    "Minutes prepared by the Clerk on 9 May 2011\nMeeting of 3 May 2011",
    "Copyright 2011. Downloaded 4 August 2011.\nBoard minutes of 3 May 2011",
    "REGULAR MEETING\nMAY 3, 2011\nPOSTED MAY 9, 2011",
    "POSTED\nMAY 9, 2011\n\nREGULAR MEETING\nMAY 3, 2011",
    "Minutes of the meeting held Tuesday 3 May.\nPosted 9 May 2011.",
    "Minutes of the meeting held on 3 May\nPosted 9 May 2011\nApproved 7 June 2011",
    "Minutes of Meeting - Draft - 3 May 2011",
    "The regular meeting of the Village Council was called to order on Tuesday, May 3, 2011 at 7:00 p.m.",
    "May 3, 2011 – Regular Meeting Minutes (Approved May 17, 2011)",
    "Minutes approved: 17 May 2011\nMeeting held: 3 May 2011",
]
NEIGHBOURS = [
    "Previous meeting: 1 March 2011\nThis meeting: 3 May 2011\nNext meeting: 5 July 2011",
    "Last meeting: 1 March 2011   This meeting: 3 May 2011   Next meeting: 5 July 2011",
    "Next meeting: 5 July 2011\n\nMinutes of the meeting held on 3 May 2011",
    "Date of next meeting: 5 July 2011\n\nBoard\n3 May 2011",
    "Board meeting, 3 May 2011, following the meeting of 1 March 2011",
    "Minutes of the meeting held on 3 May 2011\n\nThe minutes of the previous meeting, held on 1 March 2011, were agreed.",
    "Meeting of 3 May 2011\n\n1. Minutes of the meeting held on 1 March 2011\n\nAgreed.",
    "Meeting postponed from 26 April 2011\nBoard meeting held on 3 May 2011",
    "The meeting of 26 April 2011 was cancelled.\nMinutes of the meeting held on 3 May 2011",
    "The next meeting will be held on 5 July 2011.\nMinutes of 3 May 2011",
    "Dates of future meetings: 5 July 2011, 6 September 2011\n\nBoard Meeting 3 May 2011",
    "Board Meeting 3 May 2011\n\nForthcoming meetings: 5 July 2011; 6 September 2011",
    "Report of 12 April 2011 received.\nBoard meeting of 3 May 2011",
    "Terms of reference effective from 1 April 2011\n\nBoard: minutes of 3 May 2011",
]
TWO_DAYS = [
    "Minutes of the meeting held on 3 and 4 May 2011",
    "Minutes of the meeting held on 3-4 May 2011",
    "Minutes of the meeting held on 3rd–4th May 2011",
    "Minutes of the away days, Tuesday 3 and Wednesday 4 May 2011",
    "Minutes of the meeting held on Tuesday 3rd & Wednesday 4th May, 2011",
    "Board meeting, May 3-4, 2011",
    "Board meeting, May 3 and 4, 2011",
    "Board meeting, 3 May 2011 and 4 May 2011",
    "Board meeting, 3 to 5 May 2011",
]
RELATIVE = [
    "Westmere, 14 May 2011\n\nMinutes of the meeting held on the 3rd inst.",
    "Westmere, 14 May 2011\n\nMinutes of a meeting of the Trustees held on Tuesday, the 3rd instant",
    "Westmere, 14 June 2011\n\nMinutes of the meeting held on the 3rd ult.",
    "Westmere, 14 June 2011\n\nMinutes of the meeting held on the 3rd ultimo at the Town Hall",
    "Letter dated 20 April 2011\n\nMinutes of the meeting held on the 3rd prox.",
]
QUARTERS = [
    "Q1 2011/12 Performance Board\nMeeting held on 3 May 2011",
    "Financial Year 2011/12\n\nMinutes of the Board, 3 May 2011",
    "Board meeting – Quarter 1 of 2011-12 – 3 May 2011",
    "Minutes of the first quarter meeting, 2011/12, held on Tuesday 3 May 2011",
    "Finance Committee Minutes 2011-12\nTuesday 3 May 2011",
]
OTHER_PLACES = [
    "Westmere Primary Care Trust\nRegistered 1 April 2002\n\nMinutes of the Board\n3 May 2011",
    "Present: Ann Ash (appointed 1 April 2010)\n\nMinutes of the Board held on 3 May 2011",
    "Interview with a director\nRecorded 3 May 2011",
    "Interviewed on 3 May 2011 by telephone",
    "Transcript of hearing\nDay 4\nTuesday, 3 May 2011",
    "The Board convened in St. Mary's Hall, Mill Rd., on 3 May 2011 at 9.30 a.m.",
    "In attendance at the conference call of 3 May 2011",
    "Memorandum\nTo:\n\nAll members\n\nDate:\n\n6 May 2011\n\nSubject:\n\nSummary of the meeting held on 3 May 2011",
    "Minutes of the Annual Review Meeting held on 3 May 2011",
    "Year-end Board meeting held on 3 May 2011",
    "AGM 3 May 2011",
    "Project Board 3 May 2011 10.00 – 12.00 Room 4",
]
SAME_DAY = [
    *(WEEKDAY_FIRST + IN_WORDS + SPLIT_AND_JOINED + SHORT_FORMS + MISREAD + POSTED_AND_APPROVED),
    *(NEIGHBOURS + TWO_DAYS + RELATIVE + QUARTERS + OTHER_PLACES),
]

OTHER_DAYS = [
    ("Minutes of the meeting held on l2 May 2011", date(2011, 5, 12)),
    ("Minutes of the meeting held on 1O June 2011", date(2011, 6, 10)),
    ("Minutes of the meeting held on 2 0ctober 2012", date(2012, 10, 2)),
    ("Minutes of the meeting held on 14 Septernber 2012", date(2012, 9, 14)),
    ("Minutes of the meeting held on 9 Febuary 2012", date(2012, 2, 9)),
    ("Minutes of the meeting held on 9 Janaury 2012", date(2012, 1, 9)),
    ("Minutes of the meeting held on the twenty-first of June, nineteen ninety-nine", date(1999, 6, 21)),
    ("Minutes of the meeting held on the Thirty-First day of October Two Thousand and Twelve", date(2012, 10, 31)),
    ("Tues 4 Sept '12\nBoard", date(2012, 9, 4)),
    ("Board meeting, 30 April and 1 May 2012", date(2012, 4, 30)),
    ("Board meeting, 31 December 2011 to 1 January 2012", date(2011, 12, 31)),
    ("Westmere, 4 January 2012\n\nMinutes of the meeting held on the 20th ult.", date(2011, 12, 20)),
    ("Minutes of the meeting held on Tuesday 20 December.\nPosted 4 January 2012", date(2011, 12, 20)),
    ("Minutes of the meeting held on 1 2 July 2012", date(2012, 7, 12)),
    ("Agenda item 4\n2 July 2012\nBoard", date(2012, 7, 2)),
    ("Board 25/12/98", date(1998, 12, 25)),
    ("Board 25.12.2012 9.30", date(2012, 12, 25)),
]

WITHOUT_A_DAY = [
    ("Board minutes", MISSING),
    ("Posted 9 May 2011\n\nBoard minutes", MISSING),
    ("Date of next meeting: 5 July 2011", MISSING),
    ("Minutes of the previous meeting of 1 March 2011 were approved.", MISSING),
    ("Approved 7 June 2011", MISSING),
    ("Minutes of the meeting held on Tuesday 3 May", MISSING),
    ("Minutes of the meeting held on the 3rd inst.", MISSING),
    ("Minutes of the meeting held on 31 June 2011", MISSING),
    ("Copyright 3 May 2011 Westmere", MISSING),
    ("Minutes of the meeting held on 3 May 2011\n\n2. Minutes of the meeting held on 3 May 2011\n\nAgreed.", AMBIGUOUS),
    ("The Q2 2012/13 report was noted.", MISSING),
    ("Tel 01234 5.6.11 ext 3", MISSING),
    ("Minutes of the meeting held on Tuesday 3 May 2011\n\n2. Minutes of the meeting held on Tuesday 3 May 2011\n\nAgreed.", AMBIGUOUS),
]

PERIODS = [
    ("Minutes of the Board, Q2 2012/13", date(2012, 7, 1), date(2012, 9, 30)),
    ("Minutes of the Board – quarter 4 of 2012-13", date(2013, 1, 1), date(2013, 3, 31)),
    ("Minutes of the third quarter meeting 2012/2013", date(2012, 10, 1), date(2012, 12, 31)),
    ("Performance Group\n2012/13 Q1", date(2012, 4, 1), date(2012, 6, 30)),
    ("Board minutes for the financial year 2012/13", date(2012, 4, 1), date(2013, 3, 31)),
    ("Board Meeting\nMay 2011", date(2011, 5, 1), date(2011, 5, 31)),
    ("Minutes – February 2012", date(2012, 2, 1), date(2012, 2, 29)),
]


def find(opening, **changes):
    text = f"{opening}{REST}"
    return find_date(text, parts_of(text), make_paper(**({"date_order": "day_month_year"} | changes)))


@pytest.mark.parametrize("opening", SAME_DAY)
def test_an_unusual_opening_states_its_day(opening):
    finding = find(opening)
    assert (finding.day, finding.basis, finding.reason) == (DAY, "text", None)


@pytest.mark.parametrize(("opening", "day"), OTHER_DAYS)
def test_an_opening_states_another_day(opening, day):
    assert find(opening).day == day


@pytest.mark.parametrize(("opening", "reason"), WITHOUT_A_DAY)
def test_what_states_no_day_is_not_guessed(opening, reason):
    finding = find(opening)
    assert (finding.day, finding.period, finding.reason) == (None, None, reason)


@pytest.mark.parametrize(("opening", "first", "last"), PERIODS)
def test_a_quarter_a_month_or_a_financial_year_is_a_period_and_no_day(opening, first, last):
    finding = find(opening)
    assert (finding.day, finding.basis, finding.reason, finding.period) == (None, "text", None, (first, last))


@pytest.mark.parametrize(
    ("opening", "order", "day"),
    [
        ("Regular Meeting – 5/3/2011", "month_day_year", DAY),
        ("Tuesday 5/3/11\nBoard", "month_day_year", DAY),
        ("Meeting of 05-03-11; posted 05-09-11", "month_day_year", DAY),
        ("Board 23/5/2011", "month_day_year", None),
        ("Board 5/23/2011", "day_month_year", None),
    ],
)
def test_figures_are_read_in_the_declared_order_and_in_no_other(opening, order, day):
    assert find(opening, date_order=order).day == day


def test_without_a_declared_order_only_a_weekday_or_an_impossible_month_decides():
    assert find("Meeting held on 3/5/2011", date_order=None).reason is AMBIGUOUS
    assert find("Meeting held on Tuesday 3/5/2011", date_order=None).day == DAY
    assert find("Meeting held on 23/5/2011", date_order=None).day == date(2011, 5, 23)


def test_a_doubtful_day_yields_to_the_file_name_and_a_period_to_any_day():
    doubtful = "Minutes of the meeting held on 3 May 2011\n\n2. Minutes of the meeting held on 3 May 2011\n\nAgreed."
    assert find(doubtful, file_name="board 2011-07-05.pdf")[:2] == (date(2011, 7, 5), "file_name")
    assert find("Minutes of the Board, Q2 2012/13", file_name="2012-09-11.pdf")[:2] == (date(2012, 9, 11), "file_name")
    assert find("Board minutes", file_name="minutes Sept 2012.txt").period == (date(2012, 9, 1), date(2012, 9, 30))


MEETINGS = [
    "Village of Westmere\nRegular Council Meeting\n{}",
    "VILLAGE COUNCIL MINUTES\n{}\n7:00 p.m.",
    "Minutes of the Village Council meeting held {}",
    "The Village Council of Westmere met in regular session on {} at 7:00 p.m. in Council Chambers.",
    "Meeting: Village Council\nDate: {}\nTime: 7:00 PM",
    "{}\nVillage of Westmere\nCouncil Meeting",
    "A regular meeting of the Council was held in Council Chambers on {}. Mayor Ash called the meeting to order.",
]
OTHER_DAYS_OF_MINUTES = [
    *("Posted: {}", "Posted to the web {}", "Date Posted: {}", "Published {}", "Minutes posted on {} by the Clerk", "Printed on {}"),
    *("Approved: {}", "Approved by Council on {}", "Approved at the {} meeting", "Draft – subject to approval on {}"),
    *("Submitted by C. Birch, Clerk, {}", "Transcribed {}", "Last revised {}", "Next meeting: {}", "Next regular meeting will be held {}"),
]


@pytest.mark.parametrize("form", ["{0:%B} {0.day}, {0.year}", "{0:%A}, {0.day} {0:%B} {0.year}", "{0.month}/{0.day}/{0.year}"])
def test_minutes_posted_or_approved_on_another_day_are_of_the_day_of_their_meeting(form):
    meeting, other = form.format(DAY), form.format(date(2011, 5, 17))
    for stated, posted in product(MEETINGS, OTHER_DAYS_OF_MINUTES):
        for pair in ((stated.format(meeting), posted.format(other)), (posted.format(other), stated.format(meeting))):
            assert find("\n".join(pair), date_order="month_day_year").day == DAY, pair


def test_the_table_is_large():
    assert len(SAME_DAY) + len(OTHER_DAYS) + len(WITHOUT_A_DAY) + len(PERIODS) >= 120
