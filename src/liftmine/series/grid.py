"""The rows of `culture_series`: the full grid in key order, one row per cell whether it has documents or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.series.cells import Cells
from liftmine.series.measures import SCORES, UNITS
from liftmine.series.observations import ALL, Axes, Bools, Ints
from liftmine.series.pooling import MIN_PARTNERSHIPS, Estimates
from liftmine.series.years import Years
from liftmine.study.thresholds import REASONS
from liftmine.tables.published import CULTURE_SERIES

METHOD_VERSION = "culture-2"
THIN = 5  # documents
_KEY_ORDER = (0, 3, 1, 4, 2)  # partnership, voice, kind, column, year


def rows(axes: Axes, cells: Sequence[Cells], estimates: Sequence[Estimates], *, spans: Ints, years: Years) -> pa.Table:
    """The table. `spans` holds the first and last year (as positions) of each partnership."""
    layout = _lay_out(axes, cells, spans)
    scores = layout.codes["column"], np.array([measure in SCORES for measure, _ in layout.columns])
    numbers = {name: layout.pick([getattr(block, name) for block in estimates]) for name in Estimates.__slots__}
    nothing = pa.nulls(layout.n_rows)
    return CULTURE_SERIES.build(
        {
            **_key_columns(layout, axes),
            **_year_columns(layout, years),
            "value": _to_unit(numbers["value"], *scores),
            "ci_low": _to_unit(numbers["low"], *scores),
            "ci_high": _to_unit(numbers["high"], *scores),
            "value_smoothed": nothing,
            "unit": spell(layout.codes["column"], [UNITS[measure] for measure, _ in layout.columns]),
            "n_documents": numbers["n_documents"],
            "n_sentences": numbers["n_sentences"],
            "n_speakers": numbers["n_speakers"],
            "n_partnerships": numbers["n_partnerships"],
            "kinds_missing": spell(numbers["missing"], kind_sets(axes.kinds)),
            "is_composition_change": numbers["is_recomposed"],
            "is_thin": _find_thin(numbers, layout),
            "is_suppressed": numbers["reason"] >= 0,
            "suppression_reason": spell(numbers["reason"] + 1, [None, *REASONS]),
            "method_version": spell(np.zeros(layout.n_rows, np.int64), [METHOD_VERSION]),
        }
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cells are rows, and in which order: `index` sorts each axis, `codes` tells a row's place along each sorted axis."""

    places: list[int]
    kinds: list[int]
    columns: list[tuple[str, str]]
    index: tuple[Any, ...]
    in_grid: Bools
    codes: dict[str, Ints]

    @property
    def n_rows(self) -> int:
        return len(self.codes["year"])

    def pick(self, parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """The values of the rows, from one array per measure."""
        laid_out: npt.NDArray[Any] = np.concatenate(parts, axis=-1).transpose(_KEY_ORDER)[self.index]
        return laid_out[self.in_grid]


def _lay_out(axes: Axes, cells: Sequence[Cells], spans: Ints) -> _Layout:
    columns = [(block.measure, dimension) for block in cells for dimension in block.dimensions]
    places, kinds = _sorted_positions((*axes.partnerships, ALL)), _sorted_positions((*axes.kinds, ALL))
    order = _sorted_positions(columns)
    index = np.ix_(places, range(len(axes.voices)), kinds, order, range(len(axes.years)))
    in_grid = _find_cells(axes, spans, cells).transpose(_KEY_ORDER)[index]
    codes = dict(zip(("place", "voice", "kind", "column", "year"), np.nonzero(in_grid), strict=True))
    return _Layout(places, kinds, [columns[i] for i in order], index, in_grid, codes)


def _sorted_positions(names: Sequence[Any]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _find_cells(axes: Axes, spans: Ints, cells: Sequence[Cells]) -> Bools:
    """Which cells are rows: the years of each partnership (for `all`, all), the voices that a measure is defined for."""
    years = np.arange(len(axes.years))
    own = (years >= spans[:, :1]) & (years <= spans[:, 1:])
    in_years = np.concatenate([own, np.ones((1, len(years)), bool)])
    defined = np.array([block.is_defined for block in cells for _ in block.dimensions]).T
    shape = (len(in_years), len(axes.kinds) + 1, len(years), *defined.shape)
    return np.broadcast_to(in_years[:, None, :, None, None] & defined, shape)


def _key_columns(layout: _Layout, axes: Axes) -> dict[str, Any]:
    places, kinds = (*axes.partnerships, ALL), (*axes.kinds, ALL)
    return {
        "partnership_id": spell(layout.codes["place"], [places[i] for i in layout.places]),
        "partner_type": spell(layout.codes["voice"], axes.voices),
        "document_kind": spell(layout.codes["kind"], [kinds[i] for i in layout.kinds]),
        "measure": spell(layout.codes["column"], [measure for measure, _ in layout.columns]),
        "dimension": spell(layout.codes["column"], [dimension for _, dimension in layout.columns]),
        "partnership_year": np.array(axes.years, np.int16)[layout.codes["year"]],
    }


def _year_columns(layout: _Layout, years: Years) -> dict[str, Any]:
    """First and last day of each row's year, whether it is over, covered in part only, or the first after a recording break."""
    place, year = np.array(layout.places)[layout.codes["place"]], layout.codes["year"]
    cell = place, np.array(layout.kinds)[layout.codes["kind"]], year
    return {
        "period_start": pa.array(years.days[place, year, 0]),
        "period_end": pa.array(years.days[place, year, 1]),
        "is_period_complete": years.is_over[place, year],
        "is_partial": years.is_partial[cell],
        "is_recording_break": years.is_break[cell],
    }


def _find_thin(numbers: dict[str, npt.NDArray[Any]], layout: _Layout) -> Bools:
    is_total = np.array(layout.places)[layout.codes["place"]] == len(layout.places) - 1
    few = (numbers["n_documents"] < THIN) | (is_total & (numbers["n_partnerships"] < MIN_PARTNERSHIPS))
    thin: Bools = few & ~np.isnan(numbers["value"])
    return thin


def _to_unit(values: npt.NDArray[np.float64], column: Ints, is_score: Bools) -> pa.Array:
    """Scores back from (1 + tone) / 2 to −1…1; NaN becomes null."""
    scaled = np.where(is_score[column], 2 * values - 1, values)
    return pa.array(scaled, pa.float64(), mask=np.isnan(scaled))


def spell(codes: Ints, names: Sequence[str | None]) -> pa.Array:
    """The names behind the codes."""
    return pa.array(names, pa.string()).take(pa.array(codes))


def kind_sets(kinds: Sequence[str]) -> list[str | None]:
    """Names for the bits of `Estimates.missing`; null for none."""
    return [";".join(kind for bit, kind in enumerate(kinds) if code >> bit & 1) or None for code in range(1 << len(kinds))]
