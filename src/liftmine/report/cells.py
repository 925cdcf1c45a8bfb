"""Published cells, picked out of `culture_series` and laid out the way charts and tables read them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

MEASURES = ("voice_share", "mention_share", "tone", "lexicon_share")
PERCENT = 100.0


class Cell(NamedTuple):
    """One partnership year of one line. `value`, `low` and `high` are in per cent for shares, −1–1 for tone.

    `is_thin`: few documents or partnerships; `is_partial`: papers of less than half the year; `is_break`: from here the minutes are
    kept in another way; `is_recomposed`: other partnerships than in the year before.
    """

    year: int
    value: float | None
    low: float | None
    high: float | None
    n_documents: int
    is_complete: bool
    is_suppressed: bool
    suppression_reason: str | None
    kinds_missing: str | None
    is_thin: bool = False
    is_partial: bool = False
    is_break: bool = False
    is_recomposed: bool = False


Line = list[Cell]
Lines = dict[str, Line]  # by partner type
Panels = dict[str, Lines]  # by partnership


def read_cells(culture_series: pa.Table) -> dict[tuple[str, str], Panels]:
    """The cells of document kind `all`, by (measure, dimension), then partnership, then partner type, in year order."""
    wanted = pc.and_(
        pc.equal(culture_series["document_kind"], "all"),
        pc.and_(pc.is_in(culture_series["measure"], pa.array(MEASURES)), pc.not_equal(culture_series["partner_type"], "all")),
    )
    rows = culture_series.filter(wanted)
    cells: dict[tuple[str, str], Panels] = {}
    keys = zip(*(rows[name].to_pylist() for name in ("measure", "dimension", "partnership_id", "partner_type")), strict=True)
    for (measure, dimension, partnership, kind), cell in zip(keys, _cells(rows), strict=True):
        cells.setdefault((measure, dimension), {}).setdefault(partnership, {}).setdefault(kind, []).append(cell)
    return cells


def _cells(rows: pa.Table) -> Iterator[Cell]:
    """The rows one by one, shares in per cent."""
    scale = pc.if_else(pc.equal(rows["unit"], "share"), PERCENT, 1.0)
    numbers = [pc.multiply(rows[name], scale).to_pylist() for name in ("value", "ci_low", "ci_high")]
    facts = ("n_documents", "is_period_complete", "is_suppressed", "suppression_reason", "kinds_missing")
    flags = ("is_thin", "is_partial", "is_recording_break", "is_composition_change")
    told = [*(rows[name].to_pylist() for name in facts), *(pc.fill_null(rows[name], fill_value=False).to_pylist() for name in flags)]
    return map(Cell, rows["partnership_year"].to_pylist(), *numbers, *told)


def all_cells(panels: Iterable[Panels]) -> list[Cell]:
    """Every cell of the charts given, in their order."""
    return [cell for chart in panels for lines in chart.values() for line in lines.values() for cell in line]


def has_values(lines: Lines) -> bool:
    """Whether anything is published here."""
    return any(cell.value is not None for line in lines.values() for cell in line)


def span_of_years(cells: Iterable[Cell]) -> tuple[int, int] | None:
    """First and last year with a document or a withheld value; None where there is none."""
    years = [cell.year for cell in cells if cell.n_documents or cell.is_suppressed or cell.value is not None]
    return (min(years), max(years)) if years else None


def break_years(lines: Lines) -> list[int]:
    """The years from which the minutes behind these lines are kept in another way."""
    return sorted({cell.year for line in lines.values() for cell in line if cell.is_break})


def runs(line: Line) -> list[Line]:
    """The line cut at every year without a value and at every break of recording: nothing is ever drawn across either."""
    pieces: list[Line] = []
    for cell in line:
        if cell.value is None:
            continue
        if pieces and pieces[-1][-1].year == cell.year - 1 and not cell.is_break:
            pieces[-1].append(cell)
        else:
            pieces.append([cell])
    return pieces
