"""The published words of a topic model, put together for a reader: what each topic is about, and how that changes over the years."""

from dataclasses import dataclass
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc

WORDS = 12
_MOVED = 5
_LEAST_SHIFT = 0.002  # of a topic's words; less is the chance of a few sentences


@dataclass(frozen=True)
class Shift:
    """A word, and its share in the words of its topic in the first and in the second half of the partnership years."""

    term: str
    early: float
    late: float


@dataclass(frozen=True)
class Topic:
    """A topic of a model version: its heaviest words, how good it is, what it continues, and the words that gained and lost most."""

    topic_id: str
    words: tuple[str, ...]
    coherence: float | None
    stability: float | None
    continues: str | None
    gained: tuple[Shift, ...]
    lost: tuple[Shift, ...]


def read_topics(table: pa.Table, version: str) -> list[Topic]:
    """The topics of a version in the published table TOPICS, by name."""
    rows = table.filter(pc.equal(table["model_version"], version)).sort_by([("topic_id", "ascending"), ("rank", "ascending")]).to_pylist()
    return [_read_topic(topic, list(group)) for topic, group in groupby(rows, key=lambda row: str(row["topic_id"]))]


def _read_topic(topic: str, rows: list[dict[str, object]]) -> Topic:
    first, shifts = rows[0], []
    for row in rows:
        early, late = row["share_early"], row["share_late"]
        if isinstance(early, float) and isinstance(late, float) and abs(late - early) >= _LEAST_SHIFT:
            shifts.append(Shift(str(row["term"]), early, late))
    shifts.sort(key=lambda shift: (shift.early - shift.late, shift.term))
    gained = tuple(shift for shift in shifts if shift.late > shift.early)[:_MOVED]
    lost = tuple(shift for shift in reversed(shifts) if shift.late < shift.early)[:_MOVED]
    coherence, stability, continues = first["coherence"], first["stability"], first["matched_topic_id"]
    return Topic(
        topic,
        tuple(str(row["term"]) for row in rows[:WORDS]),
        coherence if isinstance(coherence, float) else None,
        stability if isinstance(stability, float) else None,
        str(continues) if continues is not None else None,
        gained,
        lost,
    )
