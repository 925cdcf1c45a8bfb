"""Tables to files: parquet, csv and jsonl, byte-identical for identical tables."""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

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
