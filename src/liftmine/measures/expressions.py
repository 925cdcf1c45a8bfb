"""Polar expressions of sentences with their weight, clause by clause (METHODS §3), for formal minutes and for speech.

Expressions are found longest first. In its clause, an expression with a negator among the tokens to its left turns (positive
becomes fully negative, negative half positive: "not bad" is no praise), with a hedge it halves, with an irrealis ("would", "if",
"hope") it drops out. A negator turns the first expression it meets and what is joined to that by "or", "nor" or "and". What is bad
turns also where its remedy follows ("the dispute had been settled"). What is expected of people ("reply", "told", "honoured") has
no tone until it is denied; then it is negative, unless the same negator denies something bad ("received no complaints"). What is
conceded ("although …,", all before "but") weighs less than the point made. A part of a sentence that holds a procedural formula
has no tone.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.measures import modifiers
from liftmine.measures.clauses import Text, open_text
from liftmine.measures.polarity import Role, compile_rules
from liftmine.study.lexicon import Lexicons
from liftmine.tables.tokens import Bools, Hits, Ints, Tokens, keep_longest

TURNED_NEGATIVE = 0.5
CONCEDED = 0.6
DENIED = 0.4  # what a bare denial weighs


class Expressions(NamedTuple):
    """Polar expressions in reading order: sentence row, first token, length, signed weight after modifiers."""

    row: Ints
    start: Ints
    length: Ints
    weight: npt.NDArray[np.float64]
    is_turned: Bools


def find_expressions(tokens: Tokens, lexicons: Lexicons) -> Expressions:
    """Every polar expression that keeps a weight."""
    rules = compile_rules(lexicons.tone, lexicons.formulae)
    text = open_text(tokens, rules)
    hits = _longest(text)
    phrase, start, length = hits.phrase, hits.start, rules.phrases.lengths[hits.phrase]
    base, expected = rules.weights[phrase], rules.is_expected[phrase]
    covered = modifiers.cover(start[~expected], length[~expected], base[~expected], len(text.row))
    calm_ends = (start + length - 1)[(base == 0) & ~expected]

    tonal = (base != 0) | expected
    phrase, start, length, weight, expected = phrase[tonal], start[tonal], length[tonal], base[tonal], expected[tonal]
    reach = modifiers.find_modifiers(start, length, covered, text)
    denied, undone = modifiers.read_within(phrase, start, length, text)
    turned = modifiers.is_turned(start, weight, expected, reach, text) ^ denied
    weight = np.where(turned, np.where(weight < 0, -TURNED_NEGATIVE * weight, np.where(expected, -1.0, -weight)), weight)
    weight = np.where(reach.hedge >= 0, weight / 2, weight)
    weight = np.where(modifiers.is_conceded(start, text), CONCEDED * weight, weight)
    silent = (
        (reach.irrealis >= 0) | (undone & (weight > 0)) | modifiers.is_beside(start, calm_ends, text) | modifiers.is_formal(start, text)
    ) | modifiers.is_asked(start, weight, text)
    kept = (weight != 0) & ~silent
    found = Expressions(text.row[start[kept]], start[kept], length[kept], weight[kept], turned[kept])
    free = ~np.isin(text.row, text.row[start[weight != 0]]) & ~covered.said
    return _add_bare_denials(found, modifiers.find_denials(free, text), text)


def _add_bare_denials(found: Expressions, places: Ints, text: Text) -> Expressions:
    """The expressions, and the denials at `places`, of sentences that have no other."""
    places = places[~(modifiers.is_formal(places, text) | text.is_question[places])]
    start = np.concatenate([found.start, places])
    order = np.argsort(start, kind="stable")
    length = np.concatenate([found.length, np.ones_like(places)])
    weight = np.concatenate([found.weight, np.full(len(places), -DENIED)])
    turned = np.concatenate([found.is_turned, np.zeros(len(places), dtype=np.bool_)])
    return Expressions(text.row[start[order]], start[order], length[order], weight[order], turned[order])


def _longest(text: Text) -> Hits:
    """Expressions, longest first, that stand in one part of a sentence."""
    lengths = text.rules.phrases.lengths
    hits = text.find(Role.EXPRESSION)
    length = lengths[hits.phrase]
    is_own = np.array([not word for word in text.rules.base])[hits.phrase]
    whole = text.part[hits.start] == text.part[hits.start + length - 1]
    hits = hits.where(whole & (is_own | _is_plain_word(hits, text)))
    return hits.where(keep_longest(hits, lengths, np.zeros(len(lengths), dtype=np.int32)))


def _is_plain_word(hits: Hits, text: Text) -> Bools:
    """Whether the token is the base word as written, and no name: inside a sentence a capital makes it one (NICE, Mrs Bright)."""
    forms, lower, base = text.tokens.vocabulary["form"].to_pylist(), text.lower, text.rules.base
    is_first = np.diff(text.row, prepend=-1)[hits.start] != 0
    found = zip(hits.phrase.tolist(), text.form_no[hits.start].tolist(), is_first.tolist(), strict=True)
    return np.array(
        [base[phrase] == lower[form] and (first or forms[form] == lower[form]) for phrase, form, first in found], dtype=np.bool_
    )
