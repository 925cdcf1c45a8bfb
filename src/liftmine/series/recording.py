"""Recording breaks: years from which the minutes are kept in another way, so that culture may only seem to change (METHODS §4).

Minutes are the secretary's words. When a board stops recording who said what, or writes a third as much, every series made of its
minutes moves with it. So the record itself is watched, document by document, with signs that do not know what is spoken of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import stdtr, stdtrit

from liftmine.series.observations import SHIFT, Bools, Floats, Ints, find_rows, measured, row_keys

MINUTES = "board_minutes"
LEVEL = 0.01  # all indicators together raise a false alarm in at most one board of twenty
WINDOW = 2  # known years on each side that are compared: a change of recording is there at once, and stays
MIN_DOCUMENTS = 3
_FEWEST_WORDS = 20  # a meeting that was only opened and closed is short, not infinitely so
_LEAST_SPREAD = 0.05  # SD between papers, where they are more alike than that: else a comma would be a change
_TRIMMED, _LOSS = 0.2, 1.1  # share of a year's papers left out at each end; what this adds to the variance of their mean
_MEDIAN_OF_CHI2 = 0.4549


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sign of how the record is kept. `least` is the smallest shift that counts; ratios are compared as logarithms."""

    name: str
    least: float
    is_ratio: bool


INDICATORS = (
    Indicator("words_per_document", 2.0, is_ratio=True),
    Indicator("words_per_sentence", 1.33, is_ratio=True),
    Indicator("attributed_share", 0.2, is_ratio=False),
    Indicator("reported_share", 0.2, is_ratio=False),
    Indicator("verbatim_share", 0.2, is_ratio=False),
)


@dataclass(frozen=True, slots=True)
class Shift:
    """The largest shift of an indicator in one partnership's minutes; `break_years` are the first years after each that counts.

    `estimate`, `low`, `high` are a ratio or a difference of shares, after to before; `p_value` allows for the choice of the year.
    """

    partnership_id: str
    indicator: Indicator
    estimate: float
    low: float
    high: float
    p_value: float
    break_years: tuple[int, ...]


def find_shifts(documents: pa.Table, turns: pa.Table, sentences: pa.Table, scores: pa.Table, partner_types: Sequence[str]) -> list[Shift]:
    """Each indicator of each partnership with minutes in two years or more, sorted. Takes the tables that `culture_series` takes."""
    records = _read_records(documents, turns, sentences, scores, partner_types)
    names, place = np.unique(records["partnership_id"], return_inverse=True)
    shifts = []
    for number, name in enumerate(names.tolist()):
        for indicator in INDICATORS:
            own = place == number
            shift = find_shift(name, indicator, records[indicator.name][own], records["partnership_year"][own])
            shifts += [shift] if shift else []
    return shifts


def break_years(shifts: Sequence[Shift]) -> dict[str, tuple[int, ...]]:
    """The years from which each partnership's minutes are kept in another way; partnerships without any are left out."""
    found: dict[str, set[int]] = {}
    for shift in shifts:
        if shift.break_years:
            found.setdefault(shift.partnership_id, set()).update(shift.break_years)
    return {name: tuple(sorted(years)) for name, years in sorted(found.items())}


def _read_records(
    documents: pa.Table, turns: pa.Table, sentences: pa.Table, scores: pa.Table, partner_types: Sequence[str]
) -> Mapping[str, np.ndarray]:
    """Partnership, year and indicators (logarithms where they are ratios) of each measured document of minutes, by document."""
    chosen = measured(documents)
    chosen = chosen.filter(pc.equal(chosen["kind"], MINUTES)).sort_by("document_id")
    sums = _count_sentences(chosen["document_id"].to_pylist(), turns, sentences, scores, partner_types)
    words, n = sums["words"], sums["sentences"]
    some = np.where(n > 0, n, np.nan)
    return {
        "partnership_id": chosen["partnership_id"].to_numpy(),
        "partnership_year": chosen["partnership_year"].to_numpy().astype(np.int64),
        "words_per_document": np.log(np.maximum(words, _FEWEST_WORDS)),
        "words_per_sentence": np.log(np.maximum(words, 1) / some),
        **{f"{name}_share": sums[name] / some for name in ("attributed", "reported", "verbatim")},
    }


def _count_sentences(
    identities: Sequence[str], turns: pa.Table, sentences: pa.Table, scores: pa.Table, partner_types: Sequence[str]
) -> Mapping[str, Floats]:
    """Per document the sums over its content sentences: words, sentences that are attributed, reported, verbatim, and all."""
    content = sentences.filter(sentences["is_content"])
    key = row_keys(content, "sentence_no", identities)
    rows = np.flatnonzero(key >= 0)
    document = key[rows] >> SHIFT
    turn = find_rows(row_keys(turns, "turn_no", identities), (document << SHIFT) + content["turn_no"].to_numpy()[rows], "turn")
    score = find_rows(row_keys(scores, "sentence_no", identities), key[rows], "score")
    is_partner = pc.is_in(turns["partner_type"], pa.array(partner_types, pa.string()))
    flags = {"attributed": is_partner} | {mode: pc.equal(turns["voice_mode"], mode) for mode in ("reported", "verbatim")}
    weights = {name: flag.to_numpy().astype(np.float64)[turn] for name, flag in flags.items()}
    weights |= {"words": scores["n_tokens"].to_numpy()[score].astype(np.float64), "sentences": np.ones(len(rows))}
    return {name: np.bincount(document, weight, minlength=len(identities)).astype(np.float64) for name, weight in weights.items()}


