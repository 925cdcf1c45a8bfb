"""Tables people bring and take away: csv, parquet and jsonl by the file's ending, nothing changed on the way."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from rapidfuzz.process import extractOne

from liftmine.errors import UsageError
from liftmine.workspace.files import replacing
from liftmine.workspace.writers import defuse_formulas

_Format = TypeVar("_Format")


def read_rows(file: Path) -> pa.Table:
    """The table in `file`; csv cells stay text exactly as written. Raises `UsageError` where it cannot be read."""
    reader = _by_ending(file, {".csv": _read_csv, ".parquet": pq.read_table, ".jsonl": _read_jsonl})
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file.")
    try:
        table: pa.Table = reader(file)
    except (pa.ArrowException, OSError, ValueError, AttributeError):  # what they say may quote the file
        kind = file.suffix[1:].lower()
        raise UsageError(f"{file}: this is not a well-formed {kind} table.", remedy="Save it again from where it came from.") from None
    return table


def write_rows(table: pa.Table, file: Path, *, added: frozenset[str] = frozenset()) -> None:
    """Write `table` in the format of the file's ending. In csv, text of `added` columns cannot start a spreadsheet formula."""
    writer = _by_ending(file, {".csv": _write_csv, ".parquet": _write_parquet, ".jsonl": _write_jsonl})
    with replacing(file) as temporary:
        writer(table, temporary, added)


def choose_column(table: pa.Table, name: str, file: Path) -> pa.ChunkedArray:
    """The column called `name`. Raises `UsageError` naming the columns there are, and the one that was likely meant."""
    if table.column_names.count(name) == 1:
        return table[name]
    if name in table.column_names:
        raise UsageError(f"{file}: there are several columns called {name!r}.", remedy="Rename all but one.")
    near = extractOne(name, table.column_names, score_cutoff=60, processor=str.casefold)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    there = ", ".join(map(repr, table.column_names)) or "none"
    raise UsageError(f"{file}: there is no column {name!r}.", remedy=f"{meant}The columns are: {there}.")


def _by_ending(file: Path, formats: Mapping[str, _Format]) -> _Format:
    found = formats.get(file.suffix.lower())
    if found is None:
        raise UsageError(f"{file}: the ending {file.suffix or '(none)'!r} is not known.", remedy=f"Use one of {', '.join(formats)}.")
    return found


def _read_csv(file: Path) -> pa.Table:
    encoding = _tell_encoding(file)
    with file.open(encoding=encoding, newline="") as stream:
        start = stream.readline()
        delimiter = max(",;\t", key=start.count)
        stream.seek(0)
        names = next(csv.reader(stream, delimiter=delimiter), [])
    return pacsv.read_csv(
        file,
        pacsv.ReadOptions(encoding=encoding, use_threads=False),
        # a blank line is a row only where a row is one cell
        pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=len(names) > 1),
        pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    )


def _tell_encoding(file: Path) -> str:
    """UTF-8 where the file is UTF-8, else what Excel writes in Western Europe."""
    try:
        with file.open(encoding="utf-8") as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _read_jsonl(file: Path) -> pa.Table:
    with file.open(encoding="utf-8-sig") as stream:
        rows = [json.loads(line) for line in stream if line.strip()]
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def _write_csv(table: pa.Table, file: Path, added: frozenset[str]) -> None:
    columns = [
        defuse_formulas(column.to_pylist()) if name in added and column.type == pa.string() else column.to_pylist()
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows(zip(*columns, strict=True))


def _write_parquet(table: pa.Table, file: Path, _added: frozenset[str]) -> None:
    pq.write_table(table, file)


def _write_jsonl(table: pa.Table, file: Path, _added: frozenset[str]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for row in table.to_pylist():
            stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
