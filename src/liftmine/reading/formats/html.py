"""HTML: block elements become pieces, table cells keep their place; scripts, navigation and hidden parts are left out."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, end_cell, end_row


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _names("""head script style template noscript nav svg math iframe object audio video canvas button select option
    input textarea del -comment""")
_BLOCKS = _names("""address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre search section summary table tbody td tfoot th
    thead tr ul""")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "th"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_Place = tuple[int, int, int]  # table, row, column


def read_html(text: str) -> Document:
    """The pieces of an HTML page. Raises `Unreadable` (CONTROL_CHARACTERS)."""
    refuse_controls(text)
    root = LexborHTMLParser(text).root
    reader = _Reader()
    if root is not None:
        reader.walk(root, "paragraph", None, is_bold=False)
        reader.close()
    return Document("html", reader.pieces)


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.n_tables = 0
        self._parts: list[str] = []
        self._is_bold = True
        self._kind = "paragraph"
        self._place: _Place | None = None

    def walk(self, node: LexborNode, kind: str, place: _Place | None, *, is_bold: bool) -> None:
        """Everything below a node, in order; a block element closes the piece before it and its own."""
        tag = node.tag
        if tag == "-text":
            return self._add(node.text_content or "", kind, place, is_bold=is_bold)
        if tag in _SKIPPED or tag is None or _is_hidden(node):
            return None
        if tag == "br":
            return self._parts.append("\n")
        if tag == "table":
            return self._table(node)
        is_block = tag in _BLOCKS
        if is_block:
            self.close()
        kind = "heading" if tag in _HEADINGS else "list_item" if tag == "li" else kind
        for child in node.iter(include_text=True):
            self.walk(child, kind, place, is_bold=is_bold or tag in _BOLD)
        return self.close() if is_block else None

    def close(self) -> None:
        """Ends the open piece."""
        text = _AROUND_BREAK.sub("\n", normalise("".join(self._parts))).strip()
        if text:
            table_no, row_no, column_no = self._place or (None, None, None)
            self.pieces.append(Piece("cell" if self._place else self._kind, text, None, table_no, row_no, column_no, self._is_bold))
        self._parts, self._is_bold = [], True

    def _add(self, text: str, kind: str, place: _Place | None, *, is_bold: bool) -> None:
        text = _BLANKS.sub(" ", text)
        self._parts.append(text)
        self._kind, self._place = kind, place
        self._is_bold &= is_bold or not text.strip()

    def _table(self, table: LexborNode) -> None:
        self.close()
        table_no = self.n_tables
        self.n_tables += 1
        for row_no, row in enumerate(_rows(table)):
            column_no = 0
            for cell in (child for child in row.iter() if child.tag in ("td", "th")):
                before = len(self.pieces)
                self.walk(cell, "paragraph", (table_no, row_no, column_no), is_bold=False)
                span = cell.attributes.get("colspan") or "1"
                column_no += int(span) if span.isdigit() and 0 < int(span) < 100 else 1
                end_cell(self.pieces, before)
            end_row(self.pieces)


def _rows(node: LexborNode) -> list[LexborNode]:
    """Rows of a table that are its own, not those of a table inside."""
    rows: list[LexborNode] = []
    for child in node.iter():
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot", "caption"):
            rows += _rows(child)
    return rows


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))
