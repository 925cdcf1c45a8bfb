"""Tables people bring and take away: csv, parquet and jsonl by the file's ending, nothing changed on the way."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from rapidfuzz.process import extractOne

from liftmine.errors import UsageError

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read_rows(file: Path) -> pa.Table:
    """The table in `file`; csv columns stay text exactly as written. Raises `UsageError` where it cannot be read."""
    reader = _by_ending(file, {".csv": _read_csv, ".parquet": pq.read_table, ".jsonl": _read_jsonl})
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file.")
    try:
        table: pa.Table = reader(file)
    except (pa.ArrowInvalid, pa.ArrowTypeError, json.JSONDecodeError, UnicodeDecodeError, AttributeError):
        raise UsageError(f"{file}: this is not a well-formed {file.suffix[1:]} table.", remedy="Save it again from where it came from.") from None
    return table


def write_rows(table: pa.Table, file: Path, *, added: frozenset[str] = frozenset()) -> None:
    """Write `table` in the format of the file's ending. In csv, text of `added` columns cannot start a spreadsheet formula."""
    writer = _by_ending(file, {".csv": _write_csv, ".parquet": _write_parquet, ".jsonl": _write_jsonl})
    file.parent.mkdir(parents=True, exist_ok=True)
    writer(table, file, added)


def choose_column(table: pa.Table, name: str, file: Path) -> pa.ChunkedArray:
    """The column called `name`. Raises `UsageError` naming the columns there are, and the one that was likely meant."""
    if table.column_names.count(name) == 1:
        return table[name]
    there = ", ".join(dict.fromkeys(table.column_names)) or "none"
    if name in table.column_names:
        raise UsageError(f"{file}: there are several columns called {name!r}.", remedy="Rename all but one.")
    near = extractOne(name, table.column_names, score_cutoff=60, processor=str.casefold)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    raise UsageError(f"{file}: there is no column {name!r}.", remedy=f"{meant}The columns are: {there}.")


def _by_ending[T](file: Path, formats: dict[str, T]) -> T:
    found = formats.get(file.suffix.lower())
    if found is None:
        raise UsageError(f"{file}: the ending {file.suffix or '(none)'!r} is not known.", remedy=f"Use one of {', '.join(formats)}.")
    return found
