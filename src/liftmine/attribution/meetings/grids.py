"""Tables of actions: columns for what, who, by when, and how it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from liftmine.attribution.meetings.asked import asked_before, only_owners
from liftmine.attribution.meetings.owners import read_owners
from liftmine.attribution.meetings.record import Action, Record, due_in, find_owners, make_action
from liftmine.attribution.model import Block, Part
from liftmine.attribution.signs import parts_with

_COLUMNS = {
    "owner": r"(?:action )?(?:owners?|leads?|by|by whom|who|responsib\w+(?: (?:person|officer|lead))?|assigned(?: to)?|initials|"
    r"person responsible|responsible person|lead (?:officer|person)|officer|for action by|to be actioned by|action by)",
    "due": r"(?:due|due by|due date|target|target date|deadline|by when|when|timescales?|"
    r"(?:date )?(?:due|for completion)|completion date|complete by|date due)",
    "status": r"(?:status|progress|updates?|position|outcome|completed?\??|rag|rag status|current status|progress/update|status/update)",
    "action": r"(?:agreed |key )?(?:actions?)(?: points?| required| agreed| items?| description| to be taken| needed| arising)?"
    r"(?:\s*/\s*(?:lead|owner|by|who))?|tasks?|description",
    "talk": r"(?:discussion|minutes?|notes?|items?|summary|detail|subject|discussion and actions?|agenda items?|topic)",
}
_COLUMN = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _COLUMNS.items()}
_CLOSED = re.compile(r"\b(?:closed?|completed?|done|discharged|actioned)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:open|in (?:progress|hand)|on-?going|outstanding|not (?:yet )?(?:started|complete|done)|incomplete|"
    r"carried forward|pending|overdue)\b",
    re.IGNORECASE,
)
_OF_GRIDS = frozenset(("owner", "due", "status"))
_HEAD_ROWS, _LONGEST_HEAD = 3, 40

_GAP = re.compile(r"\s{2,}|\t")


class Cell(NamedTuple):
    """A cell's words, which stand at or behind `start`."""

    start: int
    words: str


NO_CELL = Cell(0, "")


def read_grids(record: Record) -> tuple[list[Action], frozenset[int]]:
    """The actions of all tables of actions, and the numbers of the blocks that are spoken for."""
    actions: list[Action] = []
    taken: set[int] = set()
    cells = (block for block in record.blocks if block.table_no is not None)
    for _, group in groupby(cells, key=lambda block: block.table_no):
        table = list(group)
        heads, head_row = _read_heads(record, table)
        if len(heads) < 2:
            continue
        section = record.parts[table[0].block_no - 1].section if table[0].block_no else None
        is_grid = not _OF_GRIDS.isdisjoint(heads.values())
        for _, row in groupby((b for b in table if (b.row_no or 0) > head_row), key=lambda block: block.row_no):
            named = {heads[block.column_no]: block for block in row if block.column_no in heads}
            said = {name: Cell(block.char_start, record.words(block)) for name, block in named.items()}
            found = [_read_row(record, said, section)] if is_grid else list(_read_remark(record, named, section))
            if any(found):
                actions.extend(action for action in found if action)
                taken.update(block.block_no for block in (named.values() if is_grid else (named["action"],)))
    for part in (record.parts[number] for number in parts_with(record.text, record.parts, ("ction", "CTION"))):
        head, _, rest = record.text[part.char_start : part.char_end].partition("\n")
        if "ction" in head.casefold() and rest.strip():
            rows = list(_read_lines(record, part))
            actions.extend(rows)
            taken.update([part.block_no] if rows else [])
    return actions, frozenset(taken)


def _read_lines(record: Record, part: Part) -> Iterator[Action]:
    """A table set with spaces: the heads of the columns on its first line, as many cells on each of the others."""
    lines = [*re.finditer(r"[^\n]*\S[^\n]*", record.text[part.char_start : part.char_end])]
    heads = [_kind_of(cell) for cell in _GAP.split(lines[0][0].strip())]
    if "action" not in heads or _OF_GRIDS.isdisjoint(heads):
        return
    for line in lines[1:]:
        cells = _GAP.split(line[0].strip())
        if len(cells) != len(heads):
            continue
        said = {kind: Cell(part.char_start + line.start(), cell) for kind, cell in zip(heads, cells, strict=True) if kind}
        action = _read_row(record, said, part.section)
        if action:
            yield action


def _kind_of(head: str) -> str | None:
    words = " ".join(head.split()).strip(" .:")
    return next((kind for kind, pattern in _COLUMN.items() if pattern.fullmatch(words)), None) if len(words) < _LONGEST_HEAD else None


def _read_heads(record: Record, table: Sequence[Block]) -> tuple[dict[int | None, str], int]:
    """What each column holds, by the first row that names an action; nothing where none of the first rows does."""
    for number, row in groupby(table, key=lambda block: block.row_no):
        if (number or 0) >= _HEAD_ROWS:
            break
        heads: dict[int | None, str] = {}
        for block in row:
            kind = _kind_of(record.words(block))
            if kind and kind not in heads.values():
                heads[block.column_no] = kind
        if "action" in heads.values():
            return heads, number or 0
    return {}, 0


def _read_row(record: Record, said: Mapping[str, Cell], section: str | None) -> Action | None:
    begin, what = said.get("action", NO_CELL)
    who, due, state = (said.get(name, NO_CELL).words for name in ("owner", "due", "status"))
    if not what or not (who or due or state):
        return None
    owners, end = (read_owners(who, record.directory), len(what)) if who else find_owners(what, record)
    start = record.text.index(what, begin)
    status = "open" if _OPEN.search(state) else "closed" if _CLOSED.search(state) else None
    return make_action(record, section, (start, start + end), owners, due or due_in(what), status=status, is_listed=True)


def _read_remark(record: Record, row: Mapping[str, Block], section: str | None) -> Iterator[Action]:
    """The action beside an item of the minutes: its words, or its owners alone, who are asked what the item ends with."""
    what = record.words(row["action"]) if "action" in row else ""
    alone, due = only_owners(record, what)
    if alone:
        yield from asked_before(record, row["action"].block_no, row["action"].char_start, alone, due)
        return
    owners, end = find_owners(what, record)
    if owners:
        start = record.text.index(what, row["action"].char_start)
        yield make_action(record, section, (start, start + end), owners, due_in(what))
