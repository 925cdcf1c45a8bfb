from papers import STARTED, Document, Said, Voice, make_study, make_tables

from liftmine.series.dimensions import dimensions_table
from liftmine.series.partnerships import partnerships_table
from liftmine.study.lexicon import DimensionEntry


def test_a_partnership_states_the_years_its_measured_documents_cover():
    papers = [Document(name, year, [Voice("public", "P1", [Said()])]) for name, year in (("A", -1), ("B", 4))]
    papers.append(Document("C", 9, [Voice("public", "P1", [Said()])], status="duplicate"))
    rows = partnerships_table(make_tables(papers)["documents"], make_study("northbridge", "eastham")).to_pylist()
    common = {"started": STARTED, "anchor_kind": "financial_close"}
    assert rows == [
        {"partnership_id": "eastham", "name": "Eastham", **common, "n_documents": 0, "first_year": None, "last_year": None},
        {"partnership_id": "northbridge", "name": "Northbridge", **common, "n_documents": 2, "first_year": -1, "last_year": 4},
    ]


def test_a_dimension_names_its_lexicon_by_content():
    entry = DimensionEntry("trust", "Trust", "own", "Whether people rely on each other.", "own: made up", ("trust", "rely"), "culture")
    row = dimensions_table([entry], {"lexicons/culture": "abc"}).to_pylist()[0]
    assert (row["n_terms"], row["lexicon"], row["lexicon_sha256"]) == (2, "culture", "abc")
