"""`liftmine doctor` on a study that is published, and then made ill in one way at a time."""

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flow_study import copy_study, write_study

from flows.nightly import nightly
from liftmine.jobs.doctor.configuration import check_configuration
from liftmine.jobs.doctor.examine import check_places, exit_code
from liftmine.jobs.doctor.finding import Level
from liftmine.workspace.releases import ReleaseStore


@pytest.fixture(scope="module")
def published(prefect_api, tmp_path_factory) -> Path:
    """A study with a release; its schedule listens on a port that nothing else uses."""
    study = write_study(tmp_path_factory.mktemp("published"))
    (study.parent / "settings.yaml").write_text("schedule: {port: 0}\n")
    nightly(study)
    return study


@pytest.fixture
def study(published, tmp_path) -> Path:
    """A copy to make ill."""
    return copy_study(published, tmp_path / "study")


def faults(study, *, now=None, **environment):
    """What is not ok, as check → finding; every fault must name a next step."""
    configuration, sound = check_configuration(study)
    places = check_places(configuration, study, now or datetime.now(UTC), environment) if configuration else []
    found = {finding.check: finding for finding in [sound, *places] if finding.level is not Level.OK}
    assert all(finding.remedy for finding in found.values())
    return found


def the_fault(study, check, **options):
    """The one fault there is, which must be of this check."""
    found = faults(study, **options)
    assert list(found) == [check]
    return found[check]


def folder(study):
    return study.parent.parent


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.chmod(0o600)
    file.write_text(text.replace(old, new, 1))


def contents(study):
    files = [file for file in folder(study).rglob("*") if file.is_file() or file.is_symlink()]
    return {file: (file.lstat().st_mtime_ns, file.lstat().st_size) for file in files}


def test_a_sound_study_has_no_fault_and_is_left_as_it_was(study):
    before = contents(study)
    assert faults(study) == {}
    assert contents(study) == before


def test_nothing_is_made_for_a_study_that_never_ran(tmp_path):
    study = write_study(tmp_path / "fresh")
    (study.parent / "settings.yaml").write_text("schedule: {port: 0}\n")
    fault = the_fault(study, "release")
    assert fault.level is Level.WARNING
    assert fault.remedy == f"liftmine run --study {study}"
    assert {path.name for path in folder(study).iterdir()} == {"config", "raw"}


def test_a_missing_raw_folder(study):
    shutil.rmtree(folder(study) / "raw")
    fault = the_fault(study, "raw folder")
    assert "does not exist" in fault.found
    assert f"mkdir -p {folder(study) / 'raw'}" in fault.remedy
    assert exit_code([fault]) == 1


def test_a_bad_key_in_the_study(study):
    edit(study, "partner_types:", "partner_typs:")
    fault = the_fault(study, "configuration")
    assert f"{study}:2:1: " in fault.found
    assert "did you mean partner_types?" in fault.found
    assert f"liftmine doctor --study {study}" in fault.remedy
    assert exit_code([fault]) == 3


def test_a_schedule_nobody_can_read(study):
    (study.parent / "settings.yaml").write_text("schedule: {cron: 3 in the morning}\n")
    fault = the_fault(study, "configuration")
    assert "settings.yaml:1:" in fault.found
    assert "15 3 * * *" in fault.found


def test_metadata_that_cannot_be_understood(study):
    edit(study, "sources:", "metadata: metadata.csv\nsources:")
    (folder(study) / "raw" / "metadata.csv").write_text("file,consent\neastvale/interviews/director.txt,perhaps\n")
    found = faults(study)
    assert found["metadata"].level is Level.FAILED
    assert "metadata.csv:2:" in found["metadata"].found
    assert exit_code(list(found.values())) == 3


def test_a_partnership_whose_folder_is_called_otherwise(study):
    (folder(study) / "raw" / "westmoor").rename(folder(study) / "raw" / "westmore")
    found = faults(study)
    assert set(found) == {"partnerships", "sources"}
    assert "no file belongs to westmoor; is it in the folder westmore?" in found["partnerships"].found
    assert "westmore/minutes/ (4)" in found["sources"].found


