"""Validation of `changes` (METHODS §4): what it reports where nothing happens, and what it finds where something does.

Studies are drawn by `benchmarks.simulation`; everything runs through the code a release runs through. A quick version stands in the
tests. Run `make validation` for the whole of it, with `benchmarks.estimates`: it writes docs/validation.md.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import estimates
from benchmarks.figures import Figure, write_lines
from benchmarks.simulation import SETTINGS, Bools, Design, Floats, Ints, Papers, draw_papers, publish, steady
from liftmine.series.breaks import find_breaks
from liftmine.series.changes import changes_table
from liftmine.series.recording import INDICATORS, find_shift
from liftmine.series.trends import answer_slopes, fit_slopes, pool_slopes
from liftmine.tables.published import DOCUMENTS

SEED = 7
DRAWS = 1_000
TABLE = Path(__file__).parents[1] / "docs" / "validation.md"
NOMINAL = 0.05
ROOMY = Design(sentences=45)
RISK = "d07"  # the dimension of `demo` where nothing happens


def demo(place: str, voice: str, dimension: str, years: Ints) -> Floats:
    """The demo's trajectories: trust up and commerce down, a step of accountability in year 6, strain after year 4; risk constant."""
    line, late = (years - 1) / (len(years) - 1), np.clip(years - 4, 0, None) / (len(years) - 4)
    speaks = voice in ("public", "private")
    planted = {
        ("northbridge", "d00", speaks): 0.03 + 0.19 * line,
        ("northbridge", "d01", voice == "private"): 0.24 - 0.20 * line,
        ("eastmere", "d02", voice == "public"): np.where(years >= 6, 0.24, 0.05),
        ("stourvale", "d03", speaks): 0.03 + 0.21 * late,
        ("stourvale", "d00", speaks): 0.14 - 0.12 * late,
        ("stourvale", "tone", speaks): 0.1 - 0.4 * late,
    }
    return planted.get((place, dimension, True), steady(place, voice, dimension, years))


# Level, SD between papers and SD between years (logarithms of words; shares).
USUAL = {
    "words_per_document": (7.0, 0.4, 0.1),
    "words_per_sentence": (3.0, 0.15, 0.03),
    "attributed_share": (0.6, 0.13, 0.03),
    "reported_share": (0.6, 0.13, 0.03),
}
WATCHED = tuple(each for each in INDICATORS if each.name in USUAL)
# What changes where a board …
BOARDS: Mapping[str, Mapping[str, float]] = {
    "steady board": {},
    "individual statements are no longer recorded (a fifth of the words)": {
        "words_per_document": np.log(1 / 5),
        "attributed_share": -0.45,
        "reported_share": -0.5,
    },
    "actions alone are recorded (half the words)": {
        "words_per_document": np.log(1 / 2),
        "words_per_sentence": np.log(0.65),
        "attributed_share": -0.1,
        "reported_share": -0.4,
    },
    "twice the words, else as before": {"words_per_document": np.log(2)},
}
PLANTED = (
    ("northbridge", "public", "lexicon_share", "d00", "trend", 1),
    ("northbridge", "private", "lexicon_share", "d00", "trend", 1),
    ("northbridge", "private", "lexicon_share", "d01", "trend", -1),
    ("eastmere", "public", "lexicon_share", "d02", "break", 1),
    ("stourvale", "public", "lexicon_share", "d03", "trend", 1),
    ("stourvale", "private", "lexicon_share", "d03", "trend", 1),
    ("stourvale", "public", "lexicon_share", "d00", "trend", -1),
    ("stourvale", "public", "tone", "all", "trend", -1),
)


def tell_changes(design: Design, papers: Papers) -> pa.Table:
    """`changes` of a made-up study."""
    return changes_table(publish(design, papers), papers.record(design), settings=SETTINGS)


def placebo(draws: int, design: Design = ROOMY) -> list[Figure]:
    """False positives where the years of the demo's papers are shuffled within each partnership."""
    rng = np.random.default_rng(SEED)
    papers = draw_papers(design, demo, rng)
    tables = [tell_changes(design, _shuffle_years(papers, rng)) for _ in range(draws)]
    together = pa.concat_tables(tables).filter(pc.field("measure") == "lexicon_share")
    return [*_rejections("years shuffled", together)]


def _shuffle_years(papers: Papers, rng: np.random.Generator) -> Papers:
    documents = papers.documents
    year, place = documents["partnership_year"].to_numpy().copy(), np.asarray(documents["partnership_id"].to_pylist())
    for name in np.unique(place):
        year[place == name] = rng.permutation(year[place == name])
    position = documents.schema.get_field_index("partnership_year")
    return replace(papers, documents=DOCUMENTS.check(documents.set_column(position, documents.schema.field(position), pa.array(year))))


