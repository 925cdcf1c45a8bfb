"""What a release withholds, no choice of documents opens: the laws of ad-hoc runs beside a nightly release."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_papers import KINDS, LOOSE, as_record, papers
from test_disclosure_laws import PLACES, Release, determined, releases

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.series.smoothing import smooth_series
from liftmine.tables.published import CULTURE_SERIES

YEARS = (1, 2)
SELECTIONS = [
    *({"kind": {kind}} for kind in KINDS),
    *({"partnership_id": set(PLACES) - {place}} for place in PLACES),
    *({"kind": {kind}, "partnership_id": {place}} for kind in KINDS for place in PLACES),
    *({"partnership_year": {year}} for year in YEARS),
]


def measure(tables, base=None, **chosen):
    documents, *rest = tables
    for column, values in chosen.items():
        documents = documents.filter(pc.is_in(documents[column], pa.array(sorted(values), documents[column].type)))
    days = date(2006, 9, 1)
    return culture_series(as_record((documents, *rest)), settings=LOOSE, as_of=days, base=base)


def by_key(table):
    return {tuple(row[name] for name in CULTURE_SERIES.key): row for row in table.to_pylist()}


@given(papers(years=YEARS, most=60), st.sampled_from(SELECTIONS))
@settings(max_examples=40, deadline=None)
def test_what_is_withheld_stays_withheld_in_every_selection(tables, chosen):
    base = suppress(measure(tables), LOOSE)
    before, after = by_key(base), by_key(suppress(measure(tables, base, **chosen), LOOSE))
    opened = [key for key, row in after.items() if row["value"] is not None and before[key]["is_suppressed"]]
    assert opened == []


@given(papers(years=YEARS, most=60), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_what_was_withheld_stays_so_when_documents_have_come_since(tables, n_then):
    base = suppress(measure((tables[0].slice(0, n_then), *tables[1:])), LOOSE)
    before, after = by_key(base), by_key(suppress(measure(tables, base), LOOSE))
    closed = {key for key, row in before.items() if row["is_suppressed"] and "all" not in (key[0], key[2])}
    assert all(after[key]["is_suppressed"] for key in closed)


class Together:
    """What somebody knows who has the nightly release and several ad-hoc ones."""

    def __init__(self, nightly, others):
        self._nightly, self._others = nightly, others

    def known(self):
        for release in (self._nightly, *self._others):
            yield from release.known()

    def hidden(self):
        return self._nightly.hidden()


@given(papers(years=YEARS, most=60))
@settings(max_examples=8, deadline=None)
def test_no_withheld_value_follows_from_a_nightly_and_many_adhoc_releases(tables):
    measured = measure(tables)
    base = suppress(measured, LOOSE)
    others = {}
    for chosen in SELECTIONS:
        selected = measure(tables, base, **chosen)
        for group, release in grouped(selected, suppress(selected, LOOSE)).items():
            others.setdefault(group, []).append(release)
    for group, nightly in grouped(measured, base).items():
        assert determined(Together(nightly, others.get(group, []))) == []


def grouped(before, after):
    """`releases` by measure, dimension and year."""
    groups = {tuple(row[name] for name in ("measure", "dimension", "partnership_year")): None for row in after.to_pylist()}
    found = releases(before, after)
    assert all(isinstance(release, Release) for release in found)
    return dict(zip(groups, found, strict=True))


@given(papers(years=YEARS, most=60), st.sampled_from([{}, *SELECTIONS]), st.floats(-1, 1))
@settings(max_examples=40, deadline=None)
def test_withheld_cells_have_no_influence_on_what_is_published_of_any_voice(tables, chosen, tone):
    """Else the interval of one cell, in two selections, would tell of another."""
    base = suppress(measure(tables), LOOSE)
    published = by_key(smooth_series(suppress(measure(tables, base, **chosen), LOOSE)))
    changed = by_key(smooth_series(suppress(measure(with_other_tone(tables, base, tone), base, **chosen), LOOSE)))
    for key, row in published.items():
        if key[1] != "all":
            assert changed[key] == pytest.approx(row)


def with_other_tone(tables, base, tone):
    """The tables with another tone in every sentence of a voice that is withheld."""
    documents, turns, sentences, scores, matches = tables
    cells = {(key[0], key[2], key[5], key[1]) for key, row in by_key(base).items() if key[3:5] == ("tone", "all") and row["is_suppressed"]}
    place = {row["document_id"]: (row["partnership_id"], row["kind"], row["partnership_year"]) for row in documents.to_pylist()}
    voice = {(row["document_id"], row["turn_no"]): row["partner_type"] for row in turns.to_pylist()}
    names = zip(sentences["document_id"].to_pylist(), sentences["sentence_no"].to_pylist(), sentences["turn_no"].to_pylist(), strict=True)
    hidden = {(d, s) for d, s, t in names if (*place[d], voice[d, t]) in cells}
    rows = [row | {"tone": tone} if (row["document_id"], row["sentence_no"]) in hidden else row for row in scores.to_pylist()]
    return documents, turns, sentences, pa.Table.from_pylist(rows, schema=scores.schema), matches


@given(papers(years=YEARS, most=60))
@settings(max_examples=15, deadline=None)
def test_a_selection_of_interviews_shows_no_more_counts_than_the_interviews_themselves(tables):
    rows = by_key(suppress(measure(tables, kind={"interview"}), LOOSE))
    for row in rows.values():
        if row["is_suppressed"]:
            assert (row["n_sentences"], row["n_speakers"]) == (None, None)
