"""Laws of dyads, whatever the documents hold."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st
from random_papers import LOOSE, as_record, measure, papers

from liftmine.release.disclosure import suppress
from liftmine.series.dyads import dyad_series
from liftmine.tables.published import DYAD_SERIES


def tell(tables, base=None):
    return dyad_series(as_record(tables), settings=LOOSE, base=base)


@given(papers(years=(1, 2), most=60))
@settings(max_examples=40, deadline=None)
def test_numbers_keep_their_ranges_and_withheld_rows_hold_no_tone(tables):
    for row in DYAD_SERIES.check(tell(tables)).to_pylist():
        assert row["voice_type"] != row["target_type"]
        if row["is_suppressed"] or not row["n_documents"]:
            assert (row["tone"], row["ci_low"], row["ci_high"]) == (None, None, None)
        else:
            assert -1 <= row["tone"] <= 1
            assert row["ci_low"] is None or row["ci_low"] <= row["tone"] + 1e-12 <= row["ci_high"] + 2e-12
        for name in ("mention_share", "coverage"):
            assert row[name] is None or 0 <= row[name] <= 1
        assert row["n_sentences"] is not None or row["is_suppressed"]


@given(papers(years=(1, 2), most=60), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_does_not_matter(tables, seed):
    rng = np.random.default_rng(seed)
    assert tell([table.take(pa.array(rng.permutation(table.num_rows))) for table in tables]).equals(tell(tables))


@given(papers(years=(1, 2), most=60))
@settings(max_examples=20, deadline=None)
def test_another_release_closes_and_opens_nothing(tables):
    base = suppress(measure(tables), LOOSE)
    assert tell(tables, base).equals(tell(tables))


@given(papers(years=(1, 1), most=60))
@settings(max_examples=40, deadline=None)
def test_no_withheld_voice_is_what_is_left_of_a_record(tables):
    """Of the sentences that no open voice said, none of the withheld voices of minutes may have said more than three quarters."""
    culture = suppress(measure(tables), LOOSE)
    chosen = (pc.field("document_kind") == "board_minutes") & (pc.field("measure") == "lexicon_share") & (pc.field("dimension") == "trust")
    minutes = tables[0].filter(pc.equal(tables[0]["kind"], "board_minutes"))
    dyads = tell((minutes, *tables[1:])).to_pylist()
    open_voices = {(row["partnership_id"], row["voice_type"]) for row in dyads if row["mention_share"] is not None}
    rows = [row for row in culture.filter(chosen).to_pylist() if row["partnership_id"] != "all"]
    for place in {row["partnership_id"] for row in rows}:
        sizes = {row["partner_type"]: row["n_sentences"] for row in rows if row["partnership_id"] == place}
        told = [voice for voice in sizes if (place, voice) in open_voices]
        if told:
            left = sizes["all"] - sum(sizes[voice] for voice in told)
            assert all(sizes[voice] <= 0.75 * left for voice in sizes if voice != "all" and voice not in told and sizes[voice])
