"""What the doctor says of scans: the setting, and the program it needs."""

import shutil

import pytest

from liftmine.jobs.doctor.finding import Level
from liftmine.jobs.doctor.program import check_scans
from liftmine.study.settings import ReadingLimits


def test_without_the_setting_nothing_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_scans(ReadingLimits())
    assert finding.level is Level.OK
    assert "ocr: yes" in finding.found


def test_a_missing_program_is_named_with_the_command_that_installs_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_scans(ReadingLimits(ocr=True))
    assert finding.level is Level.FAILED
    assert "tesseract" in finding.found
    assert "apt-get install tesseract-ocr" in finding.remedy


def test_a_program_that_cannot_say_its_version_is_missing(tmp_path, monkeypatch):
    (tmp_path / "tesseract").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check_scans(ReadingLimits(ocr=True)).level is Level.FAILED


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_the_program_is_told_by_its_version():
    finding = check_scans(ReadingLimits(ocr=True))
    assert finding.level is Level.OK
    assert finding.found.startswith("are read with tesseract ")
    assert finding.found[-1].isdigit()
