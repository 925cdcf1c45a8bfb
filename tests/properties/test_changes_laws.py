"""Laws of `changes`, whatever the published cells hold."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.simulation import Design, draw_papers, publish
from liftmine.series.changes import changes_table
from liftmine.series.multiplicity import adjust
from liftmine.study.settings import SeriesSettings, Settings
from liftmine.tables.published import CHANGES, CULTURE_SERIES

FAST = Settings(series=SeriesSettings(null_draws=199))


@st.composite
def studies(draw):
    """Design, papers and published series of a small study with steps and slopes in it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    places = tuple("abcd"[: draw(st.integers(1, 4))])
    size = {"years": draw(st.integers(3, 12)), "papers": draw(st.integers(2, 4)), "sentences": float(draw(st.integers(15, 50)))}
    design = Design(partnerships=places, types=("private", "public"), dimensions=("d00", "d01", "d02"), **size)
    heights = dict(zip(design.dimensions, rng.uniform(0.0, 0.5, len(design.dimensions)), strict=True))

    def plan(_place, voice, dimension, years):
        if dimension == "tone":
            return np.zeros(len(years))
        return 0.05 + heights[dimension] * (years >= size["years"] // 2 if voice == "public" else years / size["years"])

    papers = draw_papers(design, plan, rng)
    return design, papers, publish(design, papers)


def tell(design, papers, culture):
    return changes_table(culture, papers.record(design), settings=FAST)


@given(studies())
@settings(max_examples=25, deadline=None)
def test_numbers_keep_their_ranges_and_tests_agree_with_intervals(study):
    design = study[0]
    for row in CHANGES.check(tell(*study)).to_pylist():
        assert row["estimate"] is not None
        if row["ci_low"] is not None:
            assert row["ci_low"] <= row["estimate"] <= row["ci_high"]
        if row["p_value"] is not None:
            assert 0 < row["p_value"] <= row["q_value"] <= 1
        if row["break_year"] is not None:
            assert row["question"] in ("break", "recording")
            assert 1 < row["break_year"] <= design.years
        if row["partnership_id"] == "all" and row["n_partnerships"] < 3:
            assert row["p_value"] is None
            assert "descriptive" in row["note"]
        if row["p_value"] is not None and row["question"] == "trend":
            assert (row["p_value"] < 0.05) == (row["ci_low"] > 0 or row["ci_high"] < 0)


@given(studies(), st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_does_not_matter(study, seed):
    design, papers, culture = study
    rng = np.random.default_rng(seed)
    record = [
        table.take(pa.array(rng.permutation(table.num_rows)))
        for table in (papers.documents, papers.turns, papers.sentences, papers.scores, culture)
    ]
    shuffled = replace(papers, documents=record[0], turns=record[1], sentences=record[2], scores=record[3])
    assert tell(design, shuffled, record[4]).equals(tell(design, papers, culture))


@given(studies())
@settings(max_examples=15, deadline=None)
def test_nothing_is_read_from_a_withheld_cell(study):
    design, papers, culture = study
    withheld = culture["is_suppressed"]
    changed = culture
    for name in ("n_documents", "n_sentences", "n_speakers"):
        column = pc.if_else(withheld, pa.scalar(99, pa.int32()), culture[name])
        changed = changed.set_column(changed.schema.get_field_index(name), changed.schema.field(name), column)
    assert tell(design, papers, CULTURE_SERIES.check(changed)).equals(tell(design, papers, culture))


@given(studies())
@settings(max_examples=15, deadline=None)
def test_time_run_backwards_turns_every_trend_round(study):
    design, papers, culture = study
    position = culture.schema.get_field_index("partnership_year")
    backwards = pc.subtract(pa.scalar(design.years + 1, pa.int16()), culture["partnership_year"])
    mirrored = CULTURE_SERIES.sort(culture.set_column(position, culture.schema.field(position), backwards))
    there, back = (_trends(tell(design, papers, table)) for table in (culture, mirrored))
    assert there.keys() == back.keys()
    for key, row in there.items():
        assert np.isclose(row["estimate"], -back[key]["estimate"], atol=1e-12)
        assert (row["p_value"] is None) == (back[key]["p_value"] is None)
        assert row["p_value"] is None or np.isclose(row["p_value"], back[key]["p_value"], atol=1e-9)


def _trends(table):
    rows = [row for row in table.to_pylist() if row["question"] == "trend"]
    return {tuple(row[name] for name in CHANGES.key): row for row in rows}


@given(st.lists(st.tuples(st.floats(0, 1) | st.just(float("nan")), st.integers(0, 3)), max_size=40))
@settings(max_examples=100, deadline=None)
def test_adjusting_keeps_the_order_and_never_lowers_a_p_value(tests):
    p, family = np.array([each[0] for each in tests]), np.array([each[1] for each in tests], np.int64)
    q = adjust(p, family)
    assert np.array_equal(np.isnan(p), np.isnan(q))
    assert np.all(q[~np.isnan(q)] >= p[~np.isnan(p)])
    assert np.all(q[~np.isnan(q)] <= 1)
    for number in range(4):
        order = np.argsort(p[family == number], kind="stable")
        assert np.all(np.diff(q[family == number][order][: np.count_nonzero(~np.isnan(p[family == number]))]) >= 0)
