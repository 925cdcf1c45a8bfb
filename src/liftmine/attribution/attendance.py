"""Attendance lists, in every layout secretaries use, to people with a status and an affiliation."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from liftmine.attribution.affiliation import Affiliations
from liftmine.attribution.headings import NUMBER, is_heading_line
from liftmine.attribution.model import Attendee, Paper, Part, PartKind, Status
from liftmine.attribution.names import read_name
from liftmine.attribution.people import OFFICE, PLURAL, Details, Entry, read_details, scan_people
from liftmine.attribution.presence import Header, is_header_prefix, read_header
from liftmine.attribution.regions import LISTED_SENTENCE, NOBODY
from liftmine.attribution.status_table import TABLE_HEAD, is_table_cell, read_status_table

_CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)?)\b", re.IGNORECASE)
_NO_CHAIR = re.compile(
    r"\b(?:vice|deputy|former|past|ex|co-?opted|assistant|pa|secretary|advis[eo]r|office|support|to the)\b", re.IGNORECASE
)
_TOP_CHAIR = re.compile(r"(?:(?:committee|board|the)\s+)?chair(?:man|woman|person)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Dr|Ms|Jr|Sr|St))(?<!\bMrs)\.(?=\s+[A-Z]|\s*$)")
_ELSEWHERE = re.compile(r"\b(?:mps?|minister|members? of parliament|senator|congress\w+|reporter)\b", re.IGNORECASE)
_GRID_HEAD = re.compile(
    r"(?:(?:ref|item|no|discussion|actions?|by|agenda|minutes?|owner|lead|who|when|subject|topic|notes?)\b[\s./:&]*)+", re.IGNORECASE
)
_NOTES = re.compile(r"\([^()]*\)")
_TOLD = re.compile(
    r"\b(?:was|were|participated|arrive[sd]|left|joined|declared|called|excused|welcomed|acknowledged|introduced|stated|reported|noted)\b"
)
_UNFINISHED = (",", " and", " of", " for", " the", " to", "&", "/", "-", "–")
_COMMAS_A_LINE = 3  # with so many commas a line, a list runs on
_MOST_WRAPPED = 3
_COLUMN = re.compile(r"\s*\S+(?: \S+)* {2,}\S")
_GAP = re.compile(r"\t|\S {2,}\S")
_BULLET = re.compile(r"^\s*[•●▪*·\uf0b7-]\s*")


@dataclass(slots=True)
class _Group:
    """What stands under one header, or under several that were cut from their lists and stacked."""

    headers: list[Header]
    lines: list[str] = field(default_factory=list)
    is_table: bool = False
    one_sentence: bool = False


@dataclass(frozen=True, slots=True)
class _Listed:
    entry: Entry
    status: Status
    details: Details
    from_table: bool = False
    is_outside: bool = False


def read_attendance(text: str, parts: Sequence[Part], paper: Paper, day: date | None) -> tuple[Attendee, ...]:
    """The people the document lists as present, in attendance, sending apologies or absent, in the order of the list.

    A person stands once. A table's status outranks a list's; apologies outrank a list of those expected.
    """
    listed: list[_Listed] = []
    for group in _groups(text, parts):
        listed.extend(_read_group(group))
    affiliations = Affiliations(paper, day, [item.entry.name for item in listed], text)
    attendees: dict[str, Attendee] = {}
    for item in listed:
        attendee = _make_attendee(item, affiliations)
        known = attendees.get(attendee.person_id)
        if known is None or _outranks(item, known):
            attendees[attendee.person_id] = attendee if known is None else _merge(known, attendee)
    return _mark_chair(tuple(attendees.values()))


def _outranks(item: _Listed, known: Attendee) -> bool:
    return item.status is Status.APOLOGIES and known.status in (Status.PRESENT, Status.IN_ATTENDANCE) and not item.from_table


def _merge(known: Attendee, later: Attendee) -> Attendee:
    """The first line's role and affiliation with the later line's status."""
    return replace(known, status=later.status)


def _groups(text: str, parts: Sequence[Part]) -> Iterator[_Group]:
    """The lists of a document, header by header."""
    group: _Group | None = None
    for kind, start, end in _runs(parts):
        content = text[start:end]
        if kind is PartKind.ATTENDANCE or (kind is PartKind.BODY and group and _awaits_apologies(group)):
            sentence = LISTED_SENTENCE.search(content) if kind is PartKind.ATTENDANCE else None
            if sentence and not read_header(content.split("\n", 1)[0]):
                yield _sentence_group(content, sentence)
                continue
            finished, group = _take_lines(content, group)
            yield from finished
            continue
        if group and (kind is PartKind.BODY or (kind is PartKind.HEADING and not (_is_hungry(group) or _is_torn(group, content)))):
            yield group
            group = None
        if kind is PartKind.HEADING:
            header = read_header(content.strip())
            group = _Group([header]) if header else group
        elif kind is PartKind.BODY and TABLE_HEAD.fullmatch(content.rstrip().rsplit("\n", 1)[-1]):
            group = _table_group([])
    if group:
        yield group


def _is_hungry(group: _Group) -> bool:
    """Its people have not come yet."""
    return not any(line.strip() for line in group.lines)


def _runs(parts: Sequence[Part]) -> Iterator[tuple[PartKind, int, int]]:
    """Neighbouring attendance parts as one stretch of text; other parts as they are."""
    start = end = -1
    for part in parts:
        if part.kind is PartKind.ATTENDANCE:
            start = part.char_start if start < 0 else start
            end = part.char_end
            continue
        if start >= 0:
            yield PartKind.ATTENDANCE, start, end
            start = -1
        yield part.kind, part.char_start, part.char_end
    if start >= 0:
        yield PartKind.ATTENDANCE, start, end


def _is_torn(group: _Group, heading: str) -> bool:
    """The number of the next item, fallen into a table."""
    return group.is_table and NUMBER.fullmatch(heading.strip()) is not None


def _awaits_apologies(group: _Group) -> bool:
    return _is_hungry(group) and group.headers[-1].status is Status.APOLOGIES


def _sentence_group(content: str, sentence: re.Match[str]) -> _Group:
    """A list that is a sentence: "In attendance were A of X, member; B, secretary"."""
    end = _SENTENCE_END.search(content, sentence.end())
    header = read_header(sentence.group() + " Ann Example")
    return _Group(
        [header or Header(Status.PRESENT, 0, has_delimiter=True)],
        [content[sentence.end() : end.start() if end else len(content)]],
        one_sentence=True,
    )


def _table_group(lines: list[str]) -> _Group:
    return _Group([Header(Status.PRESENT, 0, has_delimiter=True)], lines, is_table=True)


def _take_lines(content: str, group: _Group | None) -> tuple[list[_Group], _Group | None]:
    """Adds lines to the open group; gives the groups that were finished, and the one that is open then."""
    finished: list[_Group] = []
    prefix = ""
    for raw in content.split("\n"):
        stripped = raw.strip()
        if group and group.is_table and is_table_cell(stripped):
            group.lines.append(stripped)
            continue
        if is_header_prefix(stripped) and not (group and group.is_table):
            prefix = stripped
            continue
        line = f"{prefix} {stripped}" if prefix and stripped else raw
        stripped, prefix = line.strip(), prefix if not stripped else ""
        opened = _open_group(line, stripped, group)
        if opened:
            if group and group is not opened:
                finished.append(group)
            group = opened
        elif group and group.is_table and NUMBER.fullmatch(stripped):
            continue
        elif group and stripped and (_GRID_HEAD.fullmatch(stripped) or is_heading_line(stripped)):
            if not _is_hungry(group):
                finished.append(group)
                group = None
        elif group and not NOBODY.fullmatch(stripped) and (group.is_table or not _TOLD.search(_NOTES.sub("", stripped))):
            group.lines.append(line)
    return finished, group


def _open_group(line: str, stripped: str, group: _Group | None) -> _Group | None:
    """The group that `line` opens, with what stands behind its header; of headers without people between them, one group."""
    if TABLE_HEAD.match(stripped):
        return _table_group([line])
    header = _header_of(line, group)
    if header is None:
        return None
    if group and not group.is_table and _is_hungry(group):
        group.headers.append(header)
    else:
        group = _Group([header])
    rest = line[header.end :]
    if rest.strip():
        group.lines.append(" " * header.end + rest if _GAP.search(line) else rest)
    return group


def _header_of(line: str, group: _Group | None) -> Header | None:
    header = read_header(line, loose=group is not None)
    if header is None or (group and group.is_table and line.strip().casefold() in ("present", "absent", "excused")):
        return None
    return header


def _read_group(group: _Group) -> Iterator[_Listed]:
    if group.is_table:
        for entry, status in read_status_table(group.lines):
            yield _Listed(entry, status, read_details(entry.name, entry.details), from_table=True)
        return
    for header, lines in zip(group.headers, _split_lists(group.lines, len(group.headers)), strict=False):
        for entry in _read_list(lines, one_sentence=group.one_sentence):
            yield _Listed(entry, header.status, read_details(entry.name, entry.details), is_outside=header.is_outside)


def _split_lists(lines: Sequence[str], count: int) -> list[list[str]]:
    """One list per header. Where headers were stacked, a list ends at a blank line or behind a complete name without comma."""
    if count == 1:
        return [list(lines)]
    lists: list[list[str]] = [[]]
    for no, line in enumerate(lines):
        if not line.strip():
            if lists[-1]:
                lists.append([])
            continue
        lists[-1].append(line)
        if no + 1 < len(lines) and _ends_list(line, lines[no + 1]):
            lists.append([])
    found = [part for part in lists if part]
    extra = len(found) - count
    return [[line for part in found[: extra + 1] for line in part], *found[extra + 1 :]] if extra > 0 else found


def _ends_list(line: str, following: str) -> bool:
    """A full stop, a whole name without comma before another, or a surname left over from the line above."""
    line, following = line.strip(), following.strip()
    if not following or line.endswith(","):
        return False
    if line.endswith(".") or PLURAL.match(following) or OFFICE.match(following):
        return True
    last = re.split(r",|\band\b", line)[-1].strip()
    return read_name(following) is not None and (read_name(last) is not None or last == line)


def _read_list(lines: Sequence[str], *, one_sentence: bool) -> list[Entry]:
    """By rows where most lines start with one person, else as running text."""
    marked = [_BULLET.sub("", line) if line.lstrip()[:1] in "•●▪*·\uf0b7-" else line for line in lines]
    marked = _split_columns_of_people(marked)
    filled = [line for line in marked if line.strip()]
    running = _join(filled)
    if one_sentence or running.count(",") >= _COMMAS_A_LINE * len(filled):
        return scan_people(running)
    starts = [read_name(line.lstrip()) for line in filled]
    n_starts = sum(name is not None for name in starts)
    may_be_rows = len(filled) > 1 and n_starts >= 0.5 * len(filled)
    if may_be_rows and _has_columns(filled):
        return _read_rows(marked)
    entries = scan_people(running)
    return _read_rows(marked) if may_be_rows and len(entries) <= 1.3 * n_starts else entries


def _split_columns_of_people(lines: Sequence[str]) -> list[str]:
    """Table rows that hold a person in each cell, not a person and what is said of them: one line a cell."""
    cells = [cell.strip() for line in lines for cell in line.split("\t")[1:] if cell.strip()]
    if not cells or sum(read_name(cell) is not None for cell in cells) <= len(cells) / 2:
        return list(lines)
    return [cell for line in lines for cell in line.split("\t")]


def _join(lines: Sequence[str]) -> str:
    """Running text; between a whole name at the end of a line and another at the start of the next stands the comma that was lost."""
    joined = ""
    for line in lines:
        stripped = line.strip()
        torn = joined[-1:].isalpha() and _starts_whole(stripped) and _ends_whole(joined[-60:])
        joined = f"{joined}{',' if torn else ''} {stripped}" if joined else stripped
    return joined


def _starts_whole(line: str) -> bool:
    name = read_name(line)
    return name is not None and bool(name.given) and line[name.end : name.end + 1] in (",", ";", "")


def _ends_whole(text: str) -> bool:
    last = re.split(r"[,;(]|\band\b", text)[-1].strip()
    name = read_name(last)
    return name is not None and name.end == len(last) and bool(name.given) and len(name.surname) > 1


def _has_columns(lines: Sequence[str]) -> bool:
    return sum(_GAP.search(line.strip()) is not None for line in lines) >= 0.5 * len(lines)


def _read_rows(lines: Sequence[str]) -> list[Entry]:
    """One person a line; a line that starts with no name, or far to the right of the names, belongs to the person above it."""
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip() and read_name(line.lstrip())]
    edge = min(indents, default=0) + 8
    column = _second_column(lines)
    entries: list[Entry] = []
    wrapped = 0  # lines added to the last entry; a blank line closes it
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if column > indent and line[column - 1 : column] == " " and line[column : column + 1].strip():
            line = f"{line[:column]}  {line[column:]}"  # noqa: PLW2901
        stripped = line.strip()
        name = read_name(stripped) if indent < edge or not entries else None
        if name:
            entries.append(Entry(name, "", stripped[name.end :]))
            wrapped = 0
        elif not stripped:
            wrapped = _MOST_WRAPPED
        elif entries and (wrapped < _MOST_WRAPPED or stripped.startswith("(")):
            wrapped += 1
            above = entries[-1].details.rstrip()
            glue = " " if above.endswith(_UNFINISHED) else "  "  # two spaces part role and organisation
            entries[-1] = replace(entries[-1], details=f"{above}{glue}{stripped}")
        elif not entries:
            entries.extend(scan_people(stripped))
    return entries


def _second_column(lines: Sequence[str]) -> int:
    """Where the second column starts in most lines; a long name reaches up to it with one space only. 0 without columns."""
    starts = Counter(match.end() - 1 for line in lines if (match := _COLUMN.match(line)))
    return max(starts, key=lambda start: (starts[start], -start)) if starts else 0


def _make_attendee(item: _Listed, affiliations: Affiliations) -> Attendee:
    name, details = item.entry.name, item.details
    role = ", ".join(part for part in (item.entry.office, details.role) if part) or None
    known = affiliations.of(name, details.organisation, role, may_be_host=_may_be_host(item, role))
    return Attendee(
        name=name.text,
        person_id=affiliations.person_id(name),
        status=item.status,
        initials=details.initials,
        role=role,
        organisation=details.organisation,
        organisation_id=known.organisation_id,
        partner_type=known.partner_type,
        affiliation_basis=known.basis,
        is_chair=role is not None and any(_CHAIR.search(piece) and not _NO_CHAIR.search(piece) for piece in role.split(", ")),
        represents=details.represents,
    )


def _may_be_host(item: _Listed, role: str | None) -> bool:
    """Guests without a role, and members of parliament, are nobody's own people."""
    return not _ELSEWHERE.search(role) if role else not item.is_outside


def _mark_chair(attendees: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    """Of several who chair something, the chair of the meeting is who is called that without more."""
    chairs = [a for a in attendees if a.is_chair]
    if len(chairs) < 2:
        return attendees
    plain = [a for a in chairs if any(_TOP_CHAIR.fullmatch(piece) for piece in (a.role or "").split(", "))] or chairs
    committee = [a for a in plain if "committee" in (a.role or "").casefold()]
    keep = {a.person_id for a in (committee if len(committee) == 1 else plain)}
    return tuple(replace(a, is_chair=a.person_id in keep) if a.is_chair else a for a in attendees)
