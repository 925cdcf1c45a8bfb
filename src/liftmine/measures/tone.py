"""Tone of sentences: what their polar expressions weigh together (METHODS §3)."""

import numpy as np
import pyarrow as pa

from liftmine.measures.expressions import Expressions, find_expressions
from liftmine.study.lexicon import Lexicons
from liftmine.tables.stages import SCORES
from liftmine.tables.tokens import Bools, Tokens, expand_ranges

KAPPA = 1.0  # tone = (P − N) / (P + N + κ): one plain expression gives ±0.5, and no number of them reaches ±1


def score_tone(sentences: pa.Table, tokens: Tokens, lexicons: Lexicons) -> pa.Table:
    """SCORES: one row per content sentence of SENTENCES; 0 where nothing polar stands.

    With P and N the summed weights of positive and negative expressions, tone = (P − N) / (P + N + 1), in (−1, 1).
    """
    return sum_tone(sentences, tokens, find_expressions(tokens, lexicons))


def sum_tone(sentences: pa.Table, tokens: Tokens, found: Expressions) -> pa.Table:
    """SCORES as `score_tone` makes them, of expressions found before."""
    n_rows = sentences.num_rows
    positive = np.bincount(found.row, np.maximum(found.weight, 0), minlength=n_rows)
    negative = np.bincount(found.row, np.maximum(-found.weight, 0), minlength=n_rows)
    n_tokens = np.bincount(tokens.sentence_row, _is_word(tokens)[tokens.form_no], minlength=n_rows)
    content = np.flatnonzero(sentences["is_content"].to_numpy(zero_copy_only=False))
    rows = pa.array(content)
    return SCORES.build(
        {
            "document_id": sentences["document_id"].take(rows),
            "sentence_no": sentences["sentence_no"].take(rows),
            "n_tokens": n_tokens[content].astype(np.int32),
            "n_positive": positive[content],
            "n_negative": negative[content],
            "tone": ((positive - negative) / (positive + negative + KAPPA))[content],
            "tone_terms": pa.array(_write_terms(found, tokens, n_rows), pa.string()).take(rows),
        }
    )


def _is_word(tokens: Tokens) -> Bools:
    forms = tokens.vocabulary["form"].to_pylist()
    return np.fromiter((any(map(str.isalnum, form)) for form in forms), dtype=np.bool_, count=len(forms))


def _write_terms(found: Expressions, tokens: Tokens, n_rows: int) -> list[str]:
    """The expressions of each sentence row as they stand in the text, each with its sign behind it (`pleased:+;not:pleased:-`).

    One that was turned begins with `not:`. A sign in front would make spreadsheets take the cell for a formula.
    """
    lower, form_no = [form.lower() for form in tokens.vocabulary["form"].to_pylist()], tokens.form_no
    written = [""] * n_rows
    words = [lower[form] for form in form_no[expand_ranges(found.start, found.length)].tolist()]
    place = 0
    columns = (found.row, found.length, found.weight, found.is_turned)
    for row, length, weight, turned in zip(*(column.tolist() for column in columns), strict=True):
        term = f"{'not:' if turned else ''}{'_'.join(words[place : place + length])}:{'+' if weight > 0 else '-'}"
        written[row] = f"{written[row]};{term}" if written[row] else term
        place += length
    return written
