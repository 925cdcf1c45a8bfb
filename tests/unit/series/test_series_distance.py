"""Worked examples of distances. Thresholds are the defaults: 3 documents, 100 sentences, 2 speakers, in interviews 3."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from papers import Document, Said, Voice, make_record, make_study

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.series.distance import distance_series
from liftmine.series.exchange import pair_up
from liftmine.study.settings import Settings
from liftmine.tables.published import DISTANCE_SERIES

KINDS = ("board_minutes", "interview")
PLACES = ("northbridge", "eastmere", "stourvale")
STUDY = make_study(*PLACES, kinds=KINDS)
GIVEN = {"settings": Settings(), "as_of": date(2008, 1, 1)}


def measure(papers, *, base=None):
    table = distance_series(make_record(papers, STUDY, ("market", "trust")), **GIVEN, base=base)
    return {(row["partnership_id"], row["partnership_year"]): row for row in DISTANCE_SERIES.check(table).to_pylist()}


def words(partner_type, trust, people=("A", "B"), n=20):
    """Two people's words, a share `trust` (a multiple of .1) of them about trust and the rest about the market."""
    said = [Said(0.0, {"trust" if number % 10 < round(10 * trust) else "market": 1}) for number in range(n)]
    return [Voice(partner_type, f"{partner_type} {person}", said) for person in people]


def meeting(name, *, private=None, public=None, **where):
    voices = [voice for side, trust in (("private", private), ("public", public)) if trust is not None for voice in words(side, trust)]
    return Document(name, where.pop("year", 1), voices, **where)


def mean_product(first, second, is_same_side):
    pairs = [(i, j) for i, j in product(range(len(first)), range(len(second))) if not (is_same_side and i == j)]
    return np.mean([np.dot((first[i], 1 - first[i]), (second[j], 1 - second[j])) for i, j in pairs])


def test_a_distance_is_paired_where_meetings_hold_both_voices():
    private, public = (0.8, 0.6, 0.9), (0.4, 0.5, 0.1)
    row = measure([meeting(f"D{i}", private=a, public=b) for i, (a, b) in enumerate(zip(private, public, strict=True))])[("northbridge", 1)]
    gap = np.subtract(private, public)
    expected = np.mean([2 * gap[i] * gap[j] for i, j in ((0, 1), (0, 2), (1, 2))])
    assert row["distance"] == pytest.approx(expected)
    assert (row["method"], row["n_pairs"], row["n_documents_a"], row["n_documents_b"]) == ("paired", 3, 3, 3)
    assert row["ci_low"] < row["distance"] < row["ci_high"]


def test_a_distance_is_unpaired_where_each_meeting_holds_one_voice():
    private, public = (0.8, 0.6, 0.9), (0.4, 0.5, 0.1, 0.2)
    papers = [meeting(f"A{i}", private=share) for i, share in enumerate(private)]
    papers += [meeting(f"B{i}", public=share) for i, share in enumerate(public)]
    row = measure(papers)[("northbridge", 1)]
    expected = mean_product(private, private, True) + mean_product(public, public, True) - 2 * mean_product(private, public, False)
    assert row["distance"] == pytest.approx(expected)
    assert (row["method"], row["n_pairs"], row["n_documents_a"], row["n_documents_b"]) == ("unpaired", 0, 3, 4)


def test_voices_of_the_same_meeting_are_never_multiplied_where_the_others_are_unpaired():
    private, public = (0.8, 0.6, 0.9), (0.4, 0.5, 0.1)
    papers = [meeting("both", private=private[0], public=public[0])]
    papers += [meeting(f"A{i}", private=share) for i, share in enumerate(private[1:])]
    papers += [meeting(f"B{i}", public=share) for i, share in enumerate(public[1:])]
    row = measure(papers)[("northbridge", 1)]
    vectors = [[np.array((share, 1 - share)) for share in side] for side in (private, public)]
    between = np.mean([vectors[0][i] @ vectors[1][j] for i, j in product(range(3), range(3)) if (i, j) != (0, 0)])
    expected = mean_product(private, private, True) + mean_product(public, public, True) - 2 * between
    assert row["distance"] == pytest.approx(expected)
    assert (row["method"], row["n_pairs"]) == ("unpaired", 1)


def test_a_distance_below_zero_is_not_clipped():
    row = measure([meeting(f"D{i}", private=a, public=1 - a) for i, a in enumerate((0.8, 0.2, 0.5, 0.5))])[("northbridge", 1)]
    assert row["distance"] < 0
    assert row["ci_low"] < row["distance"]
    assert row["null_mean"] == pytest.approx(0, abs=0.05)


def test_six_meetings_on_one_side_of_each_other_are_no_chance_and_five_are_not_asked():
    papers = [meeting(f"D{i}", private=0.8, public=0.1 + 0.1 * (i % 2)) for i in range(10)]
    assert measure(papers)[("northbridge", 1)]["p_value"] < 0.02
    assert measure(papers[:5])[("northbridge", 1)]["p_value"] is None
    assert measure(papers[:6])[("northbridge", 1)]["p_value"] == pytest.approx(2 / 64, abs=0.02)


def test_sides_that_say_the_same_are_not_significant():
    row = measure([meeting(f"D{i}", private=0.1 * (i % 7), public=0.1 * (i % 7)) for i in range(10)])[("northbridge", 1)]
    assert (row["distance"], row["p_value"]) == (0, 1)


def test_fewer_than_ten_documents_on_a_side_are_thin():
    papers = [meeting(f"D{i}", private=0.1 * (i % 7), public=0.5) for i in range(10)]
    assert not measure(papers)[("northbridge", 1)]["is_thin"]
    assert measure(papers[:9])[("northbridge", 1)]["is_thin"]


