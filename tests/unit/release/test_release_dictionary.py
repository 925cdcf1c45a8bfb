import json
from datetime import UTC, datetime

import pytest

from liftmine.release.dictionary import DESCRIBED, data_dictionary, data_package
from liftmine.release.manifest import FileFacts, Manifest
from liftmine.tables.contract import Column, Table, Type


def test_the_dictionary_names_every_column_of_every_table_with_its_meaning():
    text = data_dictionary()
    for table in DESCRIBED:
        section = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.type.value} | {column.meaning}" in section


def test_a_bar_in_a_meaning_does_not_break_the_table():
    table = Table("t", "A table.", ("a",), (Column("a", Type.FLOAT, "|a| is small", range="-1–1"),))
    assert "| `a` | float64 | \\|a\\| is small |  | -1–1 | yes |" in data_dictionary([table])


def field(column):
    table = Table("t", "A table.", (), (column,))
    return data_package("x", {"t.parquet": FileFacts("0")}, [table])["resources"][0]["schema"]["fields"][0]


@pytest.mark.parametrize(
    ("stated", "constraints"),
    [
        ("0–1", {"minimum": 0, "maximum": 1}),
        ("-1–1", {"minimum": -1, "maximum": 1}),
        (">= 0", {"minimum": 0}),
        ("share, per_100_sentences", {"enum": ["share", "per_100_sentences"]}),
        (">= char_start", None),
        ("", None),
    ],
)
def test_a_stated_range_becomes_a_constraint(stated, constraints):
    assert field(Column("a", Type.FLOAT, "meaning", range=stated)).get("constraints") == constraints


def test_key_columns_are_required():
    package = data_package("x", {"culture_series.parquet": FileFacts("0", 3)})
    schema = package["resources"][0]["schema"]
    required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
    assert set(schema["primaryKey"]) <= required
    assert "value" not in required


def test_every_file_with_a_table_is_a_resource_and_no_other():
    names = ("culture_series.parquet", "culture_series.csv.gz", "restricted/quotes.parquet", "report.html")
    package = data_package("My Study", {name: FileFacts("ab", 1) for name in names})
    by_path = {resource["path"]: resource for resource in package["resources"]}
    assert set(by_path) == set(names[:3])
    assert (by_path["culture_series.csv.gz"]["format"], by_path["culture_series.csv.gz"]["compression"]) == ("csv", "gz")
    assert by_path["culture_series.parquet"]["hash"] == "sha256:ab"
    assert package["name"] == "my-study"


def make_manifest(**facts):
    given = {
        "release_id": "R2026-01-02.1",
        "created_at": datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
        "code_version": "0.1.0",
        "study_sha256": "s",
        "settings_sha256": "t",
        "lexicons": {"b": "2", "a": "1"},
        "models": {},
        "seeds": {},
        "packages": {"numpy": "2"},
        "inputs": ["2", "1"],
        "statuses": {"ok": 1},
        "files": {"z.parquet": FileFacts("zz", 4), "a.html": FileFacts("aa")},
    }
    return Manifest(**given | facts)


def test_the_same_facts_in_another_order_give_the_same_bytes():
    other = make_manifest(lexicons={"a": "1", "b": "2"}, inputs=["1", "2"], files=dict(reversed(make_manifest().files.items())))
    assert other.to_json() == make_manifest().to_json()


def test_the_manifest_says_what_each_file_holds():
    content = json.loads(make_manifest().to_json())
    assert content["files"] == {"z.parquet": {"sha256": "zz", "rows": 4}, "a.html": {"sha256": "aa", "rows": None}}
    assert (content["created_at"], content["base_release"]) == ("2026-01-02T03:04:05+00:00", None)
