"""Which body met, where and when, by the head and the end of its minutes."""

from datetime import date, time

import pytest
from attribution_papers import PARTNERSHIP
from attribution_readings import attribution_of

from liftmine.attribution.meetings.hours import read_hours
from liftmine.attribution.meetings.outlook import read_next, read_quorum
from liftmine.attribution.meetings.place import read_place
from liftmine.attribution.meetings.title import read_title

DAY = date(2007, 5, 3)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["WESTMERE STRATEGIC PARTNERING BOARD", "Minutes of the meeting held on 3 May 2007"], "Strategic Partnering Board"),
        (["Minutes of a meeting of the Board of Directors of Westmere LIFTCo Limited"], "Board of Directors"),
        (["Westmere Clinical Commissioning Group", "Audit Committee"], "Audit Committee"),
        (["Westmere PCT Finance and Estates Committee"], "Finance and Estates Committee"),
        (["Meeting\tLIFT Project Steering Group"], "LIFT Project Steering Group"),
        (["Water Authority", "Board of Directors", "Civil Works Committee", "Minutes"], "Civil Works Committee"),
        (["To:", "All Board Members", "Summary of the Parks Committee meeting"], "Parks Committee"),
        (["Notes from the Estates Working Group"], "Estates Working Group"),
        (["Minutes of the meeting held in Committee Room 2"], None),
    ],
)
def test_the_body_is_named_without_its_house(lines, body):
    assert read_title(lines, PARTNERSHIP).body == body


def test_the_partnering_board_and_the_company_board_stay_apart():
    spb = read_title(["Westmere LIFT Strategic Partnering Board"], PARTNERSHIP)
    company = read_title(["Harrow Vale LIFT Company Ltd", "BOARD MEETING"], PARTNERSHIP)
    assert (spb.body, company.body) == ("Strategic Partnering Board", "Board")
    assert (spb.house, company.house) == ("Westmere LIFT", "Harrow Vale LIFT Company Ltd")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Minutes of the Extraordinary Meeting of the Board", "extraordinary"),
        ("Friends of Elm Library Annual General Meeting", "annual_general"),
        ("Regular Meeting of the Board", "ordinary"),
        ("Special Educational Needs Panel", None),
    ],
)
def test_the_kind_of_meeting_is_what_the_title_states(line, kind):
    assert read_title([line], PARTNERSHIP).kind == kind


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["Minutes", "Venue: Oak Room, Mill House"], "Oak Room, Mill House"),
        (["Minutes of the meeting held on 3 May 2007 at 2.00pm", "in the Larch Room, Mill House"], "Larch Room, Mill House"),
        (["Minutes of a meeting held at Tudor House, Brigg on Friday, 2 February 2007 at 9am"], "Tudor House, Brigg"),
        (["BOARD MEETING HELD IN PUBLIC ON 5 JUNE 2002 AT 1.30 P.M. IN THE LECTURE THEATRE"], "Lecture Theatre"),
        (["12 Wharf Street", "Board", "Minutes of 3 May 2007"], None),
    ],
)
def test_the_place_is_told_from_letterheads_and_dates(lines, place):
    assert read_place(lines, "") == place


@pytest.mark.parametrize(
    ("title", "text", "hours"),
    [
        ("Time: 10:30 - 12:15", "", (time(10, 30), time(12, 15))),
        ("3 December 2003, 1.00 - 3.00 pm", "", (time(13), time(15))),
        ("14 June at 1400 hrs", "The meeting closed at 4.10 pm.", (time(14), time(16, 10))),
        ("Board", "Chair Ash called the meeting to order at 5:32 p.m. … Adjournment: 6:40 p.m.", (time(17, 32), time(18, 40))),
        ("1250 H Street", "", (None, None)),
    ],
)
def test_hours_are_in_twenty_four(title, text, hours):
    assert read_hours(title, text) == tuple(hour and hour.strftime("%H:%M") for hour in hours)


@pytest.mark.parametrize(
    ("text", "is_quorate"),
    [
        ("The Chair noted that a quorum was present.", True),
        ("The meeting was not quorate and no decisions could be taken.", False),
        ("The quorum shall be three members.", None),
        ("The roof leaked.", None),
    ],
)
def test_a_quorum_is_stated_or_not(text, is_quorate):
    assert read_quorum(text) is is_quorate


def test_the_next_meeting_is_later_than_this_one():
    assert read_next("The next meeting is on 9 June 2007.", DAY, None) == date(2007, 6, 9)
    assert read_next("Next meeting: 9 June", DAY, None) == date(2007, 6, 9)
    assert read_next("The next meeting was to have been on 1 March 2007.", DAY, None) is None


def test_minutes_have_one_row_and_interviews_none():
    text = (
        "Westmere LIFT Strategic Partnering Board\n\nMinutes of the meeting held on 3 May 2007 at Mill House\n\n"
        "Present: Petra Lund (PL), Chair; Ida Voss (IV)\n\n1. Drains\n\nPL reported that the pump was new."
    )
    (row,) = attribution_of(text).meetings.to_pylist()
    assert (row["body"], row["place"], row["chair"], row["n_present"]) == ("Strategic Partnering Board", "Mill House", "Petra Lund", 2)
    assert attribution_of(text, kind="interview").meetings.num_rows == 0
