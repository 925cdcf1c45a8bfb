"""What an analyst must see of a year before comparing its value: worked examples."""

from datetime import date, timedelta

import numpy as np
import pytest
from papers import STARTED, Document, Said, Voice, make_study, make_tables

from liftmine.series.culture import culture_series
from liftmine.series.record import Record
from liftmine.series.years import find_recomposed
from liftmine.study.settings import Disclosure, Settings
from liftmine.tables.published import DOCUMENTS

OPEN = Settings(disclosure=Disclosure(documents=1, sentences=1, speakers=1, interview_speakers=1))


def paper(name, month, *, year=1, partnership="north", kind="board_minutes"):
    """A paper of a month (0 to 11) of a partnership year, and its day."""
    document = Document(name, year, [Voice("public", "P1", [Said()])], kind, partnership)
    return document, STARTED + timedelta(days=round(365.2425 * (year - 1 + month / 12)) + 10)


def look(*papers, kinds=("board_minutes", "interview")):
    """Rows of the share of the public voice by (partnership, kind, year)."""
    tables = make_tables([document for document, _ in papers])
    days = {document.name: day for document, day in papers}
    rows = [row | {"document_date": days[row["document_id"]]} for row in tables["documents"].to_pylist()]
    places = sorted({document.partnership for document, _ in papers})
    record = Record(**tables | {"documents": DOCUMENTS.from_rows(rows)}, study=make_study(*places, kinds=kinds), dimensions=("trust",))
    table = culture_series(record, settings=OPEN, as_of=date(2030, 1, 1)).to_pylist()
    told = [row for row in table if (row["measure"], row["partner_type"]) == ("lexicon_share", "public")]
    return {(row["partnership_id"], row["document_kind"], row["partnership_year"]): row for row in told}


def whole(place="north", years=(1, 2, 3), months=(0, 3, 6, 9, 11)):
    return [paper(f"{place}{year}{month:02d}", month, year=year, partnership=place) for year in years for month in months]


def test_a_first_or_last_year_with_less_than_six_months_is_partial():
    papers = [paper("a", 7), *whole(years=(2,)), paper("b", 1, year=3), paper("c", 4, year=3)]
    rows = look(*papers)
    assert [rows["north", "board_minutes", year]["is_partial"] for year in (1, 2, 3)] == [True, False, True]
    assert [rows["north", "all", year]["is_partial"] for year in (1, 2, 3)] == [True, False, True]


def test_a_last_year_with_more_than_six_months_is_not_partial():
    assert not look(*whole(years=(1,)), paper("a", 6, year=2))["north", "board_minutes", 2]["is_partial"]


def test_a_gap_between_papers_is_covered_by_those_around_it():
    assert not look(paper("a", 0), paper("b", 2, year=2), paper("c", 11, year=3))["north", "board_minutes", 2]["is_partial"]


@pytest.mark.parametrize("kind", ["interview", "background"])
def test_papers_that_come_singly_are_never_partial(kind):
    rows = look(*whole(years=(1, 2)), paper("i", 1, year=2, kind=kind), kinds=("board_minutes", kind))
    assert not rows["north", kind, 2]["is_partial"]
    assert not rows["north", "all", 2]["is_partial"]


def test_the_mean_of_partnerships_says_how_many_and_when_others_are_behind_it():
    rows = look(*whole("north", (1, 2, 3, 4)), *whole("south", (2, 3)))
    pooled = [rows["all", "board_minutes", year] for year in (1, 2, 3, 4)]
    assert [row["n_partnerships"] for row in pooled] == [1, 2, 2, 1]
    assert [row["is_composition_change"] for row in pooled] == [False, True, False, True]
    assert not any(row["is_composition_change"] for key, row in rows.items() if key[0] != "all")


def test_one_partnership_in_the_place_of_another_is_a_change_too_and_empty_years_are_skipped():
    pooled = np.array([[1, 0, 0, 1, 1], [0, 0, 1, 0, 0]], bool)
    assert find_recomposed(pooled, axis=1).tolist() == [False, False, True, True, False]


def test_few_documents_and_few_partnerships_are_thin():
    papers = [*whole("north", (1,)), *whole("south", (1,)), *whole("west", (1, 2)), *whole("north", (2,), (0, 6, 9))]
    rows = look(*papers)
    thin = {key: row["is_thin"] for key, row in rows.items() if key[1] == "board_minutes"}
    assert thin["north", "board_minutes", 1] is False
    assert thin["north", "board_minutes", 2] is True
    assert thin["all", "board_minutes", 1] is False
    assert thin["all", "board_minutes", 2] is True


def test_a_value_that_is_not_there_is_not_thin():
    assert look(*whole(years=(1, 3)))["north", "board_minutes", 2]["is_thin"] is False


@pytest.mark.parametrize("kind", ["board_minutes", "interview"])
def test_the_first_year_of_another_way_of_keeping_minutes_is_marked_in_the_series(kind):
    said = {True: [Voice("public", "P1", [Said()] * 50)], False: [Voice(None, None, [Said()] * 4), Voice("public", "P1", [Said()])]}
    papers = []
    for year in range(1, 9):
        for number in range(5):
            document, day = paper(f"{year}{number}", 2 * number, year=year, kind=kind)
            papers.append((Document(document.name, year, said[year < 5], kind, "north"), day))
    rows = look(*papers)
    marked = {key for key, row in rows.items() if row["is_recording_break"]}
    assert marked == ({(place, k, 5) for place in ("north", "all") for k in (kind, "all")} if kind == "board_minutes" else set())
