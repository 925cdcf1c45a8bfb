"""Speakers a sentence names inside it or at its end, and what follows from hearing them."""

import pytest
from attribution_readings import minutes


@pytest.mark.parametrize(
    ("sentence", "label", "partner_type"),
    [
        ("The rooms on the first floor, Ms Voss advised, were let to a dentist.", "Ms Voss", "public"),
        ("The paving had been laid on a Tuesday, Ms Lund reported.", "Ms Lund", "private"),
        ("The paving was ready, PL told members, and the bill with it.", "PL", "private"),
        ("The open day had gone well, IV reported: sixty people had come.", "IV", "public"),
        ("The ceiling, said Ms Lund, was too low.", "Ms Lund", "private"),
        ("The PCT wanted more space, Ms Lund said.", "Ms Lund", "private"),
        ("The Council was late, as PL described it.", "PL", "private"),
        ("It was a bargain, which IV thought suspicious.", "IV", "public"),
        ("Elsewhere, Ms Lund said, the rooms were full.", "Ms Lund", "private"),
        ("The gate was locked, according to PL, who doubted the guard.", "PL", "private"),
        ("According to the Chair, the gate was open.", "the Chair", "public"),
        ("In the view of PL, the rent was fair.", "PL", "private"),
        ("In PL's opinion the rent was fair.", "PL", "private"),
        ("It was regrettable, in the judgement of IV, that the drains were shallow.", "IV", "public"),
        ("It was the view of Ms Lund that the rent was fair.", "Ms Lund", "private"),
        ("It was clear to PL that the rent was wrong.", "PL", "private"),
        ("It gave IV great comfort that the rent was right.", "IV", "public"),
        ("The noise troubled IV, who feared for the patients.", "IV", "public"),
        ("Petra Lund, Project Director introduced the drawings.", "Petra Lund", "private"),
        ("IV was asked when the key would come, and answered that it was lost.", "IV", "public"),
        ("IV was assured by PL that the gate was locked.", "PL", "private"),
        ("PL would write to the bank.", "PL", "private"),
        ("PL found the bank unhelpful.", "PL", "private"),
        ("PL saw no need for a fence.", "PL", "private"),
        ("PL had every confidence in the masons.", "PL", "private"),
        ("PL brought the Board up to date on the lease.", "PL", "private"),
    ],
)
def test_whoever_is_named_inside_a_sentence_is_its_voice(sentence, label, partner_type):
    (row,) = minutes(sentence)
    assert (row.label, row.mode, row.partner_type) == (label, "reported", partner_type)


@pytest.mark.parametrize(
    "sentence",
    [
        "According to the brochure, the gate was locked.",
        "The car park would open in March.",
        "The architect's model, the second of its kind, was heavy.",
        "PL found the keys.",
        "PL considered the proposal.",
    ],
)
def test_things_and_acts_have_no_voice(sentence):
    assert all(row.mode == "none" for row in minutes(sentence))


def test_who_speaks_at_the_head_of_a_sentence_outranks_whoever_is_named_inside():
    first, second = minutes("PL said that, as IV noted, the roof was old.", "She added that, as IV noted, it leaked.")
    assert (first.label, first.targets, second.partner_type) == ("PL", "public", "private")


def test_the_name_of_the_voice_inside_a_sentence_is_no_target():
    (row,) = minutes("The Council had been slow, Ms Lund of Harrowgate said, and the PCT slower.")
    assert (row.partner_type, row.targets) == ("private", "public")


def test_a_pronoun_means_the_speaker_heard_inside_the_sentence_before():
    rows = minutes("PL spoke of the roof. Oversight had fallen, Ms Voss noticed, between two posts. She asked that it be mended.")
    assert [row.partner_type for row in rows] == ["private", "public", "public"]


def test_he_who_would_do_something_is_the_agent_of_the_passive_before():
    rows = minutes("It was asked by PL whether the gate was locked. She would send the key.")
    assert (rows[1].label, rows[1].basis) == ("PL", "implicit")


def test_a_line_break_before_the_name_changes_nothing():
    (row,) = minutes("The paving had been laid on a Tuesday,\n          Ms Lund reported, and was dry.")
    assert (row.label, row.partner_type) == ("Ms Lund", "private")


def test_those_who_agree_unanimously_are_no_single_speaker():
    rows = minutes("IV noted the rent. They unanimously agreed to it.")
    assert [row.mode for row in rows] == ["reported", "collective"]


def test_the_mood_of_others_is_part_of_what_is_said():
    rows = minutes("PL spoke of the wards. The architects were frustrated by the lift.")
    assert [(row.label, row.basis) for row in rows][1] == ("PL", "implicit")


def test_a_list_goes_on_with_the_voice_named_at_the_end_of_its_lead_in():
    rows = minutes("IV spoke of the roof. Among the dangers, she listed:", "• a loose tile on the northern slope of it")
    assert [row.label for row in rows] == ["IV", "IV", "IV"]


def test_a_pronoun_inside_a_sentence_means_whom_the_sentence_begins_with():
    rows = minutes("PL spoke of the roof. Ida Voss, seated by the door, had been to see it, she said.")
    assert [row.partner_type for row in rows] == ["private", "public"]


@pytest.mark.parametrize(("words", "label"), [("answered that it was dry", "Harrowgate"), ("valued the land", "IV")])
def test_an_organisation_speaks_for_itself_where_its_words_follow(words, label):
    rows = minutes(f"IV spoke of the roof. Harrowgate {words}.")
    assert rows[1].label == label
