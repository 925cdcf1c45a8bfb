"""Where headings, lists, votes and prose are easily mistaken for one another."""

import pytest
from attribution_papers import make_blocks, parts_of

from liftmine.attribution.model import Block, PartKind
from liftmine.attribution.people.names import INITIALS, read_name
from liftmine.attribution.structure.headings import is_lead_in
from liftmine.attribution.structure.parts import read_parts

TOP = "Westmere Partnership Board\n\nPresent: Ann Ash, Ben Birch\n\n1. Welcome\n\n"


def kind_of(block, before=TOP):
    """What the last block of a paper is for."""
    return parts_of(before + block)[-1].kind


@pytest.mark.parametrize(
    "lead_in",
    [
        "Ann Ash named three things:",
        "The Board agreed that:",
        "Director Birch asked the following questions:",
        "During the discussion of the lease the following points were raised:",
        "4.2 Asked what could still go wrong, Mr Birch listed four things:",
    ],
)
def test_a_sentence_that_ends_with_a_colon_before_its_list_is_body(lead_in):
    assert kind_of(lead_in) is PartKind.BODY


@pytest.mark.parametrize("heading", ["Matters arising:", "Call to Order:", "Recommended Action:", "4.2 Car park:", "Updates:"])
def test_a_few_words_with_a_colon_are_a_heading(heading):
    assert not is_lead_in(heading)
    assert kind_of(heading) is PartKind.HEADING


@pytest.mark.parametrize("sentence", ["The Board approved the plan.", "All accepted it.", "None.", "None"])
def test_a_short_sentence_under_an_items_number_is_body(sentence):
    assert kind_of(sentence, TOP + "7.5\n\n") is PartKind.BODY


def test_a_heading_with_a_full_stop_is_still_a_heading():
    assert kind_of("4. Budget report.") is PartKind.HEADING


VOTE = TOP + "RESULT:\n\n{}\n\nMOVER:\n\nAnn Ash, Member for the North\n\nNAYS:\n\nBirch\n\nABSENT:\n\nCora Cole\n\n"


@pytest.mark.parametrize("outcome", ["PASSED [UNANIMOUS]", "PASSED COMMITTEE [9 TO 3]", "FAILED", "POSTPONED TO A DATE CERTAIN"])
def test_a_vote_printed_label_by_label_is_a_vote_to_its_end(outcome):
    parts = parts_of(VOTE.format(outcome) + "2. Roof\n")
    assert [part.kind for part in parts[3:]] == [PartKind.VOTE] * 8 + [PartKind.HEADING]
    assert {part.section for part in parts[3:-1]} == {"1. Welcome"}


def test_behind_a_vote_prose_and_headings_are_what_they_are():
    kinds = [
        part.kind for part in parts_of(TOP + "AYES: Ash, Birch\n\nThe chair thanked the clerk for the count.\n\nResult of the survey\n")
    ]
    assert PartKind.VOTE not in kinds[4:]


def test_the_house_number_of_an_address_is_no_item():
    text = "Westmere Transport Board\n\n77 Mill Street, Westmere\n\nMinutes of the meeting held on 3 May 2007\n\n1. Welcome\n"
    assert [part.kind for part in parts_of(text)] == [PartKind.FURNITURE] * 3 + [PartKind.HEADING]


def test_an_item_of_apologies_behind_the_list_is_a_heading_and_ends_the_title_page():
    text = (
        "Westmere Board\n\nAttendees: Ann Ash, Ben Birch\n\n1. Apologies\n\nAction\n\nCora Cole, Dan Dale\n\n"
        "Ann Ash told the meeting of the roof.\n"
    )
    parts = parts_of(text)
    assert [part.kind for part in parts[2:]] == [PartKind.HEADING, PartKind.ACTION, PartKind.ATTENDANCE, PartKind.BODY]
    assert parts[-1].section == "1. Apologies"


@pytest.mark.parametrize(
    "line", ["2nd Place – Hal Hazel", "Retiree Awards", "Fay Fir thanked the drivers and said that the winter had been hard."]
)
def test_a_list_ends_where_no_more_people_are_listed(line):
    assert kind_of(line, "Westmere Board\n\nStaff Present:\n\nAnn Ash, Ben Birch, Cora Cole\n\n") is not PartKind.ATTENDANCE


@pytest.mark.parametrize("line", ["Dan Dale and Eve Elm left early.", "Dan Start", "Elm", "Gus Gorse was away for part of the meeting."])
def test_a_list_goes_on_with_people_and_with_who_came_or_left(line):
    assert kind_of(line, "Westmere Board\n\nStaff Present:\n\nAnn Ash, Ben Birch, Cora Cole\n\n") is PartKind.ATTENDANCE


def test_a_bold_lead_in_stays_body():
    text = TOP + "Ann Ash provided the following report:"
    blocks = make_blocks(text)
    last = blocks[-1]
    blocks[-1] = Block(last.block_no, "heading", last.char_start, last.char_end, is_bold=True)
    assert read_parts(text, blocks)[-1].kind is PartKind.BODY


@pytest.mark.parametrize("several", ["GPs", "PCTs", "MPs"])
def test_several_of_a_kind_are_nobodys_initials(several):
    assert INITIALS.fullmatch(several) is None


@pytest.mark.parametrize("initials", ["AM", "AHop", "RCp", "MWh", "N M-E", "AS"])
def test_initials_of_every_length_are_read(initials):
    assert INITIALS.fullmatch(initials)


@pytest.mark.parametrize("words", ["Retiree Awards", "Patients Forum", "Special Recognition", "Winners Meeting"])
def test_words_of_meetings_are_no_names(words):
    assert read_name(words) is None
