"""A small partnership and papers made of plain lines, for the tests of this room."""

from datetime import date
from typing import Any

from liftmine.attribution.attendance.attendees import read_attendance
from liftmine.attribution.model import Attendee, Block, Paper, Part
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.structure.parts import read_parts
from liftmine.study.model import Partnership

PARTNERSHIP = Partnership.model_validate(
    {
        "id": "westmere",
        "name": "Westmere LIFT",
        "started": "2005-01-01",
        "organisations": [
            {
                "id": "pct",
                "name": "Westmere Primary Care Trust",
                "aliases": ["Westmere PCT", "the PCT"],
                "partner_type": "public",
                "until": "2013-03-31",
                "successor": "ccg",
            },
            {"id": "ccg", "name": "Westmere CCG", "aliases": ["the CCG"], "partner_type": "public", "from": "2013-04-01"},
            {"id": "council", "name": "Westmere Borough Council", "aliases": ["WBC", "the Council"], "partner_type": "public"},
            {"id": "builders", "name": "Harrowgate Developments", "aliases": ["Harrowgate", "HDL"], "partner_type": "private"},
            {"id": "company", "name": "Westmere Estates Company", "aliases": ["the company"], "partner_type": "joint"},
        ],
        "people": [
            {"name": "Petra Lund", "initials": "PL", "organisation": "builders", "role": "Project Director"},
            {"name": "Omar Reyes", "organisation": "pct", "until": "2008-12-31"},
            {"name": "Omar Reyes", "organisation": "builders", "from": "2009-01-01"},
        ],
    }
)
DAY = date(2007, 5, 3)


def make_paper(**changes: Any) -> Paper:
    given: dict[str, Any] = {"document_id": "d1", "file_name": "paper.txt", "kind": "board_minutes", "partnership": PARTNERSHIP}
    return Paper(**(given | changes))


def make_blocks(text: str) -> list[Block]:
    """One block a paragraph; blank lines belong to the paragraph before them."""
    blocks: list[Block] = []
    position = 0
    for paragraph in text.split("\n\n"):
        end = min(len(text), position + len(paragraph) + 2)
        blocks.append(Block(len(blocks), "paragraph", position, end))
        position = end
    return blocks


def parts_of(text: str) -> tuple[Part, ...]:
    return read_parts(text, make_blocks(text))


def attendees_of(text: str, *, day: date = DAY, **changes: Any) -> tuple[Attendee, ...]:
    return read_attendance(text, parts_of(text), make_paper(**changes), day)


def directory_of(text: str, *, day: date = DAY, **changes: Any) -> Directory:
    paper = make_paper(**changes)
    return Directory.for_meeting(read_attendance(text, parts_of(text), paper, day), paper, day, text)
