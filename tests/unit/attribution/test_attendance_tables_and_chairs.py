"""Attendance in tables under headers, who chairs, apologies told in a paragraph, and what follows a list without belonging to it."""

import pytest
from attribution_papers import DAY, attendees_of, directory_of, make_blocks, make_paper
from hypothesis import given
from hypothesis import strategies as st

from liftmine.attribution.attendance.attendees import read_attendance
from liftmine.attribution.attendance.chairs import mark_chair
from liftmine.attribution.model import Attendee, Block, PartKind, Status
from liftmine.attribution.structure.parts import read_parts


def attendees_of_rows(*rows):
    """Attendance read from rows: a string is a paragraph, a tuple a row of the table that the paragraph before it ended or began."""
    text, blocks, table, row_no = "", [], -1, 0
    for row in rows:
        if isinstance(row, str):
            blocks.append(Block(len(blocks), "paragraph", len(text), len(text) + len(row) + 1))
            text += row + "\n"
            row_no = 0
            continue
        table += row_no == 0
        for column, cell in enumerate(row):
            end = len(text) + len(cell) + 1
            blocks.append(Block(len(blocks), "cell", len(text), end, None, table, row_no, column))
            text += cell + ("\t" if column < len(row) - 1 else "\n")
        row_no += 1
    return read_attendance(text, read_parts(text, blocks), make_paper(), DAY)


def statuses(attendees):
    return {a.name: a.status for a in attendees}


def test_a_table_of_name_position_and_status_yields_every_row():
    found = attendees_of_rows(
        "Westmere Partnership Board",
        ("Name", "Position and organisation", "Status"),
        ("Ann Ash (AA)", "Chief Executive (Chair), Westmere PCT", "Present"),
        ("Ben Birch (BB)", "Regional Director, Harrowgate Developments", "Present"),
        ("Dr Cora Cole (CC)", "Chair, Clinical Committee, Westmere PCT", "Apologies"),
        ("Dan Dale (DD)", "Secretary, Westmere PCT", "In attendance"),
        "1. Welcome",
    )
    assert [(a.name, a.status, a.is_chair, a.partner_type) for a in found] == [
        ("Ann Ash", Status.PRESENT, True, "public"),
        ("Ben Birch", Status.PRESENT, False, "private"),
        ("Dr Cora Cole", Status.APOLOGIES, False, "public"),
        ("Dan Dale", Status.IN_ATTENDANCE, False, "public"),
    ]
    assert found[3].role == "Secretary"


def test_a_table_has_the_status_of_the_header_above_it():
    head = ("Name", "Initials", "Position")
    found = attendees_of_rows(
        "Westmere Partnership Board",
        *("Present:", head, ("Ann Ash", "AA", "Manager")),
        *("Apologies:", head, ("Ben Birch", "BB", "Surveyor")),
        *("In attendance:", head, ("Cora Cole", "CC", "Secretary")),
        "1. Welcome",
    )
    assert statuses(found) == {"Ann Ash": Status.PRESENT, "Ben Birch": Status.APOLOGIES, "Cora Cole": Status.IN_ATTENDANCE}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Chief Executive, Chair", "Chair, Clinical Committee"),
        ("Chair", "Chair of the Clinical Committee"),
        ("Committee Chair", "Chair"),
        ("Chair", "Chair of the Board"),
        ("Chair", "Vice Chair"),
        ("Clinical Committee Chair", "PA to the Chair"),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_chair_of_the_meeting_comes_before_chairs_of_other_bodies(first, second, is_reversed):
    people = [Attendee(name, name, Status.PRESENT, role=role) for name, role in (("Ann Ash", first), ("Ben Birch", second))]
    marked = mark_chair(people[::-1] if is_reversed else people)
    assert [a.name for a in marked if a.is_chair] == ["Ann Ash"]


def test_called_chair_at_the_meeting_comes_before_the_chair_of_ones_own_house():
    here = Attendee("Ann Ash", "1", Status.PRESENT, role="Chief Executive, Chair", organisation="Westmere PCT")
    of_house = Attendee("Ben Birch", "2", Status.PRESENT, role="Chair", organisation="Otherton Trust")
    assert [a.is_chair for a in mark_chair([of_house, here])] == [False, True]
    assert mark_chair([of_house])[0].is_chair


