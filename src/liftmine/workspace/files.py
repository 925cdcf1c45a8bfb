"""Writing so that a reader sees a whole file or none, also after a power cut."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sha256_file(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_file(file: Path) -> None:
    """Wait until a file's bytes, or a folder's entries, are on the disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path to write; when the block ends well it takes the place of `target` in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        sync_file(temporary)
        temporary.replace(target)
        sync_file(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def replace_link(link: Path, target: str) -> None:
    """Point `link` to `target` (a name in the same folder) in one step."""
    temporary = link.with_name(f".{link.name}-{os.getpid()}")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(link)
    sync_file(link.parent)


@contextmanager
def waiting_for(file: Path, *, is_shared: bool = False) -> Iterator[None]:
    """Wait for a lock on `file` and hold it: alone, or together with all others that share it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX)
        yield


@contextmanager
def locked(file: Path) -> Iterator[bool]:
    """Hold an exclusive lock on `file`, or yield False at once where another process holds it.

    The kernel frees the lock when the process dies, so nothing is ever left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
