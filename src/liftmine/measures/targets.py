"""Tone toward someone a sentence names, when the sentence says different things of different people (METHODS §3, rules 1-2).

Without a parser, an expression finds whom it speaks of by what stands behind it: "pleased with …", "the fault of …", "praised the …"
look to the right, "… was praised for", "… had been slow" to the left. How much it counts for a target falls with every boundary
(a comma, "and", a relative pronoun) and every other expression between the two, and to nothing behind a contrast ("but", "while", ;).
A part that only denies ("…, and the council had not", "none in the agent") turns what the part before it says.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.measures.clauses import EXCEPTED
from liftmine.measures.expressions import Expressions
from liftmine.tables.tokens import Tokens

CONTRASTS = frozenset({";", "but", "although", "however", "though", "whereas", "while", "whilst", "despite", "unlike"})
HALF_DISTANCE = 20.0  # tokens after which an expression counts half for a target
WRONG_SIDE = 0.3
OVER_BOUNDARY = 0.35

_BOUNDARIES = frozenset({",", "and", "who", "which", "whose", "when", "that", ":", "(", ")", "–", "—"})
_RELATIVES = frozenset({"who", "which", "whose"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_LOOK_RIGHT = frozenset({"with", "of", "by", "about", "in", "from", "to", "toward", "towards", "at", "for", "between"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "this", "these", "those", "both", "all"})
_BLAMES_AGENT = frozenset(
    {"let", "reassured", "troubled", "misled", "disappointed", "impressed", "encouraged", "helped", "failed", "rescued"}
)
_DENIALS = frozenset({"not", "n't", "none", "nothing", "less", "never", "nor", "anything"})


class TowardTarget(NamedTuple):
    """For each sentence row: summed weights toward the target, and whether the target is named at all."""

    positive: npt.NDArray[np.float64]
    negative: npt.NDArray[np.float64]
    is_named: npt.NDArray[np.bool_]


class Said(NamedTuple):
    """An expression of one sentence: words[first:last] and its weight."""

    first: int
    last: int
    weight: float


def score_targets(tokens: Tokens, targets: Sequence[str | None], found: Expressions) -> TowardTarget:
    """Tone weights toward `targets`, one name (or None) per sentence row, of the expressions found there."""
    forms = [form.lower() for form in tokens.vocabulary["form"].to_pylist()]
    form_no = tokens.form_no
    bounds = np.searchsorted(tokens.sentence_row, np.arange(len(targets) + 1)).tolist()
    of_row = np.searchsorted(found.row, np.arange(len(targets) + 1)).tolist()
    result = TowardTarget(np.zeros(len(targets)), np.zeros(len(targets)), np.zeros(len(targets), dtype=np.bool_))
    for row, target in enumerate(targets):
        first, last = bounds[row], bounds[row + 1]
        if not target or first == last:
            continue
        words = _without_exceptions([forms[form] for form in form_no[first:last].tolist()])
        mentions = find_mentions(words, target)
        result.is_named[row] = bool(mentions)
        if not mentions:
            continue
        chosen = slice(of_row[row], of_row[row + 1])
        begins = (found.start[chosen] - first).tolist()
        ends = (found.start[chosen] + found.length[chosen] - first).tolist()
        said = [Said(*each) for each in zip(begins, ends, found.weight[chosen].tolist(), strict=True)]
        for weight in _toward(words, mentions, said):
            (result.positive if weight > 0 else result.negative)[row] += abs(weight)
    return result


def find_mentions(words: list[str], target: str) -> list[tuple[int, int]]:
    """Where the target stands among lower-case words, as half-open ranges: its whole name, else its last word."""
    name = target.lower().replace("’", "'").replace("-", " ").split()
    name = name[1:] if len(name) > 1 and name[0] in ("the", "a", "an", "our", "their") else name
    for wanted in (name, name[-1:]):
        size = len(wanted)
        places = [(at, at + size) for at, word in enumerate(words) if wanted and word == wanted[0] and words[at : at + size] == wanted]
        if places:
            return places
    return []


def _without_exceptions(words: list[str]) -> list[str]:
    """The words, with "only" for a "but" that contrasts nothing ("nothing but praise")."""
    return ["only" if word == "but" and before in EXCEPTED else word for before, word in zip(["", *words], words, strict=False)]


def _toward(words: list[str], mentions: list[tuple[int, int]], said: list[Said]) -> list[float]:
    """The weights of a sentence's expressions, as far as they speak of the mentions."""
    if denied := _denied(words, mentions, said):
        return [denied]
    return [each.weight * max(_share(words, mention, each, said) for mention in mentions) for each in said]


def _share(words: list[str], mention: tuple[int, int], each: Said, said: list[Said]) -> float:
    """How much an expression speaks of a mention, 0 to 1."""
    is_right = mention[0] >= each.last
    begin, end = (each.last, mention[0]) if is_right else (mention[1], each.first)
    between = words[begin:end]
    if not CONTRASTS.isdisjoint(between):
        return 0.0
    if not is_right:
        between = _behind_relative(between)
    barriers = sum(word in _BOUNDARIES for word in between)
    barriers += sum(begin <= other.first < end for other in said)
    side = 1.0 if is_right == _looks_right(words, each) else WRONG_SIDE
    return side * OVER_BOUNDARY ** max(barriers, 0) / (1 + max(end - begin, 0) / HALF_DISTANCE)


def _behind_relative(words: list[str]) -> list[str]:
    """The words without a ", which" in front: what a relative clause says, it says of the name before it."""
    relative = next((at for at, word in enumerate(words[:2]) if word in _RELATIVES), -1)
    return words[relative + 1 :]


def _looks_right(words: list[str], each: Said) -> bool:
    """Whether an expression speaks of what stands behind it."""
    following = words[each.last] if each.last < len(words) else "."
    is_passive = (each.first > 0 and words[each.first - 1] in _BE) or words[each.first] in _BE
    if is_passive and following in ("for", "by", "on", "as"):
        return following == "by" and not _BLAMES_AGENT.isdisjoint(words[each.first : each.last])
    return following in _LOOK_RIGHT or following in _DETERMINERS or words[each.last - 1] in _LOOK_RIGHT | _DETERMINERS


def _denied(words: list[str], mentions: list[tuple[int, int]], said: list[Said]) -> float:
    """Half of what the part before says, turned, where the part of the only mention says nothing but "not" or "none"; else 0."""
    if len(mentions) != 1 or not said:
        return 0.0
    first, last = mentions[0]
    marks = CONTRASTS | {",", "and"}
    begin = next((at for at in range(first - 1, -1, -1) if words[at] in marks), -1)
    end = next((at for at in range(last, len(words)) if words[at] in marks), len(words))
    before = [each.weight for each in said if each.last <= begin]
    if words[begin] == "unlike" and begin >= 0:
        return -sum(each.weight for each in said if each.first >= end) / 2
    is_bare = not any(begin < each.first < end for each in said)
    return -before[-1] / 2 if is_bare and before and not _DENIALS.isdisjoint(words[begin + 1 : end]) else 0.0
