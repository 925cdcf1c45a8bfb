"""`liftmine score`: what a user brings comes back whole, with the scores behind it."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liftmine.errors import UsageError
from liftmine.jobs.score import score_file

CSV = """id,comment,about,note
007,"The Board was pleased, it said.
Then it left.",the Board,=1+1
008,,the Board,
009,"The builder was late. The ""Board"" was disappointed with the builder.",builder,ü
"""


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def read(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_and_column_stays_as_it_was_and_the_scores_follow(table, tmp_path, lexicons):
    out = tmp_path / "out.csv"
    summary = score_file(table, "comment", None, out, lexicons)
    before, after = read(table), read(out)
    assert [{name: row[name] for name in before[0]} for row in after] == before
    names = [entry.dimension for entry in lexicons.dimensions]
    added = ["tone", "tone_terms", *(f"lexicon_{name}" for name in names), *(f"topic_{name}" for name in names)]
    assert list(after[0]) == [*before[0], *added]
    assert (summary.n_rows, summary.n_scored, summary.n_negative, summary.n_neutral, summary.n_positive) == (3, 2, 1, 0, 1)


def test_a_row_without_words_has_no_scores(table, tmp_path, lexicons):
    score_file(table, "comment", None, tmp_path / "out.jsonl", lexicons)
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert row["comment"] == ""
    assert row["tone"] is None
    assert row["lexicon_risk"] is None
    assert row["tone_terms"] == ""


def test_added_text_cannot_run_as_a_formula_and_given_text_is_left_alone(table, tmp_path, lexicons):
    score_file(table, "comment", None, tmp_path / "out.csv", lexicons)
    rows = read(tmp_path / "out.csv")
    assert rows[0]["note"] == "=1+1"
    assert all(row["tone_terms"][:1].isalpha() for row in (rows[0], rows[2]))


def test_a_target_column_gives_the_tone_toward_the_target(tmp_path, lexicons):
    text = "The Board praised the architect but deplored the delays of the contractor."
    file, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"text": [text, text, text], "who": ["architect", "contractor", None], "n": [1, 2, 3]}), file)
    score_file(file, "text", "who", out, lexicons)
    result = pq.read_table(out)
    tone = result["tone"].to_pylist()
    assert tone[0] > 0 > tone[1]
    assert result.schema.field("n").type == pa.int64()
    assert result.schema.field("topic_risk").type == pa.float64()


def test_shares_of_a_row_are_the_mean_over_its_sentences(tmp_path, lexicons):
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"t": "They disagree over openness. The rain fell."}, {"t": None}, {"other": 1}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    score_file(file, "t", None, out, lexicons)
    first, *rest = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert first["lexicon_conflict_strain"] == pytest.approx(0.25)
    assert first["lexicon_transparency"] == pytest.approx(0.25)
    assert [row["tone"] for row in rest] == [None, None]


def test_a_column_that_is_not_there_is_answered_with_those_that_are(table, tmp_path, lexicons):
    with pytest.raises(UsageError, match=r"'coment'.*\n.*Did you mean 'comment'\?.*'id', 'comment', 'about', 'note'"):
        score_file(table, "coment", None, tmp_path / "out.csv", lexicons)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("in.csv", b"a,b\n1,2\n1,2,3\n"), ("in.jsonl", b"{]\n"), ("in.parquet", b"no"), ("in.xls", b""), ("in.jsonl", b"[1]\n")],
)
def test_a_table_that_cannot_be_read_is_a_users_error_without_its_text(tmp_path, lexicons, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        score_file(file, "a", None, tmp_path / "out.csv", lexicons)
    assert "1,2,3" not in str(caught.value)


def test_a_table_that_was_scored_before_is_refused(table, tmp_path, lexicons):
    score_file(table, "comment", None, tmp_path / "out.csv", lexicons)
    with pytest.raises(UsageError, match="already has the columns"):
        score_file(tmp_path / "out.csv", "comment", None, tmp_path / "again.csv", lexicons)


def test_other_separators_and_old_encodings_are_read(tmp_path, lexicons):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_bytes("text;name\nThe café was excellent.;Zoë\n".encode("cp1252"))
    score_file(file, "text", None, out, lexicons)
    assert read(out)[0]["name"] == "Zoë"
    assert float(read(out)[0]["tone"]) > 0


def test_an_empty_table_and_one_of_blank_lines_keep_their_rows(tmp_path, lexicons):
    for name, content, n_rows in (("none.csv", "text,a\n", 0), ("blank.csv", "text\n\nGood.\n\n", 3)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert score_file(tmp_path / name, "text", None, tmp_path / "out.csv", lexicons).n_rows == n_rows