def _rejections(name: str, changes: pa.Table) -> Iterator[Figure]:
    for question in ("trend", "break"):
        for is_pooled in (False, True):
            rows = changes.filter((pc.field("question") == question) & ((pc.field("partnership_id") == "all") == is_pooled))
            tested = rows["p_value"].drop_null().to_numpy()
            if len(tested):
                who = "over partnerships" if is_pooled else "of one partnership"
                yield Figure(f"{name}: {question} {who}, p < .05", float(np.mean(tested < NOMINAL)), len(tested))


def serial_nulls(draws: int, n_years: int, rho: float) -> list[Figure]:
    """False alarms of single series of AR(1) noise, 4 partnerships × 20 dimensions a draw, and of slopes pooled over partnerships."""
    rng = np.random.default_rng(SEED)
    places, dimensions = 4, 20
    question, measure = np.tile(np.arange(dimensions), places), np.zeros(places * dimensions, np.int64)
    years = np.broadcast_to(np.arange(n_years, dtype=np.float64), (len(question), n_years))
    alarms: list[list[Bools]] = [[], [], []]
    for _ in range(draws):
        value = rng.standard_normal(years.shape)
        for year in range(1, n_years):
            value[:, year] = rho * value[:, year - 1] + np.sqrt(1 - rho**2) * value[:, year]
        slopes = fit_slopes(value, np.ones(years.shape), years, measure)
        answers = (
            answer_slopes(slopes),
            pool_slopes(slopes.estimate, question),
            find_breaks(value, slopes, draws=999, seed=SEED).answer,
        )
        for kept, answer in zip(alarms, answers, strict=True):
            kept.append(answer.p_value < NOMINAL)
    names = ("trend of one partnership", "trend over partnerships", "break of one partnership")
    found = [np.concatenate(part) for part in alarms]
    return [
        Figure(f"AR(1) with ρ = {rho}, {n_years} years: {name}, p < .05", float(np.mean(part)), len(part))
        for name, part in zip(names, found, strict=True)
    ]


def coverage(draws: int, papers: int) -> list[Figure]:
    """95 % intervals of slopes of one planted dimension (.05 → .15), 4 partnerships × 3 voices a draw."""
    design = Design(partnerships=("a", "b", "c", "d"), dimensions=("d00",), papers=papers, sentences=max(36, 130 / papers))
    rng = np.random.default_rng(SEED)
    truth = 0.1 / (design.years - 1)
    rows = pa.concat_tables([tell_changes(design, draw_papers(design, _rise, rng)) for _ in range(draws)])
    rows = rows.filter(
        pc.field("question").isin(["trend"]) & (pc.field("measure") == "lexicon_share") & (pc.field("partner_type") != "all")
    )
    own, low, high = rows["partnership_id"].to_numpy() != "all", rows["ci_low"].to_numpy(), rows["ci_high"].to_numpy()
    inside = (low <= truth) & (truth <= high)
    name = f"slopes, {papers} papers a year: 95 % interval holds the truth,"
    return [
        Figure(f"{name} {who}", float(np.mean(inside[part])), int(part.sum())) for who, part in (("one partnership", own), ("pooled", ~own))
    ]


def _rise(_place: str, _voice: str, dimension: str, years: Ints) -> Floats:
    return np.zeros(len(years)) if dimension == "tone" else 0.05 + 0.1 * (years - 1) / (len(years) - 1)


def power(draws: int, design: Design = ROOMY) -> list[Figure]:
    """The demo's plan: share of draws in which each planted change is found with its sign, and false alarms of risk."""
    rng = np.random.default_rng(SEED)
    tables = [tell_changes(design, draw_papers(design, demo, rng)).to_pylist() for _ in range(draws)]
    keyed = [{tuple(row[name] for name in _KEY): row for row in table} for table in tables]
    figures = []
    for *key, sign in PLANTED:
        rows = [table.get(tuple(key)) for table in keyed]
        for level, column in (("p", "p_value"), ("q", "q_value")):
            found = [row is not None and row["estimate"] * sign > 0 and (row[column] or 0) < NOMINAL for row in rows]
            figures.append(Figure(f"{' '.join(key)}: found, {level} < .05", float(np.mean(found)), draws))
    steps = [table.get(PLANTED[3][:-1]) for table in keyed]
    located = [row for row in steps if row is not None and row["break_year"] is not None]
    placed = [row["break_year"] in (5, 6, 7) for row in located]
    held = [row["break_year_low"] <= 6 <= row["break_year_high"] for row in located]
    figures.append(Figure("eastmere's step, where found: within a year of year 6", float(np.mean(placed)), len(placed)))
    figures.append(Figure("eastmere's step, where found: break_year_low to _high holds year 6", float(np.mean(held)), len(held)))
    for question in ("trend", "break"):
        still = [row for table in tables for row in table if row["dimension"] == RISK and row["question"] == question]
        asked = [row for row in still if row["p_value"] is not None and row["measure"] == "lexicon_share"]
        figures.append(
            Figure(f"risk: {question} reported, p < .05", float(np.mean([row["p_value"] < NOMINAL for row in asked])), len(asked))
        )
        figures.append(
            Figure(f"risk: {question} reported, q < .05", float(np.mean([row["q_value"] < NOMINAL for row in asked])), len(asked))
        )
    return figures


