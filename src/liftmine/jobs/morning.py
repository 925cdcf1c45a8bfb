"""What a release says of itself in the morning, read without the libraries that tables need."""

import re

from liftmine.errors import LiftmineError
from liftmine.report.morning import MORNING, UNKNOWN_NAMES, Morning, read_morning
from liftmine.workspace.releases import Release

_PAPERS = re.compile(r"  # (\d+) paper")


def load_morning(release: Release) -> Morning | None:
    """The morning view that stands in a release; None where it has none. Raises `LiftmineError` where it cannot be read."""
    file = release.folder / MORNING
    if not file.is_file():
        return None
    try:
        return read_morning(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        raise LiftmineError(f"{file} cannot be read", remedy="The release is damaged: run again.") from None


def load_study_lines(release: Release) -> list[str]:
    """The lines for the study file that would make known whom the papers name: those of most papers first.

    They hold names of people. None where nobody is unknown, or where this user may not see them.
    """
    try:
        text = (release.folder / UNKNOWN_NAMES).read_text(encoding="utf-8")
    except OSError:
        return []
    lines = [line.strip() for line in text.splitlines() if line.lstrip().startswith("- ")]
    return sorted(lines, key=lambda line: -int(papers[1]) if (papers := _PAPERS.search(line)) else 0)
