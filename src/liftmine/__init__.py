"""liftmine: who speaks for which partner, and how culture and tone change across partnership years."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liftmine.workspace.releases import Release

__version__ = "0.1.0"


def open_release(releases: Path | str, name: str = "latest") -> "Release":
    """A release of a releases folder, resolved once: reading goes on from it even when `latest` moves meanwhile.

    `open_release("releases").table("culture_series")` is an Arrow table. Raises `UsageError` where there is no such release.
    """
    from liftmine.workspace.releases import ReleaseStore  # noqa: PLC0415 -- importing liftmine must cost nothing

    return ReleaseStore(Path(releases)).get(name)
