from datetime import date
from math import exp, log

import pytest
from papers import Document, Said, Voice, make_record, make_study, make_tables

from liftmine.errors import ContractViolation
from liftmine.series.culture import culture_series
from liftmine.series.record import Record
from liftmine.study.settings import Disclosure, Settings
from liftmine.tables.published import CULTURE_SERIES

DIMENSIONS = ("trust", "market")
OPEN = Settings(disclosure=Disclosure(documents=1, sentences=1, speakers=1, interview_speakers=1))
KEY = CULTURE_SERIES.key


def series(papers, *, partnerships=("northbridge",), kinds=("board_minutes",), as_of=date(2030, 1, 1)):
    record = make_record(papers, make_study(*partnerships, kinds=kinds), DIMENSIONS)
    table = culture_series(record, settings=OPEN, as_of=as_of)
    return {tuple(row[name] for name in KEY): row for row in table.to_pylist()}


def cell(rows, partner_type, measure, dimension="all", *, year=1, kind="board_minutes", partnership="northbridge"):
    return rows[(partnership, partner_type, kind, measure, dimension, year)]


# Two meetings of year 1. Private voice: in A three sentences with trust shares 1, 1/3 and 0, in B one with share 1.
MEETINGS = [
    Document(
        "A",
        1,
        [
            Voice("private", "P1", [Said(0.5, {"trust": 2}), Said(-0.25, {"trust": 1, "market": 2}), Said(0.0)]),
            Voice("public", "P2", [Said(0.0, targets="private"), Said(0.0, targets="private;public")]),
            Voice(None, None, [Said(0.0), Said(1.0, {"trust": 9}, is_content=False)]),
        ],
    ),
    Document(
        "B",
        1,
        [
            Voice("private", "P1", [Said(0.0, {"trust": 1})]),
            Voice("collective", None, [Said(0.0)]),
            Voice("unknown", "P3", [Said(0.0), Said(0.0)]),
        ],
    ),
]


def test_a_lexicon_share_is_the_mean_over_documents_of_the_mean_over_sentences():
    row = cell(series(MEETINGS), "private", "lexicon_share", "trust")
    assert row["value"] == pytest.approx(((1 + 1 / 3 + 0) / 3 + 1) / 2)
    assert (row["n_documents"], row["n_sentences"], row["n_speakers"]) == (2, 4, 1)
    assert row["unit"] == "share"


def test_voice_all_holds_narration_but_no_headings():
    row = cell(series(MEETINGS), "all", "lexicon_share", "trust")
    assert row["value"] == pytest.approx(((1 + 1 / 3) / 6 + 1 / 4) / 2)
    assert (row["n_sentences"], row["n_speakers"]) == (10, 3)


def test_tone_is_the_mean_over_documents_of_the_mean_sentence_tone():
    row = cell(series(MEETINGS), "private", "tone")
    assert row["value"] == pytest.approx(((0.5 - 0.25 + 0) / 3 + 0) / 2)
    assert row["unit"] == "score"


def test_tone_of_a_dimension_takes_only_the_sentences_that_express_it():
    row = cell(series(MEETINGS), "private", "tone", "market")
    assert (row["value"], row["n_documents"], row["n_sentences"], row["n_speakers"]) == (pytest.approx(-0.25), 1, 1, 1)


def test_tone_intensity_counts_polar_expressions_in_a_hundred_sentences():
    assert cell(series(MEETINGS), "private", "tone_intensity")["value"] == pytest.approx((100 * 0.75 / 3 + 0) / 2)


def test_voice_shares_are_pooled_and_add_up_over_types_and_collective():
    rows = series(MEETINGS)
    shares = {voice: cell(rows, voice, "voice_share") for voice in ("private", "public", "collective", "unknown", "all")}
    assert {voice: row["value"] for voice, row in shares.items()} == pytest.approx(
        {"private": 4 / 7, "public": 2 / 7, "collective": 1 / 7, "unknown": 2 / 9, "all": 7 / 10}
    )
    assert [shares[voice]["n_sentences"] for voice in ("private", "collective", "unknown", "all")] == [7, 7, 9, 10]
    assert [shares[voice]["n_speakers"] for voice in ("private", "collective", "unknown")] == [2, 2, 3]


