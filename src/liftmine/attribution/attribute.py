"""Documents to turns and sentences: the rooms' one public function, and how its tables are put together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

import pyarrow as pa

from liftmine.attribution.attendance.attendees import read_attendance
from liftmine.attribution.dates.meeting_date import find_date
from liftmine.attribution.meetings.proceedings import (
    NOTHING,
    Proceedings,
    Record,
    action_rows,
    meeting_rows,
    read_proceedings,
    resolution_rows,
)
from liftmine.attribution.mentions import find_mentions, flatten
from liftmine.attribution.minutes.frames import Sentence
from liftmine.attribution.minutes.reported import read_minutes, staff_of
from liftmine.attribution.minutes.subjects import Subjects
from liftmine.attribution.model import Attendee, Block, Found, Paper, Party
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.people.gazetteer import short_names, titled_names
from liftmine.attribution.structure.parts import read_parts
from liftmine.attribution.targets import Target, find_targets, join_types
from liftmine.attribution.transcripts.interviews import read_transcript
from liftmine.attribution.turns import Turn, make_turns, number_sentences
from liftmine.errors import Reason
from liftmine.tables.contract import Table
from liftmine.tables.stages import ACTIONS, ATTENDANCE, FACTS, MEETINGS, MENTIONS, RESOLUTIONS, SENTENCES, TURNS

Span = tuple[int, int, int]
"""A span of one document: block_no, char_start, char_end."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tables FACTS, ATTENDANCE, MEETINGS, ACTIONS, RESOLUTIONS, TURNS, SENTENCES and MENTIONS of a batch of documents."""

    facts: pa.Table
    attendance: pa.Table
    meetings: pa.Table
    actions: pa.Table
    resolutions: pa.Table
    turns: pa.Table
    sentences: pa.Table
    mentions: pa.Table

    @property
    def tables(self) -> dict[Table, pa.Table]:
        """All of them by their contracts."""
        contracts = (FACTS, ATTENDANCE, MEETINGS, ACTIONS, RESOLUTIONS, TURNS, SENTENCES, MENTIONS)
        return {contract: getattr(self, contract.name) for contract in contracts}


