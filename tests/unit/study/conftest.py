"""Writes small studies into folders of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_study import LEXICONS, STUDY


@pytest.fixture
def make_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes a study beside settings and lexicons, goes to its folder, and returns the study file as a user would give it."""

    def make(study: str | bytes = STUDY, settings: str = "", lexicons: dict[str, str] = LEXICONS) -> Path:
        (tmp_path / "lexicons").mkdir(exist_ok=True)
        (tmp_path / "study.yaml").write_bytes(study if isinstance(study, bytes) else study.encode())
        (tmp_path / "settings.yaml").write_text(settings)
        for name, text in lexicons.items():
            (tmp_path / "lexicons" / f"{name}.yaml").write_text(text)
        monkeypatch.chdir(tmp_path)
        return Path("study.yaml")

    return make
