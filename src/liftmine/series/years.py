"""What must be known of each year before its values are compared: its days, how much is covered, how minutes are kept."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from liftmine.series.observations import Axes, Bools, Floats, code, start_days
from liftmine.series.record import Record
from liftmine.series.recording import MINUTES
from liftmine.study.calendar import period

Days = npt.NDArray[np.datetime64]

LEAST_DAYS = 182  # of a year that stand for it: six months (METHODS §1)


@dataclass(frozen=True, slots=True)
class Years:
    """Arrays partnership (and `all`) × year: first and last day (NaT for `all`), and whether the year is over.

    And, partnership (and `all`) × kind (and `all`) × year: whether less than `LEAST_DAYS` of it are covered, and whether the minutes are
    kept in another way from it on. Of `all` both are true where they are of any part with documents.
    """

    days: Days
    is_over: Bools
    is_partial: Bools
    is_break: Bools


def read_years(record: Record, as_of: date) -> Years:
    """The years of a record that has measured documents.

    A partnership's year is covered from its first minutes to its last. Interviews are held in waves and background papers come
    singly: they cover nothing and are never partial. The year of `all` is over when that of every partnership with this year is.
    """
    axes, spans = record.axes, record.tally.seen.year_spans
    starts = start_days(axes, record.study)
    days = np.array([[period(anchor, year) for year in axes.years] for anchor in starts], dtype="datetime64[D]")
    over, years = days[:, :, 1] < np.datetime64(as_of), np.arange(len(axes.years))
    outside = (years < spans[:, :1]) | (years > spans[:, 1:])
    there = _find_documents(record)
    return Years(
        days=np.concatenate([days, np.full((1, *days.shape[1:]), np.datetime64("NaT", "D"))]),
        is_over=np.concatenate([over, (over | outside).all(axis=0, keepdims=True)]),
        is_partial=_add_totals(there & _find_partial(record, days)),
        is_break=_add_totals(there & _find_breaks(axes, record.breaks)),
    )


def find_recomposed(pooled: Bools, axis: int) -> Bools:
    """Whether other partnerships (first axis of `pooled`) are in it than in the last year (`axis`) that has any. The first axis is gone."""
    years = np.moveaxis(pooled, axis, 0)
    changed = np.zeros(years[:, 0].shape, bool)
    before = years[0]
    for number, now in enumerate(years[1:], start=1):
        changed[number] = now.any(axis=0) & before.any(axis=0) & (now != before).any(axis=0)
        before = np.where(now.any(axis=0), now, before)
    return np.moveaxis(changed, 0, axis - 1)


def _find_documents(record: Record) -> Bools:
    """Where there are measured documents: partnership × kind × year."""
    seen = record.tally.seen
    there = np.zeros(record.axes.shape, bool)
    there[seen.partnership, seen.kind, seen.year] = True
    return there


def _find_partial(record: Record, days: Days) -> Bools:
    first, last = _find_ends(record)
    start, end = (days[:, None, :, side].astype(np.int64) for side in (0, 1))
    covered = np.fmin(last[..., None], end) - np.fmax(first[..., None], start) + 1
    are_minutes = np.array([kind == MINUTES for kind in record.axes.kinds])
    partial: Bools = (covered < LEAST_DAYS) & are_minutes[:, None]
    return partial


def _find_ends(record: Record) -> tuple[Floats, Floats]:
    """Day (since 1970) of the first and the last document of each partnership and kind; NaN where none has a date."""
    documents, shape = record.measured, record.axes.shape[:2]
    at = code(documents["partnership_id"], record.axes.partnerships), code(documents["kind"], record.axes.kinds)
    day = pc.cast(pc.cast(documents["document_date"], "int32"), "float64").to_numpy()
    first, last = np.full(shape, np.nan), np.full(shape, np.nan)
    np.fmin.at(first, at, day)
    np.fmax.at(last, at, day)
    return first, last


def _find_breaks(axes: Axes, breaks: dict[str, tuple[int, ...]]) -> Bools:
    """From which years minutes are kept in another way: partnership × kind × year."""
    broken = np.array([[year in breaks.get(place, ()) for year in axes.years] for place in axes.partnerships])
    is_minutes = np.array([kind == MINUTES for kind in axes.kinds])
    first: Bools = broken[:, None] & is_minutes[:, None]
    return first


def _add_totals(own: Bools) -> Bools:
    """With `all` behind the partnerships and behind the kinds."""
    kinds = np.concatenate([own, own.any(axis=1, keepdims=True)], axis=1)
    return np.concatenate([kinds, kinds.any(axis=0, keepdims=True)])
