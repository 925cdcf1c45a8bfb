"""The main job, night after night: what is in the raw folder becomes a release."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.memory import frugal_memory
from flows.publish import publish_release
from flows.stages import Run, attribute_batch, measure_batch, read_batch, run_stage, sanitised
from liftmine.reading.batch import Reader
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
            look = house.look(datetime.now(tz=UTC).date())
            if look.current is not None:
                log.info("nothing changed since %s", look.current.release_id)
                return look.current.release_id
            house.ledger.record_files(look.seen, datetime.now(tz=UTC))
            run = Run(house, look)
            with Reader(house.configuration.settings.reading) as reader:
                run_stage(run, "read", list(run.keys["read"]), lambda batch: read_batch(run, reader, batch))
            usable = run.usable()
            run_stage(run, "attribute", usable, lambda batch: attribute_batch(run, batch))
            run_stage(run, "measure", usable, lambda batch: measure_batch(run, batch))
            release_id = publish_release(run)
            house.stages.sweep({stage: run.keys[stage] for stage in ("read", "attribute", "measure")})
            return release_id
