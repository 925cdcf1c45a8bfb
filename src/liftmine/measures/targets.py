"""Tone toward someone a sentence names, when the sentence says different things of different people (METHODS §3, rules 1-2)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.measures.tone import compile_rules, find_expressions
from liftmine.study.lexicon import Lexicons
from liftmine.tables.tokens import Tokens

CONTRASTS = frozenset({";", "but", "although", "however", "though", "whereas", "while", "whilst", "despite", "unlike"})
HALF_DISTANCE = 5.0  # tokens after which an expression counts half for a target


class TowardTarget(NamedTuple):
    """For each sentence row: summed weights toward the target, and whether the target is named at all."""

    positive: npt.NDArray[np.float64]
    negative: npt.NDArray[np.float64]
    is_named: npt.NDArray[np.bool_]


def score_targets(tokens: Tokens, targets: Sequence[str | None], lexicons: Lexicons) -> TowardTarget:
    """Tone weights toward `targets`, one name (or None) per sentence row.

    An expression counts for the nearest mention of the target, the less the further away it stands, w / (1 + d / 5), and not
    at all behind a contrast ("but", "while", ;) that divides the two.
    """
    rules = compile_rules(lexicons.tone, lexicons.formulae)
    found = find_expressions(tokens, rules)
    forms = [form.lower() for form in tokens.vocabulary["form"].to_pylist()]
    form_no = tokens.form_no
    bounds = np.searchsorted(tokens.sentence_row, np.arange(len(targets) + 1)).tolist()
    of_row = np.searchsorted(found.row, np.arange(len(targets) + 1)).tolist()
    result = TowardTarget(np.zeros(len(targets)), np.zeros(len(targets)), np.zeros(len(targets), dtype=np.bool_))
    for row, target in enumerate(targets):
        first, last = bounds[row], bounds[row + 1]
        if not target or first == last:
            continue
        words = [forms[form] for form in form_no[first:last].tolist()]
        mentions = find_mentions(words, target)
        result.is_named[row] = bool(mentions)
        for each in range(of_row[row], of_row[row + 1]):
            begin = int(found.start[each]) - first
            weight = float(found.weight[each]) * _nearness(words, mentions, begin, begin + int(found.length[each]))
            (result.positive if weight > 0 else result.negative)[row] += abs(weight)
    return result


def find_mentions(words: list[str], target: str) -> list[tuple[int, int]]:
    """Where the target stands among lower-case words, as half-open ranges: its whole name, else its last word."""
    name = target.lower().replace("’", "'").split()
    name = name[1:] if len(name) > 1 and name[0] in ("the", "a", "an", "our", "their") else name
    for wanted in (name, name[-1:]):
        size = len(wanted)
        places = [(at, at + size) for at in range(len(words) - size + 1) if words[at : at + size] == wanted] if wanted else []
        if places:
            return places
    return []


def _nearness(words: list[str], mentions: list[tuple[int, int]], begin: int, end: int) -> float:
    """How much an expression at words[begin:end] counts for the mention that is nearest and not divided from it."""
    distances = []
    for first, last in mentions:
        between = words[last:begin] if last <= begin else words[end:first]
        if CONTRASTS.isdisjoint(between):
            distances.append(len(between))
    return 1 / (1 + min(distances) / HALF_DISTANCE) if distances else 0.0
