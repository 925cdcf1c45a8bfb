"""The lexicon terms of each sentence: longest first, each token counted once per dimension, masked tokens never."""

from functools import cache

import numpy as np
import pyarrow as pa

from liftmine.study.lexicon import DimensionEntry, Lexicons
from liftmine.tables.stages import MATCHES
from liftmine.tables.tokens import Ints, Phrases, Tokens, compile_phrases, find_phrases, keep_longest


def find_terms(sentences: pa.Table, tokens: Tokens, lexicons: Lexicons) -> pa.Table:
    """MATCHES of SENTENCES: one row per sentence, dimension and term, with how often it stands there.

    Within a dimension a longer term takes its tokens before a shorter one (Li et al. 2021 join phrases first); between
    dimensions tokens are shared. `n_matches` is h of METHODS §2.
    """
    phrases, names, dimension, term = _compile(lexicons.dimensions)
    row = tokens.sentence_row
    hits = find_phrases(phrases, tokens.form_no, row, tokens.vocabulary)
    masked = np.concatenate([[0], np.cumsum(tokens.flags("is_masked"))])
    bare = masked[hits.start + phrases.lengths[hits.phrase]] == masked[hits.start]
    hits = type(hits)(hits.phrase[bare], hits.start[bare])
    kept = keep_longest(hits, phrases.lengths, dimension)
    phrase, start = hits.phrase[kept], hits.start[kept]
    keys, counts = np.unique(row[start].astype(np.int64) * len(term) + phrase, return_counts=True)
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


@cache
def _compile(entries: tuple[DimensionEntry, ...]) -> tuple[Phrases, pa.Array, Ints, pa.Array]:
    """The terms as phrases, the names of the dimensions, the dimension of each phrase and its term."""
    terms = [term for entry in entries for term in entry.terms]
    dimension = np.repeat(np.arange(len(entries)), [len(entry.terms) for entry in entries]).astype(np.int32)
    phrases = compile_phrases(tuple(tuple(term.split("_")) for term in terms))
    return phrases, pa.array([entry.dimension for entry in entries]), dimension, pa.array(terms)
