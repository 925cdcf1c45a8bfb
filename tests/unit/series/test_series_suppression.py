"""Worked examples of which cells are marked, and of what totals are made.

Thresholds are the defaults: 3 documents, 100 sentences, 2 speakers, in interviews 3.
"""

from datetime import date

import pytest
from papers import Document, Said, Voice, make_record, make_study

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.study.settings import Settings
from liftmine.tables.published import CULTURE_SERIES

KINDS = ("board_minutes", "interview")
ONE_WORD = Said(0.0, {"trust": 1})


def series(papers, *, partnerships=("northbridge",)):
    record = make_record(papers, make_study(*partnerships, kinds=KINDS), ("trust",))
    table = culture_series(record, settings=Settings(), as_of=date(2030, 1, 1))
    return {tuple(row[name] for name in CULTURE_SERIES.key): row for row in suppress(table, Settings()).to_pylist()}


def row(rows, voice="private", kind="board_minutes", *, partnership="northbridge", measure="lexicon_share", dimension="trust"):
    return rows[(partnership, voice, kind, measure, dimension, 1)]


def facts(row):
    return [row[name] for name in ("n_documents", "n_sentences", "n_speakers", "kinds_missing")]


def meetings(n=8, partnership="northbridge", *, hits=5, sentences=20, narration=20):
    """Meetings in which two private people say `sentences` sentences, `hits` of them of trust."""
    words = [ONE_WORD] * hits + [Said()] * (sentences - hits)
    return [
        Document(
            f"{partnership}{i}",
            1,
            [Voice("private", f"{partnership}{i % 2}", words), Voice(None, None, [Said()] * narration)],
            partnership=partnership,
        )
        for i in range(n)
    ]


def talks(*people, hits=40, sentences=80):
    """One interview with each of the private `people`."""
    words = [ONE_WORD] * hits + [Said()] * (sentences - hits)
    return [Document(f"T{i}", 1, [Voice("private", person, words)], kind="interview") for i, person in enumerate(people)]


def test_eight_meetings_and_two_interviews_leave_the_meetings_as_kind_all():
    rows = series([*meetings(8), *talks("a", "b")])
    own, talk, whole = (row(rows, kind=kind) for kind in (*KINDS, "all"))
    assert (talk["suppression_reason"], talk["value"], talk["n_sentences"]) == ("few_documents", None, None)
    assert [whole[name] for name in ("value", "ci_low", "ci_high")] == pytest.approx([own[name] for name in ("value", "ci_low", "ci_high")])
    assert whole["value"] == pytest.approx(5 / 20)
    assert facts(whole) == [8, 160, 2, "interview"]


def test_three_interviews_enter_kind_all_with_their_weight():
    rows = series([*meetings(8), *talks("a", "b", "c")])
    whole = row(rows, kind="all")
    assert whole["value"] == pytest.approx(0.75 * 5 / 20 + 0.25 * 40 / 80)
    assert facts(whole) == [11, 400, 5, None]
    assert row(rows, kind="interview")["value"] == pytest.approx(0.5)


def test_a_person_heard_in_two_kinds_is_one_speaker():
    assert row(series([*meetings(8), *talks("northbridge0", "b", "c")]), kind="all")["n_speakers"] == 4


def test_kind_all_without_a_publishable_kind_is_withheld_and_counts_the_public_record():
    """Two meetings and two interviews would pass together; but whoever has the minutes could then work out the interviews."""
    rows = series([*meetings(2, sentences=80), *talks("a", "b")])
    whole = row(rows, kind="all")
    assert (whole["value"], whole["suppression_reason"]) == (None, "few_documents")
    assert facts(whole) == [2, 160, 2, "interview"]


def test_kind_all_of_interviews_alone_does_not_pass_by_the_thresholds_of_minutes():
    """Three interviews of two people: few speakers for interviews, enough for any other cell."""
    rows = series(talks("a", "b", "a"))
    assert row(rows, kind="interview")["suppression_reason"] == "few_speakers"
    assert (row(rows, kind="all")["suppression_reason"], row(rows, kind="all")["value"]) == ("complementary", None)


def test_partnership_all_is_made_of_the_partnerships_that_are_published():
    places = ("eastham", "northbridge", "westford")
    sizes = {"eastham": (8, 4), "northbridge": (2, 20), "westford": (8, 8)}
    rows = series([paper for p in places for paper in meetings(sizes[p][0], p, hits=sizes[p][1])], partnerships=places)
    assert [row(rows, partnership=p)["suppression_reason"] for p in places] == [None, "few_documents", None]
    for kind in ("board_minutes", "all"):
        pooled = row(rows, kind=kind, partnership="all")
        assert pooled["value"] == pytest.approx((4 / 20 + 8 / 20) / 2)
        assert (pooled["ci_low"], facts(pooled)[:3]) == (None, [16, 320, 4])


