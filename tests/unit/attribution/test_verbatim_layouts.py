"""Transcripts in the layouts people write them in, and minutes that only look like one."""

import pytest
from attribution_readings import attribution_of, said

from liftmine.attribution.transcripts.verbatim import read_labels

QUESTIONS = [
    "Could you tell me how you first came to the project?",
    "And what did you think of the plans when you saw them?",
    "Would you do it again if they asked you?",
    "Is there anything we have not talked about?",
]
ANSWERS = [
    "I came in the second year, when my predecessor left.",
    "I thought we would never build it. You know how these things are.",
    "Yes, I would, but I would want my own lawyer.",
    "No, I think we have been through it all.",
]


def interview(write, asks="Interviewer", answers="Ada Finch") -> str:
    return "\n\n".join(write(asks, q) + "\n\n" + write(answers, a) for q, a in zip(QUESTIONS, ANSWERS, strict=True))


def verbatim(text, **changes):
    return [(row.label, row.text) for row in said(text, **({"kind": "interview"} | changes)) if row.mode == "verbatim"]


@pytest.mark.parametrize(
    ("write", "asks", "answers"),
    [
        (lambda name, words: f"{name}: {words}", "Interviewer", "Ada Finch"),
        (lambda name, words: f"**{name}**: {words}", "Interviewer", "Ada Finch"),
        (lambda name, words: f"[00:12:31] {name}: {words}", "Interviewer", "Ada Finch"),
        (lambda name, words: f"00:12 {name}: {words}", "Interviewer", "Ada Finch"),
        (lambda name, words: f"{name}: {words}", "interviewer 1", "respondent"),
        (lambda name, words: f"{name}: {words}", "Mr Voss", "Ms Finch"),
        (lambda name, words: f"{name}: {words}", "MR VOSS", "MS FINCH"),
        (lambda name, words: f"{name}: {words}", "AF", "GM"),
        (lambda name, words: f"{name}: {words}", "Speaker 1", "Speaker 2"),
        (lambda name, words: f"{name}: {words}", "I", "R1"),
        (lambda name, words: f"{name}. {words}", "Q", "A"),
        (lambda name, words: f"{name}  {words}", "Q", "A"),
        (lambda name, words: f"{name}\n{words}", "THE CHAIRMAN", "MRS FINCH"),
        (lambda name, words: f"{name}\n{words}", "Gideon Marsh", "Ada Finch"),
        (lambda name, words: f"{name}  0:03\n{words}", "Gideon Marsh", "Ada Finch"),
        (lambda name, words: f"{name}\t{words}", "Gideon Marsh", "Ada Finch"),
        (lambda name, words: f"{name} – {words}", "Gideon Marsh", "Ada Finch"),
        (lambda name, words: f"<v {name}>{words}", "Gideon Marsh", "Ada Finch"),
        (lambda name, words: f"[{name}] {words}", "Interviewer", "Ada Finch"),
    ],
)
def test_each_layout_gives_every_turn_its_speaker_as_written(write, asks, answers):
    rows = verbatim(interview(write, asks, answers))
    assert {label for label, _ in rows} == {asks, answers}
    assert [text for label, text in rows if label == asks] == QUESTIONS
    assert " ".join(text for label, text in rows if label == answers) == " ".join(ANSWERS)


def test_a_repeated_label_begins_a_new_turn_and_a_paragraph_without_label_goes_on():
    text = (
        interview(lambda name, words: f"{name}: {words}") + "\n\nAda Finch: One more thing.\n\nIt was my idea.\n\nAda Finch: That is all."
    )
    result = attribution_of(text, kind="interview")
    last = [text[turn["char_start"] : turn["char_end"]].strip() for turn in result.turns.to_pylist()][-2:]
    assert last == ["Ada Finch: One more thing.\n\nIt was my idea.", "Ada Finch: That is all."]


def test_the_answers_are_those_of_whom_the_metadata_names():
    rows = said(interview(lambda n, w: f"{n}. {w}", "Q", "A"), kind="interview", speaker="Petra Lund", organisation="builders")
    types = {row.label: row.partner_type for row in rows}
    assert types == {"Q": "unknown", "A": "private"}


def test_the_answers_are_those_of_the_witness_sworn_last():
    text = "MS ADA FINCH (sworn).\n\n" + interview(lambda n, w: f"{n}. {w}", "Q", "A")
    text += "\n\nMR GIDEON MARSH (affirmed).\n\n" + interview(lambda n, w: f"{n}. {w}", "Q", "A")
    rows = said(text, kind="interview")
    people = [row.turn["person_id"] for row in rows if row.label == "A"]
    assert len(set(people)) == 2
    assert people[0] != people[-1]


