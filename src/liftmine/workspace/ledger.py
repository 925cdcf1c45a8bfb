"""The ledger: which files were ever seen, where each stage's result lies, and which releases were made.

SQLite in WAL mode with full synchronisation: what a method returns from is on the disk, and a killed process loses at most the
transaction it was in. The ledger owns the state of the data; Prefect owns the state of runs.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from liftmine.workspace.scan import SeenFile

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, reason TEXT,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, is_present INTEGER NOT NULL, PRIMARY KEY (path, sha256)
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
    part_id TEXT NOT NULL, table_name TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (part_id, table_name)
) STRICT;
CREATE TABLE IF NOT EXISTS keyed_results (
    stage TEXT NOT NULL, document_id TEXT NOT NULL, key TEXT NOT NULL, part_id TEXT NOT NULL, PRIMARY KEY (stage, document_id, key)
) STRICT;
CREATE TABLE IF NOT EXISTS releases (
    release_id TEXT PRIMARY KEY, state_key TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT NOT NULL,
    created_at TEXT NOT NULL, is_published INTEGER NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class LedgerRelease:
    """A release as the ledger knows it. It stays right from `valid_from` until the day before `valid_until`."""

    release_id: str
    state_key: str
    valid_from: date
    valid_until: date
    is_published: bool


class Ledger:
    """One SQLite file. Every method is one transaction."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def record_files(self, seen: Iterable[SeenFile], now: datetime) -> None:
        """Note what a look at the raw folder found; files that are gone stay, marked as gone."""
        moment = now.isoformat()
        rows = [(f.path, f.sha256, f.size, f.reason, moment, moment) for f in seen]
        with self._transaction() as connection:
            connection.execute("UPDATE files SET is_present = 0")
            connection.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (path, sha256) DO UPDATE SET "
                "size = excluded.size, reason = excluded.reason, last_seen = excluded.last_seen, is_present = 1",
                rows,
            )

    def record_part(self, stage: str, part_id: str, keys: Mapping[str, str], checksums: Mapping[str, str]) -> None:
        """Note that the results of `stage` for the documents in `keys` lie in a part. `checksums`: table name → SHA-256."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", [(part_id, t, c) for t, c in checksums.items()])
            rows = [(stage, d, k, part_id) for d, k in keys.items()]
            connection.executemany("INSERT OR REPLACE INTO keyed_results VALUES (?, ?, ?, ?)", rows)

    def results(self, stage: str) -> dict[tuple[str, str], str]:
        """(document_id, key) → part_id of everything stored for a stage. A document may have results under several keys."""
        rows = self._connection.execute("SELECT document_id, key, part_id FROM keyed_results WHERE stage = ?", (stage,))
        return {(document, key): part for document, key, part in rows}

    def checksums(self, part_id: str) -> dict[str, str]:
        """Table name → SHA-256 of a part's files."""
        return dict(self._connection.execute("SELECT table_name, sha256 FROM parts WHERE part_id = ?", (part_id,)))

    def forget_part(self, part_id: str) -> None:
        """Drop a part that is damaged or no longer needed; its documents count as not done."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM keyed_results WHERE part_id = ?", (part_id,))
            connection.execute("DELETE FROM parts WHERE part_id = ?", (part_id,))

    def forget_results(self, stage: str, results: Iterable[tuple[str, str]]) -> None:
        """Drop results, named by document and key, that no release needs any more."""
        with self._transaction() as connection:
            rows = [(stage, d, k) for d, k in results]
            connection.executemany("DELETE FROM keyed_results WHERE stage = ? AND document_id = ? AND key = ?", rows)

    def part_ids(self) -> set[str]:
        """Parts that hold the current result of at least one document."""
        return {part for (part,) in self._connection.execute("SELECT DISTINCT part_id FROM keyed_results")}

    def all_part_ids(self) -> set[str]:
        """Every part that is on record."""
        return {part for (part,) in self._connection.execute("SELECT DISTINCT part_id FROM parts")}

    def announce_release(self, release: LedgerRelease, now: datetime) -> None:
        """Note that a release is about to be moved into place."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO releases VALUES (?, ?, ?, ?, ?, ?)",
                (
                    release.release_id,
                    release.state_key,
                    release.valid_from.isoformat(),
                    release.valid_until.isoformat(),
                    now.isoformat(),
                    release.is_published,
                ),
            )

    def confirm_release(self, release_id: str) -> None:
        """Note that `latest` points to the release."""
        with self._transaction() as connection:
            connection.execute("UPDATE releases SET is_published = 1 WHERE release_id = ?", (release_id,))

    def forget_release(self, release_id: str) -> None:
        """Drop a release that never came into place."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM releases WHERE release_id = ?", (release_id,))

    def releases(self) -> tuple[LedgerRelease, ...]:
        """Every release on record, oldest first."""
        rows = self._connection.execute(
            "SELECT release_id, state_key, valid_from, valid_until, is_published FROM releases ORDER BY created_at, release_id"
        )
        return tuple(
            LedgerRelease(release, key, date.fromisoformat(since), date.fromisoformat(until), bool(published))
            for release, key, since, until, published in rows
        )
