"""The release folder: complete, read-only directories behind one pointer.

A release is written to a hidden staging folder, made durable, checked, made read-only, renamed, and only then pointed to. A
reader of `latest` therefore sees the old release or the new one; a killed writer leaves the old one in place.

`adhoc/NAME` is such a pointer too, of an ad-hoc release to a folder of the same name within a hidden one beside it.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liftmine.errors import LiftmineError, UsageError
from liftmine.workspace.files import replace_link, sha256_file, sync_file

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "release.json"
ADHOC = "adhoc"


@dataclass(frozen=True, slots=True)
class Release:
    """A release on disk."""

    folder: Path

    @property
    def release_id(self) -> str:
        """Its name, such as R2026-11-23.1."""
        return self.folder.name

    @property
    def manifest(self) -> dict[str, Any]:
        """Its release.json. Raises `LiftmineError` where that cannot be read."""
        try:
            loaded: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise LiftmineError(f"{self.folder / MANIFEST} cannot be read", remedy="The release is damaged: run again.") from None
        return loaded

    def table(self, name: str) -> "pa.Table":
        """One of its tables, such as `culture_series`."""
        import pyarrow.parquet as pq  # noqa: PLC0415 -- most commands that list releases read no table

        return pq.read_table(self.folder / f"{name}.parquet")

    def damaged_files(self) -> list[str]:
        """Files that are missing or not what release.json says."""
        listed: Mapping[str, Mapping[str, Any]] = self.manifest["files"]
        return [name for name, entry in listed.items() if not (f := self.folder / name).is_file() or sha256_file(f) != entry["sha256"]]


class ReleaseStore:
    """All releases of a study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def latest(self) -> Release | None:
        """The release that `latest` points to, resolved once; None before the first."""
        pointer = self.folder / "latest"
        return Release(pointer.resolve()) if pointer.is_dir() else None

    def all(self) -> list[Release]:
        """Every nightly release, oldest first."""
        if not self.folder.is_dir():
            return []
        return [Release(folder) for folder in sorted(self.folder.glob("R*"), key=_order) if (folder / MANIFEST).is_file()]

    def get(self, name: str) -> Release:
        """A release by name, or `latest`. Raises `UsageError` naming those there are."""
        found = self._find(name)
        if found is None:
            known = ", ".join(r.release_id for r in self.all()) or "none yet"
            raise UsageError(f"there is no release {name}", remedy=f"Releases: {known}.")
        return found

    def _find(self, name: str) -> Release | None:
        if name == "latest":
            return self.latest()
        if name.startswith(f"{ADHOC}/"):
            folder = self.folder / name
            return Release(folder.resolve()) if (folder / MANIFEST).is_file() else None
        return next((release for release in self.all() if release.release_id == name), None)

    def next_id(self, day: date) -> str:
        """The name of the next release of a day: R2026-11-23.1, R2026-11-23.2 and so on."""
        numbers = [int(f.name.rsplit(".", 1)[1]) for f in self.folder.glob(f"R{day.isoformat()}.*") if f.name.rsplit(".", 1)[1].isdigit()]
        return f"R{day.isoformat()}.{max(numbers, default=0) + 1}"

    def stage(self, write: Callable[[Path], None]) -> Path:
        """Let `write` fill a fresh hidden folder and make all of it durable. Where it fails, nothing is left."""
        return _stage(write, self.folder, ".staging-")

    def move_in(self, staging: Path, release_id: str) -> Release:
        """Make a staged release read-only and give it its name. `latest` does not move yet."""
        _seal(staging)
        release = Release(staging.rename(self.folder / release_id))
        sync_file(self.folder)
        return release

    def point_to(self, release_id: str) -> None:
        """Swap `latest` in one step."""
        replace_link(self.folder / "latest", release_id)

    def clear_staging(self) -> None:
        """Remove what killed writers left. Only for the holder of the publisher's lock."""
        for leftover in self.folder.glob(".staging-*"):
            _remove(leftover)

    def replace_adhoc(self, name: str, write: Callable[[Path], None]) -> Release:
        """Let `write` fill a folder, and make it `adhoc/NAME` in one step. Only for the holder of NAME's lock.

        The release it replaces is kept, hidden, until the next one of this name: who reads it can go on.
        """
        pointer = self.folder / ADHOC / name
        in_use = pointer.readlink().parts[0] if pointer.is_symlink() else ""
        for leftover in pointer.parent.glob(f".{name}.*"):  # a name holds no dot
            if leftover.name != in_use:
                _remove(leftover)
        staging = _stage(lambda folder: write(_made(folder / name)), pointer.parent, f".{name}.")
        _seal(staging)
        replace_link(pointer, f"{staging.name}/{name}")
        return Release(staging / name)


def _stage(write: Callable[[Path], None], within: Path, prefix: str) -> Path:
    within.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=prefix, dir=within))
    try:
        write(staging)
        for path in sorted(staging.rglob("*")):
            sync_file(path)
        sync_file(staging)
    except BaseException:
        shutil.rmtree(staging)
        raise
    return staging


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _seal(staging: Path) -> None:
    """Make everything read-only, and what is restricted for the owner only."""
    for path in sorted(staging.rglob("*"), reverse=True):
        private = "restricted" in path.relative_to(staging).parts
        path.chmod((0o500 if private else 0o555) if path.is_dir() else (0o400 if private else 0o444))
    staging.chmod(0o555)


def _remove(folder: Path) -> None:
    """Delete a folder that may have been sealed."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(folder)


def _order(folder: Path) -> tuple[str, int, str]:
    day, _, number = folder.name.partition(".")
    digits = number.split("-")[0]
    return day, int(digits) if digits.isdigit() else 0, folder.name
