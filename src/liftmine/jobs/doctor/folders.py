"""The folders liftmine writes to: may it, and is there room?"""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from liftmine.jobs.doctor.finding import Finding, failed, megabytes, ok, quoted
from liftmine.study.load import Configuration
from liftmine.workspace.releases import ReleaseStore
from liftmine.workspace.scan import find_files

_PROBE = b"liftmine doctor was here\n"
_WORK, _RELEASE = 40 * 2**20, 5 * 2**20  # bytes beside what grows with the papers: Prefect's database; spreadsheet and page


def check_folders(configuration: Configuration) -> list[Finding]:
    """Whether the work and releases folders can be written to, and have room for a run. That they lie outside raw is the study's matter."""
    return [
        _check_writing("work", configuration.work),
        _check_writing("releases", configuration.releases),
        _check_room(configuration),
    ]


def _check_writing(name: str, folder: Path) -> Finding:
    """Really writes a file, in the folder or where it would be made, and takes it away again."""
    place = _existing(folder)
    try:
        with tempfile.NamedTemporaryFile(prefix=".liftmine-doctor-", dir=place) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        if error.errno != errno.ENOSPC:  # a full disk is told by the check for room
            remedy = f"Let this user write there (ls -ld {quoted(place)} shows who may), or change paths.{name} in the study file"
            return failed(f"{name} folder", f"{place} cannot be written to: {error.strerror}", remedy)
    return ok(f"{name} folder", f"{folder}" + ("" if place == folder else "; the first run makes it"))


def _check_room(configuration: Configuration) -> Finding:
    """Free disk against what a run is expected to add: results as large as the papers, a release twice as large as the last."""
    papers = sum(file.lstat().st_size for file in find_files(configuration.raw)) if configuration.raw.is_dir() else 0
    latest = ReleaseStore(configuration.releases).latest()
    released = sum(file.stat().st_size for file in latest.folder.rglob("*") if file.is_file()) if latest else papers
    needs = {"work": papers + _WORK, "releases": 2 * released + _RELEASE}
    places = {"work": _existing(configuration.work), "releases": _existing(configuration.releases)}
    if places["work"].stat().st_dev == places["releases"].stat().st_dev:
        needs = {"releases": needs["work"] + needs["releases"]}
    told = []
    for name, need in needs.items():
        free = shutil.disk_usage(places[name]).free
        told.append(f"{megabytes(free)} free at {places[name]}; a run needs about {megabytes(need)}")
        if free < need:
            remedy = f"Free some space (du -sh {quoted(places[name])}/* shows what is large), or change paths.{name} in the study file"
            return failed("disk", told[-1], remedy)
    return ok("disk", "\n".join(told))


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())
