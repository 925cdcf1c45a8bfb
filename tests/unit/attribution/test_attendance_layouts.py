"""Attendance lists in the layouts secretaries use."""

from datetime import date

import pytest
from attribution_papers import attendees_of
from hypothesis import given
from hypothesis import strategies as st

from liftmine.attribution.model import Status
from liftmine.attribution.people.people import scan_people


def rows(text, **changes):
    return [(a.name, a.status.value, a.initials, a.role, a.organisation) for a in attendees_of(text, **changes)]


def by_name(text, **changes):
    return {a.name: a for a in attendees_of(text, **changes)}


def test_columns_with_a_wrapped_line_and_a_stand_in():
    text = """Present           Ann Ash              Director of Estates, Westmere PCT
                  Ben van der Birch    Lead for Strategy and
                                       Planning, Westmere Borough Council
                  Theodora Castlemaine Harrowgate Developments

Apologies         Rob Moss             Chief Executive (Chair)

In Attendance     Dan Dale             Estates Manager, Westmere PCT
                  (For R Moss)
"""
    assert rows(text) == [
        ("Ann Ash", "present", None, "Director of Estates", "Westmere PCT"),
        ("Ben van der Birch", "present", None, "Lead for Strategy and Planning", "Westmere Borough Council"),
        ("Theodora Castlemaine", "present", None, None, "Harrowgate Developments"),
        ("Rob Moss", "apologies", None, "Chief Executive, Chair", None),
        ("Dan Dale", "in_attendance", None, "Estates Manager", "Westmere PCT"),
    ]
    found = by_name(text)
    assert found["Dan Dale"].represents == "R Moss"
    assert found["Rob Moss"].is_chair


def test_name_initials_and_role_with_single_spaces():
    text = "Present:\nDr Avi Moss AM Clinical Chair\nRuth Cole RCl Lay Member for Audit\nApologies:\nTim Elm TE Head of Governance\n"
    assert rows(text) == [
        ("Dr Avi Moss", "present", "AM", "Clinical Chair", None),
        ("Ruth Cole", "present", "RCl", "Lay Member for Audit", None),
        ("Tim Elm", "apologies", "TE", "Head of Governance", None),
    ]


def test_title_initial_surname_and_role_on_a_line():
    text = "Present:\nMr W Moss, Chairman\nMrs J Ash, PEC Nurse Lead\nMr I Cole, Chief Executive\n\n"
    text += "Observers:\nMs H Elm, Communications Manager\nMembers of the public\n"
    assert [(a.name, a.status, a.is_chair) for a in attendees_of(text)] == [
        ("Mr W Moss", Status.PRESENT, True),
        ("Mrs J Ash", Status.PRESENT, False),
        ("Mr I Cole", Status.PRESENT, False),
        ("Ms H Elm", Status.IN_ATTENDANCE, False),
    ]


def test_an_inline_list_with_brackets_and_every_separator():
    text = (
        "Attendees Ann Ash (AA)(Chair), Ben Birch (BB)(Hon. Secretary &\nTreasurer); Cora Cole (CC)(WBC): Dan Dale (DD) & Eve Elm (EE)\n"
        "(WBC Commissioner) Flo Fern (FF), Gus Gray (OPQ – Items 1-4 only)"
    )
    assert rows(text) == [
        ("Ann Ash", "present", "AA", "Chair", None),
        ("Ben Birch", "present", "BB", "Hon. Secretary & Treasurer", None),
        ("Cora Cole", "present", "CC", None, "WBC"),
        ("Dan Dale", "present", "DD", None, None),
        ("Eve Elm", "present", "EE", "WBC Commissioner", None),
        ("Flo Fern", "present", "FF", None, None),
        ("Gus Gray", "present", None, None, "OPQ"),
    ]


