"""Sentences as bags of words: lexicon terms first, then lemmas; masked tokens and headings never."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.measures.terms import find_headings
from liftmine.tables.tokens import Bools, Ints, Tokens, compile_phrases, expand_ranges, find_phrases, keep_longest

Longs = npt.NDArray[np.int64]
Floats32 = npt.NDArray[np.float32]


class Words(NamedTuple):
    """Running words in reading order: the row of the sentence, the first token, and the number of its name in `names`."""

    sentence_row: Ints
    token: Ints
    name_no: Ints
    names: pa.Array


class Bags(NamedTuple):
    """Counted words: sentence `rows[i]` holds `words[starts[i]:starts[i + 1]]`, ascending, each `counts` times.

    A sentence without any word has no bag.
    """

    rows: Ints
    starts: Longs
    words: Ints
    counts: Floats32


def read_words(tokens: Tokens, terms: Sequence[str]) -> Words:
    """The words of `tokens`: where one of `terms` (words joined by `_`) stands, the longest is one word; elsewhere the lemma."""
    row, form_no = tokens.sentence_row, tokens.form_no
    is_free = ~tokens.flags("is_masked")
    if len(row):
        is_free &= ~find_headings(tokens)[row]
    lemmas = tokens.vocabulary["lemma"].combine_chunks().dictionary_encode()
    names = pa.concat_arrays([pa.array(terms, pa.string()), lemmas.dictionary])
    name_no = (len(terms) + lemmas.indices.to_numpy()[form_no]).astype(np.int32)
    is_word = is_free.copy()
    if terms and len(row):
        _join_terms(tokens, terms, is_free, name_no, is_word)
    token = np.flatnonzero(is_word).astype(np.int32)
    return Words(row[token], token, name_no[token], names)


def _join_terms(tokens: Tokens, terms: Sequence[str], is_free: Bools, name_no: Ints, is_word: Bools) -> None:
    """Put the number of each term found at its first token in `name_no`, and take its further tokens out of `is_word`."""
    phrases = compile_phrases(tuple(tuple(term.split("_")) for term in terms))
    hits = find_phrases(phrases, tokens.form_no, tokens.sentence_row, tokens.vocabulary)
    n_hidden = np.concatenate([[0], np.cumsum(~is_free)])
    hits = hits.where(n_hidden[hits.start + phrases.lengths[hits.phrase]] == n_hidden[hits.start])
    hits = hits.where(keep_longest(hits, phrases.lengths, np.zeros(len(terms), dtype=np.int32)))
    lengths = phrases.lengths[hits.phrase]
    is_word[expand_ranges(hits.start, lengths)] = False
    is_word[hits.start] = True
    name_no[hits.start] = hits.phrase


def count_words(words: Words, vocabulary: Sequence[str]) -> Bags:
    """The bags of the words that stand in `vocabulary`, as numbers of it."""
    known = pc.fill_null(pc.index_in(words.names, value_set=pa.array(vocabulary, pa.string())), -1).to_numpy(zero_copy_only=False)
    number = known[words.name_no]
    kept = number >= 0
    pairs, counts = np.unique(words.sentence_row[kept].astype(np.int64) << 32 | number[kept], return_counts=True)
    rows, starts = np.unique(pairs >> 32, return_index=True)
    ends = np.append(starts, len(pairs))
    return Bags(rows.astype(np.int32), ends.astype(np.int64), (pairs & 0xFFFFFFFF).astype(np.int32), counts.astype(np.float32))
