"""Decisions with an agent, lists of what a body did, several voices at once, tasks, and whose words go on."""

import pytest
from attribution_readings import minutes


def voices(*paragraphs, **changes):
    return [(row.mode, row.label) for row in minutes(*paragraphs, **changes)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The policy was reviewed and adopted by the Board.",
        "The terms were reviewed and unanimously accepted by the Board.",
        "The draft was commended by members.",
        "This was welcomed by all members.",
        "The charter was praised by everyone.",
        "The internal controls were reviewed by the Council and found to be adequate.",
        "The consensus of the meeting was that the gate should stay.",
        "It was the sense of the members that the gate should stay.",
        "The view of the Board was that the gate should stay.",
        "Concerns were raised about the gate.",
        "After discussion the Board concluded that the gate should stay.",
        "On balance members preferred a hedge.",
        "The Board was unanimous that the gate should stay.",
        "Approved.",
        "The draft was tabled, debated at length and finally endorsed by the Board.",
        "It was the consensus of the Committee to move the gate.",
        "Nobody dissented.",
    ],
)
def test_what_a_body_decides_or_feels_is_collective(sentence):
    assert [mode for mode, _ in voices(sentence)] == ["collective"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The plan was reviewed by PL.",
        "The gate was reviewed on Monday.",
        "PL to circulate the drawings.",
        "OR/PL to redraft.",
        "There were no declarations of interest.",
        "No one else wished to speak.",
        "No public comment was offered.",
        "Ms Voss and Ms Lund were excused.",
    ],
)
def test_deeds_tasks_and_procedure_are_nobodys_words(sentence):
    assert [mode for mode, _ in voices(sentence)] == ["none"]


def test_a_task_ends_the_speech_before_it():
    assert voices("PL said that the gate was late. It would come in June. OR to write to the mason. It is made of oak.")[2:] == [
        ("none", None),
        ("none", None),
    ]


def test_what_a_body_did_may_stand_as_a_list_under_its_name():
    rows = minutes("The Board:", "• noted the drawings;", "• approved the business case, subject to the gate; and", "Thanks all round.")
    assert [row.mode for row in rows] == ["none", "collective", "collective", "none"]


def test_an_organisation_at_the_head_of_an_item_is_told_of_by_whose_list_it_is():
    rows = minutes("PL highlighted the following:", "• Visits are up.", "• The Council have agreed to extend the lease.")
    assert [(row.label, row.basis) for row in rows] == [("PL", "initials"), ("PL", "list_item"), ("PL", "list_item")]


def test_three_people_before_one_verb_speak_together():
    (row,) = minutes("OR, IV and PL all felt that the gate was too low.")
    assert (row.label, row.basis, row.partner_type) == ("OR, IV and PL", "joint", "unknown")
    (row,) = minutes("This was supported by OR, IV and PL.")
    assert (row.label, row.partner_type) == ("OR, IV and PL", "unknown")


def test_a_role_between_commas_is_no_second_person():
    (row,) = minutes("Petra Lund, Manager for Roads and Bridges, explained the gate.")
    assert (row.label, row.partner_type) == ("Petra Lund", "private")


def test_a_firm_of_two_names_is_no_second_voice():
    (row,) = minutes("Mr Dell of Moss and Reed presented the audit.")
    assert (row.label, row.basis) == ("Mr Dell", "title_unlisted")


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("PL asked why the gate was shut, and the Chair said that the key was lost.", ["PL", "the Chair"]),
        ("It was proposed by PL that the gate be painted, which was agreed nem con.", ["PL", None]),
        ("PL presented the drawings, which were approved by the Board.", ["PL", None]),
        ("PL referred to the budget, which was approved in March.", ["PL"]),
    ],
)
def test_answers_and_assents_are_cut_off(sentence, labels):
    assert [label or None for _, label in voices(sentence)] == labels


def test_whoever_is_named_as_agent_of_a_report_goes_on():
    assert voices("It was reported by PL that the mason had failed. The oak would have to be bought again.") == [
        ("reported", "PL"),
        ("reported", "PL"),
    ]


def test_a_report_taken_as_read_tells_whom_the_next_pronoun_means():
    assert voices("IV spoke.", "PL's report was taken as read. She picked out two things.")[-1] == ("reported", "PL")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("PL's recollection was different.", "PL"),
        ("PL had sent a message to say that the gate was shut.", "PL"),
        ("PL opened the meeting and said how good it was to see everyone.", "PL"),
        ("PL struggled to believe this.", "PL"),
        ("PL tendered the firm's apologies.", "PL"),
        ("PL had let it be known that the firm was content.", "PL"),
        ("PL had little sympathy.", "PL"),
        ("This was resisted by PL.", "PL"),
        ("PL reckons the gate will last.", "PL"),
        ("PL was cross about the gate.", "PL"),
        ("PL would need to ask the mason.", "PL"),
        ("PL read into the record a letter about the gate.", "PL"),
        ("Members were urged by the Chair to read the lease.", "the Chair"),
    ],
)
def test_further_ways_to_speak(sentence, label):
    assert voices(sentence) == [("reported", label)]


def test_the_board_may_be_encouraged_by_things():
    assert [mode for mode, _ in voices("The Board was encouraged by the progress on the gate.")] == ["collective"]
