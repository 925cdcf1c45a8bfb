"""The morning view in Prefect: what the run read and what moved, without a name of a person or a file of an interview."""

import logging
import re

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from liftmine.report.morning import Files, Morning
from liftmine.report.telling import move_rows, name_groups, tell_all, tell_names

log = logging.getLogger("liftmine")
_NOT_OF_KEYS = re.compile(r"[^a-z0-9]+")


def show_morning(study: str, morning: Morning | None) -> None:
    """Leave the view as artifacts `morning-STUDY`, `not-read-STUDY` and `moved-STUDY`. A release stands whether they come about or not."""
    if morning is None:
        return
    ending = _NOT_OF_KEYS.sub("-", study.lower()).strip("-")
    try:
        create_markdown_artifact(key=f"morning-{ending}", markdown=write_markdown(morning), description=morning.release_id)
        not_read = [{"reason": t.reason, "files": t.n_files, "what to do": t.remedy} for t in morning.troubles]
        create_table_artifact(key=f"not-read-{ending}", table=not_read, description=morning.release_id)
        moved = [dict(zip(("number", "before", "now", "what differs"), row, strict=True)) for row in move_rows(morning)]
        create_table_artifact(key=f"moved-{ending}", table=moved, description=morning.release_id)
    except Exception as error:  # whatever ails the API, what was published is published
        log.warning("Prefect took no artifacts: %s", type(error).__name__)


def write_markdown(morning: Morning) -> str:
    """The sentences of the view, and the files behind them."""
    files = [f"- **{label}**: {tell_names(group)}" for label, group in name_groups(morning)]
    files += [f"- **{t.n_files} × {t.reason}**: {tell_names(Files(t.n_files, t.names))}" for t in morning.troubles]
    return "\n\n".join([f"# {morning.release_id}", *tell_all(morning), "\n".join(files)]) + "\n"
