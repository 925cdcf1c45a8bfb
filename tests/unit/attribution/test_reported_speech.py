"""Whose words the sentences of minutes are."""

import pytest
from attribution_readings import minutes

from liftmine.attribution.minutes.verbs import Act, read_predicate


def only(sentence: str):
    rows = minutes(sentence)
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    ("sentence", "label", "partner_type"),
    [
        ("PL queried whether the lease had been signed.", "PL", "private"),
        ("Petra Lund asked for the survey.", "Petra Lund", "private"),
        ("Ms Lund also briefly noted that the roof was late.", "Ms Lund", "private"),
        ("Ida Voss, Head of Property, reported that the site was clear.", "Ida Voss", "public"),
        ("Ida Voss (by telephone) confirmed the date.", "Ida Voss", "public"),
        ("• IV felt that the rent was too high.", "IV", "public"),
        ("4.2 IV was concerned that the rent was too high.", "IV", "public"),
        ("Finally, IV thanked the team.", "IV", "public"),
        ("In response to the question, Ida Voss explained the valuation.", "Ida Voss", "public"),
        ("The Chair welcomed the new members.", "The Chair", "public"),
        ("The PCT asked for a further report.", "The PCT", "public"),
        ("Harrowgate confirmed that the drains were finished.", "Harrowgate", "private"),
        ("IV did not agree with the price.", "IV", "public"),
        ("IV would like to see the drawings.", "IV", "public"),
        ("IV made the point that the road was narrow.", "IV", "public"),
        ("IV went on to say that the road was narrow.", "IV", "public"),
        ("The drawings were presented by Petra Lund.", "Petra Lund", "private"),
        ("In reply IV said that the gate was locked.", "IV", "public"),
        ("After some discussion the Chair ruled that the gate should stay.", "the Chair", "public"),
        ("On the question of the gate, it was proposed by PL that it be painted.", "PL", "private"),
    ],
)
def test_a_named_subject_with_a_verb_of_speech_is_the_voice(sentence, label, partner_type):
    row = only(sentence)
    assert (row.label, row.mode, row.partner_type) == (label, "reported", partner_type)


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("The Board noted the position.", "collective_noun"),
        ("Board members thanked the architects.", "collective_noun"),
        ("Several of the members asked about parking.", "collective_noun"),
        ("It was agreed that the lease be signed.", "collective_formula"),
        ("It was unanimously resolved to proceed.", "collective_formula"),
        ("AGREED to write to the bank.", "collective_formula"),
        ("The minutes were approved.", "agentless_decision"),
        ("There was a long discussion about parking.", "discussion"),
        ("A discussion took place on parking.", "discussion"),
    ],
)
def test_what_the_meeting_says_as_one_is_collective(sentence, basis):
    row = only(sentence)
    assert (row.mode, row.partner_type, row.basis) == ("collective", "collective", basis)


def test_speech_nobody_is_named_for_is_reported_with_an_unknown_voice():
    row = only("It was reported that the bank had written.")
    assert (row.mode, row.partner_type, row.basis, row.turn["person_id"]) == ("reported", "unknown", "agentless_speech", None)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "regretted the delay",
            "doubted the figures",
            "intervened to calm the room",
            "declined",
            "consented",
            "briefed members on the lease",
        ),
        *("objected to the ramp", "cautioned against haste", "maintained that it was wet", "insisted on a fence", "acknowledged the delay"),
        *("queried the sum", "enquired after the key", "undertook to ask", "apologised for the noise", "reassured the tenants"),
        *("recalled the flood", "summarised the letter", "conceded that the other side had moved on", "had written that the rent was due"),
        *("rejected the suggestion", "withdrew the remark", "took the view that the rent was fair", "put this down to the frost"),
        *("was uneasy about the lease", "was hesitant", "was anxious that it might rain", "was unhappy with the ramp"),
        *("was not prepared to sign", "had been struck by the noise", "called this generous", "returned to the question of the fence"),
        *(
            "sounded a note of caution",
            "paid tribute to the masons",
            "tabled the schedule",
            "named three reasons",
            "found it hard to believe",
        ),
    ],
)
def test_stances_are_speech(words):
    row = only(f"IV {words}.")
    assert (row.label, row.mode, row.basis, row.partner_type, row.is_content) == ("IV", "reported", "initials", "public", True)


