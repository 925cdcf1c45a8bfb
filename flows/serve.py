"""The deployments of a study: the nightly run by the clock, the ad-hoc run by its form, the refit by hand."""

import asyncio
import re
import signal
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.schedules import Schedule as PrefectSchedule
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.adhoc import adhoc
from flows.nightly import nightly
from flows.refit import refit
from liftmine.study.schedule import Schedule

_NOT_IN_NAMES = re.compile(r"[/%]+")


def by_the_clock(schedule: Schedule) -> PrefectSchedule:
    """The schedule of the settings, as Prefect knows it."""
    return Cron(schedule.cron, timezone=schedule.timezone)


def next_due(schedule: Schedule) -> datetime:
    """When the nightly run is due next."""
    times = CronSchedule(cron=schedule.cron, timezone=schedule.timezone).get_dates(1, start=datetime.now(tz=ZoneInfo(schedule.timezone)))
    return asyncio.run(times)[0]


def make_deployments(study: Path, name: str, schedule: PrefectSchedule) -> list[RunnerDeployment]:
    """`nightly/NAME`, `adhoc/NAME` and `refit/NAME`, where `name` is that of the study."""
    name, parameters, where = _NOT_IN_NAMES.sub("-", name), {"study": str(study.resolve())}, EntrypointType.MODULE_PATH
    by_form = RunnerDeployment.from_flow(adhoc, name, parameters=parameters, entrypoint_type=where)
    by_clock = RunnerDeployment.from_flow(
        nightly, name, schedule=schedule, concurrency_limit=1, parameters=parameters, entrypoint_type=where
    )
    by_hand = RunnerDeployment.from_flow(refit, name, concurrency_limit=1, parameters=parameters, entrypoint_type=where)
    return [by_clock, by_form, by_hand]


class _Runner(Runner):
    """Prefect's runner, which leaves at SIGTERM just as it does at Ctrl-C: its own handler forgets to wait for its farewell."""

    def handle_sigterm(self, *_args: object, **_options: object) -> None:
        signal.raise_signal(signal.SIGINT)


def serve_study(study: Path, name: str, schedule: PrefectSchedule) -> None:
    """Start what is due or asked for, each run in a process of its own, until SIGINT or SIGTERM."""
    runner = _Runner(name=f"liftmine {name}")
    for deployment in make_deployments(study, name, schedule):
        runner.add_deployment(deployment)
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