def find_shift(name: str, indicator: Indicator, value: Floats, year: Ints) -> Shift | None:
    """The largest shift of an indicator over the documents of one partnership; None where years or their spread tell nothing.

    `value` has one entry per document (a logarithm where the indicator is a ratio; NaN = not defined). At each year the mean of up to
    `WINDOW` years from it on is compared with that of as many before it; the p-value is multiplied by the number of years tried.
    """
    known = ~np.isnan(value)
    years, code = np.unique(year[known], return_inverse=True)
    n, mean, noise = _summarise(value[known], code)
    if len(years) < 2 or np.isnan(noise):
        return None
    size, error, df, enough = _compare_windows(n, mean, noise)
    if not enough.any():
        return None
    p_value = np.minimum(2 * stdtr(df, -np.abs(size) / error) * len(size), 1.0)
    least = np.log(indicator.least) if indicator.is_ratio else indicator.least
    breaks = _pick_peaks(np.where(enough & (p_value <= LEVEL) & (np.abs(size) >= least), np.abs(size), 0.0))
    best = breaks[0] if breaks else int(np.argmax(np.where(enough, np.abs(size) / error, -1.0)))
    ends = size[best] + np.array([0.0, -1.0, 1.0]) * stdtrit(df[best], 0.975) * error[best]
    estimate, low, high = (np.exp(ends) if indicator.is_ratio else ends).tolist()
    return Shift(name, indicator, estimate, low, high, float(p_value[best]), tuple(int(years[k + 1]) for k in breaks))


def _compare_windows(n: Floats, mean: Floats, noise: float) -> tuple[Floats, Floats, Floats, Bools]:
    """At each year but the first: difference of the windows, its standard error and degrees of freedom, and whether papers are enough.

    The variance is that of documents and of years, with Satterthwaite's degrees of freedom.
    """
    sides = [(np.arange(max(k - WINDOW, 0), k), np.arange(k, min(k + WINDOW, len(n)))) for k in range(1, len(n))]
    size = np.array([mean[after].mean() - mean[before].mean() for before, after in sides])
    documents = noise * np.array([sum(np.sum(1 / n[side]) / len(side) ** 2 for side in both) for both in sides])
    shared = _spread_of_years(n, mean, noise) * np.array([sum(1 / len(side) for side in both) for both in sides])
    df = (documents + shared) ** 2 / (documents**2 / (n.sum() - len(n)) + shared**2 / max(len(n) - 2, 1))
    enough = np.array([min(n[before].sum(), n[after].sum()) >= MIN_DOCUMENTS for before, after in sides])
    return size, np.sqrt(documents + shared), df, enough


def _summarise(value: Floats, code: Ints) -> tuple[Floats, Floats, float]:
    """Documents and trimmed mean of each year, and the variance between the documents of a year, the same for all (NaN: one document each).

    Trimmed, since it is the usual paper that tells how minutes are kept, not a meeting that was only opened and closed.
    """
    n = np.bincount(code).astype(np.float64)
    mean = np.bincount(code, value) / n
    freedom = len(value) - len(n)
    spread = float(np.sum((value - mean[code]) ** 2) / freedom) if freedom > 0 else np.nan
    usual = np.array([_trim(np.sort(value[code == year])).mean() for year in range(len(n))])
    return n, usual, max(spread, _LEAST_SPREAD**2) * _LOSS


def _trim(ascending: Floats) -> Floats:
    cut = int(_TRIMMED * len(ascending))
    return ascending[cut : len(ascending) - cut]


def _spread_of_years(n: Floats, mean: Floats, noise: float) -> float:
    """Variance between years beyond that of their documents, from the median change to the next year, the largest left out.

    So a break does not hide itself, however few years there are. Of two years nothing is known, and 0 is taken.
    """
    changes = np.sort(np.diff(mean) ** 2)[:-1]
    squares = np.median(changes) / _MEDIAN_OF_CHI2 if len(changes) else 0.0
    return max(float(squares - np.mean(noise / n[1:] + noise / n[:-1])) / 2, 0.0)


def _pick_peaks(height: Floats) -> list[int]:
    """Positions above 0, the highest first; those within a window of a higher one are the same break seen askew."""
    peaks: list[int] = []
    for position in np.argsort(-height, kind="stable").tolist():
        if height[position] > 0 and all(abs(position - other) >= WINDOW for other in peaks):
            peaks.append(position)
    return peaks
