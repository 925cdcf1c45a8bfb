"""The shrunken series beside the raw one (METHODS §4), made from published numbers only.

It is computed after disclosure, from `value`, `ci_low` and `ci_high`: a withheld value cannot leak through its neighbours, and any
reader can repeat it from the release.
"""

import numpy as np
import pyarrow as pa

from liftmine.series.observations import ALL, Floats, Ints

MIN_YEARS = 4
_Z = 1.959964  # half the width of a 95 % interval in standard errors
_SERIES = ("partner_type", "document_kind", "measure", "dimension")
_RANGES = {"share": (0.0, 1.0), "score": (-1.0, 1.0), "per_100_sentences": (0.0, np.inf)}


def smooth_series(culture: pa.Table) -> pa.Table:
    """`culture_series` with `value_smoothed` filled: m_eb = fit + τ² / (τ² + se²) (m − fit).

    fit is the own linear trend of each series; τ² = max(Σ r² / Σ(T − 2) − mean se², 0) is pooled over the partnerships of one voice,
    kind, measure and dimension (partnership `all` apart). se is half the published interval over 1.96. Null in series with fewer
    than `MIN_YEARS` published values with an interval, and wherever the value is null.
    """
    value, low, high = (culture[name].to_numpy().astype(np.float64) for name in ("value", "ci_low", "ci_high"))
    error = ((high - low) / (2 * _Z)) ** 2
    pool, series = _group(culture)
    usable = ~(np.isnan(value) | np.isnan(error))
    usable[usable] = np.bincount(series[usable], minlength=_size(series))[series[usable]] >= MIN_YEARS
    rows = np.flatnonzero(usable)
    smoothed = np.full(len(value), np.nan)
    years = culture["partnership_year"].to_numpy().astype(np.float64)
    smoothed[rows] = _shrink(value[rows], error[rows], years[rows], series[rows], pool[rows])
    units = culture["unit"].combine_chunks().dictionary_encode()
    ranges = np.array([_RANGES[unit] for unit in units.dictionary.to_pylist()]).reshape(-1, 2)[units.indices.to_numpy()]
    smoothed = np.clip(smoothed, ranges[:, 0], ranges[:, 1])
    position = culture.schema.get_field_index("value_smoothed")
    return culture.set_column(position, culture.schema.field(position), pa.array(smoothed, mask=np.isnan(smoothed)))


def _shrink(value: Floats, error: Floats, years: Floats, series: Ints, pool: Ints) -> Floats:
    fit = _fit_lines(value, years, series)
    residual = value - fit
    n_series = np.bincount(pool[np.unique(series, return_index=True)[1]], minlength=_size(pool))
    n = np.bincount(pool, minlength=_size(pool))
    freedom = np.maximum(n - 2 * n_series, 1)
    noise = np.bincount(pool, error, minlength=_size(pool)) / np.maximum(n, 1)
    spread = np.bincount(pool, residual**2, minlength=_size(pool)) / freedom - noise
    between = np.maximum(spread, 0.0)[pool]
    known = between + error
    kept: Floats = np.where(known > 0, between / np.where(known > 0, known, 1.0), 1.0)
    return fit + kept * residual


def _fit_lines(value: Floats, years: Floats, series: Ints) -> Floats:
    """Fitted values of one least-squares line per series."""
    n = np.maximum(np.bincount(series, minlength=_size(series)), 1)
    mean, centre = (np.bincount(series, part, minlength=len(n)) / n for part in (value, years))
    x, y = years - centre[series], value - mean[series]
    slope = np.bincount(series, x * y, minlength=len(n)) / np.maximum(np.bincount(series, x * x, minlength=len(n)), 1e-12)
    fitted: Floats = mean[series] + slope[series] * x
    return fitted


def _group(culture: pa.Table) -> tuple[Ints, Ints]:
    """Per row the number of its pool (partnership `all` is one of its own) and of its series."""
    columns = [culture[name].combine_chunks().dictionary_encode() for name in ("partnership_id", *_SERIES)]
    codes = [column.indices.to_numpy().astype(np.int64) for column in columns]
    sizes = [max(len(column.dictionary), 1) for column in columns]
    is_total = np.array([name == ALL for name in columns[0].dictionary.to_pylist()], dtype=bool)[codes[0]].astype(np.int64)
    pool = np.ravel_multi_index((is_total, *codes[1:]), (2, *sizes[1:])).astype(np.int64)
    return pool, np.ravel_multi_index(tuple(codes), tuple(sizes)).astype(np.int64)


def _size(codes: Ints) -> int:
    return int(codes.max(initial=-1)) + 1
