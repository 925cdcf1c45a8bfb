"""Whatever happens to the papers and to the runs between the nights, a night gives byte for byte what a clean start gives.

The nightly flow itself runs here, its tasks called as the functions they are. A crash is a real one: the night runs in a process of
its own, which is killed at a point where something becomes durable.
"""

import hashlib
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

import flows.nightly
import flows.stages
from liftmine import open_release
from liftmine.errors import DataRefused
from liftmine.reading.batch import FileChanged
from liftmine.tables.published import RELEASE_TABLES
from tests.properties.test_identity_laws import STUDY, paper

SOURCES = """\
  - {files: "{partnership}/interviews/*", kind: interview}
metadata: metadata.csv
"""
SETTINGS = """\
disclosure: {documents: 1, sentences: 1, speakers: 1, interview_speakers: 1}
series: {null_draws: 99}
runner: {batch_documents: 3}
"""
INTERVIEW = """\
Interview with a director, {day} June 2007

Interviewer: How do you find working with the other side?
Mary Holt: We trust each other more than we did in phase {number}, and the Marlow Build people were honest about the risk of delay.
Interviewer: And the disputes?
Mary Holt: There was one about the lifts. We settled it openly.
"""
POINTS = {
    "fsync": (os, "fsync"),
    "replace": (os, "replace"),
    "rename": (os, "rename"),
    "link": (os, "symlink"),
    "mode": (os, "chmod"),
    "delete": (shutil, "rmtree"),
}


@contextmanager
def _without_prefect() -> Iterator[None]:
    """Tasks as the functions they are, and no artifacts: what is left is the flow."""
    with ExitStack() as stack:
        for module, name in (
            (flows.stages, "read_batch"),
            (flows.stages, "attribute_batch"),
            (flows.stages, "measure_batch"),
            (flows.nightly, "publish_release"),
        ):
            stack.enter_context(patch.object(module, name, getattr(module, name).fn))
        stack.enter_context(patch.object(flows.nightly, "show_morning", lambda *_: None))
        yield


def night(study: Path) -> None:
    """One nightly run. What it refuses to publish it refuses: the next one is asked."""
    with _without_prefect():
        try:
            flows.nightly.nightly.fn(study)
        except DataRefused:
            return


