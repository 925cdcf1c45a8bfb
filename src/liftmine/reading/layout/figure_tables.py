"""Figures below what they are of, one by one or as a whole column."""

import re
from collections.abc import Iterable, Iterator, Sequence

from liftmine.reading.layout.cells import Cells

_FIGURE = re.compile(r"\(?[-–+]?\s?[$£€]?\s?\(?\d(?:[\d,.]*\d)?\s?[%kKmM]?\)?%?$|[$£€]$|[-–—]$|n/?a$", re.IGNORECASE)
_FIGURE_STARTS = frozenset("0123456789($£€-–—+nN")
_SUM = re.compile(r"[$£€%(]|\d{3}")  # what tells figures from the numbers of items
_CURRENCY = tuple("$£€")


def find_figures(cells: Cells) -> list[int]:
    """The lines that hold a figure, or a currency, and nothing else."""
    return [no for no, text in enumerate(cells.texts) if text[:1] in _FIGURE_STARTS and is_figure(text)]


def is_figure(text: str) -> bool:
    """Whether the text is a figure by itself, a currency or a dash in its place."""
    return text[:1] in _FIGURE_STARTS and _FIGURE.match(text) is not None


def holds_sums(texts: Iterable[str]) -> bool:
    """Whether any is a sum rather than the number of an item."""
    return any(map(_SUM.search, texts))


def join_figures(cells: Cells, numbers: Sequence[int]) -> None:
    """Sets figures (the lines `numbers`) into a row with what they are of; those whose labels cannot be told into one of their own."""
    last = -1
    for run in _runs(cells, numbers):
        if len(run) >= 2 and holds_sums(cells.texts[no] for no in run):
            _join_run(cells, _before(cells, run[0], last), run)
        last = run[-1]


def _runs(cells: Cells, numbers: Sequence[int]) -> Iterator[list[int]]:
    """Figures with nothing but blanks between them."""
    run: list[int] = []
    for no in numbers:
        if run and any(cells.texts[run[-1] + 1 : no]):
            yield run
            run = []
        run.append(no)
    if run:
        yield run


def _before(cells: Cells, first: int, last: int) -> list[int]:
    """What stands before the figures, in one group, behind the figures before these."""
    above = next((no for no in range(first - 1, -1, -1) if cells.texts[no]), None)
    if above is None:
        return []
    group = cells.groups[cells.group_of(above)]
    return list(range(max(group.start, last + 1), above + 1))


def _join_run(cells: Cells, of: Sequence[int], run: Sequence[int]) -> None:
    figures = merge_currency(cells.texts[no] for no in run)
    labels = [no for no in of if cells.is_cell(no)]
    if len(labels) == len(of) == len(figures):
        cells.replace([*labels, *run], map("\t".join, zip((cells.texts[no] for no in labels), figures, strict=True)))
    elif len(labels) == len(of) == 1:
        cells.replace([*labels, *run], ["\t".join([cells.texts[labels[0]], *figures])])
    else:
        cells.replace(run, ["\t".join(figures)])


def merge_currency(texts: Iterable[str]) -> list[str]:
    """A currency by itself goes with the figure below it."""
    figures: list[str] = []
    for text in texts:
        if figures and figures[-1] in _CURRENCY:
            figures[-1] += f" {text}"
        else:
            figures.append(text)
    return figures
