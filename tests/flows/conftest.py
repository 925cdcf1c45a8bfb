from pathlib import Path

import pytest
from flow_study import write_study


@pytest.fixture
def study(tmp_path) -> Path:
    return write_study(tmp_path / "study")
