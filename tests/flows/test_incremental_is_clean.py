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
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

import flows.adhoc
import flows.nightly
import flows.stages
from liftmine import open_release
from liftmine.errors import DataRefused
from liftmine.jobs.request import Request
from liftmine.reading.batch import FileChanged
from liftmine.study.load import load_configuration
from liftmine.tables.published import RELEASE_TABLES
from liftmine.workspace.files import sha256_file
from liftmine.workspace.house import House
from liftmine.workspace.ledger import Ledger
from liftmine.workspace.releases import ReleaseStore
from tests.properties.test_identity_laws import STUDY, paper

SOURCES = """\
  - {files: "{partnership}/interviews/*", kind: interview}
  - {files: "{partnership}/hearings/*", kind: interview, consent: yes}
  - {files: "{partnership}/background/**/*", kind: background}
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
    "commit": (Ledger, "_transaction"),
}
STEPS = {name: (ReleaseStore, name) for name in ("stage", "move_in", "point_to")}
COPIES = (
    "{other}/minutes/{n}.txt",
    "{same}/minutes/a copy {n}.pdf",
    "{same}/minutes/2006-05-04 {n}.txt",
    "{same}/interviews/a copy {n}.txt",
    "{same}/hearings/a copy {n}.txt",
    "{same}/background/a copy {n}.md",
    "{same}/notes/{n}.txt",
    "{same}/minutes/sub/a copy.txt",
)
SAID: tuple[dict[str, str], ...] = (
    {"consent": "yes"},
    {"consent": "no"},
    {"date": "2007-06-05"},
    {"consent": "yes", "date": "2008-09-01"},
    {"kind": "background"},
    {"kind": "interview", "consent": "yes", "speaker": "Mary Holt"},
    {"partnership": "westmoor"},
    {"date": "2091-02-03"},
    {},
)
COLUMNS = ("file", "consent", "date", "kind", "partnership", "speaker")


@contextmanager
def _without_prefect() -> Iterator[None]:
    """Tasks as the functions they are, and no artifacts: what is left is the flow."""
    with ExitStack() as stack:
        for module, name in (
            (flows.stages, "read_batch"),
            (flows.stages, "attribute_batch"),
            (flows.stages, "measure_batch"),
            (flows.nightly, "publish_release"),
            (flows.adhoc, "publish_adhoc"),
        ):
            stack.enter_context(patch.object(module, name, getattr(module, name).fn))
        stack.enter_context(patch.object(flows.nightly, "show_morning", lambda *_: None))
        yield


def night(study: Path) -> bool:
    """One nightly run. Whether it published: what it refuses it refuses, and the next one is asked."""
    with _without_prefect(), suppress(DataRefused):
        flows.nightly.nightly.fn(study)
        return True
    return False


def adhoc_run(study: Path, number: int) -> None:
    """A researcher's run between the nights, which must leave no trace in them."""
    asked = ({}, {"partnerships": ["eastvale"]}, {"kinds": ["board_minutes"]}, {"first_year": 2, "last_year": 3})[number % 4]
    with _without_prefect(), suppress(DataRefused):
        flows.adhoc.adhoc.fn(study, Request(name="mine", **asked))


