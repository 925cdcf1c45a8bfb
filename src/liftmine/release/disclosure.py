"""Disclosure control: the last gate before a number leaves (METHODS §4).

Which cells are withheld so that others cannot be worked out is decided where totals are made (series); those come here marked. The
thresholds are applied once more to the counts of every row as it stands, so that no small cell leaves, wherever it was made.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.study.settings import Settings
from liftmine.study.thresholds import POOLED_MEASURES, REASONS, CellSizes, find_too_small

ALL = "all"
COLLECTIVE = "collective"
INTERVIEW = "interview"
_WITHHELD = ("value", "ci_low", "ci_high", "value_smoothed")


def suppress(culture: pa.Table, settings: Settings) -> pa.Table:
    """`culture_series` with value, interval and smoothed value null in cells that carry a `suppression_reason` or miss a threshold.

    Sentence and speaker counts are withheld in suppressed interview cells only, and in such totals over kinds as hold interviews:
    where nothing else is there, or was asked for, they are the interviews' own.
    """
    small = find_too_small(_read_sizes(culture), settings.disclosure)
    reason = pc.coalesce(culture["suppression_reason"], pa.array(REASONS, pa.string()).take(pa.array(small, mask=small < 0)))
    withheld = reason.is_valid()
    nothing = {name: pc.if_else(withheld, None, culture[name]) for name in _WITHHELD}
    hidden = pc.and_(withheld, _find_interviews(culture))
    counts = {name: pc.if_else(hidden, None, culture[name]) for name in ("n_sentences", "n_speakers")}
    changed = {**nothing, **counts, "is_suppressed": withheld, "suppression_reason": reason}
    arrays = [changed.get(field.name, culture[field.name]) for field in culture.schema]
    return pa.Table.from_arrays(
        [array.cast(field.type) for array, field in zip(arrays, culture.schema, strict=True)], schema=culture.schema
    )


def _find_interviews(culture: pa.Table) -> pa.ChunkedArray:
    """Rows that are made of interviews, or of interviews and other kinds."""
    is_interview = pc.equal(culture["document_kind"], INTERVIEW)
    is_without = pc.fill_null(pc.match_substring(culture["kinds_missing"], INTERVIEW), fill_value=False)
    is_mixed = pc.and_not(pc.equal(culture["document_kind"], ALL), is_without)
    return pc.or_(is_interview, is_mixed) if pc.any(is_interview).as_py() else is_interview


def _read_sizes(culture: pa.Table) -> CellSizes:
    def holds(name: str, *values: str) -> npt.NDArray[np.bool_]:
        flag: npt.NDArray[np.bool_] = pc.is_in(culture[name], pa.array(values)).to_numpy()
        return flag

    documents, sentences, speakers = (culture[name].to_numpy().astype(np.int64) for name in ("n_documents", "n_sentences", "n_speakers"))
    is_pooled = holds("measure", *POOLED_MEASURES)
    return CellSizes(
        n_documents=documents,
        n_sentences=sentences,
        n_speakers=speakers,
        is_interview=holds("document_kind", INTERVIEW),
        is_whole=holds("partner_type", ALL) | is_pooled,
        is_collective=holds("partner_type", COLLECTIVE) & ~is_pooled,
    )
