"""`liftmine score`: tone and culture of any table of texts, without a study's papers, a release or Prefect."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.errors import UsageError
from liftmine.jobs.rows import choose_column, read_rows, write_rows
from liftmine.language.parsing import parse_sentences
from liftmine.language.pipeline import tokenise
from liftmine.language.sentences import split_sentences
from liftmine.measures.expressions import find_expressions
from liftmine.measures.targets import score_targets
from liftmine.measures.terms import find_terms
from liftmine.measures.tone import KAPPA, sum_tone
from liftmine.measures.topics import TopicModel
from liftmine.study.lexicon import Lexicons
from liftmine.study.parser_model import ParserModel
from liftmine.tables.stages import BLOCKS, SENTENCES, TEXTS
from liftmine.tables.tokens import Tokens

BATCH_CHARACTERS = 800_000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """What a scoring did: rows read, rows that held words, and how many of these read as negative, neutral and positive."""

    output: Path
    n_rows: int
    n_scored: int
    n_negative: int
    n_neutral: int
    n_positive: int


def score_file(
    table: Path,
    text_column: str,
    target_column: str | None,
    output: Path,
    lexicons: Lexicons,
    *,
    neutral_band: float = 0.05,
    model: TopicModel | None = None,
    parser: ParserModel | None = None,
) -> ScoreSummary:
    """Write `table` (csv, parquet or jsonl by its ending) to `output` with its scores behind its own columns.

    Every row and column stays as it was. Added: `tone` ((P − N) / (P + N + 1) over all sentences of the row; toward the target
    where the row names one, null where its text does not), `tone_terms`, `lexicon_<dimension>` (mean over the row's sentences
    of the dimension's share of matched terms, METHODS §2), `topic_<dimension>` (mean over the sentences that hold a word of the
    topic model; null without such a sentence, a model, or a topic of that dimension). A row without words has null scores.
    Raises `UsageError` where a file or column cannot be used.
    """
    rows = read_rows(table)
    texts = choose_column(rows, text_column, table).to_pylist()
    targets = choose_column(rows, target_column, table).to_pylist() if target_column else [None] * len(texts)
    texts = ["" if text is None else str(text) for text in texts]
    parts = [
        score_texts(texts[first:last], [None if each is None else str(each) for each in targets[first:last]], lexicons, model, parser)
        for first, last in _batches(texts)
    ]
    added = pa.concat_tables(parts)
    clash = sorted(set(added.column_names) & set(rows.column_names))
    if clash:
        raise UsageError(f"{table}: the table already has the columns {', '.join(clash)}.", remedy="Rename or drop them first.")
    for name in added.column_names:
        rows = rows.append_column(name, added[name])
    write_rows(rows, output, added=frozenset(added.column_names))
    tone = added["tone"].drop_null().to_numpy()
    n_negative, n_positive = int((tone < -neutral_band).sum()), int((tone > neutral_band).sum())
    return ScoreSummary(output, len(texts), len(tone), n_negative, len(tone) - n_negative - n_positive, n_positive)


def _batches(texts: list[str]) -> list[tuple[int, int]]:
    """Ranges of rows of about BATCH_CHARACTERS each; at least one, so that an empty table keeps its columns."""
    edges, size = [0], 0
    for row, text in enumerate(texts):
        size += len(text)
        if size > BATCH_CHARACTERS:
            edges.append(row + 1)
            size = 0
    if edges[-1] != len(texts) or len(edges) == 1:
        edges.append(len(texts))
    return list(pairwise(edges))


def score_texts(
    texts: list[str], targets: list[str | None], lexicons: Lexicons, model: TopicModel | None = None, parser: ParserModel | None = None
) -> pa.Table:
    """The added columns of `score_file`, one row per text; `targets` holds a name or None per text."""
    sentences, of_text, corpus = _cut(texts)
    tokens = tokenise(corpus, sentences, lexicons.masks)
    found = find_expressions(tokens, lexicons)
    scores = sum_tone(sentences, tokens, found)
    has_words = scores["n_tokens"].to_numpy() > 0
    n_sentences = np.bincount(of_text[has_words], minlength=len(texts))
    positive, negative = scores["n_positive"].to_numpy(), scores["n_negative"].to_numpy()
    positive, negative = _sum(positive, of_text, len(texts)), _sum(negative, of_text, len(texts))
    absent = n_sentences == 0
    if any(targets):
        asked = [targets[text] for text in of_text.tolist()]
        disputed = [row for row in np.unique(found.row).tolist() if asked[row]]
        parses = parse_sentences(corpus, sentences, tokens, disputed, parser) if parser else None
        toward = score_targets(tokens, asked, found, parses=parses)
        wanted = np.array([bool(target) for target in targets])
        positive = np.where(wanted, _sum(toward.positive, of_text, len(texts)), positive)
        negative = np.where(wanted, _sum(toward.negative, of_text, len(texts)), negative)
        absent |= wanted & (_sum(toward.is_named, of_text, len(texts)) == 0)
    tone = (positive - negative) / (positive + negative + KAPPA)
    columns = {"tone": pa.array(tone, mask=absent), "tone_terms": _join_terms(scores["tone_terms"].to_pylist(), of_text, len(texts))}
    matches = find_terms(sentences, tokens, lexicons)
    dimensions = [entry.dimension for entry in lexicons.dimensions]
    shares = _shares(matches, dimensions, n_sentences)
    columns |= {f"lexicon_{name}": pa.array(shares[place], mask=n_sentences == 0) for place, name in enumerate(dimensions)}
    columns |= {f"topic_{name}": column for name, column in _topics(tokens, of_text, len(texts), dimensions, model).items()}
    return pa.table(columns)


def _cut(texts: list[str]) -> tuple[pa.Table, npt.NDArray[np.int64], pa.Table]:
    """SENTENCES of the texts, the number of the text each belongs to, and the TEXTS; `document_id` is that number."""
    ids = [f"{row:010d}" for row in range(len(texts))]
    corpus = TEXTS.build({"document_id": ids, "text": texts})
    none, zeros = pa.nulls(len(texts), pa.int32()), np.zeros(len(texts), dtype=np.int32)
    layout = {"kind": ["paragraph"] * len(texts), "page": none, "table_no": none, "row_no": none, "column_no": none}
    edges = {"block_no": zeros, "is_bold": [False] * len(texts), "char_start": zeros, "char_end": [len(text) for text in texts]}
    spans = split_sentences(corpus, BLOCKS.build({"document_id": ids, **layout, **edges}))
    sentences = SENTENCES.build(
        {
            "document_id": spans["document_id"],
            "sentence_no": spans["span_no"],
            "turn_no": np.zeros(spans.num_rows, dtype=np.int32),
            "target_types": [""] * spans.num_rows,
            "is_content": [True] * spans.num_rows,
            "char_start": spans["char_start"],
            "char_end": spans["char_end"],
        }
    )
    return sentences, spans["document_id"].cast(pa.int64()).to_numpy(), corpus


def _sum(values: npt.NDArray[np.generic], of_text: npt.NDArray[np.int64], n_texts: int) -> Floats:
    return np.bincount(of_text, values.astype(np.float64), minlength=n_texts).astype(np.float64)


def _join_terms(terms: list[str], of_text: npt.NDArray[np.int64], n_texts: int) -> pa.Array:
    joined: list[list[str]] = [[] for _ in range(n_texts)]
    for text, each in zip(of_text.tolist(), terms, strict=True):
        if each:
            joined[text].append(each)
    return pa.array([";".join(each) for each in joined], pa.string())


def _topics(
    tokens: Tokens, of_text: npt.NDArray[np.int64], n_texts: int, dimensions: list[str], model: TopicModel | None
) -> dict[str, pa.Array]:
    """Per dimension: the mean share of its topic in the sentences of each text that hold a word of the model."""
    absent = pa.nulls(n_texts, pa.float64())
    if model is None:
        return dict.fromkeys(dimensions, absent)
    rows, shares = model.share(tokens)
    text = of_text[rows]
    n_sentences = np.bincount(text, minlength=n_texts)
    found = {
        name: pa.array(_sum(share, text, n_texts) / np.maximum(n_sentences, 1), mask=n_sentences == 0)
        for name, share in zip(model.anchored, shares.T, strict=False)
    }
    return {name: found.get(name, absent) for name in dimensions}


def _shares(matches: pa.Table, dimensions: list[str], n_sentences: npt.NDArray[np.int64]) -> Floats:
    """Per dimension and text: the mean over its sentences of h_m / sum of h (METHODS §2)."""
    shares = np.zeros((len(dimensions), len(n_sentences)))
    if not matches.num_rows:
        return shares
    place = {name: number for number, name in enumerate(dimensions)}
    dimension = np.array([place[name] for name in matches["dimension"].to_pylist()])
    text = matches["document_id"].cast(pa.int64()).to_numpy()
    sentence = np.unique(np.stack([text, matches["sentence_no"].to_numpy()]), axis=1, return_inverse=True)[1].ravel()
    hits = matches["n_matches"].to_numpy().astype(np.float64)
    np.add.at(shares, (dimension, text), hits / np.bincount(sentence, hits)[sentence])
    mean: Floats = shares / np.maximum(n_sentences, 1)
    return mean