_KEY = ("partnership_id", "partner_type", "measure", "dimension", "question")


def events(draws: int, n_years: int, slope: float) -> list[Figure]:
    """An event in the middle that changes nothing, amid a steady trend of `slope` standard deviations a year; 4 partnerships × 20 series.

    Beside it the plain difference after minus before, which takes the trend for the event.
    """
    rng = np.random.default_rng(SEED)
    question, measure = np.tile(np.arange(20), 4), np.zeros(80, np.int64)
    years = np.broadcast_to(np.arange(n_years, dtype=np.float64), (80, n_years))
    middle = n_years // 2
    side = np.where(years == middle, np.nan, years > middle)
    alarms: list[list[Bools]] = [[], [], []]
    for _ in range(draws):
        value = slope * years + rng.standard_normal(years.shape)
        beside = fit_slopes(value, np.ones(years.shape), side, measure, (years,))
        plain = fit_slopes(value, np.ones(years.shape), side, measure)
        answers = answer_slopes(beside), pool_slopes(beside.estimate, question), answer_slopes(plain)
        for kept, answer in zip(alarms, answers, strict=True):
            kept.append(answer.p_value < NOMINAL)
    names = ("of one partnership", "over partnerships", "of one partnership, trend not taken out (not published)")
    found = [np.concatenate(part) for part in alarms]
    what = f"no event, {n_years} years, trend of {slope} SD a year: before_after"
    return [Figure(f"{what} {name}, p < .05", float(np.mean(part)), len(part)) for name, part in zip(names, found, strict=True)]


def recording(draws: int, n_years: int, papers: int) -> Iterator[Figure]:
    """Boards of every kind in `BOARDS`: steady ones must not be flagged, the others in the year in which the change begins."""
    rng = np.random.default_rng(SEED)
    year = np.repeat(np.arange(1, n_years + 1), papers)
    begins = {"half-way": n_years // 2 + 1, "in the last year": n_years}
    for name, change in BOARDS.items():
        for when, first in begins.items() if change else {"": 0}.items():
            flagged = [_flag(year, change, first, rng) for _ in range(draws)]
            right = [first in years if change else not years for years in flagged]
            wrong = [bool(years - {first}) for years in flagged]
            what = f"{n_years} years of {papers} papers, {name} {when}".rstrip()
            yield Figure(f"{what}: {'flagged then' if change else 'not flagged'}", float(np.mean(right)), draws)
            if change:
                yield Figure(f"{what}: flagged in another year too", float(np.mean(wrong)), draws)


def _flag(year: Ints, change: Mapping[str, float], first: int, rng: np.random.Generator) -> set[int]:
    """The years that are flagged of one board whose indicators `change` from year `first` on."""
    drawn = {each: _draw_indicator(each.name, year, rng) + change.get(each.name, 0.0) * (year >= first) for each in WATCHED}
    shifts = [find_shift("board", each, value, year) for each, value in drawn.items()]
    return {at for shift in shifts if shift for at in shift.break_years}


def _draw_indicator(name: str, year: Ints, rng: np.random.Generator) -> Floats:
    level, papers, years = USUAL[name]
    drawn: Floats = level + years * rng.standard_normal(year.max() + 1)[year] + papers * rng.standard_normal(len(year))
    return drawn


def study(draws: int) -> Iterator[tuple[str, Iterable[Figure]]]:
    """Every figure under its heading; `draws` is that of the placebo and of false convergence, the others have fewer in proportion."""
    few = draws // 5
    yield "Intervals of cells", estimates.cell_coverage(2 * draws)
    yield "Distances where a meeting holds both sides", estimates.distances(few, is_paired=True)
    yield "Distances where none does", estimates.distances(few, is_paired=False)
    yield "False convergence", estimates.false_convergence(draws)
    yield "False alarms: years shuffled", placebo(draws)
    yield "False alarms: noise", chain.from_iterable(serial_nulls(few, n, rho) for rho in (0.0, 0.3, 0.6) for n in (9, 15))
    yield "False alarms: an event that changes nothing", chain.from_iterable(events(few, n, slope) for n in (9, 15) for slope in (0.0, 0.5))
    yield "Intervals of slopes", chain.from_iterable(coverage(few, papers) for papers in (3, 6))
    yield "What is found", power(few)
    boards = ((4, 6), (9, 6), (9, 12), (15, 6))
    yield "Recording breaks", chain.from_iterable(recording(draws, n_years, papers) for n_years, papers in boards)


def main(arguments: Sequence[str]) -> None:
    """Print the figures and write them to docs/validation.md; fewer draws than the full study are printed only."""
    draws = int(arguments[0]) if arguments else DRAWS
    lines = list(write_lines(study(draws), draws))
    if draws >= DRAWS:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
