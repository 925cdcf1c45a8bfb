"""Tables to files: parquet, csv, jsonl and xlsx, byte-identical for identical tables."""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

from liftmine.errors import UsageError
from liftmine.tables.contract import Table, Type

# Excel and LibreOffice run cells that begin like this as formulas.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_parquet(contract: Table, table: pa.Table, file: Path) -> None:
    """One flat parquet file with the declared schema. Snappy, because every reader has it."""
    pq.write_table(contract.check(table), file, compression="snappy", version="2.6")


def write_csv(contract: Table, table: pa.Table, file: Path) -> None:
    """UTF-8 with a header; null is an empty cell; gzip where the name ends in .gz."""
    safe = _without_formulas(contract, contract.check(table))
    # gzip writes the time into its header unless told not to, and the same table must give the same bytes.
    with file.open("wb") as raw:
        if file.suffix == ".gz":
            with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0, compresslevel=6) as stream:
                pacsv.write_csv(safe, stream)
        else:
            pacsv.write_csv(safe, raw)


def write_jsonl(contract: Table, table: pa.Table, file: Path) -> None:
    """One JSON object a row, keys in the order of the columns; dates as ISO."""
    rows = contract.check(table).to_pylist()
    file.write_text("".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows), encoding="utf-8")


def write_xlsx(contract: Table, table: pa.Table, file: Path) -> None:
    """The table on one sheet and the meaning of its columns on another."""
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    # A fixed date, because the same table must give the same bytes.
    book.set_properties(
        {"title": contract.name, "comments": contract.meaning, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(contract.name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.num_rows, len(contract.columns) - 1)
    sheet.write_row(0, 0, contract.names, bold)
    # One call for each type: letting the library find out what every single cell holds costs a third more.
    by_type = {Type.STRING: sheet.write_string, Type.BOOL: sheet.write_boolean, Type.DATE: sheet.write_datetime}
    cell_writers = [by_type.get(column.type, sheet.write_number) for column in contract.columns]
    for number, row in enumerate(zip(*(column.to_pylist() for column in contract.check(table).columns), strict=True), start=1):
        for place, (write, value) in enumerate(zip(cell_writers, row, strict=True)):
            if value is not None:
                write(number, place, value)
    meanings = book.add_worksheet("columns")
    meanings.set_column(0, 0, 22)
    meanings.set_column(1, 1, 110)
    meanings.write_row(0, 0, ("column", "meaning", "unit", "range"), bold)
    for number, column in enumerate(contract.columns, start=1):
        meanings.write_row(number, 0, (column.name, column.meaning, column.unit, column.range))
    book.close()


_WRITERS: Mapping[str, Callable[[Table, pa.Table, Path], None]] = {
    ".parquet": write_parquet,
    ".csv": write_csv,
    ".gz": write_csv,
    ".jsonl": write_jsonl,
}


def write_by_ending(contract: Table, table: pa.Table, target: Path, file: Path) -> None:
    """Write to `file` in the format that the name of `target` asks for. Raises `UsageError` for an ending nobody knows."""
    writer = _WRITERS.get(target.suffix)
    if writer is None:
        raise UsageError(f"{target.name}: the ending {target.suffix or '(none)'} is not known", remedy="Use .parquet, .csv or .jsonl.")
    writer(contract, table, file)


def defuse_formulas(cells: Sequence[str | None]) -> list[str | None]:
    """Cells that a spreadsheet would run as a formula get an apostrophe in front, the way spreadsheets themselves write it."""
    return [f"'{cell}" if cell is not None and cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell for cell in cells]


def _without_formulas(contract: Table, table: pa.Table) -> pa.Table:
    for index, column in enumerate(contract.columns):
        if column.type is Type.STRING:
            # Few values are distinct in a long table of names, so only those are looked at.
            encoded = table.column(index).combine_chunks().dictionary_encode()
            safe = pa.array(defuse_formulas(encoded.dictionary.to_pylist()), pa.string())
            if not safe.equals(encoded.dictionary):
                table = table.set_column(index, table.schema.field(index), safe.take(encoded.indices))
    return table