def test_one_sentence_with_semicolons_and_states():
    text = (
        "Moira Saul, Chairman of the Board, convened a meeting on May 3, 2007. In attendance were Ann A. Ash of Alaska, member, "
        "Ben B. Birch of Florida, member, and Cora Cole of New York, member; Dan Dale, Executive Director; Eve Elm, Director, "
        "Participant Services; and Flo Fern, Secretary and General Counsel. The meeting was open to the public."
    )
    assert [(a.name, a.role) for a in attendees_of(text)] == [
        ("Ann A. Ash", "member"),
        ("Ben B. Birch", "member"),
        ("Cora Cole", "member"),
        ("Dan Dale", "Executive Director"),
        ("Eve Elm", "Director, Participant Services"),
        ("Flo Fern", "Secretary and General Counsel"),
    ]


TABLE = [
    "Attendee Name",
    "Title",
    "Status",
    "Arrived",
    "Ann Ash",
    "Ben Birch",
    "Director, Ward A",
    "Committee Chair",
    "Present",
    "Absent",
    "5:21 PM",
]


def test_a_table_cut_into_columns_is_zipped_in_reading_order():
    assert rows("\n\n".join([*TABLE, "Cora Cole", "Director, Ward C", "Remote"])) == [
        ("Ann Ash", "present", None, "Director, Ward A", None),
        ("Ben Birch", "absent", None, "Committee Chair", None),
        ("Cora Cole", "present", None, "Director, Ward C", None),
    ]


def test_where_counts_disagree_the_sentence_about_absence_decides():
    text = "\n\n".join([*TABLE, "Cora Cole", "Directors Birch and Cole were absent."])
    assert [(a.name, a.status.value) for a in attendees_of(text)] == [
        ("Ann Ash", "present"),
        ("Ben Birch", "absent"),
        ("Cora Cole", "absent"),
    ]


def test_a_table_kept_whole_is_read_row_by_row_and_an_empty_cell_is_absence():
    text = "Attendee Name\tOrganisation\tPresent\nAnn Ash\tWestmere PCT\t✓\nBen Birch\tHarrowgate Developments\t\n"
    assert [(a.name, a.status.value, a.partner_type) for a in attendees_of(text)] == [
        ("Ann Ash", "present", "public"),
        ("Ben Birch", "absent", "private"),
    ]


def test_labelled_lists_with_offices_and_surnames():
    text = "Committee Members Present:\n\nChair Kemp; Directors Ash, Birch, O’Cole,\nand Elm.\n\n"
    text += "Directors Absent:\n\nFern (on leave), Gray, Hale\n"
    assert [(a.name, a.status.value, a.role, a.is_chair) for a in attendees_of(text)] == [
        ("Kemp", "present", "Chair", True),
        ("Ash", "present", "Director", False),
        ("Birch", "present", "Director", False),
        ("O’Cole", "present", "Director", False),
        ("Elm", "present", "Director", False),
        ("Fern", "absent", None, False),
        ("Gray", "absent", None, False),
        ("Hale", "absent", None, False),
    ]


def test_headers_stacked_above_their_lists_are_dealt_out_in_order():
    text = "Board Members\nPresent:\nBoard Members\nAbsent:\n\nAnn Ash, Ben Birch, Cora\nCole, and Dan Dale\nEve Elm, Flo Fern\n\n"
    text += "Staff Present:\n\nGus Gray\nHal Hale, Ida Ince\n"
    assert [(a.name, a.status.value) for a in attendees_of(text)] == [
        *((name, "present") for name in ("Ann Ash", "Ben Birch", "Cora Cole", "Dan Dale")),
        *((name, "absent") for name in ("Eve Elm", "Flo Fern")),
        *((name, "in_attendance") for name in ("Gus Gray", "Hal Hale", "Ida Ince")),
    ]


def test_name_dash_organisation():
    text = "Apologies: Ann Ash – WBC, Ben Birch – Elmwood Library, Cora Cole – Equal Value, Dan Dale"
    assert [(a.name, a.organisation, a.partner_type) for a in attendees_of(text)] == [
        ("Ann Ash", "WBC", "public"),
        ("Ben Birch", "Elmwood Library", None),
        ("Cora Cole", "Equal Value", None),
        ("Dan Dale", None, None),
    ]


