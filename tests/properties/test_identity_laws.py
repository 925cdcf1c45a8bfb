"""Whatever happens to the files between the nights, the last night gives what a clean start gives.

The stages run as the nightly flow runs them, but without Prefect and without writing a release.
"""

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.publish import build_tables
from flows.stages import Run, attribute_batch, measure_batch, read_batch
from liftmine.attribution.people.earlier_meetings import BASIS
from liftmine.jobs.corpus import load_corpus
from liftmine.reading.batch import Reader
from liftmine.study.load import load_configuration
from liftmine.tables.stages import TURNS
from liftmine.workspace.house import House

AS_OF = date(2012, 1, 1)
STUDY = """\
study: laws
partner_types: [public, private]
paths: {raw: ../raw, work: ../work, releases: ../releases}
partnerships:
  - id: eastvale
    name: Eastvale LIFT
    started: 2005-04-01
    organisations:
      - {id: eastvale-pct, name: Eastvale PCT, partner_type: public}
      - {id: marlow, name: Marlow Build, partner_type: private}
  - id: westmoor
    name: Westmoor LIFT
    started: 2005-04-01
    organisations:
      - {id: westmoor-pct, name: Westmoor PCT, partner_type: public}
      - {id: tarn, name: Tarn Estates, partner_type: private}
sources:
  - {files: "{partnership}/minutes/**/*", kind: board_minutes, date_order: day_month_year}
"""
PEOPLE = {"eastvale": ("Eastvale PCT", "Marlow Build"), "westmoor": ("Westmoor PCT", "Tarn Estates")}
PAPER = """\
{mark}Minutes of the meeting of the Board held on {day}

Present:
Mary Holt (MH)          Director of Estates, {public}
Tom Brandt (TB)         Project Director, {private}

1. Progress

{said}
"""
MATTERS = ("the roof", "the lease", "the clinic", "the budget", "the heating", "the survey", "the garden", "the tender", "the lift shaft")


def paper(partnership, number, *, mark="", extra=""):
    """Minutes of their own: day and matters go by the number."""
    public, private = PEOPLE[partnership]
    day = f"{number % 27 + 1} {('May', 'June', 'July')[number % 3]} {2005 + number % 5}"
    said = [
        f"{('MH', 'TB')[k % 2]} {('was concerned about the risk of', 'reported good progress on', 'asked what was the delay with')[k % 3]} "
        f"{MATTERS[(number * 5 + k * number) % 9]} in phase {number}{k} of {partnership} and trusted the partners to be open and honest."
        for k in range(7)
    ]
    return PAPER.format(mark=mark, day=day, public=public, private=private, said=" ".join(said) + extra)


def write(raw, partnership, number, name=None, **changes):
    file = raw / partnership / "minutes" / (name or f"paper {number}.txt")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(paper(partnership, number, **changes))
    return file


def make_study(folder: Path) -> Path:
    study = folder / "config" / "study.yaml"
    study.parent.mkdir(parents=True)
    study.write_text(STUDY)
    (study.parent / "settings.yaml").write_text(
        "disclosure: {documents: 1, sentences: 1, speakers: 1}\n"
    )  # what is withheld hides a change
    return study


