"""What the doctor says of the parser: none, one that loads, one that does not."""

import shutil

import pytest

from liftmine.jobs.doctor.examine import exit_code
from liftmine.jobs.doctor.finding import Level
from liftmine.jobs.doctor.program import Probe, _judge_parser
from liftmine.study.parser_model import find_parser
from liftmine.study.settings import ReadingLimits


@pytest.fixture
def examine():
    """The finding about a parser."""

    def ask(parser):
        probe = Probe()
        probe.begin(ReadingLimits(), parser)
        (finding,) = [finding for finding in probe.findings() if finding.check == "parser"]
        return finding

    return ask


def test_without_a_parser_all_is_well():
    finding = _judge_parser(None, None)
    assert finding.level is Level.OK
    assert "settings.yaml" in finding.found


def test_a_parser_that_loads_is_named(examine, parser_folder):
    assert examine(find_parser(str(parser_folder), parser_folder)).found.startswith("en_small 1.2.3 ")


def test_a_parser_that_does_not_load_is_a_fault_of_the_configuration(examine, parser_folder, tmp_path):
    folder = shutil.copytree(parser_folder, tmp_path / "model")
    (folder / "parser" / "cfg").unlink()
    finding = examine(find_parser(str(folder), tmp_path))
    assert finding.level is Level.FAILED
    assert exit_code([finding]) == 3
    assert "spaCy" in finding.remedy
