"""`release.json`: what a release was made of, and what it holds (CONTRACT §3)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the release. `rows` is None for files that are no tables."""

    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything `release.json` says. The only place where the id and the time of a release stand.

    `lexicons` maps names to SHA-256, `models` names to versions, `seeds` names to numbers, `packages` names to versions, `statuses`
    a status to its number of documents, `files` a path below the release to its facts. `inputs` are the SHA-256 of the documents
    seen, `base_release` the release an ad-hoc one was made on, `request` what was asked of it.
    """

    release_id: str
    created_at: datetime
    code_version: str
    study_sha256: str
    settings_sha256: str
    lexicons: Mapping[str, str]
    models: Mapping[str, str]
    seeds: Mapping[str, int]
    packages: Mapping[str, str]
    inputs: Sequence[str]
    statuses: Mapping[str, int]
    files: Mapping[str, FileFacts]
    base_release: str | None = None
    request: Mapping[str, Any] | None = None

    def to_json(self) -> str:
        """The same facts are the same bytes: keys and inputs sorted, the time in UTC to the second."""
        content = {name: getattr(self, name) for name in self.__slots__}
        content["created_at"] = self.created_at.astimezone(UTC).isoformat(timespec="seconds")
        content["inputs"] = sorted(self.inputs)
        content["files"] = {path: asdict(facts) for path, facts in self.files.items()}
        return to_stable_json({name: dict(value) if isinstance(value, Mapping) else value for name, value in content.items()})


def to_stable_json(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys, two spaces, and a newline at the end."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
