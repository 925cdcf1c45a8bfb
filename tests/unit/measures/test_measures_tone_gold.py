"""The floors of `benchmarks.tone`, on the labelled sentences of the project."""

import csv
from pathlib import Path

import pytest

from liftmine.jobs.score import score_texts

GOLD = Path(__file__).parents[2] / "gold"
BAND = 0.05


def rows_of(name, *halves):
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["half"] in halves]


@pytest.fixture(scope="module")
def said(lexicons):
    """The classes of labelled rows."""

    def run(rows):
        tones = score_texts([row["text"] for row in rows], [row.get("target") for row in rows], lexicons)["tone"].to_pylist()
        return [((tone or 0) > BAND) - ((tone or 0) < -BAND) for tone in tones]

    return run


def share(pairs):
    pairs = list(pairs)
    return sum(pairs) / len(pairs)


@pytest.mark.parametrize("half", ["development", "test", "late"])
def test_most_sentences_of_minutes_and_interviews_are_read_as_a_person_reads_them(said, half):
    rows = rows_of("tone.csv", half)
    assert share(int(row["label"]) == got for row, got in zip(rows, said(rows), strict=True)) >= 0.8


def test_procedure_seldom_has_a_tone(said):
    rows = [row for row in rows_of("tone.csv", "test", "late") if row["kind"] in ("formula", "thanks") and row["label"] == "0"]
    assert share(got != 0 for got in said(rows)) <= 0.1


def test_negated_and_understated_fault_is_heard(said):
    rows = [row for row in rows_of("tone.csv", "test", "late") if row["kind"] in ("negated", "understated") and row["label"] == "-1"]
    assert share(got < 0 for got in said(rows)) >= 0.75


def test_of_two_targets_each_gets_its_own_tone(said):
    rows = rows_of("tone_targets.csv", "test")
    assert share(int(row["label"]) == got for row, got in zip(rows, said(rows), strict=True)) >= 0.7


def test_the_labels_are_whole():
    for name in ("tone.csv", "tone_targets.csv"):
        rows = rows_of(name, "development", "test", "late")
        assert {row["label"] for row in rows} == {"-1", "0", "1"}
        assert len({(row["sentence"], row.get("target")) for row in rows}) == len(rows)
