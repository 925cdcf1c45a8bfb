"""Where a topic model starts, and what holds its anchored topics in place: the sentences that speak of a dimension, and those beside them.

EM alone leads a topic wherever the likelihood rises, and from another start elsewhere. So the words expected of each anchored topic are
counted once, from the seeds, and stay in its prior as if so many had been read.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from liftmine.measures.bags import Bags, Floats32
from liftmine.measures.fold_in import fold_in

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]

_BESIDE = 0.5  # of a sentence without seeds belongs to what the sentences beside it speak of
_REACH = 2  # sentences each side
_CONCENTRATION = 0.3  # of the residual topics of a sentence, where they are drawn
_UNKNOWN = 1e-6  # weight of a word that an earlier model does not know


def find_anchors(bags: Bags, seeded: Bools) -> Floats:
    """Share of each dimension in the seeds of each sentence: sentence × dimension, all 0 where it holds no seed."""
    sentence = _number_sentences(bags)
    hits = np.stack([np.bincount(sentence, bags.counts * own[bags.words], minlength=len(bags.rows)) for own in seeded], axis=1)
    total = hits.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(hits, total, out=np.zeros_like(hits), where=total > 0)
    return shares


def spread_anchors(anchored: Floats, document: Ints) -> Floats:
    """The same, where half of a sentence without seeds goes to what the two sentences each side of it speak of, the nearest twice as much.

    Boards and witnesses stay with a matter for some sentences, and name it in one of them. `document` is that of each sentence.
    """
    beside, weight = np.zeros_like(anchored), np.zeros(len(anchored))
    place = np.arange(len(anchored))
    for step in (step for distance in range(1, _REACH + 1) for step in (-distance, distance)):
        other = np.clip(place + step, 0, len(anchored) - 1)
        near = (document[other] == document) * (other == place + step) / abs(step)
        beside += anchored[other] * near[:, None]
        weight += near
    has_seed = anchored.any(axis=1, keepdims=True)
    return np.where(has_seed, anchored, _BESIDE * beside / np.maximum(weight, 1e-9)[:, None])


def hold_words(bags: Bags, shares: Floats, seeded: Bools) -> Floats:
    """Words that tell each anchored topic from others: its seeds, and the words beside them as far as they exceed chance.

    Expected counts, topic × word. A seed of another dimension counts nothing: with a weak prior it stays there. What is said everywhere
    stands beside the seeds of every dimension; left in, it would make all topics alike.
    """
    is_seed = seeded.any(axis=0)
    expected = _count_expected(bags, shares, seeded.shape[1])
    overall = np.where(is_seed, 0, np.bincount(bags.words, bags.counts, minlength=seeded.shape[1]))
    others = np.where(is_seed, 0, expected)
    excess = np.maximum(others - others.sum(axis=1, keepdims=True) * overall / max(overall.sum(), 1), 0)
    return np.where(seeded, expected, excess)


def count_residual(bags: Bags, shares: Floats, seeded: Bools) -> Floats:
    """Words that the residual topics start from, topic × word; no seed is among them."""
    return _count_expected(bags, shares, seeded.shape[1]) * ~seeded.any(axis=0)


def draw_residual(left: Floats, n_residual: int, random: np.random.Generator) -> Floats:
    """Shares of residual topics to start a model from, at random: sentence × topic; they sum to what is `left` of each sentence."""
    shares: Floats = random.dirichlet(np.full(n_residual, _CONCENTRATION), len(left)) * left[:, None]
    return shares


def carry_over(bags: Bags, phi: Floats32, alpha: Floats32, words: Sequence[str], vocabulary: Sequence[str]) -> Floats:
    """The topics of an earlier model as counts, topic × word of `vocabulary`: each as heavy as its share in these bags.

    `phi` is over the model's own `words`, `alpha` its prior. A word that it does not know weighs next to nothing.
    """
    place = {word: number for number, word in enumerate(words)}
    known = np.array([place.get(word, -1) for word in vocabulary])
    carried = np.where(known >= 0, phi[:, known], 0) + np.float32(_UNKNOWN)
    per_sentence = np.add.reduceat(bags.counts, bags.starts[:-1])
    heaviness: Floats = (fold_in(bags, carried, alpha).astype(np.float64) * per_sentence[:, None]).sum(axis=0)
    return carried * heaviness[:, None]


def _count_expected(bags: Bags, shares: Floats, n_words: int) -> Floats:
    """Topic × word, where the words of a sentence are shared out by `shares`, sentence × topic."""
    sentence = _number_sentences(bags)
    return np.stack([np.bincount(bags.words, bags.counts * share[sentence], minlength=n_words) for share in shares.T])


def _number_sentences(bags: Bags) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(bags.rows)), np.diff(bags.starts))
