"""The page drawn again from a release, and what stands in a release for the morning."""

import json

import pytest

from liftmine.errors import LiftmineError, UsageError
from liftmine.jobs.morning import load_morning, load_study_lines
from liftmine.jobs.report import News, draw_page, write_morning, write_report
from liftmine.report.morning import MORNING, UNKNOWN_NAMES
from liftmine.study.model import Study
from liftmine.tables.published import DOCUMENTS, PARTNERSHIPS, RELEASE_TABLES
from liftmine.tables.restricted import UNKNOWN_NAMES as NAMES
from liftmine.workspace.releases import Release
from liftmine.workspace.writers import write_parquet

STUDY = Study.model_validate(
    {
        "study": "small",
        "partner_types": ["public", "not_for_profit"],
        "paths": {"raw": "raw", "work": "work", "releases": "releases"},
        "partnerships": [
            {"id": "p", "name": "P", "started": "2005-04-01", "organisations": [{"id": "o", "name": "O", "partner_type": "public"}]}
        ],
        "sources": [{"files": "{partnership}/*", "kind": "board_minutes"}],
    }
)


def document(number):
    row = dict.fromkeys(DOCUMENTS.names) | {"kind": "board_minutes", "partnership_id": "p", "status": "ok", "n_turns": 1, "n_sentences": 1}
    return row | {"document_id": f"D{number}", "sha256": f"D{number}", "source_path": f"p/{number}.txt"}


def unknown(*names):
    row = dict.fromkeys(NAMES.names) | {"partnership_id": "p", "section": "people"}
    return NAMES.from_rows(row | {"name": name, "n_documents": n, "study_line": f"- {{name: {name}}}"} for name, n in names)


def publish(folder, *numbers, names=(), before=None):
    """A release as far as these jobs read it."""
    (folder / "restricted").mkdir(parents=True)
    tables = {table.name: table.empty() for table in RELEASE_TABLES}
    tables |= {"documents": DOCUMENTS.from_rows(map(document, numbers))}
    for table in RELEASE_TABLES:
        write_parquet(table, tables[table.name], folder / f"{table.name}.parquet")
    manifest = {"release_id": folder.name, "created_at": "2031-02-03T03:15:00+00:00"}
    morning = write_morning(folder, tables, manifest, News(unknown(*names), before))
    (folder / "release.json").write_text(json.dumps(manifest))
    (folder / "report.html").write_text(draw_page(tables, manifest, STUDY, morning))
    return Release(folder)


def test_the_page_drawn_again_is_the_page_that_was_published(tmp_path):
    first = publish(tmp_path / "releases" / "R1", 1)
    second = publish(tmp_path / "releases" / "R2", 1, 2, before=first)
    write_report(second, tmp_path / "page.html", STUDY)
    page = (tmp_path / "page.html").read_text()
    assert page == (second.folder / "report.html").read_text()
    assert "Since R1: 1 new." in page


def test_nothing_is_written_into_a_release(tmp_path):
    release = publish(tmp_path / "releases" / "R1", 1)
    for out in (release.folder / "report.html", release.folder.parent / "report.html"):
        with pytest.raises(UsageError, match="never change"):
            write_report(release, out, STUDY)


def test_a_release_of_another_shape_is_told_apart_from_a_damaged_one(tmp_path):
    release = publish(tmp_path / "releases" / "R1", 1)
    write_parquet(DOCUMENTS, DOCUMENTS.empty(), release.folder / "partnerships.parquet")
    with pytest.raises(LiftmineError, match="another version of liftmine"):
        write_report(release, tmp_path / "page.html", STUDY)
    (release.folder / "partnerships.parquet").unlink()
    with pytest.raises(LiftmineError, match="damaged"):
        write_report(release, tmp_path / "page.html", STUDY)


def test_a_release_of_another_shape_is_not_compared(tmp_path):
    first = publish(tmp_path / "releases" / "R1", 1)
    write_parquet(PARTNERSHIPS, PARTNERSHIPS.empty(), first.folder / "documents.parquet")
    assert load_morning(publish(tmp_path / "releases" / "R2", 1, 2, before=first)).base_release is None


def test_lines_for_the_study_come_with_the_most_listed_first_and_stay_restricted(tmp_path):
    release = publish(tmp_path / "releases" / "R1", 1, names=[("Ann Gale", 2), ("Zebulon Quartermaine", 12)])
    assert load_study_lines(release) == ["- {name: Zebulon Quartermaine}  # 12 papers", "- {name: Ann Gale}  # 2 papers"]
    public = [file for file in release.folder.iterdir() if file.is_file()]
    assert not any(b"Quartermaine" in file.read_bytes() for file in public)


def test_a_release_without_a_view_or_names_has_nothing_to_say(tmp_path):
    release = publish(tmp_path / "releases" / "R1", 1)
    assert not (release.folder / UNKNOWN_NAMES).exists()
    assert load_study_lines(release) == []
    (release.folder / MORNING).unlink()
    assert load_morning(release) is None
    write_report(release, tmp_path / "page.html", STUDY)
    assert "What is new" not in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"new": 1}'])
def test_a_damaged_view_is_an_error_for_people(tmp_path, text):
    release = publish(tmp_path / "releases" / "R1", 1)
    (release.folder / MORNING).write_text(text)
    with pytest.raises(LiftmineError, match="cannot be read"):
        load_morning(release)
