"""The measured sentences as integer codes: what every cell is counted from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import ContractViolation
from liftmine.study.model import Study
from liftmine.study.settings import Settings
from liftmine.tables.topic_shares import decode_shares

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ALL = "all"
COLLECTIVE = "collective"
UNKNOWN = "unknown"
SHIFT = 32  # a row is named by document * 2**32 + number


@dataclass(frozen=True, slots=True)
class Axes:
    """The names along each axis of the grid, sorted. `kinds` are the real ones; `all` is added behind them."""

    partnerships: tuple[str, ...]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    voices: tuple[str, ...]
    dimensions: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Partnerships, kinds, years."""
        return len(self.partnerships), len(self.kinds), len(self.years)

    def voice(self, name: str) -> int:
        """Position of a voice."""
        return self.voices.index(name)


@dataclass(frozen=True, slots=True)
class Observations:
    """Measured documents, sentences and hits, in an order that depends on what they are, never on how they came.

    Documents are sorted by cell, so that those of one cell are neighbours. Per sentence: `document`, `voice` (-1 = narration),
    `person` (-1 = nobody), `tone` (−1…1), `polarity` (P + N), `targets` and `target_tone` (sentence × partner type). Per hit, one for each
    sentence and dimension: `hit_sentence`, `hit_dimension`, `hit_share` (x_sm of METHODS §1). `topic_share` is `topic_sentence` × `topics`.
    """

    axes: Axes
    partnership: Ints
    kind: Ints
    year: Ints
    document: Ints
    voice: Ints
    person: Ints
    tone: Floats
    polarity: Floats
    targets: Bools
    target_tone: Floats
    hit_sentence: Ints
    hit_dimension: Ints
    hit_share: Floats
    topics: tuple[str, ...] = ()
    topic_sentence: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    topic_share: Floats = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def n_documents(self) -> int:
        """Measured documents."""
        return len(self.partnership)

    @property
    def year_spans(self) -> Ints:
        """Positions of the first and last year with a measured document: partnership × 2."""
        spans = np.empty((len(self.axes.partnerships), 2), np.int64)
        spans[:, 0], spans[:, 1] = len(self.axes.years), -1
        np.minimum.at(spans[:, 0], self.partnership, self.year)
        np.maximum.at(spans[:, 1], self.partnership, self.year)
        return spans


def measured(documents: pa.Table) -> pa.Table:
    """The documents that are measured. Raises `ContractViolation` where one has no partnership, kind or year."""
    chosen = documents.filter(pc.equal(documents["status"], "ok"))
    for name in ("partnership_id", "kind", "partnership_year"):
        if chosen[name].null_count:
            raise ContractViolation(f"table documents: {chosen[name].null_count} documents with status ok have no {name}")
    return chosen


def read_axes(documents: pa.Table, study: Study, dimensions: Sequence[str]) -> Axes:
    """The grid of the measured `documents`. Kinds are those of the sources and those that metadata gave to documents."""
    years = documents["partnership_year"].to_numpy()
    return Axes(
        partnerships=tuple(sorted(pc.unique(documents["partnership_id"]).to_pylist())),
        kinds=tuple(sorted({*(source.kind for source in study.sources), *pc.unique(documents["kind"]).to_pylist()})),
        years=tuple(range(int(years.min()), int(years.max()) + 1)) if len(years) else (),
        voices=tuple(sorted({*study.partner_types, COLLECTIVE, UNKNOWN, ALL})),
        dimensions=tuple(sorted(dimensions)),
        types=tuple(sorted(study.partner_types)),
    )


def start_days(axes: Axes, study: Study) -> list[date]:
    """The first day of partnership year 1, per partnership of the axes."""
    started = {partnership.id: partnership.started for partnership in study.partnerships}
    return [started[name] for name in axes.partnerships]


def weigh_kinds(axes: Axes, settings: Settings) -> Floats:
    """Weight of each kind in `all`; where no kind of the study carries any, all weigh the same."""
    weights = np.array([settings.series.kind_weights.get(kind, 0.0) for kind in axes.kinds])  # type: ignore[call-overload]
    return weights if weights.any() else np.ones(len(axes.kinds))


def read_observations(
    documents: pa.Table,
    turns: pa.Table,
    sentences: pa.Table,
    scores: pa.Table,
    matches: pa.Table,
    *,
    axes: Axes,
    target_scores: pa.Table | None = None,
    topic_shares: pa.Table | None = None,
    topics: Sequence[str] = (),
) -> Observations:
    """The observations of the measured `documents`; content sentences only, hits of the `axes.dimensions` only.

    Without `target_scores`, what a sentence says counts toward everybody it speaks of. `topics` are the topics of the model that
    `topic_shares` was made with, in its order.

    Raises `ContractViolation` where a sentence has no turn or no score, or a turn a voice the study does not know.
    """
    place, year = code(documents["partnership_id"], axes.partnerships), documents["partnership_year"].to_numpy() - axes.years[0]
    kind, names = code(documents["kind"], axes.kinds), documents["document_id"].to_numpy(zero_copy_only=False).astype(str)
    order = np.lexsort((names, year, kind, place))
    identities = tuple(names[order].tolist())

    content = sentences.filter(sentences["is_content"])
    key = row_keys(content, "sentence_no", identities)
    rows = np.argsort(key, kind="stable")[np.count_nonzero(key < 0) :]
    key, document = key[rows], key[rows] >> SHIFT
    turn_key = (document << SHIFT) + content["turn_no"].to_numpy()[rows]
    turn = find_rows(row_keys(turns, "turn_no", identities), turn_key, "turn")
    score = find_rows(row_keys(scores, "sentence_no", identities), key, "score")
    tone = scores["tone"].to_numpy()[score]
    hit_sentence, hit_dimension, hit_share = _read_hits(matches, key, identities, axes.dimensions)
    topic_sentence, topic_share = _read_topics(topic_shares, key, identities, len(topics))
    return Observations(
        axes=axes,
        partnership=place[order],
        kind=kind[order],
        year=year[order].astype(np.int64),
        document=document,
        voice=_read_voices(turns, axes.voices)[turn],
        person=_to_codes(turns["person_id"])[turn],
        tone=tone,
        polarity=(scores["n_positive"].to_numpy() + scores["n_negative"].to_numpy())[score],
        targets=_read_targets(content["target_types"], axes.types)[rows],
        target_tone=_read_target_tone(target_scores, key, identities, axes.types, tone),
        hit_sentence=hit_sentence,
        hit_dimension=hit_dimension,
        hit_share=hit_share,
        topics=tuple(topics),
        topic_sentence=topic_sentence,
        topic_share=topic_share,
    )