def test_mention_shares_are_pooled_over_all_sentences_and_a_measured_zero_is_a_value():
    rows = series(MEETINGS)
    assert cell(rows, "private", "mention_share")["value"] == pytest.approx(2 / 10)
    assert cell(rows, "public", "mention_share")["value"] == pytest.approx(1 / 10)
    assert cell(rows, "all", "mention_share")["value"] == pytest.approx(2 / 10)
    silent = series([Document("A", 1, [Voice("public", "P1", [Said()])])])
    row = cell(silent, "private", "mention_share")
    assert (row["value"], row["ci_low"], row["n_documents"], row["n_sentences"]) == (0.0, 0.0, 1, 1)
    assert row["ci_high"] > 0.5


def test_nobody_is_asked_how_often_the_collective_is_spoken_of():
    assert not [key for key in series(MEETINGS) if key[1] in ("collective", "unknown") and key[3] == "mention_share"]


def test_a_year_without_documents_has_rows_with_null_values_and_zero_counts():
    later = Document("C", 3, [Voice("private", "P1", [Said()])])
    row = cell(series([*MEETINGS, later]), "private", "lexicon_share", "trust", year=2)
    assert (row["value"], row["ci_low"], row["ci_high"]) == (None, None, None)
    assert (row["n_documents"], row["n_sentences"], row["n_speakers"], row["is_suppressed"]) == (0, 0, 0, False)


def test_only_documents_with_status_ok_are_measured():
    draft = Document("D", 1, [Voice("private", "P9", [Said(1.0)])], status="superseded")
    assert series([*MEETINGS, draft]) == series(MEETINGS)


def test_kind_all_weighs_the_kinds_and_names_those_that_are_missing():
    talk = Document("I", 1, [Voice("private", "P4", [Said(0.0, {"trust": 1}), Said()])], kind="interview")
    kinds = ("board_minutes", "interview")
    both = cell(series([*MEETINGS, talk], kinds=kinds), "private", "lexicon_share", "trust", kind="all")
    minutes = ((1 + 1 / 3) / 3 + 1) / 2
    assert both["value"] == pytest.approx(0.75 * minutes + 0.25 * 0.5)
    assert (both["kinds_missing"], both["n_documents"], both["n_speakers"]) == (None, 3, 2)
    alone = cell(series(MEETINGS, kinds=kinds), "private", "lexicon_share", "trust", kind="all")
    assert (alone["value"], alone["kinds_missing"]) == (pytest.approx(minutes), "interview")


def test_a_kind_without_weight_is_not_in_kind_all():
    paper = Document("Z", 1, [Voice("private", "P4", [Said(1.0, {"trust": 1})])], kind="background")
    rows = series([*MEETINGS, paper], kinds=("board_minutes", "background"))
    for measure, dimension in (("tone", "all"), ("tone", "market"), ("voice_share", "all")):
        own, whole = (cell(rows, "private", measure, dimension, kind=kind) for kind in ("board_minutes", "all"))
        names = ("value", "n_documents", "n_sentences", "n_speakers")
        assert [whole[name] for name in names] == [own[name] for name in names]


def test_the_interval_of_kind_all_adds_the_variances_of_the_kinds():
    """Each kind is a pool of one cell of two documents, so that df = 1 and s²* = (20 φ m(1 − m) + s²) / 21."""
    texts = {"board_minutes": (0.2, 0.6), "interview": (0.0, 0.2)}
    papers = [
        Document(f"{kind}{number}", 1, [Voice("private", "P1", [Said(tone)])], kind=kind)
        for kind, tones in texts.items()
        for number, tone in enumerate(tones)
    ]
    row = cell(series(papers, kinds=tuple(texts)), "private", "tone", kind="all")
    # On (1 + tone) / 2: means .7 and .55, s² .02 and .005; m = .75 · .7 + .25 · .55 = .6625
    # φ m(1 − m) = .02 · .21 / (.21 + .01) = .0190909 and .005 · .2475 / (.2475 + .0025) = .00495; s²* = .0191342 and .0049524
    # error = .5625 · .0095671 + .0625 · .0024762 = .00553626; df = error² / (.0053815² + .00015476²) = 1.06 → 1; t = 12.7062
    half = 12.7062 * 0.00553626**0.5 / (0.6625 * 0.3375)
    centre = log(0.6625 / 0.3375)
    low, high = (2 / (1 + exp(-(centre + sign * half))) - 1 for sign in (-1, 1))
    assert [row["value"], row["ci_low"], row["ci_high"]] == pytest.approx([2 * 0.6625 - 1, low, high], abs=1e-5)


