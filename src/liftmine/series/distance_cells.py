"""Distances of two sides in one kind of document, cell by cell: the estimate, its variance, and what exchanged labels give."""

from dataclasses import dataclass

import numpy as np

from liftmine.series.exchange import Coefficients, pair_up, tell_apart
from liftmine.series.observations import Bools, Floats, Ints
from liftmine.series.profiles import Meetings
from liftmine.series.spread import Side, find_noise, read_side

DRAWS = 999
MIN_DOCUMENTS = 3  # a side, whatever the settings allow
NONE, PAIRED, UNPAIRED, MIXED = range(4)

Seed = tuple[int, ...]
Group = tuple[Ints, Coefficients, Floats]  # cells, the coefficients they share, their vectors (cell × vector × dimension)


@dataclass(frozen=True, slots=True)
class KindDistances:
    """Arrays of cells, but `null` (cell × draw) and `n` (cell × side): documents that are compared. A cell without a distance holds 0.

    `at_zero`, `growth` and `df` tell its variance (`spread`), `bits` is log2 of how many outcomes the null has, `n_pairs` counts the
    meetings that hold both sides.
    """

    value: Floats
    at_zero: Floats
    growth: Floats
    df: Floats
    bits: Floats
    null: Floats
    method: Ints
    n: Ints
    n_pairs: Ints


def measure_kind(meetings: Meetings, is_open: Bools, *, least: int, prior_df: float, seed: Seed) -> KindDistances:
    """The distances of the open cells that have at least `least` documents a side (2 or more).

    Paired where `least` meetings hold both sides, of these alone; else over all documents. What is closed lends no spread.
    """
    n_pairs = meetings.count(meetings.has_both)
    n = np.column_stack([meetings.count(meetings.has_a), meetings.count(meetings.has_b)])
    method = np.select([~is_open | (n.min(axis=1) < least), n_pairs >= least], [NONE, PAIRED], UNPAIRED)
    value, at_zero, growth, df, bits = np.zeros((5, meetings.n_cells))
    null = np.zeros((meetings.n_cells, DRAWS))

    for cells, coefficients, vectors in (*_pairs(meetings, method, n_pairs, seed), *_strangers(meetings, method, n, n_pairs, seed)):
        value[cells], null[cells] = coefficients.apply(vectors)
        bits[cells] = coefficients.bits
    for cells, sides in _read_sides(meetings, method, prior_df):
        gap = sides[0].mean - sum(side.mean for side in sides[1:])
        at_zero[cells], growth[cells], df[cells] = find_noise(gap, sides)
    compared = np.where((method == PAIRED)[:, None], n_pairs[:, None], n)
    return KindDistances(value, at_zero, growth, df, bits, null, method, compared, n_pairs)


def _pairs(meetings: Meetings, method: Ints, n_pairs: Ints, seed: Seed) -> list[Group]:
    differences = meetings.differences()
    paired = np.flatnonzero(method == PAIRED)
    groups = [(int(size), paired[n_pairs[paired] == size]) for size in np.unique(n_pairs[paired])]
    return [(cells, pair_up(size, DRAWS, seed), differences.stack(cells)) for size, cells in groups]


def _strangers(meetings: Meetings, method: Ints, n: Ints, n_pairs: Ints, seed: Seed) -> list[Group]:
    unpaired = np.flatnonzero(method == UNPAIRED)
    parts = (*meetings.sides(meetings.has_both), *meetings.sides(~meetings.has_both))
    sizes = np.column_stack([n_pairs, n - n_pairs[:, None]])[unpaired]
    groups = []
    for size in np.unique(sizes, axis=0):
        cells = unpaired[np.all(sizes == size, axis=1)]
        vectors = np.concatenate([part.stack(cells) for part in parts], axis=1)
        n_both, n_a, n_b = size.tolist()
        groups.append((cells, tell_apart(n_both, n_a, n_b, DRAWS, seed), vectors))
    return groups


def _read_sides(meetings: Meetings, method: Ints, prior_df: float) -> list[tuple[Ints, tuple[Side, ...]]]:
    samples = {PAIRED: (meetings.differences(),), UNPAIRED: meetings.sides(meetings.has_a | meetings.has_b)}
    chosen = {name: np.flatnonzero(method == name) for name in samples}
    return [(cells, tuple(read_side(sample, cells, prior_df) for sample in samples[name])) for name, cells in chosen.items() if len(cells)]
