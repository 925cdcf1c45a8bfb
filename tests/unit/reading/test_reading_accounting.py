"""What became of every file."""

from datetime import date

import pytest
from test_reading_identity import STUDY, seen

from liftmine.errors import DataRefused
from liftmine.reading.accounting import check_quarantine, check_sum, count_voices, settle_documents
from liftmine.reading.identity import identify
from liftmine.reading.near_duplicates import sketch_text
from liftmine.reading.versions import read_marks
from liftmine.tables.stages import FACTS, OUTCOMES, PRINTS, SENTENCES, TURNS

AS_OF = date(2010, 6, 1)


def outcome(document, reason=None):
    origin = None if reason else "text"
    return {"document_id": document, "format": "txt", "reason_code": reason, "n_pages": None, "n_furniture": 0, "text_origin": origin}


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


def settle_tables(intake, outcomes=(), prints=(), facts_rows=(), *, turns=(), sentences=()):
    tables = [contract.from_rows(rows) for contract, rows in ((OUTCOMES, outcomes), (PRINTS, prints), (FACTS, facts_rows))]
    documents = settle_documents(intake, *tables, study=STUDY, as_of=AS_OF)
    return count_voices(documents, TURNS.from_rows(turns), SENTENCES.from_rows(sentences), STUDY.partner_types)


def settle(files, outcomes, facts_rows, *, turns=(), sentences=(), prints=()):
    intake = identify(files, STUDY, {})
    documents = settle_tables(intake, outcomes, prints, facts_rows, turns=turns, sentences=sentences)
    return {row["source_path"]: row for row in documents.to_pylist()}


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


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2009, 7, 1), date(2009, 9, 30), ("ok", None, 5)),
        (date(2009, 4, 1), date(2010, 3, 31), ("quarantined", "DATE_AMBIGUOUS", None)),
        (date(2010, 5, 1), date(2010, 6, 30), ("ok", None, 6)),
        (date(2010, 7, 1), date(2010, 9, 30), ("quarantined", "DATE_FUTURE", None)),
    ],
)
def test_a_period_without_a_day_counts_where_it_lies_in_one_partnership_year(first, last, expected):
    (file,) = seen("eastvale/minutes/a.txt", content="ab" * 32)
    document = "D" + "ab" * 8
    told = facts(document, None) | {"period_start": first, "period_end": last}
    row = settle([file], [outcome(document)], [told])[file[0]]
    assert (row["status"], row["reason_code"], row["partnership_year"]) == expected
    assert row["document_date"] is None


WORDS = " ".join(f"The board heard about matter {number} and asked for a paper on it." for number in range(60))


def papers(*texts_by_path, day=date(2009, 5, 4)):
    """Documents rows of texts in files, all of one day."""
    files = [(path, f"{number:02x}" * 32, None) for number, (path, _) in enumerate(texts_by_path)]
    ids = [item.document_id for item in sorted(identify(files, STUDY, {}), key=lambda item: item.sha256)]
    prints = []
    for document, (_, text) in zip(ids, texts_by_path, strict=True):
        (sketch, n_runs), marks = sketch_text(text), read_marks(text)
        values = {"document_id": document, "sketch": sketch, "n_runs": n_runs, "standing": marks.standing}
        prints.append(values | {"version": marks.version, "body": marks.body})
    return settle(files, [outcome(d) for d in ids], [facts(d, day) for d in ids], prints=prints)


DRAFT, APPROVED = "eastvale/minutes/1.txt", "eastvale/minutes/2.txt"


def test_a_draft_is_superseded_by_the_approved_minutes_and_both_are_kept():
    rows = papers((DRAFT, f"DRAFT\nMinutes of the Board\n{WORDS}"), (APPROVED, f"Minutes of the Board\n{WORDS} One more sentence."))
    assert (rows[DRAFT]["status"], rows[DRAFT]["superseded_by"]) == ("superseded", rows[APPROVED]["document_id"])
    assert (rows[APPROVED]["status"], rows[APPROVED]["superseded_by"]) == ("ok", None)
    assert (rows[DRAFT]["n_turns"], rows[DRAFT]["n_sentences"], rows[DRAFT]["attributed_share"]) == (0, 0, None)


def test_the_name_of_a_file_may_say_that_it_is_a_draft():
    named = "eastvale/minutes/board_minutes-DRAFT.txt"
    rows = papers((named, f"Minutes of the Board\n{WORDS}"), (APPROVED, f"Minutes of the Board\n{WORDS} One more."))
    assert rows[named]["superseded_by"] == rows[APPROVED]["document_id"]


def test_a_draft_alone_is_measured():
    assert papers((DRAFT, f"DRAFT\nMinutes of the Board\n{WORDS}"))[DRAFT]["status"] == "ok"


@pytest.mark.parametrize("other", ["westmoor/minutes/2.txt", "eastvale/hearings/2.txt"])
def test_a_draft_of_another_partnership_or_kind_stays(other):
    rows = papers((DRAFT, f"DRAFT\nMinutes of the Board\n{WORDS}"), (other, f"Minutes of the Board\n{WORDS}"))
    assert [row["status"] for row in rows.values()] == ["ok", "ok"]