@given(st.lists(st.sampled_from(["Chair", "Committee Chair", "Vice Chair", "Chair of Estates", None, "Clerk", "Board Chair"]), max_size=8))
def test_marking_the_chair_changes_nothing_else_and_is_stable(roles):
    people = tuple(Attendee(str(no), str(no), Status.PRESENT, role=role) for no, role in enumerate(roles))
    once = mark_chair(people)
    assert mark_chair(once) == once
    assert [a.role for a in once] == [a.role for a in people]


def test_the_chair_in_brackets_behind_an_organisation_is_an_office_and_no_short_name():
    text = (
        "Present   Ann Ash (AA)    Chief Executive, Westmere PCT (Chair)\n"
        "          Ben Birch (BB)  Surveyor, Westmere Borough Council\n\n1. Welcome\n"
    )
    found = directory_of(text).find("the Chair")
    assert found is not None
    assert (found.party, found.person_id) == ("person", attendees_of(text)[0].person_id)


PROSE = "Westmere Partnership Board\n\nPresent: Ann Ash, Ben Birch\n\n1. Apologies\n\n{}\n\n2. Roof\n"


@pytest.mark.parametrize(
    "paragraph",
    [
        "1.1 Apologies were received from Cora Cole and Dan Dale. Ann Ash thanked the Council for the use of the hall.",
        "Ann Ash opened the meeting and wished members a happy new year. Apologies had been received from Cora Cole\nand Dan Dale.",
    ],
)
def test_a_paragraph_with_apologies_and_speech_is_body_and_its_apologies_are_read(paragraph):
    text = PROSE.format(paragraph)
    parts = read_parts(text, make_blocks(text))
    assert parts[3].kind is PartKind.BODY
    expected = {
        **dict.fromkeys(("Ann Ash", "Ben Birch"), Status.PRESENT),
        **dict.fromkeys(("Cora Cole", "Dan Dale"), Status.APOLOGIES),
    }
    assert statuses(attendees_of(text)) == expected


def test_a_paragraph_with_apologies_alone_belongs_to_the_list():
    text = PROSE.format("Apologies were received from Cora Cole and Dan Dale.")
    assert read_parts(text, make_blocks(text))[3].kind is PartKind.ATTENDANCE
    assert statuses(attendees_of(text))["Dan Dale"] is Status.APOLOGIES


def test_the_end_of_a_sentence_about_the_absent_is_no_header_of_those_who_follow():
    text = (
        "Westmere Transport Board\n\nPresent: Ann Ash, Ben Birch\n\nThe clerk called roll. Directors Cole and Dale were\nabsent.\n"
        "Staff Present:\n\nEve Elm, Fay Fir, Gus Gorse\n\nCall to Order\n"
    )
    assert {a.name: a.status for a in attendees_of(text)} == {
        "Ann Ash": Status.PRESENT,
        "Ben Birch": Status.PRESENT,
        "Eve Elm": Status.IN_ATTENDANCE,
        "Fay Fir": Status.IN_ATTENDANCE,
        "Gus Gorse": Status.IN_ATTENDANCE,
    }


def test_a_header_may_stand_below_the_number_of_its_item():
    text = "Westmere Transport Board\n\nIII.\nStaff Present:\n\nEve Elm, Fay Fir, Gus Gorse\n\nIV.\nRoof\n"
    assert [a.name for a in attendees_of(text)] == ["Eve Elm", "Fay Fir", "Gus Gorse"]


@pytest.mark.parametrize("item", ["Retiree Awards", "Special Recognition/Awards", "Presentations"])
def test_awards_behind_a_list_end_it(item):
    text = f"Westmere Transport Board\n\nStaff Present:\n\nEve Elm, Fay Fir\n\n{item}\n\n1st Place – Hal Hazel (Northern Depot)\n"
    assert [a.name for a in attendees_of(text)] == ["Eve Elm", "Fay Fir"]


def test_the_ends_of_cells_stacked_below_a_list_belong_to_nobody():
    text = (
        "Present       Ann Ash (AA)         Manager, Westmere Estates Company\n"
        "              Ben Birch (BB)       Secretary, Westmere PCT\nLtd\nLtd\n\n1. Welcome\n"
    )
    assert [(a.name, a.organisation_id) for a in attendees_of(text)] == [("Ann Ash", "company"), ("Ben Birch", "pct")]


