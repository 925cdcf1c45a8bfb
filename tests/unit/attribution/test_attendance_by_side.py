"""Attendance lists ordered by side, organisations behind names, and absentees who act."""

import pytest
from attribution_papers import attendees_of

from liftmine.attribution.people.people import scan_people


def sides(text, **changes):
    return {a.name: a.partner_type for a in attendees_of(text, **changes)}


@pytest.mark.parametrize(
    "text",
    [
        "Present: For the PCT - Ann Ash (AA, Chair), Bob Birch (BB)\nFor Harrowgate - Cara Dole (CD), Eli Fry (EF)\n\n",
        "Present:\nFor the PCT: Ann Ash (Chair), Bob Birch\nFor Harrowgate: Cara Dole, Eli Fry\n\n",
        "Present:\nWestmere PCT: Ann Ash, Bob Birch\nHarrowgate Developments: Cara Dole, Eli Fry\n\n",
        "Present:\nOn behalf of Westmere PCT - Ann Ash\nBob Birch\nRepresenting Harrowgate - Cara Dole\nEli Fry\n\n",
    ],
)
def test_an_organisation_before_a_list_holds_for_all_that_follow(text):
    assert sides(text) == {"Ann Ash": "public", "Bob Birch": "public", "Cara Dole": "private", "Eli Fry": "private"}


def test_a_role_or_a_person_before_a_colon_or_dash_is_no_side():
    text = "Present:\nChair: Ann Ash\nBob Birch - Westmere PCT\nCara Dole - Harrowgate\n\n"
    assert sides(text, home_organisation="council") == {"Ann Ash": "public", "Bob Birch": "public", "Cara Dole": "private"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Ash, Program Director, Silver Fox Partners; and Bob Birch, Counsel, Northern Toll Agency", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash, Silver Fox Partners", ["Ann Ash"]),
        ("Ann Ash, Silver Fox Ltd, Bob Birch, Grey Owl Services", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash, Osprey FM; Bob Birch, Silver Fox Trust", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash Silver Trust, Bob Birch Grey Trust", ["Ann Ash Silver", "Bob Birch Grey"]),
        ("Ann Ash, Bob Birch, Cara Dole", ["Ann Ash", "Bob Birch", "Cara Dole"]),
    ],
)
def test_what_ends_like_an_organisation_behind_a_comma_is_no_person(text, names):
    assert [entry.name.text for entry in scan_people(text)] == names


def test_a_guest_of_a_partner_is_not_the_hosts():
    text = "Directors present: Ann Ash, Bob Birch\nGuests: Cara Dole, Harrowgate Developments\n\n"
    assert sides(text, home_organisation="pct") == {"Ann Ash": "public", "Bob Birch": "public", "Cara Dole": "private"}


def test_an_absentee_who_moves_or_seconds_was_present():
    text = (
        "Members Absent: Director Ash, Director Birch, Director Dole, Director Fry\n\n1. Fares\n\n"
        "Director Ash made the motion to accept the fares.\nDirector Birch seconded\nthe motion. It was proposed; moved by Director Fry.\n"
    )
    status = {a.name: a.status.value for a in attendees_of(text)}
    assert status == {"Ash": "present", "Birch": "present", "Dole": "absent", "Fry": "present"}


def test_of_two_with_one_surname_the_text_tells_neither():
    text = "Absent: Ann Ash, Bob Ash\n\n1. Fares\n\nDirector Ash seconded the motion.\n"
    assert {a.status.value for a in attendees_of(text)} == {"absent"}


def test_a_line_that_begins_with_an_office_begins_a_person():
    text = "Present: Secretary Ash, Second Vice Chair Birch\nChair Dole\n\n"
    assert [(a.name, a.role) for a in attendees_of(text)] == [("Ash", "Secretary"), ("Birch", "Second Vice Chair"), ("Dole", "Chair")]


def test_a_list_of_offices_with_remarks_below_its_header_is_a_list():
    text = (
        "I. Call to Order\n\nChair Ash called the meeting to order at 12:04 p.m.\n\nCommittee members in attendance:\n\n"
        "Chair Ash, 1st Vice-Chair Birch,\nSecretary Dole (via phone) and 2nd Vice-Chair\nFry (via phone)\n\n"
        "Committee members absent:\n\nTreasurer Glen\n\n"
    )
    status = {a.name: a.status.value for a in attendees_of(text)}
    assert status == {"Ash": "present", "Birch": "present", "Dole": "present", "Fry": "present", "Glen": "absent"}
