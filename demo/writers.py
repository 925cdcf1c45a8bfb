"""Blocks of a paper to bytes: docx, pdf, txt and vtt. The same blocks give the same bytes on every machine."""

import re
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

Kind = Literal["title", "centre", "heading", "body", "right"]
_LINE = 92  # characters of a line of plain text
_PAGE = 16.5  # centimetres that a line of a page measures
_STAMP = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `widths` are shares of the line, `bold` the numbers of rows printed bold. A ruled table has lines."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    bold: Sequence[int] = (0,)
    is_ruled: bool = True


Block = Text | Table


def curl(text: str) -> str:
    """Straight quotation marks as a word processor sets them."""
    text = re.sub(r"(^|[\s(])\"", "\\1\u201c", text).replace('"', "\u201d")
    return re.sub(r"(^|[\s(])'", "\\1\u2018", text).replace("'", "\u2019")


def write_txt(blocks: Sequence[Block]) -> bytes:
    """Plain text in lines of 92 characters, tables as columns."""
    lines: list[str] = []
    for block in blocks:
        lines += _table_lines(block) if isinstance(block, Table) else _text_lines(block)
        lines.append("")
    return ("\n".join(lines).rstrip() + "\n").encode()


def _text_lines(block: Text) -> list[str]:
    if block.kind in ("title", "centre"):
        return [line.center(_LINE).rstrip() for line in textwrap.wrap(block.text, _LINE)]
    if block.kind == "right":
        return [block.text.rjust(_LINE)]
    return textwrap.wrap(block.text, _LINE)


def _table_lines(table: Table) -> list[str]:
    sizes = [round(width * _LINE) for width in table.widths]
    is_prose = max(len(cell) for row in table.rows for cell in row) > 2 * _LINE
    lines: list[str] = []
    for row in table.rows:
        cells = [textwrap.wrap(cell, size - 2) or [""] for cell, size in zip(row, sizes, strict=True)]
        for at in range(max(map(len, cells))):
            parts = [cell[at] if at < len(cell) else "" for cell in cells]
            lines.append("".join(f"{part:<{size}}" for part, size in zip(parts, sizes, strict=True)).rstrip())
        if is_prose:
            lines.append("")
    return lines


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCX_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f"<w:styles {_NAMESPACE}>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="21"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/>'
        '</w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>'
        '<w:spacing w:before="160"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    ),
}
_PROPERTIES = {
    "title": '<w:pPr><w:pStyle w:val="Title"/></w:pPr>',
    "centre": '<w:pPr><w:jc w:val="center"/></w:pPr>',
    "heading": '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
    "right": '<w:pPr><w:jc w:val="right"/></w:pPr>',
    "body": "",
}
_RULES = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def write_docx(blocks: Sequence[Block]) -> bytes:
    """A Word document. Its parts are stored, not packed: packing differs between versions of zlib."""
    body = "".join(_docx_table(block) if isinstance(block, Table) else _docx_paragraph(block.text, block.kind) for block in blocks)
    document = f"<w:document {_NAMESPACE}><w:body>{body}<w:sectPr/></w:body></w:document>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {**_DOCX_PARTS, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = 0
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return stream.getvalue()


def _docx_paragraph(text: str, kind: Kind, *, is_bold: bool = False) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return f'<w:p>{_PROPERTIES[kind]}<w:r>{bold}<w:t xml:space="preserve">{escape(curl(text))}</w:t></w:r></w:p>'


def _docx_table(table: Table) -> str:
    sizes = [round(width * 9400) for width in table.widths]
    rules = f"<w:tblBorders>{_RULES}</w:tblBorders>" if table.is_ruled else ""
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    rows = "".join(_docx_row(row, sizes, is_bold=at in table.bold) for at, row in enumerate(table.rows))
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>{rules}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>'


def _docx_row(row: Sequence[str], sizes: Sequence[int], *, is_bold: bool) -> str:
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{_docx_paragraph(cell, "body", is_bold=is_bold)}</w:tc>'
        for cell, size in zip(row, sizes, strict=True)
    )
    return f"<w:tr>{''.join(cells)}</w:tr>"


_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=12.5, spaceAfter=6)
_STYLES = {
    "body": _BODY,
    "heading": ParagraphStyle("heading", parent=_BODY, fontName="Helvetica-Bold", spaceBefore=6, keepWithNext=1),
    "title": ParagraphStyle("title", parent=_BODY, fontName="Helvetica-Bold", fontSize=13, leading=17, alignment=1),
    "centre": ParagraphStyle("centre", parent=_BODY, alignment=1),
    "right": ParagraphStyle("right", parent=_BODY, alignment=2),
}


def write_pdf(blocks: Sequence[Block], title: str) -> bytes:
    """A PDF on A4 with Helvetica, which every reader has; without the clock in it, and unpacked for the reason given above."""
    stream = BytesIO()
    margins = {"leftMargin": 2.2 * cm, "rightMargin": 2.2 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
    document = SimpleDocTemplate(stream, pagesize=A4, title=title, invariant=1, pageCompression=0, **margins)
    document.build(list(_flowables(blocks)))
    return stream.getvalue()


def _flowables(blocks: Sequence[Block]) -> Iterator[Flowable]:
    for block in blocks:
        if isinstance(block, Text):
            yield Paragraph(escape(curl(block.text)), _STYLES[block.kind])
            continue
        heads = [at in block.bold for at in range(len(block.rows))]
        rows = [
            [Paragraph(escape(curl(cell)), _STYLES["heading" if head else "body"]) for cell in row]
            for row, head in zip(block.rows, heads, strict=True)
        ]
        rules = [("GRID", (0, 0), (-1, -1), 0.4, "grey")] if block.is_ruled else []
        look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1), *rules]
        yield PdfTable(rows, colWidths=[width * _PAGE * cm for width in block.widths], style=look, hAlign="LEFT", spaceAfter=8)


def write_vtt(turns: Sequence[tuple[str, str]]) -> bytes:
    """WebVTT: who speaks in the voice tag, at the pace of speech (2.5 words a second)."""
    lines, clock = ["WEBVTT", ""], 0
    for speaker, text in turns:
        for piece in textwrap.wrap(text, 220):
            start, clock = clock, clock + 400 * len(piece.split())
            lines += [f"{_clock(start)} --> {_clock(clock)}", f"<v {speaker}>{escape(piece)}", ""]
    return "\n".join(lines).encode()


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
