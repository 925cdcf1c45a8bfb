"""The main job, night after night: what is in the raw folder becomes a release."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.artifacts import show_morning
from flows.memory import frugal_memory
from flows.publish import publish_release
from flows.stages import Run, looking_again, run_stages, sanitised
from liftmine.jobs.morning import load_morning
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

log = logging.getLogger("liftmine")


@flow(name="nightly", log_prints=False, persist_result=False, validate_parameters=False)
def nightly(study: Path) -> str:
    """Read what is new, attribute it, measure it, rebuild the series, publish. Returns the name of the release that is right now.

    Where nothing changed since the last release, nothing is read, measured or written.
    """
    with sanitised("the nightly run"), frugal_memory():
        house = House(load_configuration(Path(study)))
        with house.publishing():
            return take_in(house)


@looking_again
def take_in(house: House) -> str:
    """Read, measure and publish what changed, under `House.publishing`. Returns the name of the release that is right now."""
    look = house.look(datetime.now(tz=UTC).date())
    if look.current is not None:
        log.info("nothing changed since %s", look.current.release_id)
        return look.current.release_id
    house.ledger.record_files(look.seen, datetime.now(tz=UTC))
    run = Run(house, look)
    run_stages(run)
    release_id = publish_release(run)
    house.sweep(run.keys)
    show_morning(house.configuration.study.study, load_morning(house.releases.get(release_id)))
    return release_id
