"""`liftmine run` with filters, and several at once, as a user types them."""

import json
import os
import shlex
import subprocess
import sys

import pytest
from prefect.settings import PREFECT_API_URL
from test_command_line import liftmine

from liftmine import open_release


def test_an_adhoc_run_prints_the_command_that_repeats_it(study, tmp_path, prefect_api):
    lexicon = tmp_path / "own.yaml"
    lexicon.write_text(
        "{lexicon: own, kind: culture, sources: {A: ours}, dimensions: "
        "[{dimension: works, framework: own, definition: building, terms: {A: [steel, programme, handover]}}]}"
    )
    filters = ["--partnership", "eastvale", "--years", "1:3", "--partner-type", "public", "--kind", "board_minutes", "--lexicon", lexicon]
    command = [sys.executable, "-m", "liftmine", "run", "--study", str(study), *map(str, filters), "--json"]
    shared = os.environ | {"PREFECT_API_URL": PREFECT_API_URL.value()}
    first = subprocess.run(command, capture_output=True, text=True, env=shared, check=False)
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert told["base_release"] is None
    assert told["folder"].endswith("releases/adhoc/eastvale-years-1-3-public-board_minutes-own")
    assert told["statuses"] == {"ok": 4}
    assert told["command"] in first.stderr
    program, *words = shlex.split(told["command"])
    assert program == "liftmine"
    again = liftmine(*words, "--dry-run", "--json")
    redone = {"read": 0, "attribute": 0, "measure": 0}
    name = "adhoc/eastvale-years-1-3-public-board_minutes-own"
    assert json.loads(again.stdout) == {"files": 4, "would_write": name, "would_redo": redone}
    made = open_release(study.parent.parent / "releases", name)
    assert str(tmp_path) not in (made.folder / "request.json").read_text()


@pytest.mark.parametrize(
    ("filters", "said", "code"),
    [
        (["--partnership", "eastvail"], "did you mean eastvale?", 2),
        (["--partner-type", "publc"], "did you mean public?", 2),
        (["--kind", "interviews"], 'Did you mean "interview"?', 2),
        (["--years", "one:two"], "are no partnership years", 2),
        (["--name", "../R2026-01-01.1"], "may hold only letters", 2),
        (["--lexicon", "missing.yaml"], "there is no such file", 3),
    ],
)
def test_a_filter_that_fits_nothing_is_told_before_anything_starts(study, filters, said, code):
    result = liftmine("run", "--study", study, *filters)
    assert (result.returncode, "Traceback" in result.stderr) == (code, False)
    assert said in result.stderr
    assert not (study.parent.parent / "releases").exists()


def test_a_rehearsal_with_filters_says_what_it_would_read(study):
    told = json.loads(liftmine("run", "--study", study, "--partnership", "westmoor", "--years=-1:2", "--dry-run", "--json").stdout)
    assert told == {"files": 4, "would_write": "adhoc/westmoor-years-minus1-2", "would_redo": {"read": 4, "attribute": 4, "measure": 4}}
