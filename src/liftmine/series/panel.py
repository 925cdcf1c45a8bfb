"""The published cells laid out as one series per partnership, voice and column: what changes are told from.

Only published numbers are read, so nothing about a withheld cell can follow from a change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.series.observations import ALL, UNKNOWN, Bools, Floats, Ints

MIN_YEARS = 4
MIN_SERIES = 20  # a measure with fewer tells too little of its noise by itself
_Z = 1.959964  # half the width of a 95 % interval in standard errors


@dataclass(frozen=True, slots=True)
class Panel:
    """Series over years. `value` and `error` (variance of the value between documents) are series × year, NaN where nothing is published.

    `place`, `voice`, `column`, `kinds` number the partnership, voice, column (measure, dimension) and set of kinds of each series.
    """

    places: tuple[str, ...]
    voices: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    kind_sets: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]
    years: Ints
    place: Ints
    voice: Ints
    column: Ints
    kinds: Ints
    value: Floats
    error: Floats

    @property
    def is_known(self) -> Bools:
        """Where a year has a value: series × year."""
        return ~np.isnan(self.value)

    @property
    def noise(self) -> Ints:
        """A number per series, the same for those whose noise is told together: of one measure, or of the measures with few series."""
        names = sorted({measure for measure, _ in self.columns})
        measure = np.array([names.index(measure) for measure, _ in self.columns], np.int64)[self.column]
        return np.where(np.bincount(measure)[measure] < MIN_SERIES, len(names), measure)

    @property
    def question(self) -> Ints:
        """A number per series, the same for the partnerships of one voice and column."""
        return self.voice * len(self.columns) + self.column

    @property
    def counted_years(self) -> Floats:
        """The year of each entry: series × year."""
        return np.broadcast_to(self.years.astype(np.float64), self.value.shape)

    @property
    def single(self) -> list[Ints]:
        """Each series by itself."""
        return list(np.arange(len(self.place))[:, None])

    def members(self) -> list[Ints]:
        """The series of each question, in the order of the questions."""
        order = np.argsort(self.question, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(self.question[order])) + 1)

    def take(self, rows: Ints) -> "Panel":
        """The panel of some of the series."""
        series = ("place", "voice", "column", "kinds", "value", "error")
        return replace(self, **{name: getattr(self, name)[rows] for name in series})


def read_panel(culture: pa.Table, weights: Mapping[str, float]) -> Panel | None:
    """The panel of a published `culture_series`; `weights` are those of the kinds. None where no series has `MIN_YEARS` years.

    A series is of one make in all its years: of the set of weighted kinds that is published in most years (of equal sets the one
    with most weight), else a change of make would look like a change. `unknown` speaks for nobody and is left out, and so is
    partnership `all`, whose members change. So are years that are covered for less than half (`is_partial`): their value is that of a
    season, and it moves from night to night. Documents weigh alike in all years: the variance of a year is v / n, v the mean of n · se²
    over the series. A variance per year would trust years with small values most, where shares vary least.
    """
    rows = culture.filter(pc.and_(culture["value"].is_valid(), culture["ci_low"].is_valid()))
    rows = rows.filter(pc.invert(pc.fill_null(rows["is_partial"], fill_value=False)))
    rows = rows.filter(pc.and_(pc.not_equal(rows["partnership_id"], ALL), pc.not_equal(rows["partner_type"], UNKNOWN)))
    weighted = {kind: weights.get(kind, 0.0) for kind in pc.unique(rows["document_kind"]).to_pylist() if kind != ALL}
    if not any(weighted.values()):
        weighted = dict.fromkeys(weighted, 1.0)  # as in culture_series
    kinds = tuple(sorted(kind for kind, weight in weighted.items() if weight > 0))
    rows = rows.filter(pc.is_in(rows["document_kind"], pa.array(kinds, pa.string())))
    if not rows.num_rows:
        return None
    names, codes = zip(*(encode(rows[name]) for name in ("partnership_id", "partner_type", "document_kind")), strict=True)
    columns, column, units = _encode_columns(rows)
    years = np.arange(pc.min(rows["partnership_year"]).as_py(), pc.max(rows["partnership_year"]).as_py() + 1)
    shape = (len(names[0]), len(names[1]), len(columns), len(kinds), len(years))
    at = (codes[0], codes[1], column, codes[2], rows["partnership_year"].to_numpy() - years[0])
    value, error = _read_cells(rows, at, shape)
    value, error, chosen, sets = _mix_kinds(value, error, np.array([weighted[kind] for kind in kinds]))
    kept = (~np.isnan(value)).sum(axis=-1) >= MIN_YEARS
    if not kept.any():
        return None
    place, voice, where = np.nonzero(kept)
    return Panel(
        places=names[0],
        voices=names[1],
        columns=columns,
        kind_sets=tuple(tuple(kinds[i] for i in members) for members in sets),
        units=units,
        years=years.astype(np.int64),
        place=place,
        voice=voice,
        column=where,
        kinds=chosen[kept],
        value=value[kept],
        error=error[kept],
    )


def _read_cells(rows: pa.Table, at: tuple[Ints, ...], shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Value and variance v / n of each cell, on the grid `shape` whose last axis is years."""
    value, low, high, n = (np.full(shape, np.nan) for _ in range(4))
    for name, grid in (("value", value), ("ci_low", low), ("ci_high", high), ("n_documents", n)):
        grid[at] = rows[name].to_numpy()
    known = ~np.isnan(value)
    total = np.sum(n * ((high - low) / (2 * _Z)) ** 2, axis=-1, keepdims=True, where=known)
    return value, total / np.maximum(known.sum(axis=-1, keepdims=True), 1) / n


