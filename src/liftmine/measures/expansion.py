"""Terms that the study's own text proposes for its dimensions, for people to accept or reject (Li et al. 2021; METHODS §2)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from liftmine.errors import DataRefused
from liftmine.measures.bags import read_words
from liftmine.measures.vocabulary import choose_vocabulary
from liftmine.study.settings import TopicSettings
from liftmine.tables.tokens import Tokens

Floats = npt.NDArray[np.float64]

LEAST_TOKENS = 300_000  # below, neighbours in the vector space are chance
_MOST_DOCUMENTS = 0.4
_LEAST_TOGETHER, _LEAST_NPMI = 20, 0.5  # what makes two words a phrase
_PER_DIMENSION = 100
_LEAST_USES = 20  # of a proposed word; a rarer one stands near the mean of all
_OTHER = "·"  # stands where a word was left out, so that its neighbours do not become one phrase


class Proposal(NamedTuple):
    """A word or phrase, the dimension whose terms it is used most like, how alike (cosine), and the nearest of those terms."""

    dimension: str
    term: str
    similarity: float
    nearest_term: str


def propose_terms(
    tokens: Tokens,
    document: npt.NDArray[np.int32],
    dimensions: Mapping[str, Sequence[str]],
    *,
    names: frozenset[str],
    settings: TopicSettings,
    least_tokens: int = LEAST_TOKENS,
) -> list[Proposal]:
    """Up to a hundred proposals a dimension, the most alike first; what is a term already is never proposed.

    Parameters as in `fit_topics`. The same input gives the same proposals. Raises `DataRefused` where the text is too short.
    """
    n_words = _count_words(tokens)
    if n_words < least_tokens:
        raise DataRefused(
            f"the study holds {n_words:,} words; {least_tokens:,} are needed before its own text can propose terms",
            remedy="Nothing is proposed. The lexicons measure as they are.",
        )
    from gensim.models import Word2Vec  # noqa: PLC0415 -- only an expansion needs it

    sentences = _read_sentences(tokens, document, dimensions, names=names, settings=settings)
    model = Word2Vec(
        sentences, vector_size=100, window=5, min_count=5, sg=1, negative=10, epochs=20, workers=1, seed=settings.seed, hashfxn=_number
    )
    known = {term for group in dimensions.values() for term in group}
    words = [word for word in model.wv.index_to_key if word in known or model.wv.get_vecattr(word, "count") >= _LEAST_USES]
    return rank_candidates(words, _centre(model.wv[words].astype(np.float64)), dimensions)


def _centre(vectors: Floats) -> Floats:
    """Of length 1 about their mean: what all words of a text have in common makes rare ones alike (Mu and Viswanath 2018)."""
    centred = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred -= centred.mean(axis=0)
    unit: Floats = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    return unit


def _count_words(tokens: Tokens) -> int:
    """Tokens that hold a letter: commas propose nothing."""
    is_word = pc.match_substring_regex(tokens.vocabulary["form"].combine_chunks(), r"\p{L}").to_numpy(zero_copy_only=False)
    return int(is_word[tokens.form_no].sum())


def _number(word: str) -> int:
    """A hash that is the same in every process: Python's own is not, and the first vectors are drawn from it."""
    return int.from_bytes(word.encode()[:8], "little")


def _read_sentences(
    tokens: Tokens,
    document: npt.NDArray[np.int32],
    dimensions: Mapping[str, Sequence[str]],
    *,
    names: frozenset[str],
    settings: TopicSettings,
) -> list[list[str]]:
    """The sentences in words of the vocabulary, with the phrases that gensim finds in neighbouring words joined by `_`."""
    from gensim.models.phrases import Phrases  # noqa: PLC0415

    terms = sorted({term for group in dimensions.values() for term in group})
    bounds = settings.model_copy(update={"most_documents": _MOST_DOCUMENTS})
    vocabulary = set(choose_vocabulary(tokens, document, terms, names=names, settings=bounds))
    words = read_words(tokens, terms)
    spelt = words.names.take(words.name_no).to_pylist()
    edges = np.flatnonzero(np.diff(words.sentence_row, prepend=-1, append=-1)).tolist()
    sentences = [[word if word in vocabulary else _OTHER for word in spelt[first:last]] for first, last in pairwise(edges)]
    phrases = Phrases(sentences, min_count=_LEAST_TOGETHER, threshold=_LEAST_NPMI, scoring="npmi", delimiter="_")
    joined = ([word for word in phrases[sentence] if _OTHER not in word] for sentence in sentences)
    return [sentence for sentence in joined if sentence]


def rank_candidates(words: Sequence[str], vectors: Floats, dimensions: Mapping[str, Sequence[str]]) -> list[Proposal]:
    """Each word that is no term, under the dimension with the nearest mean of its terms; `vectors` is word × component, of length 1."""
    place = {word: number for number, word in enumerate(words)}
    seeds = {name: [place[term] for term in sorted(group) if term in place] for name, group in sorted(dimensions.items())}
    seeds = {name: group for name, group in seeds.items() if group}
    if not seeds:
        return []
    names = list(seeds)
    centres = np.stack([vectors[group].mean(axis=0) for group in seeds.values()])
    cosine = vectors @ (centres / np.linalg.norm(centres, axis=1, keepdims=True)).T
    terms = {term for group in dimensions.values() for term in group}
    best = cosine.argmax(axis=1)
    proposals = []
    for k, name in enumerate(names):
        own = [number for number in np.flatnonzero(best == k).tolist() if words[number] not in terms]
        for number in sorted(own, key=lambda number: (-cosine[number, k], words[number]))[:_PER_DIMENSION]:
            nearest = seeds[name][int(np.argmax(vectors[seeds[name]] @ vectors[number]))]
            proposals.append(Proposal(name, words[number], round(float(cosine[number, k]), 3), words[nearest]))
    return proposals
