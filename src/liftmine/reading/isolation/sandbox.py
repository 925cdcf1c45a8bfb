"""What the worker gives up before it opens a file: memory, core dumps, the network, the right to start programs."""

import contextlib
import ctypes
import os
import resource
import sys
from typing import Any

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.system",
    "os.fork",
    "pty.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
)


def enter_sandbox(memory_megabytes: int) -> None:
    """Irrevocable for this process. The network namespace is best effort; refusing sockets in Python is not."""
    _confine(memory_megabytes)
    sys.addaudithook(_refuse)


def confine_program(memory_megabytes: int, cpu_seconds: int) -> None:
    """What a program that is about to be started gives up: memory, time, core dumps and the network."""
    _confine(memory_megabytes)
    _limit(resource.RLIMIT_CPU, cpu_seconds, hard=False)


def _confine(memory_megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_AS, memory_megabytes * 2**20)
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def allow_cpu(seconds: int) -> None:
    """From now on the process may use so many seconds more; then the kernel ends it with SIGXCPU."""
    times = os.times()
    spent = int(times.user + times.system)
    _limit(resource.RLIMIT_CPU, spent + seconds + 1, hard=False)


def _limit(which: int, value: int, *, hard: bool = True) -> None:
    highest = resource.getrlimit(which)[1]
    value = value if highest == resource.RLIM_INFINITY else min(value, highest)
    resource.setrlimit(which, (value, value if hard else highest))


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not allowed while reading a file")
