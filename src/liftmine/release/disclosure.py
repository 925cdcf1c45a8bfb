"""Disclosure control: which cells are withheld (METHODS §4), and which more so that nobody can work those out.

Three thresholds come from settings; two rules of complementary suppression follow from how totals are made:

1. A total is a known mixture of its parts, so one withheld part follows from the total and the other parts. Kind `all` is withheld
   where any of its kinds is (its weights are published); partnership `all` where exactly one partnership is.
2. Voice `all` is the voices and the narration together. Where exactly one voice is withheld and the narration is too small to hide
   it, the smallest published voice is withheld too; where there is none, `all` is.

Withholding one cell can expose another, so the rules are applied until nothing changes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.study.settings import Disclosure, Settings

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

ALL = "all"
COLLECTIVE = "collective"
INTERVIEW = "interview"
POOLED_MEASURES = ("voice_share", "mention_share")  # their counts are those of the denominator, the same for every voice
REASONS = ("few_documents", "few_sentences", "few_speakers", "complementary")
_COMPLEMENTARY = REASONS.index("complementary")
_WITHHELD = ("value", "ci_low", "ci_high", "value_smoothed")
_KEY = ("partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year")


def suppress(culture: pa.Table, settings: Settings) -> pa.Table:
    """`culture_series` with small cells withheld: value, interval and smoothed value null, the reason given.

    A cell without documents has nothing to withhold. Sentence and speaker counts are withheld in suppressed interview cells only.
    """
    cells = _read(culture)
    reason = _complement(cells, _apply_thresholds(cells, settings.disclosure), settings.disclosure.sentences)
    withheld = reason >= 0
    nothing = {name: pc.if_else(pa.array(withheld), None, culture[name]) for name in _WITHHELD}
    hidden = pa.array(withheld & cells.is_interview)
    counts = {name: pc.if_else(hidden, None, culture[name]) for name in ("n_sentences", "n_speakers")}
    reasons = pa.array(REASONS, pa.string()).take(pa.array(reason, mask=~withheld))
    changed = {**nothing, **counts, "is_suppressed": pa.array(withheld), "suppression_reason": reasons}
    arrays = [changed.get(field.name, culture[field.name]) for field in culture.schema]
    return pa.Table.from_arrays(
        [array.cast(field.type) for array, field in zip(arrays, culture.schema, strict=True)], schema=culture.schema
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """The rows as codes. `codes` and `sizes` per key column; the flags say what kind of cell a row is."""

    codes: dict[str, Ints]
    sizes: dict[str, int]
    n_documents: Ints
    n_sentences: Ints
    n_speakers: Ints
    is_all: dict[str, Bools]
    is_collective: Bools
    is_interview: Bools
    is_pooled: Bools

    def group(self, *without: str) -> Ints:
        """A number for every row, the same for rows that differ only in the key columns `without`."""
        names = [name for name in _KEY if name not in without]
        return np.ravel_multi_index(tuple(self.codes[name] for name in names), tuple(self.sizes[name] for name in names)).astype(np.int64)


def _read(culture: pa.Table) -> _Cells:
    codes, sizes, names = {}, {}, {}
    for name in _KEY:
        encoded = culture[name].combine_chunks().dictionary_encode()
        codes[name], sizes[name] = encoded.indices.to_numpy().astype(np.int64), max(len(encoded.dictionary), 1)
        names[name] = encoded.dictionary.to_pylist()

    def holds(name: str, *values: str) -> Bools:
        flag: Bools = np.array([value in values for value in names[name]], dtype=bool)[codes[name]]
        return flag

    return _Cells(
        codes=codes,
        sizes=sizes,
        n_documents=culture["n_documents"].to_numpy().astype(np.int64),
        n_sentences=culture["n_sentences"].to_numpy().astype(np.int64),
        n_speakers=culture["n_speakers"].to_numpy().astype(np.int64),
        is_all={name: holds(name, ALL) for name in ("partnership_id", "partner_type", "document_kind")},
        is_collective=holds("partner_type", COLLECTIVE),
        is_interview=holds("document_kind", INTERVIEW),
        is_pooled=holds("measure", *POOLED_MEASURES),
    )


def _apply_thresholds(cells: _Cells, limits: Disclosure) -> Ints:
    """Position of the first reason that applies in `REASONS`; -1 for none.

    `collective` speaks for nobody in particular, so no speakers are asked of its own words. Nor are they of a whole record (voice
    `all`, pooled shares) in which nobody is named, interviews apart: there is nobody to protect.
    """
    required = np.where(cells.is_interview, limits.interview_speakers, limits.speakers)
    whole = cells.is_all["partner_type"] | cells.is_pooled
    nobody = (whole & (cells.n_speakers == 0) & ~cells.is_interview) | (cells.is_collective & ~cells.is_pooled)
    rules = (
        cells.n_documents < limits.documents,
        cells.n_sentences < limits.sentences,
        (cells.n_speakers < required) & ~nobody,
    )
    first = np.select(rules, range(len(rules)), default=-1)
    return np.where(cells.n_documents > 0, first, -1).astype(np.int64)


def _complement(cells: _Cells, reason: Ints, min_sentences: int) -> Ints:
    """The reasons with complementary suppression added, until nothing more follows from what is published."""
    reason = reason.copy()
    while True:
        more = _exposed_totals(cells, reason, "document_kind", at_most=None)
        more |= _exposed_totals(cells, reason, "partnership_id", at_most=1)
        more |= _exposed_voices(cells, reason, min_sentences)
        if not more.any():
            return reason
        reason[more] = _COMPLEMENTARY


def _exposed_totals(cells: _Cells, reason: Ints, axis: str, *, at_most: int | None) -> Bools:
    """Published totals along `axis` of which a part is withheld; with `at_most`, only where no more parts than that are."""
    group, is_total = cells.group(axis), cells.is_all[axis]
    n_withheld = np.bincount(group[~is_total & (reason >= 0)], minlength=int(group.max(initial=-1)) + 1)[group]
    exposed: Bools = is_total & (reason < 0) & (cells.n_documents > 0) & (n_withheld > 0)
    return exposed if at_most is None else exposed & (n_withheld <= at_most)


def _exposed_voices(cells: _Cells, reason: Ints, min_sentences: int) -> Bools:
    """One further cell in each group of voices where a single withheld one follows from the published `all` and the others."""
    group, is_total = cells.group("partner_type"), cells.is_all["partner_type"]
    there = (cells.n_documents > 0) & ~cells.is_pooled
    voice, total = there & ~is_total, there & is_total & (reason < 0)
    size = int(group.max(initial=-1)) + 1
    n_withheld = np.bincount(group[voice & (reason >= 0)], minlength=size)
    spoken = np.bincount(group[voice], cells.n_sentences[voice], minlength=size)
    whole = np.bincount(group[total], cells.n_sentences[total], minlength=size)
    is_exposed = (n_withheld == 1) & (whole > 0) & (whole - spoken < min_sentences)
    candidates = np.flatnonzero(is_exposed[group] & (reason < 0) & (voice | total))
    # The smallest goes, the first in key order where two are alike; `all`, always the largest, where it alone is left.
    order = candidates[np.lexsort((candidates, cells.n_sentences[candidates], group[candidates]))]
    chosen = np.zeros(len(group), bool)
    chosen[order[np.unique(group[order], return_index=True)[1]]] = True
    return chosen
