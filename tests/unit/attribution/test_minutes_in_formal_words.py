"""Decisions in capitals, duties, second voices behind "although" and "which", and lists whose columns are set with blanks."""

import pytest
from attribution_papers import attendees_of, directory_of
from attribution_readings import minutes

HEAD = "Westmere LIFT\n\nNotes of 3 May 2007\n\n"


def voices(*paragraphs):
    return [(row.mode, row.label) for row in minutes(*paragraphs)]


@pytest.mark.parametrize(
    "sentence",
    [
        "IT WAS RESOLVED THAT the gate be painted by June.",
        "5.2 IT WAS UNANIMOUSLY AGREED to paint the gate by June.",
        "After consideration the Board APPROVED the second option.",
        "REQUESTED a further paper on the gate.",
        "Laughter followed this remark about the gate.",
        "The Board directed staff to paint the gate by June.",
        "The Board took assurance from the paper.",
        "Members were moved by the story of the gate.",
    ],
)
def test_what_a_body_decides_or_feels_in_formal_words_is_collective(sentence):
    assert [mode for mode, _ in voices(sentence)] == ["collective"]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("PL was sure that the gate would hold, although OR pointed out that it had fallen twice.", ["PL", "OR"]),
        ("PL suggested a new gate for the yard, which OR supported.", ["PL", "OR"]),
        ("PL asked for the cost of a new gate, which OR agreed to provide.", ["PL", "OR"]),
        ("PL described the gate, which OR supported with a beam of oak.", ["PL"]),
        ("On behalf of the Board PL congratulated the painters of the gate.", ["PL"]),
        ("OR remained unconvinced that the gate would hold.", ["OR"]),
        ("OR fed back that the gate was liked by everybody in the street.", ["OR"]),
    ],
)
def test_each_voice_of_a_sentence_is_heard(sentence, labels):
    assert [(mode, label) for mode, label in voices(sentence)] == [("reported", label) for label in labels]


def test_heads_of_columns_are_no_person_and_initials_stand_in_their_column():
    heads, first = "Name            Initials   Representing\n", "Ann Ash         AA         Westmere PCT\n"
    text = f"Attendees\n{heads}{first}Cara Dole       CD         Harrowgate\n"
    assert [(a.name, a.partner_type) for a in attendees_of(f"{HEAD}{text}\n1. Welcome\n\n")] == [
        ("Ann Ash", "public"),
        ("Cara Dole", "private"),
    ]


def test_a_label_broken_beside_its_list_opens_it():
    text = (
        "Present:       Ann Ash - Chair (AA)\n"
        "In             Bob Birch - Surveyor (BB)\n"
        "attendance:    Cara Dole - Auditor (CD)\n"
        "Minute taker:  Ed Fry (EF)\n"
    )
    assert {a.name: a.status.value for a in attendees_of(f"{HEAD}{text}\n1. Welcome\n\n")} == {
        "Ann Ash": "present",
        "Bob Birch": "in_attendance",
        "Cara Dole": "in_attendance",
        "Ed Fry": "in_attendance",
    }


def test_initials_behind_an_organisation_are_those_of_its_person():
    text = f"{HEAD}Present: Mr S Webb    Harrowgate Developments (SW), Ann Ash (AA)\n\n1. Welcome\n\nSW spoke of the gate.\n"
    found = directory_of(text).find("SW")
    assert found is not None
    assert (found.party.value, found.partner_type) == ("person", "private")
