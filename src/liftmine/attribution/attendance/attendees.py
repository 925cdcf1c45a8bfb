"""Attendance lists, in every layout secretaries use, to people with a status and an affiliation."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from liftmine.attribution.attendance.acts_of_presence import hear_absentees
from liftmine.attribution.attendance.chairs import mark_chair
from liftmine.attribution.attendance.lists import AttendanceList, find_lists, split_lists
from liftmine.attribution.attendance.presence import Header
from liftmine.attribution.attendance.rows import read_list
from liftmine.attribution.attendance.sides import split_sides
from liftmine.attribution.attendance.status_table import read_status_table
from liftmine.attribution.model import Attendee, Paper, Part, Status
from liftmine.attribution.people.affiliation import Affiliations
from liftmine.attribution.people.organisations import Organisations, organisations_of
from liftmine.attribution.people.people import Details, Entry, read_details
from liftmine.attribution.transcripts.introductions import read_introductions

_FOR = re.compile(r"[\s,(–-]*(?:representing|for|on behalf of)\s+(?:the\s+)?")
_SHORTEST_HOUSE = 4  # ", AB"
_PIECE_END = re.compile(r"[,;()\n]")
_FROM = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?[A-Z]")
_ELSEWHERE = re.compile(r"\b(?:mps?|minister|members? of parliament|senator|congress\w+|reporter)\b", re.IGNORECASE)


class _Listed(NamedTuple):
    entry: Entry
    status: Status
    details: Details
    from_table: bool = False
    is_outside: bool = False


def read_attendance(text: str, parts: Sequence[Part], paper: Paper, day: date | None) -> tuple[Attendee, ...]:
    """The people the document lists as present, in attendance, sending apologies or absent, in the order of the list.

    Of an interview they are also those its head introduces. A person stands once. A table's status outranks a list's; apologies
    outrank a list of those expected; whoever moves or seconds a motion was not absent.
    """
    listed: list[_Listed] = []
    houses = organisations_of(paper.partnership)
    for group in find_lists(text, parts):
        listed.extend(_read_people(group, houses))
    if paper.kind == "interview":
        listed.extend(
            _introduced(entry, houses) for entry in _with_houses(read_introductions(text), houses) if not houses.find(entry.name.text, None)
        )
    affiliations = Affiliations(paper, day, [item.entry.name for item in listed], text)
    attendees: dict[str, Attendee] = {}
    for item in listed:
        attendee = _make_attendee(item, affiliations)
        known = attendees.get(attendee.person_id)
        if known is None or _outranks(item, known):
            attendees[attendee.person_id] = attendee if known is None else _merge(known, attendee)
    return mark_chair(hear_absentees(tuple(attendees.values()), text))


def _outranks(item: _Listed, known: Attendee) -> bool:
    return item.status is Status.APOLOGIES and known.status in (Status.PRESENT, Status.IN_ATTENDANCE) and not item.from_table


def _merge(known: Attendee, later: Attendee) -> Attendee:
    """The first line's role and affiliation with the later line's status."""
    return known._replace(status=later.status)


def _read_people(group: AttendanceList, houses: Organisations) -> Iterator[_Listed]:
    if group.is_table:
        for entry, status in read_status_table(group.lines, group.headers[-1].status):
            yield _Listed(entry, status, read_details(entry.name, entry.details), from_table=True)
        return
    lists = split_lists(group.lines, len(group.headers))
    for header, lines in zip(_headers_with_people(group, len(lists)), lists, strict=False):
        for house, people in split_sides(lines, lambda name: houses.find(name, None) is not None):
            for entry in _with_houses(read_list(people, one_sentence=group.one_sentence), houses):
                details = _read_said(entry, houses) if _is_of_house(entry, houses) else read_details(entry.name, entry.details)
                if house and not details.organisation:
                    details = details._replace(organisation=house)
                yield _Listed(entry, header.status, details, is_outside=header.is_outside)


def _with_houses(entries: Sequence[Entry], houses: Organisations) -> list[Entry]:
    """The entries; one whose name the study knows as an organisation is what was said of the person before it."""
    people: list[Entry] = []
    for entry in entries:
        if people and houses.find(entry.name.text + _PIECE_END.split(entry.details, maxsplit=1)[0], None):
            people[-1] = people[-1]._replace(details=f"{people[-1].details}, {entry.name.text}{entry.details}")
        else:
            people.append(entry)
    return people


def _is_of_house(entry: Entry, houses: Organisations) -> bool:
    """What is said of somebody begins with "of", or with an organisation of the study."""
    if len(entry.details) < _SHORTEST_HOUSE:
        return False
    return bool(_FROM.match(entry.details) or houses.find(_first_piece(entry.details), None))


def _first_piece(details: str) -> str:
    """`Fenwick` of ", representing Fenwick (items 1-3)"."""
    return _FOR.sub("", _PIECE_END.split(details.lstrip(" ,(–-"), maxsplit=1)[0].strip())


def _introduced(entry: Entry, houses: Organisations) -> _Listed:
    """Whom an interview introduces."""
    return _Listed(entry, Status.PRESENT, _read_said(entry, houses))


def _read_said(entry: Entry, houses: Organisations) -> Details:
    """What is said of somebody, where any organisation of the study is theirs: "Ann Ray of Fenwick"."""
    details = read_details(entry.name, entry.details)
    house = None if details.organisation else houses.find_within(entry.details, None)
    return (
        details._replace(organisation=house.name, represents=None if _FOR.match(entry.details) else details.represents)
        if house
        else details
    )


def _headers_with_people(group: AttendanceList, count: int) -> list[Header]:
    """Of stacked headers those that the `count` lists below belong to: where nobody was absent, the first stands empty."""
    is_empty = len(group.headers) > count and group.headers[0].status in (Status.ABSENT, Status.APOLOGIES)
    return group.headers[is_empty:]


def _make_attendee(item: _Listed, affiliations: Affiliations) -> Attendee:
    name, details = item.entry.name, item.details
    role = ", ".join(part for part in (item.entry.office, details.role) if part) or None
    organisation = details.organisation
    if role and not organisation and ", " in role:
        role, organisation = affiliations.part_role(role)
    known = affiliations.of(name, organisation, role, may_be_host=_may_be_host(item, role))
    return Attendee(
        name=name.text,
        person_id=affiliations.person_id(name),
        status=item.status,
        initials=details.initials,
        role=role,
        organisation=organisation,
        organisation_id=known.organisation_id,
        partner_type=known.partner_type,
        affiliation_basis=known.basis,
        represents=details.represents,
    )


def _may_be_host(item: _Listed, role: str | None) -> bool:
    """Guests without a role, and members of parliament, are nobody's own people."""
    return not _ELSEWHERE.search(role) if role else not item.is_outside
