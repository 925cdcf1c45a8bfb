"""A tone lexicon and the formulae, compiled into phrases that are found in one pass, each with its role."""

import re
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.study.lexicon import ANY_WORD, BaseWords, Formulae, ToneLexicon, Words, expand_pattern
from liftmine.tables.tokens import Bools, Ints, Phrases, compile_phrases

_PLAIN = re.compile(r"[a-z]+\Z")
_LIGHTEST, _HEAVIEST = 0.5, 1.5
_CLAUSE_MARKS = frozenset({";", ":", ",", "(", ")", "–", "—", "--", "-", "…", "..."})


class Role(IntEnum):
    """What a phrase does in a sentence."""

    EXPRESSION = 0
    NEGATOR = 1
    DENIAL = 2
    REDUCER = 3
    REMEDY = 4
    HEDGE = 5
    IRREALIS = 6
    FORMULA = 7


class Rules(NamedTuple):
    """Every phrase with its role, and the words that begin a clause.

    Of expressions, which stand first: the weight, below 0 negative, above 0 positive, 0 without tone of its own; `is_expected`
    marks what is negative where it is denied and nothing elsewhere ("no reply"); `base` holds the word of base words, which meet a
    token as written only, never by its lemma, else "". `gaps[phrase, k]` says whether the k-th word may be any.
    """

    phrases: Phrases
    role: Ints
    weights: npt.NDArray[np.float64]
    is_expected: Bools
    base: tuple[str, ...]
    gaps: Bools
    clause_breaks: frozenset[str]


@cache
def base_words() -> dict[str, float]:
    """The plain words of VADER's lexicon with their mean valence, -4 to 4 (Hutto and Gilbert 2014), read from its package."""
    lines = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line.strip())
    return {entry[0]: float(entry[1]) for entry in entries if _PLAIN.match(entry[0])}


@cache
def compile_rules(tone: ToneLexicon, formulae: Formulae) -> Rules:
    """The rules of a tone lexicon; its own expressions stand before base words, so that they win where both meet a token."""
    own = [(sequence, -1.0) for sequence in expand_all(tone.negative)]
    own += [(sequence, 1.0) for sequence in expand_all(tone.positive)]
    own += [(sequence, 0.0) for sequence in expand_all(tone.neutral)]
    base = [((word,), weight) for word, weight in _weigh(tone.base).items()]
    expected = [(sequence, 0.0) for sequence in expand_all(tone.expected)]
    expressions = own + base + expected
    modifiers = {
        Role.NEGATOR: tone.negators,
        Role.DENIAL: tone.denials,
        Role.REDUCER: tone.reducers,
        Role.REMEDY: tone.remedies,
        Role.HEDGE: tone.hedges,
        Role.IRREALIS: tone.irrealis,
        Role.FORMULA: formulae.formulae,
    }
    others = [(sequence, role) for role, patterns in modifiers.items() for sequence in expand_all(patterns)]
    sequences = (*(sequence for sequence, _ in expressions), *(sequence for sequence, _ in others))
    phrases = compile_phrases(sequences)
    return Rules(
        phrases,
        np.array([Role.EXPRESSION] * len(expressions) + [role for _, role in others], dtype=np.int32),
        np.array([weight for _, weight in expressions]),
        np.arange(len(expressions)) >= len(own) + len(base),
        ("",) * len(own) + tuple(word for (word,), _ in base) + ("",) * len(expected),
        np.array([[word == ANY_WORD for word in _pad(each, phrases.grid.shape[1])] for each in sequences], dtype=np.bool_),
        _CLAUSE_MARKS | set(tone.clause_breaks),
    )


def _pad(sequence: Words, width: int) -> Words:
    return sequence + ("",) * (width - len(sequence))


def _weigh(base: BaseWords) -> dict[str, float]:
    """Base words that are used, with their weight: half their valence, kept within 0.5 and 1.5."""
    excluded = {word for exclusion in base.exclude for word in exclusion.words}
    return {
        word: float(np.copysign(np.clip(abs(valence) / 2, _LIGHTEST, _HEAVIEST), valence))
        for word, valence in sorted(base_words().items())
        if abs(valence) >= base.least_valence and word not in excluded
    }


def expand_all(patterns: tuple[str, ...]) -> tuple[Words, ...]:
    """The word sequences of several patterns, in their order."""
    return tuple(sequence for pattern in patterns for sequence in expand_pattern(pattern))
