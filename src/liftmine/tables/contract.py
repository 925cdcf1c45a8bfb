"""What a table is: named, typed columns with a meaning, a key with one row each, and a fixed row order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import ContractViolation


class Type(Enum):
    """The only column types a published table may have: they read the same in pandas, polars, DuckDB and R."""

    STRING = "string"
    INT16 = "int16"
    INT32 = "int32"
    FLOAT = "float64"
    BOOL = "bool"
    DATE = "date32"
    TIMESTAMP = "timestamp[us, UTC]"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type of the column."""
        return _ARROW[self]


_ARROW: dict[Type, pa.DataType] = {
    Type.STRING: pa.string(),
    Type.INT16: pa.int16(),
    Type.INT32: pa.int32(),
    Type.FLOAT: pa.float64(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `unit` and `range` are for people; `nullable` is checked. A key column is never null."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    range: str = ""
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table's contract. Rows are sorted by `key`, and every key stands once."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The explicit Arrow schema every file of this table is written with."""
        return pa.schema([pa.field(c.name, c.type.arrow, nullable=c.nullable and c.name not in self.key) for c in self.columns])

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in their order."""
        return tuple(column.name for column in self.columns)

    def empty(self) -> pa.Table:
        """The table with its full schema and no rows."""
        return self.schema.empty_table()

    def build(self, columns: Mapping[str, Any]) -> pa.Table:
        """A checked, sorted table from one array or sequence per column.

        Floats that are NaN become null. Raises `ContractViolation` where a column is missing or unknown, a value does not
        fit its type, a key is null or stands twice.
        """
        if set(columns) != set(self.names):
            missing, unknown = sorted(set(self.names) - set(columns)), sorted(set(columns) - set(self.names))
            raise ContractViolation(f"table {self.name}: missing columns {missing}, unknown columns {unknown}")
        try:
            arrays = [
                pa.array(columns[c.name], type=c.type.arrow, from_pandas=c.type is Type.FLOAT)
                if not isinstance(columns[c.name], pa.Array | pa.ChunkedArray)
                else columns[c.name].cast(c.type.arrow)
                for c in self.columns
            ]
            table = pa.Table.from_arrays(arrays, schema=self.schema)
        except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError) as error:
            raise ContractViolation(f"table {self.name}: a column does not fit its type ({type(error).__name__})") from None
        return self.check(self.sort(table))

    def from_rows(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """As `build`, from one mapping per row. For small tables; hot paths build columns."""
        collected = list(rows)
        return self.build({name: [row[name] for row in collected] for name in self.names})

    def sort(self, table: pa.Table) -> pa.Table:
        """The same rows in the order of the key (stable, bytewise for strings)."""
        if self._is_ascending(table):
            return table.combine_chunks()
        return table.take(pc.sort_indices(table, sort_keys=[(name, "ascending") for name in self.key])).combine_chunks()

    def _is_ascending(self, table: pa.Table) -> bool:
        """Whether every key is larger than the one before it: then the rows are in order, and no key repeats. Nulls never are."""
        if not self.key or table.num_rows < 2:
            return True
        above, below = table.slice(0, table.num_rows - 1), table.slice(1)
        is_larger, is_same = pa.scalar(False), pa.scalar(True)
        for name in self.key:
            is_larger = pc.or_(is_larger, pc.and_(is_same, pc.less(above[name], below[name])))
            is_same = pc.and_(is_same, pc.equal(above[name], below[name]))
        return bool(pc.all(pc.fill_null(is_larger, False)).as_py())

    def concat(self, tables: Sequence[pa.Table]) -> pa.Table:
        """All rows of `tables` in key order, checked."""
        return self.check(self.sort(pa.concat_tables([self.empty(), *tables])))

    def check(self, table: pa.Table) -> pa.Table:
        """The table itself, if it keeps the contract; raises `ContractViolation` naming the column that does not."""
        if not table.schema.equals(self.schema):
            raise ContractViolation(f"table {self.name}: the schema is not the declared one")
        for column in self.columns:
            values = table.column(column.name)
            if values.null_count and (column.name in self.key or not column.nullable):
                raise ContractViolation(f"table {self.name}: column {column.name} must not be null")
            if column.type is Type.FLOAT and pc.any(pc.is_nan(values)).as_py():
                raise ContractViolation(f"table {self.name}: column {column.name} holds NaN; absent is null")
        if not self._is_ascending(table):
            distinct = table.select(list(self.key)).group_by(list(self.key)).aggregate([]).num_rows
            if distinct != table.num_rows:
                raise ContractViolation(f"table {self.name}: {table.num_rows - distinct} rows repeat a key {self.key}")
        return table
