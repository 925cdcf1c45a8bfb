"""Which cells may be published, decided before totals are made of them (METHODS §4).

1. A cell of one partnership and kind is withheld where it misses a threshold (`study.thresholds`).
2. In each partnership, kind, year, measure and dimension, voice `all` is the voices and the narration together: what is left of it
   when the published voices are taken away is known. Of these sentences no voice that step 1 withheld may make up more than
   `MAX_SHARE` (the dominance rule with n = 1; Hundepool et al. 2012, Statistical Disclosure Control, ch. 4). Where one does, `all`
   is withheld too: the question is what each voice says, so no voice is given up for the sake of their sum.
3. Kind `all` is made of the kinds that are still published, partnership `all` of the partnerships whose cell is. A total without any
   such part is withheld.

After steps 1 and 2 no withheld cell follows from the published ones: each group has one equation, with at least two unknowns, and no
two groups share an unknown. Step 3 adds nothing to what is known, since each total can be computed from the published cells.
"""

from collections.abc import Sequence

import numpy as np

from liftmine.series.cells import Cells
from liftmine.series.observations import ALL, COLLECTIVE, Axes, Bools, Floats, Ints
from liftmine.study.settings import Disclosure
from liftmine.study.thresholds import COMPLEMENTARY, POOLED_MEASURES, CellSizes, find_too_small

INTERVIEW = "interview"
MAX_SHARE = 0.75
_KIND, _VOICE = 1, 3


def withhold_cells(cells: Cells, axes: Axes, limits: Disclosure, withheld: Ints) -> Ints:
    """Steps 1 and 2: position in `REASONS` for each cell of a partnership and a kind, -1 where it is published.

    `withheld` are the reasons for which an earlier release already withholds a cell (-1 = none): they stand.
    """
    counts = (cells.n_documents, cells.n_sentences, cells.speakers.count())
    small = _find_small(counts, cells.measure, axes, axes.kinds, limits)
    reason = np.where((small < 0) & (cells.n_documents > 0), withheld, small)
    if cells.measure in POOLED_MEASURES:
        return reason  # voices have the thresholds, and so the fate, of their common denominator
    everyone = axes.voice(ALL)
    total = reason[..., [everyone], :]
    reason[..., [everyone], :] = np.where((total < 0) & _is_exposed(reason, cells, everyone), COMPLEMENTARY, total)
    return reason


def choose_kinds(there: Bools, is_published: Bools, weights: Floats, kinds: Sequence[str]) -> Bools:
    """Step 3: which kinds make up `all` in each cell.

    Where none is published, `all` is withheld too, and shows the counts of the public record: with those of interviews in it, the
    counts that are withheld in interviews would follow.
    """
    present = there & (weights > 0)[:, None, None, None]
    is_interview = np.array([kind == INTERVIEW for kind in kinds])[:, None, None, None]
    mixed = present & is_published
    for rest in (present & ~is_interview, present):
        mixed = np.where(mixed.any(axis=_KIND, keepdims=True), mixed, rest)
    return mixed


def withhold_totals(
    counts: tuple[Ints, Ints, Ints], has_published: Bools, measure: str, axes: Axes, kinds: Sequence[str], *, limits: Disclosure
) -> Ints:
    """As `withhold_cells` for totals of documents, sentences and speakers `counts`: withheld unless a part of them is published."""
    small = _find_small(counts, measure, axes, kinds, limits)
    return np.where((small < 0) & (counts[0] > 0) & ~has_published, COMPLEMENTARY, small)


def _find_small(counts: tuple[Ints, Ints, Ints], measure: str, axes: Axes, kinds: Sequence[str], limits: Disclosure) -> Ints:
    voices, is_pooled = np.array(axes.voices)[:, None], measure in POOLED_MEASURES
    sizes = CellSizes(
        *counts,
        is_interview=np.array([kind == INTERVIEW for kind in kinds])[:, None, None, None],
        is_whole=(voices == ALL) | is_pooled,
        is_collective=(voices == COLLECTIVE) & (not is_pooled),
    )
    return find_too_small(sizes, limits)


def _is_exposed(reason: Ints, cells: Cells, everyone: int) -> Bools:
    """Step 2: where voice `all` (number `everyone`) would give a withheld voice away; the axis of voices has length 1."""
    is_voice = (np.arange(reason.shape[_VOICE]) != everyone)[:, None]
    spoken = np.sum(cells.n_sentences, axis=_VOICE, keepdims=True, where=is_voice & (reason < 0))
    largest = np.max(cells.n_sentences, axis=_VOICE, keepdims=True, where=is_voice & (reason >= 0), initial=0)
    exposed: Bools = largest > MAX_SHARE * (cells.n_sentences[..., [everyone], :] - spoken)
    return exposed