def test_papers_that_no_source_matches_are_told_by_folder_and_never_by_name(study):
    odd = folder(study) / "raw" / "eastvale" / "talks" / "Zebulon_Quartermaine.txt"
    odd.parent.mkdir()
    odd.write_text("Interviewer: Well?\n")
    fault = the_fault(study, "sources")
    assert "1 files match no source" in fault.found
    assert "eastvale/talks/ (1)" in fault.found
    assert "Zebulon" not in fault.found
    assert "study file" in fault.remedy


def test_a_work_folder_inside_the_raw_folder(study):
    edit(study, "work: ../work", "work: ../raw/work")
    fault = the_fault(study, "configuration")
    assert "lies inside raw" in fault.found
    assert exit_code([fault]) == 3


def test_a_releases_folder_that_is_a_file(study):
    edit(study, "releases: ../releases", "releases: ../occupied")
    (folder(study) / "occupied").write_text("")
    fault = faults(study)["releases folder"]
    assert "Not a directory" in fault.found
    assert "paths.releases" in fault.remedy


@pytest.fixture
def mounted(study):
    """Mounts a small file system over a folder of the study, where the machine lets us."""
    places = []

    def mount(place, *options):
        command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this user may not mount a file system")
        places.append(place)

    yield mount
    for place in places:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607


def test_a_full_disk(study, mounted):
    mounted(folder(study) / "work", "-o", "size=64k")
    (folder(study) / "work" / "filling").write_bytes(b"x" * 65536)
    fault = the_fault(study, "disk")
    assert "0.0 MB free" in fault.found
    assert "paths.work" in fault.remedy


def test_releases_that_may_only_be_read(study, mounted):
    mounted(folder(study) / "releases", "-o", "ro")
    fault = faults(study)["releases folder"]
    assert "Read-only file system" in fault.found
    assert "paths.releases" in fault.remedy


def test_a_port_that_another_program_has_taken(study):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        edit(study.parent / "settings.yaml", "port: 0", f"port: {port}")
        fault = the_fault(study, "prefect")
    assert f"port {port}" in fault.found
    assert "schedule.port" in fault.remedy
    assert fault.level is Level.WARNING


