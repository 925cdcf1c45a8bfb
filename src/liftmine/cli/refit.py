"""`liftmine refit`: a new version of the topic model."""

from dataclasses import asdict
from pathlib import Path

from flows.environment import prepare_environment
from liftmine.cli.output import tell
from liftmine.cli.run import ProgressHandler, print_release, start
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House


def refit_study(study: Path, *, anew: bool, as_json: bool) -> None:
    """Fit, compare, and publish under the new version; say what became of it. Raises `DataRefused` where it is refused."""
    house = House(load_configuration(study))
    prepare_environment(house.configuration.work)
    with ProgressHandler():
        tell("Starting …")
        from flows.refit import refit  # noqa: PLC0415 -- Prefect and spaCy take seconds

        outcome, release_id = start(house.configuration.work, lambda: refit(study, anew=anew))
    if not outcome.is_new:
        tell(f"Nothing to fit: {outcome.version} is in use, and was fitted on these papers with these lexicons and settings.")
    elif outcome.before is None:
        tell(f"Topic model {outcome.version} is in use now; there was none to compare it with.")
    else:
        r = "" if outcome.least_correlation is None else f", every series correlates {outcome.least_correlation:.3f} or more"
        tell(f"Topic model {outcome.version} follows {outcome.before}{r}.")
        tell(f"{outcome.n_kept} topics go on. New: {', '.join(outcome.born) or 'none'}. Ended: {', '.join(outcome.retired) or 'none'}.")
    if outcome.is_new:
        tell("What the topics are about, and how their words change: liftmine topics")
    told = asdict(outcome) if as_json else {}
    print_release(house.releases.get(release_id), told, as_json=as_json)
