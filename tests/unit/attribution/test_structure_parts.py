"""What each block of a paper is for."""

import pytest
from attribution_papers import make_blocks, parts_of
from hypothesis import given
from hypothesis import strategies as st

from liftmine.attribution.model import Block, PartKind
from liftmine.attribution.structure.parts import read_parts

MINUTES = """Westmere Partnership Board

Minutes of the meeting held on 3 May 2007

Present: Ann Ash (AA), Ben Birch (BB)

1. Welcome

Ann Ash welcomed everybody to the meeting and thanked them for the work that had been done over the spring.

2. Car park

It is recommended by the Estates Committee that the Board approve the lease.

The motion passed with 4 in favour.

ACTION: AA/BB

BB
"""


def kinds(text):
    return [part.kind for part in parts_of(text)]


def test_a_paper_is_cut_into_title_list_headings_body_motion_vote_and_actions():
    assert kinds(MINUTES) == [
        PartKind.FURNITURE,
        PartKind.FURNITURE,
        PartKind.ATTENDANCE,
        PartKind.HEADING,
        PartKind.BODY,
        PartKind.HEADING,
        PartKind.MOTION,
        PartKind.VOTE,
        PartKind.ACTION,
        PartKind.ACTION,
    ]


def test_a_section_is_the_number_and_heading_of_the_item():
    sections = [part.section for part in parts_of(MINUTES)]
    assert sections[:3] == [None, None, None]
    assert sections[4] == "1. Welcome"
    assert sections[-1] == "2. Car park"


@pytest.mark.parametrize("number", ["7.", "4.2", "C.", "IV.", "WPB05/01", "73/07", "GBP/2122/214:"])
def test_item_numbers_of_every_kind_make_a_heading(number):
    part = parts_of(f"{number} Lease of the car park\n\nThe lease was signed on the terms that had been agreed before the summer recess.")[
        0
    ]
    assert part.kind is PartKind.HEADING
    assert part.section == f"{number} Lease of the car park"


def test_a_number_on_a_line_of_its_own_belongs_to_the_heading_below():
    parts = parts_of("IV.\n\nLEASE OF THE CAR PARK\n\nThe lease was signed on the terms that had been agreed before the summer recess.")
    assert parts[2].section == "IV. LEASE OF THE CAR PARK"


def test_a_numbered_sentence_is_no_heading():
    assert (
        kinds("1.1 The lease was signed on the terms agreed.") == [PartKind.BODY]
        or kinds("1.1 The lease was signed.")[0] is not PartKind.HEADING
    )


def test_votes_that_look_like_a_transcript_are_votes():
    assert kinds(
        "Some item was discussed at length by everybody in the room, as before.\n\nRESULT: Passed\n\nMOVER: Ash\n\nABSENT: Birch"
    ) == [
        PartKind.BODY,
        PartKind.VOTE,
        PartKind.VOTE,
        PartKind.VOTE,
    ]


def test_a_table_cut_into_cells_is_one_list():
    text = "\n\n".join(["Attendee Name", "Title", "Status", "Ann Ash", "Director, Ward A", "Present", "5:21 PM", "Ben Birch", "Absent"])
    assert set(kinds(text)) == {PartKind.ATTENDANCE}


def test_lists_torn_from_their_headers_are_found_behind_the_next_heading():
    text = "Members Present:\n\nStaff Present:\n\nCall to Order:\n\nAnn Ash, Ben Birch, Cora Cole\n\nDan Dale, Eve Elm\n\n"
    text += "The meeting began as planned and the papers were taken as read."
    assert kinds(text)[3:5] == [PartKind.ATTENDANCE, PartKind.ATTENDANCE]


def test_prose_with_the_word_present_is_no_list():
    assert (
        kinds("1. Plans\n\nMembers present agreed that the plans for the car park should be drawn up again before the autumn.")[1]
        is PartKind.BODY
    )


def test_a_docx_table_with_an_attendance_head_is_a_list_cell_by_cell():
    text = "Name\tRole\nAnn Ash\tChair\n"
    cells = [(0, 5, 0, 0), (5, 10, 0, 1), (10, 18, 1, 0), (18, 24, 1, 1)]
    blocks = [Block(i, "cell", start, end, table_no=0, row_no=row, column_no=column) for i, (start, end, row, column) in enumerate(cells)]
    assert {part.kind for part in read_parts(text, blocks)} == {PartKind.ATTENDANCE}


@given(st.text(alphabet="AZ az.,:;()\n\t12•-’&/", max_size=400))
def test_parts_have_the_positions_of_their_blocks_whatever_the_text(text):
    blocks = make_blocks(text)
    parts = read_parts(text, blocks)
    assert [(p.block_no, p.char_start, p.char_end) for p in parts] == [(b.block_no, b.char_start, b.char_end) for b in blocks]
