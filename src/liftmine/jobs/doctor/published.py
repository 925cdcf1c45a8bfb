"""The last release: is it there, whole, pointed to and young enough? And does the clock agree with it?"""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from liftmine.errors import LiftmineError
from liftmine.jobs.doctor.finding import Finding, command, failed, ok, quoted, warning
from liftmine.study.load import Configuration
from liftmine.workspace.house import House
from liftmine.workspace.releases import Release, ReleaseStore
from liftmine.workspace.scan import find_files

OLDEST = timedelta(hours=26)  # a nightly run, and the night the clocks go back
_SLACK = timedelta(minutes=10)  # clocks of file servers differ by seconds


def check_release(configuration: Configuration, study: Path, now: datetime) -> list[Finding]:
    """The pointer, the files and the age of the last release, and whether anything stems from the future."""
    store = ReleaseStore(configuration.releases)
    releases, latest = store.all(), store.latest()
    run = command("run", study)
    if latest is None:
        pointer = configuration.releases / "latest"
        if not releases and not pointer.is_symlink():
            return [warning("release", "nothing has been published yet", run)]
        lost = f"points to {pointer.readlink()}, which is not there" if pointer.is_symlink() else "is missing"
        return [failed("release", f"{pointer} {lost}", f"{run}  (publishes anew and mends the pointer)")]
    try:
        made, damaged = datetime.fromisoformat(latest.manifest["created_at"]), latest.damaged_files()
    except (LiftmineError, KeyError, ValueError):
        damaged, made = ["release.json"], None
    if damaged or made is None:
        folder = quoted(latest.folder)
        found = f"{latest.release_id}: {len(damaged)} files are missing or changed: {', '.join(damaged)}"
        return [failed("release", found, f"chmod -R u+w {folder} && rm -r {folder} && {run}")]
    newest = releases[-1].release_id
    findings = [
        ok("release", f"{latest.release_id} is whole")
        if newest == latest.release_id
        else warning("release", f"latest points to {latest.release_id}, the newest is {newest}", f"If nobody went back on purpose: {run}")
    ]
    return [*findings, _check_age(configuration, latest, now - made, study), _check_clock(configuration, latest, made, now)]


def _check_age(configuration: Configuration, latest: Release, age: timedelta, study: Path) -> Finding:
    """The alarm: no release younger than 26 hours. Where nothing has changed since, an old one is still right."""
    told = f"{latest.release_id} is {age.total_seconds() / 3600:,.0f} hours old"
    if age <= OLDEST:
        return ok("age", told)
    if _is_current(configuration, latest):
        return warning(
            "age",
            f"{told}; it is still right, as nothing has changed since",
            f"Look whether the schedule is running: {command('serve', study)}",
        )
    remedy = f"{command('run', study)}  and look whether the schedule is running: {command('serve', study)}"
    return failed("age", f"{told}, and papers, configuration or program have changed since", remedy)


def _is_current(configuration: Configuration, latest: Release) -> bool:
    house = House(configuration)
    try:
        current = house.look(datetime.now().astimezone().date()).current
    except (LiftmineError, OSError, sqlite3.Error):
        return False
    finally:
        if "ledger" in vars(house):
            house.ledger.close()
    return current is not None and current.release_id == latest.release_id


def _check_clock(configuration: Configuration, latest: Release, made: datetime, now: datetime) -> Finding:
    if made > now + _SLACK:
        found = (
            f"{latest.release_id} was made at {made:%Y-%m-%d %H:%M} UTC, which is still to come: this machine says {now:%Y-%m-%d %H:%M} UTC"
        )
        return failed("clock", found, "Set the clock of this machine (timedatectl status shows it)")
    files = find_files(configuration.raw) if configuration.raw.is_dir() else ()
    ahead = sum(file.lstat().st_mtime > (now + _SLACK).timestamp() for file in files)
    if ahead:
        return warning(
            "clock", f"{ahead} papers were written in the future by this machine's clock", "Look at the clock: timedatectl status"
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC; nothing stems from the future")
