"""The child process: a supervisor that never parses anything, and the worker it forks, which does.

`python -m liftmine.reading.isolation.child` speaks frames on standard input and output: four bytes of length (big endian), then the body.
The first frame holds the limits in JSON; each further one is a request `{"path", "sha256"}`, answered by one frame (see `wire`).
A worker that dies or takes too long costs the one file it had in hand; the next is forked from the supervisor, which has
everything imported.
"""

import json
import os
import resource
import select
import signal
import struct
import time
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.isolation.sandbox import allow_cpu, enter_sandbox
from liftmine.reading.isolation.scans import is_scan, read_scan
from liftmine.reading.isolation.tesseract import Tesseract
from liftmine.reading.isolation.wire import pack_answer

Message = dict[str, Any]
_LENGTH = struct.Struct(">I")
_CHUNK = 1 << 20
_NO_MEMORY = 77  # exit status of a worker that could not even answer


def main() -> None:
    """Serves requests until standard input ends."""
    limits = read_frame(0)
    if limits is None:
        return
    from liftmine.reading.isolation import worker  # noqa: F401, PLC0415 — imported once, here, so that every fork has it

    supervisor = _Supervisor(json.loads(limits))
    while (request := read_frame(0)) is not None:
        write_frame(1, supervisor.answer(request))
    supervisor.end_worker()


class _Supervisor:
    def __init__(self, limits: Message) -> None:
        self.limits = limits
        self.tesseract = Tesseract.find() if limits["ocr"] else None
        self.pid = 0
        self.to_worker = self.from_worker = -1

    def answer(self, request: bytes) -> bytes:
        """The worker's answer, or the reason why it died over this file. A scan is read with tesseract, where that is wanted."""
        answer = self._ask(request)
        if self.tesseract is None or not is_scan(request, answer):
            return answer
        return read_scan(self._ask, request, self.tesseract, self.limits)

    def _ask(self, request: bytes) -> bytes:
        if self.pid and os.waitpid(self.pid, os.WNOHANG)[0]:  # it died between files, which is no fault of this one
            self._forget()
        if not self.pid:
            self._fork()
        try:
            write_frame(self.to_worker, request)
            answer = read_frame(self.from_worker, time.monotonic() + self.limits["wall_seconds"])
        except BrokenPipeError:
            answer = None
        except TimeoutError:
            return _refusal(self._bury(Reason.TIMEOUT))
        return answer if answer is not None else _refusal(self._bury(None))

    def end_worker(self) -> None:
        if self.pid:
            self._bury(Reason.TIMEOUT)

    def _fork(self) -> None:
        request_out, self.to_worker = os.pipe()
        self.from_worker, answer_in = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(request_out)
            os.close(answer_in)
            return
        os.close(self.to_worker)
        os.close(self.from_worker)
        _work(request_out, answer_in, self.limits)

    def _bury(self, known: Reason | None) -> Reason:
        """Ends the worker, and tells from its death what it died of."""
        if known:
            os.kill(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        self._forget()
        if known:
            return known
        ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if ended_by in (signal.SIGXCPU, signal.SIGALRM):
            return Reason.TIMEOUT
        # An allocation that fails in C code often ends in abort or a null pointer: told by how near the limit the worker was.
        is_full = usage.ru_maxrss * 1024 > 0.8 * self.limits["memory_megabytes"] * 2**20
        if is_full or ended_by == signal.SIGKILL or status == _NO_MEMORY << 8:
            return Reason.OUT_OF_MEMORY
        return Reason.PARSER_CRASH

    def _forget(self) -> None:
        os.close(self.to_worker)
        os.close(self.from_worker)
        self.pid = 0


def _work(requests: int, answers: int, limits: Message) -> None:
    """The worker's life. Never returns."""
    from liftmine.reading.isolation.worker import read_file  # noqa: PLC0415

    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    enter_sandbox(limits["memory_megabytes"])
    try:
        while (request := read_frame(requests)) is not None:
            allow_cpu(limits["cpu_seconds"])
            write_frame(answers, read_file(json.loads(request), limits))
    except MemoryError:
        os._exit(_NO_MEMORY)
    except BaseException:  # nothing may be printed: it could hold text of the document
        os._exit(1)
    os._exit(0)


def _refusal(reason: Reason) -> bytes:
    return pack_answer({"format": None, "reason_code": reason.value})


def write_frame(descriptor: int, body: bytes) -> None:
    """Writes one frame whole."""
    view = memoryview(_LENGTH.pack(len(body)) + body)
    while view:
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int, deadline: float | None = None) -> bytes | None:
    """One frame; None where the other end has closed. Raises `TimeoutError` behind the deadline (monotonic seconds)."""
    head = _read_exactly(descriptor, _LENGTH.size, deadline)
    return None if head is None else _read_exactly(descriptor, _LENGTH.unpack(head)[0], deadline)


def _read_exactly(descriptor: int, size: int, deadline: float | None) -> bytes | None:
    parts: list[bytes] = []
    while size:
        if deadline is not None and not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(descriptor, min(size, _CHUNK))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us by closing the pipe
    main()
