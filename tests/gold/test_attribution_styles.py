"""Minutes in many styles: voices, targets and attendance lists keep the bounds of the project's own gold."""

import pytest

from benchmarks import attribution
from benchmarks.attributed import read_study


@pytest.fixture(scope="module")
def figures():
    return list(attribution.judge_first_look())


def test_figures_keep_their_bounds(figures):
    assert [str(figure) for figure in figures if not figure.holds] == []


def test_lists_are_measured_against_everybody_who_stands_in_them(figures):
    measured = {figure.what: figure for figure in figures}
    assert measured["styles: listed people found"].n == 195
    assert measured["styles: listed people found"].floor == attribution.LIST_FLOOR


def test_every_labelled_unit_stands_in_its_paper():
    papers = read_study(attribution.FIRST_LOOK / "study.yaml")
    rows = attribution.read_labels("labels.csv", attribution.FIRST_LOOK)
    assert [(name, starts) for name, starts, _ in rows if papers[name].find(starts) is None] == []
    assert {name for name, _, _ in rows} == papers.keys()
