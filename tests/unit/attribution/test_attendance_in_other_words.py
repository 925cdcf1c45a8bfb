"""Attendance lists under labels of the secretary's own, several on a line, told in a sentence, or ticked by column."""

import pytest
from attribution_papers import attendees_of, directory_of

from liftmine.attribution.attendance.status_table import read_status_table

HEAD = "Westmere LIFT\n\nNotes of 3 May 2007\n\n"


def listed(text, **changes):
    return {a.name: a.status.value for a in attendees_of(HEAD + text, **changes)}


@pytest.mark.parametrize(
    "text",
    [
        "Public sector members: Ann Ash, Westmere PCT; Bob Birch, WBC\nPrivate sector members: Cara Dole, Harrowgate\n\n1. Welcome\n\n",
        "Directors: Ann Ash (Chair), Bob Birch, Cara Dole\n\n1. Welcome\n\n",
        "Directors: Ann Ash – Westmere PCT (Chair)\nBob Birch – Westmere PCT\nCara Dole – Harrowgate\n\n1. Welcome\n\n",
        "Who came: Ann Ash, Bob Birch and Cara Dole\n\n1. Welcome\n\n",
    ],
)
def test_a_label_of_the_secretarys_own_before_people_opens_a_list(text):
    assert listed(text) == {"Ann Ash": "present", "Bob Birch": "present", "Cara Dole": "present"}


def test_who_is_sorry_to_miss_it_has_sent_apologies():
    text = "There: Ann Ash (chair), Bob Birch, Cara Dole\n\nSorry they couldn't come: Dora and Ed Fry\n\n"
    assert listed(text) == {
        "Ann Ash": "present",
        "Bob Birch": "present",
        "Cara Dole": "present",
        "Dora Fry": "apologies",
        "Ed Fry": "apologies",
    }


def test_who_is_unable_to_attend_has_sent_apologies_and_who_represents_an_organisation_is_of_it():
    ash, birch = attendees_of(HEAD + "Attending:\nAnn Ash, representing Harrowgate\nUnable to attend: Bob Birch (WBC)\n\n")
    assert (ash.partner_type, ash.represents) == ("private", None)
    assert (birch.status.value, birch.partner_type) == ("apologies", "public")


def test_an_office_before_a_surname_is_no_given_name_that_shares_it():
    names = set(listed("Present: Ann Ash, Birch and Treasurer Dole\n\n"))
    assert "Birch Dole" not in names


@pytest.mark.parametrize("label", ["Distribution", "Proposed by", "Action", "Votes for", "Westmere Council"])
def test_labels_of_other_things_open_no_list(label):
    assert listed(f"{label}: Ann Ash, Bob Birch, Cara Dole\n\n1. Welcome\n\n") == {}


def test_the_next_list_may_begin_on_the_line_of_the_one_before():
    text = "Present: Ann Ash (AA), Bob Birch (BB). In attendance: Cara Dole (CD). Apologies: Ed Fry (EF)\n\n"
    assert listed(text) == {"Ann Ash": "present", "Bob Birch": "present", "Cara Dole": "in_attendance", "Ed Fry": "apologies"}


def test_a_list_told_in_a_sentence_may_say_whose_people_came():
    text = (
        "Members present: Ann Ash, Chair, Bob Birch, Vice Chair, and Cara Dole\n"
        "In attendance for the Agency's staff were Ed Fry, Director, and Gwen Hale, Clerk. Also present were Ian Jay of Harrowgate.\n\n"
    )
    assert listed(text) == {
        "Ann Ash": "present",
        "Bob Birch": "present",
        "Cara Dole": "present",
        "Ed Fry": "in_attendance",
        "Gwen Hale": "in_attendance",
        "Ian Jay": "in_attendance",
    }


def test_a_tick_means_the_status_of_its_column():
    lines = ["Name\tRole\tPresent\tApologies", "Ann Ash\tChair\t✓\t", "Bob Birch\tMember\t\t✓"]
    assert {entry.name.text: status.value for entry, status in read_status_table(lines)} == {"Ann Ash": "present", "Bob Birch": "apologies"}


def test_a_role_before_a_name_in_brackets_is_that_persons():
    ash, birch = attendees_of("Present: Cllr A Ash, the Clerk (Mr B Birch) and three members of the public\n\n")
    assert (ash.name, birch.name, birch.role) == ("Cllr A Ash", "Mr B Birch", "Clerk")


def test_a_councillor_of_another_tier_is_a_person_of_their_own():
    people = attendees_of("Present: Cllrs A Ash and B Birch. County Cllr C Dole (Westmere Borough Council), Mrs E Fry (Harrowgate)\n\n")
    assert [(a.name.split()[-1], a.partner_type) for a in people] == [
        ("Ash", None),
        ("Birch", None),
        ("Dole", "public"),
        ("Fry", "private"),
    ]


def test_one_word_behind_a_comma_is_an_organisation_where_the_study_knows_it():
    (ash,) = attendees_of("Private sector members: Ann Ash, Harrowgate\n\n")
    assert (ash.organisation, ash.partner_type) == ("Harrowgate Developments", "private")


def test_asset_management_behind_a_comma_is_no_person():
    assert list(listed("In attendance were Ann Ash, Clerk; Bob Birch, Falcon Asset Management; and Cara Dole\n\n")) == [
        "Ann Ash",
        "Bob Birch",
        "Cara Dole",
    ]


def test_whoever_convenes_the_meeting_as_its_chair_is_of_the_body_that_meets():
    text = "Ann Ash, Chairman of the Westmere Board, convened a meeting of the Board on 3 May 2007.\n\nPresent: Bob Birch\n\n"
    found = directory_of(text, home_organisation="council").find("Ms Ash")
    assert found is not None
    assert found.partner_type == "public"


def test_a_role_from_outside_is_nobody_of_the_body_that_meets():
    directory = directory_of("Present: Bob Birch\n\n", home_organisation="council")
    assert directory.find("the external auditor").partner_type == "unknown"
    assert directory.find("the auditor").partner_type == "public"
