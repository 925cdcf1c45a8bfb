"""The words a topic model may know: neither too rare nor everywhere, and no names of people, places or bodies."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.measures.bags import Words, read_words
from liftmine.study.settings import TopicSettings
from liftmine.tables.tokens import Bools, Tokens

_WORD = r"^[a-z][a-z-]{2,}$"
_MOSTLY = 0.5  # written with a capital, inside sentences, more often than this: a name


def choose_vocabulary(
    tokens: Tokens, document: npt.NDArray[np.int32], terms: Sequence[str], *, names: frozenset[str], settings: TopicSettings
) -> tuple[str, ...]:
    """The words that stand in enough documents, sorted. A lexicon term needs nothing else.

    Every other word is plain letters, no function word, in no more than the settings' share of the documents, no part of a name in
    `names`, and not mostly written with a capital: names that no list holds are scrubbed as well.
    """
    from gensim.parsing.preprocessing import STOPWORDS  # noqa: PLC0415 -- only a fit needs gensim

    words = read_words(tokens, terms)
    n_documents = _count_documents(words, document)
    lemmas = words.names.slice(len(terms))
    is_term = pc.is_in(words.names, value_set=pa.array(terms, pa.string())).to_numpy(zero_copy_only=False)
    is_plain = pc.match_substring_regex(words.names, _WORD).to_numpy(zero_copy_only=False)
    is_plain &= ~pc.is_in(words.names, value_set=pa.array(sorted(STOPWORDS))).to_numpy(zero_copy_only=False)
    is_plain &= n_documents <= settings.most_documents * max(len(np.unique(document)), 1)
    is_plain[len(terms) :] &= ~_is_name(tokens, lemmas, names) & ~_is_function_word(tokens, lemmas, STOPWORDS)
    kept = (n_documents >= settings.least_documents) & (is_term | is_plain)
    return tuple(sorted(set(words.names.filter(pa.array(kept)).to_pylist())))


def _count_documents(words: Words, document: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """In how many documents each name stands; a term and a lemma spelt alike are one."""
    encoded = words.names.dictionary_encode().indices.to_numpy()
    pairs = np.unique(encoded[words.name_no].astype(np.int64) << 32 | document[words.sentence_row])
    found: npt.NDArray[np.int64] = np.bincount(pairs >> 32, minlength=int(encoded.max(initial=-1)) + 1)[encoded]
    return found


def _is_function_word(tokens: Tokens, lemmas: pa.Array, listed: Collection[str]) -> Bools:
    """Which lemmas come from listed forms alone: a lemmatiser makes "doe" of "does"."""
    of_form = pc.index_in(tokens.vocabulary["lemma"].combine_chunks(), value_set=lemmas).to_numpy(zero_copy_only=False)
    forms = pc.utf8_lower(tokens.vocabulary["form"].combine_chunks())
    is_other = ~pc.is_in(forms, value_set=pa.array(sorted(listed), pa.string())).to_numpy(zero_copy_only=False)
    found: Bools = np.bincount(of_form, is_other, minlength=len(lemmas)) == 0
    return found


def _is_name(tokens: Tokens, lemmas: pa.Array, names: frozenset[str]) -> Bools:
    """Which lemmas are part of a listed name, or come from a form that is, or are mostly written with a capital inside sentences."""
    forms = tokens.vocabulary["form"].combine_chunks()
    of_form = pc.index_in(tokens.vocabulary["lemma"].combine_chunks(), value_set=lemmas).to_numpy(zero_copy_only=False)
    parts = pa.array(sorted(names), pa.string())
    listed = pc.is_in(pc.utf8_lower(forms), value_set=parts).to_numpy(zero_copy_only=False)
    capital = pc.match_substring_regex(forms, r"^\p{Lu}").to_numpy(zero_copy_only=False)
    row, form_no = tokens.sentence_row, tokens.form_no
    inside = form_no[1:][row[1:] == row[:-1]]
    often = np.bincount(of_form[inside], minlength=len(lemmas))
    as_name = np.bincount(of_form[inside], capital[inside], minlength=len(lemmas))
    is_listed = np.bincount(of_form, listed, minlength=len(lemmas)) > 0
    is_listed |= pc.is_in(lemmas, value_set=parts).to_numpy(zero_copy_only=False)  # Ms Strand is the lemma of "stranded"
    is_name: Bools = is_listed | (as_name > _MOSTLY * often)
    return is_name
