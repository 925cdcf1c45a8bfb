"""Every fault of a study is told with its file, line, column, what was found and what was meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from small_study import LEXICONS, STUDY

from liftmine.errors import ConfigurationError
from liftmine.study.load import load_configuration

Case = dict[str, Any]
CASES: dict[str, list[Case]] = YAML(typ="safe", pure=True).load(Path(__file__).with_name("faults.yaml"))


def problems_of(study_file: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(study_file)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES["study"], ids=lambda case: case["by"] or case["replace"])
def test_a_fault_in_the_study_is_told_with_its_place(make_study: Callable[..., Path], case: Case) -> None:
    assert case["replace"] in STUDY
    study = STUDY.replace(case["replace"], case["by"], 1)
    assert problems_of(make_study(study)) == [f"study.yaml:{problem}" for problem in case["problems"]]


@pytest.mark.parametrize("case", CASES["settings"], ids=lambda case: case["settings"])
def test_a_fault_in_the_settings_is_told_with_its_place(make_study: Callable[..., Path], case: Case) -> None:
    assert problems_of(make_study(settings=case["settings"])) == [f"settings.yaml:{problem}" for problem in case["problems"]]


@pytest.mark.parametrize("case", CASES["culture"], ids=lambda case: case["by"] or case["replace"])
def test_a_fault_in_a_lexicon_is_told_with_its_place(make_study: Callable[..., Path], case: Case) -> None:
    assert case["replace"] in LEXICONS["culture"]
    lexicons = {**LEXICONS, "culture": LEXICONS["culture"].replace(case["replace"], case["by"])}
    assert problems_of(make_study(lexicons=lexicons)) == [f"lexicons/culture.yaml:{problem}" for problem in case["problems"]]


def test_names_that_two_lexicons_give_are_told(make_study: Callable[..., Path]) -> None:
    lexicons = {**LEXICONS, "more": LEXICONS["culture"], "voice": LEXICONS["tone"].replace("own_tone", "other")}
    assert problems_of(make_study(lexicons=lexicons)) == [
        "lexicons/more.yaml:1:10: lexicon: the lexicon 'own_culture' stands already in culture.yaml",
        "lexicons/more.yaml:5:17: dimensions.0.dimension: the dimension 'trust' stands already in culture.yaml",
        "lexicons/voice.yaml:2:7: kind: the kind 'tone' stands already in tone.yaml",
    ]


def test_a_folder_without_a_kind_of_lexicon_is_told(make_study: Callable[..., Path]) -> None:
    lexicons = {kind: text for kind, text in LEXICONS.items() if kind != "tone"}
    assert problems_of(make_study(lexicons=lexicons)) == [
        "lexicons:1:1: holds no lexicon of kind tone; copy one from a study made with: liftmine init"
    ]


def test_all_problems_of_all_files_are_told_at_once_in_file_order(make_study: Callable[..., Path]) -> None:
    study = STUDY.replace("partner_type: private", "partner_type: privat, colour: red").replace("2004-09-01", "2004-13-01")
    study = study.replace("partnership: millford", "partnership: milford").replace("study: trial\n", "")
    assert [each.split(": ")[0] for each in problems_of(make_study(study, settings="runer: {}"))] == [
        "study.yaml:1:1",
        "study.yaml:6:14",
        "study.yaml:15:58",
        "study.yaml:15:66",
        "study.yaml:21:58",
        "settings.yaml:1:1",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1:1: the file says nothing; a study needs at least study, partner_types, paths, partnerships and sources"),
        (b"# only a comment\n", "1:1: the file says nothing; a study needs at least study, partner_types, paths, partnerships and sources"),
        (b"text\n", "1:1: expected keys and values (key: value), found 'text'"),
        (b"- a\n", "1:1: expected keys and values (key: value), found a list"),
        (b"study: trial\nname: Caf\xe9\n", "2:10: not UTF-8 from here on; save the file with the encoding UTF-8"),
        ("study: trial".encode("utf-16"), "1:1: saved as UTF-16; save it as UTF-8"),
        (b"[" * 3000, "1:1: the brackets are nested too deeply"),
    ],
)
def test_a_file_that_is_no_study_is_told(make_study: Callable[..., Path], content: bytes, expected: str) -> None:
    assert problems_of(make_study(content)) == [f"study.yaml:{expected}"]


def test_a_missing_study_names_the_way_out(make_study: Callable[..., Path]) -> None:
    make_study()
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(Path("other/study.yaml"))
    assert str(caught.value).startswith("other/study.yaml:1:1: there is no such file\n  Name a study with --study FILE")
    assert caught.value.exit_code == 3


def test_a_folder_is_no_study(make_study: Callable[..., Path]) -> None:
    make_study()
    assert problems_of(Path("lexicons")) == ["lexicons:1:1: this is a folder, not a file"]


def test_a_long_list_of_options_is_called_by_its_name(make_study: Callable[..., Path]) -> None:
    many = "".join(f"      - {{id: body-{number}, name: Body {number}, partner_type: joint}}\n" for number in range(20))
    study = STUDY.replace("    people:\n", f"{many}    people:\n").replace("organisation: oakstone", "organisation: oakston")
    (problem,) = problems_of(make_study(study))
    assert problem.endswith("'oakston' is not one of the partnership's organisations; did you mean oakstone?")
