"""The morning after a run: on the page, in Prefect, on the terminal, and names in the restricted folder only."""

import asyncio
import json
import os
import subprocess
import sys

import pytest
from flow_study import write_minutes, write_study
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

from flows.artifacts import show_morning
from flows.nightly import nightly
from liftmine.jobs.morning import load_morning
from liftmine.report.morning import UNKNOWN_NAMES
from liftmine.report.telling import tell_news, tell_unknown
from liftmine.workspace.releases import ReleaseStore

pytestmark = pytest.mark.usefixtures("prefect_api")

STRANGER = "Zebulon Quartermaine"


def read_artifacts(study: str) -> dict[str, str]:
    async def ask():
        keys = ArtifactCollectionFilterKey(like_=f"%-{study}")
        async with get_client() as client:
            return await client.read_latest_artifacts(artifact_filter=ArtifactCollectionFilter(key=keys))

    return {artifact.key: str(artifact.data) for artifact in asyncio.run(ask())}


@pytest.fixture(scope="module")
def study(prefect_api, tmp_path_factory):
    return write_study(tmp_path_factory.mktemp("morning"))


@pytest.fixture(scope="module")
def second_morning(study):
    """The release of a second night: a late paper with a stranger in its attendance list, one paper gone."""
    study.write_text(study.read_text().replace("study: small", "study: strangers"))
    nightly(study)
    late = write_minutes(study, "eastvale", "4 September 2007", 9)
    late.write_text(late.read_text().replace("Asha Rao (AR) ", f"{STRANGER} (ZQ)       Adviser, Heliotrope Holdings Ltd\nAsha Rao (AR) "))
    next((study.parent.parent / "raw" / "westmoor").rglob("*.txt")).unlink()
    nightly(study)
    return ReleaseStore(study.parent.parent / "releases").latest()


def test_the_second_morning(second_morning, study):
    morning = load_morning(second_morning)
    assert morning.base_release == second_morning.manifest["base_release"] is not None
    assert morning.new.names == ("eastvale/minutes/4_September_2007.txt",)
    assert morning.gone.n == 1
    assert [trouble.reason for trouble in morning.troubles] == ["NO_CONSENT"]
    assert (morning.unknown.n_people, morning.unknown.n_organisations) == (2, 1)  # Sam Pugh, who sends apologies to both boards
    assert "name: Heliotrope Holdings Ltd" in (second_morning.folder / UNKNOWN_NAMES).read_text()
    page = (second_morning.folder / "report.html").read_text()
    assert tell_news(morning) in page
    assert tell_unknown(morning) in page
    shown = read_artifacts("strangers")
    assert set(shown) == {"morning-strangers", "not-read-strangers", "moved-strangers"}
    assert tell_news(morning) in shown["morning-strangers"]
    assert "NO_CONSENT" in shown["not-read-strangers"]
    for text in (page, *shown.values()):
        assert STRANGER not in text
        assert "Pugh" not in text
        assert "Heliotrope" not in text
        assert "director.txt" not in text  # the interview

    terminal = liftmine("run", "--study", study)
    assert tell_news(morning) in terminal.stderr
    assert "- {id: heliotrope-holdings-ltd, name: Heliotrope Holdings Ltd" in terminal.stderr
    told = json.loads(liftmine("run", "--study", study, "--json").stdout)
    assert told["morning"]["new"] == {"n": 1, "names": ["eastvale/minutes/4_September_2007.txt"]}
    assert len(told["study_lines"]) == 3

    page_again = study.parent.parent / "again.html"
    assert liftmine("report", "--study", study, "--out", page_again).returncode == 0
    assert page_again.read_text() == page
    assert second_morning.damaged_files() == []


def liftmine(*arguments):
    command = [sys.executable, "-m", "liftmine", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True)


def test_a_release_stands_where_prefect_takes_no_artifacts(second_morning, monkeypatch):
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("PREFECT_CLIENT_MAX_RETRIES", "0")
    show_morning("a study that no API takes", load_morning(second_morning))


def test_an_unchanged_morning_needs_no_tables(second_morning, study):
    code = (
        "import sys; from pathlib import Path; from liftmine.cli.run import run_nightly\n"
        "run_nightly(Path(sys.argv[1]), as_json=False)\n"
        "print(sorted({'prefect','spacy','pandas','pyarrow','numpy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code, str(study)], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
    assert "Nothing changed" in result.stderr
    assert "1 new, 1 gone" in result.stderr
