"""The morning view: what is new against the release before, what moved, and what is said of it."""

import json

import pyarrow as pa
import pytest
from change_rows import change
from synthetic_release import MANIFEST, WITHHELD, cell, document_rows, make_release

from liftmine.report.compare import build_morning
from liftmine.report.morning import Morning, read_morning
from liftmine.report.page import render_report
from liftmine.report.telling import (
    move_rows,
    name_groups,
    tell_all,
    tell_files,
    tell_moves,
    tell_names,
    tell_news,
    tell_recording_breaks,
    tell_unknown,
)
from liftmine.tables.published import CHANGES, CULTURE_SERIES, DOCUMENTS
from liftmine.tables.restricted import UNKNOWN_NAMES

BEFORE = MANIFEST | {"release_id": "R2031-02-02.1", "study_sha256": "a", "lexicons": {"culture": "a"}, "packages": {"numpy": "2.0"}}
NOW = BEFORE | {"release_id": "R2031-02-03.1"}


def tables(documents=(), cells=(), changes=()):
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "culture_series": CULTURE_SERIES.from_rows(cells),
        "changes": CHANGES.from_rows(changes),
    }


def minutes(name, **changes):
    return document_rows(2, 1)[1] | {
        "document_id": name, "sha256": name, "source_path": f"eastmere/{name}.txt", "kind": "board_minutes", "status": "ok",
        "reason_code": None, "superseded_by": None, "partnership_id": "p00", "partnership_year": 3, "n_sentences": 90,
        "attributed_share": 0.8,
    } | changes  # fmt: skip


def compare(before, now, *, manifest=NOW, unknown=None) -> Morning:
    return build_morning(now, manifest, unknown or UNKNOWN_NAMES.empty(), before, BEFORE)


def test_files_are_new_changed_or_gone():
    before = tables([minutes("A"), minutes("B"), minutes("C", source_path="eastmere/notes.txt")])
    now = tables([minutes("A"), minutes("D"), minutes("E", source_path="eastmere/notes.txt")])
    morning = compare(before, now)
    assert [(label, files.n, files.names) for label, files in name_groups(morning)] == [
        ("new", 1, ("eastmere/D.txt",)),
        ("changed", 1, ("eastmere/notes.txt",)),
        ("gone", 1, ("eastmere/B.txt",)),
    ]
    assert tell_news(morning) == "Since R2031-02-02.1: 1 new, 1 changed, 1 gone."


def test_a_file_that_was_moved_is_neither_new_nor_gone():
    morning = compare(tables([minutes("A")]), tables([minutes("A", source_path="eastmere/elsewhere.txt")]))
    assert name_groups(morning) == []
    assert tell_news(morning) == "Since R2031-02-02.1: no file is new, changed or gone."


def test_a_file_that_takes_the_place_of_another_one_that_moved_is_new():
    before = tables([minutes("A", source_path="eastmere/may.txt")])
    now = tables([minutes("A", source_path="eastmere/june.txt"), minutes("B", source_path="eastmere/may.txt")])
    assert [(label, files.names) for label, files in name_groups(compare(before, now))] == [("new", ("eastmere/may.txt",))]


def test_the_same_file_with_another_status_is_told():
    refused = {"status": "quarantined", "reason_code": "DATE_MISSING", "attributed_share": None}
    before, now = tables([minutes("A", **refused), minutes("B")]), tables([minutes("A"), minutes("B", **refused)])
    morning = compare(before, now)
    assert [(label, files.names) for label, files in name_groups(morning)] == [
        ("read that were not before", ("eastmere/A.txt",)),
        ("no longer read", ("eastmere/B.txt",)),
    ]
    assert [(trouble.reason, trouble.names) for trouble in morning.troubles] == [("DATE_MISSING", ("eastmere/B.txt",))]


def test_interviews_are_counts_and_ids():
    interview = {"kind": "interview", "source_path": None}
    morning = compare(tables([minutes("A", **interview)]), tables([minutes("B", **interview)]))
    assert morning.new.names == ("interview, path withheld (B)",)
    assert morning.gone.names == ("interview, path withheld (A)",)


