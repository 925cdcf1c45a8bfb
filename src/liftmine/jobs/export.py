"""The restricted research exports: turns, sentences, attendance, meetings, actions, resolutions, documents (CONTRACT §4)."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.jobs.corpus import Corpus
from liftmine.jobs.topic_models import load_topic_model
from liftmine.tables.contract import Table
from liftmine.tables.restricted import (
    EXPORTED_ACTIONS,
    EXPORTED_ATTENDANCE,
    EXPORTED_DOCUMENTS,
    EXPORTED_MEETINGS,
    EXPORTED_RESOLUTIONS,
    EXPORTED_SENTENCES,
    EXPORTED_TURNS,
)
from liftmine.tables.stages import (
    ACTIONS,
    ATTENDANCE,
    MATCHES,
    MEETINGS,
    RESOLUTIONS,
    SCORES,
    SENTENCES,
    TARGET_SCORES,
    TEXTS,
    TOPIC_SHARES,
    TURNS,
)
from liftmine.tables.topic_shares import decode_shares
from liftmine.workspace.files import replacing
from liftmine.workspace.writers import write_by_ending

LEAST_TOPIC_SHARE = 0.05  # of a sentence, below which the export does not name a topic


def export_table(name: str, corpus: Corpus, target: Path) -> int:
    """Write one of the exports to `target` (.parquet, .csv, .jsonl), readable by the owner alone. Returns the number of rows."""
    contract, build = EXPORTS[name]
    table = build(corpus)
    with replacing(target) as temporary:
        write_by_ending(contract, table, target, temporary)
    return int(table.num_rows)


def build_documents(corpus: Corpus) -> pa.Table:
    """The documents table with nothing withheld."""
    return EXPORTED_DOCUMENTS.check(corpus.documents)


def build_attendance(corpus: Corpus) -> pa.Table:
    """Every attendance line with the path of its document."""
    attendance = corpus.load(ATTENDANCE)
    return EXPORTED_ATTENDANCE.build(_columns(attendance) | {"source_path": _paths(corpus, attendance)})


def build_meetings(corpus: Corpus) -> pa.Table:
    """Every meeting with the path and date of its document."""
    meetings = corpus.load(MEETINGS)
    return EXPORTED_MEETINGS.build(_columns(meetings) | _document_of(corpus, meetings))


def build_actions(corpus: Corpus) -> pa.Table:
    """Every action with its words, owners and day."""
    return _with_text(corpus, corpus.load(ACTIONS), EXPORTED_ACTIONS)


def build_resolutions(corpus: Corpus) -> pa.Table:
    """Every decision with its words and outcome."""
    return _with_text(corpus, corpus.load(RESOLUTIONS), EXPORTED_RESOLUTIONS)


def build_turns(corpus: Corpus) -> pa.Table:
    """Every turn with its text."""
    turns = corpus.load(TURNS)
    return EXPORTED_TURNS.build(_columns(turns) | {"source_path": _paths(corpus, turns), "text": _slices(corpus, turns)})


def build_sentences(corpus: Corpus) -> pa.Table:
    """Every sentence with its voice, targets, tone and matched terms. Line breaks inside a sentence become spaces."""
    sentences = corpus.load(SENTENCES)
    voices = corpus.load(TURNS).select(["document_id", "turn_no", "speaker_label", "person_id", "partner_type", "voice_mode"])
    scores = corpus.load(SCORES).select(["document_id", "sentence_no", "tone"])
    joined = sentences.join(voices, ["document_id", "turn_no"]).join(scores, ["document_id", "sentence_no"])
    joined = SENTENCES.sort(joined.combine_chunks())
    terms, toward = _terms(corpus.load(MATCHES)), _target_tones(corpus.load(TARGET_SCORES))
    keys = list(zip(joined.column("document_id").to_pylist(), joined.column("sentence_no").to_pylist(), strict=True))
    columns = _columns(joined) | {
        "source_path": _paths(corpus, joined),
        "text": [" ".join(text.split()) for text in _slices(corpus, joined)],
        "target_tones": [toward.get(key, "") for key in keys],
        "terms": [terms.get(key, "") for key in keys],
        "topic_shares": _topic_shares(corpus, keys),
    }
    return EXPORTED_SENTENCES.build({name: columns[name] for name in EXPORTED_SENTENCES.names})


EXPORTS: Mapping[str, tuple[Table, Callable[[Corpus], pa.Table]]] = {
    "turns": (EXPORTED_TURNS, build_turns),
    "sentences": (EXPORTED_SENTENCES, build_sentences),
    "attendance": (EXPORTED_ATTENDANCE, build_attendance),
    "meetings": (EXPORTED_MEETINGS, build_meetings),
    "actions": (EXPORTED_ACTIONS, build_actions),
    "resolutions": (EXPORTED_RESOLUTIONS, build_resolutions),
    "documents": (EXPORTED_DOCUMENTS, build_documents),
}


def _with_text(corpus: Corpus, table: pa.Table, contract: Table) -> pa.Table:
    words = [" ".join(text.split()) for text in _slices(corpus, table)]
    return contract.build(_columns(table) | _document_of(corpus, table) | {"text": words})


def _document_of(corpus: Corpus, table: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Path and date of the document of each row."""
    rows = pc.index_in(table["document_id"], corpus.documents["document_id"].combine_chunks()).combine_chunks()
    return {"source_path": _paths(corpus, table), "document_date": corpus.documents["document_date"].take(rows)}


