"""The topic model: topics anchored in the culture dimensions and some more, fitted rarely, frozen, applied by fold-in (METHODS §2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.errors import DataRefused
from liftmine.measures.anchoring import carry_over, count_residual, draw_residual, find_anchors, hold_words, spread_anchors
from liftmine.measures.bags import Bags, Floats32, count_words, read_words
from liftmine.measures.fold_in import ITERATIONS, fold_in
from liftmine.measures.matching import match_topics
from liftmine.measures.vocabulary import choose_vocabulary
from liftmine.study.settings import TopicSettings
from liftmine.tables.stages import TOPIC_SHARES
from liftmine.tables.tokens import Tokens
from liftmine.tables.topic_shares import encode_shares

Floats = npt.NDArray[np.float64]

RESIDUAL = "residual_"
_ALPHA = 1.0  # prior weight of all topics together, in words of a sentence
_LEAST_ALPHA = 0.005  # of one topic
_PASSES = 10  # gensim warns of fewer
_CARRIED = 3.0  # weight of the topics of an earlier model, where this text has 1
_OWN_SEED, _OTHERS_SEED, _OTHER_WORD = 1.0, 1e-4, 0.01  # prior weight of a word in a topic
_FEWEST_SEEDS, _FEWEST_ANCHORS = 3, 20  # in the vocabulary, and sentences that hold one; a topic anchored in fewer is about anything


@dataclass(frozen=True)
class Fitted:
    """A model, and how alike each topic is between fits with other seeds (Bhattacharyya, 0–1; NaN where there was one fit)."""

    model: "TopicModel"
    stability: Floats


@dataclass(frozen=True)
class TopicModel:
    """A frozen model. `seeds` belong to the first topics, which are named after their dimensions; the others are residual.

    `phi` is topic × word of `vocabulary`, rows sum to 1; `alpha` the prior weight of each topic.
    """

    topics: tuple[str, ...]
    vocabulary: tuple[str, ...]
    seeds: tuple[tuple[str, ...], ...]
    phi: Floats32
    alpha: Floats32

    @property
    def terms(self) -> tuple[str, ...]:
        """The lexicon terms of the vocabulary, sorted: they are joined before words are counted."""
        return tuple(sorted({seed for seeds in self.seeds for seed in seeds}))

    @property
    def anchored(self) -> tuple[str, ...]:
        """The topics named after dimensions."""
        return self.topics[: len(self.seeds)]

    @property
    def residual(self) -> tuple[str, ...]:
        """The other topics."""
        return self.topics[len(self.seeds) :]

    def count(self, tokens: Tokens) -> Bags:
        """The words of `tokens` that the model knows."""
        return count_words(read_words(tokens, self.terms), self.vocabulary)

    def share(self, tokens: Tokens) -> tuple[npt.NDArray[np.int32], Floats32]:
        """Rows of the sentences that hold a known word, and their topic shares: sentence × topic."""
        bags = self.count(tokens)
        return bags.rows, fold_in(bags, self.phi, self.alpha)


@dataclass(frozen=True)
class _Ground:
    """What a fit stands on: the seeds of each anchored topic by name, and which words they are, topic × word of `vocabulary`."""

    vocabulary: tuple[str, ...]
    anchors: Mapping[str, tuple[str, ...]]
    bags: Bags
    seeded: npt.NDArray[np.bool_]


def score_topics(sentences: pa.Table, tokens: Tokens, model: TopicModel | None) -> pa.Table:
    """TOPIC_SHARES of SENTENCES; empty without a model."""
    if model is None:
        return TOPIC_SHARES.empty()
    rows, shares = model.share(tokens)
    chosen = sentences.select(["document_id", "sentence_no"]).take(pa.array(rows))
    return TOPIC_SHARES.build({"document_id": chosen["document_id"], "sentence_no": chosen["sentence_no"], "shares": encode_shares(shares)})


def fit_topics(
    tokens: Tokens,
    document: npt.NDArray[np.int32],
    dimensions: Mapping[str, Sequence[str]],
    *,
    names: frozenset[str],
    settings: TopicSettings,
    before: TopicModel | None = None,
) -> Fitted:
    """Fit a model on the measured sentences of a study, in reading order.

    `document` is the number of the document of each sentence row, `dimensions` the terms of each dimension, `names` the words of
    people's names, lower case: no word of a name gets into the vocabulary unless it is a term. A fit after `before` starts from what
    that expects of this text and keeps it as a prior: topics change as far as the text asks. The same input and seed give the same
    model on the same machine with OMP_NUM_THREADS=1. Raises `DataRefused` where there is too little text.
    """
    ground = _lay_ground(tokens, document, dimensions, names=names, settings=settings)
    bags, seeded, n_residual = ground.bags, ground.seeded, settings.residual_topics
    anchored = find_anchors(bags, seeded)
    shares = spread_anchors(anchored, document[bags.rows])
    held, left = hold_words(bags, shares, seeded), 1 - shares.sum(axis=1)
    alpha = _weigh_topics(anchored, n_residual)
    fits: list[Floats32] = []
    for seed in range(settings.seed, settings.seed + settings.fits):
        if before is not None and not fits:
            start = _carry_over(ground, before, held, n_residual)
            firm = _CARRIED * start
        else:
            drawn = count_residual(bags, draw_residual(left, n_residual, np.random.default_rng(seed)), seeded)
            start, firm = np.concatenate([held, drawn]), np.concatenate([held, np.zeros_like(drawn)])
        fits.append(_fit(ground, firm, start, alpha, seed))
    phi = fits[0] if before is not None else _average(fits, len(seeded))
    topics = (*ground.anchors, *(f"{RESIDUAL}{number}" for number in range(1, n_residual + 1)))
    return Fitted(TopicModel(topics, ground.vocabulary, tuple(ground.anchors.values()), phi, alpha), _compare(fits, len(seeded)))


def _lay_ground(
    tokens: Tokens,
    document: npt.NDArray[np.int32],
    dimensions: Mapping[str, Sequence[str]],
    *,
    names: frozenset[str],
    settings: TopicSettings,
) -> _Ground:
    """What a fit stands on. Raises `DataRefused` where it is too little."""
    terms = sorted({term for group in dimensions.values() for term in group})
    vocabulary = choose_vocabulary(tokens, document, terms, names=names, settings=settings)
    anchors = _choose_anchors(tokens, dimensions, vocabulary)
    bags = count_words(read_words(tokens, sorted({seed for seeds in anchors.values() for seed in seeds})), vocabulary)
    if len(bags.rows) < settings.least_sentences or not anchors:
        enough = (
            f"{settings.least_sentences} sentences, and {_FEWEST_SEEDS} terms of a dimension, each in {settings.least_documents} documents"
            f" and together in {_FEWEST_ANCHORS} sentences"
        )
        raise DataRefused(
            f"a topic model needs {enough}; there are {len(bags.rows)} sentences, and {len(anchors)} such dimensions",
            remedy="Fit one when there are more papers. Until then everything but topics is published.",
        )
    seeded = np.stack([np.isin(vocabulary, seeds) for seeds in anchors.values()])
    return _Ground(vocabulary, anchors, bags, seeded)


def _choose_anchors(tokens: Tokens, dimensions: Mapping[str, Sequence[str]], vocabulary: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The dimensions that the text speaks of often enough, by name, with the terms of the vocabulary that are their seeds."""
    found = {name: tuple(sorted(set(group) & set(vocabulary))) for name, group in sorted(dimensions.items())}
    terms = sorted({term for seeds in found.values() for term in seeds})
    bags = count_words(read_words(tokens, terms), terms)
    sentence = np.repeat(bags.rows, np.diff(bags.starts))
    n_sentences = {name: len(np.unique(sentence[np.isin(np.array(terms)[bags.words], seeds)])) for name, seeds in found.items()}
    return {name: seeds for name, seeds in found.items() if len(seeds) >= _FEWEST_SEEDS and n_sentences[name] >= _FEWEST_ANCHORS}


