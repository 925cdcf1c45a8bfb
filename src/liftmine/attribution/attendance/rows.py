"""The lines of one attendance list to entries: rows, columns, wrapped lines, running text."""

import re
from collections import Counter
from collections.abc import Sequence

from liftmine.attribution.people.names import NEVER_NAMES, read_name
from liftmine.attribution.people.people import OFFICE, ROLE, Entry, scan_people

_UNFINISHED = (",", " and", " of", " for", " the", " to", "&", "/", "-", "–")
_COMMAS_A_LINE = 3  # with so many commas a line, a list runs on
_MOST_WRAPPED = 3
_COLUMN = re.compile(r"\s*\S+(?: \S+)* {2,}\S")
_CELL = re.compile(r"\S+(?: \S+)*")
_ASKEW = 2  # columns that one cell of a column may stand from another
_GAP = re.compile(r"\t|\S {2,}\S")
_OFFICE_FIRST = re.compile(r"(?P<indent>\s*)(?P<office>[A-Z][^:,;()\t]{1,40}):\s+(?P<rest>[A-Z].+)")
_HOLDER = re.compile(r"\b(?:[Tt]he\s+)?(?P<office>[A-Z][\w’' -]{2,40}?)\s+\((?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Cllr)\.?\s[^(),;]{2,40})\)")
_CROWD = re.compile(r"(?:,|;|\band)\s+(?:\w+\s+)?members\s+of\s+(?:the\s+)?(?:public|press)\b")
_COUPLE = re.compile(r"(?:(?<=[,;:] )|(?<!.))([A-Z][a-z]+)( (?:and|&) )([A-Z][a-z]+) ([A-Z][\w’'-]+)")
_PIECES = re.compile(r"[,;&]|\band\b")
_NOTES = re.compile(r"\([^()]*\)")
_BULLET = re.compile(r"^\s*[•●▪*·\uf0b7-]\s*")
DEEP = " " * 8  # a line so far to the right goes on with the cell above it
_LEGAL_FORM = re.compile(r"(?:ltd|limited|plc|llp|inc)\.?", re.IGNORECASE)


def read_list(lines: Sequence[str], *, one_sentence: bool) -> Sequence[Entry]:
    """By rows where most lines start with one person, else as running text."""
    marked = [_BULLET.sub("", line) if line.lstrip()[:1] in "•●▪*·\uf0b7-" else line for line in _without_shreds(lines)]
    marked = [_office_behind(line) for line in _split_columns_of_people(marked)]
    filled = [line for line in marked if line.strip()]
    running = _with_surnames(_HOLDER.sub(_name_first, _CROWD.sub("", _join(filled))))
    if one_sentence or running.count(",") >= _COMMAS_A_LINE * len(filled):
        return scan_people(running)
    starts = [read_name(line.lstrip()) for line in filled]
    n_starts = sum(name is not None for name in starts)
    may_be_rows = len(filled) > 1 and n_starts >= 0.5 * len(filled)
    if may_be_rows and _has_columns(filled):
        return _read_rows(marked)
    entries = scan_people(running)
    return _read_rows(marked) if may_be_rows and len(entries) <= 1.3 * n_starts else entries


def _with_surnames(running: str) -> str:
    """`Ken and Dora Noakes` as "Ken Noakes and Dora Noakes", where everybody else in the list has a name in full."""
    n_single = sum(" " not in piece.strip() for piece in _PIECES.split(_NOTES.sub("", running)) if piece.strip())
    return _COUPLE.sub(_with_surname, running) if n_single == 1 else running


def _with_surname(match: re.Match[str]) -> str:
    """Not of "Walker and Treasurer Tobin": there an office stands before the surname."""
    first, joint, second, surname = match.groups()
    return match.group() if second.casefold() in NEVER_NAMES else f"{first} {surname}{joint}{second} {surname}"


def _name_first(match: re.Match[str]) -> str:
    """`the Clerk (Mr J Cole)` as "Mr J Cole (Clerk)"."""
    return f"{match['name']} ({match['office']})" if ROLE.search(match["office"]) and not read_name(match["office"]) else match.group()


