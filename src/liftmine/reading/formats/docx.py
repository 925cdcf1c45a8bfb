"""DOCX: paragraphs with their style, tables by cells; tracked insertions kept, deletions dropped.

Read from the XML itself: what minutes need are some ten elements, and the common readers lose tracked insertions, content
controls and text boxes, or are slow. Headers, footers, footnotes and comments are left out.
"""

import re
import xml.etree.ElementTree as ET  # elements only; parsed elsewhere
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.formats.archive import Archive
from liftmine.reading.formats.docx_numbering import Numbering
from liftmine.reading.formats.xml_tree import MAX_DEPTH, attribute, parse_xml
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, Unreadable, end_cell, end_row

_MAIN = re.compile(rb'/(word/document\d*\.xml)"')
_DROPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "rPr", "sectPr", "Fallback", "footnoteReference", "commentReference", "rubyText"}
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_HEADING_STYLE = re.compile(r"(?:heading|title|subtitle)\b", re.IGNORECASE)


def read_docx(data: bytes, limits: dict[str, Any]) -> Document:
    """The pieces of a DOCX. Raises `Unreadable`: TRUNCATED, ENCRYPTED, ZIP_BOMB, XML_DTD, NO_TEXT_LAYER and more."""
    archive = Archive(data, limits)
    types = _MAIN.search(archive.read("[Content_Types].xml") or b"")
    body = archive.read(types[1].decode() if types else "word/document.xml")
    if body is None:
        raise Unreadable(Reason.TRUNCATED)
    reader = _Reader(_styles(archive), Numbering(parse_xml(archive.read("word/numbering.xml"))))
    root = parse_xml(body)
    if root is not None:
        reader.walk(root, 0)
    if not reader.pieces:
        archive.refuse_pictures("word/media/")
    return Document("docx", reader.pieces, margins=_margins(archive))


def _margins(archive: Archive) -> str:
    """The words of headers, footers and watermarks, as a word processor names their files."""
    roots = [parse_xml(archive.read(f"word/{name}{number}.xml")) for name in ("header", "footer") for number in (1, 2, 3)]
    lines = ["".join(part.text or "" for part in line.iter("t")) for root in roots if root is not None for line in root.iter("p")]
    marks = [attribute(mark, "string") or "" for root in roots if root is not None for mark in root.iter("textpath")]
    return "\n".join(dict.fromkeys(line for line in (*lines, *marks) if line))


@dataclass(frozen=True, slots=True)
class _Style:
    is_heading: bool = False
    is_bold: bool = False
    numbering: ET.Element | None = None


def _styles(archive: Archive) -> dict[str, _Style]:
    """Style by id, with what it inherits."""
    root = parse_xml(archive.read("word/styles.xml"))
    raw = {attribute(style, "styleId") or "": style for style in root.iter("style")} if root is not None else {}
    return {name: _style(name, raw, 0) for name in raw}


def _style(name: str, raw: dict[str, ET.Element], depth: int) -> _Style:
    style = raw.get(name)
    if style is None or depth > 10:
        return _Style()
    base = _style(attribute(style.find("basedOn")) or "", raw, depth + 1)
    is_heading = bool(_HEADING_STYLE.match(attribute(style.find("name")) or "")) or style.find("pPr/outlineLvl") is not None
    numbering = style.find("pPr/numPr")
    return _Style(
        is_heading or base.is_heading, _is_on(style.find("rPr/b"), base.is_bold), numbering if numbering is not None else base.numbering
    )


def _is_on(toggle: ET.Element | None, otherwise: bool) -> bool:
    return otherwise if toggle is None else attribute(toggle) not in ("0", "false", "off", "none")


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    is_bold: bool = True
    boxes: list[ET.Element] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    table_no: int
    row_no: int
    column_no: int


class _Reader:
    def __init__(self, styles: dict[str, _Style], numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.pieces: list[Piece] = []
        self.n_tables = 0

    def walk(self, container: ET.Element, depth: int, cell: _Cell | None = None) -> None:
        """Paragraphs and tables below a body, cell, text box or content control, in order."""
        if depth > MAX_DEPTH:
            raise Unreadable(Reason.PARSER_CRASH)
        for element in container:
            if element.tag == "p":
                self._paragraph(element, depth, cell)
            elif element.tag == "tbl":
                self._table(element, depth)
            elif element.tag not in _DROPPED:
                self.walk(element, depth + 1, cell)

    def _table(self, table: ET.Element, depth: int) -> None:
        table_no = self.n_tables
        self.n_tables += 1
        for row_no, row in enumerate(_within(table, "tr")):
            column_no = 0
            for cell in _within(row, "tc"):
                before = len(self.pieces)
                self.walk(cell, depth + 1, _Cell(table_no, row_no, column_no))
                column_no += _span(cell)
                end_cell(self.pieces, before)
            end_row(self.pieces)

    def _paragraph(self, element: ET.Element, depth: int, cell: _Cell | None) -> None:
        properties = element.find("pPr")
        style = self.styles.get(attribute(properties.find("pStyle")) if properties is not None else "Normal", _Style())  # type: ignore[arg-type]
        paragraph = _Paragraph()
        self._runs(element, paragraph, style.is_bold, depth)
        text = normalise("".join(paragraph.parts)).strip()
        refuse_controls(text)
        if text:
            self.pieces.append(self._piece(text, style, properties, paragraph.is_bold, cell))
        for box in paragraph.boxes:
            self.walk(box, depth + 1, cell)

    def _piece(self, text: str, style: _Style, properties: ET.Element | None, is_bold: bool, cell: _Cell | None) -> Piece:
        numbering = properties.find("numPr") if properties is not None else None
        label = self.numbering.label(numbering if numbering is not None else style.numbering)
        text = f"{label} {text}" if label else text
        if cell:
            return Piece("cell", text, table_no=cell.table_no, row_no=cell.row_no, column_no=cell.column_no, is_bold=is_bold)
        is_heading = style.is_heading or (properties is not None and properties.find("outlineLvl") is not None)
        kind = "heading" if is_heading and len(text) < 200 else "list_item" if label else "paragraph"
        return Piece(kind, text, is_bold=is_bold)

    def _runs(self, element: ET.Element, paragraph: _Paragraph, is_bold: bool, depth: int) -> None:
        """Collects text below a paragraph: runs, links, insertions, content controls; text boxes are put aside."""
        if depth > MAX_DEPTH:
            raise Unreadable(Reason.PARSER_CRASH)
        for child in element:
            tag = child.tag
            if tag == "r":
                run = child.find("rPr/b")
                self._runs(child, paragraph, _is_on(run, is_bold), depth + 1)
            elif tag == "t":
                text = child.text or ""
                paragraph.parts.append(text)
                paragraph.is_bold &= is_bold or not text.strip()
            elif tag in _BREAKS:
                paragraph.parts.append(_BREAKS[tag])
            elif tag == "txbxContent":
                paragraph.boxes.append(child)
            elif tag != "pPr" and tag not in _DROPPED:
                self._runs(child, paragraph, is_bold, depth + 1)


def _within(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table, or cells of a row: direct ones, and those in content controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _within(child, tag)


def _span(cell: ET.Element) -> int:
    value = attribute(cell.find("tcPr/gridSpan")) or "1"
    return int(value) if value.isdigit() and 0 < int(value) < 100 else 1
