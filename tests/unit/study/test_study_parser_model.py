"""The spaCy model that the settings name."""

import json
import shutil
import sys

import pytest

from liftmine.errors import ConfigurationError
from liftmine.study.load import load_configuration


@pytest.fixture
def in_settings(make_study):
    """The parser of a study whose settings name a model."""
    return lambda model: load_configuration(make_study(settings=f"language:\n  model: {model}\n")).parser


def rewrite_meta(folder, **changes):
    file = folder / "meta.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


@pytest.fixture
def beside_study(parser_folder, tmp_path):
    """A copy of the model in the study's own folder."""
    return shutil.copytree(parser_folder, tmp_path / "models" / "mine")


def test_without_a_model_there_is_no_parser(make_study):
    configuration = load_configuration(make_study())
    assert configuration.parser is None
    assert "parser" not in configuration.hashes


def test_a_folder_is_found_from_the_study_file(in_settings, beside_study):
    parser = in_settings("models/mine")
    assert (parser.folder, parser.name, parser.version) == (beside_study, "en_small", "1.2.3")


def test_an_installed_package_is_found_without_being_imported(in_settings, parser_folder, tmp_path, monkeypatch):
    package = tmp_path / "site" / "en_small"
    shutil.copytree(parser_folder, package / "en_small-1.2.3")
    shutil.copy(parser_folder / "meta.json", package)
    (package / "__init__.py").write_text("raise AssertionError\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert in_settings("en_small").folder == package / "en_small-1.2.3"
    assert "en_small" not in sys.modules


def test_where_a_model_lies_does_not_matter_but_what_it_has_learnt_does(in_settings, parser_folder, beside_study):
    assert in_settings("models/mine").sha256 == in_settings(parser_folder).sha256
    (beside_study / "parser" / "model").write_bytes(b"learnt anew")
    assert in_settings("models/mine").sha256 != in_settings(parser_folder).sha256


@pytest.mark.parametrize("name", ["en_core_web_none", "models/none", "json", "os", "../..", "xml.dom"])
def test_a_model_that_is_not_there_is_told_at_its_line_with_what_to_do(in_settings, name):
    with pytest.raises(ConfigurationError) as fault:
        in_settings(name)
    (problem,) = fault.value.problems
    assert (problem.line, problem.where) == (2, "language.model")
    assert f"no spaCy model '{name}'" in problem.message
    assert "spacy download" in problem.message


@pytest.mark.parametrize(
    "changes", [{"pipeline": ["tagger"]}, {"lang": "de"}, {"labels": {"parser": ["nsubj", "obj", "obl"]}}, {"labels": None}]
)
def test_a_model_without_a_parser_for_english_is_told_as_such(in_settings, beside_study, changes):
    rewrite_meta(beside_study, **changes)
    with pytest.raises(ConfigurationError, match="has no parser that tells subjects and objects of English"):
        in_settings("models/mine")


def test_a_description_that_cannot_be_read_is_no_model(in_settings, beside_study):
    (beside_study / "meta.json").write_text("[")
    with pytest.raises(ConfigurationError, match="there is no spaCy model"):
        in_settings("models/mine")