def test_apologies_as_an_item_or_a_sentence():
    assert [(a.name, a.status.value) for a in attendees_of("1. Apologies\n\nAnn Ash, Ben Birch\n\n2. Minutes")] == [
        ("Ann Ash", "apologies"),
        ("Ben Birch", "apologies"),
    ]
    sentence = "1. Welcome\n\nApologies for absence were received from Dr J Ash, Ms C Birch and\nCllr Cole."
    assert [a.name for a in attendees_of(sentence)] == ["Dr J Ash", "Ms C Birch", "Cllr Cole"]


def test_who_is_listed_and_sends_apologies_stands_once_with_apologies():
    found = attendees_of("Attendees: Ann Ash (Chair), Ben Birch\n\n1. Apologies\n\nBen Birch\n\n2. Minutes")
    assert [(a.name, a.status.value) for a in found] == [("Ann Ash", "present"), ("Ben Birch", "apologies")]


def test_a_roster_at_the_end_counts_too():
    text = "1. Welcome\n\nThe meeting began at noon and was closed at one in the afternoon, as planned.\n\n"
    text += "BOARD MEMBERS PRESENT\nAnn Ash, First Vice Chair\nBen Birch\nWESTMERE STAFF PRESENT\nCora Cole\n"
    assert [(a.name, a.status.value) for a in attendees_of(text)] == [
        ("Ann Ash", "present"),
        ("Ben Birch", "present"),
        ("Cora Cole", "in_attendance"),
    ]


def test_affiliation_is_taken_from_the_list_then_the_roster_then_the_host():
    text = "Present: Ann Ash (WBC), Petra Lund, Ben Birch, Cora Cole (Elmwood Forum)"
    with_host = [(a.organisation_id, a.affiliation_basis) for a in attendees_of(text, home_organisation="pct")]
    assert with_host == [("council", "list"), ("builders", "roster"), ("pct", "host"), (None, "unknown")]
    assert [a.affiliation_basis for a in attendees_of(text)] == ["list", "roster", "unknown", "unknown"]


def test_who_changes_sides_belongs_to_the_side_of_the_day():
    assert attendees_of("Present: Omar Reyes, Ann Ash", day=date(2008, 6, 1))[0].organisation_id == "pct"
    assert attendees_of("Present: Omar Reyes, Ann Ash", day=date(2010, 6, 1))[0].organisation_id == "builders"


def test_an_organisation_that_was_succeeded_is_its_successor_afterwards():
    assert attendees_of("Present: Ann Ash (Westmere PCT)", day=date(2014, 1, 1))[0].organisation_id == "ccg"


def test_an_alias_with_an_article_never_claims_another_body_of_that_kind():
    assert attendees_of("Present: Ann Ash (Elmwood PCT), Ben Birch (the PCT)")[0].organisation_id is None
    assert attendees_of("Present: Ann Ash (Elmwood PCT), Ben Birch (the PCT)")[1].organisation_id == "pct"


def test_guests_without_a_role_are_not_the_hosts_people():
    found = by_name("Staff Present: Ann Ash\n\nOthers Present: Ben Birch, Cora Cole (Harrowgate)", home_organisation="pct")
    assert [found[name].partner_type for name in ("Ann Ash", "Ben Birch", "Cora Cole")] == ["public", None, "private"]


def test_a_person_keeps_one_pseudonym_however_the_name_is_written():
    full = attendees_of("Present: Ms Patricia Q. Stone, Ann Ash")[0].person_id
    assert attendees_of("Present: Pat Stone, Ben Birch")[0].person_id == full
    assert attendees_of("Present: P Stone, Ben Birch")[0].person_id != full
    assert full.startswith("P")
    assert len(full) == 9


@pytest.mark.parametrize("text", ["Ann Ash " * 400, "A. B. C. D. " * 300, "(" * 500, "Ash, " * 500, "Director Director of and " * 200])
def test_long_and_strange_lists_end(text):
    assert isinstance(scan_people(text), tuple)


@given(st.text(alphabet="Aab .,;:&()–-\n’", max_size=300))
def test_no_list_breaks_the_scanner_and_entries_stand_in_order(text):
    assert all(entry.name.text for entry in scan_people(text))
    attendees_of(f"Present: {text}")
