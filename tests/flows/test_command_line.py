"""The command as a user types it: a process of its own, its output, its exit code."""

import json
import os
import subprocess
import sys

import pyarrow.parquet as pq
from flow_study import copy_study, write_minutes

from liftmine import open_release


def liftmine(*arguments, **options):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    command = [sys.executable, "-m", "liftmine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)


def test_two_runs_at_once_publish_once(two_runs):
    releases = two_runs.folder / "releases"
    assert len(list(releases.glob("R*"))) == 1
    assert open_release(releases).damaged_files() == []
    assert 0 in two_runs.codes
    for code, text in zip(two_runs.codes, two_runs.told, strict=True):
        assert code == 0 or "is being published by another process" in text
        assert "Traceback" not in text


def test_a_first_run_publishes_a_second_says_that_nothing_changed_and_exports_follow(two_runs, tmp_path):
    printed, told = next(each for each in zip(two_runs.printed, two_runs.told, strict=True) if each[0])
    release, page = (line.split()[-1] for line in printed.splitlines())
    assert page == f"{release}/report.html"
    assert "10 ok" in told or "10 files looked at" in told
    study = copy_study(two_runs.study, tmp_path / "study")
    second = liftmine("run", "--study", study, "--json")
    assert second.returncode == 0
    assert "Nothing changed" in second.stderr
    assert json.loads(second.stdout)["is_new"] is False
    write_minutes(study, "eastvale", "4 September 2007", 9)
    rehearsed = liftmine("run", "--study", study, "--dry-run", "--json")
    assert json.loads(rehearsed.stdout)["would_redo"] == {"read": 1, "attribute": 1, "measure": 1}
    listed = json.loads(liftmine("releases", "list", "--study", study, "--json").stdout)
    assert [row["is_latest"] for row in listed] == [True]
    shown = liftmine("releases", "show", "--study", study)
    assert "culture_series.parquet" in shown.stdout
    for table in ("turns", "sentences", "attendance", "documents"):
        out = tmp_path / f"{table}.parquet"
        exported = liftmine("export", table, "--out", out, "--study", study)
        assert exported.returncode == 0, exported.stderr
        assert pq.read_table(out).num_rows > 0
        assert out.stat().st_mode & 0o077 == 0


def test_turns_cover_the_whole_text_and_know_the_partners(published_once, tmp_path):
    liftmine("export", "turns", "--out", tmp_path / "turns.jsonl", "--study", published_once)
    turns = [json.loads(line) for line in (tmp_path / "turns.jsonl").read_text().splitlines()]
    first = [turn for turn in turns if turn["document_id"] == turns[0]["document_id"]]
    assert [turn["char_start"] for turn in first[1:]] == [turn["char_end"] for turn in first[:-1]]
    voices = {(turn["speaker_label"], turn["partner_type"]) for turn in turns}
    assert voices >= {("MH", "public"), ("TB", "private"), ("AR", "private")}


def test_a_faulty_study_ends_with_3_and_names_the_place(study):
    study.write_text(study.read_text().replace("partner_type: private}", "partner_type: privat}", 1))
    result = liftmine("run", "--study", study)
    assert result.returncode == 3
    assert "study.yaml:" in result.stderr
    assert "did you mean private?" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_raw_folder_ends_with_1_and_says_what_to_do(study):
    study.write_text(study.read_text().replace("raw: ../raw", "raw: ../elsewhere"))
    result = liftmine("run", "--study", study)
    assert result.returncode == 1
    assert "does not exist" in result.stderr
    assert "paths.raw" in result.stderr


def test_an_api_that_does_not_answer_is_an_error_for_people(study):
    command = [sys.executable, "-m", "liftmine", "run", "--study", str(study)]
    environment = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 1
    assert "Prefect could not start the run" in result.stderr
    assert "http://127.0.0.1:9/api" in result.stderr
    assert "liftmine: Prefect" in result.stderr.splitlines()[-2]


def test_an_unknown_command_ends_with_2():
    assert liftmine("runn").returncode == 2


def test_help_needs_neither_prefect_nor_spacy_nor_pandas():
    code = (
        "import sys\nfrom liftmine.cli.main import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'prefect', 'spacy', 'pandas', 'pyarrow', 'pydantic'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_look_needs_neither_prefect_nor_spacy(study):
    code = (
        "import sys, datetime; from pathlib import Path\n"
        "from liftmine.study.load import load_configuration; from liftmine.workspace.house import House\n"
        "House(load_configuration(Path(sys.argv[1]))).look(datetime.date(2026, 1, 1))\n"
        "print(sorted({'prefect','spacy','pandas','pyarrow'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code, str(study)], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
