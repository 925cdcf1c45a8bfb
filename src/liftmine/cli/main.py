"""The `liftmine` command: what it is called with, and what it says when something is wrong.

Every command imports what it needs when it is called, so that `--help` answers at once.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Group, Parameter

from liftmine import __version__
from liftmine.errors import LiftmineError, UsageError

app = App(
    name="liftmine",
    version=__version__,
    help="Board minutes and interviews in, parquet time series out: who speaks for which partner, and how culture and tone change "
    "across partnership years.",
    help_epilogue="Exit codes: 0 done · 1 failed · 2 usage · 3 configuration · 4 data refused, nothing published.",
)
releases = App(name="releases", help="What has been published.")
app.command(releases)
expand = App(name="expand", help="Terms that the study's own text proposes for its dimensions.")
app.command(expand)

StudyFile = Annotated[Path, Parameter(name="--study", env_var="LIFTMINE_STUDY", help="The study file.")]
AsJson = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON instead of text.")]
Filter = Parameter(group=Group("Filters of an ad-hoc run"), negative=(), show_default=False)
DEFAULT_STUDY = Path("config/study.yaml")


def main() -> None:
    """Run the command line. A user's error is printed without a traceback, and its exit code is returned to the shell."""
    os.umask(0o077)
    try:
        app(exit_on_error=False, print_error=True)
    except CycloptsError:
        sys.exit(UsageError.exit_code)
    except LiftmineError as error:
        print(f"liftmine: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has left (`| head`): nothing to tell anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        print(f"liftmine: {error.strerror or type(error).__name__}{place}", file=sys.stderr)
        print("  Check the disk's space and who may write there; what was done so far is kept.", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("liftmine: stopped; nothing was published, and the next run goes on from here", file=sys.stderr)
        sys.exit(130)


@app.command
def run(
    *,
    study: StudyFile = DEFAULT_STUDY,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    json: AsJson = False,
    years: Annotated[str | None, Filter] = None,
    partnership: Annotated[tuple[str, ...], Filter] = (),
    partner_type: Annotated[tuple[str, ...], Filter] = (),
    kind: Annotated[tuple[Literal["board_minutes", "interview", "background"], ...], Filter] = (),
    without: Annotated[tuple[Literal["implicit", "list_item", "pronoun", "pronoun_group", "initials_derived", "told"], ...], Filter] = (),
    lexicon: Annotated[Path | None, Filter] = None,
    name: Annotated[str | None, Filter] = None,
) -> None:
    """Take in what is new and publish a release, if anything changed.

    With any of the filters it is an ad-hoc run: it writes releases/adhoc/NAME and leaves the nightly series alone.

    Parameters
    ----------
    dry_run
        Say what would be read and redone, and do nothing.
    years
        Partnership years, such as 1:5, or 3, or 2: for all from the second on.
    partnership
        A partnership's id. Several may be given.
    partner_type
        Whose words are published. Several may be given.
    kind
        A kind of document. Several may be given.
    without
        Leave out voices inferred in this way, such as implicit (a speech that goes on without saying so). Several may be given.
    lexicon
        A further lexicon file, beside those of the study.
    name
        The name of its folder; one of that name is replaced. Left out, it says what was asked.
    """
    if not (partnership or partner_type or kind or without) and years is None and lexicon is None and name is None:
        from liftmine.cli.run import dry_run as rehearse
        from liftmine.cli.run import run_nightly

        (rehearse if dry_run else run_nightly)(study, as_json=json)
        return
    from liftmine.cli.adhoc import ask, rehearse_adhoc, run_adhoc

    asked = {"partnerships": partnership, "partner_types": partner_type, "kinds": kind, "without_bases": without, "name": name or ""}
    (rehearse_adhoc if dry_run else run_adhoc)(study, ask(study, years, lexicon, **asked), as_json=json)


@app.command
def refit(*, study: StudyFile = DEFAULT_STUDY, anew: Annotated[bool, Parameter(negative=())] = False, json: AsJson = False) -> None:
    """Fit a new version of the topic model, compare it with the one in use, and publish everything under it, or say why not.

    Parameters
    ----------
    anew
        Compare with nothing: a new history of topics begins.
    """
    from liftmine.cli.refit import refit_study

    refit_study(study, anew=anew, as_json=json)


@app.command
def topics(release: str = "latest", /, *, study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """Show the words of each topic of a release, and how they change between the early and the late years.

    Parameters
    ----------
    release
        Its name, such as R2026-11-23.1.
    """
    from liftmine.cli.topics import show_topics

    show_topics(release, study, as_json=json)


@app.command
def serve(*, study: StudyFile = DEFAULT_STUDY) -> None:
    """Start the nightly run when it is due, and ad-hoc runs from a form, until stopped. Starts a Prefect API where none is configured."""
    from liftmine.cli.serve import serve as serve_study

    serve_study(study)


@app.command
def init(folder: Path = Path(), /) -> None:
    """Write a new study into an empty folder: commented study file, settings, lexicons, and a small demo to run."""
    from liftmine.jobs.init import create_study

    written = create_study(folder)
    print(f"{len(written)} files written to {folder}. Next: liftmine run --study {folder / 'config' / 'study.yaml'}", file=sys.stderr)


@app.command
def schema(folder: Path = Path("config/schema"), /) -> None:
    """Write the JSON Schemas of the study, settings and lexicon files, for editors to complete and check by."""
    from liftmine.jobs.schema import write_schemas

    for path in write_schemas(folder):
        print(path)


@app.command
def doctor(*, study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """Look whether everything is in order for a run, and name the next step where it is not. Changes nothing."""
    from liftmine.cli.doctor import examine

    sys.exit(examine(study, as_json=json))


@app.command
def report(release: str = "latest", /, *, out: Path = Path("report.html"), study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """Draw the page of a release again, into a file outside of it: what is published never changes.

    Parameters
    ----------
    release
        Its name, such as R2026-11-23.1.
    out
        The file to write.
    """
    from liftmine.cli.report import report_to

    report_to(release, out, study, as_json=json)


@app.command
def export(
    table: Literal["turns", "sentences", "attendance", "meetings", "actions", "resolutions", "documents"],
    /,
    *,
    out: Path,
    study: StudyFile = DEFAULT_STUDY,
    json: AsJson = False,
) -> None:
    """Write a restricted research export. It holds text and names: keep it where the interviews may be.

    Parameters
    ----------
    table
        What to export.
    out
        The file to write; its ending says how: .parquet, .csv or .jsonl.
    """
    from liftmine.cli.export import export_to

    export_to(table, out, study, as_json=json)


@app.command
def score(
    file: Path,
    /,
    *,
    text_column: str,
    out: Path,
    target_column: str | None = None,
    study: StudyFile = DEFAULT_STUDY,
    json: AsJson = False,
) -> None:
    """Score any csv, parquet or jsonl file of texts with the study's lexicons, tone rules and topic model.

    Parameters
    ----------
    file
        The table to score.
    text_column
        The column that holds the texts.
    target_column
        The column that holds, for each text, the name of whom it is about: tone is then measured towards that name.
    out
        The file to write: every row and column of the input, then the scores.
    """
    from liftmine.cli.score import score_to

    score_to(file, text_column, target_column, out, study, as_json=json)


@releases.command(name="list")
def list_releases(*, study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """List the releases, oldest first."""
    from liftmine.cli.releases import print_releases

    print_releases(study, as_json=json)


@releases.command(name="show")
def show_release(release: str = "latest", /, *, study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """Show what a release holds and what it was made from, and check its files.

    Parameters
    ----------
    release
        Its name, such as R2026-11-23.1.
    """
    from liftmine.cli.releases import print_release

    print_release(release, study, as_json=json)


@expand.command(name="propose")
def propose_terms(out: Path, /, *, study: StudyFile = DEFAULT_STUDY, json: AsJson = False) -> None:
    """Write a CSV of terms that are used like those of the lexicons, for people to accept or reject. Needs 300,000 words.

    Parameters
    ----------
    out
        The file to write.
    """
    from liftmine.cli.expand import propose

    propose(out, study, as_json=json)


@expand.command(name="freeze")
def freeze_terms(proposals: Path, lexicon: Path, /, *, out: Path, json: AsJson = False) -> None:
    """Write a lexicon with the terms that people accepted.

    Parameters
    ----------
    proposals
        The CSV, filled in.
    lexicon
        The culture lexicon that the dimensions stand in.
    out
        The file to write.
    """
    from liftmine.cli.expand import freeze

    freeze(proposals, lexicon, out, as_json=json)
