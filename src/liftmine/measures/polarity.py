"""The polar expressions of a tone lexicon, compiled: own patterns, then base words of the vaderSentiment package."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.study.lexicon import BaseWords, ToneLexicon, Words, expand_pattern
from liftmine.tables.tokens import Bools, Phrases, compile_phrases

_PLAIN = re.compile(r"[a-z]+\Z")
_LIGHTEST, _HEAVIEST = 0.5, 1.5


class Polarity(NamedTuple):
    """Every expression with its weight: below 0 negative, above 0 positive, 0 without tone of its own.

    `is_expected` marks what is negative where it is denied and nothing elsewhere ("no reply"). `base` holds the word of base
    phrases, which meet a token as written only, never by its lemma; else "".
    """

    phrases: Phrases
    weights: npt.NDArray[np.float64]
    is_expected: Bools
    base: tuple[str, ...]


@cache
def base_words() -> dict[str, float]:
    """The plain words of VADER's lexicon with their mean valence, -4 to 4 (Hutto and Gilbert 2014), read from its package."""
    lines = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line.strip())
    return {entry[0]: float(entry[1]) for entry in entries if _PLAIN.match(entry[0])}


def compile_polarity(tone: ToneLexicon) -> Polarity:
    """The expressions of `tone`, ready to be found; own ones stand first, so that they win where both meet a token."""
    own = [(sequence, -1.0) for sequence in expand_all(tone.negative)]
    own += [(sequence, 1.0) for sequence in expand_all(tone.positive)]
    own += [(sequence, 0.0) for sequence in expand_all(tone.neutral)]
    base = [((word,), weight) for word, weight in _weigh(tone.base).items()]
    expected = [(sequence, 0.0) for sequence in expand_all(tone.expected)]
    sequences, weights = zip(*own, *base, *expected, strict=True)
    words = ("",) * len(own) + tuple(word for (word,), _ in base) + ("",) * len(expected)
    return Polarity(compile_phrases(tuple(sequences)), np.array(weights), np.arange(len(sequences)) >= len(own) + len(base), words)


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
