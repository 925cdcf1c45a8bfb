"""Voices that only earlier meetings of the same body can place."""

from datetime import date

import pyarrow as pa
import pytest

from liftmine.attribution.people.earlier_meetings import BASIS, recall_voices
from liftmine.study.model import Study
from liftmine.tables.stages import ATTENDANCE, TURNS

STUDY = Study.model_validate(
    {
        "study": "small",
        "partner_types": ["public", "private"],
        "paths": {"raw": "raw", "work": "work", "releases": "releases"},
        "partnerships": [
            {
                "id": "vale",
                "name": "Vale LIFT",
                "started": "2005-01-01",
                "organisations": [
                    {"id": "pct", "name": "Vale PCT", "partner_type": "public", "until": "2013-03-31"},
                    {"id": "builder", "name": "Harrow Build", "partner_type": "private"},
                ],
            }
        ],
        "sources": [{"files": "*.txt", "kind": "board_minutes", "partnership": "vale"}],
    }
)
LISTS = {
    "march": (date(2012, 3, 1), "board", [("Moira Lunn", "ML", "pct", "public"), ("Piet van Holt", None, "builder", "private")]),
    "june": (date(2012, 6, 1), "board", [("Moira Lunn", "ML", "builder", "private"), ("Asa Reed", "AR", "pct", "public")]),
    "audit": (date(2012, 7, 1), "audit committee", [("Gwen Tolley", "GT", "builder", "private")]),
    "may": (date(2009, 5, 1), "board", [("Olwen Frith", "OF", "builder", "private")]),
    "later": (date(2013, 1, 1), "board", [("Ivo Stamp", "IS", "builder", "private")]),
    "twins": (date(2012, 2, 1), "board", [("Dale Pike", "DP", "builder", "private"), ("Dora Pike", "DP", "pct", "public")]),
}


def attendance() -> pa.Table:
    rows = [
        dict.fromkeys(ATTENDANCE.names)
        | {
            "document_id": meeting,
            "attendee_no": number,
            "name": name,
            "initials": initials,
            "person_id": f"P-{name}",
            "organisation_id": organisation,
            "partner_type": side,
            "affiliation_basis": "list",
            "status": "present",
            "is_chair": False,
        }
        for meeting, (_, _, people) in LISTS.items()
        for number, (name, initials, organisation, side) in enumerate(people)
    ]
    return ATTENDANCE.build({name: [row[name] for row in rows] for name in ATTENDANCE.names})


def recall(label: str | None, basis: str, *, day: date = date(2012, 9, 3), side: str = "unknown", body: str | None = "board"):
    voice = {
        "document_id": "here",
        "turn_no": 0,
        "section": None,
        "speaker_label": label,
        "person_id": "P-here",
        "organisation_id": None,
        "partner_type": side,
        "voice_mode": "reported",
        "attribution_basis": basis,
        "attribution_confidence": 0.6,
        "char_start": 0,
        "char_end": 9,
    }
    carried = voice | {"turn_no": 1, "attribution_basis": "pronoun", "attribution_confidence": 0.93, "char_start": 9, "char_end": 20}
    turns = TURNS.build({name: [voice[name], carried[name]] for name in TURNS.names})
    bodies, days = (
        {"here": body} | {name: met for name, (_, met, _) in LISTS.items()},
        {"here": day} | {name: when for name, (when, _, _) in LISTS.items()},
    )
    meetings = pa.table({"document_id": list(bodies), "body": list(bodies.values())})
    facts = pa.table({"document_id": list(days), "document_date": list(days.values())})
    whose = dict.fromkeys(bodies, "vale")
    return TURNS.check(recall_voices(turns, attendance(), meetings, facts, partnership_of=whose, study=STUDY)).to_pylist()


@pytest.mark.parametrize(
    ("label", "basis", "person", "side"),
    [
        ("Mr van Holt", "title_unlisted", "Piet van Holt", "private"),
        ("Piet van Holt", "full_name_unlisted", "Piet van Holt", "private"),
        ("Director Reed", "office_unlisted", "Asa Reed", "public"),
        ("AR", "initials_unlisted", "Asa Reed", "public"),
        ("Asa", "unlisted_word", "Asa Reed", "public"),
        ("Ms Lunn", "title_unlisted", "Moira Lunn", "private"),  # she has changed sides: the last list counts
    ],
)
def test_who_sat_there_before_is_known_by_every_name_minutes_use(label, basis, person, side):
    voice, carried = recall(label, basis)
    assert (voice["person_id"], voice["partner_type"], voice["attribution_basis"]) == (f"P-{person}", side, BASIS)
    assert (carried["person_id"], carried["partner_type"], carried["attribution_basis"]) == (f"P-{person}", side, "pronoun")
    assert voice["attribution_confidence"] > 0.6


@pytest.mark.parametrize(
    ("label", "basis", "why"),
    [
        ("GT", "initials_unlisted", "sat in another body"),
        ("Ms Frith", "title_unlisted", "left three years ago"),
        ("Mr Stamp", "title_unlisted", "joined afterwards"),
        ("DP", "initials_unlisted", "two people shared these initials"),
        ("Pike", "unlisted_word", "a surname alone may be a place"),
        ("PH", "initials_unlisted", "initials no list defined"),
        ("Nora Reed", "full_name_unlisted", "another given name"),
        ("The speaker", "unlisted_role", "an office is no name"),
        (None, "agentless_speech", "nobody is named"),
    ],
)
def test_whoever_cannot_be_told_stays_unknown(label, basis, why):
    voice, carried = recall(label, basis)
    assert (voice["person_id"], voice["partner_type"], voice["attribution_basis"]) == ("P-here", "unknown", basis), why
    assert carried["partner_type"] == "unknown"


def test_a_voice_that_the_paper_itself_places_is_left_alone():
    voice, _ = recall("AR", "initials_unlisted", side="private")
    assert (voice["partner_type"], voice["attribution_basis"]) == ("private", "initials_unlisted")


def test_a_paper_that_does_not_say_which_body_met_learns_nothing():
    assert recall("AR", "initials_unlisted", body=None)[0]["partner_type"] == "unknown"


def test_the_side_of_an_organisation_that_has_ended_is_unknown_but_the_person_is_not():
    voice, _ = recall("AR", "initials_unlisted", day=date(2013, 5, 1))
    assert (voice["person_id"], voice["organisation_id"], voice["partner_type"]) == ("P-Asa Reed", None, "unknown")
