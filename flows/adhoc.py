"""A researcher's own run: some years, partners or kinds, or a further lexicon, into a folder of its own."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.memory import frugal_memory
from flows.publish import publish_adhoc
from flows.stages import Run, looking_again, run_stages, sanitised
from liftmine.jobs.request import Request
from liftmine.jobs.selection import select_files
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House


@flow(name="adhoc", log_prints=False, persist_result=False)
def adhoc(study: Path, request: Request) -> str:
    """Measure what is asked for and write it to `releases/adhoc/NAME`. Returns the name.

    It takes what lies in the raw folder now, and reads what no run has read yet. The nightly series, `latest` and the ledger's
    releases stay as they are; a nightly run may go on at the same time.
    """
    with sanitised("the ad-hoc run"), frugal_memory():
        lexicons = [study.parent / request.lexicon] if request.lexicon else []
        house = House(load_configuration(study, lexicons))
        request.check(house.configuration.study)
        with house.running_adhoc(request.folder_name):
            return measure_request(house, request)


@looking_again
def measure_request(house: House, request: Request) -> str:
    """Read and measure what the request asks for of the files there are now, and write it. Returns the name."""
    run = Run(house, select_files(house.look(datetime.now(tz=UTC).date()), request))
    run_stages(run)
    return publish_adhoc(run, request)
