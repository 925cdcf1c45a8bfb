"""The parent's side: a batch of files in, the tables `outcomes`, `texts` and `blocks` out."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np
import pyarrow as pa

from liftmine.errors import Reason
from liftmine.reading.child import read_frame, write_frame
from liftmine.study.settings import ReadingLimits
from liftmine.tables.stages import BLOCKS, OUTCOMES, TEXTS

_BLOCK_COLUMNS = ("kind", "page", "table_no", "row_no", "column_no", "is_bold", "char_start")


class FileChanged(OSError):
    """The file is not (or no longer) what the scan saw. Reading it again after another look may help."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} changed while it was read")
        self.path = path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `sha256` is the hex digest of the content that the scan saw."""

    document_id: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables OUTCOMES (a row per file), TEXTS and BLOCKS (of the files that were read)."""

    outcomes: pa.Table
    texts: pa.Table
    blocks: pa.Table


class Reader:
    """Owns the child process and reads any number of batches with it. Use as a context manager; not thread safe.

    A bad file never raises: its reason stands in the outcomes.
    """

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits.model_dump_json().encode()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child."""
        if self._child is None:
            return
        child, self._child = self._child, None
        for pipe in (child.stdin, child.stdout):
            _open(pipe).close()
        child.wait()

    def read(self, files: Sequence[SourceFile]) -> Reading:
        """Reads the files. Raises `FileChanged` where a file is gone or its bytes are not those of `sha256`."""
        answers = [self._ask(file) for file in files]
        outcomes = OUTCOMES.build(
            {
                "document_id": [file.document_id for file in files],
                "format": [answer["format"] for answer in answers],
                "reason_code": [answer["reason_code"] for answer in answers],
                "n_pages": [answer.get("n_pages") for answer in answers],
                "n_furniture": [answer.get("n_furniture", 0) for answer in answers],
            }
        )
        read = [(file.document_id, answer) for file, answer in zip(files, answers, strict=True) if answer["reason_code"] is None]
        texts = TEXTS.build({"document_id": [name for name, _ in read], "text": [answer["text"] for _, answer in read]})
        return Reading(outcomes, texts, _blocks(read))

    def _ask(self, file: SourceFile) -> dict[str, Any]:
        request = json.dumps({"path": str(file.path.absolute()), "sha256": file.sha256}).encode()
        frame = self._exchange(request)
        if frame is None:  # the supervisor itself was killed: start another; the file gets one more chance
            self.close()
            frame = self._exchange(request)
        if frame is None:
            self.close()
            return {"format": None, "reason_code": Reason.PARSER_CRASH.value}
        answer: dict[str, Any] = json.loads(frame)
        if answer.get("changed"):
            raise FileChanged(file.path)
        return answer

    def _exchange(self, request: bytes) -> bytes | None:
        child = self._child or self._start()
        try:
            write_frame(_open(child.stdin).fileno(), request)
        except BrokenPipeError:
            return None
        return read_frame(_open(child.stdout).fileno())

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "liftmine.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        write_frame(_open(self._child.stdin).fileno(), self._limits)
        return self._child


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the child has no pipe")
    return pipe


def _blocks(read: Sequence[tuple[str, dict[str, Any]]]) -> pa.Table:
    lengths = [len(answer["blocks"]["char_start"]) for _, answer in read]
    columns = {
        name: [value for (_, answer), length in zip(read, lengths, strict=True) for value in answer["blocks"][name] or [None] * length]
        for name in _BLOCK_COLUMNS
    }
    names = pa.array([name for name, _ in read], type=pa.string())
    ends = [end for _, answer in read for end in [*answer["blocks"]["char_start"][1:], len(answer["text"])]]
    return BLOCKS.build(
        columns
        | {
            "document_id": names.take(pa.array(np.repeat(np.arange(len(read)), lengths))),
            "block_no": np.concatenate([np.arange(length, dtype=np.int32) for length in lengths] or [np.empty(0, np.int32)]),
            "char_end": ends,
        }
    )
