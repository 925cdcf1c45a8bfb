"""Budgets and accounts that were cut column by column: labels in one group, and as many figures in each of the groups below it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from liftmine.reading.layout.cells import Cells
from liftmine.reading.layout.figure_tables import holds_sums, is_figure, merge_currency

_FEWEST = 2
_MOST_HEADS = 3  # "2013 Recommended", "Budget", "£000"
_ROUNDED = 1.5  # rounded figures may miss their sum by so much
_TOTAL = re.compile(r"\b(?:sub-?)?totals?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_HEAD = re.compile(
    r"\b(?:19|20)\d\d\b|[$£€]|%|\b(?:budget|actual|variance|forecast|outturn|change|amended|approved|estimate|to date|month|quarter"
    r"|q[1-4])\b",
    re.IGNORECASE,
)


class _Column(NamedTuple):
    cells: range
    heads: list[str]
    figures: list[str]


def join_figure_columns(cells: Cells, numbers: Sequence[int]) -> None:
    """Sets columns of figures beside their labels: the only group above them that has as many cells. `numbers` are lines with figures."""
    filled = [at for at, count in Counter(map(cells.group_of, numbers)).items() if count >= _FEWEST]
    if not filled:
        return
    labels: list[range] = []
    columns: list[_Column] = []
    for group in cells.groups[: max(filled) + 1]:
        if column := _read_column(cells, group):
            columns.append(column)
        elif not all(map(cells.is_cell, group)) or (len(group) > 1 and any(is_figure(cells.texts[no]) for no in group)):
            _set_beside(cells, labels, columns)
            labels, columns = [], []
        elif len(group) >= _FEWEST and not _is_head(cells, group):
            if columns:
                _set_beside(cells, labels, columns)
                labels, columns = [], []
            labels.append(group)
    _set_beside(cells, labels, columns)


def _read_column(cells: Cells, group: range) -> _Column | None:
    """A group that holds nothing but figures below its heads; None for any other."""
    texts = cells.texts[group.start : group.stop]
    n_heads = next((at for at, text in enumerate(texts) if is_figure(text) and not _YEAR.match(text)), len(texts))
    if n_heads > _MOST_HEADS or len(texts) - n_heads < _FEWEST or not all(map(is_figure, texts[n_heads:])):
        return None
    return _Column(group, texts[:n_heads], merge_currency(texts[n_heads:]))


def _is_head(cells: Cells, group: range) -> bool:
    return len(group) <= _MOST_HEADS and any(_HEAD.search(cells.texts[no]) for no in group)


def _n_labels(cells: Cells, group: range) -> int:
    """The labels of the group without its title: "DISTRICT" above "Staff" and "Rents"."""
    first, second = cells.texts[group.start], cells.texts[group.start + 1]
    return len(group) - (first.isupper() and not second.isupper())


def _set_beside(cells: Cells, labels: Sequence[range], columns: Sequence[_Column]) -> None:
    has_heads = bool(columns) and all(column.heads for column in columns)
    size = {len(column.figures) for column in columns}
    beside = [group for group in labels if _n_labels(cells, group) in size or (has_heads and len(group) - 1 in size)]
    if len(beside) != 1 or not holds_sums(figure for column in columns for figure in column.figures):
        return
    texts = [cells.texts[no] for no in beside[0]]
    n_rows = _n_labels(cells, beside[0]) if _n_labels(cells, beside[0]) in size else len(texts) - 1
    matching = [column for column in columns if len(column.figures) == n_rows]
    if not matching or not all(_adds_up(texts[-n_rows:], column.figures, is_alone=len(matching) == 1) for column in matching):
        return
    rows = ["\t".join(row) for row in zip(texts[-n_rows:], *(column.figures for column in matching), strict=True)]
    heads = [*texts[:-n_rows], *(" ".join(column.heads) for column in matching)]
    if any(heads):
        rows.insert(0, "\t".join(filter(None, heads)))
    cells.replace([*beside[0], *(no for column in matching for no in column.cells)], rows)


def _adds_up(labels: Sequence[str], figures: Sequence[str], *, is_alone: bool) -> bool:
    """Whether nothing speaks against these figures having these labels.

    A figure that is the sum of all above it, but not called a total, shows that a cell was empty: the counts agree by chance. A
    column by itself must end with its sum, as no other column confirms its count.
    """
    values = [_value(figure) for figure in figures]
    sums = [no for no in range(_FEWEST, len(values)) if abs(sum(values[:no]) - values[no]) < _ROUNDED and values[no]]
    if any(no + 1 < len(values) and not _TOTAL.search(labels[no]) for no in sums):
        return False
    return not is_alone or sums[-1:] == [len(values) - 1]


def _value(figure: str) -> float:
    """The figure as a number; one in brackets or behind a dash is negative, and a dash by itself nothing."""
    digits = re.sub(r"[^\d.]", "", figure).strip(".")
    value = float(digits) if digits.count(".") < 2 and digits else 0.0
    return -value if figure.lstrip("$£€ ")[0] in "(-–" else value
