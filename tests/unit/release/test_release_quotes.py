from datetime import date

import pyarrow as pa
import pytest

from liftmine.release.documents import publish_documents
from liftmine.release.names import collect_names
from liftmine.release.quotes import quotes_table
from liftmine.tables.published import CULTURE_SERIES, DOCUMENTS
from liftmine.tables.stages import ATTENDANCE, MATCHES, SCORES, SENTENCES, TEXTS, TURNS


def fill(table, **row):
    return dict.fromkeys(table.names) | row


def attendee(document, number, name, person, initials=None):
    flags = {"affiliation_basis": "list", "status": "present", "is_chair": False}
    return fill(ATTENDANCE, document_id=document, attendee_no=number, name=name, initials=initials, person_id=person, **flags)


def turn(document, number, label, person, partner_type):
    basis = {"voice_mode": "reported", "attribution_basis": "x", "attribution_confidence": 1.0, "char_start": 0, "char_end": 1}
    place = {"document_id": document, "turn_no": number, "speaker_label": label}
    return fill(TURNS, **place, person_id=person, partner_type=partner_type, **basis)


def document(name, kind="board_minutes", status="ok"):
    facts = {"partnership_id": "northbridge", "document_date": date(2005, 1, 1), "partnership_year": 1, "n_turns": 1, "n_sentences": 1}
    return fill(DOCUMENTS, document_id=name, source_path=f"{name}.txt", kind=kind, status=status, sha256=name, **facts)


ATTENDEES = ATTENDANCE.from_rows(
    [
        attendee("A", 0, "Mrs Olive Tarn", "P01", "OT"),
        attendee("A", 1, "Dr A. J. Young", "P02"),
        attendee("B", 0, "Sid Tarn", "P03"),
        attendee("B", 1, "MAY HOLLOWAY", "P04"),
    ]
)
LABELS = TURNS.from_rows([turn("A", 0, "Cllr Fennimore", "P05", "public"), turn("A", 1, "the Care Trust", None, "public")])


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("Olive Tarn asked about parking.", "[P01] asked about parking."),
        ("Mrs Tarn's paper was read.", "[P01]'s paper was read."),
        ("Tarn and OT agreed with Dr Young.", "[P01] and [P01] agreed with [P02]."),
        ("May Holloway said so in May.", "[P04] said so in May."),
        ("A. J. Young left.", "[P02] left."),
        ("Cllr. Fennimore thanked the Care Trust.", "[P05] thanked the Care Trust."),
        ("Mr Holloway replied; Mr Greenhalgh did not.", "[P04] replied; Mr Greenhalgh did not."),
        ("Rhoda Pell wrote from home.", "[person] wrote from home."),
        ("The young doctor otherwise agreed.", "The young doctor otherwise agreed."),
        ("Mr and Mrs were left blank.", "Mr and Mrs were left blank."),
        ("", ""),
    ],
)
def test_known_names_become_pseudonyms(text, scrubbed):
    names = collect_names(ATTENDEES, LABELS, ["Rhoda Pell"])
    assert names.scrub("A", text) == scrubbed


def test_a_surname_alone_is_known_only_where_its_person_is_listed():
    names = collect_names(ATTENDEES, LABELS, [])
    assert names.scrub("B", "Young people and Tarn") == "Young people and [P03]"


def test_a_surname_two_people_share_leads_to_nobody_in_particular_elsewhere():
    assert collect_names(ATTENDEES, LABELS, []).scrub("C", "Ms Tarn spoke.") == "[person] spoke."


def make_inputs(n_sentences=5, partner_type="public"):
    """Sentence i holds i + 1 terms of trust."""
    text = "Mrs Tarn trusts  partners. " * n_sentences
    starts = [27 * i for i in range(n_sentences)]
    place = [{"document_id": "A", "sentence_no": i} for i in range(n_sentences)]
    span = [{"turn_no": 0, "target_types": "", "is_content": True, "char_start": s, "char_end": s + 26} for s in starts]
    terms = [row | {"dimension": "trust", "term": f"term_{k}", "n_matches": 1} for i, row in enumerate(place) for k in range(i + 1)]
    return {
        "documents": DOCUMENTS.from_rows([document("A")]),
        "turns": TURNS.from_rows([turn("A", 0, "Mrs Tarn", "P01", partner_type)]),
        "sentences": SENTENCES.from_rows([a | b for a, b in zip(place, span, strict=True)]),
        "matches": MATCHES.from_rows(terms),
        "scores": SCORES.from_rows(
            [row | dict.fromkeys(("n_tokens", "n_positive", "n_negative"), 1) | {"tone": 0.1, "tone_terms": ""} for row in place]
        ),
        "texts": TEXTS.from_rows([{"document_id": "A", "text": text}]),
        "attendance": ATTENDEES,
    }


def make_culture(value):
    place = {"partnership_id": "northbridge", "partner_type": "public", "document_kind": "board_minutes"}
    what = {"measure": "lexicon_share", "dimension": "trust", "partnership_year": 1, "unit": "share", "method_version": "test"}
    flags = {"is_period_complete": True, "is_suppressed": value is None, "n_documents": 5, "value": value}
    return CULTURE_SERIES.from_rows([fill(CULTURE_SERIES, **place, **what, **flags)])


def test_the_three_sentences_with_most_terms_stand_for_a_cell():
    quotes = quotes_table(make_culture(0.2), **make_inputs())
    assert quotes["sentence_no"].to_pylist() == [2, 3, 4]
    assert quotes.slice(0, 1).to_pylist()[0] == {
        "document_id": "A",
        "sentence_no": 2,
        "dimension": "trust",
        "partner_type": "public",
        "partnership_year": 1,
        "text": "[P01] trusts partners.",
        "terms": "term_0;term_1;term_2",
        "tone": 0.1,
    }


def test_a_withheld_cell_and_narration_have_no_quotes():
    assert quotes_table(make_culture(None), **make_inputs()).num_rows == 0
    assert quotes_table(make_culture(0.2), **make_inputs(partner_type=None)).num_rows == 0


def test_the_order_of_the_inputs_does_not_matter():
    inputs = make_inputs(20)
    turned = {name: table.take(pa.array(range(table.num_rows - 1, -1, -1))) for name, table in inputs.items()}
    assert quotes_table(make_culture(0.2), **turned).equals(quotes_table(make_culture(0.2), **inputs))


def test_file_names_of_interviews_are_not_published():
    table = DOCUMENTS.from_rows([document("A"), document("B", kind="interview"), document("C", kind=None, status="quarantined")])
    assert publish_documents(table)["source_path"].to_pylist() == ["A.txt", None, "C.txt"]


def test_nor_are_those_of_copies_of_interviews_wherever_they_lie():
    empty = {"status": "quarantined", "reason_code": "EMPTY"}
    copy, nothing = document("C") | {"sha256": "B"}, document("E") | {"sha256": "D"} | empty
    interviews = document("B", kind="interview"), document("D", kind="interview") | empty
    table = DOCUMENTS.from_rows([document("A"), *interviews, copy, nothing])
    assert publish_documents(table)["source_path"].to_pylist() == ["A.txt", None, None, None, "E.txt"]