def night_killed(study: Path, point: str, number: int, *, after: bool) -> None:
    """A run in a process that dies at the point of this number of its kind; where it has fewer, it ends well."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(300)
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
    owner, name = (POINTS | STEPS)[point]
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


NUMBERS = st.integers(0, 11)
CHANGES = (
    *("add", "edit", "rename", "recase", "delete", "touch", "replace", "copy", "draft", "interview", "consent", "tell", "damage", "rot"),
    *("move_folder", "become_folder", "link"),
)


class Nights(RuleBasedStateMachine):
    """A folder of papers that people change, and the runs over it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="nights-"))
        self.study = make_study(self.folder)
        self.raw = self.folder / "raw"
        self.metadata: dict[str, dict[str, str]] = {}
        self.seen: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        try:
            self.it_is_what_a_clean_start_gives()
        finally:
            remove(self.folder)

    @initialize()
    def some_papers(self) -> None:
        for number in range(3):
            for partnership in ("eastvale", "westmoor"):
                self.write(f"{partnership}/minutes/paper {number}.txt", paper(partnership, number))

    def write(self, path: str, content: str | bytes) -> None:
        """Put a file there, in place of a link; a folder of that name stays."""
        file = self.raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_symlink():
            file.unlink()
        if not file.is_dir():
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def files(self) -> list[Path]:
        """Papers, not links or the metadata, in order."""
        return sorted(f for f in self.raw.rglob("*") if f.is_file() and not f.is_symlink() and f.parent != self.raw)

    def file(self, number: int) -> Path | None:
        files = self.files()
        return files[number % len(files)] if files else None

    def night(self) -> bool:
        """A night, after which the ledger must never forget what there was of the study."""
        look = House(load_configuration(self.study)).look(datetime.now(tz=UTC).date())
        self.seen |= {(item.path, item.sha256) for item in look.intake}
        return night(self.study)

    # One rule, because Hypothesis leaves out whole rules in most of its examples, and papers without nights show nothing.
    @rule(
        change=st.sampled_from(CHANGES),
        number=NUMBERS,
        other=NUMBERS,
        then=st.sampled_from([*["day"] * 9, *["night"] * 3, "adhoc", "kill", "kill"]),
        death=st.tuples(st.sampled_from(sorted(POINTS)), st.integers(0, 60), st.booleans()),
    )
    def somebody_changes_something(self, change: str, number: int, other: int, then: str, death: tuple[str, int, bool]) -> None:
        getattr(self, change)(number, other)
        if then == "night":
            self.night()
        elif then == "adhoc":
            adhoc_run(self.study, number)
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
            if not target.is_dir():
                file.rename(target)

    def recase(self, number: int, _: int) -> None:
        """Capitals become small letters in its name; a file system may take both names for one."""
        if (file := self.file(number)) and not (target := file.with_name(file.stem.swapcase() + file.suffix)).is_dir():
            file.rename(target)

    def copy(self, number: int, other: int) -> None:
        """The same content under another name, in another folder, for another partnership, or with the wrong ending."""
        if file := self.file(number):
            same = file.relative_to(self.raw).parts[0]
            there = {"eastvale": "westmoor"}.get(same, "eastvale")
            self.write(COPIES[other % len(COPIES)].format(same=same, other=there, n=number), file.read_bytes())

    def move_folder(self, number: int, _: int) -> None:
        """A folder is called otherwise, so that no source finds what is in it, and perhaps later as before."""
        folders = sorted(folder for folder in self.raw.rglob("*") if folder.is_dir())
        if folders:
            folder = folders[number % len(folders)]
            target = folder.with_name(folder.name.removesuffix(" (old)") if folder.name.endswith(" (old)") else f"{folder.name} (old)")
            if not target.exists():
                folder.rename(target)

    def become_folder(self, number: int, other: int) -> None:
        """Where there was a file there is a folder of that name, with the paper in it."""
        if file := self.file(number):
            content = file.read_bytes()
            file.unlink()
            file.mkdir()
            (file / f"paper {other}.txt").write_bytes(content)

    def link(self, number: int, other: int) -> None:
        """In a file's place there is a link: to another paper, out of the raw folder, or to itself."""
        if file := self.file(number % 2):
            target = (self.file(number + 1) or file, self.study, file)[other % 3]
            file.unlink()
            file.symlink_to(os.path.relpath(target, file.parent))  # the same text wherever the study lies

    def consent(self, number: int, other: int) -> None:
        """Somebody consents to an interview, takes it back, or the row is deleted."""
        if interviews := sorted(self.raw.glob("*/interviews/*.txt")):
            self.record(interviews[number % len(interviews)], ({"consent": "yes"}, {"consent": "no"}, {})[other % 3])

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
            self.record(file, SAID[other % len(SAID)])

    def record(self, file: Path, said: dict[str, str]) -> None:
        path = file.relative_to(self.raw).as_posix()
        self.metadata[path] = {"file": path, **said}
        rows = [",".join(row.get(name, "") for name in COLUMNS) for row in self.metadata.values() if len(row) > 1]
        (self.raw / "metadata.csv").write_text("\n".join([",".join(COLUMNS), *rows]))

    def damage(self, number: int, other: int) -> None:
        content = (b"", b"%PDF-1.7 nothing", b"\x00\x01\x02", "réunion".encode("utf-16-le"))[other % 4]
        self.write(f"eastvale/minutes/broken {number % 2}.txt", content)

    def rot(self, number: int, _: int) -> None:
        """A stored result is damaged on the disk."""
        if parts := sorted((self.folder / "work" / "restricted" / "stages").rglob("*.parquet")):
            part = parts[number * 7 % len(parts)]
            part.write_bytes(part.read_bytes()[:-9] + b"damage..!")

    def it_is_what_a_clean_start_gives(self) -> None:
        if not self.night():
            self.mend()
            assert self.night()
        clean = self.folder / "clean"
        study = make_study(clean)
        shutil.rmtree(clean / "raw")
        shutil.copytree(self.raw, clean / "raw", symlinks=True)
        assert night(study)
        assert tables(self.study) == tables(study)
        with closing(sqlite3.connect(self.folder / "work" / "ledger.sqlite")) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert set(ledger.execute("SELECT path, sha256 FROM files")) >= self.seen
        assert not list((self.folder / "releases").glob(".staging-*"))

    def mend(self) -> None:
        """What a data manager does when a night was refused: out with everything the raw folder was not meant to hold."""
        for file in self.raw.rglob("*"):
            if file.is_symlink() or (file.is_file() and (file.stem.startswith("broken") or b"held on" not in file.read_bytes())):
                file.unlink()


