"""Labels that look like no name, in transcripts whose every paragraph begins with one."""

import pytest
from attribution_readings import said

WORDS = ["How did you come to it?", "I came in the second year.", "And what did you think of it?", "I thought we would never build it."]


def transcript(*labels: str) -> str:
    return "\n\n".join(f"{label}: {words}" for label, words in zip(labels * 2, WORDS, strict=True))


@pytest.mark.parametrize(
    "labels",
    [
        ("Interviewer", "Sam"),
        ("LEE, Ann (NHS FERNHILL)", "May, Bob"),
        ("ann.lee", "bob.may"),
        ("Ann Lee [External]", "iPhone"),
        ("Ann", "jo"),
    ],
)
def test_whoever_stands_in_front_of_every_paragraph_of_an_interview_speaks(labels: tuple[str, str]) -> None:
    assert [(row.label, row.text) for row in said(transcript(*labels), kind="interview")] == list(zip(labels * 2, WORDS, strict=True))


def test_where_most_paragraphs_have_no_label_such_words_are_none() -> None:
    text = transcript("Interviewer", "Ann Lee") + "\n\nthe sum: We paid it.\n\n" + "\n\n".join(["It was my own idea to pay."] * 6)
    assert {row.label for row in said(text, kind="interview") if row.mode == "verbatim"} == {"Interviewer", "Ann Lee"}


def test_the_lines_of_a_form_above_an_interview_stand_once_and_are_none() -> None:
    text = "Room: the old library\n\n" + transcript("Interviewer", "Sam")
    assert {row.label for row in said(text, kind="interview") if row.mode == "verbatim"} == {"Interviewer", "Sam"}
