"""What a meeting decided, and what became of motions."""

import pytest
from attribution_readings import attribution_of

HEAD = "Westmere LIFT\n\nMinutes of the meeting held on 3 May 2007\n\nPresent: Petra Lund (PL), Omar Reyes (OR)\n\n1. Drains\n\n"


def decided(body):
    text = HEAD + body
    rows = attribution_of(text).resolutions.to_pylist()
    return [(" ".join(text[r["char_start"] : r["char_end"]].split()), r["kind"], r["outcome"]) for r in rows]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("RESOLVED that the lease be granted.", "resolved"),
        ("IT WAS RESOLVED THAT the seal be affixed.", "resolved"),
        ("It was agreed to approve the fire policy.", "agreed"),
        ("The Board APPROVED the business case.", "approved"),
        ("The minutes of the last meeting were approved as a correct record.", "approved"),
        ("The Committee considered the plan and resolved to adopt it.", "resolved"),
        ("The Board noted the report.", "noted"),
        ("Decision: The disposal of Elm House was deferred to July.", "deferred"),
        ("The proposal was rejected.", "rejected"),
    ],
)
def test_the_word_of_a_decision_is_its_kind(sentence, kind):
    assert decided(sentence) == [(sentence, kind, None)]


@pytest.mark.parametrize(
    "sentence", ["OR said that he agreed with PL.", "PL agreed to ring the firm.", "The Trust approved of the weather."]
)
def test_what_one_person_or_another_body_thinks_is_no_decision(sentence):
    assert decided(sentence) == []


def test_a_list_below_a_lead_in_gives_a_row_each():
    body = "The Board:\n\n(a) NOTED the report;\n\n(b) APPROVED the targets.\n\n2. Close\n\nPL thanked OR."
    assert [(kind, words[-8:]) for words, kind, _ in decided(body)] == [("noted", " report;"), ("approved", "targets.")]


def test_items_below_resolved_take_its_word():
    body = "RESOLVED:\n\n1. To note the report.\n\n2. To delegate authority to the Director."
    assert [kind for _, kind, _ in decided(body)] == ["resolved", "resolved"]


@pytest.mark.parametrize(("vote", "outcome"), [("RESULT: PASSED", "carried"), ("The motion failed.", "failed"), ("OR left.", None)])
def test_a_motion_has_the_outcome_of_the_vote_below_it(vote, outcome):
    assert decided(f"Motion: Director Stamp moved to approve the minutes.\n\n{vote}") == [
        ("Motion: Director Stamp moved to approve the minutes.", "motion", outcome)
    ]
