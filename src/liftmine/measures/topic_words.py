"""What a reader is told of a topic: its words, how well they hang together, and how they change over the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_matrix

from liftmine.measures.bags import Bags
from liftmine.measures.fold_in import fold_in
from liftmine.measures.topics import TopicModel
from liftmine.tables.published import TOPICS

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

WORDS_TOLD = 30  # of each topic
_COHERENCE_WORDS = 10
_TOGETHER = 20_000  # sentences whose words are shared out at once


@dataclass(frozen=True)
class Kinship:
    """What each topic continues: the topic of the version before and the similarity to it, None and NaN where it is new."""

    topics: tuple[str | None, ...]
    similarity: Floats


def topics_table(model: TopicModel, version: str, bags: Bags, is_late: Bools, *, stability: Floats, kinship: Kinship) -> pa.Table:
    """TOPICS of one version, from the bags it was fitted on; `is_late` tells, per bag, the later half of the partnership years."""
    order = np.argsort(-model.phi, axis=1, kind="stable")[:, :WORDS_TOLD]
    coherence = [measure_coherence(bags, top[:_COHERENCE_WORDS]) for top in order]
    counts = count_by_topic(model, bags, is_late)
    shares = counts / np.where(counts.sum(axis=2, keepdims=True) > 0, counts.sum(axis=2, keepdims=True), np.nan)
    seeds = [set(group) for group in model.seeds] + [set[str]()] * (len(model.topics) - len(model.seeds))
    return TOPICS.from_rows(
        {
            "model_version": version,
            "topic_id": topic,
            "rank": rank,
            "term": model.vocabulary[word],
            "weight": float(model.phi[k, word]),
            "is_seed": model.vocabulary[word] in seeds[k],
            "coherence": coherence[k],
            "stability": stability[k],
            "share_early": shares[0, k, word],
            "share_late": shares[1, k, word],
            "matched_topic_id": kinship.topics[k],
            "match_similarity": kinship.similarity[k],
        }
        for k, topic in enumerate(model.topics)
        for rank, word in enumerate(order[k].tolist(), start=1)
    )


def measure_coherence(bags: Bags, words: Sequence[int] | npt.NDArray[np.integer]) -> float:
    """Mean NPMI of the pairs of `words` over sentences (Bouma 2009, eq. 5; Röder et al. 2015), -1…1; -1 for a pair that never meets."""
    words = np.asarray(words)
    n_words = int(max(bags.words.max(initial=0), words.max(initial=0))) + 1
    held = csr_matrix((np.ones(len(bags.words)), bags.words, bags.starts), shape=(len(bags.rows), n_words))
    chosen = held[:, words].toarray() > 0
    together = chosen.T.astype(np.float64) @ chosen / len(bags.rows)
    alone = np.diag(together)
    pairs = [(i, j) for i, j in combinations(range(len(alone)), 2) if alone[i] > 0 and alone[j] > 0]
    found = [_npmi(together[i, j], alone[i] * alone[j]) for i, j in pairs]
    return float(np.mean(found)) if found else float("nan")


def _npmi(together: float, by_chance: float) -> float:
    if together == 0:
        return -1.0
    return 1.0 if together == 1 else float(np.log(together / by_chance) / -np.log(together))


def count_by_topic(model: TopicModel, bags: Bags, is_late: Bools) -> Floats:
    """Expected counts of the words in each topic, early and late: 2 × topic × word. A word is shared out by φ_kw θ_k of its sentence."""
    n_topics, n_words = model.phi.shape
    counts = np.zeros((2, n_topics, n_words))
    theta = fold_in(bags, model.phi, model.alpha).astype(np.float64)
    for first in range(0, len(bags.rows), _TOGETHER):
        last = min(first + _TOGETHER, len(bags.rows))
        at = slice(bags.starts[first], bags.starts[last])
        sentence = np.repeat(np.arange(first, last), np.diff(bags.starts[first : last + 1]))
        words = bags.words[at]
        shared = model.phi.T[words] * theta[sentence]
        shared *= (bags.counts[at] / shared.sum(axis=1))[:, None]
        cell = is_late[sentence].astype(np.int64) * n_words + words
        for topic in range(n_topics):
            counts[:, topic] += np.bincount(cell, shared[:, topic], minlength=2 * n_words).reshape(2, n_words)
    return counts
