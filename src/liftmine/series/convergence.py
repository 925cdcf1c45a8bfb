"""Do partner types converge? The published distances laid out as one series per partnership and pair (METHODS §4)."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.optimize import nnls

from liftmine.series.observations import ALL, Floats
from liftmine.series.panel import MIN_YEARS, Panel, encode

CONVERGENCE = "convergence"
MEASURE = "distance"
UNIT = "squared_share"
_Z = 1.959964  # half the width of a 95 % interval in standard errors


def read_distances(distances: pa.Table, weights: Mapping[str, float]) -> Panel | None:
    """The panel of a published `distance_series`; None where no pair has `MIN_YEARS` years. A voice is a pair, `a;b`.

    `weights` are those of the kinds. A series is of one make in all its years, that of most of them (`kinds_missing`), else interviews
    that come and go would look like a change. Distances below 0 are kept as they are: clipped, they would all be too large, and
    those of few documents most.
    """
    rows = distances.filter(pc.and_(distances["ci_low"].is_valid(), pc.not_equal(distances["partnership_id"], ALL)))
    rows = rows.filter(pc.invert(pc.fill_null(rows["is_partial"], fill_value=False)))
    if not rows.num_rows:
        return None
    pair = pc.binary_join_element_wise(rows["type_a"], rows["type_b"], pa.scalar(";"))
    (places, place), (pairs, voice) = encode(rows["partnership_id"]), encode(pair)
    makes, make = encode(pc.fill_null(rows["kinds_missing"], ""))
    years = np.arange(pc.min(rows["partnership_year"]).as_py(), pc.max(rows["partnership_year"]).as_py() + 1)
    shape = (len(places), len(pairs), len(makes), len(years))
    at = (place, voice, make, rows["partnership_year"].to_numpy() - years[0])
    value, error = np.full(shape, np.nan), np.full(shape, np.nan)
    value[at], error[at] = rows["distance"].to_numpy(), _find_errors(rows)
    known = np.count_nonzero(~np.isnan(value), axis=-1)
    chosen = np.argmax(known, axis=-1)
    place, voice = np.nonzero(known.max(axis=-1) >= MIN_YEARS)
    if not len(place):
        return None
    kind = chosen[place, voice]
    weighted = {name for name, weight in weights.items() if weight > 0}
    return Panel(
        places=places,
        voices=pairs,
        columns=((MEASURE, ALL),),
        kind_sets=tuple(tuple(sorted(weighted - set(missing.split(";")))) for missing in makes),
        units=(UNIT,),
        years=years.astype(np.int64),
        place=place,
        voice=voice,
        column=np.zeros(len(place), np.int64),
        kinds=kind,
        value=value[place, voice, kind],
        error=error[place, voice, kind],
    )


def _find_errors(rows: pa.Table) -> Floats:
    """The variance that the documents of each distance let expect: α / n + β / n(n − 1), n those of the smaller side.

    The published variance itself grows with the distance, so that weights made of it would pull every mean down. The first term is that
    of distances far from 0, the second that of distances near it; α and β, not below 0, are told from all rows.
    """
    n = np.minimum(rows["n_documents_a"].to_numpy(), rows["n_documents_b"].to_numpy()).astype(np.float64)
    variance = ((rows["ci_high"].to_numpy() - rows["ci_low"].to_numpy()) / (2 * _Z)) ** 2
    level = float(variance.mean())
    if level == 0:
        return np.ones(len(n))
    terms = np.column_stack([1 / n, 1 / (n * (n - 1))])
    share, _ = nnls(terms * n[:, None], variance / level * n)
    fitted: Floats = level * terms @ share
    return fitted
