"""Laws of distances, whatever the documents hold."""

from datetime import date
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st
from random_papers import LOOSE, as_record, measure, papers

from liftmine.release.disclosure import suppress
from liftmine.series.distance import distance_series
from liftmine.series.distance_cells import NONE, PAIRED, measure_kind
from liftmine.series.profiles import Meetings
from liftmine.tables.published import DISTANCE_SERIES
from liftmine.tables.stages import TURNS

KEY = ("partnership_id", "partnership_year")
NUMBERS = ("distance", "ci_low", "ci_high", "null_mean", "p_value", "method")


def tell(tables, base=None):
    return distance_series(as_record(tables), settings=LOOSE, as_of=date(2006, 9, 1), base=base)


def by_key(table):
    return {tuple(row[name] for name in KEY): row for row in table.to_pylist()}


@given(papers(years=(1, 2), most=60))
@settings(max_examples=40, deadline=None)
def test_numbers_keep_their_ranges_and_withheld_rows_hold_none(tables):
    for row in DISTANCE_SERIES.check(tell(tables)).to_pylist():
        if row["is_suppressed"] or row["distance"] is None:
            assert [row[name] for name in NUMBERS] == [None] * len(NUMBERS)
        else:
            assert -2 <= row["distance"] <= 2
            assert min(row["n_documents_a"], row["n_documents_b"]) >= 3
            assert row["n_partnerships"] >= 1
            assert row["p_value"] is None or 0 < row["p_value"] <= 1
            assert row["ci_low"] is None or row["ci_low"] <= row["distance"] + 1e-12 <= row["ci_high"] + 2e-12
        assert (row["suppression_reason"] is not None) == row["is_suppressed"]


@given(papers(years=(1, 2), most=60), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_does_not_matter(tables, seed):
    rng = np.random.default_rng(seed)
    assert tell([table.take(pa.array(rng.permutation(table.num_rows))) for table in tables]).equals(tell(tables))


@given(papers(years=(1, 2), most=60))
@settings(max_examples=20, deadline=None)
def test_the_partner_types_may_change_places(tables):
    documents, turns, *rest = tables
    names = turns["partner_type"]
    other = pc.if_else(pc.equal(names, "public"), "private", pc.if_else(pc.equal(names, "private"), "public", names))
    swapped = TURNS.check(turns.set_column(turns.schema.get_field_index("partner_type"), turns.schema.field("partner_type"), other))
    there, back = by_key(tell(tables)), by_key(tell((documents, swapped, *rest)))
    for key, row in there.items():
        assert (row["distance"] is None) == (back[key]["distance"] is None)
        assert (row["n_documents_a"], row["n_documents_b"]) == (back[key]["n_documents_b"], back[key]["n_documents_a"])
        if row["distance"] is not None:
            assert np.isclose(row["distance"], back[key]["distance"], atol=1e-12)


@given(papers(years=(1, 2), most=60))
@settings(max_examples=25, deadline=None)
def test_what_is_withheld_in_culture_has_no_part_in_any_distance(tables):
    """The minutes of a year in which a voice is withheld may as well not be there."""
    culture = suppress(measure(tables), LOOSE)
    closed = culture.filter(
        pc.field("is_suppressed") & (pc.field("measure") == "lexicon_share") & pc.field("partner_type").isin(["public"])
    )
    cells = {(row["partnership_id"], row["document_kind"], row["partnership_year"]) for row in closed.to_pylist()}
    documents = tables[0]
    gone = pa.array([(row["partnership_id"], row["kind"], row["partnership_year"]) in cells for row in documents.to_pylist()], pa.bool_())
    without = by_key(tell((documents.filter(pc.invert(gone)), *tables[1:])))
    for key, row in by_key(tell(tables)).items():
        if row["distance"] is not None:
            assert {name: row[name] for name in NUMBERS[:3]} == {name: without[key][name] for name in NUMBERS[:3]}


@given(papers(years=(1, 2), most=60))
@settings(max_examples=15, deadline=None)
def test_another_release_closes_and_opens_nothing(tables):
    base = suppress(measure(tables), LOOSE)
    assert tell(tables, base).equals(tell(tables))


@st.composite
def meetings(draw):
    """Cells of up to eight documents, each with side a, b, both or none."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n_cells, width = draw(st.integers(1, 5)), draw(st.integers(2, 4))
    cell = np.repeat(np.arange(n_cells), rng.integers(0, 9, n_cells))
    share, heard = rng.dirichlet(np.ones(width), (2, len(cell))), rng.random((2, len(cell))) < draw(st.sampled_from([0.5, 0.9]))
    return Meetings(share[0] * heard[0][:, None], share[1] * heard[1][:, None], *heard, cell, n_cells)


@given(meetings())
@settings(max_examples=80, deadline=None)
def test_a_distance_is_the_mean_product_over_different_documents(seen):
    measured = measure_kind(seen, np.ones(seen.n_cells, bool), least=3, prior_df=20, seed=(1,))
    for cell in np.flatnonzero(measured.method != NONE):
        rows = np.flatnonzero(seen.cell == cell)
        is_paired = measured.method[cell] == PAIRED
        first, second = ([row for row in rows if has[row] and (not is_paired or seen.has_both[row])] for has in (seen.has_a, seen.has_b))
        within = [np.mean([v[i] @ v[j] for i, j in product(side, side) if i != j]) for v, side in ((seen.a, first), (seen.b, second))]
        between = np.mean([seen.a[i] @ seen.b[j] for i, j in product(first, second) if i != j])
        assert np.isclose(measured.value[cell], sum(within) - 2 * between, atol=1e-10)
        assert abs(measured.null[cell].mean()) < 0.2
