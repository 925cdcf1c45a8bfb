"""`liftmine report`: the page of a release, drawn again."""

from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.report import write_report
from liftmine.study.load import load_configuration
from liftmine.workspace.releases import ReleaseStore


def report_to(name: str, out: Path, study: Path, *, as_json: bool) -> None:
    """Write the page of a release to a file outside of it."""
    configuration = load_configuration(study)
    release = ReleaseStore(configuration.releases).get(name)
    write_report(release, out, configuration.study)
    if as_json:
        print_json({"release_id": release.release_id, "page": str(out)})
    else:
        tell(f"{release.release_id}: page written to {out}")
