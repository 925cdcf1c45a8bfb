"""What is asked, denied as a plain fact, named or meant in another sense has no tone; what is found fault with keeps it."""

import pytest

NEUTRAL = [
    # asked, not said
    "Mrs Vane wondered if the grant was for two years.",
    "Mr Oram wonders how the rent was worked out.",
    "Were there delays at the new depot?",
    "How helpful was the new guide?",
    "Was it not a mistake to close the depot?",
    "Looking back, do you think the lack of rooms mattered?",
    "Mrs Vane asked whether the new rota was thought by the porters to be good.",
    # plain facts denied
    "Mr Oram said that he did not.",
    "She had not been to the new depot.",
    "They passed the note on, didn't they?",
    "The site for the depot had not yet been chosen.",
    "The staff did not think it a matter for the panel.",
    "There were no recommended options.",
    # names and other senses
    "Oakley Limited had provided the figures.",
    "Brierley Concern wrote to the chair.",
    "The land was taken by eminent domain.",
    "Two due diligence visits took place in May.",
    "A hardship fund is to open in June.",
    "Patients who tested positive went to another ward.",
    "On-time performance is shown in table two.",
    "The exercise tests the resilience of the network.",
    "Members met to hear their issues and concerns.",
    "Staff may take advantage of the new scheme.",
    "The point will have to be clarified.",
    "The bolts were moved to prevent accidents and confusion.",
    "The panel chose a lease rather than evidence of title.",
]
NEGATIVE = [
    "Why were there such delays at the depot?",
    "Mrs Vane wondered why the figures had been kept back.",
    "Mrs Vane asked whether the panel had been told of the terrible delays.",
    "The company had not shown the drawings to the tenants.",
    "Nobody from the landlord had come to the meeting.",
    "We were never told of the plan.",
    "The council could not say when the work would end.",
    "The limited benefit did not go unremarked.",
    "The stairs should have been swept.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_what_is_asked_or_a_plain_fact_has_no_tone(tone_of, text):
    assert tone_of(text) == 0


@pytest.mark.parametrize("text", NEGATIVE)
def test_what_presses_or_finds_fault_stays_negative(tone_of, text):
    assert tone_of(text) < 0
