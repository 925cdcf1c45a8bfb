"""The numbers under a chart: a table of values, intervals and counts, and what its marks mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftmine.report.cells import Cell, Line, Lines
from liftmine.report.chart import format_value

_OTHER_VOICES = {"collective": "collective", "unknown": "unknown"}
_WITHHELD = {
    "few_documents": ("¹", "too few documents"),
    "few_sentences": ("²", "too few sentences"),
    "few_speakers": ("³", "too few speakers"),
    "complementary": ("⁴", "another withheld value could be worked out from it"),
    "difference": ("⁵", "the difference from the last release would tell of too few people"),
}


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The numbers of one panel: a row per partnership year, a column per partner type."""

    caption: str
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    notes: list[str]


def tabulate(caption: str, lines: Lines, labels: Mapping[str, str], usual: str | None, *, is_share: bool) -> ValueTable:
    """Rows for the years in which the panel has a document; other voices than those of `labels` only where they have one.

    `usual` is the `kinds_missing` that is not marked.
    """
    shown = {kind: label for kind, label in {**labels, **_OTHER_VOICES}.items() if any(map(_is_filled, lines.get(kind, [])))}
    by_year = {kind: {cell.year: cell for cell in lines[kind]} for kind in shown}
    years = sorted({cell.year for kind in shown for cell in lines[kind] if _is_filled(cell)})
    marked = {year: _mark_year([cell for kind in shown for cell in lines[kind] if cell.year == year]) for year in years}
    rows = [
        (
            str(year).replace("-", "−") + marked[year],
            [_state(by_year[kind].get(year), usual, is_share=is_share) for kind in shown],
        )
        for year in years
    ]
    notes = _notes([cell for kind in shown for cell in lines[kind]], usual)
    return ValueTable(caption, list(shown.values()), rows, notes)


def _mark_year(cells: Sequence[Cell]) -> str:
    """What must be known of a year before its values are read."""
    words = ["not ended" if not all(cell.is_complete for cell in cells) else "part of it" if any(cell.is_partial for cell in cells) else ""]
    words += ["⚑" if any(cell.is_break for cell in cells) else ""]
    said = ", ".join(filter(None, words))
    return f" ({said})" if said else ""


def _notes(cells: Sequence[Cell], usual_kinds_missing: str | None) -> list[str]:
    """What the marks in a table mean, as far as they occur in it."""
    reasons = {cell.suppression_reason for cell in cells if cell.is_suppressed}
    notes = [f"{mark} withheld: {words}" for reason, (mark, words) in _WITHHELD.items() if reason in reasons]
    odd = sorted({_in_words(cell.kinds_missing) for cell in cells if is_odd(cell, usual_kinds_missing)})
    notes += ["‡ other partnerships than in the year before"] if any(map(_is_other, cells)) else []
    notes += ["⚑ from this year the minutes are kept differently"] if any(cell.is_break for cell in cells) else []
    return notes + [f"† without {kinds}" if kinds else "† with every kind of document" for kinds in odd]


def _in_words(kinds_missing: str | None) -> str:
    return (kinds_missing or "").replace(";", ", ").replace("_", " ")


def _is_filled(cell: Cell) -> bool:
    return cell.value is not None or cell.is_suppressed or cell.n_documents > 0


def _is_other(cell: Cell) -> bool:
    return cell.value is not None and cell.is_recomposed


def is_odd(cell: Cell, usual: str | None) -> bool:
    """Whether a value mixes the kinds of document otherwise than `usual`."""
    return cell.value is not None and cell.kinds_missing != usual


def _state(cell: Cell | None, usual_kinds_missing: str | None, *, is_share: bool) -> str:
    """A cell of the table: `4.1 [3.2 to 5.1] (12)`, `withheld¹`, or a dash where there is no value, with n where there are documents."""
    if cell is None or not _is_filled(cell):
        return "–"
    if cell.is_suppressed:
        return f"withheld{_WITHHELD[cell.suppression_reason][0] if cell.suppression_reason else ''}"
    if cell.value is None:
        return f"– ({cell.n_documents})"
    value, low, high = (None if number is None else format_value(number, is_share=is_share) for number in (cell.value, cell.low, cell.high))
    interval = f" [{low} to {high}]" if low is not None and high is not None else ""
    marks = ("†" if is_odd(cell, usual_kinds_missing) else "") + ("‡" if _is_other(cell) else "")
    return f"{value}{marks}{interval} ({cell.n_documents})"


def usual_kinds_missing(lines: Sequence[Line]) -> str | None:
    """The most frequent `kinds_missing` of the cells with a value; the first in alphabetical order where two are as frequent."""
    counts = Counter(cell.kinds_missing for line in lines for cell in line if cell.value is not None)
    return min(counts, key=lambda kinds: (-counts[kinds], str(kinds)), default=None)
