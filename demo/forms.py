"""How each secretary lays out a set of minutes: Northbridge in columns, Eastmere in tables, Stourvale like a letter."""

from collections.abc import Iterator, Sequence

from demo.attendance import Listed
from demo.minutes import Item, Minutes, written
from demo.writers import Block, Table, Text

_GROUPS = ("Present", "Apologies", "In attendance")


def lay_out(minutes: Minutes, form: str) -> tuple[Block, ...]:
    """The blocks of a paper. Forms: columns, paragraphs, tables, matrix, letter."""
    return tuple(_FORMS[form](minutes))


def _columns(minutes: Minutes) -> Iterator[Block]:
    yield from _heading(minutes)
    rows = []
    for group in _GROUPS:
        for at, row in enumerate(_group(minutes, group)):
            rows.append(("" if at else group, _name(row), _office(minutes, row)))
    yield Table(rows, (0.16, 0.26, 0.58), bold=(), is_ruled=False)
    yield _discussion(minutes.items, is_ruled=False)


def _paragraphs(minutes: Minutes) -> Iterator[Block]:
    yield from _heading(minutes)
    for group in _GROUPS:
        rows = [(_name(row), _office(minutes, row)) for row in _group(minutes, group)]
        if rows:
            yield Text(f"{group}:", "heading")
            yield Table(rows, (0.4, 0.6), bold=(), is_ruled=False)
    for item in minutes.items:
        yield Text(f"{item.number}. {item.heading}", "heading")
        for at, paragraph in enumerate(item.paragraphs, start=1):
            yield Text(f"{item.number}.{at} {paragraph.text}")
            if paragraph.action:
                yield Text(f"ACTION: {paragraph.action}", "right")


def _tables(minutes: Minutes) -> Iterator[Block]:
    yield from _heading(minutes)
    for group in _GROUPS:
        rows = [_cells(minutes, row) for row in _group(minutes, group)]
        if rows:
            yield Text(f"{group}:", "heading")
            yield Table((("Name", "Initials", "Position", "Organisation"), *rows), (0.27, 0.1, 0.31, 0.32))
    yield _discussion(minutes.items, is_ruled=True)


def _matrix(minutes: Minutes) -> Iterator[Block]:
    yield from _heading(minutes)
    rows = [(_name(row), _office(minutes, row), group) for group in _GROUPS for row in _group(minutes, group)]
    yield Table((("Name", "Position and organisation", "Status"), *rows), (0.32, 0.5, 0.18))
    yield _discussion(minutes.items, is_ruled=True)


def _letter(minutes: Minutes) -> Iterator[Block]:
    yield from _heading(minutes)
    for group in _GROUPS:
        rows = _group(minutes, group)
        if rows:
            yield Text(f"{group}:", "heading")
            for row in rows:
                yield Text(f"{row.person.title} {row.person.name}, {_office(minutes, row)}")
    for item in minutes.items:
        yield Text(f"{item.number}. {item.heading}", "heading")
        for paragraph in item.paragraphs:
            yield Text(paragraph.text + (f" (Action: {paragraph.action})" if paragraph.action else ""))
    yield Text(minutes.secretary)
    yield Text("For circulation to members of the Board and to those in attendance", "centre")


_FORMS = {"columns": _columns, "paragraphs": _paragraphs, "tables": _tables, "matrix": _matrix, "letter": _letter}


def _heading(minutes: Minutes) -> Iterator[Text]:
    board = next(each.name for each in minutes.world.partnership.organisations if each.name.endswith("Strategic Partnering Board"))
    room = minutes.world.room(minutes.day)
    yield Text(board.upper(), "title")
    if minutes.mark:
        yield Text(minutes.mark, "centre")
    when = minutes.date_as_written or f"{written(minutes.day)} at {minutes.world.more['time']}"
    yield Text(f"Minutes of the meeting held on {when}", "centre")
    yield Text(room[:1].upper() + room[1:], "centre")


def _group(minutes: Minutes, status: str) -> list[Listed]:
    """Those with a status, the chair first."""
    rows = [row for row in minutes.attendance if row.status == status]
    return sorted(rows, key=lambda row: row.person.name != minutes.chair)


def _name(row: Listed) -> str:
    return f"{row.person.listed} ({row.person.initials})"


def _office(minutes: Minutes, row: Listed) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{_role(minutes, row)}, {row.person.organisation}{note}"


def _role(minutes: Minutes, row: Listed) -> str:
    chair = " (Chair)" if row.person.name == minutes.chair else ""
    return f"{row.person.role}{chair}"


def _cells(minutes: Minutes, row: Listed) -> tuple[str, str, str, str]:
    note = f" ({row.note})" if row.note else ""
    return row.person.listed, row.person.initials, _role(minutes, row), f"{row.person.organisation}{note}"


def _discussion(items: Sequence[Item], *, is_ruled: bool) -> Table:
    rows: list[tuple[str, str, str]] = [("Ref", "Discussion", "Action")]
    bold = [0]
    for item in items:
        bold.append(len(rows))
        rows.append((f"{item.number}.", item.heading, ""))
        rows += [(f"{item.number}.{at}", paragraph.text, paragraph.action) for at, paragraph in enumerate(item.paragraphs, start=1)]
    return Table(rows, (0.09, 0.8, 0.11), bold, is_ruled)
