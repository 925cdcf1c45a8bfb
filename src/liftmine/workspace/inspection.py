"""Looking at what a study keeps between runs without changing a byte of it: lock, ledger, stored parts."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from liftmine.workspace.files import sha256_file


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock; None where the system does not tell."""

    pid: int | None
    since: datetime | None


def find_holder(lock: Path) -> Holder | None:
    """Who holds the lock; None where nobody does."""
    if not lock.exists():
        return None
    with lock.open() as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _told_by_kernel(lock)
    return None


def _told_by_kernel(lock: Path) -> Holder:
    """`/proc/locks` has a line such as `3: FLOCK  ADVISORY  WRITE 2144 fe:00:2351607 0 EOF` for every lock."""
    inode = str(lock.stat().st_ino)
    try:
        lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
        pid = next(int(line[4]) for line in lines if line[1:2] == ["FLOCK"] and line[5].rpartition(":")[2] == inode)
        return Holder(pid, datetime.fromtimestamp(Path(f"/proc/{pid}").stat().st_ctime, UTC))
    except (OSError, ValueError, IndexError, StopIteration):
        return Holder(None, None)


def check_ledger(file: Path) -> str | None:
    """What is wrong with a ledger, or None. Raises nothing: an unreadable ledger is what is looked for."""
    try:
        with _reading(file) as connection:
            told = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
            connection.execute("SELECT count(*) FROM releases").fetchone()
    except (sqlite3.Error, OSError) as error:
        return str(error)
    return None if told == ["ok"] else "; ".join(told)


def damaged_parts(ledger: Path, folder: Path) -> tuple[int, int]:
    """How many stored parts there are, and how many of them are missing or not what the ledger says."""
    with _reading(ledger) as connection:
        rows = connection.execute("SELECT part_id, table_name, sha256 FROM parts").fetchall()
    sound: dict[str, bool] = {}
    for part, table, sha256 in rows:
        file = folder / part / f"{table}.parquet"
        sound[part] = sound.get(part, True) and file.is_file() and sha256_file(file) == sha256
    return len(sound), sum(not each for each in sound.values())


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """The ledger, opened so that nothing is written beside it: as immutable where no other process has it open."""
    is_in_use = file.with_name(file.name + "-wal").exists()
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{'mode=ro' if is_in_use else 'immutable=1'}", uri=True)) as connection:
        yield connection