def night_killed(study: Path, point: str, number: int, *, after: bool) -> None:
    """A run in a process that dies at the point of this number of its kind; where it has fewer, it ends well."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(120)
        status = 1
        try:
            _arm(point, number, after=after)
            night(study)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    assert status in (0, signal.SIGKILL), status


def _arm(point: str, number: int, *, after: bool) -> None:
    owner, name = POINTS[point]
    original: Callable[..., object] = getattr(owner, name)
    left = number

    def mortal(*given: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left < 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = original(*given, **named)
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, mortal)


def make_study(folder: Path) -> Path:
    study = folder / "config" / "study.yaml"
    study.parent.mkdir(parents=True)
    study.write_text(STUDY + SOURCES)
    (study.parent / "settings.yaml").write_text(SETTINGS)
    (folder / "raw").mkdir()
    return study


def tables(study: Path) -> dict[str, str]:
    """Every parquet file of the latest release, restricted ones included, by the hash of its bytes."""
    release = open_release(study.parent.parent / "releases")
    assert release.damaged_files() == []
    files = sorted(release.folder.rglob("*.parquet"))
    assert {file.stem for file in files} >= {contract.name for contract in RELEASE_TABLES}
    return {file.relative_to(release.folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


NUMBERS = st.integers(0, 5)


class Nights(RuleBasedStateMachine):
    """A folder of papers that people change, and the runs over it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="nights-"))
        self.study = make_study(self.folder)
        self.raw = self.folder / "raw"
        self.metadata: dict[str, str] = {}

    def teardown(self) -> None:
        try:
            self.it_is_what_a_clean_start_gives()
        finally:
            for folder in (f for f in self.folder.rglob("*") if f.is_dir() and not f.is_symlink()):
                folder.chmod(0o700)
            shutil.rmtree(self.folder)

    @initialize()
    def some_papers(self) -> None:
        for number in range(3):
            for partnership in ("eastvale", "westmoor"):
                self.write(f"{partnership}/minutes/paper {number}.txt", paper(partnership, number))

    def write(self, path: str, content: str) -> None:
        file = self.raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    def file(self, number: int) -> Path | None:
        files = sorted(self.raw.rglob("*.txt"))
        return files[number % len(files)] if files else None

    # One rule, because Hypothesis leaves out whole rules in most of its examples, and papers without nights show nothing.
    @rule(
        change=st.sampled_from(["add", "edit", "rename", "delete", "touch", "replace", "draft", "interview", "tell", "damage", "rot"]),
        number=NUMBERS,
        other=NUMBERS,
        then=st.sampled_from(["day", "day", "day", "day", "night", "night", "kill"]),
        death=st.tuples(st.sampled_from(sorted(POINTS)), st.integers(0, 30), st.booleans()),
    )
    def somebody_changes_something(self, change: str, number: int, other: int, then: str, death: tuple[str, int, bool]) -> None:
        getattr(self, change)(number, other)
        if then == "night":
            night(self.study)
        elif then == "kill":
            night_killed(self.study, death[0], death[1], after=death[2])
            if (self.folder / "releases" / "latest").exists():
                assert open_release(self.folder / "releases").damaged_files() == []

    def add(self, number: int, other: int) -> None:
        partnership = ("eastvale", "westmoor")[other % 2]
        self.write(f"{partnership}/minutes/late {number}.txt", paper(partnership, number + 10))

    def edit(self, number: int, other: int) -> None:
        if file := self.file(number):
            file.write_bytes(file.read_bytes() + (f" TB added that the cost of phase {number} was lower.\n" if other else "").encode())

    def rename(self, number: int, other: int) -> None:
        if file := self.file(number):
            name = ("renamed {}.txt", "2006-05-0{} minutes.txt", "DRAFT {}.txt", "sub/{}.txt")[other % 4]
            target = file.parent / name.format(number + 1)
            target.parent.mkdir(exist_ok=True)
            file.rename(target)

    def delete(self, number: int, _: int) -> None:
        if file := self.file(number):
            file.unlink()

    def touch(self, number: int, _: int) -> None:
        if file := self.file(number):
            os.utime(file, (number, number))

    def replace(self, number: int, other: int) -> None:
        """Another paper's content is put in a paper's place."""
        if (file := self.file(number)) and (source := self.file(other)):
            file.write_bytes(source.read_bytes())

    def draft(self, number: int, other: int) -> None:
        """A draft goes round, or the approved minutes do."""
        partnership, mark = ("eastvale", "westmoor")[other % 2], ("DRAFT", "APPROVED")[other // 2 % 2]
        self.write(f"{partnership}/minutes/{mark} minutes {number}.txt", paper(partnership, number, mark=f"{mark}\n\n"))

    def interview(self, number: int, _: int) -> None:
        self.write(f"eastvale/interviews/{number}.txt", INTERVIEW.format(day=number + 1, number=number))

    def tell(self, number: int, other: int) -> None:
        """The metadata says something else of a file."""
        if file := self.file(number):
            said = ("yes,", "no,", ",2007-06-05", "yes,2008-09-01", "", "yes,2009-02-03")[other]
            self.metadata[file.relative_to(self.raw).as_posix()] = said
            rows = "".join(f"{path},{what}\n" for path, what in sorted(self.metadata.items()) if what)
            (self.raw / "metadata.csv").write_text(f"file,consent,date\n{rows}")

    def damage(self, number: int, other: int) -> None:
        content = (b"", b"%PDF-1.7 nothing", b"\x00\x01\x02", "réunion".encode("utf-16-le"))[other % 4]
        (self.raw / "eastvale" / "minutes").mkdir(parents=True, exist_ok=True)
        (self.raw / "eastvale" / "minutes" / f"broken {number}.txt").write_bytes(content)

    def rot(self, number: int, _: int) -> None:
        """A stored result is damaged on the disk."""
        if parts := sorted((self.folder / "work" / "restricted" / "stages").rglob("*.parquet")):
            part = parts[number * 7 % len(parts)]
            part.write_bytes(part.read_bytes()[:-9] + b"damage..!")

    def it_is_what_a_clean_start_gives(self) -> None:
        night(self.study)
        clean = self.folder / "clean"
        study = make_study(clean)
        shutil.rmtree(clean / "raw")
        shutil.copytree(self.raw, clean / "raw")
        night(study)
        assert tables(self.study) == tables(study)
        with sqlite3.connect(self.folder / "work" / "ledger.sqlite") as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ledger.close()
        assert not list((self.folder / "releases").glob(".staging-*"))


def test_an_incremental_run_is_a_clean_rebuild_whatever_happened_before() -> None:
    bounds = settings(
        max_examples=settings.default.max_examples // 16,  # 6, or 31 with HYPOTHESIS_PROFILE=explore
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Nights, settings=bounds)


@contextmanager
def _interrupted(times: int, interrupt: Callable[[], object]) -> Iterator[None]:
    """The first batches are read just after somebody has done something to the files."""
    read, left = flows.stages.read_batch.fn, times

    def read_late(*given: object) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            interrupt()
        read(*given)

    with _without_prefect(), patch.object(flows.stages, "read_batch", read_late):
        yield


@pytest.fixture
def study(tmp_path: Path) -> Path:
    study = make_study(tmp_path / "study")
    for number in range(3):
        file = tmp_path / "study" / "raw" / "eastvale" / "minutes" / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(paper("eastvale", number))
    return study


def test_files_that_change_or_vanish_while_they_are_read_are_looked_at_again(study: Path) -> None:
    folder = study.parent.parent / "raw" / "eastvale" / "minutes"
    with _interrupted(1, lambda: (folder / "1.txt").write_text(paper("eastvale", 7))):
        flows.nightly.nightly.fn(study)
    changed = open_release(study.parent.parent / "releases").table("documents").to_pylist()
    assert [row["sha256"] for row in changed if row["source_path"].endswith("1.txt")] == [
        hashlib.sha256(paper("eastvale", 7).encode()).hexdigest()
    ]
    (folder / "3.txt").write_text(paper("eastvale", 3))
    with _interrupted(1, (folder / "3.txt").unlink):
        flows.nightly.nightly.fn(study)
    gone = open_release(study.parent.parent / "releases").table("documents").to_pylist()
    assert sorted(row["source_path"][-5:] for row in gone) == ["0.txt", "1.txt", "2.txt"]
    assert {row["status"] for row in changed + gone} == {"ok"}


def test_a_file_that_never_stands_still_stops_the_night_and_the_old_release_stays(study: Path) -> None:
    night(study)
    before = open_release(study.parent.parent / "releases").release_id
    file = study.parent.parent / "raw" / "eastvale" / "minutes" / "1.txt"
    file.write_text(file.read_text() + "More.\n")
    with _interrupted(99, lambda: file.write_text(file.read_text() + "More.\n")), pytest.raises(FileChanged):
        flows.nightly.nightly.fn(study)
    assert open_release(study.parent.parent / "releases").release_id == before