def _weigh_topics(anchored: Floats, n_residual: int) -> Floats32:
    """α: each anchored topic as heavy as its seeds are frequent, the residual ones share the rest.

    With the same weight for all, as in METHODS E15, rarely named dimensions fill up with whatever is said often (decision 0017).
    """
    share = anchored.mean(axis=0)
    weights = np.append(share, np.full(n_residual, (1 - share.sum()) / n_residual))
    return np.maximum(_ALPHA * weights, _LEAST_ALPHA).astype(np.float32)


def _fit(ground: _Ground, firm: Floats, start: Floats, alpha: Floats32, seed: int) -> Floats32:
    """φ of one gensim fit from `start`; a prior alone is drowned by gensim's random start [METHODS E15].

    `firm` are counts that stay in the prior as if so many words had been read, both topic × word.
    """
    from gensim.models import LdaModel  # noqa: PLC0415 -- only a fit needs it, and it takes a second to import

    bags, seeded, n_words = ground.bags, ground.seeded, len(ground.vocabulary)
    prior = np.full((len(alpha), n_words), _OTHER_WORD)
    prior[:, seeded.any(axis=0)] = _OTHERS_SEED
    prior[: len(seeded)][seeded] = _OWN_SEED
    prior += firm
    model = LdaModel(
        id2word={word: str(word) for word in range(n_words)},
        num_topics=len(alpha),
        alpha=alpha,
        eta=prior,
        iterations=ITERATIONS,
        random_state=seed,
        eval_every=None,
        update_every=0,
    )
    model.state.sstats = start.astype(model.dtype)
    model.sync_state()
    pairs = list(zip(bags.words.tolist(), bags.counts.tolist(), strict=True))
    corpus = [pairs[first:last] for first, last in zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)]
    model.update(corpus, passes=_PASSES, update_every=0, iterations=ITERATIONS, chunksize=len(corpus))
    return np.asarray(model.get_topics(), dtype=np.float32)


