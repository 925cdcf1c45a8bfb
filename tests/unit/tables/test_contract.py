import math

import pyarrow as pa
import pytest

from liftmine.errors import ContractViolation
from liftmine.jobs.export import EXPORTS
from liftmine.tables.contract import Column, Table, Type
from liftmine.tables.published import RELEASE_TABLES
from liftmine.tables.restricted import QUOTES
from liftmine.tables.stages import STAGE_TABLES

SMALL = Table(
    "small", "Small.", ("a",), (Column("a", Type.STRING, "A"), Column("b", Type.FLOAT, "B"), Column("c", Type.INT16, "C", nullable=False))
)


def test_rows_are_sorted_by_key_and_nan_becomes_null():
    table = SMALL.build({"a": ["y", "x"], "b": [math.nan, 1.0], "c": [1, 2]})
    assert table.to_pydict() == {"a": ["x", "y"], "b": [1.0, None], "c": [2, 1]}


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"a": ["x", "x"], "b": [1, 2], "c": [1, 2]}, "repeat a key"),
        ({"a": ["x", None], "b": [1, 2], "c": [1, 2]}, "must not be null"),
        ({"a": ["x"], "b": [1.0], "c": [None]}, "must not be null"),
        ({"a": ["x"], "b": [1.0]}, "missing columns \\['c'\\]"),
        ({"a": ["x"], "b": [1.0], "c": [1], "d": [1]}, "unknown columns \\['d'\\]"),
        ({"a": ["x"], "b": ["high"], "c": [1]}, "does not fit its type"),
        ({"a": ["x"], "b": [1.0], "c": [70000]}, "does not fit its type"),
    ],
)
def test_a_broken_contract_is_named(columns, what):
    with pytest.raises(ContractViolation, match=what):
        SMALL.build(columns)


def test_nan_does_not_pass_a_check():
    table = pa.table({"a": ["x"], "b": [math.nan], "c": pa.array([1], pa.int16())}).cast(SMALL.schema)
    with pytest.raises(ContractViolation, match="NaN"):
        SMALL.check(table)


@pytest.mark.parametrize(
    "table",
    [*RELEASE_TABLES, *STAGE_TABLES, *(contract for contract, _ in EXPORTS.values()), QUOTES],
    ids=lambda t: t.name,
)
def test_every_declared_table_is_flat_and_explained(table):
    assert set(table.key) <= set(table.names)
    assert len(set(table.names)) == len(table.names)
    assert all(column.meaning for column in table.columns)
    assert table.empty().schema == table.schema


def test_check_finds_a_repeated_key_in_any_order():
    rows = {"a": ["y", "x", "y"], "b": [1.0, 2.0, 3.0], "c": [1, 2, 3]}
    with pytest.raises(ContractViolation, match="1 rows repeat a key"):
        SMALL.check(pa.table(rows, schema=SMALL.schema))
    distinct = pa.table({"a": ["y", "x", "z"], "b": [1.0, 2.0, 3.0], "c": [1, 2, 3]}, schema=SMALL.schema)
    assert SMALL.check(distinct).num_rows == 3


def test_chunks_that_are_in_order_one_after_the_other_are_concatenated_as_they_are():
    first = SMALL.build({"a": ["a", "b"], "b": [1, 2], "c": [1, 2]})
    second = SMALL.build({"a": ["c", "d"], "b": [3, 4], "c": [3, 4]})
    assert SMALL.concat([first, second]).column("a").to_pylist() == ["a", "b", "c", "d"]
    assert SMALL.concat([second, first]).column("a").to_pylist() == ["a", "b", "c", "d"]
