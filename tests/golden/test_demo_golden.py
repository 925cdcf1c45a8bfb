"""The demo study gives what it gave when somebody last looked at it and agreed: `make golden` writes it anew."""

import csv
import os
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.nightly import nightly
from liftmine import open_release
from liftmine.jobs.corpus import load_corpus
from liftmine.jobs.export import build_attendance, build_sentences
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
KEY = ("partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year")


@pytest.fixture(scope="module")
def demo(tmp_path_factory, prefect_api):
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "config", folder / "config")
    shutil.copytree(ROOT / "data_raw", folder / "data_raw")
    study = folder / "config" / "study.yaml"
    nightly(study)
    house = House(load_configuration(study))
    return open_release(house.configuration.releases), load_corpus(house, house.look(datetime.now(tz=UTC).date()))


def compare(name, head, rows):
    """Compare with the golden file, or write it where that was asked for."""
    file = FOLDER / f"{name}.csv"
    lines = [list(head), *([("" if value is None else str(value)) for value in row] for row in rows)]
    if os.environ.get("LIFTMINE_WRITE_GOLDEN"):
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)
    with file.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == lines


def test_every_paper_of_the_demo_has_its_status(demo):
    release, _ = demo
    names = ("document_id", "source_path", "kind", "document_date", "date_basis", "status", "reason_code", "n_turns", "n_sentences")
    compare("documents", names, [[row[name] for name in names] for row in release.table("documents").to_pylist()])


def test_the_published_values_of_the_demo(demo):
    release, _ = demo
    rows = [row for row in release.table("culture_series").to_pylist() if row["value"] is not None and row["document_kind"] == "all"]
    numbers, counts = ("value", "ci_low", "ci_high"), ("n_documents", "n_sentences")
    rounded = [[None if row[name] is None else f"{row[name]:.4f}" for name in numbers] for row in rows]
    lines = [[*(row[name] for name in KEY), *values, *(row[name] for name in counts)] for row, values in zip(rows, rounded, strict=True)]
    compare("culture_series", (*KEY, *numbers, *counts), lines)


def test_who_is_heard_in_each_paper_of_the_demo(demo):
    _, corpus = demo
    sentences = build_sentences(corpus)
    content = sentences.filter(sentences["is_content"])
    columns = [content[name].to_pylist() for name in ("source_path", "voice_mode", "partner_type", "speaker_label")]
    counts = Counter(zip(*columns, strict=True))
    ordered = sorted(counts.items(), key=lambda item: tuple(str(part) for part in item[0]))
    compare("voices", ("source_path", "voice_mode", "partner_type", "speaker_label", "n_sentences"), [[*key, n] for key, n in ordered])


def test_who_attends_in_the_demo(demo):
    _, corpus = demo
    names = ("source_path", "name", "initials", "role", "organisation_id", "partner_type", "status", "is_chair")
    compare("attendance", names, [[row[name] for name in names] for row in build_attendance(corpus).to_pylist()])
