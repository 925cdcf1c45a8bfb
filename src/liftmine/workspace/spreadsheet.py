"""A table as an Excel workbook (ECMA-376, Office Open XML), written column by column.

Our own writer, because the well-kept library needs one call a cell: 1.3 of the 10 CPU seconds that a whole run over 530 minutes may
take, against 0.2 here (decision 0012). It knows what a declared table can hold, and nothing else.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.tables.contract import Column, Table, Type

MAX_ROWS = 1_048_576
_LEVEL = 3  # higher levels take three times as long to save a tenth
_EPOCH_DAYS = 25_569  # days from 1899-12-30, where Excel begins to count, to 1970-01-01
_DATE, _BOLD = 1, 2  # positions in cellXfs of the styles below
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Strings:
    """Every distinct text of the workbook once, in the order of its first use."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def to_xml(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._places)
        return f'<sst {_MAIN} uniqueCount="{len(self._places)}">{items}</sst>'


def write_xlsx(contract: Table, table: pa.Table, file: Path) -> None:
    """The table on a sheet (on several where it has more rows than one can hold), and the meaning of its columns on the last.

    The same table gives the same bytes.
    """
    strings = _Strings()
    sheets = {}
    for number, start in enumerate(range(0, max(table.num_rows, 1), MAX_ROWS - 1), start=1):
        name = contract.name if number == 1 else f"{contract.name}_{number}"
        rows = _rows(contract, contract.check(table).slice(start, MAX_ROWS - 1), strings)
        sheets[name] = _sheet(contract.names, rows, strings, width=18)
    meanings = [(c.name, c.meaning, c.unit, c.range) for c in contract.columns]
    sheets["columns"] = _sheet(("column", "meaning", "unit", "range"), _text_rows(meanings, strings), strings, width=28)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, body in _parts(sheets, strings).items():
            # A ZipInfo without a date is 1980-01-01: the time of writing must not be in the bytes.
            archive.writestr(zipfile.ZipInfo(name), _HEAD + body, zipfile.ZIP_DEFLATED, _LEVEL)


def _parts(sheets: Mapping[str, str], strings: _Strings) -> dict[str, str]:
    """The files of the package: which parts there are, how they hang together, and the parts."""
    places = {f"worksheets/sheet{n}.xml": ("worksheet", body) for n, body in enumerate(sheets.values(), start=1)}
    places |= {"styles.xml": ("styles", _STYLES), "sharedStrings.xml": ("sharedStrings", strings.to_xml())}
    overrides = "".join(f'<Override PartName="/xl/{place}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for place, (kind, _) in places.items())
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{place}"/>'
        for n, (place, (kind, _)) in enumerate(places.items(), start=1)
    )
    entries = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, start=1))
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>',
        **{f"xl/{place}": body for place, (_, body) in places.items()},
    }


def _sheet(head: Sequence[str], rows: Iterator[str], strings: _Strings, *, width: int) -> str:
    last = _letters(len(head) - 1)
    titles = "".join(f'<c r="{_letters(n)}1" s="{_BOLD}" t="s"><v>{strings.place(name)}</v></c>' for n, name in enumerate(head))
    body = "".join(rows)
    n_rows = body.count("<row ") + 1
    return (
        f'<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>'
        f'</sheetViews><cols><col min="1" max="{len(head)}" width="{width}" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{titles}</row>{body}</sheetData><autoFilter ref="A1:{last}{n_rows}"/></worksheet>'
    )


def _rows(contract: Table, table: pa.Table, strings: _Strings) -> Iterator[str]:
    numbers = pa.array(range(2, table.num_rows + 2), pa.int32()).cast(pa.string())
    columns = zip(contract.columns, table.columns, strict=True)
    cells = [_cells(c, values.combine_chunks(), _letters(n), numbers, strings) for n, (c, values) in enumerate(columns)]
    yield from pc.binary_join_element_wise('<row r="', numbers, '">', *cells, "</row>", "").to_pylist()


def _cells(column: Column, values: pa.Array, letters: str, numbers: pa.Array, strings: _Strings) -> pa.Array:
    """The cells of a column as XML; empty where the value is null."""
    kind = {Type.STRING: ' t="s"', Type.BOOL: ' t="b"', Type.DATE: f' s="{_DATE}"'}.get(column.type, "")
    if column.type is Type.STRING:
        encoded = values.dictionary_encode()
        places = pa.array([strings.place(text) for text in encoded.dictionary.to_pylist()], pa.int32())
        values = places.take(encoded.indices)
    elif column.type is Type.BOOL:
        values = values.cast(pa.int8())
    elif column.type is Type.DATE:
        values = pc.add(values.cast(pa.int32()), _EPOCH_DAYS)
    written = pc.binary_join_element_wise(f'<c r="{letters}', numbers, f'"{kind}><v>', values.cast(pa.string()), "</v></c>", "")
    return pc.fill_null(written, "")


def _text_rows(rows: Sequence[Sequence[str]], strings: _Strings) -> Iterator[str]:
    for number, row in enumerate(rows, start=2):
        cells = (f'<c r="{_letters(n)}{number}" t="s"><v>{strings.place(text)}</v></c>' for n, text in enumerate(row) if text)
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _letters(place: int) -> str:
    """A, B … Z, AA, AB … of a column counted from 0."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
