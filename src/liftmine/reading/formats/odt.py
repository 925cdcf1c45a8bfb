"""ODT: paragraphs with their style, lists with their numbers, tables by cells; tracked deletions, notes and comments left out.

Read from the XML itself, as DOCX is: tracked deletions stand apart from the text in it, so what is read is the text as accepted.
"""

import re
import xml.etree.ElementTree as ET  # elements only; parsed elsewhere
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.formats.archive import Archive
from liftmine.reading.formats.odt_styles import Counts, Styles
from liftmine.reading.formats.xml_tree import MAX_DEPTH, attribute, parse_xml
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, Unreadable, end_cell, end_row

_DROPPED = frozenset(
    (
        *("tracked-changes", "note", "annotation", "annotation-end", "ruby-text", "hidden-text", "script", "sequence-decls"),
        *("variable-decls", "user-field-decls", "forms", "table-of-content", "alphabetical-index", "image", "object", "object-ole"),
        *("title", "desc", "event-listeners"),
    )
)
_BOXES = frozenset(("text-box", "custom-shape", "rect", "ellipse"))
_BREAKS = {"tab": "\t", "line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_HEADING_LENGTH = 200
_MOST_SPACES, _MOST_COLUMNS = 100, 100


def read_odt(data: bytes, limits: dict[str, Any]) -> Document:
    """The pieces of an ODT. Raises `Unreadable`: TRUNCATED, ENCRYPTED, ZIP_BOMB, XML_DTD, NO_TEXT_LAYER and more."""
    archive = Archive(data, limits)
    root, shared = parse_xml(archive.read("content.xml")), parse_xml(archive.read("styles.xml"))
    body = root.find("body/text") if root is not None else None
    if root is None or body is None:
        raise Unreadable(Reason.TRUNCATED)
    reader = _Reader(Styles([part for part in (shared, root) if part is not None]))
    reader.walk(body, 0)
    if not reader.pieces:
        archive.refuse_pictures("Pictures/")
    return Document("odt", reader.pieces, margins=_margins(shared))


def _margins(shared: ET.Element | None) -> str:
    """The words of headers and footers."""
    edges = [edge for edge in shared.iter() if edge.tag.startswith(("header", "footer"))] if shared is not None else []
    lines = [" ".join("".join(line.itertext()).split()) for edge in edges for line in edge.iter("p")]
    return "\n".join(dict.fromkeys(filter(None, lines)))


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    is_bold: bool = True
    boxes: list[ET.Element] = field(default_factory=list)


_Cell = tuple[int, int, int]  # table, row, column


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.pieces: list[Piece] = []
        self.n_tables = 0
        self._outline = Counts()
        self._lists: dict[str | None, Counts] = {}

    def walk(self, container: ET.Element, depth: int, cell: _Cell | None = None) -> None:
        """Paragraphs, lists and tables below a body, section, cell or text box, in order."""
        if depth > MAX_DEPTH:
            raise Unreadable(Reason.PARSER_CRASH)
        for element in container:
            if element.tag in ("p", "h"):
                self._paragraph(element, depth, cell, "")
            elif element.tag == "list":
                self._list(element, depth, cell)
            elif element.tag == "table":
                self._table(element, depth)
            elif element.tag not in _DROPPED:
                self.walk(element, depth + 1, cell)

    def _list(self, element: ET.Element, depth: int, cell: _Cell | None) -> None:
        """A list of the first level: it counts on from an earlier one where it says so."""
        style = attribute(element, "style-name")
        earlier = attribute(element, "continue-list") or (style if attribute(element, "continue-numbering") == "true" else None)
        counts = self._lists.get(earlier) if earlier else None
        counts = self._lists[style] = counts or Counts()
        if name := attribute(element, "id"):
            self._lists[name] = counts
        self._items(element, depth + 1, cell, (style, 0, counts))

    def _items(self, element: ET.Element, depth: int, cell: _Cell | None, place: tuple[str | None, int, Counts]) -> None:
        if depth > MAX_DEPTH:
            raise Unreadable(Reason.PARSER_CRASH)
        style, level, counts = place
        for item in element:
            is_counted = item.tag == "list-item"  # a list header has no number
            for child in item:
                if child.tag in ("p", "h"):
                    label = self.styles.label(style, level, counts, attribute(item, "start-value")) if is_counted else ""
                    self._paragraph(child, depth, cell, label, is_item=True)
                    is_counted = False
                elif child.tag == "list":
                    self._items(child, depth + 1, cell, (attribute(child, "style-name") or style, level + 1, counts))

    def _table(self, table: ET.Element, depth: int) -> None:
        table_no = self.n_tables
        self.n_tables += 1
        for row_no, row in enumerate(_rows(table)):
            column_no = 0
            for cell in (child for child in row if child.tag in ("table-cell", "covered-table-cell")):
                n_columns = _number(attribute(cell, "number-columns-repeated"), _MOST_COLUMNS)
                before = len(self.pieces)
                self.walk(cell, depth + 1, (table_no, row_no, column_no))
                if cell.tag == "table-cell":
                    end_cell(self.pieces, before)
                column_no += n_columns
            end_row(self.pieces)

    def _paragraph(self, element: ET.Element, depth: int, cell: _Cell | None, label: str, *, is_item: bool = False) -> None:
        style = self.styles.of(attribute(element, "style-name"))
        is_heading = element.tag == "h" or style.is_heading
        if element.tag == "h" and not is_item and attribute(element, "is-list-header") != "true":
            level = _number(attribute(element, "outline-level"), 10) - 1
            label = self.styles.label(None, level, self._outline, None)
        paragraph = _Paragraph()
        self._runs(element, paragraph, style.is_bold, depth)
        text = normalise("".join(paragraph.parts)).strip()
        refuse_controls(text)
        if text and not style.is_hidden:
            text = f"{label} {text}" if label else text
            kind = "cell" if cell else "heading" if is_heading and len(text) < _HEADING_LENGTH else "list_item" if is_item else "paragraph"
            table_no, row_no, column_no = cell or (None, None, None)
            self.pieces.append(Piece(kind, text, None, table_no, row_no, column_no, paragraph.is_bold))
        for box in paragraph.boxes:
            self.walk(box, depth + 1, cell)

    def _runs(self, element: ET.Element, paragraph: _Paragraph, is_bold: bool, depth: int) -> None:
        """Collects the text of a paragraph; text boxes are put aside. What follows a note belongs to the paragraph again."""
        if depth > MAX_DEPTH:
            raise Unreadable(Reason.PARSER_CRASH)
        _add(element.text, paragraph, is_bold=is_bold)
        for child in element:
            tag = child.tag
            if tag == "s":
                paragraph.parts.append(" " * _number(attribute(child, "c"), _MOST_SPACES))
            elif tag in _BREAKS:
                paragraph.parts.append(_BREAKS[tag])
            elif tag in _BOXES:
                paragraph.boxes.append(child)
            elif tag not in _DROPPED:
                style = self.styles.of(attribute(child, "style-name")) if tag == "span" else None
                if style is None or not style.is_hidden:
                    self._runs(child, paragraph, is_bold if style is None or style.weight is None else style.weight, depth + 1)
            _add(child.tail, paragraph, is_bold=is_bold)


def _add(text: str | None, paragraph: _Paragraph, *, is_bold: bool) -> None:
    if text:
        text = _BLANKS.sub(" ", text)
        paragraph.parts.append(text)
        paragraph.is_bold &= is_bold or not text.strip()


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    for child in table:
        if child.tag == "table-row":
            yield child
        elif child.tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _number(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdigit() and int(value) > 0 else 1
