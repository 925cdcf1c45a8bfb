"""Tokens with their vocabulary, and the one way to find word sequences in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Words = tuple[str, ...]

_END, _ANY, _CAPITALISED = -2, -1, -3
_SPECIAL = {"*": _ANY, "Aa": _CAPITALISED}


@dataclass(frozen=True, slots=True)
class Tokens:
    """TOKENS of the content sentences in reading order, and the VOCABULARY their numbers point to."""

    tokens: pa.Table
    vocabulary: pa.Table

    @property
    def sentence_row(self) -> Ints:
        """Row of the sentence of each token."""
        return np.asarray(self.tokens["sentence_row"].to_numpy(), dtype=np.int32)

    @property
    def form_no(self) -> Ints:
        """Row in the vocabulary of each token."""
        return np.asarray(self.tokens["form_no"].to_numpy(), dtype=np.int32)

    def flags(self, name: str) -> Bools:
        """`is_masked` or `is_tone_masked` of each token."""
        return np.asarray(self.tokens[name].to_numpy(), dtype=np.bool_)


class Phrases(NamedTuple):
    """Word sequences as numbers: `grid[phrase, k]` is the class of words wanted k-th, or a negative mark.

    `is_in[word, cls]` says whether a word of `words` belongs to a class; `members` lists the same, (class, word), in order.
    """

    words: pa.Array
    is_in: Bools
    members: tuple[Ints, Ints]
    grid: Ints
    lengths: Ints


class Hits(NamedTuple):
    """Where phrases stand: the phrase's number and its first token, ordered by token, then longest first, then number."""

    phrase: Ints
    start: Ints

    def where(self, chosen: Bools) -> "Hits":
        """The chosen hits."""
        return Hits(self.phrase[chosen], self.start[chosen])


@lru_cache(maxsize=32)
def compile_phrases(sequences: tuple[Words, ...]) -> Phrases:
    """Word sequences ready to be found. A word meets a token by lemma or lower-case form; with a capital, as written.

    `a|b` meets either, `*` any token, `Aa` any capitalised one; each sequence needs at least one plain word.
    """
    classes = sorted({element for sequence in sequences for element in sequence} - set(_SPECIAL))
    number = {element: place for place, element in enumerate(classes)} | _SPECIAL
    words = sorted({word for element in classes for word in element.split("|")})
    place_of = {word: place for place, word in enumerate(words)}
    members = sorted({(place, place_of[word]) for place, element in enumerate(classes) for word in element.split("|")})
    of_class, of_word = np.array(members, dtype=np.int32).reshape(-1, 2).T
    is_in = np.zeros((len(words), len(classes)), dtype=np.bool_)
    is_in[of_word, of_class] = True
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int32)
    grid = np.full((len(sequences), int(lengths.max(initial=1))), _END, dtype=np.int32)
    for row, sequence in enumerate(sequences):
        grid[row, : len(sequence)] = [number[element] for element in sequence]
    return Phrases(pa.array(words, pa.string()), is_in, (of_class, of_word), grid, lengths)


def find_phrases(phrases: Phrases, form_no: Ints, sentence_row: Ints, vocabulary: pa.Table) -> Hits:
    """Every place where a phrase stands within one sentence, overlaps included.

    Each phrase is looked up at its rarest element only, all phrases at once; the cost grows with the hits, not with the phrases.
    """
    by_lemma, by_form, capital = _word_numbers(phrases.words, vocabulary)
    first, second = by_lemma[form_no], by_form[form_no]
    phrase, start = _candidates(phrases, first, second)
    lengths = phrases.lengths[phrase]
    inside = (start >= 0) & (start + lengths <= len(form_no))
    phrase, start, lengths = phrase[inside], start[inside], lengths[inside]
    same = sentence_row[start] == sentence_row[start + lengths - 1]
    phrase, start = phrase[same], start[same]
    for k in range(phrases.grid.shape[1] if len(phrase) else 0):
        wanted = phrases.grid[phrase, k]
        at = np.minimum(start + k, len(form_no) - 1)
        meets = (wanted < 0) | _is_in(phrases, first[at], wanted) | _is_in(phrases, second[at], wanted)
        meets &= (wanted != _CAPITALISED) | capital[form_no[at]]
        phrase, start = phrase[meets], start[meets]
    order = np.lexsort((phrase, -phrases.lengths[phrase], start))
    hits = Hits(phrase[order].astype(np.int32), start[order].astype(np.int32))
    repeated = (np.diff(hits.start, prepend=-1) == 0) & (np.diff(hits.phrase, prepend=-1) == 0)
    return hits.where(~repeated)


