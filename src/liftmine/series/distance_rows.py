"""The rows of `distance_series`: every pair of partner types in every year of a partnership, and of `all`."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from liftmine.series.distance_totals import Distances
from liftmine.series.grid import kind_sets, spell
from liftmine.series.observations import ALL, Axes, Ints
from liftmine.series.years import Years
from liftmine.study.thresholds import REASONS
from liftmine.tables.published import DISTANCE_SERIES

METHODS = (None, "paired", "unpaired", "mixed")  # by the numbers of `distance_cells`
THIN = 10  # documents on a side


def lay_out(axes: Axes, pairs: Sequence[tuple[str, str]], distances: Sequence[Distances], *, spans: Ints, years: Years) -> pa.Table:
    """The table. `distances` are those of the `pairs`, `spans` the first and last year (as positions)."""
    numbers = np.arange(len(axes.years))
    own = (numbers >= spans[:, :1]) & (numbers <= spans[:, 1:])
    in_grid = np.concatenate([own, np.ones((1, len(numbers)), bool)])
    grid = np.broadcast_to(in_grid[:, None], (len(in_grid), len(pairs), len(numbers)))
    place, pair, year = np.nonzero(grid)
    told = {name: np.stack([getattr(each, name) for each in distances], axis=1)[grid] for name in Distances.__slots__}
    return DISTANCE_SERIES.build(
        {
            "partnership_id": spell(place, (*axes.partnerships, ALL)),
            "type_a": spell(pair, [a for a, _ in pairs]),
            "type_b": spell(pair, [b for _, b in pairs]),
            "partnership_year": np.array(axes.years, np.int16)[year],
            "distance": told["value"],
            "ci_low": told["low"],
            "ci_high": told["high"],
            "null_mean": told["null_mean"],
            "p_value": told["p_value"],
            "n_pairs": told["n_pairs"],
            "method": spell(told["method"], METHODS),
            "n_documents_a": told["n_a"],
            "n_documents_b": told["n_b"],
            "n_partnerships": told["n_partnerships"],
            "is_thin": np.minimum(told["n_a"], told["n_b"]) < THIN,
            "is_period_complete": years.is_over[place, year],
            "is_partial": years.is_partial[place, -1, year],
            "is_recording_break": years.is_break[place, -1, year],
            "is_composition_change": told["is_recomposed"],
            "kinds_missing": spell(told["missing"], kind_sets(axes.kinds)),
            "is_suppressed": told["reason"] >= 0,
            "suppression_reason": spell(told["reason"] + 1, [None, *REASONS]),
        }
    )
