"""What `init` writes is a study that loads, that its schemas accept, and that names nothing it should not."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from liftmine.errors import UsageError
from liftmine.jobs.init import create_study
from liftmine.jobs.schema import write_schemas
from liftmine.study.lexicon import KINDS
from liftmine.study.load import load_configuration
from liftmine.study.metadata import load_metadata
from liftmine.study.settings import Settings
from liftmine.study.sources import match_source

SCHEMA_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def new_study(tmp_path: Path) -> Path:
    create_study(tmp_path / "new")
    return tmp_path / "new"


def as_json(file: Path) -> Any:
    """The file as an editor's YAML 1.2 reader sees it: dates are text there."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(file), default=date.isoformat))


def schema_of(study: Path, name: str) -> Path:
    return study / "config" / "schema" / f"{name}.schema.json"


def complaints(schema: Path, content: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [error.message for error in validator.iter_errors(content)]


def test_a_new_study_loads_without_problems(new_study: Path) -> None:
    found = load_configuration(new_study / "config" / "study.yaml")
    assert found.raw == new_study / "data_raw"
    assert (found.work, found.releases) == (new_study / "data", new_study / "releases")


def test_the_settings_file_gives_every_setting_its_default(new_study: Path) -> None:
    file = new_study / "config" / "settings.yaml"
    assert load_configuration(new_study / "config" / "study.yaml").settings == Settings()
    in_words = {"ocr": "no"}  # as people write it
    assert as_json(file) == {k: v | in_words if k == "reading" else v for k, v in json.loads(Settings().model_dump_json()).items()}


def test_every_demo_paper_has_a_source_and_every_metadata_row_a_paper(new_study: Path) -> None:
    found = load_configuration(new_study / "config" / "study.yaml")
    papers = {file.relative_to(found.raw).as_posix() for file in found.raw.glob("*/**/*") if file.is_file()}
    assert len(papers) >= 12
    assert [paper for paper in sorted(papers) if match_source(found.study, paper) is None] == []
    assert set(load_metadata(found.raw / str(found.study.metadata), found.study)) <= papers


def test_settings_and_lexicons_name_nothing_of_the_demo(new_study: Path) -> None:
    study = load_configuration(new_study / "config" / "study.yaml").study
    names = {
        name for each in study.partnerships for name in (each.id, *(word for body in each.organisations for word in (body.id, body.name)))
    }
    names -= {"nce", "spb", "pfh", "chp", "Partnerships for Health", "Community Health Partnerships"}  # words of the trade
    for file in [new_study / "config" / "settings.yaml", *(new_study / "config" / "lexicons").glob("*.yaml")]:
        text = file.read_text(encoding="utf-8").casefold()
        assert [name for name in sorted(names) if re.search(rf"\b{re.escape(name.casefold())}\b", text)] == [], file.name


@pytest.mark.parametrize("name", ["study", "settings"])
def test_study_and_settings_begin_with_a_schema_that_accepts_them(new_study: Path, name: str) -> None:
    file = new_study / "config" / f"{name}.yaml"
    line = SCHEMA_LINE.match(file.read_text(encoding="utf-8"))
    assert line, f"{file.name} does not begin with its schema"
    assert complaints(file.parent / line[1], as_json(file)) == []


def test_the_schema_of_its_kind_accepts_every_lexicon(new_study: Path) -> None:
    files = sorted((new_study / "config" / "lexicons").glob("*.yaml"))
    found = {(lexicon := as_json(file))["kind"]: complaints(schema_of(new_study, f"lexicon-{lexicon['kind']}"), lexicon) for file in files}
    assert found == {kind: [] for kind in KINDS}


@pytest.mark.parametrize("change", [{"colour": "red"}, {"partner_types": "public"}, {"sources": [{"files": "a", "kind": "minutes"}]}])
def test_the_schema_of_a_study_refuses_what_the_loader_refuses(new_study: Path, change: dict[str, Any]) -> None:
    study = as_json(new_study / "config" / "study.yaml")
    assert complaints(schema_of(new_study, "study"), study) == []
    assert complaints(schema_of(new_study, "study"), study | change)


def test_a_schema_explains_every_key_of_the_study_and_settings(tmp_path: Path) -> None:
    for file in write_schemas(tmp_path / "schema"):
        schema = json.loads(file.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        if file.name.startswith(("study", "settings")):
            models = [schema, *schema["$defs"].values()]
            bare = [key for model in models for key, value in model.get("properties", {}).items() if "description" not in value]
            assert bare == []


def test_schemas_are_the_same_every_time(tmp_path: Path) -> None:
    first, second = write_schemas(tmp_path / "a"), write_schemas(tmp_path / "b")
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_init_names_every_file_it_wrote(tmp_path: Path) -> None:
    written = create_study(tmp_path / "new")
    assert written == sorted(file for file in (tmp_path / "new").rglob("*") if file.is_file())


def test_init_accepts_an_empty_folder(tmp_path: Path) -> None:
    assert create_study(tmp_path)


def used(folder: Path) -> Path:
    (folder / "notes.txt").write_text("mine")
    return folder


def a_file(folder: Path) -> Path:
    (folder / "file").write_text("mine")
    return folder / "file"


def below_a_file(folder: Path) -> Path:
    return a_file(folder) / "new"


@pytest.mark.parametrize("make", [used, a_file, below_a_file])
def test_init_refuses_a_place_that_is_taken_and_leaves_it_alone(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    place = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=r"new or empty folder|another folder"):
        create_study(place)
    assert sorted(tmp_path.rglob("*")) == before
