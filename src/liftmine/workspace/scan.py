"""The look at the raw folder: which files are there, and what is in them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from liftmine.errors import Reason


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file below raw. `path` is relative, with `/`; `reason` is set where the file must not even be opened."""

    path: str
    size: int
    sha256: str
    reason: Reason | None = None


def scan(raw: Path) -> tuple[SeenFile, ...]:
    """Every file below `raw` in path order, hashed. Hidden files and folders are left out; links are never followed.

    Raises `FileNotFoundError` where `raw` is not a folder.
    """
    if not raw.is_dir():
        raise FileNotFoundError(raw)
    return tuple(_look(raw, entry) for entry in sorted(find_files(raw), key=lambda entry: entry.relative_to(raw).as_posix()))


def find_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, in no order. Hidden files and folders, and lock files of word processors, are left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from find_files(Path(entry.path))
            else:
                yield Path(entry.path)


def _look(raw: Path, file: Path) -> SeenFile:
    path = file.relative_to(raw).as_posix()
    status = file.lstat()
    if stat.S_ISLNK(status.st_mode):
        outside = not file.resolve().is_relative_to(raw.resolve())
        return SeenFile(path, 0, _sha256_of(f"link to {file.readlink()}"), Reason.PATH_ESCAPE if outside else Reason.SYMLINK)
    if not stat.S_ISREG(status.st_mode):
        return SeenFile(path, 0, _sha256_of(f"special file {path}"), Reason.UNSUPPORTED_TYPE)
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except PermissionError:
        return SeenFile(path, status.st_size, _sha256_of(f"unreadable {path}"), Reason.PARSER_CRASH)
    with os.fdopen(descriptor, "rb") as stream:
        return SeenFile(path, status.st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
