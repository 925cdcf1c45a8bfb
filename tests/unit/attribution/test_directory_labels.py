"""Whom a label leads to."""

from datetime import date

import pytest
from attribution_papers import directory_of, make_paper

from liftmine.attribution.model import Party
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.people.names import parse_name

LIST = """Present:
Ms Ann Ash (AA), Chair
Ben Birch (BB), Finance Director, Westmere PCT
Cora Cole, Estates Manager (Harrowgate Developments)
Dan Dale, Clerk to the Board
Bea Birch, Lay Member
Charles King, Lay Member

Apologies: Ed Elm, Vice Chair

1. Welcome

Mr Dale took the notes and the Partnerships for Health (PfH) team was welcomed, as was Harrowgate Developments (HD).
"""


@pytest.fixture(scope="module")
def directory():
    return directory_of(LIST)


def test_a_title_and_surname_lead_to_the_person_listed(directory):
    found = directory.find("Ms Ash")
    assert (found.party, found.basis, found.gender) == (Party.PERSON, "title", "f")
    assert found.person_id == directory.find("Ann Ash").person_id


@pytest.mark.parametrize(
    ("label", "same_as", "basis"),
    [
        ("Ann Ash", "Ms Ash", "full_name"),
        ("AA", "Ms Ash", "initials"),
        ("CC", "Cora Cole", "initials_derived"),
        ("DDa", "Dan Dale", "initials_derived"),
        ("the Chair", "Ms Ash", "role"),
        ("Chair Ash", "Ms Ash", "office"),
        ("the Finance Director", "Ben Birch", "role"),
        ("the Clerk", "Dan Dale", "role"),
        ("Cora", "Cora Cole", "given_name"),
        ("Cole", "Cora Cole", "surname"),
        ("C Cole", "Cora Cole", "title"),
        ("Mr King", "Charles King", "title"),
        ("Ms Ash’s", "Ms Ash", "title"),
    ],
)
def test_every_way_to_name_someone_leads_to_one_person(directory, label, same_as, basis):
    found = directory.find(label)
    assert found.person_id == directory.find(same_as).person_id
    assert found.basis == basis


def test_a_key_of_two_people_is_ambiguous_and_never_the_first(directory):
    assert directory.find("Birch").party is Party.AMBIGUOUS
    assert directory.find("B Birch").party is Party.AMBIGUOUS
    assert directory.find("Birch").person_id is None


def test_defined_initials_outrank_those_that_could_be_derived(directory):
    assert directory.find("BB").person_id == directory.find("Ben Birch").person_id


def test_the_type_is_that_of_the_organisation_on_the_day(directory):
    assert directory.find("Ben Birch").partner_type == "public"
    assert directory.find("Cora Cole").partner_type == "private"
    assert directory.find("Dan Dale").partner_type == "unknown"


@pytest.mark.parametrize(
    ("label", "organisation"), [("Westmere PCT", "pct"), ("the PCT", "pct"), ("HDL", "builders"), ("HD", "builders"), ("WBC", "council")]
)
def test_organisations_are_found_by_alias_and_by_what_the_text_defines(directory, label, organisation):
    found = directory.find(label)
    assert (found.party, found.organisation_id) == (Party.ORGANISATION, organisation)


def test_an_abbreviation_of_something_else_is_no_person(directory):
    assert directory.find("PfH") is None or directory.find("PfH").party is Party.ORGANISATION


@pytest.mark.parametrize("label", ["the Board", "members", "Trustees", "the Committee", "Board members"])
def test_bodies_are_collective(directory, label):
    found = directory.find(label)
    assert (found.party, found.partner_type) == (Party.COLLECTIVE, "collective")


@pytest.mark.parametrize("label", ["It", "Car park", "the lease", "", "2.4 million"])
def test_what_names_nobody_leads_nowhere(directory, label):
    assert directory.find(label) is None


def test_a_stranger_with_a_title_is_a_person_of_unknown_side(directory):
    found = directory.find("Dr Vane")
    assert (found.party, found.basis, found.partner_type) == (Party.PERSON, "title_unlisted", "unknown")
    assert found.person_id != directory.find("Dr Wells").person_id


def test_the_roster_knows_who_is_not_listed(directory):
    found = directory.find("Petra Lund")
    assert (found.organisation_id, found.basis) == ("builders", "full_name")
    assert directory.find("PL").person_id == found.person_id