def _office_behind(line: str) -> str:
    """The row "Chair: Ann Ash" as "Ann Ash, Chair", where one person holds the office; a name in a column stays in it."""
    match = _OFFICE_FIRST.fullmatch(line)
    if match is None or not ROLE.search(match["office"]):
        return line
    people = scan_people(match["rest"])
    name = people[0].name if len(people) == 1 else None
    if name is None or people[0].office:
        return line
    column = match.start("rest")
    indent = " " * column if line[column - 2 : column].isspace() else match["indent"]
    return f"{indent}{name.text}, {match['office']}{match['rest'][name.end :]}"


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
        tail = joined[-60:] if joined[-1:].isalpha() else ""
        torn = tail and (
            (_starts_whole(stripped) and _ends_whole(tail)) or (_starts_with_office(stripped) and _ends_whole(tail, bare=True))
        )
        joined = f"{joined}{',' if torn else ''} {stripped}" if joined else stripped
    return joined


def _starts_whole(line: str) -> bool:
    name = read_name(line)
    return name is not None and bool(name.given) and line[name.end : name.end + 1] in (",", ";", "")


def _starts_with_office(line: str) -> bool:
    """As in "Second Vice Chair Kemp"."""
    office = OFFICE.match(line)
    name = read_name(line, office.end(), bare=True) if office else None
    return name is not None and line[name.end : name.end + 1] in (",", ";", "")


def _ends_whole(text: str, *, bare: bool = False) -> bool:
    """The last piece is a name, with `bare` perhaps a surname alone or behind an office."""
    last = re.split(r"[,;(]|\band\b", text)[-1].strip()
    office = OFFICE.match(last) if bare else None
    name = read_name(last, office.end() if office else 0, bare=bare)
    return name is not None and name.end == len(last) and (bare or bool(name.given)) and len(name.surname) > 1


def _has_columns(lines: Sequence[str]) -> bool:
    return sum(_GAP.search(line.strip()) is not None for line in lines) >= 0.5 * len(lines)


def _read_rows(lines: Sequence[str]) -> list[Entry]:
    """One person a line; a line that starts with no name, or far to the right of the names, belongs to the person above it."""
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip() and read_name(line.lstrip())]
    edge = min(indents, default=0) + 8
    column = _second_column(lines)
    entries: list[Entry] = []
    above = ""  # the row of the last entry
    wrapped = 0  # lines added to the last entry; a blank line closes it
    for line in lines:
        indent, row = len(line) - len(line.lstrip()), line
        if column > indent and line[column - 1 : column] == " " and line[column : column + 1].strip():
            line = f"{line[:column]}  {line[column:]}"  # noqa: PLW2901
        stripped = line.strip()
        name = read_name(stripped) if indent < edge or not entries else None
        if name:
            entries.append(Entry(name, "", stripped[name.end :]))
            above, wrapped = row, 0
        elif not stripped:
            wrapped = _MOST_WRAPPED
        elif entries and (wrapped < _MOST_WRAPPED or stripped.startswith("(")):
            wrapped += 1
            entries[-1] = entries[-1]._replace(details=_add_wrapped(entries[-1].details.rstrip(), stripped, _cell_at(above, indent)))
        elif not entries:
            entries.extend(scan_people(stripped))
    return entries


def _cell_at(row: str, column: int) -> str:
    """The cell of `row` below which a line that starts at `column` goes on; empty where none starts there, and for the last cell."""
    cells = [match.span() for match in _CELL.finditer(row)]
    nearest = min(cells[1:-1], key=lambda cell: abs(cell[0] - column), default=(0, 0))
    is_below = nearest[1] and all(abs(nearest[0] - column) <= min(_ASKEW, abs(cell[0] - column)) for cell in cells)
    return row[slice(*nearest)] if is_below else ""


def _add_wrapped(details: str, rest: str, cell: str) -> str:
    """The details of a row with what a wrapped line adds to one of its cells, or to its end; two spaces part role and organisation."""
    if cell and details.count(cell) == 1:
        return details.replace(cell, f"{cell} {rest}")
    goes_on = details.endswith(_UNFINISHED) or _LEGAL_FORM.match(rest) or details.count("(") > details.count(")")
    return f"{details}{' ' if goes_on else '  '}{rest}"


def _second_column(lines: Sequence[str]) -> int:
    """Where the second column starts in most lines; a long name reaches up to it with one space only. 0 without columns."""
    starts = Counter(match.end() - 1 for line in lines if (match := _COLUMN.match(line)))
    return max(starts, key=lambda start: (starts[start], -start)) if starts else 0


def _without_shreds(lines: Sequence[str]) -> Sequence[str]:
    """Without the ends of cells ("Ltd", "Ltd") that an extractor stacked below the list: nobody knows whose they are."""
    ends = [no for no, line in enumerate(lines) if _LEGAL_FORM.fullmatch(line.strip()) and not line.startswith(DEEP)]
    return [line for no, line in enumerate(lines) if no not in ends] if len(ends) > 1 else lines