def test_long_lists_are_cut_and_counted():
    morning = compare(tables(), tables([minutes(f"A{n:02d}") for n in range(30)]))
    assert morning.new.n == 30
    assert tell_names(morning.new).endswith(" · and 22 more")


def value(year, number, **changes):
    return cell("p00", "public", "voice_share", "all", year, value=number, ci_low=number - 0.1, ci_high=number + 0.1) | changes


def test_numbers_move_beyond_rounding_only():
    before = tables(cells=[value(1, 0.2), value(2, 0.2), value(3, 0.2), value(4, 0.1996)])
    now = tables(cells=[value(1, 0.2004), value(2, 0.2006), value(3, 0.25), value(4, 0.2004)])  # year 4 is printed as 20.0 % both times
    morning = compare(before, now)
    assert (morning.moves.n_compared, morning.moves.n_moved) == (4, 2)
    assert move_rows(morning)[0] == ("p00 · public · voice share · year 3", "20.0 %", "25.0 %", "documents of other cells")


def test_what_moved_most_is_measured_by_its_interval():
    narrow = {"ci_low": 0.299, "ci_high": 0.301}
    before = tables(cells=[value(1, 0.2), value(2, 0.3, **narrow)])
    now = tables(cells=[value(1, 0.4), value(2, 0.31, **narrow)])
    assert [move.cell[-6:] for move in compare(before, now).moves.biggest] == ["year 2", "year 1"]


def test_cells_that_appear_or_vanish_are_counted_with_their_reason():
    before = tables(cells=[value(1, 0.2), value(2, 0.2), value(3, 0.2, **WITHHELD)])
    now = tables(cells=[value(1, 0.2, **WITHHELD), value(3, 0.2)])
    moves = compare(before, now).moves
    assert (moves.n_compared, moves.n_appeared, dict(moves.vanished)) == (0, 1, {"few documents": 1, "no documents": 1})


@pytest.mark.parametrize("kind", ["all", "board_minutes"])
def test_a_cell_moved_by_its_own_documents_says_so(kind):
    moved = [value(year, 0.2, document_kind=kind) for year in (3, 4)]
    before = tables([minutes("A")], moved)
    now = tables([minutes("A"), minutes("B")], [row | {"value": 0.3} for row in moved])
    morning = compare(before, now)
    assert (morning.moves.n_moved, morning.moves.n_by_documents) == (2, 1)
    assert {move.cell[-1]: move.why for move in morning.moves.biggest} == (
        {"3": "1 document", "4": "documents of other cells"} if kind == "all" else {}
    )


def test_a_document_that_was_dated_anew_counts_for_both_years():
    before = tables([minutes("A")], [value(3, 0.2), value(4, 0.2)])
    now = tables([minutes("A", partnership_year=4)], [value(3, 0.3), value(4, 0.3)])
    assert compare(before, now).moves.n_by_documents == 2


def test_what_else_differs_is_named():
    other = NOW | {"study_sha256": "b", "lexicons": {"culture": "b"}, "packages": {"numpy": "2.1"}}
    morning = compare(tables(cells=[value(1, 0.2)]), tables(cells=[value(1, 0.3)]), manifest=other)
    assert morning.moves.causes == ("study file", "lexicon culture", "library numpy")
    assert move_rows(morning)[0][-1] == "study file, lexicon culture, library numpy"
    assert tell_moves(morning).endswith("Beside documents, these differ: study file, lexicon culture, library numpy.")


def test_findings_move_too():
    row = dict.fromkeys(CHANGES.names) | {
        "partnership_id": "p00", "partner_type": "public", "measure": "lexicon_share", "dimension": "trust", "question": "trend",
        "estimate": 0.01, "unit": "share per year", "ci_low": 0.0, "ci_high": 0.02, "n_partnerships": 1,
    }  # fmt: skip
    morning = compare(tables(changes=[row]), tables(changes=[row | {"estimate": 0.03}]))
    assert move_rows(morning)[0][:3] == ("p00 · public · lexicon share · trust · trend", "0.0100", "0.0300")


