import json
import subprocess
import sys
from datetime import date

import pytest

from liftmine import open_release
from liftmine.errors import LiftmineError, UsageError
from liftmine.workspace.files import locked, sha256_file
from liftmine.workspace.releases import ReleaseStore


def fill(value):
    def write(folder):
        (folder / "table.csv").write_text(value)
        (folder / "restricted").mkdir(mode=0o700)
        (folder / "restricted" / "quotes.csv").write_text("secret")
        files = {"table.csv": {"sha256": sha256_file(folder / "table.csv"), "rows": 1}}
        (folder / "release.json").write_text(json.dumps({"files": files, "created_at": "now"}))

    return write


def publish(store, name, value="1"):
    store.move_in(store.stage(fill(value)), name)
    store.point_to(name)


def test_latest_points_to_what_was_published_last(tmp_path):
    store = ReleaseStore(tmp_path / "releases")
    assert store.latest() is None
    publish(store, "R2026-01-05.1")
    publish(store, "R2026-01-05.2", "2")
    assert store.latest().release_id == "R2026-01-05.2"
    assert str((tmp_path / "releases" / "latest").readlink()) == "R2026-01-05.2"
    assert [r.release_id for r in store.all()] == ["R2026-01-05.1", "R2026-01-05.2"]


def test_names_count_up_within_a_day(tmp_path):
    store = ReleaseStore(tmp_path)
    assert store.next_id(date(2026, 1, 5)) == "R2026-01-05.1"
    for number in range(1, 11):
        publish(store, f"R2026-01-05.{number}")
    assert store.next_id(date(2026, 1, 5)) == "R2026-01-05.11"
    assert store.all()[-1].release_id == "R2026-01-05.10"


def test_a_release_is_read_only_and_its_evidence_private(tmp_path):
    store = ReleaseStore(tmp_path)
    publish(store, "R2026-01-05.1")
    folder = tmp_path / "R2026-01-05.1"
    assert folder.stat().st_mode & 0o777 == 0o555
    assert (folder / "table.csv").stat().st_mode & 0o777 == 0o444
    assert (folder / "restricted").stat().st_mode & 0o077 == 0
    assert (folder / "restricted" / "quotes.csv").stat().st_mode & 0o077 == 0


def test_a_failed_write_leaves_nothing(tmp_path):
    store = ReleaseStore(tmp_path)

    def fail(folder):
        (folder / "half").write_text("x")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.stage(fail)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_file_is_named(tmp_path):
    store = ReleaseStore(tmp_path)
    publish(store, "R2026-01-05.1")
    release = open_release(tmp_path)
    assert release.damaged_files() == []
    (release.folder / "table.csv").chmod(0o644)
    (release.folder / "table.csv").write_text("changed")
    assert release.damaged_files() == ["table.csv"]


def test_an_unknown_release_is_an_error_that_names_those_there_are(tmp_path):
    store = ReleaseStore(tmp_path)
    publish(store, "R2026-01-05.1")
    with pytest.raises(UsageError, match=r"no release R9[\s\S]*R2026-01-05\.1"):
        store.get("R9")


def test_a_manifest_that_cannot_be_read_is_an_error_for_people(tmp_path):
    store = ReleaseStore(tmp_path)
    publish(store, "R2026-01-05.1")
    manifest = tmp_path / "R2026-01-05.1" / "release.json"
    manifest.chmod(0o644)
    manifest.write_text("{")
    with pytest.raises(LiftmineError, match=r"release\.json cannot be read"):
        store.latest().manifest  # noqa: B018


def test_the_lock_is_exclusive_and_freed_when_its_holder_is_killed(tmp_path):
    lock = tmp_path / "lock"
    code = (
        "import pathlib, sys, time; from liftmine.workspace.files import locked\n"
        "with locked(pathlib.Path(sys.argv[1])) as ours: print(ours, flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "True\n"
    with locked(lock) as ours:
        assert not ours
    holder.kill()
    holder.communicate()
    with locked(lock) as ours:
        assert ours


def test_an_adhoc_release_is_replaced_in_one_step_and_leftovers_of_its_name_alone_go(tmp_path):
    store = ReleaseStore(tmp_path / "releases")
    publish(store, "R2026-01-05.1")
    store.replace_adhoc("mine", fill("1"))
    store.replace_adhoc("mine-too", fill("1"))
    old, other = store.get("adhoc/mine"), store.get("adhoc/mine-too")
    (tmp_path / "releases" / "adhoc" / ".mine.killed").mkdir()
    store.replace_adhoc("mine", fill("2"))
    new = store.get("adhoc/mine")
    assert ((old.folder / "table.csv").read_text(), (new.folder / "table.csv").read_text()) == ("1", "2")
    assert old.damaged_files() == new.damaged_files() == other.damaged_files() == []
    assert (new.release_id, other.release_id, store.latest().release_id) == ("mine", "mine-too", "R2026-01-05.1")
    assert [release.release_id for release in store.all()] == ["R2026-01-05.1"]
    assert new.folder.stat().st_mode & 0o777 == 0o555
    assert not (tmp_path / "releases" / "adhoc" / ".mine.killed").exists()


def test_an_adhoc_release_that_cannot_be_written_leaves_the_one_before(tmp_path):
    store = ReleaseStore(tmp_path)
    store.replace_adhoc("mine", fill("1"))

    def fail(folder):
        fill("2")(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.replace_adhoc("mine", fail)
    assert (store.get("adhoc/mine").folder / "table.csv").read_text() == "1"
    assert len(list((tmp_path / "adhoc").glob(".mine.*"))) == 1
    with pytest.raises(UsageError):
        store.get("adhoc/yours")
