"""Tone of a sentence, clause by clause (METHODS §3), for formal minutes and for speech.

Expressions are found longest first. In its clause, an expression with a negator among the tokens to its left turns (positive
becomes fully negative, negative half positive: "not bad" is no praise), with a hedge it halves, with an irrealis ("would", "if",
"hope") it drops out. A negator turns the first expression it meets and what is joined to that by "or", "nor" or "and". What is
expected of people ("reply", "told", "honoured") has no tone until it is denied; then it is negative, unless the same negator
denies something bad ("received no complaints"). What is conceded ("although …,", all before "but") weighs less than the point
made. A part of a sentence that holds a procedural formula has no tone.
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

WINDOW = 4  # tokens to the left of an expression in which a hedge or an irrealis reaches it
NEGATED_WINDOW = 6  # the same for a negator, which one expression uses up
KAPPA = 1.0  # tone = (P − N) / (P + N + κ): one plain expression gives ±0.5, and no number of them reaches ±1
TURNED_NEGATIVE = 0.5
CONCEDED = 0.6
DENIED = 0.4  # what a bare denial weighs

_CLAUSE_MARKS = frozenset({";", ":", ",", "(", ")", "–", "—", "--", "-", "…", "..."})
_TURNS = frozenset({"but", "however", "yet", "nevertheless", "nonetheless"})
_CONCESSIONS = frozenset({"although", "though", "while", "whilst", "despite"})
_PAUSES = frozenset({",", ";"})
_ORS = frozenset({"or", "nor"})
_JOINTS = frozenset({"or", "nor", "and", ",", "/"})
_PART_MARKS = frozenset({";", "but", "although", "however", "though", "whereas", "nevertheless"})


class Rules(NamedTuple):
    """A tone lexicon and the formulae, compiled."""

    polarity: Polarity
    negators: Phrases
    denials: Phrases
    reducers: Phrases
    hedges: Phrases
    irrealis: Phrases
    formulae: Phrases
    clause_breaks: frozenset[str]


class Reach(NamedTuple):
    """For each expression the last token of the nearest modifier of each kind that reaches it; -1 where there is none."""

    negator: Ints
    reducer: Ints
    hedge: Ints
    irrealis: Ints


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
    modifiers = (tone.negators, tone.denials, tone.reducers, tone.hedges, tone.irrealis, formulae.formulae)
    negators, denials, reducers, hedges, irrealis, formal = (compile_phrases(expand_all(each)) for each in modifiers)
    return Rules(compile_polarity(tone), negators, denials, reducers, hedges, irrealis, formal, _CLAUSE_MARKS | set(tone.clause_breaks))


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
    hits = _polar_hits(tokens, rules.polarity, lower)
    base, expected = rules.polarity.weights[hits.phrase], rules.polarity.is_expected[hits.phrase]
    lengths = rules.polarity.phrases.lengths[hits.phrase]
    consumed = _cover(hits, lengths, ~expected, len(form_no))
    consumed_unless_negative = _cover(hits, lengths, ~expected & (base >= 0), len(form_no))
    calm_ends = (hits.start + lengths - 1)[(base == 0) & ~expected]

    tonal = (base != 0) | expected
    start, length, weight, expected = hits.start[tonal], lengths[tonal], base[tonal], expected[tonal]
    reach = _find_modifiers(start, (consumed, consumed_unless_negative), tokens, rules, lower)
    turned = _is_turned(start, weight, expected, reach, _is_one_of(_JOINTS, lower)[form_no])
    weight = np.where(turned, np.where(weight < 0, -TURNED_NEGATIVE * weight, np.where(expected, -1.0, -weight)), weight)
    weight = np.where(reach.hedge >= 0, weight / 2, weight)
    weight = np.where(_is_conceded(start, form_no, row, lower), CONCEDED * weight, weight)
    beside_calm = np.isin(start - 2, calm_ends) & _is_one_of(_ORS, lower)[form_no][start - 1]
    kept = (weight != 0) & (reach.irrealis < 0) & ~beside_calm & ~_in_formula(start, tokens, rules.formulae, lower)
    found = Expressions(row[start[kept]], start[kept], length[kept], weight[kept], turned[kept])
    return _add_bare_denials(found, ~np.isin(row, row[start[weight != 0]]) & ~consumed, tokens, rules, lower)


def _add_bare_denials(found: Expressions, free: Bools, tokens: Tokens, rules: Rules, lower: list[str]) -> Expressions:
    """The expressions, and the first denial of each sentence that has no other; only `free` tokens can be one."""
    row = tokens.sentence_row
    ends = _ends(find_phrases(rules.denials, tokens.form_no, row, tokens.vocabulary), rules.denials, ~free)
    places = np.flatnonzero(ends).astype(np.int32)
    places = places[np.diff(row[places], prepend=-1) != 0]
    places = places[~_in_formula(places, tokens, rules.formulae, lower)]
    start = np.concatenate([found.start, places])
    order = np.argsort(start, kind="stable")
    length = np.concatenate([found.length, np.ones_like(places)])
    weight = np.concatenate([found.weight, np.full(len(places), -DENIED)])
    turned = np.concatenate([found.is_turned, np.zeros(len(places), dtype=np.bool_)])
    return Expressions(row[start[order]], start[order], length[order], weight[order], turned[order])


def _cover(hits: Hits, lengths: Ints, chosen: Bools, n_tokens: int) -> Bools:
    """Which tokens stand in the chosen hits."""
    covered = np.zeros(n_tokens, dtype=np.bool_)
    covered[expand_ranges(hits.start[chosen], lengths[chosen])] = True
    return covered


def _find_modifiers(start: Ints, consumed: tuple[Bools, Bools], tokens: Tokens, rules: Rules, lower: list[str]) -> Reach:
    """The nearest modifier of each kind before each expression.

    Those inside an expression (the first of `consumed`) modify nothing; but an irrealis inside a negative one does ("could have
    been more helpful" is no praise), so that it keeps to the second of them.
    """
    form_no, row = tokens.form_no, tokens.sentence_row
    clause = _number_stretches(row, form_no, lower, rules.clause_breaks)
    inside, inside_of_calm = consumed

    def find(phrases: Phrases, taken: Bools, window: int = WINDOW) -> Ints:
        return _nearest(start, clause, _ends(find_phrases(phrases, form_no, row, tokens.vocabulary), phrases, taken), window)

    return Reach(
        negator=find(rules.negators, inside, NEGATED_WINDOW),
        reducer=find(rules.reducers, inside),
        hedge=find(rules.hedges, inside),
        irrealis=find(rules.irrealis, inside_of_calm),
    )


def _is_turned(start: Ints, weight: npt.NDArray[np.float64], expected: Bools, reach: Reach, joined: Bools) -> Bools:
    """Which expressions are turned.

    A negator turns the first behind it that has a tone and what is joined to that; what is expected, wherever it stands, unless
    the same negator denies something bad. A reducer turns everything but the expected.
    """
    first = np.ones(len(start), dtype=np.bool_)
    toned = np.flatnonzero(~expected)
    first[toned] = (np.diff(reach.negator[toned], prepend=-1) != 0) | joined[start[toned] - 1]
    negated = (reach.negator >= 0) & first
    denies_bad = np.isin(reach.negator, reach.negator[negated & (weight < 0)])
    turned: Bools = np.where(expected, negated & ~denies_bad, negated | ((reach.reducer >= 0) & (reach.negator < 0)))
    return turned


def _is_conceded(start: Ints, form_no: Ints, row: Ints, lower: list[str]) -> Bools:
    """Which expressions stand before a "but" of their sentence, or between an "although" and the comma that ends what it concedes."""
    turns, concessions, ends = (np.flatnonzero(_is_one_of(words, lower)[form_no]) for words in (_TURNS, _CONCESSIONS, _PAUSES))
    next_turn = np.append(turns, len(form_no))[np.searchsorted(turns, start)]
    before_turn = (next_turn < len(form_no)) & (row[np.minimum(next_turn, len(row) - 1)] == row[start])
    opened = np.append(concessions, -1)[np.searchsorted(concessions, start) - 1]
    closed = np.append(ends, -1)[np.searchsorted(ends, start) - 1]
    conceded: Bools = np.asarray(before_turn | ((opened > closed) & (row[opened] == row[start])), dtype=np.bool_)
    return conceded


def _polar_hits(tokens: Tokens, polarity: Polarity, lower: list[str]) -> Hits:
    """Expressions, longest first, that are not wholly masked."""
    phrases, base = polarity.phrases, polarity.base
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
    return np.cumsum(_is_one_of(breaks, lower)[form_no] | (np.diff(row, prepend=-1) != 0), dtype=np.int32)


def _ends(hits: Hits, phrases: Phrases, consumed: Bools) -> Bools:
    """The last token of each modifier that is not part of a polar or neutral expression."""
    lengths = phrases.lengths[hits.phrase]
    taken = np.concatenate([[0], np.cumsum(consumed)])
    free = taken[hits.start + lengths] == taken[hits.start]
    ends = np.zeros(len(consumed), dtype=np.bool_)
    ends[(hits.start + lengths - 1)[free]] = True
    return ends


def _nearest(start: Ints, clause: Ints, ends: Bools, window: int) -> Ints:
    """For each expression the nearest end of a modifier among the `window` tokens before it in its clause; -1 where there is none."""
    nearest = np.full(len(start), -1, dtype=np.int32)
    for distance in range(window, 0, -1):
        before = np.maximum(start - distance, 0)
        reached = (start >= distance) & ends[before] & (clause[before] == clause[start])
        nearest[reached] = before[reached]
    return nearest


def _in_formula(start: Ints, tokens: Tokens, formulae: Phrases, lower: list[str]) -> Bools:
    """Which expressions stand in a part of a sentence that holds a formula."""
    form_no, row = tokens.form_no, tokens.sentence_row
    part = _number_stretches(row, form_no, lower, _PART_MARKS)
    hits = find_phrases(formulae, form_no, row, tokens.vocabulary)
    formal: Bools = np.isin(part[start], part[hits.start])
    return formal


def _is_one_of(wanted: frozenset[str], lower: list[str]) -> Bools:
    return np.fromiter((form in wanted for form in lower), dtype=np.bool_, count=len(lower))


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
