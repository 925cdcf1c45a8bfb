"""What a check says."""

import shlex
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Level(StrEnum):
    """How a check ended. A warning stops nothing."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `found` may have several lines; `remedy` is the next command or action; `is_configuration` decides the exit code."""

    check: str
    level: Level
    found: str
    remedy: str = ""
    is_configuration: bool = False


def ok(check: str, found: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, found)


def warning(check: str, found: str, remedy: str) -> Finding:
    """A run would work; somebody should know all the same."""
    return Finding(check, Level.WARNING, found, remedy)


def failed(check: str, found: str, remedy: str, *, is_configuration: bool = False) -> Finding:
    """A run, or its results, would not be what they should."""
    return Finding(check, Level.FAILED, found, remedy, is_configuration)


def command(name: str, study: Path) -> str:
    """A command of liftmine for this study, ready to paste."""
    return f"liftmine {name} --study {quoted(study)}"


def quoted(path: Path) -> str:
    """A path as a shell reads it."""
    return shlex.quote(str(path))


def megabytes(size: int) -> str:
    """A size in bytes for people."""
    return f"{size / 2**20:,.0f} MB" if size >= 2**20 else f"{size / 2**20:.1f} MB"
