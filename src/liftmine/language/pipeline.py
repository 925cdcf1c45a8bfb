"""The one spaCy pipeline: distinct chunks to tokens, distinct forms to lemmas, columns to columns.

Nothing here is done per running word in Python. A chunk (what stands between white space) is tokenised once per process and
reused: spaCy's own cache stops working within a document after its first contraction (explosion/spaCy #13950).
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import spacy
from spacy.lookups import Table as LookupTable
from spacy.lookups import load_lookups
from spacy.tokenizer import Tokenizer

from liftmine.language.spelling import to_british
from liftmine.study.lexicon import Masks, expand_pattern
from liftmine.tables.stages import TOKENS, VOCABULARY
from liftmine.tables.tokens import Bools, Ints, Phrases, Tokens, compile_phrases, expand_ranges, find_phrases

_TOGETHER = 1_000  # chunks tokenised in one call: they cannot influence each other, as spaCy cuts at white space first
_INNER_HYPHENS = frozenset("-‐‑")
_AFTER_CO = ("operat", "ordinat")

# Where the lookup table loses a word or gives another one's lemma.
_LEMMAS = {
    "n't": "not", "n’t": "not", "ca": "can", "wo": "will", "sha": "shall", "'ll": "will", "'re": "be", "'m": "be", "'ve": "have",
    "'s": "'s", "data": "data", "media": "media", "criteria": "criterion", "monies": "money", "premises": "premises", "less": "less",
    "better": "better", "best": "best", "worse": "worse", "worst": "worst", "meeting": "meeting", "building": "building",
    "housing": "housing", "pleased": "pleased", "thanks": "thanks", "interested": "interested", "united": "united", "lay": "lay",
    "outstanding": "outstanding", "understanding": "understanding", "undertaking": "undertaking", "chairs": "chair",
}  # fmt: skip
_ACRONYM_PLURAL = re.compile(r"[A-Z]{2,}s\Z")  # PCTs, GPs


@dataclass(frozen=True, slots=True)
class Pipeline:
    """spaCy's tokenizer and lemma table, with what they have said so far. What is kept never changes an answer."""

    tokenizer: Tokenizer
    lemmas: LookupTable
    known_chunks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known_lemmas: dict[str, str] = field(default_factory=dict)

    def tokenise_chunks(self, chunks: list[str]) -> list[tuple[str, ...]]:
        """The tokens of each chunk; a hyphen between two words is left out, so that `joint-working` is two words."""
        known = self.known_chunks
        new = [chunk for chunk in chunks if chunk not in known]
        rules = self.tokenizer.rules
        hard = []
        for chunk in new:
            if chunk.isascii() and chunk.isalpha() and chunk not in rules:
                known[chunk] = (chunk,)  # no prefix, suffix or infix of English can cut plain letters
            else:
                hard.append(chunk)
        for first in range(0, len(hard), _TOGETHER):
            self._tokenise_together(hard[first : first + _TOGETHER])
        return [known[chunk] for chunk in chunks]

    def _tokenise_together(self, chunks: list[str]) -> None:
        forms: list[str] = []
        left = iter(chunks)
        doc = self.tokenizer(" ".join(chunks))
        last = len(doc) - 1
        for place, token in enumerate(doc):
            forms.append(token.text)
            if token.whitespace_ or place == last:
                self.known_chunks[next(left)] = _without_inner_hyphens(forms)
                forms = []

    def lemmatise(self, form: str) -> str:
        """The lemma of a form: lower case, British spelling."""
        lemma = self.known_lemmas.get(form)
        if lemma is None:
            lowered = form.lower().replace("’", "'").replace("co-o", "coo")
            if _ACRONYM_PLURAL.match(form):
                lemma = lowered[:-1]
            else:
                lemma = _LEMMAS.get(lowered) or to_british(str(self.lemmas.get(lowered, lowered)))
            self.known_lemmas[form] = lemma
        return lemma


