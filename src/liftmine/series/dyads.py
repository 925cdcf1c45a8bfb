"""`dyad_series`: how each voice speaks of each other partner type (METHODS §3).

The sentences of a voice that speak of a type are to a dyad what all its sentences are to a cell of culture: same means over documents,
same intervals, same mixing of kinds, same thresholds.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.series.cells import Cells, Tally
from liftmine.series.grid import spell
from liftmine.series.measures import lexicon_share, mean_of_documents
from liftmine.series.observations import ALL, Axes, Bools, Ints, weigh_kinds
from liftmine.series.pooling import Estimates, estimate
from liftmine.series.precedent import read_withheld
from liftmine.series.record import Record
from liftmine.series.suppression import INTERVIEW, withhold_cells
from liftmine.study.settings import Settings
from liftmine.study.thresholds import COMPLEMENTARY, REASONS
from liftmine.tables.published import DYAD_SERIES


def dyad_series(record: Record, *, settings: Settings, base: pa.Table | None = None) -> pa.Table:
    """The table DYAD_SERIES, ready to be published; `base` (a published CULTURE_SERIES) is that of `culture_series`.

    Tone, its interval, the counts and `is_suppressed` are of the voice's sentences that speak of the target. `mention_share` and
    `coverage` are withheld where the voice itself is. Raises `ContractViolation` where the tables do not fit each other.
    """
    if not record.measured.num_rows:
        return DYAD_SERIES.empty()
    axes, tally = record.axes, record.tally
    closed, weights = _find_closed(tally, settings, base), weigh_kinds(axes, settings)
    told = [estimate(cells, axes, weights, settings, closed) for cells in (_tone(tally), _mentions(tally), _coverage(tally))]
    return _lay_out(axes, *told, spans=tally.seen.year_spans)


def _find_closed(tally: Tally, settings: Settings, base: pa.Table | None) -> Ints:
    """Cells (one column) that are closed whatever is asked of them.

    Culture publishes how often a whole record speaks of a type. Where that, less what the open voices say, would be mostly one withheld
    voice's, no voice of the record has dyads.
    """
    cells, everyone = lexicon_share(tally), tally.seen.axes.voice(ALL)
    reason = withhold_cells(cells, tally.seen.axes, settings.disclosure, read_withheld(base, tally.seen.axes, cells))
    exposed = reason[..., [everyone], :] == COMPLEMENTARY
    return np.where(exposed & (reason < 0), COMPLEMENTARY, reason)


def _pairs(tally: Tally) -> tuple[Ints, Ints]:
    """Sentence and type it speaks of, one for each."""
    rows, columns = np.nonzero(tally.seen.targets)
    return rows, columns


def _tone(tally: Tally) -> Cells:
    """Mean over documents of the mean tone toward each type, as (1 + tone) / 2, of the sentences that speak of it."""
    seen, (rows, columns), width = tally.seen, _pairs(tally), len(tally.seen.axes.types)
    n = tally.sum(rows, None, columns, width)
    toned = tally.sum(rows, (1 + seen.target_tone[rows, columns]) / 2, columns, width)
    speakers = tally.find_speakers(rows, seen.voice, columns, width)
    return tally.to_cells("tone", seen.axes.types, mean_of_documents(toned, n), n, speakers)


def _mentions(tally: Tally) -> Cells:
    """Sentences of a voice that speak of each type over all its sentences."""
    (rows, columns), types, n = _pairs(tally), tally.seen.axes.types, tally.n_sentences
    spoken = tally.sum(rows, None, columns, len(types))
    return tally.to_cells("mentions", types, (spoken, n), n, tally.speakers)


def _coverage(tally: Tally) -> Cells:
    """Polar expressions of a voice in sentences that speak of any type over all its polar expressions."""
    seen = tally.seen
    polar = tally.sum(np.arange(len(seen.document)), seen.polarity)
    rows = np.flatnonzero(seen.targets.any(axis=1))
    return tally.to_cells("coverage", (ALL,), (tally.sum(rows, seen.polarity[rows]), polar), tally.n_sentences, tally.speakers)


def _lay_out(axes: Axes, tone: Estimates, mentions: Estimates, coverage: Estimates, *, spans: Ints) -> pa.Table:
    grid = _find_rows(axes, spans)
    place, year, voice, target = np.nonzero(grid)

    def pick(estimates: Estimates, name: str) -> npt.NDArray[Any]:
        return np.broadcast_to(getattr(estimates, name)[:, -1], grid.shape)[grid]

    reason = pick(tone, "reason")
    is_open = reason < 0
    score = {name: np.where(is_open, 2 * pick(tone, source) - 1, np.nan) for name, source in _SCORES.items()}
    return DYAD_SERIES.build(
        {
            "partnership_id": spell(place, (*axes.partnerships, ALL)),
            "voice_type": spell(voice, axes.voices),
            "target_type": spell(target, axes.types),
            "partnership_year": np.array(axes.years, np.int16)[year],
            **score,
            "mention_share": np.where(pick(mentions, "reason") < 0, pick(mentions, "value"), np.nan),
            "n_documents": pick(tone, "n_documents"),
            "n_sentences": pa.array(pick(tone, "n_sentences"), mask=~is_open & _holds_interviews(axes, pick(tone, "missing"))),
            "coverage": np.where(pick(coverage, "reason") < 0, pick(coverage, "value"), np.nan),
            "is_suppressed": ~is_open,
            "suppression_reason": spell(reason + 1, [None, *REASONS]),
        }
    )


_SCORES = {"tone": "value", "ci_low": "low", "ci_high": "high"}


def _holds_interviews(axes: Axes, missing: Ints) -> Bools:
    """Rows whose counts may be those of interviews alone."""
    if INTERVIEW not in axes.kinds:
        return np.zeros(len(missing), bool)
    holds: Bools = missing >> axes.kinds.index(INTERVIEW) & 1 == 0
    return holds


def _find_rows(axes: Axes, spans: Ints) -> Bools:
    """Partnership (and `all`) × year × voice × target: the years of each, every voice of somebody, and no type speaking of itself."""
    years = np.arange(len(axes.years))
    own = (years >= spans[:, :1]) & (years <= spans[:, 1:])
    in_years = np.concatenate([own, np.ones((1, len(years)), bool)])
    speaks = np.array([[voice not in (ALL, target) for target in axes.types] for voice in axes.voices])
    rows: Bools = in_years[:, :, None, None] & speaks
    return rows
