"""Study, settings, lexicons and metadata: every problem with its line and column."""

from pathlib import Path

from liftmine.errors import ConfigurationError
from liftmine.jobs.doctor.finding import Finding, command, failed, ok
from liftmine.study.load import Configuration, load_configuration
from liftmine.study.metadata import load_metadata


def check_configuration(study: Path) -> tuple[Configuration | None, Finding]:
    """The configuration, if it is sound."""
    try:
        configuration = load_configuration(study)
    except ConfigurationError as error:
        remedy = error.remedy or f"Correct the lines named, then: {command('doctor', study)}"
        return None, failed("configuration", "\n".join(map(str, error.problems)), remedy, is_configuration=True)
    partnerships, lexicons = len(configuration.study.partnerships), len(configuration.lexicons.dimensions)
    return configuration, ok("configuration", f"study {configuration.study.study}: {partnerships} partnerships, {lexicons} dimensions")


def check_metadata(configuration: Configuration, study: Path) -> Finding:
    """Whether metadata.csv, if there is one, says only what can be understood, and only of files that are there."""
    name = configuration.study.metadata
    file = configuration.raw / name if name else None
    if file is None or not file.exists():
        return ok("metadata", f"{name} is not there; it is optional" if name else "the study names no metadata file")
    try:
        rows = load_metadata(file, configuration.study)
    except ConfigurationError as error:
        remedy = f"Correct the lines named, then: {command('doctor', study)}"
        return failed("metadata", "\n".join(map(str, error.problems)), remedy, is_configuration=True)
    except OSError as error:
        return failed("metadata", f"{file}: {error.strerror}", f"Let this user read it: chmod u+r {file}", is_configuration=True)
    return ok("metadata", f"{len(rows)} files described")


def check_schedule(configuration: Configuration) -> Finding:
    """When the nightly run is due. What cannot be a schedule is a problem of the settings."""
    schedule = configuration.settings.schedule
    return ok("schedule", f"{schedule.cron}, {schedule.timezone}, while `liftmine serve` or a worker is running")
