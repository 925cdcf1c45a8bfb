"""`liftmine export`: the restricted research exports."""

from datetime import UTC, datetime
from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.corpus import load_corpus
from liftmine.jobs.export import export_table
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House


def export_to(table: str, out: Path, study: Path, *, as_json: bool) -> None:
    """Write the export and say how many rows it has."""
    house = House(load_configuration(study))
    corpus = load_corpus(house, house.look(datetime.now(tz=UTC).date()))
    rows = export_table(table, corpus, out)
    if corpus.n_unread:
        tell(f"{corpus.n_unread} files have not been taken in yet; `liftmine run` does that")
    if as_json:
        print_json({"table": table, "file": str(out), "rows": rows, "files_not_taken_in": corpus.n_unread})
    else:
        tell(f"{rows} rows written to {out}")
