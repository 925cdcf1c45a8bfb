"""Voices that the paper itself cannot place: who sat in earlier meetings of the same body may tell whose they are.

The last layer of a meeting's directory (ATTRIBUTION §3). It works on the tables of all papers at once, behind attribution: what one
paper says is read once and kept, and a late paper changes no more than the voices it explains.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.attribution.people.known_people import agrees, key_of
from liftmine.attribution.people.names import INITIALS, parse_name
from liftmine.attribution.people.organisations import is_valid
from liftmine.study.model import Study

BASIS = "earlier_meeting"
"""The attribution basis of such a voice."""
CONFIDENCE = 0.8
REACH = timedelta(days=548)
"""Eighteen months: people leave boards."""
_UNPLACED = ("title_unlisted", "office_unlisted", "full_name_unlisted", "initials_unlisted", "unlisted_name", "unlisted_word")
_HOW = ("attribution_basis", "attribution_confidence")


class _Listed(NamedTuple):
    """Someone whom an attendance list names, as far as it matters here."""

    name: str
    initials: str | None
    person_id: str
    organisation_id: str | None
    partner_type: str | None


class _Meeting(NamedTuple):
    """A paper of a body that met on a day."""

    document_id: str
    partnership_id: str
    body: str
    day: date


def recall_voices(
    turns: pa.Table, attendance: pa.Table, meetings: pa.Table, facts: pa.Table, *, partnership_of: Mapping[str, str], study: Study
) -> pa.Table:
    """TURNS with the voices placed that name one person, and only one, of earlier meetings of the same body.

    `attendance`, `meetings` and `facts` are ATTENDANCE, MEETINGS and FACTS of the same papers, `partnership_of` tells whose a paper is;
    a paper that does not say when or which body met takes no part. Initials count as an earlier list defines them, never as derived
    from a name. A person's organisation is that of the last list, and its partner type that of the paper's own day: of one that has
    ended since, nobody knows where its people went.
    """
    unplaced = _unplaced(turns)
    if not unplaced:
        return turns
    listed, held = _listed_in(attendance), _held(meetings, facts, partnership_of)
    organisations = {p.id: {o.id: o for o in p.organisations} for p in study.partnerships}
    placed: dict[tuple[str, str], _Listed] = {}
    for meeting in held:
        if meeting.document_id not in unplaced:
            continue
        people = [person for other in _before(meeting, held) for person in listed.get(other.document_id, ())]
        for label in unplaced[meeting.document_id]:
            if (person := _only_one(label, people)) is not None:
                house = organisations[meeting.partnership_id].get(person.organisation_id or "")
                is_there = house is not None and is_valid(house.from_, house.until, meeting.day)
                placed[meeting.document_id, label] = person if is_there else person._replace(organisation_id=None, partner_type=None)
    return _with_voices(turns, placed)


def _unplaced(turns: pa.Table) -> dict[str, set[str]]:
    """Document → labels of voices that it names and cannot place."""
    named = turns.filter(pc.and_(pc.is_in(turns["attribution_basis"], pa.array(_UNPLACED)), pc.equal(turns["partner_type"], "unknown")))
    labels: dict[str, set[str]] = {}
    for document_id, label in zip(named["document_id"].to_pylist(), named["speaker_label"].to_pylist(), strict=True):
        if label is not None:
            labels.setdefault(document_id, set()).add(label)
    return labels


def _listed_in(attendance: pa.Table) -> dict[str, list[_Listed]]:
    columns = (attendance[name].to_pylist() for name in ("document_id", *_Listed._fields))
    people: dict[str, list[_Listed]] = {}
    for document_id, *person in zip(*columns, strict=True):
        people.setdefault(document_id, []).append(_Listed(*person))
    return people


def _held(meetings: pa.Table, facts: pa.Table, partnership_of: Mapping[str, str]) -> list[_Meeting]:
    """The meetings whose day and body are known, the latest first."""
    days = dict(zip(facts["document_id"].to_pylist(), facts["document_date"].to_pylist(), strict=True))
    bodies = zip(meetings["document_id"].to_pylist(), meetings["body"].to_pylist(), strict=True)
    held = [_Meeting(name, partnership_of[name], body, day) for name, body in bodies if body and (day := days[name])]
    return sorted(held, key=lambda meeting: (meeting.day, meeting.document_id), reverse=True)


def _before(meeting: _Meeting, held: Sequence[_Meeting]) -> list[_Meeting]:
    """The earlier meetings of the same body that are near enough, the latest first."""
    same = (meeting.partnership_id, meeting.body)
    return [m for m in held if (m.partnership_id, m.body) == same and meeting.day - REACH <= m.day < meeting.day]


def _only_one(label: str, people: Sequence[_Listed]) -> _Listed | None:
    """The one person of the lists that `label` names, as the latest list has them."""
    fitting = [person for person in people if _fits(label, person)]
    return fitting[0] if len({person.person_id for person in fitting}) == 1 else None


def _fits(label: str, person: _Listed) -> bool:
    if INITIALS.fullmatch(label):
        return person.initials == label
    known, words = parse_name(person.name), label.split()
    if known is None:
        return False
    if len(words) == 1:  # a surname alone may as well be a place
        return key_of(label) == key_of(known.given)
    asked = parse_name(label) or parse_name(words[-1])  # an office before a surname is no part of a name
    return asked is not None and key_of(asked.surname) == key_of(known.surname) and agrees(known, asked)


def _with_voices(turns: pa.Table, placed: Mapping[tuple[str, str], _Listed]) -> pa.Table:
    """TURNS with the people of (document, label) in the place of voices of unknown side, those that carry on from them included."""
    documents, labels = turns["document_id"].to_pylist(), turns["speaker_label"].to_pylist()
    columns = {name: turns[name].to_pylist() for name in ("person_id", "organisation_id", "partner_type", *_HOW)}
    for row, voice in enumerate(zip(documents, labels, strict=True)):
        if voice not in placed or columns["partner_type"][row] != "unknown":
            continue
        person = placed[voice]
        columns["person_id"][row], columns["organisation_id"][row] = person.person_id, person.organisation_id
        columns["partner_type"][row] = person.partner_type or "unknown"
        if columns["attribution_basis"][row] in _UNPLACED:
            columns["attribution_basis"][row], columns["attribution_confidence"][row] = BASIS, CONFIDENCE
    changed = [pa.array(columns[f.name], f.type) if f.name in columns else turns[f.name] for f in turns.schema]
    return pa.table(changed, schema=turns.schema)