def remove(folder: Path) -> None:
    """Releases are read-only."""
    for each in (f for f in folder.rglob("*") if f.is_dir() and not f.is_symlink()):
        each.chmod(0o700)
    shutil.rmtree(folder)


def test_an_incremental_run_is_a_clean_rebuild_whatever_happened_before() -> None:
    bounds = settings(
        max_examples=5 if settings.default.derandomize else 160,  # with `make explore`
        stateful_step_count=30,
        phases=[Phase.generate],  # to shrink nights of seconds takes longer than to read them
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


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", sorted(STEPS))
def test_killed_while_publishing_the_old_release_stays_readable_and_the_next_run_completes(study: Path, step: str, after: bool) -> None:
    releases = study.parent.parent / "releases"
    night(study)
    first = open_release(releases).release_id
    (study.parent.parent / "raw" / "eastvale" / "minutes" / "3.txt").write_text(paper("eastvale", 3))
    night_killed(study, step, 0, after=after)
    survivor = open_release(releases)
    assert survivor.damaged_files() == []
    assert (survivor.release_id == first) is not (step == "point_to" and after)
    night(study)
    done = open_release(releases)
    assert done.damaged_files() == []
    assert (done.table("documents").num_rows, len(list(releases.glob("R*")))) == (4, 2)
    assert not list(releases.glob(".staging-*"))


def test_a_deleted_file_leaves_the_next_release_and_the_ledger_keeps_that_it_was_there(study: Path) -> None:
    folder, path = study.parent.parent, "eastvale/minutes/1.txt"
    content = sha256_file(folder / "raw" / path)
    night(study)
    first = open_release(folder / "releases")
    (folder / "raw" / path).unlink()
    night(study)
    assert content in first.table("documents")["sha256"].to_pylist()  # what was published stays as it was
    assert content not in open_release(folder / "releases").table("documents")["sha256"].to_pylist()
    with closing(sqlite3.connect(folder / "work" / "ledger.sqlite")) as ledger:
        kept = ledger.execute("SELECT sha256, is_present, first_seen <= last_seen FROM files WHERE path = ?", (path,)).fetchall()
    assert kept == [(content, 0, 1)]


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


def test_an_adhoc_run_looks_again_too(study: Path) -> None:
    file = study.parent.parent / "raw" / "eastvale" / "minutes" / "1.txt"
    with _interrupted(1, lambda: file.write_text(paper("eastvale", 7))):
        flows.adhoc.adhoc.fn(study, Request(name="mine"))
    made = open_release(study.parent.parent / "releases", "adhoc/mine").table("documents")["sha256"].to_pylist()
    assert hashlib.sha256(paper("eastvale", 7).encode()).hexdigest() in made


def test_a_file_that_never_stands_still_stops_the_night_and_the_old_release_stays(study: Path) -> None:
    night(study)
    before = open_release(study.parent.parent / "releases").release_id
    file = study.parent.parent / "raw" / "eastvale" / "minutes" / "1.txt"
    file.write_text(file.read_text() + "More.\n")
    with _interrupted(99, lambda: file.write_text(file.read_text() + "More.\n")), pytest.raises(FileChanged):
        flows.nightly.nightly.fn(study)
    assert open_release(study.parent.parent / "releases").release_id == before
