"""One file from its bytes to an answer, inside the worker. Whatever it raises is turned into a reason."""

import hashlib
import os
import stat
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.english import is_english
from liftmine.reading.formats.plain import read_plain
from liftmine.reading.formats.sniff import decode, tell_format
from liftmine.reading.isolation.wire import pack_answer, pack_page
from liftmine.reading.layout.pieces import Document, Unreadable, join_pieces
from liftmine.reading.transcripts.stamped import tell_turns

Message = dict[str, Any]
_LEAST_LETTERS = 20
_MARGINS = 2_000  # characters of running headers and footers that are handed on


def read_file(request: Message, limits: Message) -> bytes:
    """The packed answer to one request: `changed`, or `format` and `reason_code`, or these with the text and its blocks.

    A request may ask for the picture of a `page`, or hand in the words of all pages that were `recognised` in such pictures.
    """
    try:
        data = _read_bytes(request["path"], limits)
        if hashlib.sha256(data).hexdigest() != request["sha256"]:
            return pack_answer({"changed": True})
        return _read(data, request, limits)
    except Unreadable as refusal:
        return pack_answer({"format": refusal.file_format, "reason_code": refusal.reason.value})
    except FileNotFoundError:
        return pack_answer({"changed": True})
    except MemoryError:
        return pack_answer({"format": None, "reason_code": Reason.OUT_OF_MEMORY.value})
    except Exception:  # a parser may raise anything; its message may hold text
        return pack_answer({"format": None, "reason_code": Reason.PARSER_CRASH.value})


def _read(data: bytes, request: Message, limits: Message) -> bytes:
    if "page" in request:
        return _draw(data, request["page"], limits)
    if "recognised" in request:
        return _answer(_read_recognised(request["recognised"]), limits, "ocr")
    return _answer(read_document(data, os.path.basename(request["path"]), limits), limits, "text")  # noqa: PTH119 — pathlib costs 5 ms


def read_document(data: bytes, name: str, limits: Message) -> Document:
    """The pieces of a file; raises `Unreadable`."""
    file_format = tell_format(data, name)
    try:
        return tell_turns(_parse(file_format, data, limits))
    except Unreadable as refusal:
        raise Unreadable(refusal.reason, refusal.file_format or file_format) from None


def _draw(data: bytes, number: int, limits: Message) -> bytes:
    from liftmine.reading.formats.pdf_scan import DOTS_PER_INCH, draw_page  # noqa: PLC0415

    image, n_pages = draw_page(data, number, limits["ocr_pages"])
    return pack_page({"reason_code": None, "n_pages": n_pages, "dots_per_inch": DOTS_PER_INCH}, image)


def _read_recognised(pages: list[str]) -> Document:
    from liftmine.reading.formats.pdf_scan import read_recognised  # noqa: PLC0415

    return tell_turns(read_recognised(pages))


def _parse(file_format: str, data: bytes, limits: Message) -> Document:  # noqa: PLR0911 — a line per format
    # Parsers are imported when the first file of their format comes: most runs meet few formats.
    match file_format:
        case "pdf":
            from liftmine.reading.formats.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(data, max_pages=limits["pages"])
        case "docx":
            from liftmine.reading.formats.docx import read_docx  # noqa: PLC0415

            return read_docx(data, limits)
        case "odt":
            from liftmine.reading.formats.odt import read_odt  # noqa: PLC0415

            return read_odt(data, limits)
        case "rtf":
            from liftmine.reading.formats.rtf import read_rtf  # noqa: PLC0415

            return read_rtf(data)
        case "xlsx" | "ods":
            from liftmine.reading.formats.tables import read_workbook  # noqa: PLC0415

            return read_workbook(data, file_format, limits)
        case "eml":
            from liftmine.reading.formats.mail import read_mail  # noqa: PLC0415

            return read_mail(data, limits, read_document)
        case _:
            return _parse_text(file_format, _decode(data, limits))


def _parse_text(file_format: str, text: str) -> Document:
    match file_format:
        case "html":
            from liftmine.reading.formats.html import read_html  # noqa: PLC0415

            return read_html(text)
        case "md" | "rst":
            from liftmine.reading.formats.markup import read_markup  # noqa: PLC0415

            return read_markup(text, file_format)
        case "vtt" | "srt":
            from liftmine.reading.formats.captions import read_captions  # noqa: PLC0415

            return read_captions(text, file_format)
        case "csv":
            from liftmine.reading.formats.tables import read_csv  # noqa: PLC0415

            return read_csv(text)
        case _:
            return read_plain(text)


def _decode(data: bytes, limits: Message) -> str:
    text = decode(data)
    if len(text) > limits["characters"]:
        raise Unreadable(Reason.TOO_BIG)
    return text


def _read_bytes(path: str, limits: Message) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        if os.path.islink(path):  # noqa: PTH114
            raise Unreadable(Reason.SYMLINK) from None
        raise FileNotFoundError from None
    with open(descriptor, "rb") as file:  # noqa: PTH123
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(Reason.UNSUPPORTED_TYPE)
        most = int(limits["file_megabytes"] * 2**20)
        data = file.read(most + 1)
        if len(data) > most:
            raise Unreadable(Reason.TOO_BIG)
        return data


def _answer(document: Document, limits: Message, origin: str) -> bytes:
    joined = join_pieces(document.pieces)
    if len(joined.text) > limits["characters"]:
        raise Unreadable(Reason.TOO_BIG, document.file_format)
    if not any(c.isalnum() for c in joined.text):
        raise Unreadable(Reason.EMPTY if not joined.text else Reason.LOW_TEXT, document.file_format)
    if len(joined.text) < 10 * _LEAST_LETTERS and sum(c.isalpha() for c in joined.text) < _LEAST_LETTERS:
        raise Unreadable(Reason.LOW_TEXT, document.file_format)
    if not is_english(joined.text):
        raise Unreadable(Reason.NOT_ENGLISH, document.file_format)
    head = {"format": document.file_format, "reason_code": None, "n_pages": document.n_pages, "n_furniture": document.n_furniture}
    return pack_answer(head | {"text_origin": origin, "margins": document.margins[:_MARGINS]}, joined)
