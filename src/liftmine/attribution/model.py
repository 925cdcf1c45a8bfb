"""The words of attribution: a paper, its classified parts, and the people it lists."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from liftmine.study.model import DateOrder, DocumentKind, Partnership


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as the study knows it before anyone reads it.

    `stated_date`, `speaker` and `organisation` come from metadata.csv and outrank the text.
    """

    document_id: str
    file_name: str
    kind: DocumentKind
    partnership: Partnership
    date_order: DateOrder | None = None
    home_organisation: str | None = None
    stated_date: date | None = None
    speaker: str | None = None
    organisation: str | None = None


class Block(NamedTuple):
    """A row of `tables.stages.BLOCKS` of one document. `kind` is heading, paragraph, list_item or cell."""

    block_no: int
    kind: str
    char_start: int
    char_end: int
    page: int | None = None
    table_no: int | None = None
    row_no: int | None = None
    column_no: int | None = None
    is_bold: bool = False


class PartKind(StrEnum):
    """What a block of a document is for."""

    FURNITURE = "furniture"  # title page, address, memo head, signature lines
    ATTENDANCE = "attendance"
    HEADING = "heading"
    BODY = "body"
    MOTION = "motion"  # the wording of motions and resolutions
    VOTE = "vote"
    ACTION = "action"
    LABEL = "label"  # a speaker's name on a line of its own


class Part(NamedTuple):
    """A block with its purpose. `section` is the number and heading of the agenda item it belongs to."""

    block_no: int
    kind: PartKind
    section: str | None
    char_start: int
    char_end: int


class Status(StrEnum):
    """Presence at a meeting. Late, remote and part-time count as present."""

    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Attendee(NamedTuple):
    """A line of an attendance list, resolved as far as it can be. Field by field the columns of `tables.stages.ATTENDANCE`."""

    name: str
    person_id: str
    status: Status
    initials: str | None = None
    role: str | None = None
    organisation: str | None = None
    organisation_id: str | None = None
    partner_type: str | None = None
    affiliation_basis: str = "unknown"
    is_chair: bool = False
    represents: str | None = None


class Party(StrEnum):
    """What kind of someone a name leads to."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COLLECTIVE = "collective"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name, initials, a role or an alias leads to in one meeting.

    `partner_type` is a type of the study or `unknown`, for collective bodies `collective`. `gender` is `m`, `f` or None and
    known only from titles. `confidence` is in 0–1 (ATTRIBUTION §4, F1).
    """

    party: Party
    basis: str
    confidence: float
    person_id: str | None = None
    organisation_id: str | None = None
    partner_type: str = "unknown"
    gender: str | None = None