@pytest.mark.parametrize("asks", ["Interviewer", "Researcher", "Q", "INT", "interviewer"])
def test_questions_are_never_the_interviewees_words(asks):
    rows = said(interview(lambda n, w: f"{n}: {w}", asks), kind="interview", speaker="Ada Finch", organisation="builders")
    assert {row.partner_type for row in rows if row.text in QUESTIONS} == {"unknown"}
    assert {row.partner_type for row in rows if row.text in ANSWERS} == {"private"}
    assert len({row.turn["person_id"] for row in rows}) == 2


def test_the_header_of_an_interview_is_no_turn():
    header = "Interviewee: Ada Finch, Builder\nInterviewer: Gideon Marsh\nPlace: Elmwood\n\n"
    rows = said(header + interview(lambda n, w: f"{n}: {w}"), kind="interview")
    assert next(row.text for row in rows if row.mode == "verbatim") == QUESTIONS[0]


def test_a_speaker_the_study_knows_has_its_partner_type():
    rows = said(interview(lambda n, w: f"{n}: {w}", answers="Petra Lund"), kind="interview")
    assert {row.label: row.partner_type for row in rows}["Petra Lund"] == "private"


def test_counsel_is_a_person_of_their_own():
    rows = said(interview(lambda n, w: f"{n}: {w}", asks="Counsel Inquiry"), kind="interview")
    people = {row.label: row.turn["person_id"] for row in rows}
    assert people["Counsel Inquiry"]
    assert people["Counsel Inquiry"] != people["Ada Finch"]


def test_stage_directions_and_what_stands_before_the_first_label_are_nobodys_words():
    text = (
        "Hearing of the third day\n\n(10.00 am)\n\n"
        + interview(lambda n, w: f"{n}: {w}")
        + "\n\n(Proceedings delayed)\n\nAda Finch: As I said."
    )
    rows = said(text, kind="interview")
    silent = [row.text for row in rows if row.mode == "none"]
    assert silent == ["(Proceedings delayed)"]  # the title page holds no sentences at all
    assert not any(row.is_content for row in rows if row.mode == "none")


def test_the_label_belongs_to_the_turn_and_not_to_the_sentence():
    text = interview(lambda name, words: f"{name}: {words}")
    result = attribution_of(text, kind="interview")
    turn, sentence = result.turns.to_pylist()[0], result.sentences.to_pylist()[0]
    assert turn["char_start"] == 0
    assert text[sentence["char_start"] : sentence["char_end"]] == QUESTIONS[0]


def test_an_interview_without_any_speaker_is_quarantined():
    result = attribution_of("I came in the second year. I thought we would never build it.", kind="interview")
    assert result.facts["reason_code"].to_pylist() == ["NO_TURNS"]
    assert result.turns.num_rows == result.sentences.num_rows == 0


VOTES = "\n\n".join(
    f"{number}. Lease of plot {number}\n\nDirector Voss asked who would pay for it. Ms Finch said that we had agreed to.\n\n"
    "RESULT: Passed\n\n"
    "MOVER: Ida Voss, Director\n\nSECONDER: Ada Finch, Director\n\nAYES: Voss, Finch, Marsh\n\nABSENT: Lund"
    for number in range(1, 9)
)


def test_vote_blocks_do_not_make_minutes_a_transcript():
    result = attribution_of(VOTES)
    assert result.facts["layout"].to_pylist() == ["minutes"]


def test_labels_with_summaries_do_not_make_minutes_a_transcript():
    names = ["Director Voss", "Director Finch", "Director Marsh", "Director Lund"]
    text = "\n\n".join(
        f"{name}: asked why we pay {number} pounds for what you and I had been promised." for number, name in enumerate(names * 5)
    )
    rows = said(text)
    assert {row.mode for row in rows} == {"reported"}
    assert rows[0].label == "Director Voss"


def test_a_hearing_filed_as_minutes_is_still_a_transcript():
    result = attribution_of(interview(lambda name, words: f"{name}: {words}", "Mr Voss", "Ms Finch"))
    assert result.facts["layout"].to_pylist() == ["transcript"]


def test_headings_that_end_in_a_colon_are_no_labels():
    text = "Action: write to you\n\nNote: I think so\n\nDate: today, we hope\n\nAction: we and you\n\nNote: my view\n\nDate: you said"
    assert read_labels(text, [], lambda _: False, is_interview=False) is None