def test_a_first_release_has_nothing_to_be_told_against():
    morning = build_morning(tables([minutes("A")], [value(1, 0.2)]), NOW, UNKNOWN_NAMES.empty())
    assert name_groups(morning) == []
    assert tell_moves(morning) == ""
    assert tell_news(morning) == "This is the first release: everything in it is new."
    assert tell_files(morning) == "1 file: 1 ok. The partner type that speaks is known for 80 % of 90 measured sentences."


def unknown_names(*names) -> pa.Table:
    row = dict.fromkeys(UNKNOWN_NAMES.names) | {"partnership_id": "p00", "n_documents": 2, "study_line": "- x"}
    return UNKNOWN_NAMES.from_rows(row | {"section": section, "name": name} for section, name in names)


def test_unknown_people_are_counted_and_never_named():
    names = unknown_names(("people", "Zebulon Quartermaine"), ("organisations", "Heliotrope Holdings"))
    morning = compare(tables(), tables(), unknown=names)
    assert tell_unknown(morning).startswith("1 person and 1 organisation in attendance lists of minutes are not known to the study")
    assert "Zebulon" not in morning.to_json()
    assert "Heliotrope" not in morning.to_json()
    assert tell_unknown(compare(tables(), tables())) == ""


def test_the_view_comes_back_from_json_as_it_was():
    before, now = make_release(2, 3, seed=1), make_release(2, 3, n_documents=44, seed=2)
    morning = compare(before, now, unknown=unknown_names(("people", "A")))
    assert morning.moves.biggest
    assert read_morning(morning.to_json()) == morning
    assert compare(before, now, unknown=unknown_names(("people", "A"))).to_json() == morning.to_json()


def test_the_page_begins_with_what_is_new():
    before, now = make_release(2, 3, seed=1), make_release(2, 3, n_documents=44, seed=2)
    morning = compare(before, now, unknown=unknown_names(("people", "Zebulon")))
    page = render_report(now, NOW, study_name="demo", partner_type_labels={"public": "Public"}, events={}, morning=morning)
    assert page.index("What is new</h2>") < page.index("Status of every file</h2>")
    assert tell_news(morning) in page
    assert move_rows(morning)[0][0] in page
    assert "Zebulon" not in page
    assert "What is new" not in render_report(now, NOW, study_name="demo", partner_type_labels={"public": "Public"}, events={})
    assert len(tell_all(morning)) == 4


def test_scans_that_were_read_by_ocr_are_counted():
    papers = [minutes("A", text_origin="ocr"), minutes("B"), minutes("C", text_origin="text")]
    assert "3 ok. 1 scan was read by OCR." in tell_files(compare(None, tables(papers)))
    papers[1] |= {"text_origin": "ocr"}
    assert "2 scans were read by OCR." in tell_files(compare(None, tables(papers)))
    assert "OCR" not in tell_files(compare(None, tables(papers[2:])))


def recording(**changes):
    row = {"measure": "recording", "question": "recording", "partner_type": "all", "dimension": "reported_share", "unit": "share"}
    return change(**row | {"estimate": -0.48, "break_year": 9} | changes)


def test_a_new_break_of_recording_is_told_once_and_not_every_morning():
    steady, broken = tables(), tables(changes=[recording(), recording(dimension="attributed_share", break_year=None)])
    (sentence,) = tell_recording_breaks(compare(steady, broken))
    assert sentence.startswith("⚑ wick: from year 9 the minutes are kept differently (share of reported speech −48.0 points).")
    assert sentence in tell_all(compare(steady, broken))
    assert tell_recording_breaks(compare(broken, broken)) == []
    assert len(tell_recording_breaks(compare(broken, tables(changes=[recording(note="also in year 4")])))) == 1
    assert len(tell_recording_breaks(compare(None, broken))) == 1
    assert tell_recording_breaks(compare(broken, steady)) == []


def test_the_view_of_a_release_from_before_breaks_were_told_can_be_read():
    morning = compare(tables(), tables(changes=[recording()]))
    assert read_morning(morning.to_json()) == morning
    older = json.loads(morning.to_json())
    del older["recording"]
    assert read_morning(json.dumps(older)).recording == ()
