"""The hostile and damaged files: what each is, where it lies, and what may become of it.

A sort of files is a function below `hostile_*.py` that yields rows: a name like a sentence, the file's name, its content (or what
puts it in its place), and the reasons it may be quarantined with; "ok" stands for a paper that is read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile import hostile_packed, hostile_pages, hostile_places, hostile_text

Row = tuple[str, str | bytes, bytes | Callable[[Path], None], str]
_ROOMS = (hostile_text, hostile_packed, hostile_pages, hostile_places)


@dataclass(frozen=True, slots=True)
class HostileFile:
    """One file: its sort, what it is, its path below raw, how it gets there, and the outcomes that are right."""

    sort: str
    says: str
    path: bytes
    put: Callable[[Path], None]
    expected: frozenset[str]


def hostile_files() -> list[HostileFile]:
    """All of them, in an order that never changes."""
    return list(_gather())


def _gather() -> Iterator[HostileFile]:
    for room in _ROOMS:
        for sort in room.SORTS:
            rows: Iterable[Row] = sort()
            for number, (says, name, content, expected) in enumerate(rows):
                path = f"eastvale/minutes/{sort.__name__}/{number}/".encode() + (name if isinstance(name, bytes) else name.encode())
                put = content if callable(content) else _writer(content)
                yield HostileFile(sort.__name__.replace("_", " "), says, path, put, frozenset(expected.split()))


def _writer(content: bytes) -> Callable[[Path], None]:
    def put(file: Path) -> None:
        file.write_bytes(content)

    return put
