"""The nightly flow on a real Prefect API, real files, real readers."""

import hashlib
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from flow_study import write_minutes, write_study

from flows.nightly import nightly
from liftmine import open_release
from liftmine.errors import DataRefused
from liftmine.tables.published import RELEASE_TABLES
from liftmine.tables.restricted import QUOTES

pytestmark = pytest.mark.usefixtures("prefect_api")


def releases(study: Path) -> Path:
    return study.parent.parent / "releases"


def tables(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.parquet")}


def test_a_run_publishes_a_release_with_every_table_and_a_status_for_every_file(study_release):
    release = study_release
    present = {file.name for file in release.folder.iterdir()}
    assert present >= {f"{table.name}.parquet" for table in RELEASE_TABLES}
    assert present >= {
        "release.json",
        "datapackage.json",
        "DATA_DICTIONARY.md",
        "report.html",
        "culture_series.xlsx",
        "culture_series.csv.gz",
    }
    assert release.damaged_files() == []
    documents = release.table("documents").to_pylist()
    assert sorted(row["status"] for row in documents) == ["ok"] * 8 + ["quarantined"]
    refused = next(row for row in documents if row["status"] == "quarantined")
    assert (refused["reason_code"], refused["source_path"]) == ("NO_CONSENT", None)
    assert all(row["n_turns"] > 0 for row in documents if row["status"] == "ok")


def test_an_unchanged_study_is_neither_read_nor_published_again(published_study):
    study, first = published_study, open_release(releases(published_study)).release_id
    before = {file: file.stat().st_mtime_ns for file in study.parent.parent.rglob("*") if file.is_file() and "ledger" not in file.name}
    assert nightly(study) == first
    after = {file: file.stat().st_mtime_ns for file in study.parent.parent.rglob("*") if file.is_file() and "ledger" not in file.name}
    assert after == before


def test_two_clean_runs_give_byte_identical_tables(study_release, study):
    nightly(study)
    made = tables(study_release.folder)
    assert made == tables(open_release(releases(study)).folder)
    assert len(made) == len(RELEASE_TABLES) + 1


def test_an_incremental_run_gives_what_a_clean_one_gives(published_study, tmp_path):
    study = published_study
    write_minutes(study, "eastvale", "4 September 2007", 9)
    gone = next((study.parent.parent / "raw" / "westmoor").rglob("*.txt"))
    gone.unlink()
    nightly(study)
    clean = write_study(tmp_path / "clean")
    shutil.rmtree(tmp_path / "clean" / "raw")
    shutil.copytree(study.parent.parent / "raw", tmp_path / "clean" / "raw")
    nightly(clean)
    assert tables(open_release(releases(study)).folder) == tables(open_release(releases(clean)).folder)


@pytest.mark.parametrize("contract", [*RELEASE_TABLES, QUOTES], ids=lambda t: t.name)
def test_every_table_opens_the_same_in_pandas_polars_and_duckdb(study_release, contract):
    name = "restricted/quotes" if contract is QUOTES else contract.name
    file = study_release.folder / f"{name}.parquet"
    arrow = pq.read_table(file)
    assert arrow.schema.equals(contract.schema)
    contract.check(arrow)
    rows = arrow.to_pylist()
    assert pl.read_parquet(file).to_dicts() == rows
    assert duckdb.read_parquet(str(file)).to_arrow_table().cast(contract.schema).to_pylist() == rows
    frame = pd.read_parquet(file, dtype_backend="pyarrow")
    assert list(frame.columns) == list(contract.names)
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == rows


@pytest.fixture
def study_release(published_once):
    return open_release(releases(published_once))


def test_one_row_per_key_and_a_full_grid(study_release):
    series = study_release.table("culture_series")
    key = ["partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year"]
    assert series.group_by(key).aggregate([]).num_rows == series.num_rows
    frame = series.to_pandas()
    for partnership, rows in frame.groupby("partnership_id"):
        years = rows["partnership_year"].nunique()
        cells = rows.drop_duplicates(key[1:5]).shape[0]
        assert len(rows) == years * cells, partnership
    assert set(frame["partner_type"]) == {"public", "private", "joint", "collective", "unknown", "all"}
    assert set(frame["measure"]) >= {"lexicon_share", "tone", "voice_share", "mention_share"}


def test_a_night_in_which_too_much_cannot_be_read_publishes_nothing(published_study):
    study, first = published_study, open_release(releases(published_study)).release_id
    folder = study.parent.parent / "raw" / "eastvale" / "minutes"
    for number in range(6):
        (folder / f"broken_{number}.pdf").write_bytes(b"%PDF-1.7 nothing " + bytes([65 + number]) * 50)
    with pytest.raises(DataRefused, match="6 files are newly quarantined"):
        nightly(study)
    assert open_release(releases(study)).release_id == first
