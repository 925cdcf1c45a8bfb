"""The morning view on the terminal: the one place beside the restricted folder where names of unknown people are shown."""

from dataclasses import asdict
from typing import Any

from liftmine.cli.output import tell
from liftmine.jobs.morning import load_morning, load_study_lines
from liftmine.report.morning import UNKNOWN_NAMES, Morning
from liftmine.report.telling import (
    move_rows,
    name_groups,
    tell_files,
    tell_moves,
    tell_names,
    tell_news,
    tell_recording_breaks,
    tell_unknown,
)
from liftmine.workspace.releases import Release

_MOST_LINES = 10


def tell_morning(release: Release) -> bool:
    """Say what a release holds, what was not read and why, what is new, what moved and who is unknown. False where it has no view."""
    morning = load_morning(release)
    if morning is None:
        return False
    tell(tell_files(morning))
    for trouble in morning.troubles:
        tell(f"  {trouble.n_files} × {trouble.reason}: {trouble.remedy}")
        tell(f"      {' · '.join(trouble.names)}{' …' if trouble.n_files > len(trouble.names) else ''}")
    tell(tell_news(morning))
    for label, files in name_groups(morning):
        tell(f"  {label}: {tell_names(files)}")
    if tell_moves(morning):
        tell(tell_moves(morning))
    for cell, before, now, why in move_rows(morning):
        tell(f"  {cell}: {before} → {now} ({why})")
    for sentence in tell_recording_breaks(morning):
        tell(sentence)
    _tell_unknown(release, morning)
    return True


def _tell_unknown(release: Release, morning: Morning) -> None:
    if not tell_unknown(morning):
        return
    tell(tell_unknown(morning))
    lines = load_study_lines(release)
    for line in lines[:_MOST_LINES]:
        tell(f"  {line}")
    if len(lines) > _MOST_LINES:
        tell(f"  … and {len(lines) - _MOST_LINES:,} more in {release.folder / UNKNOWN_NAMES}")


def morning_facts(release: Release) -> dict[str, Any]:
    """The same facts for `--json`; empty where the release has none."""
    morning = load_morning(release)
    return {"morning": asdict(morning), "study_lines": load_study_lines(release)} if morning else {}
