"""`liftmine run` with filters: a release of one's own, beside the nightly series."""

import os
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

from flows.environment import prepare_environment
from liftmine.cli.output import print_json, tell
from liftmine.cli.run import ProgressHandler, count_todo, print_release, start
from liftmine.errors import UsageError
from liftmine.jobs.request import Request
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House
from liftmine.workspace.releases import ADHOC, Release


def ask(study: Path, years: str | None, lexicon: Path | None, **asked: object) -> Request:
    """The request of a command line. Raises `UsageError` where the years are none."""
    first, last = _read_years(years) if years is not None else (None, None)
    # A release is handed round: what stands in it names no folder of this machine.
    beside = os.path.relpath(lexicon, study.parent) if lexicon else ""
    return Request.model_validate({"first_year": first, "last_year": last, "lexicon": beside, **asked})


def _read_years(text: str) -> tuple[int | None, int | None]:
    """`1:5`, `3`, `:5`, `2:`, `-1:3`: first and last partnership year."""
    found = re.fullmatch(r"(-?\d{1,4})?(:)?(-?\d{1,4})?", text.strip())
    if found is None or not (found[1] or found[3]):
        raise UsageError(f"--years '{text}' are no partnership years", remedy="Write 1:5, or 3, or 2: for all from year 2 on.")
    first, several, last = (int(found[1]) if found[1] else None), found[2], (int(found[3]) if found[3] else None)
    return first, last if several else first


def command_line(study: Path, request: Request) -> str:
    """The command that repeats the request, whatever it was started from."""
    years = (request.first_year, request.last_year)
    options = [("--partnership", name) for name in request.partnerships]
    if years != (None, None):
        options.append(("--years", ":".join("" if year is None else str(year) for year in years)))
    options += [("--partner-type", name) for name in request.partner_types]
    options += [("--kind", name) for name in request.kinds]
    options += [("--without", basis) for basis in request.without_bases]
    options += [("--lexicon", os.path.relpath(study.parent / request.lexicon))] if request.lexicon else []
    words = [f"{name}={value}" if value.startswith("-") else (name, value) for name, value in [*options, ("--name", request.folder_name)]]
    flat = [part for word in words for part in ([word] if isinstance(word, str) else word)]
    return shlex.join(["liftmine", "run", "--study", str(study), *flat])


def run_adhoc(study: Path, request: Request, *, as_json: bool) -> None:
    """Say how to repeat the request, measure what it asks for, and say where it lies."""
    house = _open(study, request)
    command = command_line(study, request)
    tell(command)
    prepare_environment(house.configuration.work)
    with ProgressHandler():
        tell("Starting …")
        from flows.adhoc import adhoc  # noqa: PLC0415 -- Prefect and spaCy take seconds

        name = start(house.configuration.work, lambda: adhoc(study, request))
    release = Release(house.releases.folder / ADHOC / name)
    base = release.manifest["base_release"]
    tell(f"Based on {base}; what it withholds is withheld here." if base else "There is no nightly release yet that this is based on.")
    print_release(release, {"command": command, "base_release": base}, as_json=as_json)


def rehearse_adhoc(study: Path, request: Request, *, as_json: bool) -> None:
    """Say what the request would read and redo."""
    from liftmine.jobs.selection import select_files  # noqa: PLC0415 -- only this needs pyarrow

    house = _open(study, request)
    look = select_files(house.look(datetime.now(tz=UTC).date()), request)
    todo = count_todo(house, look)
    if as_json:
        print_json({"files": len(look.intake), "would_write": f"{ADHOC}/{request.folder_name}", "would_redo": todo})
        return
    steps = ", ".join(f"{stage} {n}" for stage, n in todo.items())
    tell(f"{len(look.intake)} files. A run would {steps} documents, and write {ADHOC}/{request.folder_name}.")


def _open(study: Path, request: Request) -> House:
    house = House(load_configuration(study, [study.parent / request.lexicon] if request.lexicon else []))
    request.check(house.configuration.study)
    return house
