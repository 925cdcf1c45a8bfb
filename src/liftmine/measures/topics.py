"""The topic model: topics anchored in the culture dimensions and some more, fitted rarely, frozen, applied by fold-in (METHODS §2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.errors import DataRefused
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
_ALPHA = 3.0  # prior weight of all topics together, in words of a sentence
_LEAST_ALPHA = 0.005  # of one topic
_PASSES = 15
_OWN_SEED, _OTHERS_SEED, _OTHER_WORD = 1.0, 1e-4, 0.01  # prior weight of a word in a topic
_FEWEST_SEEDS = 3  # in the vocabulary; a topic anchored in fewer would drift


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

    def count(self, tokens: Tokens) -> Bags:
        """The words of `tokens` that the model knows."""
        return count_words(read_words(tokens, self.terms), self.vocabulary)

    def share(self, tokens: Tokens) -> tuple[npt.NDArray[np.int32], Floats32]:
        """Rows of the sentences that hold a known word, and their topic shares: sentence × topic."""
        bags = self.count(tokens)
        return bags.rows, fold_in(bags, self.phi, self.alpha)


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
) -> Fitted:
    """Fit a model on the measured sentences of a study.

    `document` is the number of the document of each sentence row, `dimensions` the terms of each dimension, `names` the words of
    people's names, lower case: no word of a name gets into the vocabulary unless it is a term. The same input and seed give the same
    model on the same machine with OMP_NUM_THREADS=1. Raises `DataRefused` where there is too little text.
    """
    terms = sorted({term for group in dimensions.values() for term in group})
    vocabulary = choose_vocabulary(tokens, document, terms, names=names, settings=settings)
    places = {word: number for number, word in enumerate(vocabulary)}
    anchors = {name: tuple(sorted(set(group) & set(places))) for name, group in sorted(dimensions.items())}
    anchors = {name: seeds for name, seeds in anchors.items() if len(seeds) >= _FEWEST_SEEDS}
    seeds = tuple(anchors.values())
    known = sorted({seed for group in seeds for seed in group})
    bags = count_words(read_words(tokens, known), vocabulary)
    if len(bags.rows) < settings.least_sentences or not seeds:
        enough = (
            f"{settings.least_sentences} sentences and {_FEWEST_SEEDS} terms of a dimension, each in {settings.least_documents} documents"
        )
        raise DataRefused(
            f"a topic model needs {enough}; there are {len(bags.rows)} sentences, and {len(seeds)} dimensions with so many terms",
            remedy="Fit one when there are more papers. Until then everything but topics is published.",
        )
    seeded = np.zeros((len(seeds), len(vocabulary)), dtype=np.bool_)
    for topic, group in enumerate(seeds):
        seeded[topic, [places[seed] for seed in group]] = True
    anchored = _anchor(bags, seeded)
    alpha = _weigh_topics(anchored, settings.residual_topics)
    fits = [_fit(bags, seeded, anchored, alpha, settings.seed + draw) for draw in range(settings.fits)]
    phi, stability = _average(fits, len(seeds))
    residual = tuple(f"{RESIDUAL}{number}" for number in range(1, settings.residual_topics + 1))
    return Fitted(TopicModel((*anchors, *residual), vocabulary, seeds, phi, alpha), stability)


def _anchor(bags: Bags, seeded: npt.NDArray[np.bool_]) -> Floats:
    """Share of each dimension in the seeds of each sentence: sentence × dimension, all 0 where it holds no seed."""
    sentence = np.repeat(np.arange(len(bags.rows)), np.diff(bags.starts))
    hits = np.stack([np.bincount(sentence, bags.counts * own[bags.words], minlength=len(bags.rows)) for own in seeded], axis=1)
    total = hits.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(hits, total, out=np.zeros_like(hits), where=total > 0)
    return shares


def _weigh_topics(anchored: Floats, n_residual: int) -> Floats32:
    """α: each anchored topic as heavy as its seeds are frequent, the residual ones share the rest.

    With the same weight for all, as in METHODS E15, rarely named dimensions fill up with whatever is said often: on 528 real minutes
    topics with 7 residual ones correlated .11 by document with seeds held out, and .15 with this prior and 15 residual ones. Where
    every dimension is frequent the same weight is the better by .03 (planted mixtures of patients' comments).
    """
    share = anchored.mean(axis=0)
    weights = np.append(share, np.full(n_residual, (1 - share.sum()) / n_residual))
    return np.maximum(_ALPHA * weights, _LEAST_ALPHA).astype(np.float32)


def _fit(bags: Bags, seeded: npt.NDArray[np.bool_], anchored: Floats, alpha: Floats32, seed: int) -> Floats32:
    """φ of one gensim fit that starts from the seeds; a prior alone is drowned by gensim's random start [METHODS E15]."""
    from gensim.models import LdaModel  # noqa: PLC0415 -- only a fit needs it, and it takes a second to import

    n_topics, n_words = len(alpha), seeded.shape[1]
    prior = np.full((n_topics, n_words), _OTHER_WORD)
    prior[:, seeded.any(axis=0)] = _OTHERS_SEED
    prior[: len(seeded)][seeded] = _OWN_SEED
    model = LdaModel(
        id2word={word: str(word) for word in range(n_words)},
        num_topics=n_topics,
        alpha=alpha,
        eta=prior,
        iterations=ITERATIONS,
        random_state=seed,
        eval_every=None,
        update_every=0,
    )
    model.state.sstats = _start(bags, seeded, anchored, n_topics, np.random.default_rng(seed)).astype(model.dtype)
    model.sync_state()
    pairs = list(zip(bags.words.tolist(), bags.counts.tolist(), strict=True))
    corpus = [pairs[first:last] for first, last in zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)]
    model.update(corpus, passes=_PASSES, update_every=0, iterations=ITERATIONS, chunksize=len(corpus))
    return np.asarray(model.get_topics(), dtype=np.float32)


