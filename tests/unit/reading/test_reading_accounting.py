"""What became of every file."""

from datetime import date

import pytest
from test_reading_identity import STUDY, seen

from liftmine.errors import DataRefused
from liftmine.reading.accounting import check_quarantine, check_sum, settle_documents
from liftmine.reading.identity import identify
from liftmine.tables.stages import FACTS, OUTCOMES, SENTENCES, TURNS

AS_OF = date(2010, 6, 1)


def outcome(document, reason=None):
    return {"document_id": document, "format": "txt", "reason_code": reason, "n_pages": None, "n_furniture": 0}


def facts(document, day, reason=None):
    values = {"document_id": document, "document_date": day, "date_basis": "text", "reason_code": reason, "layout": "minutes"}
    return {name: values.get(name) for name in FACTS.names}


def turn(document, number, partner_type):
    values = {
        "voice_mode": "reported",
        "attribution_basis": "initials",
        "attribution_confidence": 0.9,
        "char_start": number,
        "char_end": number + 1,
    }
    return dict.fromkeys(TURNS.names) | values | {"document_id": document, "turn_no": number, "partner_type": partner_type}


def sentence(document, number, turn_no, *, is_content=True):
    return {
        "document_id": document,
        "sentence_no": number,
        "turn_no": turn_no,
        "target_types": "",
        "is_content": is_content,
        "char_start": number,
        "char_end": number + 1,
    }


def settle(files, outcomes, facts_rows, turns=(), sentences=()):
    intake = identify(files, STUDY, {})
    tables = (OUTCOMES.from_rows(outcomes), FACTS.from_rows(facts_rows), TURNS.from_rows(turns), SENTENCES.from_rows(sentences))
    return {row["source_path"]: row for row in settle_documents(intake, *tables, study=STUDY, as_of=AS_OF).to_pylist()}


@pytest.mark.parametrize(
    ("read", "day", "told", "expected"),
    [
        (None, date(2009, 5, 4), None, ("ok", None, 5)),
        ("NO_TEXT_LAYER", None, None, ("quarantined", "NO_TEXT_LAYER", None)),
        (None, None, "DATE_MISSING", ("quarantined", "DATE_MISSING", None)),
        (None, date(2010, 6, 1), None, ("ok", None, 6)),
        (None, date(2010, 6, 2), None, ("quarantined", "DATE_FUTURE", 6)),
        (None, date(2004, 12, 31), None, ("ok", None, 0)),
    ],
)
def test_a_file_gets_one_status_with_its_reason_and_year(read, day, told, expected):
    (file,) = seen("eastvale/minutes/a.txt", content="ab" * 32)
    document = "D" + "ab" * 8
    row = settle([file], [outcome(document, read)], [] if read else [facts(document, day, told)])[file[0]]
    assert (row["status"], row["reason_code"], row["partnership_year"]) == expected


def test_a_copy_shares_the_fate_of_what_it_copies():
    for reason, expected in ((None, ["ok", "duplicate"]), ("TIMEOUT", ["quarantined", "quarantined"])):
        document = "D" + "ab" * 8
        files = seen("eastvale/minutes/a.txt", "eastvale/minutes/b.txt", content="ab" * 32)
        rows = settle(files, [outcome(document, reason)], [] if reason else [facts(document, date(2009, 5, 4))])
        assert [row["status"] for row in rows.values()] == expected


def test_measured_sentences_are_counted_and_those_with_a_partner_type_shared():
    document = "D" + "ab" * 8
    turns = [turn(document, 0, "public"), turn(document, 1, "collective"), turn(document, 2, None)]
    sentences = [
        *(sentence(document, number, turn_no) for number, turn_no in enumerate((0, 0, 1, 2))),
        sentence(document, 9, 0, is_content=False),
    ]
    files = seen("eastvale/minutes/a.txt", content="ab" * 32)
    row = settle(files, [outcome(document)], [facts(document, date(2009, 5, 4))], turns, sentences)["eastvale/minutes/a.txt"]
    assert (row["n_turns"], row["n_sentences"], row["attributed_share"]) == (3, 4, 0.5)


def test_a_file_without_a_status_stops_the_release():
    documents = settle_documents(
        identify(seen("eastvale/minutes/a.txt"), STUDY, {}),
        *(table.empty() for table in (OUTCOMES, FACTS, TURNS, SENTENCES)),
        study=STUDY,
        as_of=AS_OF,
    )
    check_sum(documents, 1)
    with pytest.raises(DataRefused, match="2 files were seen, but 1 have a status"):
        check_sum(documents, 2)


@pytest.mark.parametrize(
    ("n_new_bad", "n_new_good", "reason", "refused"),
    [
        (5, 0, "TRUNCATED", False),
        (6, 0, "TRUNCATED", True),
        (6, 294, "TRUNCATED", False),
        (6, 293, "TRUNCATED", True),
        (50, 0, "NO_CONSENT", False),
    ],
)
def test_a_release_is_refused_when_too_much_is_newly_quarantined(n_new_bad, n_new_good, reason, refused):
    files = [row for number in range(n_new_bad + n_new_good) for row in seen(f"eastvale/minutes/{number:03}.txt")]
    ids = [item.document_id for item in identify(files, STUDY, {})]
    outcomes = [outcome(d, reason if n < n_new_bad else None) for n, d in enumerate(ids)]
    good = [facts(d, date(2009, 5, 4)) for d in ids[n_new_bad:]]
    documents = settle_documents(
        identify(files, STUDY, {}),
        OUTCOMES.from_rows(outcomes),
        FACTS.from_rows(good),
        TURNS.empty(),
        SENTENCES.empty(),
        study=STUDY,
        as_of=AS_OF,
    )
    if refused:
        with pytest.raises(DataRefused, match=f"{n_new_bad} files are newly quarantined"):
            check_quarantine(documents, {})
    else:
        check_quarantine(documents, {})


def test_what_was_quarantined_before_is_not_new():
    files = [row for number in range(10) for row in seen(f"eastvale/minutes/{number}.txt")]
    outcomes = [outcome(item.document_id, "TRUNCATED") for item in identify(files, STUDY, {})]
    tables = (FACTS.empty(), TURNS.empty(), SENTENCES.empty())
    documents = settle_documents(identify(files, STUDY, {}), OUTCOMES.from_rows(outcomes), *tables, study=STUDY, as_of=AS_OF)
    check_quarantine(documents, dict.fromkeys(documents["sha256"].to_pylist(), "quarantined"))
