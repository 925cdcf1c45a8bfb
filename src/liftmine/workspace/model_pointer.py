"""Which topic model is in use: one line of text, so that a look costs nothing."""

from pathlib import Path

CURRENT = "current"


def models_folder(work: Path) -> Path:
    """Where the versions lie."""
    return work / "models"


def current_version(work: Path) -> str | None:
    """The version in use; None where no model has been accepted."""
    try:
        return (models_folder(work) / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
