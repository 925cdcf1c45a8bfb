"""What the head of an interview, or a label itself, says of who speaks: one row, one way in which transcripts are written."""

import pytest
from attribution_readings import attribution_of, said

from liftmine.attribution.transcripts.legend import read_legend

WORDS = [
    "Could you tell me how it began?",
    "I came in the second year, when my predecessor left.",
    "And then?",
    "We built it, and you can see it from here.",
    "Would you do it again?",
    "Yes, I think I would.",
    "Is there more?",
    "No, that is all I have.",
]
BUILDER = "Harrowgate Developments"


def talk(asks: str, answers: str, form: str = "{}: {}") -> str:
    return "\n\n".join(form.format(label, words) for label, words in zip([asks, answers] * 4, WORDS, strict=True))


ROWS = [
    ("Key: I – Interviewer; R1 – Manager, {}\n\n", "I", "R1", "{}: {}"),
    ("I = Interviewer\nR1 = Site manager ({})\n\n", "I", "R1", "{}: {}"),
    ("Key\nI\tInterviewer\nR1\tManager, {}\n\n", "I", "R1", "{}\t{}"),
    ("Speaker 1 is the interviewer. Speaker 2 is Nora Quill of {}.\n\n", "Speaker 1", "Speaker 2", "{}: {}"),
    ("Participant 1 works for {}; the moderator is a student.\n\n", "Moderator", "Participant 1", "{}: {}"),
    ("Participants: Ida Voss (IV, interviewer), Nora Quill (NQ), {}\n\n", "IV", "NQ", "{}: {}"),
    ("Interview with Nora Quill, {}\nInterviewer: Ida Voss\n\n", "IV", "NQ", "{} – {}"),
    ("Interview with Nora Quill, {}\nInterviewer: Ida Voss\n\n", "IV", "NQ", "{}    {}"),
    ("Witnesses\n\nI: Nora Quill, Director, {}, and Sid Moor, Westmere PCT.\n\n", "Q1 Chair", "Nora Quill", "{}: {}"),
    ("Nora Quill ({}), 7 July 2009\n\n", "Interviewer", "Nora", "{}: {}"),
    ("Ida Voss (interviewer), Nora Quill ({})\n\n", "Ida Voss", "Nora Quill", "{}: {}"),
    ("Present: Ida Voss (interviewer), Nora Quill of {}, Sid Moor\n\n", "IV", "NQ", "{}: {}"),
    ("Respondent: Head of Projects, {}\n\n", "Int", "Resp", "{}: {}"),
    ("Interview with Head of Projects, {}\n\n", "INT", "RES", "{}. {}"),
    ("", "IDA VOSS (FACILITATOR)", f"NORA QUILL ({BUILDER.upper()})", "{}: {}"),
    ("", "The Convener (Ida Voss)", f"Nora Quill ({BUILDER})", "{}\n{}"),
    ("", "Ida Voss, Moderator", f"Nora Quill, {BUILDER}", "{}: {}"),
    ("", "Speaker A (Interviewer)", f"Speaker B (Director, {BUILDER})", "{}: {}"),
]


@pytest.mark.parametrize(("head", "asks", "answers", "form"), ROWS)
def test_who_answers_has_the_side_that_is_stated_and_who_asks_has_none(head, asks, answers, form):
    text = "Held on 7 July 2009\n\n" + head.format(BUILDER) + talk(asks, answers, form)
    rows = [row for row in said(text, kind="interview") if row.mode == "verbatim"]
    assert {row.text: row.partner_type for row in rows} == dict(zip(WORDS, ["unknown", "private"] * 4, strict=True))
    assert len({row.turn["person_id"] for row in rows}) == 2


def test_a_label_that_is_explained_once_is_one_person():
    text = "Held on 7 July 2009\n\n" + talk("Ida Voss", "Nora Quill").replace("Nora Quill", f"Nora Quill, {BUILDER}", 1)
    rows = [row for row in said(text, kind="interview") if row.text in WORDS[1::2]]
    assert len({row.turn["person_id"] for row in rows}) == 1
    assert {row.partner_type for row in rows} == {"private"}


@pytest.mark.parametrize("words", ["My Lady, I will end by saying this: we are done.", "Ms Quill, as you know: we were late."])
def test_an_address_with_a_colon_is_no_label(words):
    text = talk("Ms Voss", "Mr Moor") + f"\n\n{words}"
    assert {row.label for row in said(text) if row.mode == "verbatim"} == {"Ms Voss", "Mr Moor"}


def test_a_first_turn_is_no_legend():
    assert read_legend("I: Who decided?\n\nR1: The director, mainly.\n").labels == {}
    assert read_legend("RK: I am Ruth.\nJA: Jane Ash, Director\n").labels == {}


def test_summaries_behind_initials_stay_minutes():
    words = ["updated the group on the lease.", "thought that we should ask.", "to send the plans.", "asked if we could meet earlier."]
    text = "Notes of meeting 4 May 2011\n\n" + "\n\n".join(f"{('JA', 'MO')[n % 2]}: {words[n % 4]}" for n in range(16))
    assert attribution_of(text).facts["layout"].to_pylist() == ["minutes"]


COURT = """THE COURT: Good morning. You may call your witness.
NORA QUILL, called as a witness, having been duly sworn, testified as follows:
BY MR. FROST:
Q   When did you join them?
A   I joined in May.
Q   Did you read it?
A   I did, and I signed it.
THE COURT: I have a question. Who paid for it?
THE WITNESS: We did, Your Honor.
"""


def test_a_court_that_speaks_between_question_and_answer_is_heard():
    rows = said(COURT.strip().replace("\n", "\n\n"), kind="interview")
    of = {row.text: row for row in rows}
    assert of["Who paid for it?"].label == "THE COURT"
    assert not any("duly sworn" in row.text for row in rows if row.mode == "verbatim")
    assert of["We did, Your Honor."].turn["person_id"] == of["I joined in May."].turn["person_id"]


def test_a_heading_in_capitals_introduces_nobody():
    assert (
        attribution_of("7 July 2009\n\nCLOSING REMARKS (continued)\n\n" + talk("Ms Voss", "Mr Moor"), kind="interview").attendance.num_rows
        == 0
    )
