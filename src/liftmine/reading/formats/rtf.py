"""RTF: paragraphs, headings by style, list numbers as written, tables by cells; tracked deletions, notes and hidden text left out.

Read token by token: the format is a stream of groups and control words, of which minutes need some forty. Nested tables are
read as paragraphs of the cell they stand in.
"""

import re
from dataclasses import dataclass, field, replace

from liftmine.errors import Reason
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, Unreadable, end_cell, end_row

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL)
_SIGNS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "tab": "\t",
    "line": "\n", "lbr": "\n", "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_TARGETS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), "margin"),
    **dict.fromkeys(("listtext", "pntext"), "label"),
    **dict.fromkeys(("footnote", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend", "xe", "tc", "txe", "rxe"), "none"),
    **dict.fromkeys(("colortbl", "info", "filetbl", "revtbl", "listtable", "listoverridetable", "rsidtbl", "generator"), "none"),
    **dict.fromkeys(("pict", "object", "objdata", "shprslt", "sp", "fldinst", "datafield", "formfield", "nonshppict"), "none"),
    **dict.fromkeys(("nonesttables", "background", "template"), "none"),
    "stylesheet": "style",
    "fonttbl": "font",
    "shptxt": "box",
}
"""Where the words of a group go that begins with this control word."""
_FLOWS = frozenset(("body", "box"))
_SYMBOL = "symbol"
_CHARSETS = {
    2: _SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_HEADING_STYLE = re.compile(r"\s*(?:heading|title|subtitle)\b", re.IGNORECASE)
_HEADING_LENGTH = 200
_BODY_LEVEL = 9  # of outline levels, that of plain text


def read_rtf(data: bytes) -> Document:
    """The pieces of an RTF. Raises `Unreadable`: TRUNCATED where a brace is missing, CONTROL_CHARACTERS."""
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    for piece in reader.pieces:
        refuse_controls(piece.text)
    margins = dict.fromkeys(line.strip() for line in normalise("".join(reader.margins)).split("\n"))
    return Document("rtf", reader.pieces, margins="\n".join(filter(None, margins)))


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between a pair of braces: where words go, and how they are set."""

    target: str = "body"  # body, box, label, margin, style, font, none
    n_substitutes: int = 1  # characters behind \u for readers without Unicode
    is_bold: bool = False
    is_gone: bool = False  # deleted or hidden
    font: int | None = None


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    is_bold: bool = True
    is_heading: bool = False
    is_in_table: bool = False


@dataclass(slots=True)
class _Style:
    """A line of the style sheet while it is read."""

    number: int = 0
    name: str = ""
    is_heading: bool = False


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.margins: list[str] = []
        self._group, self._stack = _Group(), list[_Group]()
        self._paragraph, self._outer = _Paragraph(), list[_Paragraph]()
        self._boxes: list[Piece] = []
        self._place = [0, 0, 0]  # table, row, column
        self._n_before_cell: int | None = None  # pieces before the open cell; None where no row is open
        self._encoding, self._fonts = "cp1252", dict[int, str]()
        self._style, self._heading_styles = _Style(), set[int]()
        self._bytes = bytearray()
        self._n_skipped = 0
        self._is_optional = False

    def read(self, text: str) -> None:
        """Every token up to the brace that closes the document."""
        position = 0
        while match := _TOKEN.match(text, position):
            position = match.end()
            word, number, code, sign, brace, words = match.groups()
            if code:
                self._byte(int(code, 16))
                continue
            if self._bytes:
                self._decode()
            if words:
                self._words(words)
            elif brace == "{":
                self._stack.append(self._group)
                self._n_skipped = 0
            elif brace:
                self._close()
                if not self._stack:
                    return self._end_paragraph()
            elif word == "bin":
                position += max(int(number or 0), 0)
            elif word or sign:
                self._control(word or sign, int(number) if number else None)
        raise Unreadable(Reason.TRUNCATED)

    def _close(self) -> None:
        inner, self._group = self._group, self._stack.pop()
        self._n_skipped = 0
        if inner.target == "style":
            if self._style.is_heading or _HEADING_STYLE.match(self._style.name):
                self._heading_styles.add(self._style.number)
            self._style = _Style()
        if inner.target == "box" != self._group.target:
            self._end_paragraph(is_box=True)
            self._paragraph = self._outer.pop()

    def _control(self, word: str, number: int | None) -> None:
        if self._n_skipped:
            self._n_skipped -= 1
            return
        is_optional, self._is_optional = self._is_optional, word == "*"
        target = _TARGETS.get(word, "none" if is_optional else None)
        if target:
            self._open(target)
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._n_skipped = self._group.n_substitutes
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif self._group.target == "style":
            self._read_style(word, number)
        elif self._group.target in _FLOWS and word in _LAYOUT:
            _LAYOUT[word](self, number)
        elif word in ("par", "\n", "\r") and self._group.target == "margin":
            self.margins.append("\n")
        else:
            self._set_characters(word, number)

    def _open(self, target: str) -> None:
        """From here to the end of the group words go elsewhere. What is left out stays so, but for text boxes inside a drawing."""
        if target == "box" and self._group.target != "box":
            self._outer.append(self._paragraph)
            self._paragraph = _Paragraph()
        elif self._group.target == "none":
            return
        self._group = replace(self._group, target=target, is_bold=False)

    def _read_style(self, word: str, number: int | None) -> None:
        if word == "s":
            self._style.number = number or 0
        elif word == "outlinelevel":
            self._style.is_heading = (number or 0) < _BODY_LEVEL

    def _set_characters(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word == "b":
            self._group = replace(self._group, is_bold=is_on)
        elif word in ("deleted", "v"):
            self._group = replace(self._group, is_gone=is_on)
        elif word == "plain":
            self._group = replace(self._group, is_bold=False, is_gone=False)
        elif word == "f":
            self._group = replace(self._group, font=number)
        elif word == "uc":
            self._group = replace(self._group, n_substitutes=number or 0)
        elif word == "fcharset" and self._group.font is not None:
            self._fonts[self._group.font] = _CHARSETS.get(number or 0, "")
        elif word == "ansicpg" and number:
            self._encoding = f"cp{number}"
        elif word == "mac":
            self._encoding = "mac_roman"

    def _byte(self, code: int) -> None:
        if self._n_skipped:
            self._n_skipped -= 1
        else:
            self._bytes.append(code)

    def _words(self, words: str) -> None:
        skipped, self._n_skipped = self._n_skipped, max(0, self._n_skipped - len(words))
        words = words[skipped:]
        if words.isascii():
            self._add(words)
        else:
            self._bytes += words.encode("latin-1")
            self._decode()

    def _decode(self) -> None:
        """Adds the bytes that have come in the code page of their font; those of symbol fonts lie in the private use area."""
        data, self._bytes = bytes(self._bytes), bytearray()
        encoding = self._fonts.get(self._group.font or 0) or self._encoding
        if encoding == _SYMBOL:
            self._add("".join(chr(0xF000 + code) for code in data))
            return
        try:
            self._add(data.decode(encoding, "replace"))
        except LookupError:
            raise Unreadable(Reason.ENCODING_UNSURE) from None

    def _add(self, words: str) -> None:
        group, paragraph = self._group, self._paragraph
        if group.target == "style":
            self._style.name += words
        elif group.target == "margin":
            self.margins.append(words)
        elif group.is_gone:
            return
        elif group.target == "label":
            paragraph.label.append(words)
        elif group.target in _FLOWS:
            paragraph.parts.append(words)
            paragraph.is_bold &= group.is_bold or not words.strip()

    def _end_paragraph(self, *, is_box: bool = False) -> None:
        """The open paragraph becomes a piece; the text boxes that stand in it follow it."""
        old = self._paragraph
        self._paragraph = _Paragraph(is_heading=old.is_heading, is_in_table=old.is_in_table)
        text, label = (_tidy(parts) for parts in (old.parts, old.label))
        pieces = self._boxes if is_box else self.pieces
        if text:
            is_cell = old.is_in_table and not is_box
            is_heading = old.is_heading and len(text) < _HEADING_LENGTH
            kind = "cell" if is_cell else "heading" if is_heading else "list_item" if label else "paragraph"
            table_no, row_no, column_no = self._place if is_cell else (None, None, None)
            text = f"{label} {text}" if label else text
            pieces.append(Piece(kind, text, None, table_no, row_no, column_no, old.is_bold))
        if not is_box:
            pieces += self._boxes
            self._boxes = []

    def end_line(self, _: int | None = None) -> None:
        r"""`\par` and its kin."""
        if self._group.target == "box":
            self._end_paragraph(is_box=True)
            return
        if self._paragraph.is_in_table:
            self._open_cell()
        elif any(self._place):
            self._place = [self._place[0] + bool(self._place[1]), 0, 0]
        self._end_paragraph()

    def _open_cell(self) -> None:
        if self._n_before_cell is None:
            self._n_before_cell = len(self.pieces)

    def end_cell(self, _: int | None) -> None:
        r"""`\cell`; what stands in front of it is a cell, whatever was said before."""
        if self._group.target == "box":
            self.end_line()
            return
        self._paragraph.is_in_table = True
        self._open_cell()
        self._end_paragraph()
        end_cell(self.pieces, self._n_before_cell or 0)
        self._place[2] += 1
        self._n_before_cell = None

    def end_row(self, _: int | None) -> None:
        r"""`\row`."""
        end_row(self.pieces)
        self._place[1:] = [self._place[1] + 1, 0]

    def reset(self, _: int | None) -> None:
        r"""`\pard`: the next paragraph is a plain one."""
        self._paragraph.is_heading = self._paragraph.is_in_table = False

    def enter_table(self, _: int | None) -> None:
        r"""`\intbl`."""
        self._paragraph.is_in_table = self._group.target == "body"

    def apply_style(self, number: int | None) -> None:
        r"""`\s`: the paragraph's style."""
        self._paragraph.is_heading = number in self._heading_styles

    def set_outline(self, number: int | None) -> None:
        r"""`\outlinelevel`."""
        self._paragraph.is_heading = (number or 0) < _BODY_LEVEL


def _tidy(parts: list[str]) -> str:
    """The text of parts; halves of characters beyond the first plane are joined."""
    return normalise("".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")).strip()


_LAYOUT = {
    **dict.fromkeys(("par", "sect", "page", "nestcell", "\n", "\r"), _Reader.end_line),
    "cell": _Reader.end_cell,
    "row": _Reader.end_row,
    "pard": _Reader.reset,
    "intbl": _Reader.enter_table,
    "s": _Reader.apply_style,
    "outlinelevel": _Reader.set_outline,
}
