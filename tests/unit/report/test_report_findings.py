"""The rule behind every title: what may be said, and what may not."""

import pytest
from change_rows import STEP, change, changes

from liftmine.report.findings import Finding, count_findings, read_findings, read_steps, state_by_partnership, state_findings
from liftmine.report.marks import Step

RISES, FALLS, FLAT, STEPS_UP = Finding.RISES, Finding.FALLS, Finding.NO_CLEAR_CHANGE, Finding.STEPS_UP
LABELS = {"public": "public", "private": "private", "joint": "joint"}
SERIES = ("lexicon_share", "trust_relational")


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([change()], RISES),
        ([change(estimate=-0.02)], FALLS),
        ([change(q_value=0.05)], FLAT),
        ([change(), change(**STEP, break_year=6)], STEPS_UP),
        ([change(**{**STEP, "estimate": -0.15}, break_year=6)], Finding.STEPS_DOWN),
        ([change(), change(**STEP)], RISES),  # a line fits better than the step
        ([change(q_value=0.2), change(**STEP)], FLAT),  # an undated step alone
        ([change(q_value=0.2), change(**STEP, break_year=6)], STEPS_UP),
    ],
)
def test_a_series_changes_only_where_a_test_is_clear_after_all_comparisons(rows, finding):
    assert read_findings(changes(*rows))[SERIES]["wick"] == {"public": finding}


def test_what_was_not_tested_is_not_judged():
    descriptive = change(partnership_id="all", p_value=None, q_value=None)
    assert read_findings(changes(descriptive)) == {}
    assert read_findings(changes(change(question="before_after"))) == {}


def test_a_title_names_rises_first_and_joins_partner_types_in_the_order_of_the_study():
    findings = {"joint": RISES, "public": RISES, "private": FLAT}
    assert state_findings([findings], LABELS) == "rises for public and joint; no clear change for private"


def test_a_title_with_nothing_to_say_says_so():
    assert state_findings([dict.fromkeys(LABELS, FLAT)], LABELS) == "no clear change for any partner type"
    assert state_findings([{}], LABELS) == "too little to say"


def test_several_partnerships_without_a_pooled_panel_are_counted():
    panels = [{"public": RISES}, {"public": FLAT}, {"public": RISES, "joint": FALLS}]
    assert state_findings(panels, LABELS) == "rises for public in 2 of 3 partnerships; falls for joint in 1 of 3 partnerships"
    assert count_findings(panels, "public") == {RISES: 2, FLAT: 1}


def test_single_partnerships_are_named_and_many_are_counted():
    falling = {"public": FALLS, "private": FALLS, "joint": FLAT}
    few = {"Eastmere": {"public": STEPS_UP}, "Stourvale": falling, "Ashcombe": {"public": FLAT}}
    assert state_by_partnership(few, LABELS) == "steps up for public in Eastmere; falls for public and private in Stourvale"
    many = {f"P{number}": falling for number in range(4)} | {"Q": {}}
    assert state_by_partnership(many, LABELS) == "falls for public and private in 4 of 5 partnerships"
    assert state_by_partnership({"Ashcombe": {"public": FLAT}}, LABELS) == ""


@pytest.mark.parametrize("note", ["recording_break_in_year_9", "recording_break_in_year_9_of_wick; made of board_minutes alone"])
def test_a_change_across_a_break_of_recording_never_stands_in_a_title_unflagged(note):
    rows = [change(note=note), change(partner_type="private"), change(partner_type="joint", q_value=0.5, note=note)]
    findings = read_findings(changes(*rows))[SERIES]["wick"]
    assert state_findings([findings], LABELS) == (
        "rises for private; rises for public (⚑\u00a0across a change in how the minutes are kept); no clear change for joint"
    )
    assert state_by_partnership({"Wick": findings}, LABELS).endswith(
        "rises for public (⚑\u00a0across a change in how the minutes are kept) in Wick"
    )


def test_every_kind_of_change_has_a_flagged_form():
    for rows in (
        [change()],
        [change(estimate=-0.02)],
        [change(**STEP, break_year=6)],
        [change(**{**STEP, "estimate": -0.15}, break_year=6)],
    ):
        plain = read_findings(changes(*rows))[SERIES]["wick"]["public"]
        (flagged,) = read_findings(changes(*({**row, "note": "recording_break_in_year_4"} for row in rows)))[SERIES]["wick"].values()
        assert (flagged.plain, flagged.is_flagged, plain.is_flagged) == (plain, True, False)
        assert flagged.is_up is plain.is_up


def test_only_clear_and_dated_steps_are_marked():
    rows = [
        change(**STEP, break_year=6, break_year_low=5, break_year_high=8),
        change(**STEP, partner_type="private"),
        change(**STEP, partner_type="joint", break_year=6, q_value=0.2),
    ]
    assert read_steps(changes(*rows)) == {SERIES: {"wick": {"public": Step(6, 5, 8)}}}