def test_a_study_of_background_papers_alone_still_has_a_kind_all():
    paper = Document("Z", 1, [Voice("private", "P4", [Said(0.5)])], kind="background")
    rows = series([paper], kinds=("background",))
    assert cell(rows, "private", "tone", kind="all")["value"] == pytest.approx(0.5)


def test_one_kind_alone_gives_the_same_value_and_interval_as_kind_all():
    rows = series(MEETINGS)
    for measure, dimension in (("lexicon_share", "trust"), ("tone", "all"), ("tone_intensity", "all"), ("voice_share", "all")):
        own, whole = (cell(rows, "private", measure, dimension, kind=kind) for kind in ("board_minutes", "all"))
        assert [whole[name] for name in ("value", "ci_low", "ci_high")] == pytest.approx(
            [own[name] for name in ("value", "ci_low", "ci_high")]
        )


def test_partnership_all_is_the_mean_of_the_partnerships_with_t_of_one_less():
    places = ("eastham", "northbridge", "westford")
    papers = [Document(p, 1, [Voice("private", p, [Said(tone)])], partnership=p) for p, tone in zip(places, (0.0, 0.3, 0.6), strict=True)]
    row = cell(series(papers, partnerships=places), "private", "tone", partnership="all")
    half = 4.302653 * 0.3 / 3**0.5  # t(.975, 2) · sd / √3
    assert [row[name] for name in ("value", "ci_low", "ci_high")] == pytest.approx([0.3, 0.3 - half, min(0.3 + half, 1.0)], abs=1e-6)
    assert (row["period_start"], row["n_documents"], row["n_speakers"]) == (None, 3, 3)
    two = series(papers[:2], partnerships=places[:2])
    assert cell(two, "private", "tone", partnership="all")["ci_low"] is None


def test_a_period_is_complete_on_the_day_after_its_last():
    assert cell(series(MEETINGS, as_of=date(2005, 9, 2)), "private", "tone")["is_period_complete"]
    row = cell(series(MEETINGS, as_of=date(2005, 9, 1)), "private", "tone")
    assert (row["is_period_complete"], row["period_start"], row["period_end"]) == (False, date(2004, 9, 1), date(2005, 9, 1))


def test_each_partnership_has_the_years_of_its_own_documents_and_all_has_every_year_between():
    papers = [*MEETINGS, Document("E", 4, [Voice("public", "P5", [Said()])], partnership="eastham")]
    years = {(key[0], key[5]) for key in series(papers, partnerships=("northbridge", "eastham"))}
    assert years == {("northbridge", 1), ("eastham", 4), *(("all", year) for year in (1, 2, 3, 4))}


def test_a_sentence_without_a_score_is_a_defect_not_a_neutral_sentence():
    tables = make_tables(MEETINGS)
    tables["scores"] = tables["scores"].slice(1)
    with pytest.raises(ContractViolation, match="1 measured sentences have no score"):
        culture_series(Record(**tables, study=make_study("northbridge"), dimensions=DIMENSIONS), settings=OPEN, as_of=date(2030, 1, 1))


def test_a_voice_the_study_does_not_know_is_a_defect_not_narration():
    with pytest.raises(ContractViolation, match="partner_type"):
        series([Document("A", 1, [Voice("martian", "P1", [Said()])])])


def test_no_measured_document_gives_the_empty_table():
    draft = Document("D", 1, [Voice("private", "P9", [Said()])], status="quarantined")
    assert series([draft]) == {}
