"""A new study folder: a commented study with settings and lexicons, and a small demo that runs as it is."""

import shutil
from pathlib import Path

from liftmine.errors import UsageError
from liftmine.jobs.schema import write_schemas
from liftmine.study.starter import starter_folder

_PARTS = ("config", "data_raw")
_SCHEMAS = Path("config", "schema")


def create_study(folder: Path) -> list[Path]:
    """Writes `config/` and `data_raw/` into a new or empty folder, and returns the path of every file written, sorted.

    Raises `UsageError` where the folder holds anything, is a file, or cannot be written to.
    """
    _refuse_used(folder)
    starter = starter_folder()
    try:
        written = [_copy(file, folder / file.relative_to(starter)) for part in _PARTS for file in _starter_files(starter / part)]
        return sorted(written + write_schemas(folder / _SCHEMAS))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}", remedy="Choose another folder.") from None


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file.", remedy="Name a new or empty folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; nothing was written.", remedy="Name a new or empty folder: liftmine init DIR")


def _starter_files(part: Path) -> list[Path]:
    """What belongs to a study; hidden files and schemas that somebody wrote into a checkout do not."""
    files = [file for file in sorted(part.rglob("*")) if file.is_file()]
    return [file for file in files if not any(name.startswith(".") or name == _SCHEMAS.name for name in file.relative_to(part).parts)]


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target
