"""A reader for the tests of this room."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liftmine.reading.batch import Reader, Reading, SourceFile
from liftmine.study.settings import ReadingLimits

ReadFiles = Callable[..., Reading]


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits()) as reader:
        yield reader


@pytest.fixture
def read_files(tmp_path: Path, reader: Reader) -> ReadFiles:
    """Reads named contents with the shared reader, or with one of its own where limits are given."""

    def read(contents: dict[str, bytes], limits: ReadingLimits | None = None) -> Reading:
        files = []
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
            files.append(SourceFile(name, tmp_path / name, hashlib.sha256(content).hexdigest()))
        if limits is None:
            return reader.read(files)
        with Reader(limits) as own:
            return own.read(files)

    return read
