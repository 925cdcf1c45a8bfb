"""What the page tells of the table `changes`."""

import pytest
from change_rows import STEP, change, changes

from liftmine.report.changed import read_changes, read_recording
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
    assert told(change()) == ["Wick LIFT: Public: Trust rises by 2.0 points a year"]


def test_what_is_not_clear_after_all_comparisons_is_not_told():
    assert told(change(q_value=0.05), change(q_value=None, question="before_after")) == []


def test_a_dated_step_is_told_in_place_of_the_line_through_it():
    assert told(change(), change(**STEP, break_year=6)) == ["Wick LIFT: Public: Trust steps up by 15.0 points in year 6"]


def test_a_step_that_a_line_fits_better_is_told_as_the_line():
    assert told(change(), change(**STEP)) == ["Wick LIFT: Public: Trust rises by 2.0 points a year"]


def test_all_voices_together_are_told_only_where_no_single_type_is():
    assert told(change(), change(partner_type="all")) == ["Wick LIFT: Public: Trust rises by 2.0 points a year"]
    assert told(change(partner_type="all")) == ["Wick LIFT: All voices: Trust rises by 2.0 points a year"]


def test_partnerships_stand_in_the_order_of_the_study_and_the_surest_first():
    rows = [change(partnership_id="ash"), change(q_value=0.01, measure="tone", dimension="all", unit="score_per_year"), change()]
    assert [line.split(": ")[0::2] for line in told(*rows)] == [
        ["Wick LIFT", "Trust rises by 2.0 points a year"],
        ["Wick LIFT", "Tone rises by 0.02 a year"],
        ["Ash LIFT", "Trust rises by 2.0 points a year"],
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


@pytest.mark.parametrize(("note", "is_flagged"), [("made of board_minutes alone", False), ("recording_break_in_year_9", True)])
def test_a_change_across_a_break_of_recording_is_flagged(note, is_flagged):
    (told_change,) = read_changes(changes(change(note=note)), dimensions(), NAMES, LABELS)
    assert told_change.is_flagged is is_flagged


def test_a_break_of_recording_is_told_with_every_sign_of_it():
    break_of = {"measure": "recording", "question": "recording", "partner_type": "all", "break_year": 9}
    rows = [
        change(**break_of, dimension="words_per_document", unit="ratio", estimate=0.12),
        change(**break_of, dimension="reported_share", unit="share", estimate=-0.48),
        change(**{**break_of, "break_year": None}, dimension="words_per_sentence", unit="ratio", estimate=1.01),
    ]
    (sentence,) = read_recording(changes(*rows), NAMES)
    assert sentence.startswith("Wick LIFT, from year 9:")
    assert "words per document × 0.12" in sentence
    assert "share of reported speech −48.0 points" in sentence
    assert "words per sentence" not in sentence
