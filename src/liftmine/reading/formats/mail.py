"""EML: a mail with the papers attached to it, as one document.

Attached papers come first, each read by the reader of its format: minutes that are sent round are the document, and what
states their meeting must stand at its top. The covering message follows: subject, sender, date, and the body (plain text if
there is any, else HTML). Earlier messages below a reply have files of their own and are taken out; forwarded ones stay.
Pictures inside the message, invitations and signatures are no papers. Any other attachment that cannot be read refuses the
mail with its reason: half a mail would be a silent loss.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.formats.html import read_html
from liftmine.reading.formats.plain import read_plain
from liftmine.reading.formats.sniff import decode, in_single_bytes
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, Unreadable

ReadPart = Callable[[bytes, str, dict[str, Any]], Document]
_DEEPEST = 5  # mails inside mails
_MOST_PARTS = 200
_NO_PAPERS = frozenset(
    (
        *("text/calendar", "text/vcard", "text/x-vcard", "text/rfc822-headers", "application/ics", "application/pkcs7-signature"),
        *("application/x-pkcs7-signature", "application/pgp-signature", "message/delivery-status", "message/disposition-notification"),
    )
)
_SEVEN_BITS = ("utf-7", "iso2022", "hz")  # plain ASCII to whoever does not know
_WIDE = ("utf-16", "utf-32")  # never without zeros, in English
_WINDOWS = {"ascii": "cp1252", "iso8859-1": "cp1252"}  # what these names mean in mails (WHATWG Encoding Standard, 4.2)
# Behind 7F, the characters of ISO 8859-1 are controls that nobody means: those of Windows' code page, where it has any.
_MEANT = {byte: bytes((byte,)).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_EARLIER = re.compile(
    r"^(?:-{2,} ?Original (?:Message|Appointment) ?-{2,}|_{10,}\s{1,4}From:|\*?From:\*? [^\n]{1,200}\n\*?(?:Sent|Date):)", re.MULTILINE
)
_WROTE = re.compile(r"^(?:On|Am|Le) [^\n]{5,200}(?:\n[^\n]{1,100})? (?:wrote|schrieb|écrit) ?:\s*$", re.MULTILINE)
_QUOTE = re.compile(r"(?:> ?)+")


def read_mail(data: bytes, limits: dict[str, Any], read_part: ReadPart) -> Document:
    """The pieces of a mail. Raises `Unreadable`: ZIP_BOMB where it nests or holds too much; the reason of an attachment."""
    reader = _Reader(limits, read_part)
    reader.read(message_from_bytes(in_single_bytes(data)), 0)
    return reader.document()


class _Reader:
    """Papers and messages of one mail and of the mails inside it."""

    def __init__(self, limits: dict[str, Any], read_part: ReadPart) -> None:
        self._limits, self._read_part = limits, read_part
        self._papers: list[Document] = []
        self._messages: list[Document] = []
        self._n_parts = 0

    def read(self, mail: Message, depth: int) -> None:
        """Takes the mail apart."""
        subject = _header(mail, "Subject")
        pieces = _head(mail, subject)
        n_furniture = 0
        for part, is_body in _leaves(mail, is_shown=True):
            self._n_parts += 1
            if depth > _DEEPEST or self._n_parts > _MOST_PARTS:
                raise Unreadable(Reason.ZIP_BOMB)
            if part.get_content_type() == "message/rfc822":
                for inner in part.get_payload():
                    self.read(inner, depth + 1)  # type: ignore[arg-type]
            elif is_body:
                body = _body(part, is_forward=_FORWARDED.match(subject) is not None)
                pieces += body.pieces
                n_furniture += body.n_furniture
            else:
                self._attachment(part)
        self._messages.append(Document("eml", pieces, n_furniture=n_furniture))

    def document(self) -> Document:
        """Papers, then messages; tables and pages are counted through."""
        parts = self._papers + self._messages[::-1]
        pieces: list[Piece] = []
        n_tables = n_pages = 0
        for part in parts:
            pieces += [_moved(piece, n_tables, n_pages) for piece in part.pieces]
            n_tables += 1 + max((piece.table_no for piece in part.pieces if piece.table_no is not None), default=-1)
            n_pages += part.n_pages or 0
            if pieces:
                pieces[-1].after = "\n\n"
        margins = "\n".join(filter(None, (part.margins for part in parts)))
        return Document("eml", pieces, n_pages or None, sum(part.n_furniture for part in parts), margins)

    def _attachment(self, part: Message) -> None:
        data = part.get_payload(decode=True)
        try:
            paper = self._read_part(data if isinstance(data, bytes) else b"", _decoded(part.get_filename() or ""), self._limits)
        except Unreadable as refusal:
            if refusal.reason is not Reason.EMPTY:
                raise Unreadable(refusal.reason, "eml") from None
            return
        self._papers.append(paper)


def _leaves(mail: Message, *, is_shown: bool) -> Iterator[tuple[Message, bool]]:
    """The parts that are no containers, each with whether it is the body; of alternatives one is shown, of the others only papers stay."""
    if mail.get_content_type() == "message/rfc822":
        yield mail, False
    elif mail.is_multipart():
        parts: Sequence[Message] = [part for part in mail.get_payload() if isinstance(part, Message)]
        chosen = _choose(parts) if mail.get_content_subtype() == "alternative" else None
        if mail.get_content_type() not in _NO_PAPERS:
            for part in parts:
                yield from _leaves(part, is_shown=is_shown and (chosen is None or part is chosen))
    elif _is_text(mail):
        if is_shown:
            yield mail, True
    elif not _is_decoration(mail):
        yield mail, False


def _choose(parts: Sequence[Message]) -> Message | None:
    """Of alternatives the plain text, if it holds any; else the last that is no invitation."""
    plain = (part for part in parts if part.get_content_type() == "text/plain" and _text(part).strip())
    return next(plain, next((part for part in reversed(parts) if part.get_content_type() not in _NO_PAPERS), None))


def _is_text(part: Message) -> bool:
    is_attached = part.get_content_disposition() == "attachment" or part.get_filename()
    return part.get_content_type() in ("text/plain", "text/html") and not is_attached


def _is_decoration(part: Message) -> bool:
    is_inside = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    return part.get_content_type() in _NO_PAPERS or (part.get_content_maintype() == "image" and is_inside)


def _head(mail: Message, subject: str) -> list[Piece]:
    """Subject, sender (by name, where the mail gives one) and day."""
    name, address = parseaddr(_header(mail, "From"))
    try:
        day = parsedate_to_datetime(_header(mail, "Date")).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        day = _header(mail, "Date")
    lines = [("heading", subject), ("paragraph", f"From: {name or address}"), ("paragraph", f"Date: {day}")]
    pieces = [Piece(kind, text) for kind, text in lines if text and not text.endswith(": ")]
    for piece in pieces[-1:]:
        piece.after = "\n\n"
    return pieces


def _header(mail: Message, name: str) -> str:
    return _decoded(str(mail.get(name, "")))


def _decoded(value: str) -> str:
    try:
        value = str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        value = value.encode("utf-8", "replace").decode("utf-8")
    text = " ".join(normalise(value.translate(_MEANT)).split())
    refuse_controls(text)
    return text


def _body(part: Message, *, is_forward: bool) -> Document:
    """The body without earlier messages, whose lines are counted as furniture."""
    text = _text(part)
    if part.get_content_type() == "text/html":
        document = read_html(text)
        starts = (no for no, piece in enumerate(document.pieces) if no and (_EARLIER.match(piece.text) or _WROTE.match(piece.text)))
        end = None if is_forward else next(starts, None)
        return document if end is None else replace(document, pieces=document.pieces[:end], n_furniture=len(document.pieces) - end)
    text = normalise(text)
    own = text if is_forward else _without_earlier(text)
    lines = [_QUOTE.sub("", line, count=1) if line.startswith(">") else line for line in own.split("\n")]
    document = read_plain("\n".join(lines))
    return replace(document, n_pages=None, n_furniture=document.n_furniture + text.count("\n") - own.count("\n"))


def _without_earlier(text: str) -> str:
    """The text up to the earlier message below it. Answers between quoted lines keep the lines they answer."""
    earlier = _EARLIER.search(text)
    if earlier and text[: earlier.start()].strip():
        text = text[: earlier.start()]
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    own = "\n".join(lines)
    wrote = [match for match in _WROTE.finditer(own) if not own[match.end() :].strip()]
    own = own[: wrote[0].start()] if wrote else own
    return own if own.strip() else text


def _text(part: Message) -> str:
    """The text of a part. What its bytes prove counts more than the encoding it declares, which programs and gateways get wrong."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    for codec in _likely(data, part.get_content_charset() or "utf-8"):
        with suppress(UnicodeError, LookupError):  # rot13 and its like are codecs, but not of text
            return data.decode(codec)
    return decode(data)


def _likely(data: bytes, charset: str) -> Sequence[str]:
    """The codecs to try before the bytes alone decide."""
    try:
        declared = codecs.lookup(charset).name
    except LookupError:
        declared = "utf-8"
    if b"\x00" in data:  # UTF-16 is told by its zeros, whatever was declared
        return (declared,) if declared.startswith("utf-32") else ()
    if declared.startswith(_SEVEN_BITS):
        return (declared,)
    return ("utf-8-sig",) if declared.startswith(_WIDE) else ("utf-8-sig", _WINDOWS.get(declared, declared))


def _moved(piece: Piece, n_tables: int, n_pages: int) -> Piece:
    """The piece behind so many tables and pages."""
    table_no = None if piece.table_no is None else piece.table_no + n_tables
    return replace(piece, table_no=table_no, page=None if piece.page is None else piece.page + n_pages)
