import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.nightly import nightly
from liftmine import open_release
from liftmine.jobs.corpus import load_corpus
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo(tmp_path_factory, prefect_api):
    """The release of the demo study, and the corpus it was made of."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "config", folder / "config")
    shutil.copytree(ROOT / "data_raw", folder / "data_raw")
    study = folder / "config" / "study.yaml"
    nightly(study)
    house = House(load_configuration(study))
    return open_release(house.configuration.releases), load_corpus(house, house.look(datetime.now(tz=UTC).date()))
