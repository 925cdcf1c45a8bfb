"""The schedule and the form, with a real API, a real runner and real runs, each in a process of its own."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from flow_study import write_study
from prefect.deployments import run_deployment
from prefect.flows import load_flow_from_entrypoint
from prefect.settings import PREFECT_API_URL, temporary_settings
from ruamel.yaml import YAML

from flows.api import own_api
from flows.serve import by_the_clock, make_deployments, next_due
from liftmine import open_release
from liftmine.errors import LiftmineError
from liftmine.study.schedule import Schedule

PROJECT = Path(__file__).parents[2]
PATIENCE = 60


def environment(**more):
    return {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | more


def wait_until(reached):
    deadline = time.monotonic() + PATIENCE
    while not (found := reached()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)
    return found


class Served:
    """A process that serves a study, and the address of its API."""

    def __init__(self, study: Path, log: Path) -> None:
        self.study, self.releases = study, study.parent.parent / "releases"
        command = [sys.executable, Path(__file__).with_name("served.py"), study]
        with log.open("w") as stream:
            quick = environment(PREFECT_RUNNER_POLL_FREQUENCY="1", PREFECT_LOGGING_LEVEL="WARNING")
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stream, text=True, env=quick)
        self.log, self.address = log, self.process.stdout.readline().strip()
        assert self.address, log.read_text()

    def read(self, what, body=None):
        with temporary_settings({PREFECT_API_URL: f"{self.address}/api"}):
            from prefect.client.orchestration import get_client

            with get_client(sync_client=True) as client:
                return getattr(client, what)(**(body or {}))

    def stop(self, sign=signal.SIGTERM):
        self.process.send_signal(sign)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def served(tmp_path_factory, lend_database):
    folder = tmp_path_factory.mktemp("served")
    lend_database(folder / "study" / "work")
    served = Served(write_study(folder / "study"), folder / "log")
    yield served
    if served.process.poll() is None:
        served.stop(signal.SIGKILL)
        wait_until(lambda: not answers(served.address))


def answers(address):
    try:
        return httpx.get(f"{address}/api/health", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def digests(folder):
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()
    }


def test_the_schedule_fires_and_publishes(served):
    wait_until((served.releases / "latest").exists)
    release = open_release(served.releases)
    assert release.damaged_files() == []
    assert release.table("documents").num_rows == 9
    assert (served.study.parent.parent / "work" / "prefect" / "prefect.db").exists()


def test_a_run_from_the_form_ends_in_its_own_folder_and_changes_nothing_else(served):
    wait_until((served.releases / "latest").exists)
    before = digests(served.releases)
    with temporary_settings({PREFECT_API_URL: f"{served.address}/api"}):
        request = {"partnerships": ["westmoor"], "first_year": 1, "kinds": ["board_minutes"], "name": "mine"}
        run = run_deployment("adhoc/small", parameters={"request": request}, timeout=PATIENCE, poll_interval=0.5)
    assert run.state.is_completed(), served.log.read_text()
    mine = open_release(served.releases, "adhoc/mine")
    assert mine.damaged_files() == []
    assert mine.manifest["base_release"] == open_release(served.releases).release_id
    assert {row["partnership_id"] for row in mine.table("documents").to_pylist()} == {"westmoor"}
    assert {name: sha for name, sha in digests(served.releases).items() if not name.startswith("adhoc/")} == before


def test_the_form_of_the_deployment_is_the_request(served):
    form = served.read("read_deployment_by_name", {"name": "adhoc/small"}).parameter_openapi_schema
    assert form["definitions"]["Request"]["title"] == "Ad-hoc run"
    nights = served.read("read_deployment_by_name", {"name": "nightly/small"})
    assert nights.global_concurrency_limit.limit == 1


def test_a_request_the_form_does_not_allow_is_refused_before_it_runs(served):
    with temporary_settings({PREFECT_API_URL: f"{served.address}/api"}), pytest.raises(Exception, match="kinds"):
        run_deployment("adhoc/small", parameters={"request": {"kinds": ["gossip"]}}, timeout=0)


def test_it_stops_cleanly_and_takes_the_api_with_it(served):
    assert served.stop() == 0
    assert not answers(served.address)
    assert "never awaited" not in served.log.read_text()


ORPHAN = """
import sys
from pathlib import Path
from flows.api import own_api
from flows.environment import prepare_environment
prepare_environment(Path(sys.argv[1]), is_served=True)
with own_api(0, Path(sys.argv[1])) as address:
    print(address, flush=True)
    sys.stdin.read()
"""


def test_the_api_does_not_outlive_a_killed_parent(tmp_path, lend_database):
    lend_database(tmp_path)
    command = [sys.executable, "-c", ORPHAN, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()) as parent:
        address = parent.stdout.readline().strip()
        assert answers(address)
        parent.kill()
    wait_until(lambda: not answers(address))


def test_a_port_that_is_taken_is_named_with_what_to_do(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LiftmineError, match=f"port {port}") as refused, own_api(port, tmp_path):
            pass
    assert "schedule.port" in str(refused.value)


def test_prefect_yaml_describes_what_serve_serves():
    described = YAML(typ="safe").load(PROJECT / "prefect.yaml")["deployments"]
    made = make_deployments(PROJECT / "config" / "study.yaml", "demo", by_the_clock(Schedule()))
    assert [(each["name"], each["entrypoint"]) for each in described] == [(each.name, each.entrypoint) for each in made]
    flows = [load_flow_from_entrypoint(each["entrypoint"]) for each in described]
    assert [flow.name for flow in flows] == [each.flow_name for each in made] == ["nightly", "adhoc", "refit"]
    assert [each.get("concurrency_limit") for each in described] == [each.concurrency_limit for each in made]
    (clock,) = described[0]["schedules"]
    assert (clock["cron"], clock["timezone"]) == (Schedule().cron, Schedule().timezone)
    assert [each.schedule.model_dump(include={"cron", "timezone"}) for each in made[0].schedules] == [clock]
    assert {(PROJECT / each["parameters"]["study"]).resolve() for each in described} == {Path(made[0].parameters["study"])}


def test_the_next_night_is_told_by_the_clock_of_the_schedule():
    due = next_due(Schedule(cron="15 3 * * *", timezone="Asia/Kolkata"))
    assert (due.hour, due.minute, due.utcoffset().total_seconds()) == (3, 15, 19800)
