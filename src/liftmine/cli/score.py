"""`liftmine score`: any table of texts."""

from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.score import score_file
from liftmine.study.load import load_configuration


def score_to(file: Path, text_column: str, target_column: str | None, out: Path, study: Path, *, as_json: bool) -> None:
    """Score the file and say how many rows were written."""
    rows = score_file(file, text_column, target_column, out, load_configuration(study).lexicons)
    if as_json:
        print_json({"file": str(out), "rows": rows})
    else:
        tell(f"{rows} rows written to {out}")
