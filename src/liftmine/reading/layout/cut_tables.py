"""Tables that an extractor cut apart, put together again: rows whose cells stand apart by tabs.

An extractor that knows no tables leaves the cells of a column, or of a part of it, below each other, and the next column below
that. What belongs together is told by counts: as many statuses as names, as many values as labels. Where the counts disagree
the cells stay as they are: a row that was guessed would say of somebody what the paper says of another.

All functions change `lines` in place and keep their number, so that page breaks stay where they are. Nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from liftmine.reading.layout.paragraphs import PAGE_BREAK, is_marked

_LONGEST_CELL = 60
_NAME_HEAD = re.compile(r"(?:(?:board |committee )?(?:attendee|member|delegate)s?(?:['’]s)? )?names?$|attendees?$|members?$", re.IGNORECASE)
_STATUS_HEAD = re.compile(r"(?:attendance )?status$|attendance$", re.IGNORECASE)
_TIME_HEAD = re.compile(r"(?:time )?(?:arrived|arrival|departed|departure|left)$", re.IGNORECASE)
_TEXT_HEAD = re.compile(r"(?:job )?titles?$|roles?$|positions?$|organi[sz]ations?$|representing$|districts?$|initials$", re.IGNORECASE)
_LONGEST_HEAD = 30
_HEADS_WITHIN = 14  # cells: the heads may stand above their columns' first parts
_STATUS = re.compile(
    r"(?:present|absent|remote|late|excused|apologies|in attendance|left early|attended|virtual|(?:by |via )?(?:tele)?phone)$",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"(?:absent|excused|apologies)$", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE)
_SENTENCE_ENDS = tuple(".;:?!")

_LABEL = re.compile(r"[A-Z][^:.;]{0,30}:$")
_SHORT_LABEL = 12  # "To:", "Subject:"; a longer one with a blank below it may be the heading of a list
_FIELD = re.compile(r"[A-Z]{3,}(?: [A-Z]+){0,2}:")
_PROSE = re.compile(r"\s[a-z]{4}")  # names and titles hold no such word
_BARE = 6  # characters: an item's number by itself
_UNFINISHED = (",", " and", "&")
_VALUE_GROUPS, _VALUE_LINES, _LEAST_PAIRS = 3, 2, 2

_FIGURE = re.compile(r"\(?[-–+]?\s?[$£€]?\s?\(?\d(?:[\d,.]*\d)?\s?[%kKmM]?\)?%?$|[$£€]$|[-–—]$|n/?a$", re.IGNORECASE)
_FIGURE_STARTS = frozenset("0123456789($£€-–—+nN")
_SUM = re.compile(r"[$£€%(]|\d{3}")  # what tells figures from the numbers of items
_CURRENCY = tuple("$£€")


class _Cell(NamedTuple):
    no: int
    text: str


_Group = list[_Cell]
"""The cells between two blanks; a page break is a group of its own."""


def join_cut_tables(lines: list[str]) -> None:
    """Puts into rows: attendance tables, labels and their values, and figures and what they are of."""
    groups = list(_groups(lines))
    _join_attendance(lines, groups)
    _join_stacked_labels(lines, groups)
    _join_labels_in_turn(lines, groups)
    _join_figures(lines, groups)


def _groups(lines: Sequence[str]) -> Iterator[_Group]:
    group: _Group = []
    for no, line in enumerate(lines):
        if group and (not line or line == PAGE_BREAK):
            yield group
            group = []
        if line == PAGE_BREAK:
            yield [_Cell(no, line)]
        elif line:
            group.append(_Cell(no, line.strip()))
    if group:
        yield group


def _replace(lines: list[str], cells: Sequence[_Cell], rows: Iterable[str]) -> None:
    """Sets the rows below each other where the cells began, unless a cell is in a row already; there are never more rows than cells."""
    if any(lines[cell.no].strip() != cell.text for cell in cells):
        return
    for cell in cells:
        lines[cell.no] = ""
    for no, row in enumerate(rows, cells[0].no):
        lines[no] = row


# Attendance: the heads of the columns, then names, roles and statuses, part by part.


def _join_attendance(lines: list[str], groups: Sequence[_Group]) -> None:
    end = 0
    cells = [cell for group in groups for cell in group]
    for start in [no for no, cell in enumerate(cells) if len(cell.text) < _LONGEST_HEAD and _NAME_HEAD.match(cell.text)]:
        if start < end:
            continue
        window = [c.text for c in cells[start : start + _HEADS_WITHIN]]
        if not any(map(_STATUS_HEAD.match, window)):
            continue
        table = list(takewhile(_is_cell, cells[start:]))
        while table and _kind(table[-1].text) not in "ST":  # what follows the last status belongs to the next part of the paper
            table.pop()
        end = start + len(table)
        if table:
            heads = list(dict.fromkeys(text for text in window if _kind(text) == "H"))
            _replace(lines, table, _rows(table, heads))


def _is_cell(cell: _Cell) -> bool:
    text = cell.text
    if text == PAGE_BREAK or len(text) > _LONGEST_CELL:
        return False
    return _TIME.match(text) is not None or not (text.endswith(_SENTENCE_ENDS) or is_marked(text))


@lru_cache(maxsize=1 << 12)  # names, roles and statuses recur from meeting to meeting
def _kind(text: str) -> str:
    """H(ead), S(tatus), T(ime) or X: any other text."""
    if _STATUS.match(text):
        return "S"
    if _TIME.match(text):
        return "T"
    return "H" if any(head.match(text) for head in (_NAME_HEAD, _STATUS_HEAD, _TIME_HEAD, _TEXT_HEAD)) else "X"


def _rows(table: Sequence[_Cell], heads: Sequence[str]) -> list[str]:
    """The rows of all parts whose counts agree, and the cells of the others as they were."""
    n_texts = sum(bool(_NAME_HEAD.match(head) or _TEXT_HEAD.match(head)) for head in heads)
    rows = ["\t".join(heads)]
    for part in _parts(table):
        texts, statuses, times = ([cell for cell in part if _kind(cell.text) == kind] for kind in "XST")
        n_rows = len(statuses)
        if not n_rows or len(texts) != n_texts * n_rows:
            rows.extend(cell.text for cell in part)
            continue
        # Without a blank between the columns it is the rows that follow each other.
        by_row = n_rows < len(texts) and texts[n_rows].no == texts[n_rows - 1].no + 1
        present = sum(not _ABSENT.match(status.text) for status in statuses)
        clock = iter(times if len(times) <= present else ())
        for no, status in enumerate(statuses):
            row = [*(texts[no * n_texts : (no + 1) * n_texts] if by_row else texts[no::n_rows]), status]
            if not _ABSENT.match(status.text):
                row.extend(islice(clock, 1))
            rows.append("\t".join(cell.text for cell in row))
        if len(times) > present:
            rows.extend(cell.text for cell in times)
    return rows


def _parts(table: Sequence[_Cell]) -> Iterator[_Group]:
    """The table cut where texts follow statuses or times, without its heads."""
    part: _Group = []
    for cell in table:
        kind = _kind(cell.text)
        if kind == "X" and part and _kind(part[-1].text) != "X":
            yield part
            part = []
        if kind != "H":
            part.append(cell)
    yield part


# Labels and their values: "RESULT:", "MOVER:" below each other and what they hold below that; or "To:", a blank, and the value.


def _join_stacked_labels(lines: list[str], groups: Sequence[_Group]) -> None:
    """Labels at the end of a group, and as many values in the groups behind it; a label in capitals also takes the line below it."""
    for no, group in enumerate(groups):
        for label, below in pairwise(group):
            if (
                label.text[-1] == ":"
                and _FIELD.fullmatch(label.text)
                and not (_FIELD.match(below.text) or _LABEL.match(below.text) or is_marked(below.text) or _PROSE.search(below.text))
            ):
                _replace(lines, [label, below], [f"{label.text} {below.text}"])
        labels = list(takewhile(lambda cell: cell.text[-1] == ":" and _LABEL.match(cell.text), reversed(group)))[::-1]
        if len(labels) < _LEAST_PAIRS:
            continue
        values: list[str] = []
        taken: _Group = []
        for more in groups[no + 1 : no + 1 + _VALUE_GROUPS]:
            if len(values) >= len(labels) or more[0].text == PAGE_BREAK:
                break
            values.extend(_unwrap(cell.text for cell in more))
            taken.extend(more)
        if len(values) == len(labels) and not any(_LABEL.match(value) or _is_bare_number(value) for value in values):
            _replace(lines, [*labels, *taken], map("\t".join, zip((cell.text for cell in labels), values, strict=True)))


def _is_bare_number(text: str) -> bool:
    return len(text) <= _BARE and is_marked(text)


def _unwrap(texts: Iterable[str]) -> list[str]:
    """Lines put together where a list goes on ("Ash, Birch," and "Cole") or a sentence does."""
    whole: list[str] = []
    for text in texts:
        if whole and (whole[-1].endswith(_UNFINISHED) or text[0].islower()):
            whole[-1] += f" {text}"
        else:
            whole.append(text)
    return whole


def _join_labels_in_turn(lines: list[str], groups: Sequence[_Group]) -> None:
    pairs: list[tuple[_Cell, _Group]] = []
    for label, value in pairwise([*groups, []]):
        if pairs and label is pairs[-1][1]:
            continue
        if len(label) == 1 and len(label[0].text) <= _SHORT_LABEL and _LABEL.match(label[0].text) and _is_value(value):
            pairs.append((label[0], value))
            continue
        _join_pairs(lines, pairs)
        pairs = []
    _join_pairs(lines, pairs)


def _is_value(group: _Group) -> bool:
    if not 0 < len(group) <= _VALUE_LINES or group[0].text == PAGE_BREAK:
        return False
    return not group[-1].text.endswith(_SENTENCE_ENDS) or (
        len(group) == _VALUE_LINES and group[0].text[-1].isalnum() and ", " in group[0].text
    )


def _join_pairs(lines: list[str], pairs: Sequence[tuple[_Cell, _Group]]) -> None:
    if len(pairs) >= _LEAST_PAIRS:
        for label, value in pairs:
            _replace(lines, [label, *value], [f"{label.text}\t{' '.join(cell.text for cell in value)}"])


# Figures: below what they are of, one by one or as a whole column.


def _join_figures(lines: list[str], groups: Sequence[_Group]) -> None:
    of: _Group = []  # what stands before the figures, in one group
    run: _Group = []
    for group in [*groups, [_Cell(-1, PAGE_BREAK)]]:
        for no, cell in enumerate(group):
            if cell.text[0] in _FIGURE_STARTS and _FIGURE.match(cell.text):
                run.append(cell)
                continue
            if run:
                _join_run(lines, of, run)
            if run or not no:
                of = []
            of.append(cell)
            run = []


def _join_run(lines: list[str], of: _Group, run: _Group) -> None:
    if len(run) < 2 or not any(_SUM.search(cell.text) for cell in run):
        return
    figures: list[str] = []
    for cell in run:
        if figures and figures[-1] in _CURRENCY:
            figures[-1] += f" {cell.text}"
        else:
            figures.append(cell.text)
    labels = [cell for cell in of if _is_cell(cell)]
    if len(labels) == len(of) == len(figures):
        _replace(lines, [*labels, *run], map("\t".join, zip((cell.text for cell in labels), figures, strict=True)))
    elif len(labels) == len(of) == 1:
        _replace(lines, [*labels, *run], ["\t".join([labels[0].text, *figures])])
    else:
        _replace(lines, run, ["\t".join(figures)])
