"""Unbiased squared distances of two sides, and the same with their labels exchanged, in Gram form (METHODS §4).

Every estimator here is Σ c_kl v_k·v_l over pairs of vectors k < l. The products do not change when labels do, so they are made once,
and a draw of the null is one more row of coefficients c. Cells with equally many vectors share the rows.
"""

from dataclasses import dataclass
from math import comb, log2

import numpy as np

from liftmine.series.observations import Bools, Floats


@dataclass(frozen=True, slots=True)
class Coefficients:
    """c_kl as observed (pair) and under exchanged labels (draw × pair); `bits` is log2 of how many outcomes the null has."""

    observed: Floats
    null: Floats
    bits: float

    def apply(self, vectors: Floats) -> tuple[Floats, Floats]:
        """The distance of each cell (cell), and its null (cell × draw), from vectors cell × vector × dimension."""
        gram = vectors @ vectors.transpose(0, 2, 1)
        products = gram[:, *np.triu_indices(vectors.shape[1], 1)]
        return products @ self.observed, products @ self.null.T


def pair_up(n: int, draws: int, seed: tuple[int, ...]) -> Coefficients:
    """For the differences D_i of `n` meetings that hold both sides: U = Σ_{i≠j} D_i·D_j / n(n − 1); the null gives D_i random signs.

    What a meeting's agenda does to both sides is not in D_i.
    """
    signs = np.where(np.random.default_rng((*seed, n)).random((draws, n)) < 0.5, -1.0, 1.0)
    first, second = np.triu_indices(n, 1)
    scale = 2 / (n * (n - 1))
    return Coefficients(np.full(len(first), scale), scale * signs[:, first] * signs[:, second], n - 1.0)


def tell_apart(n_both: int, n_a: int, n_b: int, draws: int, seed: tuple[int, ...]) -> Coefficients:
    """For vectors in the order: side a, then side b of `n_both` documents that hold both, `n_a` of a alone, `n_b` of b alone.

    U is the mean product within a, plus that within b, minus twice that between them, each over pairs of different documents. The
    null swaps the sides of a document that holds both, and deals the others out anew.
    """
    rng = np.random.default_rng((*seed, n_both, n_a, n_b))
    swapped = rng.random((draws, n_both)) < 0.5
    alone = rng.permuted(np.tile(np.arange(n_a + n_b) < n_a, (draws, 1)), axis=1)
    observed = np.concatenate([np.ones(n_both, bool), np.zeros(n_both, bool), np.arange(n_a + n_b) < n_a])
    outcomes = comb(n_a + n_b, n_a)
    is_mirrored = n_a == n_b  # then a and b in each other's place are the same outcome
    return Coefficients(
        _weigh(observed[None], n_both)[0],
        _weigh(np.concatenate([~swapped, swapped, alone], axis=1), n_both),
        n_both + log2(outcomes) - is_mirrored,
    )


def _weigh(is_a: Bools, n_both: int) -> Floats:
    """The coefficients (draw × pair) where the vectors `is_a` (draw × vector) are of side a."""
    first, second = np.triu_indices(is_a.shape[1], 1)
    n = int(is_a[0].sum())
    m = is_a.shape[1] - n
    alike = is_a[:, first] == is_a[:, second]
    within = np.where(is_a[:, first], 2 / (n * (n - 1)), 2 / (m * (m - 1)))
    between = np.where((second - first == n_both) & (first < n_both), 0.0, -2 / (n * m - n_both))
    weights: Floats = np.where(alike, within, between)
    return weights
