"""Tesseract, the program that recognises letters in pictures: found, told apart by version, and run within limits."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from liftmine.errors import Reason
from liftmine.reading.isolation.sandbox import confine_program
from liftmine.reading.layout.pieces import Unreadable

LANGUAGE = "eng"
_TURNED = "osd"  # data that tell which way up a page lies; without them it is taken to lie upright
_MODES = {True: "1", False: "3"}  # find the layout of the page by yourself, with and without its direction
_DATA_FOLDER = re.compile(r'in "([^"\n]+)"')
_PATIENCE = 60  # seconds for its version, on a machine that is busy


def may_be_scan(name: str) -> bool:
    """Whether tesseract is asked about a file of this name at all: then what it says depends on the program. PDFs may lack an ending."""
    return Path(name).suffix.lower() in {".pdf", ""}


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed program, its version, its data for English and for the direction of pages (if any), and the sha256 of these."""

    program: str
    version: str
    data: tuple[str, ...]
    data_sha256: str

    @property
    def identity(self) -> tuple[str, str]:
        """What a result depends on, wherever the program lies."""
        return self.version, self.data_sha256

    @classmethod
    def find(cls) -> Self | None:
        """The program on this machine; None where it, or its English data, is missing."""
        program = shutil.which("tesseract")
        if program is None:
            return None
        try:
            version, languages = _ask(program, "--version"), _ask(program, "--list-langs")
            folder = _DATA_FOLDER.search(languages)
            if folder is None or LANGUAGE not in languages.split():
                return None
            data = tuple(name for name in (LANGUAGE, _TURNED) if name in languages.split())
            digest = hashlib.sha256(b"".join(Path(folder[1], f"{name}.traineddata").read_bytes() for name in data))
        except (OSError, subprocess.SubprocessError):
            return None
        return cls(program, version.partition("\n")[0].removeprefix("tesseract").strip(), data, digest.hexdigest())

    def recognise(self, image: bytes, dots_per_inch: int, limits: dict[str, Any]) -> str:
        """The words of a picture as tesseract's table (TSV). Raises `Unreadable`: TIMEOUT, OUT_OF_MEMORY, PARSER_CRASH.

        To be called where there is one thread only. The program has the memory and time of one file, and no network.
        """
        confine = partial(confine_program, limits["memory_megabytes"], limits["cpu_seconds"])
        options = ("-l", LANGUAGE, "--psm", _MODES[_TURNED in self.data], "--dpi", str(dots_per_inch))
        try:
            done = subprocess.run(  # noqa: S603 — the program, and options of our own
                [self.program, "stdin", "stdout", *options, "tsv"],
                input=image,
                capture_output=True,
                env=_environment(),
                timeout=limits["wall_seconds"],
                preexec_fn=confine,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(Reason.TIMEOUT, "pdf") from None
        if done.returncode:
            raise Unreadable(_cause(done), "pdf")
        return done.stdout.decode("utf-8", "replace")


def _ask(program: str, question: str) -> str:
    done = subprocess.run([program, question], capture_output=True, env=_environment(), timeout=_PATIENCE, check=True)  # noqa: S603
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """One thread: more make it slower on many pages, and need not add up to the same."""
    return {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"} | {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}


def _cause(done: subprocess.CompletedProcess[bytes]) -> Reason:
    if done.returncode == -signal.SIGXCPU:
        return Reason.TIMEOUT
    return Reason.OUT_OF_MEMORY if done.returncode == -signal.SIGKILL or b"alloc" in done.stderr else Reason.PARSER_CRASH
