"""The parent's side: a batch of files in, the tables `outcomes`, `texts` and `blocks` out."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
import pyarrow as pa

from liftmine.errors import Reason
from liftmine.reading.isolation.child import read_frame, write_frame
from liftmine.reading.isolation.wire import COLUMNS, KINDS, NULL, Answer, unpack_answer
from liftmine.reading.near_duplicates import sketch_text
from liftmine.reading.versions import read_marks
from liftmine.study.settings import ReadingLimits
from liftmine.tables.stages import BLOCKS, OUTCOMES, PRINTS, TEXTS


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
    """The tables OUTCOMES (a row per file), TEXTS, PRINTS and BLOCKS (of the files that were read)."""

    outcomes: pa.Table
    texts: pa.Table
    prints: pa.Table
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
        answers = [(file.document_id, self._ask(file)) for file in files]
        heads = [answer.head for _, answer in answers]
        outcomes = OUTCOMES.build(
            {
                "document_id": [name for name, _ in answers],
                "format": [head["format"] for head in heads],
                "reason_code": [head["reason_code"] for head in heads],
                "n_pages": [head.get("n_pages") for head in heads],
                "n_furniture": [head.get("n_furniture", 0) for head in heads],
                "text_origin": [head.get("text_origin") for head in heads],
            }
        )
        read = {name: answer for name, answer in sorted(answers, key=itemgetter(0)) if answer.head["reason_code"] is None}
        texts = TEXTS.build({"document_id": list(read), "text": [answer.text for answer in read.values()]})
        return Reading(outcomes, texts, _prints(read), _blocks(read))

    def _ask(self, file: SourceFile) -> Answer:
        request = json.dumps({"path": str(file.path.absolute()), "sha256": file.sha256}).encode()
        frame = self._exchange(request)
        if frame is None:  # the supervisor itself was killed: start another; the file gets one more chance
            self.close()
            frame = self._exchange(request)
        if frame is None:
            self.close()
            return Answer({"format": None, "reason_code": Reason.PARSER_CRASH.value})
        answer = unpack_answer(frame)
        if answer.head.get("changed"):
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
            [sys.executable, "-m", "liftmine.reading.isolation.child"],
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


def _prints(read: Mapping[str, Answer]) -> pa.Table:
    """What each text is told from others by."""
    sketches = [sketch_text(answer.text) for answer in read.values()]
    marks = [read_marks(answer.text, answer.head.get("margins", "")) for answer in read.values()]
    return PRINTS.build(
        {
            "document_id": list(read),
            "sketch": [sketch for sketch, _ in sketches],
            "n_runs": [n_runs for _, n_runs in sketches],
            "standing": [mark.standing for mark in marks],
            "version": [mark.version for mark in marks],
            "body": [mark.body for mark in marks],
        }
    )


def _blocks(read: Mapping[str, Answer]) -> pa.Table:
    """All blocks, document after document, each column at one stroke."""
    grids = [np.frombuffer(answer.grid, dtype=np.int32).reshape(len(COLUMNS), -1) for answer in read.values()]
    grid = np.concatenate([np.empty((len(COLUMNS), 0), dtype=np.int32), *grids], axis=1)
    lengths = np.array([one.shape[1] for one in grids], dtype=np.int64)
    firsts = np.cumsum(lengths) - lengths
    column = dict(zip(COLUMNS, grid, strict=True))
    ends = np.roll(column["char_start"], -1)
    ends[firsts + lengths - 1] = [len(answer.text) for answer in read.values()]
    numbers = {name: pa.array(column[name], mask=column[name] == NULL) for name in ("page", "table_no", "row_no", "column_no")}
    return BLOCKS.build(
        numbers
        | {
            "document_id": pa.array(list(read), pa.string()).take(pa.array(np.repeat(np.arange(len(read)), lengths))),
            "block_no": np.arange(grid.shape[1]) - np.repeat(firsts, lengths),
            "kind": pa.array(KINDS).take(pa.array(column["kind"])),
            "is_bold": column["is_bold"] == 1,
            "char_start": column["char_start"],
            "char_end": ends,
        }
    )
