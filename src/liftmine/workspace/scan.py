"""The look at the raw folder: which files are there, and what is in them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
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

    A file that goes away meanwhile is as if it had never been there. Raises `FileNotFoundError` where `raw` is not a folder.
    """
    if not raw.is_dir():
        raise FileNotFoundError(raw)
    seen = []
    for file in find_files(raw):
        with suppress(FileNotFoundError):
            seen.append(_look(raw, file))
    return tuple(sorted(seen, key=lambda one: one.path))


def find_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, in no order. Hidden files and folders, and lock files of word processors, are left out."""
    folders = [os.fspath(folder)]  # a list, because folders may lie deeper in each other than functions may
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield Path(entry.path)


def _look(raw: Path, file: Path) -> SeenFile:
    path = file.relative_to(raw).as_posix()
    status = file.lstat()
    if not path.isprintable() and _has_odd_bytes(path):
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")  # no table can hold it otherwise
        return SeenFile(shown, status.st_size, _sha256_of(f"name {path}"), Reason.ENCODING_UNSURE)
    if stat.S_ISLNK(status.st_mode):
        outside = not Path(os.path.realpath(file)).is_relative_to(raw.resolve())  # Path.resolve raises where links lead in a ring
        return SeenFile(path, 0, _sha256_of(f"link to {file.readlink()}"), Reason.PATH_ESCAPE if outside else Reason.SYMLINK)
    if not stat.S_ISREG(status.st_mode):
        return SeenFile(path, 0, _sha256_of(f"special file {path}"), Reason.UNSUPPORTED_TYPE)
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except PermissionError:
        return SeenFile(path, status.st_size, _sha256_of(f"unreadable {path}"), Reason.PARSER_CRASH)
    with os.fdopen(descriptor, "rb") as stream:
        return SeenFile(path, status.st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _has_odd_bytes(path: str) -> bool:
    """Whether the name is no UTF-8: Python shows each such byte as half of a pair of surrogates."""
    return any("\ud800" <= sign <= "\udfff" for sign in path)


def _sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
