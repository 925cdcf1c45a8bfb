"""The description of a release for people (DATA_DICTIONARY.md) and for programs (datapackage.json), made from the contracts alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from liftmine.release.manifest import FileFacts
from liftmine.tables.contract import Column, Table, Type
from liftmine.tables.published import RELEASE_TABLES
from liftmine.tables.restricted import QUOTES

DESCRIBED = (*RELEASE_TABLES, QUOTES)

_FIELD_TYPES = {
    Type.STRING: "string",
    Type.INT16: "integer",
    Type.INT32: "integer",
    Type.FLOAT: "number",
    Type.BOOL: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMP: "datetime",
}
_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NAMES = re.compile(r"[a-z][a-z0-9_]*(, [a-z][a-z0-9_]*)+")
_BETWEEN = re.compile(r"(-?[\d.]+)–(-?[\d.]+)")
_AT_LEAST = re.compile(r">= (-?[\d.]+)")

_PREAMBLE = """# Data dictionary

One file per table: `<table>.parquet`, sorted by its key, one row per key. Absent is null, never 0 or NaN.
A column is *always filled* where the last column of its table says so.
Names that begin with `n_` are counts, with `is_` yes or no; names that end in `_share` lie between 0 and 1.
Beside the tables: `release.json` says what the release was made of, `morning.json` what is new in it, `report.html` shows it, and
`restricted/unknown_names.yaml` has lines for the study file for people and organisations that it does not know.
"""


def data_dictionary(tables: Sequence[Table] = DESCRIBED) -> str:
    """DATA_DICTIONARY.md: for every table its meaning, its key and its columns."""
    contents = "".join(f"- [{table.name}](#{table.name}): {table.meaning}\n" for table in tables)
    return "\n".join([_PREAMBLE, contents, *(_describe(table) for table in tables)])


def _describe(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    head = "| column | type | meaning | unit | range or values | always filled |\n|---|---|---|---|---|---|\n"
    rows = "".join(_describe_column(column, is_filled=_is_required(table, column)) for column in table.columns)
    return f"## {table.name}\n\n{table.meaning}\n\nKey: {key}.\n\n{head}{rows}"


def _describe_column(column: Column, *, is_filled: bool) -> str:
    cells = (f"`{column.name}`", column.type.value, column.meaning, column.unit, column.range, "yes" if is_filled else "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def data_package(name: str, files: Mapping[str, FileFacts], tables: Iterable[Table] = DESCRIBED) -> dict[str, Any]:
    """datapackage.json (Frictionless tabular data package, version 1): one resource for each file of `files` that holds a table.

    `name` is that of the study: a release's id stands in release.json only, so that equal tables have an equal description.
    """
    by_name = {table.name: table for table in tables}
    resources = [
        _describe_file(path, facts, by_name[table_name])
        for path, facts in sorted(files.items())
        if (table_name := PurePosixPath(path).name.split(".")[0]) in by_name
    ]
    return {"profile": "tabular-data-package", "name": re.sub(r"[^a-z0-9._-]+", "-", name.lower()), "resources": resources}


def _describe_file(path: str, facts: FileFacts, table: Table) -> dict[str, Any]:
    endings = PurePosixPath(path).suffixes
    form = endings[0].lstrip(".")
    resource = {
        "name": "-".join(PurePosixPath(path).name.split(".")).replace("_", "-"),
        "path": path,
        "profile": "tabular-data-resource",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "description": table.meaning,
        "hash": f"sha256:{facts.sha256}",
        "rows": facts.rows,
        "schema": {
            "fields": [_describe_field(column, is_required=_is_required(table, column)) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }
    return resource | ({"compression": endings[1].lstrip(".")} if len(endings) > 1 else {})


def _describe_field(column: Column, *, is_required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FIELD_TYPES[column.type], "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    constraints = ({"required": True} if is_required else {}) | _constraints(column.range)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(stated: str) -> dict[str, Any]:
    """What a stated range says to a program: `a, b, c`, `0–1` or `>= 0`."""
    if _NAMES.fullmatch(stated):
        return {"enum": stated.split(", ")}
    if match := _BETWEEN.fullmatch(stated):
        return {"minimum": float(match[1]), "maximum": float(match[2])}
    if match := _AT_LEAST.fullmatch(stated):
        return {"minimum": float(match[1])}
    return {}


def _is_required(table: Table, column: Column) -> bool:
    return not column.nullable or column.name in table.key
