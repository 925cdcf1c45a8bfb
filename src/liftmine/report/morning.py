"""The morning view of a release: what was read, what not and why, who is unknown, and what moved since the release before.

It stands in the release as `morning.json` and is public: files of interviews are counts and ids, and of unknown people there is a
number only. The page, the terminal and Prefect's artifacts show the same facts. Reading it needs nothing but JSON, because the
terminal shows it also when nothing has changed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from liftmine.report.status import Trouble

MORNING = "morning.json"
UNKNOWN_NAMES = "restricted/unknown_names.yaml"  # beside it, for those who may see names


@dataclass(frozen=True, slots=True)
class Files:
    """So many files, and the names of the first of them (paths of minutes, ids of interviews)."""

    n: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A published number that is another one than before. `cell` names it in words, `why` what it may come from."""

    table: str
    cell: str
    unit: str
    before: float
    now: float
    why: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of the numbers published before: all that both releases publish, and those that moved beyond rounding.

    `n_by_documents` of the moved ones are cells whose own documents came, went or changed. `causes` are what else differs between
    the releases: study, settings, lexicons, models, code, libraries. `vanished` counts by reason what is no longer published;
    `biggest` moved most, measured by their intervals.
    """

    n_compared: int
    n_moved: int
    n_by_documents: int
    n_appeared: int
    vanished: Mapping[str, int]
    causes: tuple[str, ...]
    biggest: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many people and organisations in attendance lists of minutes the study does not know."""

    n_people: int
    n_organisations: int


@dataclass(frozen=True, slots=True)
class Morning:
    """The whole view. `base_release` is None for a first release: then nothing is new, changed, gone or moved.

    `new`, `changed` (other content under the same path), `gone`: files against the release before; `now_read` and `no_longer_read`:
    files that are the same and have another status. `attributed` is the share (per cent) of sentences with a known partner type.
    `n_recognised` of the files are scans that were read by OCR. `recording` are sentences on breaks of recording that the release before
    did not tell of.
    """

    release_id: str
    base_release: str | None
    n_files: int
    statuses: Mapping[str, int]
    new: Files
    changed: Files
    gone: Files
    now_read: Files
    no_longer_read: Files
    troubles: tuple[Trouble, ...]
    n_sentences: int
    attributed: str
    unknown: Unknown
    moves: Moves
    n_recognised: int = 0  # older releases say nothing of these two
    recording: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The same facts are the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_morning(text: str) -> Morning:
    """What `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` where it is something else."""
    raw: dict[str, Any] = json.loads(text)
    files = {name: Files(raw[name]["n"], tuple(raw[name]["names"])) for name in ("new", "changed", "gone", "now_read", "no_longer_read")}
    moves = raw["moves"] | {"causes": tuple(raw["moves"]["causes"]), "biggest": tuple(Move(**each) for each in raw["moves"]["biggest"])}
    troubles = tuple(Trouble(**each | {"names": tuple(each["names"])}) for each in raw["troubles"])
    parts = {"moves": Moves(**moves), "troubles": troubles, "unknown": Unknown(**raw["unknown"])}
    return Morning(**raw | files | parts | {"recording": tuple(raw.get("recording", ()))})
