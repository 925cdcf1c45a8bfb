"""Whom the papers name and the study does not know: who is counted, and whether the lines can be pasted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from liftmine.release.unknown import list_study_lines, unknown_names_table, write_scalar
from liftmine.study.model import Study
from liftmine.tables.published import DOCUMENTS
from liftmine.tables.stages import ATTENDANCE

STUDY = Study.model_validate(
    {
        "study": "s",
        "partner_types": ["public", "private"],
        "paths": {"raw": "raw", "work": "work", "releases": "releases"},
        "partnerships": [
            {
                "id": "eastvale",
                "name": "Eastvale LIFT",
                "started": "2005-04-01",
                "organisations": [
                    {"id": "pct", "name": "Eastvale Primary Care Trust", "partner_type": "public"},
                    {"id": "marlow-build", "name": "Marlow Build plc", "aliases": ["Marlow Build"], "partner_type": "private"},
                ],
                "people": [{"name": "Tomasz Brandt", "organisation": "marlow-build"}],
            }
        ],
        "sources": [{"files": "{partnership}/*", "kind": "board_minutes"}],
    }
)


def document(number, **changes):
    row = {
        "document_id": f"D{number}", "source_path": f"eastvale/{number}.txt", "kind": "board_minutes", "partnership_id": "eastvale",
        "document_date": date(2006, number, 3), "date_basis": "text", "partnership_year": 2, "status": "ok", "reason_code": None,
        "n_turns": 9, "n_sentences": 9, "attributed_share": 0.5, "sha256": "0" * 64, "superseded_by": None, "near_duplicate_of": None,
        "text_origin": "text",
    }  # fmt: skip
    return row | changes


def listing(number, name, *, place=0, organisation=None, role=None, partner_type=None, person=None):
    return {
        "document_id": f"D{number}", "attendee_no": place, "name": name, "initials": None, "person_id": person or f"P{name.lower()}",
        "role": role, "organisation": organisation, "organisation_id": None, "partner_type": partner_type,
        "affiliation_basis": "unknown", "status": "present", "is_chair": False, "represents": None,
    }  # fmt: skip


def unknown(documents, attendance):
    return unknown_names_table(DOCUMENTS.from_rows(documents), ATTENDANCE.from_rows(attendance), STUDY)


def test_only_those_without_a_partner_type_in_measured_minutes_are_unknown():
    documents = [document(1), document(2, kind="interview", source_path=None), document(3, status="superseded")]
    attendance = [
        listing(1, "Ann Gale"),
        listing(1, "Bea Holt", place=1, partner_type="public"),
        listing(2, "Cy Innes"),
        listing(3, "Di Jupp"),
    ]
    rows = unknown(documents, attendance).to_pylist()
    assert [(row["section"], row["name"]) for row in rows] == [("people", "Ann Gale")]


def test_a_person_of_an_unknown_organisation_is_answered_by_the_line_of_the_organisation():
    attendance = [
        listing(1, "Ann Gale", organisation="Fell & Co Solicitors"),
        listing(1, "Bo Fry", place=1, organisation="Fell and Co Solicitors"),
    ]
    (row,) = unknown([document(1)], attendance).to_pylist()
    assert (row["section"], row["n_documents"]) == ("organisations", 1)
    assert row["study_line"] == '- {id: fell-co-solicitors, name: Fell & Co Solicitors, partner_type: "???"}'


def test_spellings_of_one_person_are_counted_together_under_the_most_frequent_one():
    attendance = [listing(n, name, person="P1") for n, name in ((1, "Mr A Gale"), (2, "Ann Gale"), (3, "Ann Gale"))]
    (row,) = unknown([document(n) for n in (1, 2, 3)], attendance).to_pylist()
    assert (row["name"], row["n_documents"], row["first_date"], row["last_date"]) == ("Ann Gale", 3, date(2006, 1, 3), date(2006, 3, 3))


def test_a_near_organisation_or_person_is_suggested_and_never_taken():
    attendance = [
        listing(1, "Ann Gale", organisation="Marlow Builds"),
        listing(1, "Tomas Brandt", place=1),
        listing(1, "Cy Innes", place=2, organisation="Quite Another House"),
    ]
    rows = {row["name"]: row for row in unknown([document(1)], attendance).to_pylist()}
    assert rows["Marlow Builds"]["nearest"] == rows["Tomas Brandt"]["nearest"] == "marlow-build"
    assert rows["Quite Another House"]["nearest"] is None
    assert all('"???"' in row["study_line"] for row in rows.values())
    assert "# or another name of marlow-build (Marlow Build)? Then add it to its aliases" in rows["Marlow Builds"]["study_line"]
    assert "# marlow-build, as Tomasz Brandt?" in rows["Tomas Brandt"]["study_line"]


def test_an_id_that_is_taken_gets_a_number():
    attendance = [listing(1, "A", organisation="PCT"), listing(1, "B", place=1, organisation="P.C.T.")]
    lines = [row["study_line"] for row in unknown([document(1)], attendance).to_pylist()]
    assert any("{id: pct-2, " in line for line in lines)
    assert any("{id: p-c-t, " in line for line in lines)


def test_the_file_can_be_read_as_yaml_and_lists_the_names_of_most_papers_first():
    attendance = [listing(n, "Ann Gale", role="Adviser: estates, 'north'") for n in (1, 2)]
    attendance += [
        listing(1, "Bo Fry", place=1),
        listing(2, "Cy: Innes", place=2, organisation="# 1 & Sons"),
        listing(2, "Di", place=3, organisation="2020"),
    ]
    text = list_study_lines(unknown([document(1), document(2)], attendance))
    told = YAML(typ="safe").load(text)["eastvale"]
    assert [person["name"] for person in told["people"]] == ["Ann Gale", "Bo Fry"]
    assert told["organisations"] == [
        {"id": "1-sons", "name": "# 1 & Sons", "partner_type": "???"},
        {"id": "2020", "name": "2020", "partner_type": "???"},
    ]
    assert "# 2 papers; 2006-01-03 to 2006-02-03; Adviser: estates, 'north'" in text


@pytest.mark.parametrize("text", ["yes", "null", "3 May", "- x", "O'Neil", "Smith, John", "a: b", "[x]", "x #y", "", "ends:"])
def test_awkward_names_stay_what_they_are(text):
    assert YAML(typ="safe").load(f"{{name: {write_scalar(text)}}}") == {"name": text}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30))
def test_every_name_comes_back_from_yaml_as_it_was(text):
    assert YAML(typ="safe").load(f"{{name: {write_scalar(text)}}}") == {"name": " ".join(text.split())}


def test_the_order_of_the_papers_does_not_matter():
    documents = [document(n) for n in (1, 2, 3)]
    attendance = [listing(n, name, place=place) for n in (1, 2, 3) for place, name in enumerate(("Ann Gale", "Bo Fry"))]
    assert unknown(documents, attendance).equals(unknown(documents[::-1], attendance[::-1]))
