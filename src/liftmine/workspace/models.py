"""Topic models on disk: `work/models/VERSION/`, and `work/models/current` that names the one in use.

A version is named after its content. Which one is in use is history: a clean rebuild keeps this folder (CONTRACT §5).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from liftmine.errors import LiftmineError
from liftmine.tables.published import TOPICS
from liftmine.workspace.files import replacing, sha256_file
from liftmine.workspace.model_pointer import CURRENT, models_folder

_CARD, _NUMBERS, _TOPICS = "model.json", "numbers.npz", "topics.parquet"


@dataclass(frozen=True)
class StoredModel:
    """A model as it lies on disk: numbers by name, what describes them, and its rows of TOPICS."""

    card: Mapping[str, Any]
    numbers: Mapping[str, np.ndarray[Any, Any]]
    topics: pa.Table


class ModelStore:
    """The versions of a study's topic model."""

    def __init__(self, work: Path) -> None:
        self._folder = models_folder(work)

    def save(self, version: str, model: StoredModel) -> None:
        """Write a version; its card comes last and names the checksums of the rest."""
        folder = self._folder / version
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(folder / _NUMBERS) as temporary, temporary.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **model.numbers)
        with replacing(folder / _TOPICS) as temporary:
            pq.write_table(TOPICS.check(model.topics), temporary)
        files = {name: sha256_file(folder / name) for name in (_NUMBERS, _TOPICS)}
        with replacing(folder / _CARD) as temporary:
            temporary.write_text(json.dumps({**model.card, "files": files}, indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")

    def use(self, version: str) -> None:
        """From now on runs score with `version`."""
        with replacing(self._folder / CURRENT) as temporary:
            temporary.write_text(version + "\n", encoding="utf-8")

    def load(self, version: str) -> StoredModel:
        """A version. Raises `LiftmineError` where it is missing or damaged."""
        folder = self._folder / version
        try:
            card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
            sound = all(sha256_file(folder / name) == checksum for name, checksum in card["files"].items())
        except (OSError, ValueError, KeyError):
            sound = False
        if not sound:
            raise LiftmineError(
                f"the topic model {version} in {self._folder} is missing or damaged",
                remedy="Bring work/models back from a backup; or delete work/models/current and begin anew with: liftmine refit",
            )
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            return StoredModel(card, {name: numbers[name] for name in numbers.files}, pq.read_table(folder / _TOPICS, schema=TOPICS.schema))

    def topics(self, version: str | None) -> pa.Table:
        """TOPICS of `version` and of those it continues, back to the first; no rows for None."""
        tables = []
        while version is not None:
            model = self.load(version)
            tables.append(model.topics)
            version = model.card["before"]
        return TOPICS.concat(tables)
