"""What meetings say without a speaker, frames of single speakers, and whose words end where."""

import pytest
from attribution_readings import minutes


def heard(*paragraphs, **changes):
    return [(row.mode, row.label) for row in minutes(*paragraphs, **changes)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Board RESOLVED to mend the roof.",
        "Resolved: that the roof be mended.",
        "Opinions were sharply divided.",
        "No agreement was reached on the fence.",
        "There was much laughter.",
        "His account was met with disbelief.",
        "Unease was expressed about the drains.",
        "After a long discussion it was decided to mend the roof.",
        "It was agreed to write to Harrowgate about the roof.",
    ],
)
def test_what_the_meeting_decides_or_feels_is_collective(sentence):
    assert heard(sentence) == [("collective", None)] or heard(sentence)[0][0] == "collective"


@pytest.mark.parametrize(
    "sentence",
    [
        "IV proposed that the roof be mended, and the members concurred.",
        "IV proposed that the roof be mended, and this was agreed.",
        "IV proposed that the roof be mended; the Board approved.",
    ],
)
def test_the_meeting_answers_at_the_end_of_a_sentence(sentence):
    assert [mode for mode, _ in heard(sentence)] == ["reported", "collective"]


def test_it_is_the_board_that_felt_and_nobody_where_a_report_noted():
    assert heard("The Board discussed the letter and agreed to answer. It felt that the tone was wrong.")[1] == ("collective", "The Board")
    assert heard("The Board received the report. It noted that the drains leak.")[1][0] != "collective"


def test_they_are_the_group_that_spoke_in_the_same_paragraph():
    assert heard("The Board heard the plan. IV offered to draw a map. They thought it useful.")[2] == ("collective", "The Board")


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Comments were as follows:", ("collective", None)),
        ("The following points were also made by Ida Voss:", ("reported", "Ida Voss")),
    ],
)
def test_a_list_belongs_to_whom_its_lead_in_names(lead, expected):
    assert heard(f"{lead}\n• the roof leaks badly in the rain") == [expected, expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "IV could not comment.",
        "IV could not have agreed more.",
        "IV could only repeat that the roof was old.",
        "IV could give no guarantee that it would hold.",
        "IV did not try to defend the roof.",
        "IV had looked into it and did not believe that it was rust.",
        "IV had heard the same from the neighbours.",
        "IV took these points.",
        "IV recorded her appreciation of the roofers.",
        "IV flagged that the rent would go up.",
        "IV is tired of hearing about the drains.",
        "IV circulated photographs of the roof.",
        "IV passed on her colleague's apologies and said that he was ill.",
        "IV was not so sure.",
        "It was IV's view that the roof would hold.",
        "PL having tabled the drawings, IV questioned the colour.",
    ],
)
def test_frames_of_one_speaker_are_heard(sentence):
    assert heard(sentence) == [("reported", "IV")]


@pytest.mark.parametrize(
    "sentence", ["The roof could not hold.", "IV could not attend the opening.", "IV took the keys.", "IV passed on the keys."]
)
def test_strength_absence_and_things_are_no_speech(sentence):
    assert all(mode == "none" for mode, _ in heard(sentence))


def test_in_his_opinion_is_the_speaker_before():
    rows = minutes("PL said that the bricks were new. They came, in her opinion, from the river.")
    assert [row.label for row in rows] == ["PL", "PL"]


@pytest.mark.parametrize(
    "sentence",
    [
        "PL thought the lease clear; IV was not so sure.",
        "PL asked about the roof, to which IV answered that it was sealed.",
        "PL proposed a walk, and IV readily assented.",
    ],
)
def test_a_second_voice_has_its_own_part(sentence):
    assert [label for _, label in heard(sentence)] == ["PL", "IV"]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("Another questioner wished to know the price.", ("reported", "Another questioner")),
        ("A member asked who would pay.", ("reported", "A member")),
        ("IV could find no trace of the letter.", ("reported", "IV")),
        ("The draft is attached.", ("none", None)),
        ("The schedule shows a total of £12.", ("none", None)),
        ("The Board stood in silence.", ("none", None)),
    ],
)
def test_a_new_subject_ends_the_speech_before(following, expected):
    assert heard(f"PL said that the roof was old. {following}")[1] == expected


def test_a_member_of_no_name_is_of_no_side():
    (row,) = minutes("One member complained that the café was closed.", home_organisation="harrowgate")
    assert (row.partner_type, row.turn["person_id"]) == ("unknown", None)


def test_who_took_the_chair_is_whom_the_next_pronoun_means():
    assert minutes("In the absence of the Chair, Ida Voss took the chair. She said that he was ill.")[1].label == "Ida Voss"


def test_who_had_been_told_reports_it_and_who_was_told_listens():
    (told,) = minutes("IV had been told by the bank that the rent was paid.")
    assert (told.mode, told.label) == ("reported", "IV")
    assert minutes("IV was told that the rent was paid.")[0].label is None


def test_a_numbered_sentence_at_the_head_is_an_item_and_a_title_with_a_full_stop_a_heading():
    first, *rest = minutes("1. Approval of the minutes of the meeting of 3 May 2007.", "The minutes were approved without objection.")
    assert (first.is_content, rest[-1].mode) == (False, "collective")


def test_a_connective_before_a_colon_does_not_end_a_list():
    rows = minutes(
        "IV said that the day had gone badly because:\n• the gate was shut against everybody\nFurthermore:\n• the lamps were out"
    )
    assert [row.label for row in rows] == ["IV"] * len(rows)
