"""What a study keeps between runs: the publisher's lock, the ledger, and the results of the stages."""

from pathlib import Path

from liftmine.jobs.doctor.finding import Finding, command, failed, ok, quoted, warning
from liftmine.study.load import Configuration
from liftmine.workspace.inspection import check_ledger, damaged_parts, find_holder


def check_state(configuration: Configuration, study: Path) -> list[Finding]:
    """Lock, ledger and stored results. Where the ledger is broken, nothing can be said of the results."""
    ledger = configuration.work / "ledger.sqlite"
    findings = [_check_lock(configuration.work / "publisher.lock")]
    if not ledger.exists():
        return [*findings, ok("ledger", "none yet; the first run makes it")]
    if problem := check_ledger(ledger):
        aside = quoted(configuration.work / "damaged")
        remedy = f"mkdir -p {aside} && mv {quoted(ledger)}* {aside}/ && {command('run', study)}  (reads every paper again)"
        return [*findings, failed("ledger", f"{ledger} is damaged: {problem}", remedy)]
    return [*findings, ok("ledger", f"{ledger} is sound"), _check_parts(configuration, ledger, study)]


def _check_lock(lock: Path) -> Finding:
    holder = find_holder(lock)
    if holder is None:
        return ok("lock", "nobody is publishing this study")
    since = f" since {holder.since:%Y-%m-%d %H:%M} UTC" if holder.since else ""
    who = f"process {holder.pid}" if holder.pid else "another process"
    remedy = f"Wait until it has ended. If it hangs: kill {holder.pid or 'PID'}; the next run goes on from there"
    return warning("lock", f"{who} is publishing this study{since}", remedy)


def _check_parts(configuration: Configuration, ledger: Path, study: Path) -> Finding:
    n_parts, n_damaged = damaged_parts(ledger, configuration.work / "restricted" / "stages")
    if not n_damaged:
        return ok("stored results", f"{n_parts:,} parts, all sound")
    remedy = f"Nothing is lost: what is damaged is made anew by the next run that needs it: {command('run', study)}"
    return warning("stored results", f"{n_damaged} of {n_parts:,} parts are missing or damaged", remedy)
