"""Validation of cells and distances (METHODS §4): do intervals hold the truth, and are sides that are alike found to be alike?

Profiles are drawn, not written: shares of topics in a meeting move with its agenda, on both sides alike, and with each side's own day.
False convergence runs through the code a release runs through.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import softmax

from benchmarks.figures import Figure
from benchmarks.simulation import AS_OF, SETTINGS, Design, Floats, Ints, Papers, draw_papers
from liftmine.series.changes import changes_table
from liftmine.series.convergence import CONVERGENCE
from liftmine.series.distance import distance_series
from liftmine.series.distance_cells import measure_kind
from liftmine.series.distance_totals import mix_kinds, pool_partnerships
from liftmine.series.intervals import moderate_shares, share_interval
from liftmine.series.profiles import Meetings, read_profiles
from liftmine.series.trends import Answer, fit_slopes, pool_slopes
from liftmine.tables.published import CULTURE_SERIES, DOCUMENTS

SEED = 7
NOMINAL = 0.05
PRIOR = SETTINGS.series.prior_degrees_of_freedom
CELLS = 20  # of a pool
TOPICS = 12
AGENDA, DAY = 0.5, 0.3  # standard deviations of a topic's log odds: of a meeting, and of one side in it


def cell_coverage(draws: int) -> Iterator[Figure]:
    """95 % intervals of 20 unlike cells (shares .02 to .5; intra-class correlation .1) from n documents of 1, 4 or 12 items each."""
    rng = np.random.default_rng(SEED)
    truth, strength = np.geomspace(0.02, 0.5, CELLS)[None], 9.0
    for items in (12, 4, 1):
        for n in (2, 3, 5, 10, 20):
            own = rng.beta((truth * strength)[..., None], ((1 - truth) * strength)[..., None], (draws, CELLS, n))
            share = rng.binomial(items, own) / items
            mean, variance = share.mean(axis=-1), share.var(axis=-1, ddof=1)
            moderated = moderate_shares(mean, variance, np.full(mean.shape, float(n)), PRIOR, axes=(1,), wider=(1,))
            low, high = share_interval(mean, moderated)
            inside = np.mean((low <= truth) & (truth <= high), axis=0)
            name = f"cells of {n} documents of {items} items: 95 % interval holds the truth"
            yield Figure(name, float(inside.mean()), draws * CELLS)
            yield Figure(f"{name}, worst cell", float(inside.min()), draws)


def distances(draws: int, *, is_paired: bool) -> Iterator[Figure]:
    """Sides that are alike, and sides that are not: bias, size or power, and coverage. Meetings hold both sides, or one."""
    rng = np.random.default_rng(SEED)
    for gap in (0.0, 1.0):
        truth = find_truth(gap)
        for n in (3, 5, 10, 20):
            told = [_estimate(draw_meetings(rng, n, gap, is_paired=is_paired), (SEED, number)) for number in range(draws)]
            value, low, high, p_value = (np.concatenate(part) for part in zip(*told, strict=True))
            name = f"{'paired' if is_paired else 'unpaired'} distance, truth {truth:.3f}, {n} documents a side"
            yield Figure(f"{name}: bias", float(value.mean() - truth), len(value))
            yield Figure(f"{name}: 95 % interval holds it", float(np.mean((low <= truth) & (truth <= high))), len(value))
            tested = p_value[~np.isnan(p_value)]
            if len(tested):
                yield Figure(f"{name}: p < .05", float(np.mean(tested < NOMINAL)), len(tested))


def draw_meetings(rng: np.random.Generator, n: int, gap: float, *, is_paired: bool, sentences: int = 8) -> Meetings:
    """`CELLS` cells of `n` meetings with both sides, or of `n` with one side and `n` with the other."""
    shape = (CELLS, n) if is_paired else (CELLS, 2 * n)
    expected = _draw_topics(rng, CELLS * shape[1], gap)
    size = rng.poisson(sentences, expected.shape[:2]) + 1
    share = rng.multinomial(size, expected) / size[..., None]
    is_first = np.tile(np.arange(shape[1]) < n, CELLS)
    has_b = is_first if is_paired else ~is_first
    return Meetings(
        share[:, 0] * is_first[:, None], share[:, 1] * has_b[:, None], is_first, has_b, np.arange(CELLS).repeat(shape[1]), CELLS
    )


def find_truth(gap: float) -> float:
    """|P − Q|² of the sides."""
    expected = _draw_topics(np.random.default_rng(SEED), 200_000, gap).mean(axis=0)
    return float(np.sum((expected[0] - expected[1]) ** 2)) if gap else 0.0


def _draw_topics(rng: np.random.Generator, n: int, gap: float) -> Floats:
    """The expected profile of each side in `n` meetings: meeting × side × topic. Side a speaks more of the first topic."""
    level = np.log(np.linspace(1, 4, TOPICS))
    tilt = np.zeros((2, TOPICS))
    tilt[0, 0], tilt[1, 0] = gap / 2, -gap / 2
    tilt[:, -1] = -tilt[:, 0]
    agenda, own = rng.standard_normal((n, 1, TOPICS)), rng.standard_normal((n, 2, TOPICS))
    topics: Floats = softmax(level + tilt + AGENDA * agenda + DAY * own, axis=-1)
    return topics


def _estimate(meetings: Meetings, seed: tuple[int, ...]) -> tuple[Floats, Floats, Floats, Floats]:
    measured = measure_kind(meetings, np.ones(CELLS, bool), least=3, prior_df=PRIOR, seed=seed)
    told = pool_partnerships(mix_kinds([measured], np.full((CELLS, 1, 1), -1), np.ones(1)))
    value, low, high, p_value = (part[:-1, 0] for part in (told.value, told.low, told.high, told.p_value))
    return value, low, high, p_value


def false_convergence(draws: int) -> Iterator[Figure]:
    """A constant distance while papers grow from 4 to 20 a year over ten years, in five partnerships; the plug-in distance beside it."""
    design = Design(
        partnerships=("a", "b", "c", "d", "e"),
        types=("private", "public"),
        dimensions=tuple(f"d{i:02d}" for i in range(12)),
        years=10,
        papers=20,
        sentences=36,
    )
    rng = np.random.default_rng(SEED)
    kept = np.round(np.linspace(4, 20, design.years)).astype(np.int64)
    rows, plugged = [], []
    for _ in range(draws):
        papers = _thin_out(draw_papers(design, _apart, rng), kept)
        rows.append(_ask_convergence(design, papers))
        plugged.append(_plug_in(design, papers))
    told = pa.concat_tables(rows)
    is_pooled = pc.equal(told["partnership_id"], "all").to_numpy()
    p_value, estimate = told["p_value"].to_numpy(), told["estimate"].to_numpy()
    name = "constant distance, papers growing from 4 to 20:"
    for who, part in (("over partnerships", is_pooled), ("of one partnership", ~is_pooled)):
        yield Figure(f"{name} convergence {who}, p < .05", float(np.mean(p_value[part] < NOMINAL)), int(part.sum()))
    yield Figure(f"{name} mean slope a year", float(np.mean(estimate[is_pooled])), draws)
    answers = [each.p_value[0] < NOMINAL for each in plugged]
    yield Figure(f"{name} plug-in distance converges, p < .05", float(np.mean(answers)), draws)
    yield Figure(f"{name} plug-in distance, mean slope a year", float(np.mean([each.estimate[0] for each in plugged])), draws)


def _ask_convergence(design: Design, papers: Papers) -> pa.Table:
    """The rows of `changes` that ask about convergence."""
    record = papers.record(design)
    told = distance_series(record, settings=SETTINGS, as_of=AS_OF)
    changes = changes_table(CULTURE_SERIES.empty(), record, settings=SETTINGS, distances=told)
    return changes.filter(pc.field("question") == CONVERGENCE)


def _apart(_place: str, voice: str, dimension: str, years: Ints) -> Floats:
    """Shares of 3 per cent; the first topic is spoken of more by one side, the last by the other."""
    more = {("private", "d00"): 0.05, ("public", "d11"): 0.05, ("private", "tone"): 0.0, ("public", "tone"): 0.0}
    return np.full(len(years), more.get((voice, dimension), 0.03))


def _thin_out(papers: Papers, kept: Ints) -> Papers:
    """The first `kept` papers of each year."""
    documents = papers.documents
    year, place = documents["partnership_year"].to_numpy(), np.asarray(documents["partnership_id"].to_pylist())
    change = np.flatnonzero((np.diff(year, prepend=0) != 0) | np.append(True, place[1:] != place[:-1]))
    number = np.arange(len(year)) - np.repeat(change, np.diff(np.append(change, len(year))))
    return replace(papers, documents=DOCUMENTS.check(documents.filter(pa.array(number < kept[year - 1]))))


def _plug_in(design: Design, papers: Papers) -> Answer:
    """Slope, over partnerships, of the squared distance between the mean profiles, noise and all."""
    record = papers.record(design)
    meetings = read_profiles(record.tally).compare(record.axes.voice("private"), record.axes.voice("public"), 0)
    n = np.bincount(meetings.cell, minlength=meetings.n_cells)[:, None]
    mean = np.stack([np.bincount(meetings.cell, each, meetings.n_cells) for each in (meetings.a - meetings.b).T], axis=-1) / n
    value = np.sum(mean**2, axis=-1).reshape(len(design.partnerships), design.years)
    years = np.broadcast_to(np.arange(design.years, dtype=np.float64), value.shape)
    nowhere = np.zeros(len(value), np.int64)
    return pool_slopes(fit_slopes(value, np.ones(value.shape), years, nowhere).estimate, nowhere)
