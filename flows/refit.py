"""A new topic model: everything is read, the model fitted and compared, and every cell measured again under it."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.memory import frugal_memory
from flows.nightly import take_in
from flows.stages import Run, looking_again, pure_task, run_stages, sanitised
from liftmine.jobs.corpus import load_corpus
from liftmine.jobs.refit import Refit, refit_topics
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

log = logging.getLogger("liftmine")


@flow(name="refit", log_prints=False, persist_result=False)
def refit(study: Path, *, anew: bool = False) -> tuple[Refit, str]:
    """Fit a topic model version and publish everything under it. Returns what became of it and the name of the release.

    Raises `DataRefused`, and changes nothing, where the version is refused or there is too little text.
    """
    with sanitised("the refit"), frugal_memory():
        house = House(load_configuration(Path(study)))
        with house.publishing():
            outcome = fit_model(read_corpus(house), anew=anew)
            log.info("topic model %s", outcome.version)
            return outcome, take_in(House(house.configuration))


@looking_again
def read_corpus(house: House) -> Run:
    """What lies in the raw folder, read, attributed and measured."""
    look = house.look(datetime.now(tz=UTC).date())
    house.ledger.record_files(look.seen, datetime.now(tz=UTC))
    run = Run(house, look)
    run_stages(run)
    return run


@pure_task
def fit_model(run: Run, *, anew: bool) -> Refit:
    """Fit, compare, accept or refuse."""
    with sanitised("fitting the topic model"):
        log.info("fitting the topic model …")
        return refit_topics(load_corpus(run.house, run.look), run.look.as_of, anew=anew)
