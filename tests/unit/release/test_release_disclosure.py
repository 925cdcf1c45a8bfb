import pytest

from liftmine.release.disclosure import suppress
from liftmine.study.settings import Disclosure, Settings
from liftmine.tables.published import CULTURE_SERIES

KEY = ("partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year")


def cell(partner_type="public", documents=5, sentences=500, speakers=5, **key):
    place = {"partnership_id": "northbridge", "document_kind": "board_minutes", "measure": "lexicon_share", "dimension": "trust"}
    known = documents > 0
    return dict.fromkeys(CULTURE_SERIES.names) | {
        **place,
        "partnership_year": 1,
        "partner_type": partner_type,
        "is_period_complete": True,
        "value": 0.2 if known else None,
        "ci_low": 0.1 if known else None,
        "ci_high": 0.3 if known else None,
        "value_smoothed": 0.21 if known else None,
        "unit": "share",
        "n_documents": documents,
        "n_sentences": sentences,
        "n_speakers": speakers,
        "is_suppressed": False,
        "method_version": "test",
        **key,
    }


def withheld(*cells, **limits):
    """Reasons by the cells' first distinguishing key, None where published."""
    table = suppress(CULTURE_SERIES.from_rows(cells), Settings(disclosure=Disclosure(**limits)))
    CULTURE_SERIES.check(table)
    rows = {tuple(row[name] for name in KEY): row for row in table.to_pylist()}
    return [rows[tuple(given[name] for name in KEY)]["suppression_reason"] for given in cells]


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({"documents": 3, "sentences": 100, "speakers": 2}, None),
        ({"documents": 2, "sentences": 100, "speakers": 2}, "few_documents"),
        ({"documents": 3, "sentences": 99, "speakers": 2}, "few_sentences"),
        ({"documents": 3, "sentences": 100, "speakers": 1}, "few_speakers"),
        ({"documents": 3, "sentences": 100, "speakers": 0}, "few_speakers"),
        ({"documents": 1, "sentences": 1, "speakers": 1}, "few_documents"),
        ({"documents": 0, "sentences": 0, "speakers": 0}, None),
    ],
)
def test_a_cell_is_published_from_three_documents_a_hundred_sentences_and_two_speakers(counts, reason):
    assert withheld(cell(**counts)) == [reason]


@pytest.mark.parametrize(("speakers", "reason"), [(3, None), (2, "few_speakers"), (0, "few_speakers")])
def test_interviews_need_three_speakers(speakers, reason):
    assert withheld(cell(speakers=speakers, document_kind="interview")) == [reason]


def test_the_limits_come_from_the_settings():
    assert withheld(cell(), documents=6) == ["few_documents"]
    assert withheld(cell(speakers=1), speakers=1) == [None]


def test_a_collective_has_no_speakers_to_protect():
    assert withheld(cell("collective", speakers=0)) == [None]
    assert withheld(cell("collective", speakers=0, sentences=99)) == ["few_sentences"]


def test_a_record_that_names_nobody_is_published_unless_it_is_an_interview():
    assert withheld(cell("all", speakers=0)) == [None]
    assert withheld(cell("public", speakers=0, measure="mention_share", dimension="all")) == [None]
    assert withheld(cell("all", speakers=0, document_kind="interview")) == ["few_speakers"]


def test_a_withheld_cell_keeps_its_counts_outside_interviews():
    cells = [cell(documents=2), cell(documents=2, document_kind="interview")]
    minutes, talk = suppress(CULTURE_SERIES.from_rows(cells), Settings()).to_pylist()
    for row in (minutes, talk):
        assert row["is_suppressed"]
        assert [row[name] for name in ("value", "ci_low", "ci_high", "value_smoothed")] == [None] * 4
        assert row["n_documents"] == 2
    assert (minutes["n_sentences"], minutes["n_speakers"]) == (500, 5)
    assert (talk["n_sentences"], talk["n_speakers"]) == (None, None)


def test_a_published_cell_is_left_as_it_is():
    table = CULTURE_SERIES.from_rows([cell()])
    assert suppress(table, Settings()).equals(table)


@pytest.mark.parametrize("reason", ["complementary", "few_speakers", "difference"])
def test_what_comes_marked_is_withheld_for_the_reason_it_came_with(reason):
    assert withheld(cell(suppression_reason=reason), cell("private", documents=1, suppression_reason=reason)) == [reason, reason]


def test_a_small_cell_does_not_leave_even_where_nobody_marked_it():
    assert withheld(cell(partnership_id="all", document_kind="all", documents=2), cell()) == ["few_documents", None]


def test_pooled_shares_are_withheld_by_the_counts_of_their_denominator():
    shares = [cell(voice, measure="voice_share", dimension="all", sentences=99) for voice in ("public", "private")]
    assert withheld(*shares, cell("all", measure="voice_share", dimension="all")) == ["few_sentences", "few_sentences", None]


def test_an_empty_table_stays_empty():
    assert suppress(CULTURE_SERIES.empty(), Settings()).num_rows == 0
