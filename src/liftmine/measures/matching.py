"""Which topic of one model is which of another, and how alike they are."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def match_topics(phi: npt.NDArray[np.floating], other: npt.NDArray[np.floating]) -> tuple[Ints, Floats]:
    """For each topic of `phi` the topic of `other` it is matched with (-1: none), and Σ √(p q) of the two (Bhattacharyya 1943).

    The matching has the largest sum (Hungarian method). Both are topic × word over the same words; each topic is used once.
    """
    likeness = np.sqrt(phi.astype(np.float64)) @ np.sqrt(other.astype(np.float64)).T
    rows, columns = linear_sum_assignment(-likeness)
    match, similarity = np.full(len(phi), -1, np.int64), np.zeros(len(phi))
    match[rows], similarity[rows] = columns, np.minimum(likeness[rows, columns], 1)
    return match, similarity