@pytest.mark.parametrize("words", ["rejected the tender", "withdrew from the meeting", "was prepared by the clerk", "gave ten pounds"])
def test_acts_that_look_like_stances_are_none(words):
    assert only(f"IV {words}.").mode == "none"


@pytest.mark.parametrize("sentence", ["GPs would want rooms of their own.", "Patients spoke well of the ramp.", "It was raised to amber."])
def test_kinds_of_people_and_things_have_no_voice(sentence):
    assert only(sentence).mode == "none"


def test_in_her_view_is_the_view_of_whom_she_means():
    first, second = minutes("Ms Voss reported on the drains. In her view they had been laid too deep.")
    assert (second.label, second.basis, second.turn["person_id"]) == ("Ms Voss", "pronoun", first.turn["person_id"])


def test_a_group_is_forgotten_when_somebody_speaks():
    rows = minutes("The Board discussed the tender. IV spoke of the neighbours. They wanted better lighting.")
    assert rows[2].mode != "collective"


def test_who_is_told_something_is_not_the_voice():
    row = only("IV was assured that the drains were sound.")
    assert (row.mode, row.basis, row.label) == ("reported", "told", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "IV made a motion to accept the tender.",
        "PL seconded the motion.",
        "The meeting was adjourned at noon.",
        "There were no questions.",
        "IV left the meeting.",
        "IV approved the invoices.",
    ],
)
def test_acts_of_the_meeting_are_no_speech(sentence):
    row = only(sentence)
    assert (row.mode, row.label, row.is_content) == ("none", None, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "The lease runs for thirty years.",
        "The roof was finished in April.",
        "The new lift is waiting for its inspection.",
        "Copperfield District Council announced a closure.",
        "Work has started on the second floor.",
    ],
)
def test_the_secretarys_own_words_have_no_voice(sentence):
    row = only(sentence)
    assert (row.mode, row.label, row.partner_type, row.is_content) == ("none", None, None, True)


def test_a_pronoun_means_the_last_speaker():
    first, second = minutes("PL reported on the drains. She added that the cost had risen.")
    assert (second.label, second.basis, second.turn["person_id"]) == ("PL", "pronoun", first.turn["person_id"])
    assert second.turn["attribution_confidence"] == pytest.approx(0.93)


def test_a_pronoun_of_the_other_gender_means_the_last_speaker_of_that_gender():
    rows = minutes("Mr Reyes opened by describing the site. Mrs Lund said that it was wet. He agreed with her.")
    assert rows[2].label == "Mr Reyes"


def test_they_means_a_group_only():
    rows = minutes("The Board discussed the tender. They asked for a second quotation.")
    assert (rows[1].mode, rows[1].basis) == ("collective", "pronoun_group")
    rows = minutes("PL reported on the tenants. They asked for a second key.")
    assert rows[1].mode != "collective"


def test_speech_goes_on_without_a_frame_in_its_paragraph_only():
    rows = minutes("PL reported on the drains. The pipes are old. The pump is new.", "The site is fenced.")
    assert [row.basis for row in rows] == ["initials", "implicit", "implicit", "narration"]
    assert rows[1].turn["speaker_label"] == "PL"


def test_speech_goes_on_for_six_sentences_at_most():
    rows = minutes("PL reported on the drains. " + "The pipes are very old. " * 8)
    assert [row.basis for row in rows].count("implicit") == 6


def test_a_decision_ends_what_was_going_on():
    rows = minutes("PL reported on the drains. It was agreed to wait. The pump is new.")
    assert [row.mode for row in rows] == ["reported", "collective", "none"]


def test_someone_unknown_who_acts_closes_the_voice():
    rows = minutes("PL reported on the drains. Gideon Marsh inspected the pump. He said that it was sound.")
    assert [row.mode for row in rows] == ["reported", "none", "reported"]
    assert rows[2].label == "Gideon Marsh"


