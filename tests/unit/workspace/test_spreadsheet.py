"""Every cell of a workbook, read back by two readers that share nothing with its writer."""

import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
import python_calamine

from liftmine.tables.contract import Column, Table, Type
from liftmine.workspace import spreadsheet
from liftmine.workspace.spreadsheet import write_xlsx

EVERYTHING = Table(
    "everything",
    "One column of each type.",
    ("id",),
    (
        Column("id", Type.INT32, "Number", unit="rows", range=">= 0"),
        Column("text", Type.STRING, "Text with <angle brackets> & more"),
        Column("share", Type.FLOAT, "Share"),
        Column("flag", Type.BOOL, "Flag"),
        Column("day", Type.DATE, "Day"),
        *(Column(f"filler_{n:02}", Type.INT16, "Fills the alphabet") for n in range(24)),
    ),
)
ROWS = [
    {"text": "plain", "share": 0.1, "flag": True, "day": date(2004, 9, 1)},
    {"text": '<b> & "quoted" \' ]]>', "share": 1e-7, "flag": False, "day": date(2024, 2, 29)},
    {"text": " spaces kept ", "share": -123456789.125, "flag": None, "day": None},
    {"text": "plain", "share": None, "flag": True, "day": date(1900, 3, 1)},
    {"text": None, "share": 0.30000000000000004, "flag": False, "day": date(2099, 12, 31)},
    {"text": "é – “ü”", "share": 0.0, "flag": None, "day": date(1970, 1, 1)},
]


@pytest.fixture
def workbook(tmp_path):
    fillers = {f"filler_{n:02}": n for n in range(24)}
    table = EVERYTHING.from_rows({"id": number, **row, **fillers} for number, row in enumerate(ROWS))
    write_xlsx(EVERYTHING, table, tmp_path / "everything.xlsx")
    return tmp_path / "everything.xlsx", [list(row.values()) for row in table.to_pylist()]


def test_openpyxl_reads_every_cell_as_it_was(workbook):
    file, rows = workbook
    sheet = openpyxl.load_workbook(file)["everything"]
    read = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert read == [list(EVERYTHING.names), *rows]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AC7"


def test_calamine_reads_every_cell_as_it_was(workbook):
    file, rows = workbook
    read = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_name("everything").to_python()
    assert read == [list(EVERYTHING.names), *([("" if value is None else value) for value in row] for row in rows)]


def test_the_second_sheet_explains_the_columns(workbook):
    sheet = openpyxl.load_workbook(workbook[0])["columns"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("column", "meaning", "unit", "range")
    assert rows[1] == ("id", "Number", "rows", ">= 0")
    assert rows[2][1] == "Text with <angle brackets> & more"


def test_every_part_is_well_formed_and_carries_no_time(workbook):
    with zipfile.ZipFile(workbook[0]) as archive:
        for entry in archive.infolist():
            ElementTree.fromstring(archive.read(entry))  # noqa: S314 -- what was just written
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_a_table_without_rows_has_its_head(tmp_path):
    write_xlsx(EVERYTHING, EVERYTHING.empty(), tmp_path / "empty.xlsx")
    assert len(list(openpyxl.load_workbook(tmp_path / "empty.xlsx")["everything"].iter_rows())) == 1


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 4)
    single = Table("single", "One.", ("id",), (Column("id", Type.INT32, "Number"),))
    write_xlsx(single, single.build({"id": range(7)}), tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert book.sheetnames == ["single", "single_2", "single_3", "columns"]
    ids = [cell for name in book.sheetnames[:3] for (cell,) in book[name].iter_rows(min_row=2, values_only=True)]
    assert ids == list(range(7))
