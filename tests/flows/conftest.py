import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flow_study import add_confidences, copy_study, write_study

from flows.nightly import nightly


@pytest.fixture
def study(tmp_path) -> Path:
    return write_study(tmp_path / "study")


@pytest.fixture(scope="session")
def published_once(prefect_api, tmp_path_factory) -> Path:
    """The small study after its first night; not to be changed."""
    study = write_study(tmp_path_factory.mktemp("published"))
    nightly(study)
    return study


@pytest.fixture
def published_study(published_once, tmp_path) -> Path:
    """The small study after its first night."""
    return copy_study(published_once, tmp_path / "published")


@pytest.fixture(scope="session")
def lend_database(prefect_api, tmp_path_factory):
    """Gives a work folder a fresh database of Prefect, which takes Prefect itself longer to make than a night takes."""
    from prefect.settings import get_current_settings

    url = get_current_settings().server.database.connection_url.get_secret_value()
    fresh = tmp_path_factory.mktemp("database") / "prefect.db"
    with closing(sqlite3.connect(url.partition("///")[2])) as source, closing(sqlite3.connect(fresh)) as target:
        source.backup(target)

    def lend(work: Path) -> None:
        (work / "prefect").mkdir(parents=True, mode=0o700)
        work.chmod(0o700)
        shutil.copyfile(fresh, work / "prefect" / "prefect.db")

    return lend


@dataclass(frozen=True)
class TwoRuns:
    """What came of `liftmine run`, started twice at once on a study that had never run."""

    study: Path
    codes: list[int]
    printed: list[str]
    told: list[str]

    @property
    def folder(self) -> Path:
        return self.study.parent.parent


@pytest.fixture(scope="session")
def two_runs(tmp_path_factory) -> TwoRuns:
    """One study for all that ask what the command leaves behind; not to be changed."""
    study = write_study(tmp_path_factory.mktemp("command"))
    add_confidences(study)
    command = [sys.executable, "-m", "liftmine", "run", "--study", str(study)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    said = [process.communicate() for process in started]
    return TwoRuns(study, [process.returncode for process in started], *map(list, zip(*said, strict=True)))
