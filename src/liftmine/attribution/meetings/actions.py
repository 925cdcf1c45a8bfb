"""Actions outside tables of actions: marked lines, columns of initials, lists. A mere undertaking ("AB agreed to write") is none."""

import re
from collections.abc import Iterator

from liftmine.attribution.meetings.asked import asked_before, only_owners
from liftmine.attribution.meetings.due import find_due
from liftmine.attribution.meetings.marks import Mark, find_marks, read_fields
from liftmine.attribution.meetings.owners import is_known, owners_before, owners_behind
from liftmine.attribution.meetings.record import Action, Record, due_in, find_owners, make_action
from liftmine.attribution.model import PartKind

_DECISION = re.compile(
    r"(?:it (?:is|was)\b|motion\b|none\b|nil\b|n/?a\b|approved\b|noted\b|agreed\b|no (?:action|further)\b|"
    r"the (?:board|committee|group|trust|meeting|motion)\b(?! (?:to|will|is to|are to)\b)|[–—-]|(?:and|of|was|were|is|are|taken|plan)\b)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:^|\s\s|\t)(?:Actions?|ACTIONS?|Lead|LEAD|Owner|OWNER)(?:\s(?:by|By|BY))?[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"[\s•▪●*·o-]*(?:\(?[\da-z][\d./]{0,8}[.)]?\s+)?")
_CELLS = re.compile(r"\s{2,}|\t")
_MOST_LISTED, _LONGEST_DUE = 40, 30


def read_actions(record: Record, taken: frozenset[int]) -> Iterator[Action]:
    """Marked actions, in reading order, then those that only a column of initials marks. `taken`: blocks of tables of actions."""
    marks = list(find_marks(record.text, record.parts))
    used = {mark.number for mark in marks}
    for mark in marks:
        if record.parts[mark.number].block_no in taken:
            continue
        if mark.opens_list:
            for number, action in _listed(record, mark.number, taken):
                used.add(number)
                yield action
        elif mark.start < mark.end:
            yield from _at_mark(record, mark, taken)
    alone = [number for number, part in enumerate(record.parts) if part.kind is PartKind.ACTION and number not in used]
    has_column = bool(alone) and (bool(marks) or _COLUMN.search(record.text) is not None)
    for number in alone:
        part = record.parts[number]
        if part.block_no not in taken:
            owners, due = only_owners(record, record.words(part))
            if owners and (is_known(owners) or (has_column and all(o.person or o.side == "collective" for o in owners))):
                yield from asked_before(record, number, part.char_start, owners, due, taken=taken)


def _at_mark(record: Record, mark: Mark, taken: frozenset[int]) -> Iterator[Action]:
    content = record.text[mark.start : mark.end]
    below = [record.words(part) for part in record.parts[mark.number + 1 : mark.number + 3]]
    lines = content.split("\n")
    fields = read_fields(lines, below, record.directory)
    content = "\n".join(lines[: fields.kept])
    owners, due = only_owners(record, content)
    if owners and (mark.has_sign or is_known(owners)):
        yield from asked_before(record, mark.number, mark.at, owners, fields.due or due, taken=taken)
    elif mark.has_sign and not owners and not _DECISION.match(content):
        found, end = (fields.owners, len(content)) if fields.owners else find_owners(content, record)
        span = (mark.start, mark.start + end)
        yield make_action(record, record.parts[mark.number].section, span, found, fields.due or due_in(content))


def _listed(record: Record, number: int, taken: frozenset[int]) -> Iterator[tuple[int, Action]]:
    """The actions below "Actions:", each with the number of its part, as long as each names its owners."""
    for place in range(number + 1, min(number + 1 + _MOST_LISTED, len(record.parts))):
        part = record.parts[place]
        if part.block_no in taken:
            return
        text = record.text[part.char_start : part.char_end]
        rows = [(part.char_start + row.start(), row[0]) for row in re.finditer(r"[^\n]*\S[^\n]*", text)]
        is_grid = len(rows) > 1 and all(owners_behind(_without_due(row)[0], record.directory)[0] for _, row in rows)
        pieces = rows if is_grid else [(part.char_start, text)]
        actions = [action for begin, piece in pieces if (action := _item(record, part.section, begin, piece))]
        if not actions and text.strip():
            return
        yield from ((place, action) for action in actions)


def _item(record: Record, section: str | None, begin: int, piece: str) -> Action | None:
    bullet = _BULLET.match(piece)
    begin, piece = begin + (bullet.end() if bullet else 0), piece[bullet.end() if bullet else 0 :].rstrip()
    plain, due = _without_due(piece)
    owners, end = owners_before(piece, record.directory), len(piece)
    if not owners:
        owners, end = owners_behind(plain, record.directory)
    return make_action(record, section, (begin, begin + end), owners, due) if owners else None


def _without_due(piece: str) -> tuple[str, str | None]:
    """An item and, where it ends with it, by when: "Circulate the list    KT    14.06.07"."""
    cells = _CELLS.split(piece.strip())
    if len(cells) > 1 and len(cells[-1]) < _LONGEST_DUE and find_due(f"by {cells[-1]}"):
        return piece[: piece.rindex(cells[-1])].rstrip(), cells[-1]
    return piece, due_in(piece)
