"""Voices and targets against the labelled papers, and the labels against their own guide."""

from dataclasses import replace

import pytest

from benchmarks import attribution, attribution_real
from benchmarks.attributed import read_study
from benchmarks.real import DATA


@pytest.fixture(scope="module")
def papers():
    return read_study(attribution.GOLD / "study.yaml")


@pytest.fixture(scope="module")
def units():
    return attribution.read_units()


def test_figures_keep_their_bounds(units):
    assert [str(figure) for figure in attribution.judge(units) if not figure.holds] == []


def test_every_bound_belongs_to_a_figure(units):
    assert (attribution.FLOORS.keys() | attribution.CEILINGS.keys()) <= {figure.what for figure in attribution.judge(units)}


def test_a_program_that_hears_nobody_is_seen_to(units):
    deaf = [replace(unit, heard=unit.heard and unit.heard._replace(mode="none", person_id=None, partner_type=None)) for unit in units]
    missed = {figure.what for figure in attribution.judge(deaf) if not figure.holds}
    assert {"mode right", "collective recalled", "person right where one is to be told", "verbatim: speaker right"} <= missed


def test_a_program_that_takes_one_side_for_the_other_is_seen_to(units):
    swap = attribution.SIDES
    swapped = [
        replace(unit, heard=unit.heard and unit.heard._replace(partner_type=swap.get(unit.heard.partner_type, unit.heard.partner_type)))
        for unit in units
    ]
    assert "partner type on the wrong side" in {figure.what for figure in attribution.judge(swapped) if not figure.holds}


def test_every_labelled_unit_stands_in_its_paper_in_the_order_of_the_table(papers):
    lost, place, last = [], 0, ""
    for name, starts, _ in attribution.read_labels("labels.csv"):
        found = papers[name].find(starts, place if name == last else 0)
        place, last = (place if found is None else found + 1), name
        if found is None:
            lost.append((name, starts))
    assert lost == []


@pytest.mark.parametrize("table", ["labels.csv", "first_round.csv", "second_round.csv"])
def test_labels_are_words_of_the_guide(table):
    rows = attribution.read_labels(table)
    assert len(rows) >= 400
    for _, starts, labels in rows:
        for label in labels:
            assert label.mode in attribution.MODES, starts
            assert (label.partner_type != "") == (label.mode in attribution.SPOKEN), starts
            assert label.mode in attribution.SPOKEN or not label.person, starts
            assert not label.is_implicit or label.mode == "reported", starts
            assert label.targets <= {"public", "private", "joint", "national"}, starts


def test_both_rounds_label_the_same_units():
    tables = [[row[:2] for row in attribution.read_labels(name)] for name in ("labels.csv", "first_round.csv", "second_round.csv")]
    assert tables[0] == tables[1] == tables[2]


def test_agreement_beyond_chance_is_one_for_equal_labels_and_as_worked_by_hand_for_others():
    assert attribution.alpha("aabb", "aabb") == pytest.approx(1.0)
    # Ten values, five of a and five of b: 1/5 disagree where 50/90 would by chance.
    assert attribution.alpha("aaabb", "aabbb") == pytest.approx(1 - (1 / 5) / (50 / 90))


def test_real_papers_that_are_absent_are_skipped_and_said_to_be(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(attribution_real, "DATA", tmp_path)
    assert list(attribution_real.study()) == []
    assert capsys.readouterr().out.count("skipped") == 5


@pytest.mark.real
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_real_papers_whose_speakers_are_known_keep_their_bounds():
    assert [str(figure) for figure in attribution_real.study() if not figure.holds] == []