def _carry_over(ground: _Ground, before: TopicModel, held: Floats, n_residual: int) -> Floats:
    """Topics of `before` as counts of this text, in the order of the topics of a fit; `held` where a dimension or a seed was none of its.

    Residual topics that `before` lacks begin with nothing.
    """
    carried = carry_over(ground.bags, before.phi, before.alpha, before.vocabulary, ground.vocabulary)
    is_seed = ground.seeded.any(axis=0)
    started = np.concatenate([held, np.zeros((n_residual, held.shape[1]))])
    for topic, name in enumerate(ground.anchors):
        if name in before.anchored:
            expected = carried[before.topics.index(name)]
            started[topic] = np.where(ground.seeded[topic], np.maximum(expected, held[topic]), expected * ~is_seed)
    residual = carried[len(before.anchored) :][:n_residual] * ~is_seed
    started[len(held) : len(held) + len(residual)] = residual
    return started


def _average(fits: Sequence[Floats32], n_anchored: int) -> Floats32:
    """The first fit, its anchored topics averaged over all, so that the chance of one start weighs less.

    Residual topics are those of the first fit: on real minutes most of them are found by no other, and a mean would be a blur.
    """
    phi = fits[0].copy()
    phi[:n_anchored] = np.mean([each[:n_anchored] for each in fits], axis=0, dtype=np.float64)
    return phi


def _compare(fits: Sequence[Floats32], n_anchored: int) -> Floats:
    """How alike each topic of the first fit is to that of the others."""
    likeness = []
    for each in fits[1:]:
        _, anchored = match_topics(fits[0][:n_anchored], each[:n_anchored])
        _, residual = match_topics(fits[0][n_anchored:], each[n_anchored:])
        likeness.append(np.concatenate([anchored, residual]))
    stability: Floats = np.mean(likeness, axis=0) if likeness else np.full(len(fits[0]), np.nan)
    return stability
