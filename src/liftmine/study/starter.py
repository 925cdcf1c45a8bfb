"""What the package brings along: a commented study with settings and lexicons, and the demo's papers."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def starter_folder() -> Path:
    """The folder that holds `config/` and `data_raw/`: inside an installed package, else the project's own.

    Raises `FileNotFoundError` where an installation is incomplete.
    """
    package = Path(str(files("liftmine")))
    for folder in (package / "starter", *package.parents[1:2]):  # a wheel; a checkout installed as editable
        if (folder / "config" / "settings.yaml").is_file():
            return folder
    raise FileNotFoundError("liftmine was installed without its starter files; install it again")