def _columns(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    return dict(zip(table.column_names, table.columns, strict=True))


def _paths(corpus: Corpus, table: pa.Table) -> pa.ChunkedArray:
    ids = pa.array([item.document_id for item in corpus.intake], pa.string())
    paths = pa.array([item.path for item in corpus.intake], pa.string())
    return paths.take(pc.index_in(table.column("document_id"), ids).combine_chunks())


def _slices(corpus: Corpus, table: pa.Table) -> list[str]:
    texts = dict(zip(*(column.to_pylist() for column in corpus.load(TEXTS).columns), strict=True))
    spans = (table.column(name).to_pylist() for name in ("document_id", "char_start", "char_end"))
    return [texts[document][start:end] for document, start, end in zip(*spans, strict=True)]


def _target_tones(scores: pa.Table) -> dict[tuple[str, int], str]:
    """(document_id, sentence_no) → `type=tone; type=tone`, in order of name."""
    found: dict[tuple[str, int], list[str]] = {}
    for row in scores.to_pylist():
        found.setdefault((row["document_id"], row["sentence_no"]), []).append(f"{row['target_type']}={row['tone']:.2f}")
    return {key: "; ".join(tones) for key, tones in found.items()}


def _terms(matches: pa.Table) -> dict[tuple[str, int], str]:
    """(document_id, sentence_no) → `dimension=term,term; dimension=term`, in order of name."""
    found: dict[tuple[str, int], dict[str, list[str]]] = {}
    for row in matches.to_pylist():
        by_dimension = found.setdefault((row["document_id"], row["sentence_no"]), {})
        by_dimension.setdefault(row["dimension"], []).append(row["term"])
    return {key: "; ".join(f"{dimension}={','.join(terms)}" for dimension, terms in by.items()) for key, by in found.items()}


def _topic_shares(corpus: Corpus, keys: list[tuple[str, int]]) -> list[str | None]:
    """`topic=share; …` of each sentence, largest first, down to `LEAST_TOPIC_SHARE`; None where no word of a model stands in it."""
    model = load_topic_model(corpus.house)
    if model is None:
        return [None] * len(keys)
    table = corpus.load(TOPIC_SHARES)
    told = {}
    shares = decode_shares(table["shares"], len(model.topics))
    for document, number, row in zip(table["document_id"].to_pylist(), table["sentence_no"].to_pylist(), shares, strict=True):
        large = [k for k in np.argsort(-row, kind="stable").tolist() if row[k] >= LEAST_TOPIC_SHARE]
        told[document, number] = "; ".join(f"{model.topics[k]}={row[k]:.3f}" for k in large)
    return [told.get(key) for key in keys]
