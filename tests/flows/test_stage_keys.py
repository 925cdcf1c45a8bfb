"""A stage key changes with what the stage depends on, and with nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from liftmine.study.load import load_configuration
from liftmine.study.parser_model import ParserModel
from liftmine.workspace.house import House
from liftmine.workspace.keys import stage_keys

PLACE = "eastvale/minutes/3_May_2006.txt"


def keys(study, path=PLACE):
    house = House(load_configuration(study))
    look = house.look(date(2026, 1, 1))
    item = next(item for item in look.intake if item.path == path)
    return {stage: of_documents[item.document_id] for stage, of_documents in stage_keys(look.intake, house.configuration).items()}


def changed(before, after):
    return {stage for stage in before if before[stage] != after[stage]}


def test_the_same_files_give_the_same_keys(study):
    assert keys(study) == keys(study)


def test_another_content_changes_everything(study):
    before = keys(study)
    file = study.parent.parent / "raw" / PLACE
    file.write_text(file.read_text() + "\nOne more line.\n")
    assert changed(before, keys(study)) == {"read", "attribute", "measure"}


def test_another_alias_of_its_partnership_changes_attribution_but_not_reading(study):
    before = keys(study)
    study.write_text(study.read_text().replace("[the LIFTCo]", "[the LIFTCo, ELC]"))
    assert changed(before, keys(study)) == {"attribute", "measure"}


def test_another_alias_elsewhere_changes_only_what_is_masked(study):
    before = keys(study)
    study.write_text(study.read_text().replace("[Tarn Estates]", "[Tarn Estates, TEL]"))
    assert changed(before, keys(study)) == {"measure"}


def test_another_lexicon_changes_only_the_measures(study):
    house = House(load_configuration(study))
    intake = house.look(date(2026, 1, 1)).intake
    before = stage_keys(intake, house.configuration)
    other = replace(house.configuration, hashes=dict(house.configuration.hashes) | {"lexicons/culture": "0"})
    after = stage_keys(intake, other)
    assert {stage for stage in before if before[stage] != after[stage]} == {"measure"}


def test_another_parser_changes_only_the_measures(study):
    house = House(load_configuration(study))
    intake = house.look(date(2026, 1, 1)).intake
    before = stage_keys(intake, house.configuration)
    for parser in (ParserModel(study, "en_small", "1.0.0", "0"), ParserModel(study, "en_small", "1.0.0", "1")):
        after = stage_keys(intake, replace(house.configuration, parser=parser))
        assert changed(before, after) == {"measure"}
        before = after


def test_other_limits_change_reading_and_what_follows(study):
    before = keys(study)
    (study.parent / "settings.yaml").write_text("reading: {cpu_seconds: 29}\n")
    assert changed(before, keys(study)) == {"read", "attribute", "measure"}


def test_disclosure_settings_change_no_stage(study):
    before = keys(study)
    (study.parent / "settings.yaml").write_text("disclosure: {documents: 4}\n")
    assert changed(before, keys(study)) == set()


def test_files_that_must_not_be_read_have_no_key(study):
    house = House(load_configuration(study))
    look = house.look(date(2026, 1, 1))
    refused = [item.document_id for item in look.intake if item.reason]
    assert refused
    assert not set(refused) & set(stage_keys(look.intake, house.configuration)["read"])


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Where a program called tesseract is found that says its version, and nothing else; whoever gives it one installs it."""
    place = tmp_path / "programs"
    place.mkdir()
    (place / "eng.traineddata").write_bytes(b"English")
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")

    def install(version):
        (place / "tesseract").write_text(f'#!/bin/sh\necho "tesseract {version}"\necho "Languages in \\"{place}\\":"\necho eng\n')
        (place / "tesseract").chmod(0o755)

    return install


def test_another_program_for_scans_changes_only_what_may_be_a_scan_and_asks_for_a_run(study, program):
    scan = "eastvale/minutes/scan.pdf"
    (study.parent.parent / "raw" / scan).write_bytes(b"%PDF-1.4 of a scan")
    (study.parent / "settings.yaml").write_text("reading: {ocr: yes}\n")
    program("5.3.0")
    before = keys(study), keys(study, scan), state_of(study)
    program("5.3.1")
    after = keys(study), keys(study, scan), state_of(study)
    assert changed(before[0], after[0]) == set()
    assert changed(before[1], after[1]) == {"read", "attribute", "measure"}
    assert before[2] != after[2]


def test_where_scans_are_not_read_their_program_does_not_count(study, program):
    program("5.3.0")
    before = keys(study), state_of(study)
    program("5.3.1")
    assert (keys(study), state_of(study)) == before


def state_of(study):
    return House(load_configuration(study)).look(date(2026, 1, 1)).state_key
