"""Many tests at once: what remains of a p-value when it is the best of many."""

import numpy as np

from liftmine.series.observations import Floats, Ints


def adjust(p_value: Floats, family: Ints) -> Floats:
    """Benjamini & Hochberg (1995) within each family (numbers from 0): q_(i) = min over j ≥ i of p_(j) m / j. NaN is no test."""
    q_value = np.full(len(p_value), np.nan)
    tested = np.flatnonzero(~np.isnan(p_value))
    for number in np.unique(family[tested]):
        members = tested[family[tested] == number]
        order = members[np.argsort(p_value[members], kind="stable")]
        scaled = p_value[order] * (len(order) / np.arange(1, len(order) + 1))
        q_value[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return q_value
