"""Ad-hoc runs on a real Prefect API: a release of one's own, and the nightly series as it was."""

import hashlib
import json

import pytest
from flow_study import write_minutes

from flows.adhoc import adhoc
from flows.nightly import nightly
from liftmine import open_release
from liftmine.errors import DataRefused, UsageError
from liftmine.jobs.request import Request
from liftmine.study.load import load_configuration
from liftmine.tables.published import RELEASE_TABLES
from liftmine.workspace.house import Busy, House
from liftmine.workspace.keys import stage_keys

pytestmark = pytest.mark.usefixtures("prefect_api")

LEXICON = """\
lexicon: own
kind: culture
sources: {A: our own}
dimensions:
  - {dimension: building_work, framework: own, definition: talk of the works, terms: {A: [steel, programme, handover]}}
"""
OPEN = "disclosure: {documents: 1, sentences: 1, speakers: 1}\n"


@pytest.fixture
def releases(study):
    return study.parent.parent / "releases"


def digests(folder):
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()
    }


def house_of(study):
    return House(load_configuration(study))


def values(release, column, table="culture_series"):
    return set(release.table(table).column(column).to_pylist())


def test_a_first_adhoc_release_has_every_table_its_request_and_no_base(study, releases):
    name = adhoc(study, Request(partnerships=["eastvale"], last_year=2))
    assert name == "eastvale-to-2"
    release = open_release(releases, f"adhoc/{name}")
    assert {file.name for file in release.folder.iterdir()} >= {*(f"{table.name}.parquet" for table in RELEASE_TABLES), "report.html"}
    assert release.damaged_files() == []
    assert release.manifest["release_id"] == f"adhoc/{name}"
    assert release.manifest["base_release"] is None
    request = json.loads((releases / "adhoc" / name / "request.json").read_text())
    assert request == release.manifest["request"]
    assert (request["partnerships"], request["last_year"], request["name"]) == (["eastvale"], 2, name)
    assert not (releases / "latest").exists()
    assert house_of(study).ledger.releases() == ()


def test_filters_choose_documents_years_and_voices_and_the_nightly_release_stays_as_it_is(study, releases):
    (study.parent / "settings.yaml").write_text(OPEN)
    nightly(study)
    before, known = digests(releases), house_of(study).ledger.releases()
    asked = Request(partnerships=["eastvale"], first_year=2, last_year=2, partner_types=["public"], kinds=["board_minutes"], name="mine")
    adhoc(study, asked)
    assert {name: sha for name, sha in digests(releases).items() if not name.startswith("adhoc/")} == before
    assert house_of(study).ledger.releases() == known
    assert nightly(study) == open_release(releases).release_id == known[0].release_id
    mine = open_release(releases, "adhoc/mine")
    assert mine.manifest["base_release"] == known[0].release_id
    assert values(mine, "partnership_id") == {"eastvale", "all"}
    assert values(mine, "partnership_year") == {2}
    assert values(mine, "partner_type") == {"public", "collective", "unknown", "all"}
    assert values(mine, "partnership_id", "partnerships") == {"eastvale"}
    documents = mine.table("documents").to_pylist()
    assert [(row["partnership_id"], row["kind"], row["partnership_year"]) for row in documents] == [("eastvale", "board_minutes", 2)] * len(
        documents
    )
    same = open_release(releases).table("culture_series").to_pylist()
    key = ["partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year"]
    nights = {tuple(row[name] for name in key): row["value"] for row in same}
    cells = [row for row in mine.table("culture_series").to_pylist() if "all" not in (row["partnership_id"], row["document_kind"])]
    assert any(row["value"] is not None for row in cells)
    assert all(nights[tuple(row[name] for name in key)] == row["value"] for row in cells)


def test_a_name_is_replaced_and_whoever_reads_the_old_release_can_go_on(study, releases):
    adhoc(study, Request(name="mine"))
    old = open_release(releases, "adhoc/mine")
    write_minutes(study, "eastvale", "4 September 2007", 9)
    adhoc(study, Request(name="mine"))
    new = open_release(releases, "adhoc/mine")
    assert old.damaged_files() == new.damaged_files() == []
    assert (old.table("documents").num_rows, new.table("documents").num_rows) == (9, 10)
    adhoc(study, Request(name="mine"))
    assert not old.folder.exists()


