"""When a cell is too small to be published (METHODS §4): the one place where this is decided.

Series asks it which cells a total may be made of; release asks it again, row by row, before anything is given out.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liftmine.study.settings import Disclosure

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

REASONS = ("few_documents", "few_sentences", "few_speakers", "complementary")
COMPLEMENTARY = REASONS.index("complementary")
POOLED_MEASURES = ("voice_share", "mention_share")  # their counts are those of the denominator, the same for every voice


@dataclass(frozen=True, slots=True)
class CellSizes:
    """What the thresholds look at; arrays that broadcast against each other.

    `is_whole` marks cells that count a whole record, whoever speaks in it: voice `all`, and pooled shares. `is_collective` marks the
    words of `collective` (not its pooled shares).
    """

    n_documents: Ints
    n_sentences: Ints
    n_speakers: Ints
    is_interview: Bools
    is_whole: Bools
    is_collective: Bools


def find_too_small(cells: CellSizes, limits: Disclosure) -> Ints:
    """Position in `REASONS` of the first threshold that a cell misses; -1 for none, and where there is no document to withhold.

    `collective` speaks for nobody in particular, so no speakers are asked of its own words. Nor are they of a whole record in
    which nobody is named, interviews apart: there is nobody to protect.
    """
    required = np.where(cells.is_interview, limits.interview_speakers, limits.speakers)
    is_nobody = (cells.is_whole & (cells.n_speakers == 0) & ~cells.is_interview) | cells.is_collective
    rules = (
        cells.n_documents < limits.documents,
        cells.n_sentences < limits.sentences,
        (cells.n_speakers < required) & ~is_nobody,
    )
    first = np.select(np.broadcast_arrays(*rules), range(len(rules)), default=-1)
    return np.where(cells.n_documents > 0, first, -1).astype(np.int64)
