"""Laws of `culture_series`, before and after disclosure, whatever the papers hold."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from random_papers import DIMENSIONS, KINDS, LOOSE, TYPES, measure, papers

from liftmine.release.disclosure import suppress
from liftmine.series.smoothing import smooth_series
from liftmine.tables.published import CULTURE_SERIES


@given(papers())
@settings(max_examples=40, deadline=None)
def test_values_lie_in_their_range_and_inside_their_intervals(tables):
    for row in smooth_series(measure(tables)).to_pylist():
        low, high = {"share": (0, 1), "score": (-1, 1), "per_100_sentences": (0, float("inf"))}[row["unit"]]
        assert (row["value"] is None) == (row["n_documents"] == 0)
        if row["ci_low"] is not None:
            assert low - 1e-12 <= row["ci_low"] <= row["value"] + 1e-12
            assert row["value"] - 1e-12 <= row["ci_high"] <= high + 1e-12
            assert row["ci_low"] < row["ci_high"]
        if row["value_smoothed"] is not None:
            assert low <= row["value_smoothed"] <= high


@given(papers(), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_rows_does_not_matter(tables, seed):
    rng = np.random.default_rng(seed)
    shuffled = [table.take(pa.array(rng.permutation(table.num_rows))) for table in tables]
    assert measure(shuffled).equals(measure(tables))


@given(papers())
@settings(max_examples=25, deadline=None)
def test_the_grid_is_complete_and_holds_every_key_once(tables):
    documents = [row for row in tables[0].to_pylist() if row["status"] == "ok"]
    years = {}
    for row in documents:
        years.setdefault(row["partnership_id"], set()).add(row["partnership_year"])
        years.setdefault("all", set()).add(row["partnership_year"])
    columns = [("lexicon_share", d) for d in DIMENSIONS] + [("tone", d) for d in (*DIMENSIONS, "all")]
    columns += [(measure, "all") for measure in ("tone_intensity", "voice_share", "mention_share")]
    expected = {
        (partnership, voice, kind, name, dimension, year)
        for partnership, covered in years.items()
        for year in range(min(covered), max(covered) + 1)
        for kind in (*KINDS, "all")
        for name, dimension in columns
        for voice in (*TYPES, "all", *(() if name == "mention_share" else ("collective", "unknown")))
    }
    table = measure(tables)
    keys = list(zip(*(table[name].to_pylist() for name in CULTURE_SERIES.key), strict=True))
    assert set(keys) == expected
    assert len(keys) == len(expected)
    assert keys == sorted(keys)


@given(papers())
@settings(max_examples=25, deadline=None)
def test_voice_shares_of_types_and_collective_add_up_to_one(tables):
    sums = {}
    for row in measure(tables).to_pylist():
        if row["measure"] == "voice_share" and row["partner_type"] in (*TYPES, "collective") and row["value"] is not None:
            sums.setdefault((row["partnership_id"], row["document_kind"], row["partnership_year"]), []).append(row["value"])
    assert all(abs(sum(values) - 1) < 1e-9 for values in sums.values())


@given(papers())
@settings(max_examples=25, deadline=None)
def test_disclosure_is_settled_and_only_ever_takes_away(tables):
    before, after = measure(tables), smooth_series(suppress(measure(tables), LOOSE))
    CULTURE_SERIES.check(after)
    for old, new in zip(before.to_pylist(), after.to_pylist(), strict=True):
        if new["is_suppressed"]:
            assert old["value"] is not None
            assert [new[name] for name in ("value", "ci_low", "ci_high", "value_smoothed")] == [None] * 4
        else:
            assert (new["value"], new["n_sentences"]) == (old["value"], old["n_sentences"])
        if new["n_documents"] and not new["is_suppressed"]:
            assert new["n_documents"] >= LOOSE.disclosure.documents
