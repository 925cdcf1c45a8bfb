"""The lexicon terms of each sentence: longest first over all dimensions, masked tokens and headings never (decision 0014)."""

from functools import cache

import numpy as np
import pyarrow as pa

from liftmine.study.lexicon import DimensionEntry, Lexicons
from liftmine.tables.stages import MATCHES
from liftmine.tables.tokens import Bools, Ints, Phrases, Tokens, compile_phrases, find_phrases, keep_longest

_LONGEST_HEADING = 8  # words
_STOPS = frozenset(".!?;,…")
_SMALL = frozenset({"and", "or", "of", "the", "in", "on", "for", "to", "with", "a", "an", "at", "by", "from"})


def find_terms(sentences: pa.Table, tokens: Tokens, lexicons: Lexicons) -> pa.Table:
    """MATCHES of SENTENCES: one row per sentence, dimension and term, with how often it stands there.

    A longer term takes its tokens before a shorter one (Li et al. 2021 join phrases first), whichever dimensions the two belong to:
    "mutual trust" is one term, not also "mutual". Dimensions that hold the same term share it. `n_matches` is h of METHODS §2.
    """
    phrases, names, dimension, term = _compile(lexicons.dimensions)
    row = tokens.sentence_row
    hits = find_phrases(phrases, tokens.form_no, row, tokens.vocabulary)
    lengths = phrases.lengths[hits.phrase]
    masked = np.concatenate([[0], np.cumsum(tokens.flags("is_masked"))])
    hits = hits.where((masked[hits.start + lengths] == masked[hits.start]) & ~find_headings(tokens)[row[hits.start]])
    span = hits.start.astype(np.int64) << 8 | phrases.lengths[hits.phrase]
    longest = keep_longest(hits, phrases.lengths, np.zeros(len(term), dtype=np.int32))
    hits = hits.where(np.isin(span, span[longest]))
    hits = hits.where(keep_longest(hits, phrases.lengths, dimension))
    keys, counts = np.unique(row[hits.start].astype(np.int64) * len(term) + hits.phrase, return_counts=True)
    of_sentence, of_term = pa.array(keys // len(term)), keys % len(term)
    return MATCHES.build(
        {
            "document_id": sentences["document_id"].take(of_sentence),
            "sentence_no": sentences["sentence_no"].take(of_sentence),
            "dimension": names.take(pa.array(dimension[of_term])),
            "term": term.take(pa.array(of_term)),
            "n_matches": counts.astype(np.int32),
        }
    )


def find_headings(tokens: Tokens) -> Bools:
    """Which sentence rows are headings that reached the text: few words, each with a capital or a number, and no stop.

    "Collaboration", "7. Partnership Working", "Trust and Confidence"; a sentence of plain words is none, nor is one that ends.
    """
    forms = tokens.vocabulary["form"].to_pylist()
    is_plain = np.fromiter((form[:1].islower() and form not in _SMALL for form in forms), dtype=np.bool_, count=len(forms))
    stops = np.fromiter((form in _STOPS for form in forms), dtype=np.bool_, count=len(forms))
    row, form_no = tokens.sentence_row, tokens.form_no
    n_rows = int(row[-1]) + 1 if len(row) else 0
    size = np.bincount(row, minlength=n_rows)
    last = np.cumsum(size) - 1
    is_closed = stops[form_no[np.maximum(last, 0)]] if n_rows else np.zeros(0, dtype=np.bool_)
    heading: Bools = (size <= _LONGEST_HEADING) & (np.bincount(row, is_plain[form_no], minlength=n_rows) == 0) & ~is_closed
    return heading


@cache
def _compile(entries: tuple[DimensionEntry, ...]) -> tuple[Phrases, pa.Array, Ints, pa.Array]:
    """The terms as phrases, the names of the dimensions, the dimension of each phrase and its term."""
    terms = [term for entry in entries for term in entry.terms]
    dimension = np.repeat(np.arange(len(entries)), [len(entry.terms) for entry in entries]).astype(np.int32)
    phrases = compile_phrases(tuple(tuple(term.split("_")) for term in terms))
    return phrases, pa.array([entry.dimension for entry in entries]), dimension, pa.array(terms)
