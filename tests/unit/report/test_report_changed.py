"""What the page tells of the table `changes`."""

import pytest
from change_rows import STEP, change, changes

from liftmine.report.changed import read_changes, read_events, read_recording
from liftmine.tables.published import DIMENSIONS

NAMES = {"all": "All partnerships", "wick": "Wick LIFT", "ash": "Ash LIFT"}
LABELS = {"public": "Public", "private": "Private"}


def dimensions():
    usual = {"framework": "F", "definition": "D", "source": "S", "n_terms": 1, "lexicon": "culture", "lexicon_sha256": "0"}
    return DIMENSIONS.from_rows([{"dimension": "trust_relational", "label": "Trust", **usual}])


def told(*rows):
    return [
        f"{each.partnership}: {each.voice}: {each.subject} {each.change}"
        for each in read_changes(changes(*rows), dimensions(), NAMES, LABELS)
    ]


def test_a_clear_trend_is_told_in_points_a_year():
    assert told(change()) == ["Wick LIFT: Public: Trust rises by 2.00 points a year"]


def test_what_is_not_clear_after_all_comparisons_is_not_told():
    assert told(change(q_value=0.05), change(q_value=None, question="before_after")) == []


def test_a_dated_step_is_told_in_place_of_the_line_through_it():
    assert told(change(), change(**STEP, break_year=6)) == ["Wick LIFT: Public: Trust steps up by 15.0 points in year 6"]


def test_a_step_that_a_line_fits_better_is_told_as_the_line():
    assert told(change(), change(**STEP)) == ["Wick LIFT: Public: Trust rises by 2.00 points a year"]


def test_all_voices_together_are_told_only_where_no_single_type_is():
    assert told(change(), change(partner_type="all")) == ["Wick LIFT: Public: Trust rises by 2.00 points a year"]
    assert told(change(partner_type="all")) == ["Wick LIFT: All voices: Trust rises by 2.00 points a year"]


def test_partnerships_stand_in_the_order_of_the_study_and_the_surest_first():
    rows = [change(partnership_id="ash"), change(q_value=0.01, measure="tone", dimension="all", unit="score_per_year"), change()]
    assert [line.split(": ")[0::2] for line in told(*rows)] == [
        ["Wick LIFT", "Trust rises by 2.00 points a year"],
        ["Wick LIFT", "Tone rises by 0.020 a year"],
        ["Ash LIFT", "Trust rises by 2.00 points a year"],
    ]


def test_a_distance_is_told_of_both_partner_types():
    apart = {
        "partner_type": "private;public",
        "measure": "distance",
        "dimension": "all",
        "question": "convergence",
        "unit": "squared_share_per_year",
    }
    assert told(change(**apart, estimate=0.0012)) == ["Wick LIFT: Private and Public: Distance grows by 0.0012 a year"]


@pytest.mark.parametrize(
    ("note", "across"),
    [
        ("made of board_minutes alone", ""),
        (None, ""),
        ("recording_break_in_year_9; made of board_minutes alone", "year 9"),
        ("recording_break_in_year_-1; recording_break_in_year_9", "year -1, year 9"),
        ("recording_break_in_year_9_of_ash; made of board_minutes alone", "year 9 (Ash LIFT)"),
    ],
)
def test_a_change_across_a_break_of_recording_names_it(note, across):
    (told_change,) = read_changes(changes(change(note=note)), dimensions(), NAMES, LABELS)
    assert told_change.across == across


def test_changes_across_a_break_of_recording_come_last_however_sure_they_are():
    across = change(note="recording_break_in_year_9", q_value=0.0001)
    told_changes = read_changes(changes(across, change(partner_type="private", q_value=0.04)), dimensions(), NAMES, LABELS)
    assert [each.voice for each in told_changes] == ["Private", "Public"]


def test_a_step_is_told_with_the_years_in_which_it_may_be():
    unsure = change(**STEP, break_year=6, break_year_low=5, break_year_high=8)
    sure = change(**STEP, break_year=6, break_year_low=6, break_year_high=6)
    assert told(unsure) == ["Wick LIFT: Public: Trust steps up by 15.0 points in year 6 (5 to 8)"]
    assert told(sure) == ["Wick LIFT: Public: Trust steps up by 15.0 points in year 6"]


def after(**columns):
    return change(question="before_after", unit="share", note="event: a merger; one partnership: its own years only", **columns)


def test_what_is_clear_after_an_event_is_told_beside_its_own_trend():
    assert told(after(estimate=-0.05)) == ["Wick LIFT: Public: Trust lower by 5.0 points after “a merger”, beside its own trend"]
    pooled = change(question="before_after", unit="share", partnership_id="all", note=None)
    assert told(pooled) == ["All partnerships: Public: Trust higher by 2.0 points after the events, beside its own trend"]


def test_an_event_is_told_of_even_where_nothing_is_clear_or_could_be_tested():
    rows = [after(q_value=q, partner_type=kind) for q, kind in ((0.3, "public"), (0.01, "private"), (None, "joint"))]
    (sentence,) = read_events(changes(*rows), NAMES, {"wick": "a merger"})
    assert sentence == (
        "Wick LIFT, before and after “a merger”: 2 series were compared beside their own trend, 1 of them changed clearly; "
        "1 series have too few years on a side for a test: changes.parquet describes their differences."
    )
    assert read_events(changes(after(q_value=0.3)), NAMES, {})[0].endswith("none of them changed clearly.")
    assert read_events(changes(change()), NAMES, {"elm, of which this release holds nothing": "a flood"}) == []
    assert read_events(changes(change()), NAMES, {"ash": "a new chair"}) == [
        "Ash LIFT, before and after “a new chair”: too few years on a side to compare anything."
    ]


def test_words_in_a_hundred_sentences_are_no_points():
    tone_words = change(measure="tone_intensity", dimension="all", unit="per_100_sentences_per_year", estimate=2.5)
    assert told(tone_words) == ["Wick LIFT: Public: Tone words rises by 2.50 per 100 a year"]


def test_a_break_of_recording_is_told_with_every_sign_of_it():
    break_of = {"measure": "recording", "question": "recording", "partner_type": "all", "break_year": 9}
    rows = [
        change(**break_of, dimension="words_per_document", unit="ratio", estimate=0.12),
        change(**break_of, dimension="reported_share", unit="share", estimate=-0.48),
        change(**{**break_of, "break_year": None}, dimension="words_per_sentence", unit="ratio", estimate=1.01),
    ]
    (sentence,) = read_recording(changes(*rows), NAMES)
    assert sentence.startswith("Wick LIFT: from year 9 the minutes are kept differently (")
    assert "words per document × 0.12" in sentence
    assert "share of reported speech −48.0 points" in sentence
    assert "words per sentence" not in sentence


def test_a_second_break_of_recording_has_a_sentence_of_its_own():
    row = change(measure="recording", question="recording", partner_type="all", break_year=9, dimension="reported_share", unit="share",
                 estimate=-0.48, note="also in year 4")  # fmt: skip
    first, second = read_recording(changes(row), NAMES)
    assert first.startswith("Wick LIFT: from year 4 the minutes are kept differently (share of reported speech)")
    assert second.startswith("Wick LIFT: from year 9 ")


@pytest.mark.parametrize(("q_value", "text"), [(0.0004, "< .001"), (0.0123, ".012"), (0.0494, ".049"), (0.0496, "< .050")])
def test_a_clear_q_value_never_looks_like_one_that_is_not(q_value, text):
    assert read_changes(changes(change(q_value=q_value)), dimensions(), NAMES, LABELS)[0].q_value == text