def attribute(papers: Sequence[Paper], texts: pa.Table, blocks: pa.Table, spans: pa.Table) -> Attribution:
    """Who speaks in each paper, in which mode, for whom, and of whom.

    `texts`, `blocks` and `spans` are TEXTS, BLOCKS and SPANS of at least these papers. A paper whose date cannot be told keeps
    its facts and attendance and has no turns; an interview without any speaker has the reason NO_TURNS. Turns cover the whole
    text; attendance lists and title pages hold no sentences.
    """
    of_text = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    blocks_of, spans_of = _read_columns(blocks, Block._fields), _read_columns(spans, ("block_no", "char_start", "char_end"))
    facts, attendance, turns, sentences = _Columns(FACTS), _Columns(ATTENDANCE), _Columns(TURNS), _Columns(SENTENCES)
    meetings, actions, resolutions, mentions = _Columns(MEETINGS), _Columns(ACTIONS), _Columns(RESOLUTIONS), _Columns(MENTIONS)
    for paper in sorted(papers, key=lambda p: p.document_id):
        document_id = paper.document_id
        read = _read_paper(paper, of_text[document_id], [*map(Block, *blocks_of(document_id))], [*zip(*spans_of(document_id), strict=True)])
        facts.add_rows([(document_id, *read.facts)])
        attendance.add_rows(_attendee_row(document_id, number, attendee) for number, attendee in enumerate(read.attendees))
        meetings.add_rows(meeting_rows(document_id, read.proceedings))
        actions.add_rows(action_rows(document_id, read.proceedings))
        resolutions.add_rows(resolution_rows(document_id, read.proceedings))
        turns.add_rows(_turn_row(document_id, number, turn) for number, turn in enumerate(read.turns))
        starts, ends, _, is_content, *_ = zip(*read.sentences, strict=True) if read.sentences else [()] * 4
        size, numbers = len(starts), number_sentences(read.turns, starts)
        sentences.add(repeat(document_id, size), range(size), numbers, map(join_types, read.targets), is_content, starts, ends)
        mentions.add_rows((document_id, number, *target) for number, spoken in enumerate(read.targets) for target in spoken)
    tables = (facts, attendance, meetings, actions, resolutions, turns, sentences, mentions)
    return Attribution(*(table.build() for table in tables))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of one paper."""

    facts: tuple[date | None, date | None, date | None, str | None, str | None, str]
    attendees: Sequence[Attendee]
    turns: Sequence[Turn] = ()
    sentences: Sequence[Sentence] = ()
    targets: Sequence[Sequence[Target]] = ()
    proceedings: Proceedings = NOTHING


def _read_paper(paper: Paper, text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> _Reading:
    parts = read_parts(text, blocks)
    finding = find_date(text, parts, paper)
    day = finding.reference_day
    attendees = read_attendance(text, parts, paper, day)
    directory = Directory.for_meeting(attendees, paper, day, text)
    flat = flatten(text)
    subjects = Subjects(directory, flat, _staff(paper), paper.partnership.id)
    transcript = read_transcript(text, blocks, parts, spans, paper=paper, subjects=subjects)
    layout = "minutes" if transcript is None else "transcript"
    reason = finding.reason or (Reason.NO_TURNS if transcript is None and paper.kind == "interview" else None)
    facts = (finding.day, *(finding.period or (None, None)), finding.basis, reason and reason.value, layout)
    if reason:
        return _Reading(facts, attendees)
    marks, sentences = transcript or read_minutes(flat, blocks, parts, spans, subjects)
    record = Record(text, blocks, parts, spans, paper, attendees, directory, day)
    proceedings = read_proceedings(record, sentences if transcript is None else ()) if paper.kind == "board_minutes" else NOTHING
    names = {
        **dict(titled_names(flat, directory.find)),
        **dict(short_names(paper.partnership, paper.home_organisation)),
        **dict(directory.names()),
    }
    mentions = find_mentions(flat, names.items(), paper.partnership, sentences[0].start if sentences else len(flat))
    return _Reading(facts, attendees, make_turns(marks, len(text)), sentences, find_targets(flat, sentences, mentions), proceedings)


def _staff(paper: Paper) -> Found:
    home = next((o for o in paper.partnership.organisations if o.id == paper.home_organisation), None)
    return staff_of(home.partner_type, home.id) if home else staff_of("unknown", None)


def _turn_row(document_id: str, number: int, turn: Turn) -> tuple[Any, ...]:
    voice, found = turn.voice, turn.voice.found
    if found is None or voice.mode == "none":
        who: tuple[str | None, ...] = (voice.label, None, None, "unknown") if voice.mode != "none" else (None, None, None, None)
    elif voice.mode == "collective":
        who = (voice.label, found.person_id if found.party is Party.PERSON else None, None, "collective")
    else:
        who = (voice.label, found.person_id if found.party is Party.PERSON else None, found.organisation_id, found.partner_type)
    return (document_id, number, turn.section, *who, voice.mode, str(voice.basis), turn.confidence, turn.start, turn.end)


def _attendee_row(document_id: str, number: int, a: Attendee) -> tuple[Any, ...]:
    return (
        *(document_id, number, a.name, a.initials, a.person_id, a.role, a.organisation, a.organisation_id, a.partner_type),
        *(a.affiliation_basis, a.status.value, a.is_chair, a.represents),
    )


class _Columns:
    """A table while its documents come in: a list per column, so that no row is kept as an object of its own."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._columns: list[list[Any]] = [[] for _ in table.names]

    def add(self, *columns: Iterable[Any]) -> None:
        """The values of a document, column by column in the order of the table."""
        for own, values in zip(self._columns, columns, strict=True):
            own.extend(values)

    def add_rows(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """The same, row by row."""
        if columns := list(zip(*rows, strict=True)):
            self.add(*columns)

    def build(self) -> pa.Table:
        return self._table.build(dict(zip(self._table.names, self._columns, strict=True)))


def _read_columns(table: pa.Table, names: Sequence[str]) -> Callable[[str], Iterable[list[Any]]]:
    """The columns of one document; its rows are made when they are needed, because a batch has hundreds of thousands."""
    places: dict[str, list[int]] = {}
    for row, document_id in enumerate(table["document_id"].to_pylist()):
        places.setdefault(document_id, [row, row])[1] = row + 1
    columns = [table[name].to_pylist() for name in names]

    def columns_of(document_id: str) -> Iterable[list[Any]]:
        first, last = places.get(document_id, (0, 0))
        return (column[first:last] for column in columns)

    return columns_of