def code(column: pa.ChunkedArray, names: Sequence[str]) -> Ints:
    """Position of each value in `names`; -1 for null and for what stands nowhere."""
    found = pc.index_in(column, value_set=pa.array(names, pa.string()))
    codes: Ints = pc.fill_null(found, -1).to_numpy().astype(np.int64)
    return codes


def row_keys(table: pa.Table, number: str, identities: Sequence[str]) -> Ints:
    """One integer per row of a table keyed by document and `number`; -1 where the document is not measured."""
    document = code(table["document_id"], identities)
    return np.where(document < 0, -1, (document << SHIFT) + table[number].to_numpy())


def find_rows(keys: Ints, wanted: Ints, what: str) -> Ints:
    """Rows of `wanted` among `keys`; raises `ContractViolation` where one is missing."""
    order = np.argsort(keys, kind="stable")
    position = np.minimum(np.searchsorted(keys, wanted, sorter=order), max(len(keys) - 1, 0))
    rows = order[position] if len(keys) else position
    missing = np.count_nonzero(keys[rows] != wanted) if len(keys) else len(wanted)
    if missing:
        raise ContractViolation(f"table sentences: {missing} measured sentences have no {what}")
    return rows


def _read_voices(turns: pa.Table, voices: Sequence[str]) -> Ints:
    codes = code(turns["partner_type"], voices)
    strange = np.count_nonzero(codes < 0) - turns["partner_type"].null_count
    if strange:
        raise ContractViolation(f"table turns: {strange} turns have a partner_type the study does not declare")
    return codes


def _to_codes(column: pa.ChunkedArray) -> Ints:
    """A number per distinct value, -1 for null. Only equality of the numbers means anything."""
    encoded = column.combine_chunks().dictionary_encode()
    codes: Ints = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _read_targets(column: pa.ChunkedArray, types: Sequence[str]) -> Bools:
    encoded = column.combine_chunks().dictionary_encode()
    spoken_of = [set(value.split(";")) for value in encoded.dictionary.to_pylist()]
    known = np.array([[name in names for name in types] for names in spoken_of], dtype=bool).reshape(-1, len(types))
    targets: Bools = known[encoded.indices.to_numpy()]
    return targets


def _read_target_tone(
    scores: pa.Table | None, sentence_keys: Ints, identities: Sequence[str], types: Sequence[str], tone: Floats
) -> Floats:
    """Tone of each sentence toward each type, sentence × type; 0 where none reaches it."""
    if scores is None:
        return np.repeat(tone[:, None], len(types), axis=1)
    toward = np.zeros((len(sentence_keys), len(types)))
    keys, kind = row_keys(scores, "sentence_no", identities), code(scores["target_type"], types)
    sentence = np.minimum(np.searchsorted(sentence_keys, keys), max(len(sentence_keys) - 1, 0))
    kept = (sentence_keys[sentence] == keys) & (kind >= 0) if len(sentence_keys) else np.zeros(len(keys), bool)
    toward[sentence[kept], kind[kept]] = scores["tone"].to_numpy()[kept]
    return toward


def _read_hits(matches: pa.Table, sentence_keys: Ints, identities: Sequence[str], dimensions: Sequence[str]) -> tuple[Ints, Ints, Floats]:
    """Sentence, dimension and x_sm = h_sm / Σ h_sm' of each pair with a match (METHODS §1)."""
    keys, dimension = row_keys(matches, "sentence_no", identities), code(matches["dimension"], dimensions)
    sentence = np.searchsorted(sentence_keys, keys)
    kept = (dimension >= 0) & (sentence < len(sentence_keys))
    kept[kept] = sentence_keys[sentence[kept]] == keys[kept]
    pairs, inverse = np.unique(sentence[kept] * len(dimensions) + dimension[kept], return_inverse=True)
    found = np.bincount(inverse, matches["n_matches"].to_numpy()[kept], minlength=len(pairs))
    hit_sentence, hit_dimension = np.divmod(pairs, max(len(dimensions), 1))
    total = np.bincount(hit_sentence, found, minlength=len(sentence_keys))
    return hit_sentence, hit_dimension, found / total[hit_sentence]


def _read_topics(shares: pa.Table | None, sentence_keys: Ints, identities: Sequence[str], n_topics: int) -> tuple[Ints, Floats]:
    """The sentences that hold a word of the topic model, in order, and their topic shares."""
    if shares is None or not n_topics:
        return np.empty(0, np.int64), np.empty((0, n_topics))
    keys = row_keys(shares, "sentence_no", identities)
    sentence = np.searchsorted(sentence_keys, keys)
    kept = (keys >= 0) & (sentence < len(sentence_keys))
    kept[kept] = sentence_keys[sentence[kept]] == keys[kept]
    order = np.argsort(sentence[kept], kind="stable")
    return sentence[kept][order], decode_shares(shares["shares"], n_topics)[kept][order]