def test_bullets_under_a_lead_in_inherit_its_voice():
    rows = minutes("PL made the following points:", "• the pump is new", "• the pipes are old", "The site is fenced.")
    assert [row.basis for row in rows] == ["initials", "list_item", "list_item", "narration"]


def test_a_second_voice_is_cut_off():
    rows = minutes("Ida Voss asked when the drains would be finished, and Petra Lund replied that it would be June.")
    assert [(row.label, row.partner_type) for row in rows] == [("Ida Voss", "public"), ("Petra Lund", "private")]
    assert rows[0].text.endswith("and")


def test_a_person_inside_what_is_said_is_no_second_voice():
    rows = minutes("Ida Voss asked whether Petra Lund had said that the drains were finished.")
    assert [row.label for row in rows] == ["Ida Voss"]


def test_a_heading_glued_to_a_sentence_is_cut_off():
    rows = minutes("Drainage Works Phase Two Petra Lund reported that the pump was new.")
    assert [(row.mode, row.label) for row in rows] == [("none", None), ("reported", "Petra Lund")]


def test_two_people_at_once_have_the_type_they_share():
    both = only("Ida Voss and Omar Reyes asked for the figures.")
    assert (both.partner_type, both.label, both.basis) == ("public", "Ida Voss and Omar Reyes", "joint")
    assert only("Messrs Reyes and Voss asked for the figures.").partner_type == "public"
    mixed = only("Ida Voss and Petra Lund asked for the figures.")
    assert (mixed.partner_type, mixed.basis, mixed.turn["person_id"]) == ("unknown", "joint", None)


def test_a_label_with_a_summary_is_reported():
    row = only("Petra Lund: would have to look into the drains again.")
    assert (row.mode, row.label) == ("reported", "Petra Lund")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Drainage – Petra Lund reported that the pump was new.", "Petra Lund"),
        ("Drainage: the Board discussed the pump.", "the Board"),
        ("Petra Lund attended the forum and reported that the pump was new.", "Petra Lund"),
    ],
)
def test_a_topic_or_an_act_may_stand_before_the_speech(sentence, label):
    rows = minutes(sentence)
    assert rows[-1].label == label
    assert rows[-1].mode in {"reported", "collective"}


def test_what_was_discussed_was_discussed_by_all():
    assert only("The survey was discussed.").basis == "discussion"


def test_staff_are_those_of_the_body_that_meets():
    assert minutes("Staff replied that the drains were finished.", home_organisation="council")[0].partner_type == "public"
    assert only("Staff replied that the drains were finished.").partner_type == "unknown"


def test_a_list_of_names_or_figures_is_no_content():
    rows = minutes("1,204,330", "Gideon Marsh, Ada Finch")
    assert [row.is_content for row in rows] == [False, False]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("made a comment on the lease", Act.SPEECH),
        ("made a motion", Act.PROCEDURE),
        ("called for patience", Act.SPEECH),
        ("called the meeting to order", Act.PROCEDURE),
        ("gave an update on the lease", Act.SPEECH),
        ("gave ten pounds", None),
        ("has asked for the lease", Act.SPEECH),
        ("has reviewed the lease", None),
        ("had a question on the lease", Act.SPEECH),
        ("was very pleased that", Act.SPEECH),
        ("was told that", Act.TOLD),
        ("was told", Act.TOLD),
        ("was built in", None),
        ("doesn't believe that", Act.SPEECH),
        ("declared an interest", Act.SPEECH),
        ("declared the motion passed", Act.PROCEDURE),
    ],
)
def test_weak_verbs_need_their_complement(words, act):
    word = words.split()[0].split("'")[0]
    predicate = read_predicate(words, word, len(words.split()[0]))
    assert (predicate and predicate.act) == act


@pytest.mark.parametrize("unit", ["Ann Ray and ", "The ", "x, ", "A.B. ", "(", "; Director ", "very really ", "1.2 ", "was was ", "- – "])
def test_a_sentence_that_repeats_one_thing_forever_is_read_like_any_other(unit):
    # A pattern with nested repeats would not come back from these.
    rows = minutes(unit * (20_000 // len(unit)) + "said that.")
    assert rows
    assert sum(len(row.text) for row in rows) > 15_000
