"""`liftmine serve`: the schedule and the forms, in one process."""

import os
from contextlib import ExitStack
from pathlib import Path

from flows.api import own_api
from flows.environment import prepare_environment
from liftmine.cli.output import tell
from liftmine.cli.run import start
from liftmine.study.load import load_configuration


def serve(study: Path) -> None:
    """Serve the study until the process is stopped. An API is started where PREFECT_API_URL names none."""
    configuration = load_configuration(study)
    schedule, name = configuration.settings.schedule, configuration.study.study
    prepare_environment(configuration.work, is_served=True)
    with ExitStack() as stack:
        if "PREFECT_API_URL" not in os.environ:
            tell("Starting …")
            address = stack.enter_context(own_api(schedule.port, configuration.work))
            tell(f"Pages and forms: {address}/deployments")
        from flows.serve import by_the_clock, next_due, serve_study  # noqa: PLC0415 -- Prefect reads its environment when imported

        tell(f"API: {os.environ['PREFECT_API_URL']}")
        due = next_due(schedule)
        tell(f"Study {name}: the nightly run is due {due:%A %d %B at %H:%M} ({schedule.timezone}). Stop with Ctrl-C.")
        start(configuration.work, lambda: serve_study(study, name, by_the_clock(schedule)))
    tell("stopped")