def _without_inner_hyphens(forms: list[str]) -> tuple[str, ...]:
    """`joint-working` is two words, `co-operate` is one."""
    last = len(forms) - 1
    kept: list[str] = []
    for place, form in enumerate(forms):
        if form in _INNER_HYPHENS and 0 < place < last:
            continue
        if kept and kept[-1].lower() == "co" and form.lower().startswith(_AFTER_CO):
            kept[-1] += "-" + form
        else:
            kept.append(form)
    return tuple(kept)


@cache
def build_pipeline() -> Pipeline:
    """The pipeline of this process, made on first use: a blank English spaCy and its published lemma table."""
    return Pipeline(spacy.blank("en").tokenizer, load_lookups("en", ["lemma_lookup"]).get_table("lemma_lookup"))


def tokenise(texts: pa.Table, sentences: pa.Table, masks: Masks) -> Tokens:
    """Tokens of the content sentences of SENTENCES over TEXTS, masked, with the vocabulary in order of first use.

    `sentence_row` counts rows of `sentences`; sentences that are not content have no tokens.
    """
    pipeline = build_pipeline()
    rows = np.flatnonzero(sentences["is_content"].to_numpy(zero_copy_only=False)).astype(np.int32)
    chunks = pc.utf8_split_whitespace(_slice_texts(texts, sentences, rows))
    chunk_row = np.repeat(rows, pc.list_value_length(chunks).to_numpy(zero_copy_only=False))
    encoded = chunks.flatten().dictionary_encode()
    tokenised = pipeline.tokenise_chunks(encoded.dictionary.to_pylist())
    counts = np.fromiter(map(len, tokenised), dtype=np.int64, count=len(tokenised))
    forms = pa.array(chain.from_iterable(tokenised), pa.string()).dictionary_encode()
    form_of_chunk = forms.indices.to_numpy()
    of_token = encoded.indices.to_numpy()
    form_no = form_of_chunk[expand_ranges((np.cumsum(counts) - counts)[of_token], counts[of_token])].astype(np.int32)
    sentence_row = np.repeat(chunk_row, counts[of_token])
    distinct = forms.dictionary.to_pylist()
    vocabulary = VOCABULARY.build(
        {"form_no": np.arange(len(distinct), dtype=np.int32), "form": distinct, "lemma": [pipeline.lemmatise(form) for form in distinct]}
    )
    is_masked = _mask(_phrases((*masks.organisations, *masks.lifts, *masks.wrong_senses)), form_no, sentence_row, vocabulary)
    is_tone_masked = _mask(_phrases(masks.neutral_terms), form_no, sentence_row, vocabulary) | is_masked
    columns = {"sentence_row": sentence_row, "form_no": form_no, "is_masked": is_masked, "is_tone_masked": is_tone_masked}
    return Tokens(TOKENS.build(columns), vocabulary)


def _slice_texts(texts: pa.Table, sentences: pa.Table, rows: Ints) -> pa.Array:
    """The text of the given sentences, trimmed."""
    by_document = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    chosen = sentences.select(["document_id", "char_start", "char_end"]).take(pa.array(rows))
    documents, starts, ends = (column.to_pylist() for column in chosen.columns)
    return pa.array([by_document[d][s:e].strip() for d, s, e in zip(documents, starts, ends, strict=True)], pa.string())


@cache
def _phrases(patterns: tuple[str, ...]) -> Phrases:
    return compile_phrases(tuple(sequence for pattern in patterns for sequence in expand_pattern(pattern)))


def _mask(phrases: Phrases, form_no: Ints, sentence_row: Ints, vocabulary: pa.Table) -> Bools:
    """Which tokens stand in a phrase."""
    hits = find_phrases(phrases, form_no, sentence_row, vocabulary)
    masked = np.zeros(len(form_no), dtype=np.bool_)
    masked[expand_ranges(hits.start, phrases.lengths[hits.phrase])] = True
    return masked