def test_two_documents_are_withheld_and_none_are_nothing():
    papers = [meeting(f"D{i}", private=0.5, public=0.2) for i in range(2)] + [meeting("E", private=0.5, year=2)]
    rows = measure(papers)
    withheld, empty = rows[("northbridge", 1)], rows[("northbridge", 2)]
    assert (withheld["distance"], withheld["suppression_reason"], withheld["n_pairs"]) == (None, "few_documents", 2)
    assert (empty["distance"], empty["is_suppressed"], empty["n_documents_b"]) == (None, False, 0)
    assert rows[("all", 1)]["suppression_reason"] == "few_documents"


def test_a_voice_that_is_withheld_has_no_distance():
    papers = [meeting(f"D{i}", private=0.5) for i in range(3)]
    for paper in papers:
        paper.voices.append(words("public", 0.2, people=("A",), n=50)[0])
    row = measure(papers)[("northbridge", 1)]
    assert (row["distance"], row["ci_low"], row["null_mean"], row["p_value"]) == (None,) * 4
    assert row["suppression_reason"] == "few_speakers"


def test_what_another_release_withholds_stays_withheld():
    papers = [meeting(f"D{i}", private=0.5, public=0.2) for i in range(4)]
    base = suppress(culture_series(make_record(papers[:2], STUDY, ("market", "trust")), **GIVEN), Settings())
    assert measure(papers)[("northbridge", 1)]["distance"] is not None
    assert measure(papers, base=base)[("northbridge", 1)]["suppression_reason"] == "few_documents"


def interviews(n_people, **where):
    """Four interviews a side, with `n_people` participants of each."""
    return [
        Document(f"I{side}{i}", 1, words(side, trust, people=(str(i % n_people),), n=40), kind="interview", **where)
        for side, trust in (("private", 0.9), ("public", 0.3))
        for i in range(4)
    ]


def test_interviews_count_participants():
    assert measure(interviews(2))[("northbridge", 1)]["suppression_reason"] == "few_speakers"
    row = measure(interviews(3))[("northbridge", 1)]
    assert row["distance"] == pytest.approx(2 * 0.6**2)
    assert row["kinds_missing"] == "board_minutes"


def test_kinds_are_mixed_by_their_weights_and_a_withheld_one_is_named():
    minutes = [meeting(f"D{i}", private=0.6, public=0.2) for i in range(4)]
    mixed, alone = measure(minutes + interviews(4))[("northbridge", 1)], measure(minutes + interviews(2))[("northbridge", 1)]
    assert mixed["distance"] == pytest.approx(0.75 * 2 * 0.4**2 + 0.25 * 2 * 0.6**2)
    assert (mixed["method"], mixed["kinds_missing"], mixed["n_documents_a"], mixed["n_pairs"]) == ("mixed", None, 8, 4)
    assert alone["distance"] == pytest.approx(2 * 0.4**2)
    assert (alone["method"], alone["kinds_missing"], alone["n_documents_a"]) == ("paired", "interview", 4)


def test_partnerships_are_pooled_by_their_mean():
    papers = [
        meeting(f"{place}{i}", private=0.3 + 0.2 * k + 0.1 * (i % 2), public=0.1, partnership=place)
        for k, place in enumerate(PLACES)
        for i in range(4)
    ]
    rows = measure(papers)
    own, pooled = [rows[(place, 1)] for place in PLACES], rows[("all", 1)]
    assert pooled["distance"] == pytest.approx(np.mean([row["distance"] for row in own]))
    assert (pooled["n_partnerships"], pooled["n_pairs"], pooled["method"], pooled["is_thin"]) == (3, 12, "paired", False)
    assert pooled["ci_low"] < pooled["distance"] < pooled["ci_high"]
    assert pooled["p_value"] < 0.01
    assert [row["p_value"] for row in own] == [None] * 3


def test_two_partnerships_have_a_mean_and_no_interval():
    papers = [meeting(f"{place}{i}", private=0.3 + 0.1 * i, public=0.1, partnership=place) for place in PLACES[:2] for i in range(4)]
    pooled = measure(papers)[("all", 1)]
    assert (pooled["n_partnerships"], pooled["ci_low"], pooled["ci_high"]) == (2, None, None)
    assert pooled["distance"] is not None


def test_the_running_year_is_marked():
    rows = measure([meeting(f"D{year}{i}", private=0.3, public=0.1, year=year) for year in (3, 4) for i in range(3)])
    assert [rows[("northbridge", year)]["is_period_complete"] for year in (3, 4)] == [True, False]


def test_no_documents_and_one_partner_type_make_no_rows():
    study = make_study("northbridge")
    assert distance_series(make_record([], study), **GIVEN).num_rows == 0
    alone = study.model_copy(update={"partner_types": ("public",)})
    papers = [meeting(f"D{i}", public=0.2) for i in range(3)]
    assert distance_series(make_record(papers, alone), **GIVEN).num_rows == 0


def test_the_null_of_pairs_turns_whole_meetings_round():
    """Of equal differences (Σ s_i)² − n over n(n − 1) is left: never below −1 / (n − 1), whatever the signs."""
    n, draws = 8, 500
    distance, null = pair_up(n, draws, (1,)).apply(np.ones((1, n, 1)))
    possible = [((n - 2 * turned) ** 2 - n) / (n * (n - 1)) for turned in range(n + 1)]
    assert distance == pytest.approx(1)
    assert all(np.isclose(possible, drawn).any() for drawn in null[0])
    assert null.min() == pytest.approx(-1 / (n - 1))
