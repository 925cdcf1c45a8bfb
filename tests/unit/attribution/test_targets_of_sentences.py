"""Of whom a sentence speaks."""

import pytest
from attribution_papers import make_paper
from attribution_readings import minutes, said

from liftmine.attribution.people.gazetteer import short_names


def targets(*paragraphs, **changes):
    return [row.targets for row in minutes(*paragraphs, **changes)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The roof leaks.", ""),
        ("IV said that Harrowgate had been late.", "private"),
        ("IV said that HDL had been late.", "private"),
        ("PL said that the PCT had been slow and WBC had not answered.", "public"),
        ("IV said that Petra Lund had been helpful.", "private"),
        ("IV asked whether the joint venture would pay Harrowgate.", "joint;private"),
        ("IV said that our private partner had been patient.", "private"),
        ("The pump was mended by Harrowgate Developments last week.", "private"),
    ],
)
def test_names_nouns_and_people_are_targets(sentence, expected):
    assert targets(sentence) == [expected]


def test_the_voice_and_its_role_are_no_targets():
    assert targets("Harrowgate reported that the pump was new.") == [""]
    assert targets("Petra Lund, Harrowgate Developments, reported that the pump was new.") == [""]


def test_we_means_the_side_of_the_voice():
    assert targets("PL said that we had been patient.") == ["private"]
    assert targets("We hope for a dry summer in our valley.") == [""]


def test_they_means_the_organisation_named_last_in_this_sentence_or_the_one_before():
    assert targets("IV asked about Harrowgate. PL thought that they were late.") == ["private", "private"]
    assert targets("IV asked about Harrowgate. The roof leaks. PL thought that they were late.")[2] == ""


@pytest.mark.parametrize("others", ["tenants", "buses", "doctors", "staff", "people", "the libraries"])
def test_they_means_nobody_where_other_people_or_things_stand_between(others):
    assert targets(f"IV asked about Harrowgate and {others}. PL thought that they were late.")[1] == ""


def test_they_means_the_organisation_over_words_that_only_look_plural():
    assert targets("IV asked whether Harrowgate was across this business. PL thought that they were.")[1] == "private"


def test_the_contractor_is_the_private_partner_only_where_one_was_named():
    rows = said("Westmere LIFT\n\nMinutes of the meeting held on 3 May 2007\n\n1. Works\n\nIV said that the contractor had been late.")
    assert [row.targets for row in rows if row.is_content] == [""]
    assert targets("IV asked about Harrowgate. She said that the contractor had been late.")[1] == "private"


def test_an_abbreviation_is_found_as_written_only():
    assert targets("IV said that the hdl had been late.") == [""]


def test_no_name_is_found_inside_a_word():
    assert targets("IV said that Harrowgateshire had been late.") == [""]


def test_acts_of_procedure_speak_of_nobody():
    assert targets("IV made a motion to pay Harrowgate.") == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IV disagreed with Ms Lund.", "private"),
        ("PL asked the Chair to wait.", "public"),
        ("PL praised the Chair's patience and Councillor Voss.", "public"),
        ("PL said that the roof was old. IV thanked her.", "private"),
        ("PL said that her staff had mended it.", "private"),
        ("IV said that Westmere PCT\n      and Harrowgate\n   Developments had met.", "private;public"),
        ("The roof, IV said, was for the PCT and its partner to mend.", "private;public"),
    ],
)
def test_people_by_title_role_and_pronoun_are_targets(text, expected):
    assert targets(text)[-1] == expected


def test_who_presents_is_not_spoken_of():
    assert targets("The accounts were presented by Petra Lund.") == [""]


def test_they_at_the_head_goes_on_with_the_subject_before():
    assert targets("Harrowgate was six weeks old. They did not answer letters.")[1] == "private"


def test_the_council_is_the_only_house_whose_name_ends_so():
    assert targets("PL asked what the Council would do.") == ["public"]


def test_the_last_word_of_a_name_stands_for_the_house_the_papers_are_of_else_for_the_only_one():
    partnership = make_paper().partnership
    trusts = [
        o.model_copy(update={"id": o.id + "2", "name": name})
        for o, name in zip(partnership.organisations, ("A Trust", "B Trust"), strict=False)
    ]
    two = partnership.model_copy(update={"organisations": tuple(trusts)})
    assert short_names(two, None) == []
    assert {(words, found.organisation_id) for words, found in short_names(two, trusts[1].id)} == {
        ("the Trust", trusts[1].id),
        ("The Trust", trusts[1].id),
    }
