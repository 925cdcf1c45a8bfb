"""`liftmine run`: the look first, and only if something changed the flow."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from flows.api import wake_embedded_api
from flows.environment import prepare_environment
from liftmine.cli.morning import morning_facts, tell_morning
from liftmine.cli.output import print_json, tell
from liftmine.errors import LiftmineError
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House, Look
from liftmine.workspace.keys import stage_keys
from liftmine.workspace.releases import Release

Result = TypeVar("Result")


def run_nightly(study: Path, *, as_json: bool) -> None:
    """Publish a release if anything changed, and say what became of the files."""
    house = House(load_configuration(study))
    look = house.look(datetime.now(tz=UTC).date())
    if look.current is not None:
        tell(f"Nothing changed since {look.current.release_id}: {len(look.intake)} files looked at, nothing read, measured or written.")
        print_release(house.releases.get(look.current.release_id), {"is_new": False}, as_json=as_json)
        return
    if look.n_foreign:
        tell(f"{look.n_foreign} files below {house.configuration.raw} belong to no source of the study and are left alone.")
    if look.pointless:
        tell(f"metadata.csv names {len(look.pointless)} files that are not there: {', '.join(look.pointless[:5])} …")
    prepare_environment(house.configuration.work)
    with ProgressHandler():
        tell("Starting …")
        from flows.nightly import nightly  # noqa: PLC0415 -- Prefect and spaCy take seconds, and only a run needs them

        release_id = start(house.configuration.work, lambda: nightly(study))
    release = house.releases.get(release_id)
    print_release(release, {"is_new": True}, as_json=as_json)
    if "topics" not in release.manifest["models"]:
        tell("Topics are not published: the study has no topic model yet. When most of its papers are in, fit one with: liftmine refit")


def start(work: Path, flow: Callable[[], Result]) -> Result:
    """Run the flow. What fails inside it is a `LiftmineError` or an `OSError`; anything else is Prefect's own trouble."""
    try:
        wake_embedded_api(work)
        return flow()
    except (LiftmineError, OSError):
        raise
    except Exception as error:
        where = os.environ.get("PREFECT_API_URL", "embedded")
        raise LiftmineError(
            f"Prefect could not start the run: {type(error).__name__} (API: {where})",
            remedy="Check that the API in PREFECT_API_URL answers, or unset the variable to use an embedded one. Nothing was published.",
        ) from None


def dry_run(study: Path, *, as_json: bool) -> None:
    """Say what a run would read and redo."""
    house = House(load_configuration(study))
    look = house.look(datetime.now(tz=UTC).date())
    todo = count_todo(house, look) if look.current is None else {}
    if as_json:
        print_json({"files": len(look.intake), "would_publish": look.current is None, "would_redo": todo})
    elif look.current is not None:
        tell(f"Nothing changed since {look.current.release_id}; a run would do nothing.")
    else:
        tell(
            f"{len(look.intake)} files. A run would " + ", ".join(f"{stage} {n}" for stage, n in todo.items()) + " documents, and publish."
        )


def count_todo(house: House, look: Look) -> dict[str, int]:
    """Stage → number of documents whose result is missing."""
    keys = stage_keys(look.intake, house.configuration, house.model_version)
    return {stage: len(house.stages.missing(stage, keys[stage])) for stage in keys}


def print_release(release: Release, more: Mapping[str, object], *, as_json: bool) -> None:
    """Say what became of the files, and where the release is; `more` stands in the JSON."""
    statuses = Counter(release.manifest["statuses"])
    page = release.folder / "report.html"
    if as_json:
        told = {"release_id": release.release_id, "folder": str(release.folder), "report": str(page), "statuses": dict(statuses)}
        print_json(told | dict(more) | morning_facts(release))
        return
    if not tell_morning(release):
        tell(f"{statuses.total()} files: " + ", ".join(f"{n} {status}" for status, n in sorted(statuses.items())))
    print(f"release {release.folder}")
    print(f"page    {page}")


class ProgressHandler(logging.Handler):
    """Turns the progress records of the flow into bars on a terminal, and into lines elsewhere."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, disable=not self._console.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "ProgressHandler":
        logger = logging.getLogger("liftmine")
        logger.addHandler(self)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # Prefect prints what reaches the root logger, and these lines are printed here
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
        logger = logging.getLogger("liftmine")
        logger.removeHandler(self)
        logger.propagate = True

    def emit(self, record: logging.LogRecord) -> None:
        """Move the bar of the record's stage, or print the record."""
        stage = getattr(record, "stage", None)
        if stage is None or not self._console.is_terminal:
            self._console.print(record.getMessage(), markup=False, highlight=False)
            return
        done, total = record.__dict__["done"], record.__dict__["total"]
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done)
