"""Worked examples of dyads. Thresholds are the defaults: 3 documents, 100 sentences, 2 speakers."""

from datetime import date

import pytest
from papers import Document, Said, Voice, make_record, make_study

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.series.dyads import dyad_series
from liftmine.study.settings import Settings
from liftmine.tables.published import DYAD_SERIES

KINDS = ("board_minutes", "interview")
STUDY = make_study("northbridge", kinds=KINDS)
PLAIN = Said()


def measure(papers, *, base=None):
    table = dyad_series(make_record(papers, STUDY, ("trust",)), settings=Settings(), base=base)
    rows = DYAD_SERIES.check(table).to_pylist()
    return {(row["voice_type"], row["target_type"]): row for row in rows if row["partnership_id"] == "northbridge"}


def meetings(*sentences, n=4, voice="private", people=2, **more):
    said = [each for each, times in sentences for _ in range(times)]
    return [Document(f"{voice}{i}", 1, [Voice(voice, f"P{p}", said) for p in range(people)], **more) for i in range(n)]


def test_tone_is_that_of_the_sentences_that_speak_of_the_target():
    row = measure(meetings((Said(0.5, targets="public"), 20), (Said(-1.0), 20)))[("private", "public")]
    assert row["tone"] == pytest.approx(0.5)
    assert row["mention_share"] == pytest.approx(0.5)
    assert row["coverage"] == pytest.approx(0.5 * 20 / (0.5 * 20 + 1.0 * 20))
    assert (row["n_documents"], row["n_sentences"], row["is_suppressed"]) == (4, 160, False)


def test_what_a_sentence_says_of_each_side_is_kept_apart():
    both = Said(0.1, targets="private;public", toward={"public": 0.5, "private": -0.5})
    rows = measure(meetings((both, 40), voice="collective"))
    assert rows["collective", "public"]["tone"] == pytest.approx(0.5)
    assert rows["collective", "private"]["tone"] == pytest.approx(-0.5)


def test_a_sentence_that_says_nothing_of_a_side_it_names_is_neutral_toward_it():
    row = measure(meetings((Said(0.5, targets="public", toward={}), 20), (Said(0.5, targets="public"), 20)))["private", "public"]
    assert row["tone"] == pytest.approx(0.25)


def test_intervals_hold_the_tone():
    papers = meetings((Said(0.5, targets="public"), 20)) + meetings((Said(0.1, targets="public"), 20), voice="unknown")
    for paper in papers[:2]:
        paper.voices[0].sentences.append(Said(-1.0, targets="public"))
    row = measure(papers)[("private", "public")]
    assert -1 <= row["ci_low"] < row["tone"] < row["ci_high"] <= 1


def test_who_is_spoken_of_in_few_sentences_has_a_share_and_no_tone():
    row = measure(meetings((Said(0.5, targets="public"), 2), (PLAIN, 38)))[("private", "public")]
    assert (row["tone"], row["ci_low"], row["suppression_reason"]) == (None, None, "few_sentences")
    assert row["mention_share"] == pytest.approx(0.05)


def test_a_measured_zero_is_published():
    row = measure(meetings((PLAIN, 40)))[("private", "public")]
    assert (row["mention_share"], row["n_documents"], row["tone"], row["is_suppressed"]) == (0, 0, None, False)
    assert row["coverage"] is None


def test_a_withheld_voice_has_nothing():
    papers = meetings((Said(0.5, targets="public"), 40), n=2)
    row = measure(papers)[("private", "public")]
    assert (row["tone"], row["mention_share"], row["coverage"], row["suppression_reason"]) == (None, None, None, "few_documents")


def test_no_voice_has_dyads_where_the_whole_record_would_give_another_away():
    """What the record says of the private side, less what `unknown` says of it, would be what the one public person says."""
    papers = meetings((Said(0.5, targets="private"), 40), voice="unknown", n=4)
    for paper in papers:
        paper.voices.append(Voice("public", "P9", [Said(-0.5, targets="private")] * 40))
    rows = measure(papers)
    assert rows[("public", "private")]["mention_share"] is None
    assert rows[("unknown", "private")]["mention_share"] is None


def test_what_another_release_withholds_stays_withheld():
    papers = meetings((Said(0.5, targets="public"), 40))
    before = culture_series(make_record(papers[:2], STUDY, ("trust",)), settings=Settings(), as_of=date(2030, 1, 1))
    base = suppress(before, Settings())
    assert measure(papers, base=base)[("private", "public")]["tone"] is None


def test_counts_of_withheld_interviews_are_withheld():
    interviews = meetings((Said(0.5, targets="public"), 40), kind="interview")
    row = measure(interviews)[("private", "public")]
    assert (row["tone"], row["n_sentences"], row["suppression_reason"]) == (None, None, "complementary")


def test_nobody_speaks_of_their_own_side_and_all_is_no_voice():
    keys = set(measure(meetings((PLAIN, 40))))
    assert keys == {
        (voice, target) for voice in ("collective", "private", "public", "unknown") for target in ("private", "public") if voice != target
    }