def _mix_kinds(value: Floats, error: Floats, weights: Floats) -> tuple[Floats, Floats, Ints, list[tuple[int, ...]]]:
    """Σ π_d m_d and its variance over the best set of kinds of each series; axis −2 is that of kinds. Also which set, and the sets."""
    sizes = range(len(weights), 0, -1)
    sets = sorted((c for size in sizes for c in combinations(range(len(weights)), size)), key=lambda c: -weights[list(c)].sum())
    shares = [weights[list(members)] / weights[list(members)].sum() for members in sets]
    means = np.stack([np.einsum("...kt,k->...t", value[..., list(c), :], share) for c, share in zip(sets, shares, strict=True)])
    errors = np.stack([np.einsum("...kt,k->...t", error[..., list(c), :], s**2) for c, s in zip(sets, shares, strict=True)])
    chosen = np.argmax((~np.isnan(means)).sum(axis=-1), axis=0)
    pick = chosen[None, ..., None]
    return np.take_along_axis(means, pick, 0)[0], np.take_along_axis(errors, pick, 0)[0], chosen, sets


def encode(column: pa.ChunkedArray) -> tuple[tuple[str, ...], Ints]:
    """The distinct values, sorted, and the position of each row among them."""
    names = sorted(pc.unique(column).to_pylist())
    return tuple(names), pc.index_in(column, value_set=pa.array(names)).to_numpy().astype(np.int64)


def _encode_columns(rows: pa.Table) -> tuple[tuple[tuple[str, str], ...], Ints, tuple[str, ...]]:
    """Pairs of measure and dimension, sorted; the pair of each row; the unit of each pair."""
    (measures, measure), (dimensions, dimension) = encode(rows["measure"]), encode(rows["dimension"])
    pairs, first, inverse = np.unique(measure * len(dimensions) + dimension, return_index=True, return_inverse=True)
    columns = tuple((measures[pair // len(dimensions)], dimensions[pair % len(dimensions)]) for pair in pairs.tolist())
    return columns, inverse.astype(np.int64), tuple(_take(rows["unit"], first))


def _take(column: pa.ChunkedArray, positions: Ints) -> Sequence[str]:
    names: list[str] = column.take(pa.array(positions)).to_pylist()
    return names
