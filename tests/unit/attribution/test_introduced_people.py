"""Interviewees whom the head of an interview introduces, and witnesses whom a hearing calls."""

import pytest
from attribution_papers import DAY, attendees_of
from attribution_readings import said

from liftmine.attribution.transcripts.introductions import read_introductions

TALK = (
    "Interviewer: How did you find it?\n\nR1: I found it slow, to be honest.\n\nInterviewer: Why?\n\nR1: I never knew whom I should ask.\n"
)


def respondent(head, talk=TALK, label="R1", **changes):
    (turn,) = {(s.turn["person_id"], s.partner_type) for s in said(head + talk, kind="interview", **changes) if s.label == label}
    return turn


@pytest.mark.parametrize(
    "head",
    [
        "Interview with Nora Quill, Investment Director, Harrowgate Developments\n3 May 2007\n\n",
        "Interview 12 with Nora Quill (Investment Director, Harrowgate Developments)\n\n",
        "Transcript of a telephone interview with Nora Quill, Harrowgate Developments, 3 May 2007. Interviewer: a student.\n\n",
        "INTERVIEW WITH NORA QUILL, INVESTMENT DIRECTOR, HARROWGATE DEVELOPMENTS, 3 MAY 2007\n\n",
        "# Interview: Nora Quill, Investment Director at Harrowgate Developments\n\n",
        "Interview 12\nDate: 3 May 2007\nInterviewee: Nora Quill, Harrowgate Developments\n\n",
        "**Interviewee:** Nora Quill, Harrowgate Developments\n\n",
        "Interview 12\nName of interviewee: Nora Quill\nPosition: Director\nOrganisation: Harrowgate Developments\n\n",
        "HARROWGATE DEVELOPMENTS\nInterview with Nora Quill, Investment Director\n\n",
        "Interview with Nora Quill, Harrowgate, conducted by Ian Frost, Westmere PCT\n\n",
    ],
)
def test_a_head_tells_who_answers_and_for_whom(head):
    person, side = respondent(head)
    assert side == "private"
    (listed,) = [a for a in attendees_of(head + TALK, kind="interview") if a.name == "Nora Quill"]
    assert listed.person_id == person


def test_initials_and_names_of_the_head_are_labels_too():
    head = "Transcript of interview with Nora Quill (NQ), Manager, Westmere Estates Company. Interviewer (INT): a student.\n\n"
    for label in ("NQ", "Nora Quill", "NORA QUILL"):
        talk = TALK.replace("R1", label)
        assert respondent(head, talk, label)[1] == "joint"


def test_question_and_answer_belong_to_the_interviewee_of_the_head():
    talk = "Q. Were you there?\nA. I was, from the first day.\nQ. Who else was?\nA. You would have to ask them.\n"
    assert respondent("Interviewee: Nora Quill, Westmere PCT\n\n", talk, "A")[1] == "public"
    assert respondent("Interviewee: Nora Quill, Westmere PCT\n\n", talk, "Q")[1] == "unknown"


def test_of_two_introduced_people_a_number_tells_neither():
    head = "Interview with Nora Quill, Harrowgate Developments, and Sid Moor, Westmere PCT\n\n"
    assert [e.name.text for e in read_introductions(head)] == ["Nora Quill", "Sid Moor"]
    assert respondent(head)[1] == "unknown"
    assert respondent(head, TALK.replace("R1", "Sid Moor"), "Sid Moor")[1] == "public"


def test_metadata_outranks_the_head():
    head = "Interview with Nora Quill, Harrowgate Developments\n\n"
    assert respondent(head, speaker="Sid Moor", organisation="pct")[1] == "public"


def test_a_name_the_study_knows_needs_no_organisation():
    assert respondent("Interview with Petra Lund\n\n")[1] == "private"


def test_minutes_introduce_nobody():
    text = "Interview with Nora Quill, Harrowgate Developments\n\nPresent: Ida Voss\n"
    assert [a.name for a in attendees_of(text, day=DAY)] == ["Ida Voss"]


@pytest.mark.parametrize("text", ["Interview with the Trust\n", "Interview 7\n", "The interview with Nora Quill was long.\n", ""])
def test_titles_without_a_name_introduce_nobody(text):
    assert read_introductions(text) == ()


HEARING = """WESTMERE INQUIRY

THE CHAIRMAN: Good morning. I think we are ready for you, Mr Frost.
MR FROST: Thank you. I call Ms Nora Quill.

{called}
{examined}
Q. Ms Quill, you were a director of Harrowgate Developments, I think?
A. I was, for my sins.
Q. And did you know what your colleagues had promised?
A. I knew what I had promised.
THE CHAIRMAN: Did you tell anyone?
A. I told my board, sir, and you can see it in our minutes.
MS VALE: May I ask one thing? When did you leave?
A. I left in March.
Q. Did you go to the PCT?
A. I did not.
"""


@pytest.mark.parametrize(
    ("called", "examined"),
    [
        ("MS NORA QUILL (affirmed)", "Questions by MR FROST"),
        ("MS NORA QUILL (sworn)", "Examination-in-chief by MR FROST"),
        ("MS NORA QUILL, Director, Harrowgate Developments (sworn)", "Examined by MR FROST"),
    ],
)
def test_a_hearing_knows_whose_answers_and_whose_questions_they_are(called, examined):
    sentences = said(HEARING.format(called=called, examined=examined))
    of = {s.text: s for s in sentences}
    assert {s.partner_type for s in sentences if s.label == "A"} == {"private"}
    assert of["Did you tell anyone?"].label == "THE CHAIRMAN"
    assert of["Good morning."].label == "THE CHAIRMAN"
    frost, vale = of["Thank you."].turn["person_id"], of["May I ask one thing?"].turn["person_id"]
    first, second = (of[t].turn for t in ("And did you know what your colleagues had promised?", "Did you go to the PCT?"))
    assert first["person_id"] == frost
    assert second["person_id"] == vale
    assert not any("xamin" in s.text or "Questions by" in s.text for s in sentences if s.mode == "verbatim")


def test_answers_of_an_unknown_house_stay_unknown():
    text = HEARING.format(called="MS NORA QUILL (sworn)", examined="Questions by MR FROST").replace("Harrowgate Developments", "a bakery")
    assert {s.partner_type for s in said(text) if s.label == "A"} == {"unknown"}


def test_an_organisation_that_is_interviewed_is_no_person():
    assert attendees_of("Interview with Harrowgate Developments\n\n" + TALK, kind="interview") == ()