OFFICES = "Present: Director Ash, Director Birch, Director Cole\n\n1. Welcome\n\nThe meeting began at noon and ended at one."


def test_an_unlisted_holder_of_an_office_of_the_body_is_of_the_body():
    host = directory_of(OFFICES, home_organisation="pct")
    assert (host.find("Director Fern").partner_type, host.find("Director Fern").basis) == ("public", "office")
    assert host.find("Commissioner Fern").partner_type == "unknown"
    assert directory_of(OFFICES).find("Director Fern").partner_type == "unknown"


def test_someone_known_by_full_name_elsewhere_in_the_text_has_that_pseudonym():
    text = "1. Welcome\n\nDirector Fern opened the meeting at noon, and Flora Fern closed it at one in the afternoon, as planned."
    found = directory_of(text)
    assert found.find("Director Fern").person_id == found.find("Flora Fern").person_id


def test_the_deputy_is_the_chair_where_the_chair_is_away():
    found = directory_of("Present: Ann Ash, Vice Chair; Ben Birch; Cora Cole\n\nApologies: Dan Dale, Chair")
    assert found.find("the Chair").person_id == found.find("Ann Ash").person_id
    assert found.find("the Chair").basis == "role_acting"


def test_initials_are_derived_from_those_present_before_those_away():
    found = directory_of("Present: Ann Ash, Ben Birch\n\nApologies: Amy Arden, Cora Cole")
    assert found.find("AA").person_id == found.find("Ann Ash").person_id


def test_initials_nobody_bears_belong_to_one_document_only():
    one, two = directory_of(LIST), directory_of(LIST, document_id="d2")
    assert one.find("QX").basis == "initials_unlisted"
    assert one.find("QX").person_id != two.find("QX").person_id


def test_an_interview_knows_its_interviewee_from_the_metadata():
    paper = make_paper(kind="interview", speaker="Ann Ash", organisation="builders")
    interview = Directory.for_meeting((), paper, date(2007, 5, 3), "Q: What happened?\nA: A great deal.")
    assert (interview.find("A").partner_type, interview.find("A").basis) == ("private", "metadata")
    assert (interview.find("Interviewer").partner_type, interview.find("Interviewer").basis) == ("unknown", "interviewer")
    assert interview.find("Counsel Inquiry").basis == "interviewer"


def test_the_gazetteer_holds_organisations_names_titles_and_initials_longest_first(directory):
    names = dict(directory.names())
    assert {"Westmere Primary Care Trust", "HD", "Ann Ash", "Ms Ash", "AA", "Cora Cole"} <= set(names)
    lengths = [len(alias) for alias, _ in directory.names()]
    assert lengths == sorted(lengths, reverse=True)
    assert names["HD"].organisation_id == "builders"


def test_a_role_listed_by_its_letters_is_found_by_its_words():
    directory = directory_of("Present: Ann Ash (GM), Ben Birch (Chair)\n\n1. Welcome\n")
    assert directory.find("the General Manager").person_id == directory.find("Ann Ash").person_id


def test_many_of_a_kind_are_nobody():
    assert directory_of("Present: Ann Ash, Ben Birch\n\n1. Welcome\n").find("GPs") is None


def test_who_convenes_the_meeting_as_its_chair_is_the_chair():
    opening = "Ann B. Ash, Chairman of the Westmere\nBoard, convened a meeting on 3 May 2007."
    directory = directory_of(opening + "\n\nIn attendance were Ben Birch, member; Cora Cole, counsel.\n\n1. Roof\n")
    assert directory.find("the Chair").person_id == directory.find("Ann Ash").person_id


@pytest.mark.parametrize(
    ("written", "given", "surname"),
    [
        ("Mr West", "", "West"),
        ("Ms March", "", "March"),
        ("Mr van Holt", "", "van Holt"),
        ("Dr De Souza", "", "De Souza"),
        ("Ms Di Lunn", "Di", "Lunn"),
        ("Mr Al Reed", "Al", "Reed"),
        ("Mr Ben ap Rhys", "Ben", "ap Rhys"),
        ("Mr de", None, None),
        ("North Clinic", None, None),
        ("Greater Vale", None, None),
    ],
)
def test_a_title_makes_a_surname_of_what_would_be_a_place_or_a_particle(written, given, surname):
    name = parse_name(written)
    assert (name and name.given, name and name.surname) == (given, surname)
