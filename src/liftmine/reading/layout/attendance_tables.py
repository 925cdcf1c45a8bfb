"""Attendance that was cut apart: the heads of the columns, then names, roles and statuses, part by part."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from liftmine.reading.layout.cells import Cells

_NAME_HEAD = re.compile(r"(?:(?:board |committee )?(?:attendee|member|delegate)s?(?:['’]s)? )?names?$|attendees?$|members?$", re.IGNORECASE)
_NAME_STARTS = frozenset("AaBbCcDdMmNn")
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


def join_attendance(cells: Cells) -> None:
    """Sets who attended, as what and how, into a row for each."""
    heads = [no for no, text in enumerate(cells.texts) if len(text) < _LONGEST_HEAD and text[:1] in _NAME_STARTS and _NAME_HEAD.match(text)]
    if not heads:
        return
    filled = [no for no, text in enumerate(cells.texts) if text]
    end = 0
    for start in (bisect_left(filled, head) for head in heads):
        if start < end:
            continue
        window = [cells.texts[no] for no in filled[start : start + _HEADS_WITHIN]]
        if not any(map(_STATUS_HEAD.match, window)):
            continue
        table = list(takewhile(lambda no: cells.is_cell(no) or _TIME.match(cells.texts[no]), filled[start:]))
        while table and _kind(cells.texts[table[-1]]) not in "ST":  # what follows the last status belongs to the next part of the paper
            table.pop()
        end = start + len(table)
        if table:
            columns = list(dict.fromkeys(text for text in window if _kind(text) == "H"))
            cells.replace(table, _rows(cells, table, columns))


@lru_cache(maxsize=1 << 12)  # names, roles and statuses recur from meeting to meeting
def _kind(text: str) -> str:
    """H(ead), S(tatus), T(ime) or X: any other text."""
    if _STATUS.match(text):
        return "S"
    if _TIME.match(text):
        return "T"
    return "H" if any(head.match(text) for head in (_NAME_HEAD, _STATUS_HEAD, _TIME_HEAD, _TEXT_HEAD)) else "X"


def _rows(cells: Cells, table: Sequence[int], heads: Sequence[str]) -> list[str]:
    """The rows of all parts whose counts agree, and the cells of the others as they were."""
    n_texts = sum(bool(_NAME_HEAD.match(head) or _TEXT_HEAD.match(head)) for head in heads)
    rows = ["\t".join(heads)]
    for part in _parts(cells, table):
        texts, statuses, times = ([no for no in part if _kind(cells.texts[no]) == kind] for kind in "XST")
        n_rows = len(statuses)
        if not n_rows or len(texts) != n_texts * n_rows:
            rows.extend(cells.texts[no] for no in part)
            continue
        # Without a blank between the columns it is the rows that follow each other.
        by_row = n_rows < len(texts) and texts[n_rows] == texts[n_rows - 1] + 1
        present = sum(not _ABSENT.match(cells.texts[no]) for no in statuses)
        clock = iter(times if len(times) <= present else ())
        for at, status in enumerate(statuses):
            row = [*(texts[at * n_texts : (at + 1) * n_texts] if by_row else texts[at::n_rows]), status]
            if not _ABSENT.match(cells.texts[status]):
                row.extend(islice(clock, 1))
            rows.append("\t".join(cells.texts[no] for no in row))
        if len(times) > present:
            rows.extend(cells.texts[no] for no in times)
    return rows


def _parts(cells: Cells, table: Sequence[int]) -> Iterator[list[int]]:
    """The table cut where texts follow statuses or times, without its heads."""
    part: list[int] = []
    for no in table:
        kind = _kind(cells.texts[no])
        if kind == "X" and part and _kind(cells.texts[part[-1]]) != "X":
            yield part
            part = []
        if kind != "H":
            part.append(no)
    yield part
