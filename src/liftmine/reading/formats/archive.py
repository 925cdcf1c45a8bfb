"""Zip files that come from outside: looked at before they are unpacked."""

import io
import zipfile
import zlib
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.layout.pieces import Unreadable

_RATIO_FREE = 2**20  # below a megabyte unpacked, no ratio is suspicious
_ENCRYPTED_FLAG = 1
_PROLOGUE = 4096  # bytes in which a DOCTYPE stands


class Archive:
    """An opened zip whose entries are within the limits. Raises `Unreadable`: TRUNCATED, ENCRYPTED, ZIP_BOMB."""

    def __init__(self, data: bytes, limits: dict[str, Any]) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
            raise Unreadable(Reason.TRUNCATED) from None
        entries = self._zip.infolist()
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise Unreadable(Reason.ENCRYPTED)
        unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
        is_dense = unpacked > _RATIO_FREE and unpacked > limits["compression_ratio"] * max(packed, 1)
        if len(entries) > limits["archive_entries"] or unpacked > limits["unzipped_megabytes"] * 2**20 or is_dense:
            raise Unreadable(Reason.ZIP_BOMB)
        if b"encryption-data" in (self.read("META-INF/manifest.xml") or b""):  # of OpenDocument
            raise Unreadable(Reason.ENCRYPTED)

    def read(self, name: str) -> bytes | None:
        """An entry's bytes, None where there is none; never more than the directory declares (`zipfile` stops there)."""
        try:
            return self._zip.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
            raise Unreadable(Reason.TRUNCATED) from None

    def refuse_pictures(self, folder: str) -> None:
        """Raises `Unreadable` (NO_TEXT_LAYER) where pictures lie in the folder: for a document without words, which then is a scan."""
        if any(entry.filename.startswith(folder) for entry in self._zip.infolist()):
            raise Unreadable(Reason.NO_TEXT_LAYER)

    def refuse_doctypes(self) -> None:
        """Raises `Unreadable` (XML_DTD) where the beginning of an XML part declares entities: for parsers that are not ours."""
        for entry in self._zip.infolist():
            if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in (self.read(entry.filename) or b"")[:_PROLOGUE]:
                raise Unreadable(Reason.XML_DTD)
