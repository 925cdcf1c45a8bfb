"""A study, its settings and lexicons become one frozen configuration."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from small_study import LEXICONS, STUDY

from liftmine.study.load import load_configuration
from liftmine.study.settings import Settings
from liftmine.study.starter import starter_folder


def test_folders_are_absolute_and_relative_to_the_study_file(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study(STUDY.replace("raw: raw", "raw: ../papers")))
    assert found.root == Path.cwd().resolve()
    assert found.raw == found.root.parent / "papers"
    assert (found.work, found.releases) == (found.root / "work", found.root / "releases")


def test_values_are_typed_by_the_model_not_by_yaml(make_study: Callable[..., Path]) -> None:
    study = STUDY.replace("study: trial", "study: 2011").replace("initials: AF", "initials: NO").replace("name: Oakstone Ltd", "name: 3.10")
    found = load_configuration(make_study(study)).study
    partnership = found.partnership("millford")
    assert found.study == "2011"
    assert [person.initials for person in partnership.people] == ["NO", "NO"]
    assert partnership.organisation("oakstone").name == "3.10"
    assert partnership.started == date(2004, 9, 1)
    assert [source.consent for source in found.sources] == [False, True]


def test_keys_without_a_value_are_left_out(make_study: Callable[..., Path]) -> None:
    study = STUDY.split("    people:\n")[0] + "    people:\n" + "sources:" + STUDY.split("sources:")[1]
    assert load_configuration(make_study(study, settings="reading:\n")).study.partnerships[0].people == ()


def test_an_empty_settings_file_gives_the_defaults(make_study: Callable[..., Path]) -> None:
    assert load_configuration(make_study(settings="# nothing\n")).settings == Settings()


def test_a_kind_left_out_of_the_weights_weighs_nothing(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study(settings="series: {kind_weights: {interview: 2}}")).settings
    assert found.series.kind_weights == {"board_minutes": 0.0, "interview": 2.0, "background": 0.0}


def test_hashes_are_those_of_the_bytes_of_each_file(make_study: Callable[..., Path]) -> None:
    hashes = load_configuration(make_study(settings="runner: {}\n")).hashes
    names = {"study", "settings", *(f"lexicons/own_{kind}" for kind in LEXICONS)}
    assert set(hashes) == names
    assert hashes["study"] == hashlib.sha256(STUDY.encode()).hexdigest()
    assert hashes["settings"] == hashlib.sha256(b"runner: {}\n").hexdigest()
    assert hashes["lexicons/own_tone"] == hashlib.sha256(LEXICONS["tone"].encode()).hexdigest()


def test_a_byte_order_mark_and_windows_lines_change_nothing(make_study: Callable[..., Path]) -> None:
    plain = load_configuration(make_study()).study
    assert load_configuration(make_study(b"\xef\xbb\xbf" + STUDY.replace("\n", "\r\n").encode())).study == plain


def test_a_lone_study_file_takes_settings_and_lexicons_from_the_package(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(STUDY)
    shipped = load_configuration(starter_folder() / "config" / "study.yaml")
    found = load_configuration(file)
    assert (found.settings, found.lexicons) == (shipped.settings, shipped.lexicons)


def test_a_configuration_is_frozen(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study())
    with pytest.raises(ValidationError, match="frozen"):
        found.study.study = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.hashes["study"] = ""  # type: ignore[index]


def test_one_alias_may_pass_from_an_organisation_to_its_successor(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study(STUDY.replace("[the CCG]", "[the PCT]"))).study.partnerships[0]
    assert found.organisation("millford-ccg").aliases == ("the PCT",)


def test_an_organisation_is_valid_from_its_first_to_its_last_day(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study()).study.partnership("millford")
    pct, ccg = found.organisation("millford-pct"), found.organisation("millford-ccg")
    assert [(pct.is_valid_on(day), ccg.is_valid_on(day)) for day in (date(1990, 1, 1), date(2013, 3, 31), date(2013, 4, 1))] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_an_id_nobody_has_is_a_key_error(make_study: Callable[..., Path]) -> None:
    found = load_configuration(make_study()).study
    with pytest.raises(KeyError):
        found.partnership("elsewhere")
    with pytest.raises(KeyError):
        found.partnership("millford").organisation("elsewhere")
