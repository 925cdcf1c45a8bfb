"""Tone of a sentence, clause by clause (METHODS §3), for formal minutes and for speech.

Expressions are found longest first. In its clause, an expression with a negator among the four tokens to its left turns
(positive becomes fully negative, negative half positive: "not bad" is no praise), with a hedge it halves, with an irrealis
("would", "if", "hope") it drops out. A part of a sentence that holds a procedural formula has no tone.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.measures.polarity import Polarity, compile_polarity, expand_all
from liftmine.study.lexicon import Formulae, Lexicons, ToneLexicon
from liftmine.tables.stages import SCORES
from liftmine.tables.tokens import Bools, Hits, Ints, Phrases, Tokens, compile_phrases, expand_ranges, find_phrases, keep_longest

WINDOW = 4  # tokens to the left of an expression in which a modifier reaches it
KAPPA = 1.0  # tone = (P − N) / (P + N + κ): one plain expression gives ±0.5, and no number of them reaches ±1
TURNED_NEGATIVE = 0.5

_CLAUSE_MARKS = frozenset({";", ":", ",", "(", ")", "–", "—", "--", "-", "…", "..."})
_PART_MARKS = frozenset({";", "but", "although", "however", "though", "whereas", "nevertheless"})


class Rules(NamedTuple):
    """A tone lexicon and the formulae, compiled."""

    polarity: Polarity
    negators: Phrases
    hedges: Phrases
    irrealis: Phrases
    formulae: Phrases
    clause_breaks: frozenset[str]


class Expressions(NamedTuple):
    """Polar expressions in reading order: sentence row, first token, length, signed weight after modifiers."""

    row: Ints
    start: Ints
    length: Ints
    weight: npt.NDArray[np.float64]
    is_turned: Bools


@cache
def compile_rules(tone: ToneLexicon, formulae: Formulae) -> Rules:
    """The rules of a tone lexicon, ready to be found."""
    negators, hedges, irrealis, formal = (
        compile_phrases(expand_all(patterns)) for patterns in (tone.negators, tone.hedges, tone.irrealis, formulae.formulae)
    )
    return Rules(compile_polarity(tone), negators, hedges, irrealis, formal, _CLAUSE_MARKS | set(tone.clause_breaks))


def score_tone(sentences: pa.Table, tokens: Tokens, lexicons: Lexicons) -> pa.Table:
    """SCORES: one row per content sentence of SENTENCES; 0 where nothing polar stands.

    With P and N the summed weights of positive and negative expressions, tone = (P − N) / (P + N + 1), in (−1, 1).
    """
    found = find_expressions(tokens, compile_rules(lexicons.tone, lexicons.formulae))
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


def find_expressions(tokens: Tokens, rules: Rules) -> Expressions:
    """Every polar expression that keeps a weight."""
    form_no, row = tokens.form_no, tokens.sentence_row
    lower = _lower_forms(tokens)
    clause = _number_stretches(row, form_no, lower, rules.clause_breaks)
    hits = _polar_hits(tokens, rules.polarity, lower)
    lengths = rules.polarity.phrases.lengths[hits.phrase]
    consumed = np.zeros(len(form_no), dtype=np.bool_)
    consumed[expand_ranges(hits.start, lengths)] = True
    polar = rules.polarity.weights[hits.phrase] != 0
    start, length, weight = hits.start[polar], lengths[polar], rules.polarity.weights[hits.phrase[polar]]
    negated, hedged, unreal = (
        _is_reached(start, clause, _ends(find_phrases(phrases, form_no, row, tokens.vocabulary), phrases, consumed))
        for phrases in (rules.negators, rules.hedges, rules.irrealis)
    )
    weight = np.where(negated, np.where(weight > 0, -weight, -TURNED_NEGATIVE * weight), weight)
    weight = np.where(hedged, weight / 2, weight)
    kept = ~unreal & ~_in_formula(start, tokens, rules.formulae, lower)
    return Expressions(row[start[kept]], start[kept], length[kept], weight[kept], negated[kept])


def _polar_hits(tokens: Tokens, polarity: Polarity, lower: list[str]) -> Hits:
    """Expressions, longest first, that are not wholly masked."""
    phrases, _, base = polarity
    form_no = tokens.form_no
    hits = find_phrases(phrases, form_no, tokens.sentence_row, tokens.vocabulary)
    masked = np.concatenate([[0], np.cumsum(tokens.flags("is_tone_masked"))])
    lengths = phrases.lengths[hits.phrase]
    bare = masked[hits.start + lengths] - masked[hits.start] < lengths
    is_first = np.diff(tokens.sentence_row, prepend=-1)[hits.start] != 0
    is_own = np.array([not word for word in base])[hits.phrase]
    hits = hits.where(bare & (is_own | _is_plain_word(hits, tokens, base, lower, is_first)))
    return hits.where(keep_longest(hits, phrases.lengths, np.zeros(len(phrases.lengths), dtype=np.int32)))


def _is_plain_word(hits: Hits, tokens: Tokens, base: tuple[str, ...], lower: list[str], is_first: Bools) -> Bools:
    """Whether the token is the base word as written, and no name: inside a sentence a capital makes it one (NICE, Mrs Bright)."""
    forms = tokens.vocabulary["form"].to_pylist()
    numbers = tokens.form_no[hits.start].tolist()
    found = zip(hits.phrase.tolist(), numbers, is_first.tolist(), strict=True)
    return np.array(
        [base[phrase] == lower[form] and (first or forms[form] == lower[form]) for phrase, form, first in found], dtype=np.bool_
    )


def _number_stretches(row: Ints, form_no: Ints, lower: list[str], breaks: frozenset[str]) -> Ints:
    """The number of the stretch each token stands in; a break begins a new one, and so does a sentence."""
    is_break = np.fromiter((form in breaks for form in lower), dtype=np.bool_, count=len(lower))[form_no]
    return np.cumsum(is_break | (np.diff(row, prepend=-1) != 0), dtype=np.int32)


def _ends(hits: Hits, phrases: Phrases, consumed: Bools) -> Bools:
    """The last token of each modifier that is not part of a polar or neutral expression."""
    lengths = phrases.lengths[hits.phrase]
    taken = np.concatenate([[0], np.cumsum(consumed)])
    free = taken[hits.start + lengths] == taken[hits.start]
    ends = np.zeros(len(consumed), dtype=np.bool_)
    ends[(hits.start + lengths - 1)[free]] = True
    return ends


def _is_reached(start: Ints, clause: Ints, ends: Bools) -> Bools:
    """Which expressions have the end of a modifier among the tokens before them in their clause."""
    reached = np.zeros(len(start), dtype=np.bool_)
    for distance in range(1, WINDOW + 1):
        before = np.maximum(start - distance, 0)
        reached |= (start >= distance) & ends[before] & (clause[before] == clause[start])
    return reached


def _in_formula(start: Ints, tokens: Tokens, formulae: Phrases, lower: list[str]) -> Bools:
    """Which expressions stand in a part of a sentence that holds a formula."""
    form_no, row = tokens.form_no, tokens.sentence_row
    part = _number_stretches(row, form_no, lower, _PART_MARKS)
    hits = find_phrases(formulae, form_no, row, tokens.vocabulary)
    formal: Bools = np.isin(part[start], part[hits.start])
    return formal


def _lower_forms(tokens: Tokens) -> list[str]:
    return [form.lower() for form in tokens.vocabulary["form"].to_pylist()]


def _is_word(tokens: Tokens) -> Bools:
    forms = tokens.vocabulary["form"].to_pylist()
    return np.fromiter((any(map(str.isalnum, form)) for form in forms), dtype=np.bool_, count=len(forms))


def _write_terms(found: Expressions, tokens: Tokens, n_rows: int) -> list[str]:
    """The expressions of each sentence row as they stand in the text, each with its sign behind it (`pleased:+;not:pleased:-`).

    One that was turned begins with `not:`. A sign in front would make spreadsheets take the cell for a formula.
    """
    lower, form_no = _lower_forms(tokens), tokens.form_no
    written = [""] * n_rows
    words = [lower[form] for form in form_no[expand_ranges(found.start, found.length)].tolist()]
    place = 0
    columns = (found.row, found.length, found.weight, found.is_turned)
    for row, length, weight, turned in zip(*(column.tolist() for column in columns), strict=True):
        term = f"{'not:' if turned else ''}{'_'.join(words[place : place + length])}:{'+' if weight > 0 else '-'}"
        written[row] = f"{written[row]};{term}" if written[row] else term
        place += length
    return written