def test_partnership_all_has_an_interval_from_three_published_partnerships():
    places = ("eastham", "northbridge", "southwick", "westford")
    papers = [paper for p, hits in zip(places[:3], (4, 6, 8), strict=True) for paper in meetings(5, p, hits=hits)]
    pooled = row(series([*papers, *meetings(1, "westford", hits=20)], partnerships=places), partnership="all")
    half = 4.302653 * 0.1 / 3**0.5  # t(.975, 2) · sd / √3 of .2, .3, .4
    assert [pooled[name] for name in ("value", "ci_low", "ci_high")] == pytest.approx([0.3, 0.3 - half, 0.3 + half], abs=1e-6)


def test_partnership_all_is_withheld_where_no_partnership_is_published():
    places = ("eastham", "northbridge")
    rows = series([paper for p in places for paper in meetings(2, p, sentences=90)], partnerships=places)
    pooled = row(rows, partnership="all")
    assert (pooled["value"], pooled["suppression_reason"], facts(pooled)[:3]) == (None, "complementary", [4, 360, 4])


def voices(narration=0, **spoken):
    """Four interviews in which each voice says so many sentences in all, three people each; `narration` belongs to nobody."""
    turns = [Voice(name, f"{name}{{}}", [Said()] * n) for name, n in spoken.items()]
    return [
        Document(
            f"V{i}",
            1,
            [Voice(v.partner_type, v.person.format(i), v.sentences[i::4]) for v in turns]
            + [Voice(None, None, [Said()] * len(range(i, narration, 4)))],
            kind="interview",
        )
        for i in range(4)
    ]


def reasons(papers, kind="interview", names=("all", "public", "private", "unknown")):
    rows = series(papers)
    return [row(rows, name, kind)["suppression_reason"] for name in names]


def test_all_is_withheld_where_a_withheld_voice_would_follow_from_it():
    assert reasons(voices(public=500, private=440, unknown=60)) == ["complementary", None, None, "few_sentences"]
    assert reasons(voices(public=500, private=440, unknown=100)) == [None] * 4


def test_a_withheld_voice_may_make_up_three_quarters_of_what_is_left_of_all():
    assert reasons(voices(narration=20, public=500, private=440, unknown=60)) == [None, None, None, "few_sentences"]
    assert reasons(voices(narration=19, public=500, private=440, unknown=60)) == ["complementary", None, None, "few_sentences"]


def test_two_withheld_voices_hide_each_other_unless_one_is_next_to_nothing():
    assert reasons(voices(public=500, private=60, unknown=40)) == [None, None, "few_sentences", "few_sentences"]
    assert reasons(voices(public=500, private=90, unknown=4)) == ["complementary", None, "few_sentences", "few_sentences"]


def test_the_questions_of_an_unnamed_interviewer_do_not_cost_the_answers():
    papers = voices(public=500)
    for paper in papers:
        paper.voices.append(Voice("unknown", None, [Said()] * 50))
    assert reasons(papers, names=("all", "public", "unknown")) == ["complementary", None, "few_speakers"]


def test_all_of_a_kind_that_is_withheld_for_a_voice_does_not_come_back_through_kind_all():
    rows = series([*meetings(8), *voices(public=500, private=440, unknown=60)])
    assert row(rows, "all", "interview")["suppression_reason"] == "complementary"
    own, whole = row(rows, "all"), row(rows, "all", "all")
    assert whole["value"] == own["value"]
    assert facts(whole) == [8, 320, 2, "interview"]
    assert facts(row(rows, kind="all")) == [12, 600, 6, None]


def test_pooled_shares_of_a_small_kind_stay_out_of_kind_all():
    rows = series([*meetings(8), *talks("a", "b")])
    for measure in ("voice_share", "mention_share"):
        whole = row(rows, kind="all", measure=measure, dimension="all")
        assert (whole["value"], whole["kinds_missing"]) == (row(rows, measure=measure, dimension="all")["value"], "interview")


def test_a_voice_that_is_never_heard_is_bounded_by_the_spread_of_the_others():
    papers = meetings(8)
    for number, paper in enumerate(papers):
        paper.voices.append(Voice("collective", None, [Said()] * (4 + number % 3)))
    never = row(series(papers), "public", measure="voice_share", dimension="all")
    assert never["value"] == 0
    assert never["ci_high"] < 0.05  # with φ = 1 it would be 1 − .025^(1/8) = .37
