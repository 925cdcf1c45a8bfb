"""Tables of name, title, status and time of arrival, whole or cut into columns by an extractor."""

import re
from collections.abc import Sequence

from liftmine.attribution.model import Status
from liftmine.attribution.people.names import Name, read_name
from liftmine.attribution.people.people import ROLE, Entry

_COLUMNS = r"(?:title|status|organi[sz]ation|role|initials?|position|job|present|representing|apologies|attended)"
TABLE_HEAD = re.compile(rf"\W*(?:attendees?\s+(?:names?\s*(?:$|\t|\s{{2,}})|(?:name\s+)?{_COLUMNS})|names?\s+{_COLUMNS})", re.IGNORECASE)
"""The first cells of a table of attendance: "Attendee Name", "Name  Role  Organisation"."""


def is_table_head(line: str) -> bool:
    """The line begins with the first cells of a table of attendance."""
    first = line[:1]
    return (first in "AaNn" or not first.isalnum()) and TABLE_HEAD.match(line) is not None


_HEADS_APART = re.compile(r"\S {2,}\S")
_OF_STATUS = re.compile(r"\b(?:status|present|attended|arrived|apologies)\b", re.IGNORECASE)


def is_head_of_rows(line: str) -> bool:
    """The heads of columns of blanks, none of them for presence: "Name   Initials   Position"."""
    return _HEADS_APART.search(line) is not None and not _OF_STATUS.search(line)


_STATUSES: dict[str, Status] = {
    **dict.fromkeys(
        ("present", "remote", "late", "yes", "attended", "phone", "virtual", "online", "left early", "p", "y", "✓", "✔", "in person", "x"),
        Status.PRESENT,
    ),
    **dict.fromkeys(("absent", "no", "not present", "a", "n"), Status.ABSENT),
    **dict.fromkeys(("excused", "apologies", "apology", "apologies received", "sent apologies"), Status.APOLOGIES),
}
_ROW_STATUSES = _STATUSES | dict.fromkeys(
    ("in attendance", "attending", "observer", "observing", "by invitation", "guest"), Status.IN_ATTENDANCE
)
"""What a row that was kept whole may say besides; on a line of its own these words are headers of the next list."""
_ROW_END = re.compile(
    r"[\t ]+(present|remote|late|absent|excused|apologies|attended)\b(?:[\t ]+\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?)?\s*$", re.IGNORECASE
)
_HEAD_CELL = re.compile(r"(?:attendee )?names?|title|status|arrived|departed|position|role|organi[sz]ation", re.IGNORECASE)
_STATUS_COLUMN = re.compile(r"\t\s*(?:status|present|attended|attendance|attendance status)\s*(?:\t|$)", re.IGNORECASE)
_TITLE_WORDS = 6
_MISSING = re.compile(
    r"(?:Director|Member|Councillor|Trustee|Commissioner|Governor|Mr|Mrs|Ms|Dr)s?\.?\s([A-Z][^.:]{2,200}?)\s(?:was|were)\s(?:absent|excused)"
)
_SURNAME = re.compile(r"[A-Z][\w’'-]+")


def is_table_cell(line: str) -> bool:
    """A cell that holds a status, a time or nothing: no line of another kind."""
    return not line or line[:1].isdigit() or line.casefold() in _STATUSES


def read_status_table(lines: Sequence[str], default: Status = Status.PRESENT) -> list[tuple[Entry, Status]]:
    """People and their statuses; `default` is that of the header the table stands under.

    Names, titles and statuses are collected in reading order and joined only where their counts agree. Where they do not, the
    sentences about who was absent decide, and everybody else has the default.
    """
    names: list[Name] = []
    titles: list[str] = []
    statuses: list[Status] = []
    rows: list[tuple[Entry, Status]] = []
    has_status = bool(lines) and _STATUS_COLUMN.search(lines[0]) is not None
    heads = [_STATUSES.get(cell.strip().casefold()) for cell in lines[0].split("\t")] if lines else []
    of_column = heads if sum(head is not None for head in heads) > 1 else []
    for line in lines:
        stripped = line.strip()
        if not stripped or stripped[0].isdigit():
            continue
        if stripped.casefold() in _STATUSES:
            statuses.append(_STATUSES[stripped.casefold()])
            continue
        if "\t" in stripped:
            rows.extend(_read_row(line.strip(" ").split("\t"), Status.ABSENT if has_status else default, of_column))
            continue
        row = _ROW_END.search(stripped)
        name = read_name(stripped)
        if name and row and row.start() >= name.end:
            rows.append((Entry(name, "", stripped[name.end : row.start()]), _STATUSES[row.group(1).casefold()]))
        elif name and not stripped[name.end :].strip(" *"):
            names.append(name)
        elif (
            not name
            and stripped[-1] != "."
            and ROLE.search(stripped)
            and len(stripped.split()) <= _TITLE_WORDS
            and not _HEAD_CELL.fullmatch(stripped)
        ):
            titles.append(stripped)
    return rows + _zip(names, titles, statuses, lines, default)


def _read_row(cells: Sequence[str], default: Status, of_column: Sequence[Status | None]) -> list[tuple[Entry, Status]]:
    """A row that was kept whole. Where the table has a column for presence and the row leaves it empty, the person was absent.

    `of_column`: where the table has a column for each status, a tick means that of its column.
    """
    first, *others = (cell.strip() for cell in cells)
    name = read_name(first)
    if name is None:
        return []
    ticked = (head for head, cell in zip(of_column[1:], others, strict=False) if head and cell)
    said = (_ROW_STATUSES[cell.casefold()] for cell in others if cell.casefold() in _ROW_STATUSES)
    status = next(ticked, None) or next(said, default)
    details = (f", {cell}" for cell in others if cell and cell.casefold() not in _ROW_STATUSES)
    return [(Entry(name, "", "".join((first[name.end :], *details))), status)]


def _zip(names: list[Name], titles: list[str], statuses: list[Status], lines: Sequence[str], default: Status) -> list[tuple[Entry, Status]]:
    details = [f", {title}" for title in titles] if len(titles) == len(names) else [""] * len(names)
    if len(statuses) != len(names):
        absent = _told_absent(" ".join(lines))
        statuses = [Status.ABSENT if name.surname.split()[-1] in absent else default for name in names]
    return [(Entry(name, "", detail), status) for name, detail, status in zip(names, details, statuses, strict=True)]


def _told_absent(text: str) -> frozenset[str]:
    """Surnames in "Directors Ash, Birch and Cole were absent"."""
    return frozenset(word for match in _MISSING.finditer(text) for word in _SURNAME.findall(match.group(1)))
