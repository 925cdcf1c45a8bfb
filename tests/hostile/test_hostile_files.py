"""Every hostile or damaged file in one run of the command: each gets the status it should, and nothing else is harmed."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from liftmine import open_release
from tests.hostile.hostile_files import HostileFile, hostile_files
from tests.hostile.wholesome import CANARY, text

FILES = hostile_files()
STUDY = """\
study: hostile
partner_types: [public, private]
paths: {raw: ../raw, work: ../work, releases: ../releases}
partnerships:
  - id: eastvale
    name: Eastvale LIFT
    started: 2005-04-01
    organisations:
      - {id: eastvale-pct, name: Eastvale PCT, partner_type: public}
      - {id: marlow, name: Marlow Build, partner_type: private}
sources:
  - {files: "{partnership}/minutes/**", kind: board_minutes, date_order: day_month_year}
  - {files: "{partnership}/interviews/**", kind: interview, consent: true}
"""
# VmHWM is of this program alone; ru_maxrss begins with the memory of the process that started it.
COMMAND = """\
import atexit, sys
from pathlib import Path
sys.argv = ["liftmine", "run", "--study", sys.argv[1]]
status = lambda: dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
atexit.register(lambda: print("peak", status()["VmHWM"].split()[0]))
from liftmine.cli.main import main
main()
"""
PEAK_KIBIBYTES = 2**20
INTERVIEWS = {
    "Zeb Quartermaine.docx": b"",
    "Zeb Quartermaine, again.pdf": b"%PDF-1.7\n",
    "Zeb Quartermaine.txt": f"They spoke of the {CANARY}.\n".encode() * 9,
}


class Published:
    """What the one run made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        study = folder / "config" / "study.yaml"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        self.run = subprocess.run(
            [sys.executable, "-c", COMMAND, str(study)], env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
        assert self.run.returncode == 0, self.run.stderr.decode("utf-8", "backslashreplace")[-3_000:]
        self.release = open_release(folder / "releases")
        self.documents = self.release.table("documents").to_pylist()
        self.by_path = {row["source_path"]: row for row in self.documents if row["source_path"]}

    @property
    def printed(self) -> str:
        return (self.run.stdout + self.run.stderr).decode()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "config").mkdir()
    (folder / "config" / "study.yaml").write_text(STUDY)
    (folder / "raw" / "eastvale" / "interviews").mkdir(parents=True)
    for name, content in INTERVIEWS.items():
        (folder / "raw" / "eastvale" / "interviews" / name).write_bytes(content)
    for file in FILES:
        place = _place(folder, file)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.put(place)
    (folder / "raw" / "eastvale" / "minutes" / "wholesome.txt").write_text(text(9_999))
    return Published(folder)


def _place(folder: Path, file: HostileFile) -> Path:
    return folder / "raw" / os.fsdecode(file.path)


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 150
    assert len({file.sort for file in FILES}) >= 25
    assert len({(file.sort, file.says) for file in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.sort}: {file.says}".encode("ascii", "backslashreplace").decode())
def test_a_hostile_file_has_the_status_it_should(file: HostileFile, published: Published) -> None:
    place = _place(published.folder, file)
    if not os.path.lexists(place):
        pytest.skip("this user may make no device, or may read everything")
    row = published.by_path[file.path.decode("utf-8", "backslashreplace")]
    assert row["status"] == "quarantined" if row["reason_code"] else row["status"] in ("ok", "duplicate", "superseded")
    assert (row["reason_code"] or "ok") in file.expected


def test_every_file_has_one_status_and_the_wholesome_paper_is_read(published: Published) -> None:
    seen = [file for file in FILES if os.path.lexists(_place(published.folder, file))]
    beside = 1 + sum(file.says == "a hard link to another paper" for file in seen)  # the wholesome one, and what is linked to
    assert len(published.documents) == len(seen) + len(INTERVIEWS) + beside
    assert Counter(row["status"] for row in published.documents) == published.release.manifest["statuses"]
    row = published.by_path["eastvale/minutes/wholesome.txt"]
    assert (row["status"], row["n_turns"] > 0) == ("ok", True)


def test_the_run_stays_within_its_memory(published: Published) -> None:
    peak = int(next(line.split()[1] for line in published.printed.splitlines() if line.startswith("peak ")))
    assert peak < PEAK_KIBIBYTES


def test_no_word_of_a_paper_and_no_name_of_an_interview_stands_in_a_log_or_a_database(published: Published) -> None:
    work = published.folder / "work"
    files = [f for f in work.rglob("*") if f.is_file() and "restricted" not in f.relative_to(work).parts]
    assert any(file.suffix == ".db" for file in files), "Prefect's database should be among the files looked at"
    told = [("what it printed", published.run.stdout + published.run.stderr), *((f.name, f.read_bytes()) for f in files)]
    assert [name for name, content in told if CANARY.encode() in content] == []
    assert [name for name, content in told if b"Quartermaine" in content and "ledger.sqlite" not in name] == []


def test_names_cannot_write_to_the_terminal_or_into_the_page(published: Published) -> None:
    assert "\x1b" not in published.printed
    assert "\u202e" not in published.printed
    page = (published.release.folder / "report.html").read_text()
    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_nothing_is_written_where_an_archive_says(published: Published) -> None:
    named = [place for place in (Path("/tmp"), Path("/"), published.folder, Path.cwd()) for _ in place.glob("*liftmine_was_here*")]  # noqa: S108
    assert named == []
    assert {folder.name for folder in published.folder.iterdir()} == {"config", "raw", "work", "releases"}


def test_every_table_holds_its_contract_and_the_manifest_tells_all_files(published: Published) -> None:
    assert published.release.damaged_files() == []
    for file in published.release.folder.rglob("*.parquet"):
        pq.read_table(file).validate(full=True)
    json.dumps(published.release.manifest)