def test_a_shred_of_a_name_never_outranks_the_tag_in_brackets():
    found = attendees_of("Attendees: Ann Ash (Chair), Ben Birch (WBC), Cora\n(WBC), Dan Dale, Eve Elm\n\n1. Welcome\n")
    assert {a.name: a.organisation_id for a in found}["Ben Birch"] == "council"


def test_where_nobody_was_absent_the_next_list_is_not_theirs():
    text = "Westmere Board\n\nPresent:\n\nAnn Ash, Ben Birch\n\nAbsent:\n\nStaff Present:\n\nEve Elm, Fay Fir, Gus Gorse\n\n"
    found = statuses(attendees_of(text + "Others Present:\n\nHal Hazel\n\nCall to Order\n"))
    assert {name for name, status in found.items() if status is Status.IN_ATTENDANCE} == {"Eve Elm", "Fay Fir", "Gus Gorse", "Hal Hazel"}


def test_a_list_may_say_again_what_its_header_says():
    text = "Westmere Board\n\nMembers Absent:\n\nAnn Ash, Ben Birch were absent.\n\nStaff Present:\n\nEve Elm, Fay Fir\n\nCall to Order\n"
    assert statuses(attendees_of(text)) == {
        **dict.fromkeys(("Ann Ash", "Ben Birch"), Status.ABSENT),
        **dict.fromkeys(("Eve Elm", "Fay Fir"), Status.IN_ATTENDANCE),
    }


def test_minutes_set_in_a_table_have_column_heads_numbers_and_items_in_cells_of_their_own():
    rows = [("Item", "Discussion", "Action"), ("1", "Apologies", ""), ("1.1", "Ben Birch said that the roof was tight again.", "BB")]
    text, blocks = "Westmere Partnership Board\n", [Block(0, "paragraph", 0, 27)]
    for row_no, row in enumerate(rows):
        for column, cell in enumerate(row):
            blocks.append(Block(len(blocks), "cell", len(text), len(text) + len(cell) + 1, None, 0, row_no, column))
            text += cell + "\t"
    parts = read_parts(text, blocks)
    assert [part.kind for part in parts[1:4]] == [PartKind.FURNITURE] * 3
    assert [part.kind for part in parts[4:9] if text[part.char_start : part.char_end].strip()] == [
        PartKind.HEADING,
        PartKind.HEADING,
        PartKind.HEADING,
        PartKind.BODY,
    ]
    assert parts[8].section == "1 Apologies"


def test_an_organisation_of_the_study_is_told_from_the_role_before_it():
    found = attendees_of("Present: Ann Ash (Account Manager, Harrowgate), Ben Birch (Head of Estates, Westmere PCT)\n\n1. Welcome\n")
    assert [(a.role, a.organisation) for a in found] == [("Account Manager", "Harrowgate"), ("Head of Estates", "Westmere PCT")]


def test_rows_of_a_printed_table_are_read_with_their_wrapped_cells():
    listed = attendees_of(
        "Westmere LIFT\n\nPresent:\n\n"
        " Name                 Initials   Position                      Organisation\n"
        " Petra Lund           PL         Project Director              Harrowgate\n"
        "                                                               Developments\n"
        " Dr Omar Reyes         OR        Chair of the Professional     Westmere PCT\n"
        "                                 Executive Committee\n\n"
        " Ida Voss             IV         Head of Property              Westmere Borough Council (for\n"
        "                                                               Una Crewe)\n\n"
        "Apologies:\n\n"
        " Name                 Initials   Position                      Organisation\n"
        " Una Crewe            UC         Portfolio Holder for          Westmere Borough Council\n"
        "                                 Communities\n\n"
        "1. Matters arising\n\nIV noted the rent."
    )
    assert [(a.name, a.status.value, a.initials, a.partner_type) for a in listed] == [
        ("Petra Lund", "present", "PL", "private"),
        ("Dr Omar Reyes", "present", "OR", "public"),
        ("Ida Voss", "present", "IV", "public"),
        ("Una Crewe", "apologies", "UC", "public"),
    ]
    assert (listed[1].role, listed[2].represents) == ("Chair of the Professional Executive Committee", "Una Crewe")
