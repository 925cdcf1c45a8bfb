"""The rows of `changes`: what an answer is about, and what its reader must know."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from liftmine.series.breaks import LEVEL
from liftmine.series.multiplicity import adjust
from liftmine.series.observations import ALL, Ints
from liftmine.series.panel import Panel
from liftmine.series.recording import Shift
from liftmine.series.trends import MIN_PARTNERSHIPS, Answer
from liftmine.study.model import Hypothesis
from liftmine.tables.published import CHANGES

Row = dict[str, Any]

BREAK = "break"
RECORDING = "recording"
NOWHERE: Row = dict.fromkeys(("break_year", "break_year_low", "break_year_high", "break_year_share"))
OWN = "one partnership: its own years only"
PRIMARY = "primary"

Spoilt = Mapping[str, Sequence[int]]  # first years after a recording break, by partnership


def recording_rows(shifts: Sequence[Shift]) -> Iterator[Row]:
    """One row for each shift; `break_year` is that of the largest that counts."""
    for shift in shifts:
        yield {
            "partnership_id": shift.partnership_id,
            "partner_type": ALL,
            "measure": RECORDING,
            "dimension": shift.indicator.name,
            "question": RECORDING,
            "estimate": shift.estimate,
            "unit": "ratio" if shift.indicator.is_ratio else "share",
            "ci_low": shift.low,
            "ci_high": shift.high,
            "p_value": shift.p_value,
            **(NOWHERE | {"break_year": shift.break_years[0] if shift.break_years else None}),
            "n_partnerships": 1,
            "note": "; ".join(f"also in year {year}" for year in shift.break_years[1:]) or None,
        }


def series_rows(
    question: str,
    panel: Panel,
    members: Sequence[Ints],
    answer: Answer,
    *,
    spoilt: Spoilt,
    unit: str = "{}",
    is_pooled: bool = False,
    located: Sequence[Row] | None = None,
    notes: Sequence[str | None] | None = None,
) -> Iterator[Row]:
    """One row for each answer with an estimate. `members` are the series of the panel it is made of: one, or one a partnership.

    `unit` is made of the unit of the series. `located` tells where breaks are (the columns of `NOWHERE`). `notes` go before what every
    reader must know: recording breaks inside the years that were compared, kinds of document that are not in it, and for how many
    partnerships it speaks.
    """
    spans = _find_spans(panel)
    for position in np.flatnonzero(~np.isnan(answer.estimate)).tolist():
        rows = members[position]
        first = rows[0]
        measure, dimension = panel.columns[panel.column[first]]
        parts = [notes[position] if notes else None, *_name_breaks(panel, rows, spans, spoilt, is_pooled=is_pooled)]
        parts += [_name_kinds(panel, rows), _name_reach(len(rows)) if is_pooled else OWN]
        yield {
            "partnership_id": ALL if is_pooled else panel.places[panel.place[first]],
            "partner_type": panel.voices[panel.voice[first]],
            "measure": measure,
            "dimension": dimension,
            "question": question,
            "estimate": answer.estimate[position],
            "unit": unit.format(panel.units[panel.column[first]]),
            "ci_low": answer.low[position],
            "ci_high": answer.high[position],
            "p_value": answer.p_value[position],
            **(located[position] if located else NOWHERE),
            "n_partnerships": len(rows),
            "note": "; ".join(part for part in parts if part) or None,
        }


def build_changes(rows: Sequence[Row], primary: Hypothesis | None) -> pa.Table:
    """The table, with q-values: a family is one question of one partnership (or of `all`); the primary series is corrected for nothing.

    A break has a year where its q-value is below `LEVEL`: else it is only the largest of the shifts that every series has.
    """
    p_value = np.array([row["p_value"] for row in rows], np.float64)
    is_primary = np.array([_is(primary, row) for row in rows], bool)
    names = [(row["question"], row["partnership_id"]) for row in rows]
    families = {name: number for number, name in enumerate(dict.fromkeys(names))}
    family = np.array([families[name] for name in names], np.int64)
    q_value = np.where(is_primary, p_value, adjust(np.where(is_primary, np.nan, p_value), family))
    notes = ["; ".join(filter(None, (PRIMARY, row["note"]))) if own else row["note"] for row, own in zip(rows, is_primary, strict=True)]
    told = zip(rows, q_value.tolist(), notes, strict=True)
    return CHANGES.from_rows(
        row | {"q_value": q, "note": note} | (NOWHERE if row["question"] == BREAK and not q < LEVEL else {}) for row, q, note in told
    )


def _is(primary: Hypothesis | None, row: Row) -> bool:
    return primary is not None and (primary.partner_type, primary.measure, primary.dimension) == (
        row["partner_type"],
        row["measure"],
        row["dimension"],
    )


def _find_spans(panel: Panel) -> Ints:
    """First and last year of each series."""
    known = panel.is_known
    return np.column_stack([panel.years[np.argmax(known, axis=1)], panel.years[len(panel.years) - 1 - np.argmax(known[:, ::-1], axis=1)]])


def _name_breaks(panel: Panel, rows: Ints, spans: Ints, spoilt: Spoilt, *, is_pooled: bool) -> Iterator[str]:
    for row in rows:
        name, (first, last) = panel.places[panel.place[row]], spans[row]
        for year in spoilt.get(name, ()):
            if first < year <= last:
                yield f"recording_break_in_year_{year}" + (f"_of_{name}" if is_pooled else "")


def _name_kinds(panel: Panel, rows: Ints) -> str | None:
    """Which kinds it is made of, where these are not all that have weight."""
    whole = max(panel.kind_sets, key=len)
    sets = {panel.kind_sets[number] for number in panel.kinds[rows]}
    return f"made of {' or '.join(sorted('+'.join(kinds) for kinds in sets))} alone" if sets != {whole} else None


def _name_reach(n: int) -> str | None:
    return f"descriptive: {n} partnership{'s' * (n > 1)}, no test" if n < MIN_PARTNERSHIPS else None