def night(study: Path):
    """Every table of the night's release by name, the documents, and how many documents each stage had to do."""
    house = House(load_configuration(study))
    run, done = Run(house, house.look(AS_OF)), Counter()
    with Reader(house.configuration.settings.reading) as reader:
        for stage, work in (("read", lambda b: read_batch.fn(run, reader, b)), ("attribute", lambda b: attribute_batch.fn(run, b))):
            for batch in run.batches(stage, list(run.keys["read"]) if stage == "read" else run.usable()):
                work(batch)
                done[stage] += len(batch)
        for batch in run.batches("measure", run.usable()):
            measure_batch.fn(run, batch)
            done["measure"] += len(batch)
    house.sweep({stage: run.keys[stage] for stage in ("read", "attribute", "measure")})
    corpus = load_corpus(house, run.look)
    tables, quotes = build_tables(corpus, run)
    house.ledger.close()
    return {contract.name: table for contract, table in tables.items()} | {"quotes": quotes, "all_documents": corpus.documents}, dict(done)


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A study after its first night: ten papers, five a partnership."""
    study = make_study(tmp_path_factory.mktemp("grown"))
    for number in range(10):
        write(study.parent.parent / "raw", ("eastvale", "westmoor")[number % 2], number)
    night(study)
    return study


@pytest.fixture
def study(grown, tmp_path):
    shutil.copytree(grown.parent.parent, tmp_path / "study")
    return tmp_path / "study" / "config" / "study.yaml"


def documents_by_path(tables):
    return {row["source_path"]: row for row in tables["all_documents"].to_pylist()}


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "rename", "copy", "delete", "draft", "lose a night"]), st.integers(0, 9)),
    min_size=1,
    max_size=5,
)


def operate(raw, what, number):
    partnership = ("eastvale", "westmoor")[number % 2]
    files = sorted(file for file in raw.rglob("*.txt"))
    file = files[number % len(files)]
    if what == "add":
        write(raw, partnership, number + 10)
    elif what == "draft":
        write(raw, partnership, number, f"draft {number}.txt", mark="DRAFT\n\n")
    elif what == "edit":
        file.write_text(file.read_text() + f" TB added that the cost of phase {number} was lower than he had feared.\n")
    elif what == "rename":
        file.rename(file.with_name(f"renamed {number}.txt"))
    elif what == "copy":
        shutil.copy(file, file.with_name(f"a copy {number}.txt"))
    elif what == "delete" and len(files) > 4:
        file.unlink()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_nights_one_after_the_other_give_what_a_clean_start_gives(grown, tmp_path_factory, operations):
    folder = tmp_path_factory.mktemp("laws")
    shutil.copytree(grown.parent.parent, folder / "step")
    study = folder / "step" / "config" / "study.yaml"
    for what, number in operations:
        operate(folder / "step" / "raw", what, number)
        if what != "lose a night":
            night(study)
    shutil.copytree(folder / "step" / "raw", folder / "clean" / "raw")
    step, _ = night(study)
    clean, _ = night(make_study(folder / "clean"))
    for name in clean:
        assert step[name].equals(clean[name]), name


def test_a_renamed_file_is_neither_read_nor_attributed_nor_measured_again(study):
    before, _ = night(study)
    minutes = study.parent.parent / "raw" / "eastvale" / "minutes"
    (minutes / "old").mkdir()
    (minutes / "paper 2.txt").rename(minutes / "old" / "the board's minutes.txt")
    after, done = night(study)
    assert done == {}
    assert after["culture_series"].equals(before["culture_series"])
    old, new = (
        documents_by_path(before)["eastvale/minutes/paper 2.txt"],
        documents_by_path(after)["eastvale/minutes/old/the board's minutes.txt"],
    )
    assert new == old | {"source_path": new["source_path"]}


def test_a_name_that_holds_a_date_is_another_name(study):
    minutes = study.parent.parent / "raw" / "eastvale" / "minutes"
    (minutes / "paper 2.txt").rename(minutes / "2011-05-03.txt")
    _, done = night(study)
    assert done == {"attribute": 1, "measure": 1}


def test_a_changed_file_is_a_new_document_and_the_old_one_is_in_the_ledger_only(study):
    house = House(load_configuration(study))
    file = study.parent.parent / "raw" / "eastvale" / "minutes" / "paper 2.txt"
    old = documents_by_path(night(study)[0])["eastvale/minutes/paper 2.txt"]
    night_of = datetime(2012, 1, 1, tzinfo=UTC)
    house.ledger.record_files(house.look(AS_OF).seen, night_of)
    file.write_text(file.read_text() + "MH thanked everybody.\n")
    house.ledger.record_files(house.look(AS_OF).seen, night_of)
    tables, done = night(study)
    new = documents_by_path(tables)["eastvale/minutes/paper 2.txt"]
    assert new["document_id"] != old["document_id"]
    assert old["document_id"] not in tables["all_documents"]["document_id"].to_pylist()
    assert done == {"read": 1, "attribute": 1, "measure": 1}
    known = house.ledger._connection.execute("SELECT sha256, is_present FROM files WHERE path LIKE '%eastvale%paper 2.txt'").fetchall()
    assert sorted(known) == sorted([(old["sha256"], 0), (new["sha256"], 1)])


def test_a_deleted_file_leaves_the_release_and_its_copy_takes_its_place(study):
    minutes = study.parent.parent / "raw" / "eastvale" / "minutes"
    shutil.copy(minutes / "paper 2.txt", minutes / "zz.txt")
    twice, _ = night(study)
    (minutes / "paper 2.txt").unlink()
    once, done = night(study)
    assert [documents_by_path(twice)[f"eastvale/minutes/{name}.txt"]["status"] for name in ("paper 2", "zz")] == ["ok", "duplicate"]
    assert documents_by_path(once)["eastvale/minutes/zz.txt"]["status"] == "ok"
    assert done == {}
    assert once["culture_series"].equals(twice["culture_series"])


@pytest.mark.parametrize("name", ["a paper.pdf", "a paper.docx", "2099-05-03 or so.json"])
def test_a_copy_under_a_wrong_name_takes_nothing_away_and_adds_nothing(study, name):
    before, _ = night(study)
    minutes = study.parent.parent / "raw" / "eastvale" / "minutes"
    shutil.copy(minutes / "paper 2.txt", minutes / name)
    after, _ = night(study)
    rows = documents_by_path(after)
    misnamed, right = rows[f"eastvale/minutes/{name}"], rows["eastvale/minutes/paper 2.txt"]
    assert misnamed["document_id"] + "-2" == right["document_id"]  # numbered in path order, whichever counts
    assert (misnamed["status"], right["status"], right["near_duplicate_of"]) == ("duplicate", "ok", None)
    for table in ("culture_series", "distance_series", "dyad_series", "changes"):
        assert after[table].equals(before[table])
    (minutes / name).unlink()
    assert documents_by_path(night(study)[0]) == documents_by_path(before)


def test_a_draft_is_kept_and_not_measured_until_it_stands_alone(study):
    raw = study.parent.parent / "raw"
    before, _ = night(study)
    write(raw, "eastvale", 2, "draft.txt", mark="DRAFT\n\n")
    both, _ = night(study)
    (raw / "eastvale" / "minutes" / "paper 2.txt").unlink()
    alone, _ = night(study)
    assert both["culture_series"].equals(before["culture_series"])
    rows = documents_by_path(both)
    draft, approved = rows["eastvale/minutes/draft.txt"], rows["eastvale/minutes/paper 2.txt"]
    assert (draft["status"], draft["superseded_by"], approved["status"]) == ("superseded", approved["document_id"], "ok")
    row = documents_by_path(alone)["eastvale/minutes/draft.txt"]
    assert (row["status"], row["superseded_by"], row["n_sentences"]) == ("ok", None, approved["n_sentences"])


KEY = ("partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year")


def test_a_late_paper_opens_the_cells_of_its_partnership_and_year_only(study):
    """Values and counts move where the paper lies: in its partnership and in `all`, in its year.

    What rests on all cells of a kind, voice and dimension together reaches further, and must (METHODS §4): the width of an interval
    (their shared variance) and the smoothed value (the own trend of a partnership, and the spread that all share). A year that no
    paper had before adds its rows to every series, and a first paper of a kind changes what `all` kinds are mixed of.
    """
    before, _ = night(study)
    write(study.parent.parent / "raw", "eastvale", 32)
    after, _ = night(study)
    year = documents_by_path(after)["eastvale/minutes/paper 32.txt"]["partnership_year"]
    old, new = ({tuple(row[k] for k in KEY): row for row in t["culture_series"].to_pylist()} for t in (before, after))
    assert old.keys() == new.keys()
    moved = {name: {(k[0], k[5]) for k in new if new[k][name] != old[k][name]} for name in after["culture_series"].column_names}
    assert moved["value"] == moved["n_documents"] == moved["n_sentences"] == {("eastvale", year), ("all", year)}
    elsewhere = {name for name, cells in moved.items() if any(place == "westmoor" for place, _ in cells)}
    assert elsewhere <= {"ci_low", "ci_high", "value_smoothed"}


def test_who_sat_in_an_earlier_meeting_is_known_in_a_later_one_until_that_paper_goes(study):
    """The later paper names a guest it does not list; only the list of the earlier one tells for whom he speaks."""
    raw, said = study.parent.parent / "raw", " Mr Wren noted that the roof was finished, and he was content. " * 3
    earlier = write(raw, "eastvale", 20)
    earlier.write_text(earlier.read_text().replace("\n1. Progress", "Joss Wren (JW)          Site Manager, Marlow Build\n\n1. Progress"))
    later = write(raw, "eastvale", 24, extra=said)  # the same year and three months on, as numbers go
    later.write_text(later.read_text().replace("25 May 2009", "25 July 2005"))

    def voices():
        night(study)
        house = House(load_configuration(study))
        corpus = load_corpus(house, house.look(AS_OF))
        name = next(row["document_id"] for row in corpus.documents.to_pylist() if row["source_path"].endswith("paper 24.txt"))
        rows = [row for row in corpus.load(TURNS).to_pylist() if row["document_id"] == name and row["speaker_label"] == "Mr Wren"]
        house.ledger.close()
        return {
            (row["partner_type"], row["attribution_basis"] == BASIS)
            for row in rows
            if row["attribution_basis"] not in ("pronoun", "implicit")
        }

    assert voices() == {("private", True)}
    earlier.unlink()
    assert voices() == {("unknown", False)}
