"""However a study file is spoilt, it loads or says where it is wrong; it never falls over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftmine.errors import ConfigurationError, Problem
from liftmine.study.checks import check_study
from liftmine.study.model import Study
from liftmine.study.starter import starter_folder
from liftmine.study.yaml import read_document

LINES = (starter_folder() / "config" / "study.yaml").read_text(encoding="utf-8").splitlines()
SPOILERS = st.sampled_from(
    ["", "- ", "  ", "\t", "[", "}", ": ", "*", "'", '"', "null", "2004-02-30", "{a: 1}", "&a [*a]", "é", "\x00", "a: b", "!x "]
)


@st.composite
def spoilt_studies(draw: st.DrawFn) -> str:
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        start = draw(st.integers(0, len(lines[at])))
        end = draw(st.integers(start, len(lines[at])))
        lines[at] = lines[at][:start] + draw(SPOILERS) + lines[at][end:]
    return "\n".join(lines)


def problems_of(file: Path) -> list[Problem]:
    try:
        document = read_document(file)
    except ConfigurationError as error:
        return error.problems
    study, problems = document.validate(Study)
    assert (study is None) == bool(problems)
    return [*document.faults, *problems, *check_study(document)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoilt") / "study.yaml"


@given(text=spoilt_studies())
def test_a_spoilt_study_loads_or_says_where_it_is_wrong(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    for problem in problems_of(file):
        assert 1 <= problem.line <= len(lines) + 1
        assert 1 <= problem.column <= max(map(len, lines)) + 1
        assert problem.message
        assert "\n" not in problem.message