def test_a_further_lexicon_is_measured_beside_the_others_and_costs_the_next_night_nothing(published_study):
    study, releases = published_study, published_study.parent.parent / "releases"
    (study.parent / "own.yaml").write_text(LEXICON)
    adhoc(study, Request(lexicon="own.yaml", name="mine"))
    mine = open_release(releases, "adhoc/mine")
    assert "building_work" in values(mine, "dimension")
    assert values(mine, "dimension") > values(open_release(releases), "dimension")
    assert "own" in mine.manifest["lexicons"]
    house = house_of(study)
    keys = stage_keys(house.look(house.ledger.releases()[0].valid_from).intake, house.configuration)
    assert [house.stages.missing(stage, keys[stage]) for stage in keys] == [[], [], []]


def test_what_the_nightly_release_withholds_stays_withheld_under_looser_settings(study, releases):
    (study.parent / "settings.yaml").write_text(OPEN.replace("documents: 1", "documents: 2"))
    nightly(study)
    withheld = closed_cells(open_release(releases))
    assert withheld
    (study.parent / "settings.yaml").write_text(OPEN)
    adhoc(study, Request(name="mine"))
    assert withheld <= closed_cells(open_release(releases, "adhoc/mine"))


def closed_cells(release):
    key = ["partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year"]
    return {tuple(row[name] for name in key) for row in release.table("culture_series").to_pylist() if row["is_suppressed"]}


def test_a_night_beside_an_adhoc_run_sweeps_nothing_away_and_the_next_one_does(published_study):
    study = published_study
    house = house_of(study)
    with house.running_adhoc("mine"):
        write_minutes(study, "eastvale", "16 January 2007", 9)
        nightly(study)
        beside = len(house.ledger.results("read"))
    write_minutes(study, "eastvale", "16 January 2007", 10)
    nightly(study)
    assert (beside, len(house.ledger.results("read"))) == (9, 8)


def test_one_name_is_written_by_one_run_at_a_time(study):
    with house_of(study).running_adhoc("mine"), pytest.raises(Busy, match="mine is going on"):
        adhoc(study, Request(name="mine"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"partnerships": ["eastvail"]}, "partnership 'eastvail' is not one of eastvale, westmoor; did you mean eastvale?"),
        ({"partner_types": ["privat"]}, "partner type 'privat' is not one of public, private, joint; did you mean private?"),
        ({"first_year": 3, "last_year": 2}, "years 3:2: the first year comes after the last"),
        ({"name": "../latest"}, "name '../latest' may hold only"),
    ],
)
def test_what_the_study_does_not_know_is_refused_with_what_was_probably_meant(study, asked, said):
    with pytest.raises(UsageError) as refused:
        Request(**asked).check(load_configuration(study).study)
    assert said in str(refused.value)


def test_a_request_that_nothing_answers_writes_nothing(published_study):
    study, releases = published_study, published_study.parent.parent / "releases"
    with pytest.raises(UsageError, match="did you mean eastvale"):
        adhoc(study, Request(partnerships=["eastvail"]))
    with pytest.raises(DataRefused, match="no readable document"):
        adhoc(study, Request(first_year=40, name="mine"))
    assert not (releases / "adhoc" / "mine").exists()


def test_the_form_is_titled_and_in_order_and_knows_the_kinds():
    schema = Request.model_json_schema()
    fields = sorted(schema["properties"].values(), key=lambda field: field["position"])
    assert schema["title"] == "Ad-hoc run"
    assert [field["title"] for field in fields][:3] == ["Partnerships", "First year", "Last year"]
    assert {field["title"]: field.get("type") for field in fields}["First year"] == "integer"
    assert schema["properties"]["kinds"]["items"]["enum"] == ["board_minutes", "interview", "background"]
