"""All checks, in the order in which a fault matters."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from liftmine.errors import ConfigurationError, LiftmineError
from liftmine.jobs.doctor.api import check_api
from liftmine.jobs.doctor.configuration import check_configuration, check_metadata, check_schedule
from liftmine.jobs.doctor.finding import Finding, Level
from liftmine.jobs.doctor.folders import check_folders
from liftmine.jobs.doctor.papers import check_papers
from liftmine.jobs.doctor.program import Probe, check_scans, check_versions
from liftmine.jobs.doctor.published import check_release
from liftmine.jobs.doctor.state import check_state
from liftmine.study.load import Configuration
from liftmine.study.settings import ReadingLimits


def examine_study(study: Path, now: datetime, environment: Mapping[str, str]) -> list[Finding]:
    """Every check of a study, in order. Without a sound configuration only the program itself can be checked.

    `now` is the time with its zone, `environment` that of the process. Nothing is changed: a file is written to the work and releases
    folders and taken away again.
    """
    probe = Probe()
    configuration, sound = check_configuration(study)
    probe.begin(*(configuration.settings.reading, configuration.parser) if configuration else (ReadingLimits(), None))
    places = check_places(configuration, study, now, environment) if configuration else []
    return [*check_versions(), sound, *places, *probe.findings()]


def check_places(configuration: Configuration, study: Path, now: datetime, environment: Mapping[str, str]) -> list[Finding]:
    """The checks of what lies outside the program: papers, folders, Prefect, ledger, releases."""
    return [
        check_metadata(configuration, study),
        check_schedule(configuration),
        *check_papers(configuration),
        check_scans(configuration.settings.reading),
        *check_folders(configuration),
        check_api(configuration, study, environment),
        *check_state(configuration, study),
        *check_release(configuration, study, now),
    ]


def exit_code(findings: Sequence[Finding]) -> int:
    """0 where nothing failed, 3 where configuration did, else 1."""
    faults = [finding for finding in findings if finding.level is Level.FAILED]
    if any(finding.is_configuration for finding in faults):
        return ConfigurationError.exit_code
    return LiftmineError.exit_code if faults else 0
