"""`liftmine doctor`: a line a check, the next step under each that is not well."""

import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.doctor.examine import examine_study, exit_code
from liftmine.jobs.doctor.finding import Finding, Level

_SIGNS = {Level.OK: "ok     ", Level.WARNING: "WARNING", Level.FAILED: "FAILED "}
_INDENT = " " * 26


def examine(study: Path, *, as_json: bool) -> int:
    """Print every check, and return the exit code: 0 all well, 1 something failed, 3 configuration is at fault."""
    findings = examine_study(study, datetime.now(UTC), os.environ)
    code = exit_code(findings)
    if as_json:
        print_json({"exit_code": code, "checks": [asdict(finding) for finding in findings]})
        return code
    for finding in findings:
        _print_finding(finding)
    counts = [f"{n} {level}" for level in Level if (n := sum(finding.level is level for finding in findings))]
    tell(", ".join(counts))
    sys.stdout.flush()
    return code


def _print_finding(finding: Finding) -> None:
    first, *others = finding.found.splitlines() or [""]
    print(f"{_SIGNS[finding.level]}  {finding.check:15}  {first}")
    for line in others:
        print(f"{_INDENT}{line}")
    if finding.remedy:
        print(f"{_INDENT}→ {finding.remedy}")
