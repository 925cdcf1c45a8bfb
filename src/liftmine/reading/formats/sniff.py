"""What a file is, told from its bytes. Its name only decides between formats that are all plain text."""

import codecs
import re

from liftmine.errors import Reason
from liftmine.reading.layout.pieces import Unreadable
from liftmine.reading.transcripts.speech import find_columns

_BINARY_MAGIC = {
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"\x7fELF": "program",
    b"MZ\x90\x00": "program",
    b"SQLite format 3": "sqlite",
    b"PAR1": "parquet",
    b"ID3": "audio",
    b"\xff\xfb": "audio",
    b"\xff\xf3": "audio",
    b"OggS": "audio",
    b"fLaC": "audio",
    b"RIFF": "audio",
    b"\x1aE\xdf\xa3": "video",
    b"%!PS": "postscript",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams inside that container tell the older formats of Office, and Outlook's messages, apart.
_OLE_STREAMS = {"__substg1.0_": "msg", "PowerPoint Document": "ppt", "Workbook": "xls", "WordDocument": "doc"}
_ZIP_PARTS = {b"word/document": "docx", b"xl/workbook": "xlsx", b"ppt/presentation": "pptx"}
_OPEN_DOCUMENTS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_READABLE = frozenset(("docx", "pdf", "odt", "rtf", "html", "eml", "xlsx", "ods", "csv", "vtt", "srt", "md", "rst", "txt"))
_CONTAINERS = {".docx": "docx", ".pdf": "pdf", ".odt": "odt", ".xlsx": "xlsx", ".ods": "ods"}
_TEXT_NAMES = {".md": "md", ".markdown": "md", ".rst": "rst", ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "txt"}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_VTT = re.compile(rb"\s*WEBVTT\b|\s*(?:\d+:)?\d\d:\d\d\.\d{3} --> ")
_SRT = re.compile(rb"\s*(?:\d+[ \t]*\r?\n)?[ \t]*\d{1,2}:\d\d:\d\d[.,]\d{1,3} *--> *\d")
_XML = re.compile(rb"\s*<(?:\?xml|!doctype|svg)\b", re.IGNORECASE)  # behind HTML: whatever else is written in tags
_SIGNS = {"html": _HTML, "xml": _XML, "vtt": _VTT, "srt": _SRT}
_HEADER = re.compile(rb"[A-Za-z][A-Za-z\d-]{0,60}:(?:[ \t]|\r?\n)[^\n]*\n(?:[ \t]+\S[^\n]*\n)*")
_MAIL = re.compile(rb"^(?:From|To|Subject|Date|Received|Message-ID): ", re.MULTILINE | re.IGNORECASE)
_MAIL_ONLY = re.compile(rb"^(?:Received|MIME-Version|Message-ID|Return-Path|Delivered-To|Content-Type):", re.MULTILINE | re.IGNORECASE)
_LONGEST_HEADERS = 65_536
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Bytes that are no character in Windows' Western code page, or one that nobody types in minutes.
_NOT_WESTERN = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xa4\xa6\xac\xaf\xb8\xd0\xde\xf0\xfe\xff]")
_HIGH_SHARE = 0.2  # of the bytes: more letters beyond ASCII than that has no text in a Western language
_LONG_ENOUGH = 16


def tell_format(data: bytes, name: str) -> str:
    """One of the formats that are read. Raises `Unreadable`: EMPTY, TYPE_MISMATCH, ENCRYPTED or UNSUPPORTED_TYPE."""
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise Unreadable(Reason.EMPTY)
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    found = _container(data) or _text_format(data, ending)
    if ending in _CONTAINERS and found != _CONTAINERS[ending]:
        raise Unreadable(Reason.TYPE_MISMATCH, found)
    if found in _READABLE:
        return found
    raise Unreadable(Reason.TYPE_MISMATCH if ending in _TEXT_NAMES else Reason.UNSUPPORTED_TYPE, found)


def _container(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        # The names of the entries stand uncompressed in the file; which kind of zip it is needs no unpacking.
        head = data[:200].partition(b"mimetypeapplication/vnd.oasis.opendocument.")[2]
        known = next((kind for word, kind in _OPEN_DOCUMENTS.items() if head.startswith(word)), None)
        return known or next((kind for part, kind in _ZIP_PARTS.items() if part in data), "zip")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(Reason.ENCRYPTED, "docx")
        return next((kind for stream, kind in _OLE_STREAMS.items() if stream.encode("utf-16-le") in data), "ole")
    if data[4:8] == b"ftyp":
        return "video"
    return next((kind for magic, kind in _BINARY_MAGIC.items() if data.startswith(magic)), None)


def _text_format(data: bytes, ending: str) -> str:
    head = _readable_head(data)
    marked = next((kind for kind, sign in _SIGNS.items() if sign.match(head)), None)
    if marked:
        return "html" if _TEXT_NAMES.get(ending) == "html" else marked
    if _is_mail(_readable_head(data, _LONGEST_HEADERS)):
        return "eml"
    if ending in (".csv", ".tsv") or _is_table_of_speech(head):
        return "csv"
    if ending in (".json", ".jsonl", ".xml", ".yaml", ".yml", ".ics"):
        return ending[1:]
    return _TEXT_NAMES.get(ending, "txt")


def _readable_head(data: bytes, size: int = 4096) -> bytes:
    return in_single_bytes(data[: 2 * size] if data.startswith(_WIDE_MARKS) else data[:size])


def in_single_bytes(data: bytes) -> bytes:
    """The bytes without their byte order mark, UTF-16 as UTF-8; what it cannot hold is left out."""
    if data.startswith(_WIDE_MARKS):
        return data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return data.removeprefix(codecs.BOM_UTF8)


def _is_table_of_speech(head: bytes) -> bool:
    """Whether the first line names the columns of a transcript."""
    first = head.lstrip().partition(b"\n")[0].decode("utf-8", "replace")
    return any(find_columns(first.replace('"', "").split(sign)) is not None for sign in ",;\t|" if sign in first)


def _is_mail(head: bytes) -> bool:
    """Whether a file begins with a mail's header: lines "Name: value" up to a blank one, some of them written by programs only."""
    position = 0
    while match := _HEADER.match(head, position):
        position = match.end()
    header = head[:position]
    return len(_MAIL.findall(header)) >= 2 and _MAIL_ONLY.search(header) is not None


def decode(data: bytes) -> str:
    """The text of bytes that are plain text. Raises `Unreadable`: ENCODING_UNSURE, CONTROL_CHARACTERS."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _western_or_asked(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Reason.ENCODING_UNSURE) from None


def _without_mark(data: bytes) -> str:
    """UTF-16 without a byte order mark has a zero in nearly every second byte; any other zero is no text."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[first::2]
        if len(data) % 2 == 0 and half.count(0) > 0.8 * len(half) and 0 not in data[1 - first :: 2]:
            return _strict(data, encoding)
    raise Unreadable(Reason.CONTROL_CHARACTERS)


def _western_or_asked(data: bytes) -> str:
    high = sum(byte >= 0x80 for byte in data)
    if high <= _HIGH_SHARE * len(data) and not _NOT_WESTERN.search(data):
        return data.decode("cp1252")
    import charset_normalizer  # noqa: PLC0415 — takes longer to import than most files to read

    best = charset_normalizer.from_bytes(data).best()
    if best is None or len(data) < _LONG_ENOUGH or best.percent_chaos > 5 or best.percent_coherence < 20:
        raise Unreadable(Reason.ENCODING_UNSURE)
    return str(best)
