"""Names and places: what a folder may hold besides papers, and what papers may be called."""

# A table, a row a line, reads better than what a formatter makes of it.
# ruff: noqa: E501
# fmt: off

import os
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.wholesome import whole

Row = tuple[str, str | bytes, bytes | Callable[[Path], None], str]


def names_nobody_types() -> Iterator[Row]:
    names = {
        "a line end": "a\nb.txt", "a tab and an escape": "a\t\x1b[31mb.txt", "a face": "👩‍👩‍👧.txt", "a dash in front": "--help.txt", "255 bytes": "a" * 251 + ".txt",
        "255 bytes of other letters": "é" * 125 + "a.txt", "spaces around it": " a .txt ", "a dot at the end": "a.txt.", "all signs of patterns": "[a]*?{partnership}**.txt",
        "quotation marks": "a'b\"c`d.txt", "signs of the shell": "$(touch x);|&<>.txt", "a per cent sign": "%00%2e%2e%2f.txt", "a backslash": "a\\..\\b.txt", "a formula": "=cmd|' !A0.txt",
        "a tag": "<script>alert(1)</script>"[:16] + ".txt", "a name of Windows": "NUL.txt", "two dots": "..a...txt"[2:], "letters turned round": "\u202etxt.exe", "no width": "\u200b.txt",
        "many endings": "a.pdf.docx.exe.txt", "an ending in capitals": "A.TXT", "an ending nobody knows": "a." + "x" * 99, "a comma and a semicolon": "a,b;c.txt", "nothing but digits": "1",
    }
    for says, name in names.items():
        yield f"a name with {says}", name, whole("txt"), "ok"
    for says, name in {"an escape": "\x1b[2J\x1b[31mb.txt", "a line end": "a\nok: all is well.txt", "a tag": "<img src=x onerror=alert(1)>.txt", "letters turned round": "\u202etxt.exe"}.items():
        yield f"nothing in it, and a name with {says}", name, b"", "EMPTY"
    yield "a name that is no UTF-8", b"a\xff\xfe\x80b.txt", whole("txt"), "ENCODING_UNSURE"
    yield "a name in Latin-1", "Änderung.txt".encode("latin-1"), whole("txt"), "ENCODING_UNSURE"
    yield "half of a character of UTF-8", b"a\xe2\x82.txt", whole("txt"), "ENCODING_UNSURE"
    yield "an accent that is a character", "caf\u00e9.txt", whole("txt"), "ok"
    yield "an accent on its own", "cafe\u0301.txt", whole("txt"), "ok"
    yield "small letters", "same/paper.txt", _below(whole("txt")), "ok"
    yield "capitals", "same/PAPER.txt", _below(whole("txt")), "ok"
    yield "a folder for a name", "minutes.docx/paper.txt", _below(whole("txt")), "ok"
    yield "a folder in a folder in a folder", "a/" * 300 + "paper.txt", _below(whole("txt")), "ok"


def links_and_devices() -> Iterator[Row]:
    yield "a link to a paper beside it", "link.txt", _link("../../names_nobody_types/0/a\nb.txt"), "SYMLINK"
    yield "a link out of the folder", "link.txt", _link("/etc/hostname"), "PATH_ESCAPE"
    yield "a link that climbs out", "link.txt", _link("../" * 9 + "etc/hostname"), "PATH_ESCAPE"
    yield "a link to nothing", "link.txt", _link("nowhere"), "SYMLINK"
    yield "a link to itself", "link.txt", _link("link.txt"), "SYMLINK PATH_ESCAPE"
    yield "a link to its folder", "link.txt", _link("."), "SYMLINK"
    yield "a link to endless zeros", "link.txt", _link("/dev/zero"), "PATH_ESCAPE"
    yield "a link to the memory of the process", "link.txt", _link("/proc/self/mem"), "PATH_ESCAPE"
    yield "a pipe", "pipe.txt", os.mkfifo, "UNSUPPORTED_TYPE"
    yield "a pipe called docx", "pipe.docx", os.mkfifo, "UNSUPPORTED_TYPE"
    yield "a socket", "a.pdf", _socket, "UNSUPPORTED_TYPE"
    yield "a device", "zero.txt", _device, "UNSUPPORTED_TYPE"
    yield "a paper nobody may read", "a.txt", _locked, "PARSER_CRASH"
    yield "sixty megabytes of nothing", "a.txt", _sparse, "TOO_BIG EMPTY"
    yield "sixty megabytes of nothing behind a head", "a.pdf", _sparse, "TOO_BIG"
    yield "a paper", "first.txt", whole("txt", 4_000), "ok"
    yield "the same paper again", "second.txt", whole("txt", 4_000), "ok"
    yield "a hard link to another paper", "third.txt", _hard_link, "ok"


def _below(content: bytes) -> Callable[[Path], None]:
    def put(file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    return put


def _link(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(target)


def _socket(file: Path) -> None:
    here = Path.cwd()
    os.chdir(file.parent)  # the path of a socket may have no more than 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(file.name)
    finally:
        os.chdir(here)


def _device(file: Path) -> None:
    try:
        os.mknod(file, stat.S_IFCHR | 0o644, os.makedev(1, 5))
    except PermissionError:
        return  # only root may, and not everywhere: the test says so


def _locked(file: Path) -> None:
    file.write_bytes(whole("txt", 5_000))
    file.chmod(0)
    if os.access(file, os.R_OK):
        file.unlink()  # root reads everything: the test says so


def _sparse(file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(b"%PDF-1.7" if file.suffix == ".pdf" else b"")
        stream.truncate(60 * 2**20)


def _hard_link(file: Path) -> None:
    other = file.parent / "other.txt"
    other.write_bytes(whole("txt", 4_500))
    file.hardlink_to(other)


SORTS = (names_nobody_types, links_and_devices)
