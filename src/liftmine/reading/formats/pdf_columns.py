"""Pages set in two columns, told from tables: both sides hold running text, and nothing crosses the gutter between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from liftmine.reading.formats.pdf_words import Word

_ZONE = (0.35, 0.65)  # of the width of the text: where a gutter may be
_GUTTER = 1.0  # in heights of a line
_FEWEST_ROWS = 8  # on each side
_PROSE_WORDS = 3.5  # to a row of a column, on average: cells of tables hold fewer
_TRIES = 13


def split_columns(rows: Sequence[list[Word]]) -> list[Sequence[list[Word]]]:
    """The parts of a page in reading order: rows across the page, then the left and the right column of what is set in two."""
    found = _find_gutter(rows)
    if found is None:
        return [rows]
    gutter, start, end = found
    sides: tuple[list[list[Word]], list[list[Word]]] = ([], [])
    for row in rows[start:end]:
        for side, words in zip(sides, _cut(row, gutter), strict=True):
            if words:
                side.append(words)
    return [part for part in (rows[:start], *sides, *split_columns(rows[end:])) if part]


def _cut(row: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    return [word for word in row if word.right <= gutter], [word for word in row if word.right > gutter]


def _find_gutter(rows: Sequence[list[Word]]) -> tuple[float, int, int] | None:
    """Where the longest run of rows with two columns of prose is cut: the place of the gutter, the first row, the row behind the last."""
    if len(rows) < _FEWEST_ROWS:
        return None
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    middle = (left + _ZONE[0] * (right - left), left + _ZONE[1] * (right - left))
    if sum(_may_be_cut(row, middle) for row in rows) < _FEWEST_ROWS:
        return None
    places = (middle[0] + step * (middle[1] - middle[0]) / (_TRIES - 1) for step in range(_TRIES))
    runs = [
        (end - start, gutter, start, end) for gutter in places for start, end in _runs(rows, gutter) if _is_prose(rows[start:end], gutter)
    ]
    return max(runs)[1:] if runs else None


def _may_be_cut(row: Sequence[Word], middle: tuple[float, float]) -> bool:
    """No word of the row stands across the whole zone's middle, or the row lies on one side."""
    centre = sum(middle) / 2
    return not any(word.left < centre < word.right for word in row) and (
        row[-1].right <= middle[1] or row[0].left >= middle[0] or _has_gap(row, middle)
    )


def _has_gap(row: Sequence[Word], middle: tuple[float, float]) -> bool:
    gaps = ((before.right, word.left) for before, word in pairwise(row))
    return any(start < middle[1] and end > middle[0] and end - start >= _GUTTER * row[0].height for start, end in gaps)


def _runs(rows: Sequence[list[Word]], gutter: float) -> Iterator[tuple[int, int]]:
    start = 0
    for no in range(len(rows) + 1):
        if no == len(rows) or any(word.left - 0.4 * word.height < gutter < word.right + 0.4 * word.height for word in rows[no]):
            if no - start >= _FEWEST_ROWS:
                yield start, no
            start = no + 1


def _is_prose(rows: Sequence[list[Word]], gutter: float) -> bool:
    """Both sides hold rows enough, with words enough, and neither begins in steps as the cells of a table do."""
    for side in zip(*(_cut(row, gutter) for row in rows), strict=True):
        filled = [words for words in side if words]
        if len(filled) < _FEWEST_ROWS or median(len(words) for words in filled) < _PROSE_WORDS:
            return False
    return True