def _start(bags: Bags, seeded: npt.NDArray[np.bool_], anchored: Floats, n_topics: int, random: np.random.Generator) -> Floats:
    """Expected counts to start from: sentences with seeds go to their topics by seeds, the others to residual topics at random.

    Seeds themselves go to their own topics alone, and with `_OTHERS_SEED` as prior they stay there: on real minutes a topic whose
    seeds may wander is soon about something else.
    """
    n_residual = n_topics - len(seeded)
    sentence = np.repeat(np.arange(len(bags.rows)), np.diff(bags.starts))
    residual = random.dirichlet(np.full(n_residual, 0.3), len(bags.rows)) * (anchored.sum(axis=1, keepdims=True) == 0)
    is_own = np.concatenate([seeded, np.zeros((n_residual, seeded.shape[1]), dtype=np.bool_)])
    allowed = is_own | ~seeded.any(axis=0)
    start = [
        np.bincount(bags.words, bags.counts * share[sentence], minlength=seeded.shape[1])
        for share in np.concatenate([anchored, residual], axis=1).T
    ]
    return np.asarray(np.stack(start) * allowed, dtype=np.float64)


def _average(fits: Sequence[Floats32], n_anchored: int) -> tuple[Floats32, Floats]:
    """The first fit, its anchored topics averaged over all, so that the chance of one start weighs less; and how alike topics are.

    Residual topics are those of the first fit: on real minutes most of them are found by no other, and a mean would be a blur.
    """
    phi, likeness = fits[0].copy(), []
    phi[:n_anchored] = np.mean([each[:n_anchored] for each in fits], axis=0, dtype=np.float64)
    for each in fits[1:]:
        _, anchored = match_topics(fits[0][:n_anchored], each[:n_anchored])
        _, residual = match_topics(fits[0][n_anchored:], each[n_anchored:])
        likeness.append(np.concatenate([anchored, residual]))
    stability: Floats = np.mean(likeness, axis=0) if likeness else np.full(len(phi), np.nan)
    return phi, stability