def _is_in(phrases: Phrases, words: Ints, classes: Ints) -> Bools:
    return (words >= 0) & phrases.is_in[np.maximum(words, 0), np.maximum(classes, 0)]


def _word_numbers(words: pa.Array, vocabulary: pa.Table) -> tuple[Ints, Ints, Bools]:
    """For each form: the word that is its lemma, the word that is the form itself (-9 where none), and whether it has a capital."""
    forms = vocabulary["form"].combine_chunks()
    lemmas = vocabulary["lemma"].combine_chunks()
    exact = pc.index_in(forms, value_set=words)
    lower = pc.index_in(pc.utf8_lower(forms), value_set=words)
    capital = pc.match_substring_regex(forms, r"^\p{Lu}").to_numpy(zero_copy_only=False)
    of_lemma = pc.fill_null(pc.index_in(lemmas, value_set=words), -9).to_numpy(zero_copy_only=False)
    of_form = pc.fill_null(pc.coalesce(exact, lower), -9).to_numpy(zero_copy_only=False)
    return of_lemma.astype(np.int32), of_form.astype(np.int32), capital


def _candidates(phrases: Phrases, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Each phrase at every place where its rarest element stands: the phrase and where it would begin."""
    at_first = np.flatnonzero(first >= 0)
    at_second = np.flatnonzero((second >= 0) & (second != first))
    words = np.concatenate([first[at_first], second[at_second]])
    positions = np.concatenate([at_first, at_second])
    order = np.argsort(words, kind="stable")
    words, positions = words[order], positions[order]
    of_class, of_word = phrases.members
    counts = np.bincount(words, minlength=len(phrases.words))
    often = np.bincount(of_class, counts[of_word], minlength=1)
    column = np.argmin(np.where(phrases.grid >= 0, often[np.maximum(phrases.grid, 0)], np.inf), axis=1)
    rarest = phrases.grid[np.arange(len(column)), column]
    first_word = np.searchsorted(of_class, rarest, side="left")
    n_words = np.searchsorted(of_class, rarest, side="right") - first_word
    phrase = np.repeat(np.arange(len(column)), n_words)
    wanted = of_word[expand_ranges(first_word, n_words)]
    begin = np.searchsorted(words, wanted, side="left")
    counts = np.searchsorted(words, wanted, side="right") - begin
    phrase = np.repeat(phrase, counts)
    start = positions[expand_ranges(begin, counts)] - column[phrase]
    return phrase.astype(np.int32), start.astype(np.int32)


def expand_ranges(begin: npt.NDArray[np.integer], counts: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The ranges begin[i] … begin[i] + counts[i] - 1, one behind the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(begin - (ends - counts), counts), dtype=np.int64)


def keep_longest(hits: Hits, lengths: Ints, group: Sequence[int] | Ints) -> Bools:
    """Which hits remain when, within a group, longer hits come first (then earlier ones) and take their tokens.

    `lengths` and `group` are given per phrase.
    """
    length, of_group = np.asarray(lengths)[hits.phrase], np.asarray(group)[hits.phrase].astype(np.int64)
    key = of_group << 40 | hits.start.astype(np.int64)
    keep = np.zeros(len(hits.phrase), dtype=np.bool_)
    taken: set[int] = set()
    several = np.flatnonzero(length > 1)
    order = several[np.lexsort((hits.phrase[several], key[several], -length[several]))]
    for row, begin, size in zip(order.tolist(), key[order].tolist(), length[order].tolist(), strict=True):
        if taken.isdisjoint(range(begin, begin + size)):
            taken.update(range(begin, begin + size))
            keep[row] = True
    single = np.flatnonzero(length == 1)
    _, distinct = np.unique(key[single], return_index=True)
    single = single[distinct]
    free = ~np.isin(key[single], np.fromiter(taken, dtype=np.int64, count=len(taken)))
    keep[single[free]] = True
    return keep
