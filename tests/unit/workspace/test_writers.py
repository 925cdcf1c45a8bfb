import gzip

import pytest

from liftmine.errors import ContractViolation, UsageError
from liftmine.tables.contract import Column, Table, Type
from liftmine.workspace.spreadsheet import write_xlsx
from liftmine.workspace.writers import write_by_ending, write_csv, write_jsonl, write_parquet

NOTES = Table(
    "notes",
    "Notes.",
    ("id",),
    (
        Column("id", Type.INT16, "Number"),
        Column("text", Type.STRING, "Text"),
        Column("value", Type.FLOAT, "Value"),
        Column("day", Type.DATE, "Day"),
    ),
)


def rows(*texts):
    return NOTES.build({"id": range(len(texts)), "text": list(texts), "value": [0.5] * len(texts), "day": [None] * len(texts)})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  ="])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(tmp_path, start):
    file = tmp_path / "notes.csv"
    write_csv(NOTES, rows(f"{start}SUM(A1)", "plain", None), file)
    text = file.read_bytes().decode()
    assert f"'{start}SUM(A1)" in text
    assert '"plain"' in text


@pytest.mark.parametrize(
    ("write", "ending"), [(write_parquet, "parquet"), (write_csv, "csv.gz"), (write_xlsx, "xlsx"), (write_jsonl, "jsonl")]
)
def test_the_same_table_gives_the_same_bytes(tmp_path, write, ending):
    files = [tmp_path / f"{name}.{ending}" for name in "ab"]
    for file in files:
        write(NOTES, rows("one", "two", None), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_absent_values_are_empty_cells(tmp_path):
    file = tmp_path / "notes.csv.gz"
    write_csv(NOTES, rows(None), file)
    assert gzip.decompress(file.read_bytes()).decode().splitlines()[1] == "0,,0.5,"


def test_an_unknown_ending_is_an_error_that_names_the_known_ones(tmp_path):
    with pytest.raises(UsageError, match=r"\.docx is not known[\s\S]*\.parquet, \.csv or \.jsonl"):
        write_by_ending(NOTES, rows(), tmp_path / "notes.docx", tmp_path / "x")


def test_a_table_that_breaks_its_contract_is_not_written(tmp_path):
    with pytest.raises(ContractViolation):
        write_parquet(NOTES, rows("one").drop_columns(["text"]), tmp_path / "x.parquet")
