"""What another release already withholds: a second look at the same cells must not open them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.series.cells import Cells
from liftmine.series.observations import ALL, Axes, Ints
from liftmine.study.thresholds import REASONS


def read_withheld(base: pa.Table | None, axes: Axes, cells: Cells) -> Ints:
    """For each of the `cells` the position in `REASONS` of why `base`, a published CULTURE_SERIES, withholds it; -1 elsewhere.

    Array like the counts of the cells. A dimension that `base` does not have (another lexicon's) is withheld where the tone of
    the same voice is: no fewer sentences are behind that.
    """
    measure, dimensions = cells.measure, cells.dimensions
    closed = np.full((*axes.shape, len(axes.voices), len(dimensions)), -1, np.int64)
    if base is None:
        return closed[..., :1] if cells.n_documents.shape[-1] == 1 else closed
    withheld = base.filter(base["suppression_reason"].is_valid())
    measured = set(base.filter(pc.equal(base["measure"], measure))["dimension"].unique().to_pylist())
    for position, dimension in enumerate(dimensions):
        same = (measure, dimension) if dimension in measured else ("tone", ALL)
        rows = withheld.filter(pc.and_(pc.equal(withheld["measure"], same[0]), pc.equal(withheld["dimension"], same[1])))
        place, reason = _find_cells(rows, axes)
        closed[..., position][place] = reason
    return closed.max(axis=-1, keepdims=True) if cells.n_documents.shape[-1] == 1 else closed


def _find_cells(rows: pa.Table, axes: Axes) -> tuple[tuple[Ints, ...], Ints]:
    """Positions along the axes partnership, kind, year and voice of the rows that are cells of this grid, and their reasons."""
    names = {
        "partnership_id": axes.partnerships,
        "document_kind": axes.kinds,
        "partnership_year": axes.years,
        "partner_type": axes.voices,
        "suppression_reason": REASONS,
    }
    codes = np.stack([_positions(rows[name], values) for name, values in names.items()])
    *place, reason = codes[:, (codes >= 0).all(axis=0)]
    return tuple(place), reason


def _positions(column: pa.ChunkedArray, values: tuple[object, ...]) -> Ints:
    """Where each value stands among `values`; -1 where it does not."""
    found = pc.index_in(column, pa.array(values, column.type)).combine_chunks()
    positions: Ints = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return positions