def test_the_draft_of_another_body_on_the_same_day_stays():
    rows = papers((DRAFT, f"DRAFT\nMinutes of the Estates Committee\n{WORDS}"), (APPROVED, f"Minutes of the Finance Committee\n{WORDS}"))
    assert [row["status"] for row in rows.values()] == ["ok", "ok"]


def test_almost_the_same_text_is_reported_under_the_earlier_document_and_stays():
    rows = papers((DRAFT, f"Minutes of the Board\n{WORDS}"), (APPROVED, f"Minutes of the Board\n{WORDS} One more sentence."))
    assert [row["status"] for row in rows.values()] == ["ok", "ok"]
    assert (rows[DRAFT]["near_duplicate_of"], rows[APPROVED]["near_duplicate_of"]) == (None, rows[DRAFT]["document_id"])


def test_a_copy_shares_the_fate_of_what_it_copies():
    for reason, expected in ((None, ["ok", "duplicate"]), ("TIMEOUT", ["quarantined", "quarantined"])):
        document = "D" + "ab" * 8
        files = seen("eastvale/minutes/a.txt", "eastvale/minutes/b.txt", content="ab" * 32)
        rows = settle(files, [outcome(document, reason)], [] if reason else [facts(document, date(2009, 5, 4))])
        assert [row["status"] for row in rows.values()] == expected


@pytest.mark.parametrize(
    ("misnamed", "right", "expected"),
    [
        ("TYPE_MISMATCH", None, ["duplicate", "ok"]),
        ("DATE_MISSING", None, ["duplicate", "ok"]),
        (None, None, ["ok", "duplicate"]),
        ("TYPE_MISMATCH", "DATE_MISSING", ["DATE_MISSING", "DATE_MISSING"]),
        ("DATE_MISSING", "TYPE_MISMATCH", ["DATE_MISSING", "DATE_MISSING"]),
    ],
)
def test_a_copy_that_cannot_be_read_keeps_no_other_from_being_read(misnamed, right, expected):
    files = seen("eastvale/minutes/a.pdf", "eastvale/minutes/b.txt", content="ab" * 32)
    reasons = dict(zip((item.document_id for item in identify(files, STUDY, {})), (misnamed, right), strict=True))
    outcomes = [outcome(d, reason if reason == "TYPE_MISMATCH" else None) for d, reason in reasons.items()]
    told = [facts(d, None if reason else date(2009, 5, 4), reason) for d, reason in reasons.items() if reason != "TYPE_MISMATCH"]
    (sketch, n_runs), empty = sketch_text(WORDS), {"standing": None, "version": 0.0, "body": None}
    prints = [{"document_id": d, "sketch": sketch, "n_runs": n_runs} | empty for d, r in reasons.items() if r != "TYPE_MISMATCH"]
    rows = settle(files, outcomes, told, prints=prints)
    assert [row["reason_code"] or row["status"] for row in rows.values()] == expected
    assert {row["near_duplicate_of"] for row in rows.values()} == {None}


def test_a_date_that_lies_ahead_is_waited_for_and_no_copy_takes_its_place():
    files = seen("eastvale/minutes/2011-05-03.txt", "eastvale/minutes/b.txt", content="ab" * 32)
    ahead, other = (item.document_id for item in identify(files, STUDY, {}))
    rows = settle(files, [outcome(ahead), outcome(other)], [facts(ahead, date(2011, 5, 3)), facts(other, date(2009, 5, 4))])
    assert {row["reason_code"] for row in rows.values()} == {"DATE_FUTURE"}


def test_measured_sentences_are_counted_and_those_with_a_partner_type_shared():
    document = "D" + "ab" * 8
    turns = [turn(document, 0, "public"), turn(document, 1, "collective"), turn(document, 2, None)]
    sentences = [
        *(sentence(document, number, turn_no) for number, turn_no in enumerate((0, 0, 1, 2))),
        sentence(document, 9, 0, is_content=False),
    ]
    files = seen("eastvale/minutes/a.txt", content="ab" * 32)
    row = settle(files, [outcome(document)], [facts(document, date(2009, 5, 4))], turns=turns, sentences=sentences)[
        "eastvale/minutes/a.txt"
    ]
    assert (row["n_turns"], row["n_sentences"], row["attributed_share"]) == (3, 4, 0.5)


def test_a_file_without_a_status_stops_the_release():
    documents = settle_tables(identify(seen("eastvale/minutes/a.txt"), STUDY, {}))
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
    documents = settle_tables(identify(files, STUDY, {}), outcomes, facts_rows=good)
    if refused:
        with pytest.raises(DataRefused, match=f"{n_new_bad} files are newly quarantined"):
            check_quarantine(documents, {})
    else:
        check_quarantine(documents, {})


def test_what_was_quarantined_before_is_not_new():
    files = [row for number in range(10) for row in seen(f"eastvale/minutes/{number}.txt")]
    outcomes = [outcome(item.document_id, "TRUNCATED") for item in identify(files, STUDY, {})]
    documents = settle_tables(identify(files, STUDY, {}), outcomes)
    check_quarantine(documents, dict.fromkeys(documents["sha256"].to_pylist(), "quarantined"))
