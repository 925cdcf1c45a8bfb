"""Documents to turns and sentences: the rooms' one public function, and how its tables are put together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from liftmine.attribution.attendance import read_attendance
from liftmine.attribution.dates import find_date
from liftmine.attribution.directory import Directory
from liftmine.attribution.frames import PROCEDURE
from liftmine.attribution.interviews import read_transcript
from liftmine.attribution.model import Attendee, Block, Found, Paper, Part, PartKind, Party
from liftmine.attribution.reported import MinutesReader, staff_of
from liftmine.attribution.structure import read_parts
from liftmine.attribution.subjects import Subjects
from liftmine.attribution.targets import Mentions, flatten
from liftmine.attribution.turns import Mark, Sentence, Turn, make_turns, number_sentences
from liftmine.errors import Reason
from liftmine.tables.contract import Table
from liftmine.tables.stages import ATTENDANCE, FACTS, SENTENCES, TURNS


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tables FACTS, ATTENDANCE, TURNS and SENTENCES of a batch of documents."""

    facts: pa.Table
    attendance: pa.Table
    turns: pa.Table
    sentences: pa.Table


def attribute(papers: Sequence[Paper], texts: pa.Table, blocks: pa.Table, spans: pa.Table, today: date) -> Attribution:
    """Who speaks in each paper, in which mode, for whom, and of whom.

    `texts`, `blocks` and `spans` are TEXTS, BLOCKS and SPANS of at least these papers. A paper whose date cannot be told keeps
    its facts and attendance and has no turns; an interview without any speaker has the reason NO_TURNS.
    """
    of_text = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    blocks_of = _read_rows(blocks, ("block_no", "kind", "char_start", "char_end", "page", "table_no", "row_no", "column_no", "is_bold"))
    spans_of = _read_rows(spans, ("block_no", "char_start", "char_end"))
    facts, attendance, turns, sentences = _Rows(FACTS), _Rows(ATTENDANCE), _Rows(TURNS), _Rows(SENTENCES)
    for paper in sorted(papers, key=lambda p: p.document_id):
        document_id = paper.document_id
        read = _read_paper(paper, of_text[document_id], [Block(*row) for row in blocks_of(document_id)], list(spans_of(document_id)), today)
        facts.add(document_id, *read.facts)
        for number, attendee in enumerate(read.attendees):
            attendance.add(*_attendee_row(document_id, number, attendee))
        for number, turn in enumerate(read.turns):
            turns.add(*_turn_row(document_id, number, turn))
        for number, (sentence, turn_no, types) in enumerate(zip(read.sentences, read.turn_numbers, read.targets, strict=True)):
            sentences.add(document_id, number, turn_no, types, sentence.is_content, sentence.start, sentence.end)
    return Attribution(facts.build(), attendance.build(), turns.build(), sentences.build())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of one paper."""

    facts: tuple[date | None, str | None, str | None, str | None, str]
    attendees: Sequence[Attendee]
    turns: Sequence[Turn] = ()
    sentences: Sequence[Sentence] = ()
    turn_numbers: Sequence[int] = ()
    targets: Sequence[str] = ()


def _read_paper(paper: Paper, text: str, blocks: Sequence[Block], spans: Sequence[tuple[int, int, int]], today: date) -> _Reading:
    parts = read_parts(text, blocks)
    finding = find_date(text, parts, paper, today)
    attendees = read_attendance(text, parts, paper, finding.day)
    directory = Directory.for_meeting(attendees, paper, finding.day, text)
    flat = flatten(text)
    subjects = Subjects(directory, flat, _staff(paper), paper.partnership.id)
    transcript = read_transcript(text, blocks, parts, spans, paper=paper, subjects=subjects)
    layout = "minutes" if transcript is None else "transcript"
    reason = finding.reason or (Reason.NO_TURNS if transcript is None and paper.kind == "interview" else None)
    facts = (finding.day, finding.basis, reason and reason.value, None, layout)
    if reason:
        return _Reading(facts, attendees)
    marks, sentences = transcript or _read_minutes(flat, blocks, parts, spans, subjects)
    turns = make_turns(marks, len(text))
    targets = _find_targets(sentences, Mentions(flat, directory.names(), paper.partnership))
    return _Reading(facts, attendees, turns, sentences, number_sentences(turns, sentences), targets)


def _staff(paper: Paper) -> Found:
    home = next((o for o in paper.partnership.organisations if o.id == paper.home_organisation), None)
    return staff_of(home.partner_type, home.id) if home else staff_of("unknown", None)


def _read_minutes(
    flat: str, blocks: Sequence[Block], parts: Sequence[Part], spans: Sequence[tuple[int, int, int]], subjects: Subjects
) -> tuple[list[Mark], list[Sentence]]:
    reader = MinutesReader(flat, subjects)
    by_number = {part.block_no: (part, block.kind == "list_item") for part, block in zip(parts, blocks, strict=True)}
    marks: list[Mark] = []
    sentences: list[Sentence] = []
    for block_no, group in groupby(spans, key=itemgetter(0)):
        part, is_item = by_number[block_no]
        is_searched = part.kind not in _UNSEARCHED
        for _, start, end in group:
            for begin, stop, voice, is_content, content_start in reader.read(start, end, block_no, part.kind, is_list_item=is_item):
                last = stop if stop == end else begin + len(flat[begin:stop].rstrip())
                marks.append(Mark(begin, voice, part.section))
                sentences.append(
                    Sentence(begin, last, voice, is_content, content_start if is_searched and voice is not PROCEDURE else last)
                )
    return marks, sentences


_UNSEARCHED = frozenset([PartKind.ATTENDANCE, PartKind.FURNITURE, PartKind.VOTE])


def _find_targets(sentences: Sequence[Sentence], mentions: Mentions) -> list[str]:
    """The types each sentence speaks of."""
    targets = []
    for sentence in sentences:
        types = ""
        if sentence.content_start < sentence.end:
            found = sentence.voice.found
            own = found.partner_type if found is not None and sentence.voice.mode in ("verbatim", "reported") else None
            types = mentions.types_between(sentence.content_start, sentence.end, own, sentence_start=sentence.start)
        targets.append(types)
    return targets


def _turn_row(document_id: str, number: int, turn: Turn) -> tuple[Any, ...]:
    voice, found = turn.voice, turn.voice.found
    person = found.person_id if found is not None and found.party is Party.PERSON else None
    kind = None if voice.mode == "none" else "collective" if voice.mode == "collective" else found.partner_type if found else "unknown"
    organisation = found.organisation_id if found is not None and voice.mode != "collective" else None
    label = None if voice.mode == "none" else voice.label
    return (
        document_id,
        number,
        turn.section,
        label,
        person,
        organisation,
        kind,
        voice.mode,
        str(voice.basis),
        turn.confidence,
        turn.start,
        turn.end,
    )


def _attendee_row(document_id: str, number: int, a: Attendee) -> tuple[Any, ...]:
    return (
        *(document_id, number, a.name, a.initials, a.person_id, a.role, a.organisation, a.organisation_id, a.partner_type),
        *(a.affiliation_basis, a.status.value, a.is_chair, a.represents),
    )


class _Rows:
    """Rows of one table, kept as columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        self._rows.append(values)

    def build(self) -> pa.Table:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._table.names)
        return self._table.build(dict(zip(self._table.names, columns, strict=True)))


def _read_rows(table: pa.Table, names: tuple[str, ...]) -> Callable[[str], Iterator[tuple[Any, ...]]]:
    """The rows of one document, made when they are asked for: a whole batch of them at once would be hundreds of thousands of objects."""
    places: dict[str, list[int]] = {}
    for row, document_id in enumerate(table["document_id"].to_pylist()):
        places.setdefault(document_id, [row, row])[1] = row + 1
    columns = [table[name].to_pylist() for name in names]

    def rows_of(document_id: str) -> Iterator[tuple[Any, ...]]:
        first, last = places.get(document_id, (0, 0))
        return zip(*(column[first:last] for column in columns), strict=True)

    return rows_of