def test_an_api_that_is_configured_and_dead(study):
    fault = the_fault(study, "prefect", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert fault.level is Level.FAILED
    assert "http://127.0.0.1:9/api does not answer" in fault.found
    assert "unset PREFECT_API_URL" in fault.remedy


def test_an_api_that_is_configured_and_answers(study, prefect_api):
    from prefect.settings import PREFECT_API_URL

    assert faults(study, PREFECT_API_URL=PREFECT_API_URL.value()) == {}


def test_a_publisher_at_work_is_named_with_its_process(study):
    with (folder(study) / "work" / "publisher.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fault = the_fault(study, "lock")
    assert fault.level is Level.WARNING
    assert f"process {os.getpid()} is publishing this study since 20" in fault.found


def test_a_broken_ledger(study):
    ledger = folder(study) / "work" / "ledger.sqlite"
    damaged = bytearray(ledger.read_bytes())
    damaged[4096 : 3 * 4096] = b"\xff" * (2 * 4096)
    ledger.write_bytes(damaged)
    fault = the_fault(study, "ledger")
    assert f"mv {ledger}*" in fault.remedy
    assert fault.remedy.split("&& ")[-1].startswith(f"liftmine run --study {study}")


def test_the_remedy_for_a_broken_ledger_mends_it(study):
    (folder(study) / "work" / "ledger.sqlite").write_bytes(b"no database")
    *shell, _run = the_fault(study, "ledger").remedy.split(" && ")
    subprocess.run(" && ".join(shell), shell=True, check=True)  # noqa: S602
    nightly(study)
    assert faults(study) == {}


def test_a_damaged_part(study):
    part = next((folder(study) / "work" / "restricted" / "stages").rglob("texts.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    fault = the_fault(study, "stored results")
    assert fault.level is Level.WARNING
    assert fault.found.startswith("1 of ")


def test_a_damaged_file_of_the_release_and_its_remedy(study):
    release = ReleaseStore(folder(study) / "releases").latest().folder
    (release / "culture_series.csv.gz").chmod(0o600)
    (release / "culture_series.csv.gz").write_bytes(b"")
    fault = the_fault(study, "release")
    assert "1 files are missing or changed: culture_series.csv.gz" in fault.found
    *shell, _run = fault.remedy.split(" && ")
    subprocess.run(" && ".join(shell), shell=True, check=True)  # noqa: S602
    assert list(faults(study)) == ["release"]
    nightly(study)
    assert faults(study) == {}


def test_a_pointer_that_leads_nowhere(study):
    latest = folder(study) / "releases" / "latest"
    latest.unlink()
    latest.symlink_to("R2001-01-01.1")
    fault = the_fault(study, "release")
    assert "points to R2001-01-01.1, which is not there" in fault.found
    assert f"liftmine run --study {study}" in fault.remedy


def test_a_release_that_nobody_renewed(study):
    later = datetime.now(UTC) + timedelta(hours=27)
    fault = the_fault(study, "age", now=later)
    assert fault.level is Level.WARNING
    assert "still right" in fault.found
    next((folder(study) / "raw").rglob("*.txt")).unlink()
    fault = the_fault(study, "age", now=later)
    assert fault.level is Level.FAILED
    assert f"liftmine run --study {study}" in fault.remedy


def test_a_clock_that_went_back(study):
    fault = faults(study, now=datetime.now(UTC) - timedelta(days=2))["clock"]
    assert fault.level is Level.FAILED
    assert "still to come" in fault.found


def test_a_paper_from_the_future(study):
    paper = next((folder(study) / "raw").rglob("*.txt"))
    ahead = (datetime.now(UTC) + timedelta(days=3)).timestamp()
    os.utime(paper, (ahead, ahead))
    assert "1 papers were written in the future" in the_fault(study, "clock").found


def doctor(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "liftmine", "doctor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_command_prints_a_line_a_check_and_ends_with_0(study):
    result = doctor("--study", study)
    assert result.returncode == 0, result.stdout
    assert "ok       language data    4" in result.stdout
    assert "ok       reader " in result.stdout
    assert result.stderr.strip().endswith(" ok")


def test_the_command_ends_with_3_for_a_fault_of_configuration_and_tells_all_in_json(study):
    edit(study, "partner_types:", "partner_typs:")
    result = doctor("--study", study, "--json")
    assert result.returncode == 3
    told = json.loads(result.stdout)
    assert told["exit_code"] == 3
    assert {check["check"]: check["level"] for check in told["checks"]}["configuration"] == "failed"
    assert {check["check"] for check in told["checks"]} >= {"python", "libraries", "language data", "reader"}


def test_limits_under_which_nothing_can_be_read(study):
    edit(study.parent / "settings.yaml", "schedule:", "reading: {memory_megabytes: 1}\nschedule:")
    result = doctor("--study", study)
    assert result.returncode == 1
    assert "FAILED   reader" in result.stdout
    assert "memory_megabytes" in result.stdout
    assert "FAILED" not in result.stdout.replace("FAILED   reader", "")


def test_the_checks_of_places_need_neither_prefect_nor_spacy_nor_tables(study):
    code = (
        "import sys, os; from pathlib import Path; from datetime import datetime, UTC\n"
        "from liftmine.jobs.doctor.examine import check_places; from liftmine.study.load import load_configuration\n"
        "study = Path(sys.argv[1]); check_places(load_configuration(study), study, datetime.now(UTC), {})\n"
        "print(sorted({'prefect','spacy','pandas','pyarrow','numpy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code, str(study)], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_a_ledger_in_use_is_looked_at_all_the_same(study):
    with closing(sqlite3.connect(folder(study) / "work" / "ledger.sqlite", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE files SET is_present = 0")
        assert faults(study) == {}
        writer.execute("COMMIT")
