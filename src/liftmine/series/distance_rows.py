"""The rows of `distance_series`: every pair of partner types in every year of a partnership, and of `all`."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from liftmine.series.distance_totals import Distances
from liftmine.series.grid import find_periods, kind_sets, spell
from liftmine.series.observations import ALL, Axes, Ints
from liftmine.study.thresholds import REASONS
from liftmine.tables.published import DISTANCE_SERIES

METHODS = (None, "paired", "unpaired", "mixed")  # by the numbers of `distance_cells`
THIN = 10  # documents on a side


def lay_out(
    axes: Axes, pairs: Sequence[tuple[str, str]], distances: Sequence[Distances], *, spans: Ints, started: Sequence[date], as_of: date
) -> pa.Table:
    """The table. `distances` are those of the `pairs`, `spans` the first and last year (as positions), `started` the anchors."""
    years = np.arange(len(axes.years))
    own = (years >= spans[:, :1]) & (years <= spans[:, 1:])
    in_grid = np.concatenate([own, np.ones((1, len(years)), bool)])
    grid = np.broadcast_to(in_grid[:, None], (len(in_grid), len(pairs), len(years)))
    place, pair, year = np.nonzero(grid)
    is_over = find_periods(axes, spans, started, as_of)[1]
    numbers = {name: np.stack([getattr(each, name) for each in distances], axis=1)[grid] for name in Distances.__slots__}
    return DISTANCE_SERIES.build(
        {
            "partnership_id": spell(place, (*axes.partnerships, ALL)),
            "type_a": spell(pair, [a for a, _ in pairs]),
            "type_b": spell(pair, [b for _, b in pairs]),
            "partnership_year": np.array(axes.years, np.int16)[year],
            "distance": numbers["value"],
            "ci_low": numbers["low"],
            "ci_high": numbers["high"],
            "null_mean": numbers["null_mean"],
            "p_value": numbers["p_value"],
            "n_pairs": numbers["n_pairs"],
            "method": spell(numbers["method"], METHODS),
            "n_documents_a": numbers["n_a"],
            "n_documents_b": numbers["n_b"],
            "n_partnerships": numbers["n_partnerships"],
            "is_thin": np.minimum(numbers["n_a"], numbers["n_b"]) < THIN,
            "is_period_complete": is_over[place, year],
            "kinds_missing": spell(numbers["missing"], kind_sets(axes.kinds)),
            "is_suppressed": numbers["reason"] >= 0,
            "suppression_reason": spell(numbers["reason"] + 1, [None, *REASONS]),
        }
    )
