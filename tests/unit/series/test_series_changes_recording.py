"""A change in how minutes are kept is told from a change in what they say."""

import numpy as np
import pyarrow as pa
import pytest
from papers import Document, Said, Voice, make_record, make_study, make_tables

from benchmarks.simulation import Design, draw_papers, publish, steady
from liftmine.series.changes import changes_table
from liftmine.series.recording import break_years, find_shifts
from liftmine.study.settings import Settings
from liftmine.tables.stages import TURNS

SETTINGS = Settings()
TYPES = ("private", "public")


def make_board(years, kept, *, papers=6, seed=1, kind="board_minutes", partnership="northbridge"):
    """Minutes of a board; `kept(year)` gives the sentences of a paper, and the share that is told of somebody."""
    rng = np.random.default_rng(seed)
    documents = []
    for year in years:
        for paper in range(papers):
            n, told = kept(year)
            n = max(int(n * rng.lognormal(0, 0.3)), 2)
            spoken = round(n * np.clip(told + rng.normal(0, 0.05), 0, 1))
            voices = [Voice("public", "P1", [Said()] * spoken), Voice(None, None, [Said()] * (n - spoken))]
            documents.append(Document(f"{partnership[0]}{year:03d}{paper:02d}", year, voices, kind, partnership))
    return documents


def look(*boards):
    """The first years after a break, by partnership, and the shifts by indicator."""
    tables = make_tables([document for board in boards for document in board])
    shifts = find_shifts(*(tables[name] for name in ("documents", "turns", "sentences", "scores")), TYPES)
    return break_years(shifts), {shift.indicator.name: shift for shift in shifts}


def stops(last):
    """Individual statements are recorded up to year `last`; from then on there are decisions only, and few of them."""
    return lambda year: (60, 0.7) if year <= last else (10, 0.1)


def test_a_board_that_stops_recording_what_members_say_is_flagged_in_that_year():
    years, shifts = look(make_board(range(1, 10), stops(5)))
    assert years == {"northbridge": (6,)}
    assert shifts["words_per_document"].estimate == pytest.approx(1 / 6, rel=0.3)
    assert shifts["attributed_share"].estimate == pytest.approx(-0.6, abs=0.1)
    assert shifts["reported_share"].break_years == (6,)
    assert shifts["words_per_sentence"].break_years == ()


@pytest.mark.parametrize("last", [2, 8])
def test_one_year_after_the_break_or_two_before_it_are_enough(last):
    assert look(make_board(range(1, 10), stops(last)))[0] == {"northbridge": (last + 1,)}


def test_a_change_of_layout_that_every_paper_follows_alike_is_flagged():
    tables = make_tables(make_board(range(1, 8), lambda _: (60, 0.7)))
    turns = tables["turns"].to_pylist()
    for turn in turns:
        turn["voice_mode"] = "verbatim" if int(turn["document_id"][1:4]) >= 4 else "reported"
    record = (tables["documents"], TURNS.from_rows(turns), tables["sentences"], tables["scores"])
    shifts = {shift.indicator.name: shift for shift in find_shifts(*record, TYPES)}
    assert (shifts["verbatim_share"].break_years, shifts["verbatim_share"].estimate) == ((4,), 1.0)
    assert shifts["attributed_share"].break_years == ()


def test_a_steady_board_is_not_flagged():
    assert look(make_board(range(1, 13), lambda _: (60, 0.7)))[0] == {}


def test_minutes_that_grow_little_by_little_do_not_break():
    assert look(make_board(range(1, 13), lambda year: (40 + 4 * year, 0.5 + 0.02 * year)))[0] == {}


def test_three_years_are_enough():
    assert look(make_board([1, 2, 3], stops(2)))[0] == {"northbridge": (3,)}


def test_a_sure_but_small_shift_is_no_break():
    years, shifts = look(make_board(range(1, 10), lambda year: (60, 0.7) if year <= 5 else (45, 0.6), papers=20))
    assert shifts["words_per_document"].p_value < 0.01
    assert shifts["attributed_share"].p_value < 0.01
    assert years == {}


def test_a_large_shift_that_chance_explains_is_no_break():
    rng = np.random.default_rng(5)
    sizes = rng.lognormal(4, 1.2, 40)
    boards = [make_board([year], lambda _, year=year: (sizes[year], 0.7), papers=3, seed=year) for year in range(1, 8)]
    years, shifts = look([document for board in boards for document in board])
    assert not 0.5 < shifts["words_per_document"].estimate < 2
    assert years == {}


def test_there_and_back_again_are_two_breaks():
    years, shifts = look(make_board(range(1, 13), lambda year: (10, 0.1) if 5 <= year <= 8 else (60, 0.7)))
    assert years == {"northbridge": (5, 9)}
    assert sorted(shifts["reported_share"].break_years) == [5, 9]


def test_each_board_is_compared_with_itself():
    steady_one = make_board(range(1, 10), lambda _: (60, 0.7))
    other = make_board(range(1, 10), stops(4), partnership="eastham", seed=2)
    assert look(steady_one, other)[0] == {"eastham": (5,)}


def test_interviews_are_no_record_of_a_board():
    assert look(make_board(range(1, 10), stops(5), kind="interview")) == ({}, {})


def test_two_papers_tell_nothing():
    assert look(make_board([1, 2], stops(1), papers=2))[0] == {}


def test_every_change_across_the_break_says_so_and_none_beside_it():
    design = Design(
        partnerships=("northbridge", "eastham", "zone"), dimensions=("d00", "d01"), types=("private", "public"), years=10, sentences=60
    )
    papers = draw_papers(design, steady, np.random.default_rng(3))
    culture = publish(design, papers)
    boards = make_board(range(1, 11), stops(6)) + make_board(range(1, 11), lambda _: (60, 0.7), partnership="eastham", seed=4)
    rows = changes_table(culture, make_record(boards, make_study(*design.partnerships)), settings=SETTINGS).to_pylist()
    for row in rows:
        if row["question"] != "recording":
            text = row["note"] or ""
            expected = {"northbridge": "recording_break_in_year_7", "all": "recording_break_in_year_7_of_northbridge"}.get(
                row["partnership_id"]
            )
            assert expected in text.split("; ") if expected else "recording" not in text
    flagged = {(row["partnership_id"], row["dimension"]): row["break_year"] for row in rows if row["question"] == "recording"}
    assert flagged["northbridge", "words_per_document"] == 7
    assert flagged["eastham", "words_per_document"] is None


def test_a_series_that_ends_before_the_break_is_not_flagged():
    design = Design(partnerships=("northbridge",), dimensions=("d00", "d01"), types=("private", "public"), years=6, sentences=60)
    culture = publish(design, draw_papers(design, steady, np.random.default_rng(3)))
    record = make_record(make_board(range(1, 11), stops(6)), make_study("northbridge"))
    rows = changes_table(culture, record, settings=SETTINGS).to_pylist()
    assert not [row for row in rows if row["question"] == "trend" and "recording" in row["note"]]


def test_the_order_of_the_rows_does_not_matter():
    tables = make_tables(make_board(range(1, 10), stops(5)))
    record = [tables[name] for name in ("documents", "turns", "sentences", "scores")]
    rng = np.random.default_rng(1)
    shuffled = [table.take(pa.array(rng.permutation(table.num_rows))) for table in record]
    assert find_shifts(*shuffled, TYPES) == find_shifts(*record, TYPES)
