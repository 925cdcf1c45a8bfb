"""What reaches an expression of tone in its clause: negators, reducers, remedies, hedges, irrealis, concessions, formulae."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liftmine.measures.clauses import MODALS, Text
from liftmine.measures.polarity import Role
from liftmine.tables.tokens import Bools, Ints, expand_ranges

WINDOW = 4  # tokens to the left of an expression in which a hedge or an irrealis reaches it
NEGATED_WINDOW = 6  # the same for a negator, which one expression uses up
REMEDY_WINDOW = 10  # tokens to the right of an expression in which its remedy stands

_TURNS = frozenset({"but", "however", "yet", "nevertheless", "nonetheless"})
_CONCESSIONS = frozenset({"although", "though", "while", "whilst", "despite"})
_PAUSES = frozenset({",", ";"})
_ORS = frozenset({"or", "nor"})
_JOINTS = frozenset({"or", "nor", "and", ",", "/"})
_MANNER = frozenset({"with", "reluctantly", "grudgingly"})
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "they", "it", "there", "this", "that", "which", "who", "if"})
_OPINIONS = frozenset({"think", "feel", "believe", "know", "see", "want", "need", "expect", "consider", "recall", "vote", "oppose", "seek"})
_UNBLAMED = _PRONOUNS | _OPINIONS | frozenset({"yet", "change", "affect", "alter", ".", ",", "?", "and", "but"})
_ASKINGS = frozenset({"ask", "asks", "asked", "enquired", "inquired", "queried", "wonder", "wonders", "wondered", "questioned"})
_WHETHERS = frozenset({"if", "whether", "how", "what", "when", "who"})
_DENYING = frozenset({"not", "n't"})
_NOTS = frozenset({"not", "n't", "never", "nor", "hardly", "scarcely", "barely", "no", "nothing", "little", "yet"})


class Reach(NamedTuple):
    """For each expression the last token of the nearest modifier of each kind that reaches it; -1 where there is none.

    `remedy` is the first token of what stands to its right ("… had been settled") and no negator or irrealis reaches.
    """

    negator: Ints
    reducer: Ints
    remedy: Ints
    hedge: Ints
    irrealis: Ints


class Cover(NamedTuple):
    """Which tokens stand in an expression that has its say, in one that is not negative, and the last token of a negative one (or -1)."""

    said: Bools
    calm: Bools
    negative_end: Ints


def cover(start: Ints, length: Ints, weight: npt.NDArray[np.float64], n_tokens: int) -> Cover:
    """The tokens that expressions take, so that a modifier inside them is none."""
    covered = Cover(np.zeros(n_tokens, dtype=np.bool_), np.zeros(n_tokens, dtype=np.bool_), np.full(n_tokens, -1, dtype=np.int32))
    places, negative = expand_ranges(start, length), np.repeat(weight < 0, length)
    covered.said[places] = True
    covered.calm[places[~negative]] = True
    covered.negative_end[places[negative]] = np.repeat(start + length - 1, length)[negative]
    return covered


def find_modifiers(start: Ints, length: Ints, covered: Cover, text: Text) -> Reach:
    """The nearest modifier of each kind of each expression.

    Those inside an expression modify nothing, with two exceptions: an irrealis inside a negative one ("could have been more
    helpful" is no praise), and a negator that ends a negative one and goes on to what follows ("unable to take comfort").
    """
    clause = text.number_clauses()
    negators = np.concatenate([_free_ends(text, Role.NEGATOR, covered.said), _carried_negators(text, covered)])
    irrealis = _free_ends(text, Role.IRREALIS, covered.calm)
    return Reach(
        negator=_nearest(start, clause, negators, NEGATED_WINDOW),
        reducer=_nearest(start, clause, _free_ends(text, Role.REDUCER, covered.said)),
        remedy=_find_remedies(start + length - 1, clause, np.concatenate([negators, irrealis]), text),
        hedge=_nearest(start, clause, _free_ends(text, Role.HEDGE, covered.said)),
        irrealis=_nearest(start, clause, irrealis),
    )


def is_turned(start: Ints, weight: npt.NDArray[np.float64], expected: Bools, reach: Reach, text: Text) -> Bools:
    """Which expressions are turned.

    A negator turns the first behind it that has a tone and what is joined to that; what is expected, wherever it stands, unless
    the same negator denies something bad. A reducer turns everything but the expected, a remedy what is bad.
    """
    first = np.ones(len(start), dtype=np.bool_)
    toned = np.flatnonzero(~expected)
    joined: Bools = text.is_one_of(_JOINTS)[start[toned] - 1]
    first[toned] = (np.diff(reach.negator[toned], prepend=-1) != 0) | joined
    negated = (reach.negator >= 0) & first
    denies_bad = np.isin(reach.negator, reach.negator[negated & (weight < 0)])
    eased = (reach.negator < 0) & ((reach.reducer >= 0) | ((reach.remedy >= 0) & (weight < 0)))
    turned: Bools = np.where(expected, negated & ~denies_bad, negated | eased)
    return turned


def read_within(phrase: Ints, start: Ints, length: Ints, text: Text) -> tuple[Bools, Bools]:
    """Of expressions that leave room for any word: whether a negator stands there, and whether they speak of what is to be.

    "Complaints had not fallen", "the concerns would be addressed".
    """
    denied, undone = np.zeros(len(start), dtype=np.bool_), np.zeros(len(start), dtype=np.bool_)
    gaps = text.rules.gaps
    for place in np.flatnonzero(np.any(gaps[phrase], axis=1)).tolist():
        words = [text.lower[word] for word in text.form_no[start[place] : start[place] + length[place]].tolist()]
        denied[place] = any(word in _NOTS for word, is_gap in zip(words, gaps[phrase[place]].tolist(), strict=False) if is_gap)
        undone[place] = any(word == "be" and (before == "to" or before in MODALS) for before, word in pairwise(words))
    return denied, undone


def is_conceded(start: Ints, text: Text) -> Bools:
    """Which expressions stand before a "but" of their sentence, or between an "although" and the comma that ends what it concedes."""
    row = text.row
    turns, concessions, ends = (np.flatnonzero(text.is_one_of(words)) for words in (_TURNS, _CONCESSIONS, _PAUSES))
    next_turn = np.append(turns, len(row))[np.searchsorted(turns, start)]
    before_turn = (next_turn < len(row)) & (row[np.minimum(next_turn, len(row) - 1)] == row[start])
    opened = np.append(concessions, -1)[np.searchsorted(concessions, start) - 1]
    closed = np.append(ends, -1)[np.searchsorted(ends, start) - 1]
    conceded: Bools = np.asarray(before_turn | ((opened > closed) & (row[opened] == row[start])), dtype=np.bool_)
    return conceded


def is_formal(start: Ints, text: Text) -> Bools:
    """Which tokens stand in a part of a sentence that holds a formula; how it was done ("with some reluctance") is none of it."""
    formal: Bools = np.isin(text.part[start], text.part[text.find(Role.FORMULA).start]) & ~text.is_one_of(_MANNER)[start]
    return formal


def is_asked(start: Ints, weight: npt.NDArray[np.float64], text: Text) -> Bools:
    """Which expressions are asked about, not said: all of a direct question, the good of a reported one ("asked whether …")."""
    begins = np.flatnonzero(text.is_one_of(_WHETHERS) & text.follows(_ASKINGS))
    nearest = np.append(begins, -1)[np.searchsorted(begins, start) - 1]
    reported = (nearest >= 0) & (text.part[nearest] == text.part[start]) & (weight > 0)
    asked: Bools = text.is_question[start] | reported
    return asked


def is_beside(start: Ints, calm_ends: Ints, text: Text) -> Bools:
    """Which expressions follow one without tone and an "or" ("no comments or concerns")."""
    beside: Bools = np.isin(start - 2, calm_ends) & text.is_one_of(_ORS)[start - 1]
    return beside


def find_denials(free: Bools, text: Text) -> Ints:
    """The last token of the first denial of each sentence among `free` tokens.

    "She did not", "the staff did not think", "had not yet been decided", "did he not" tell a fact or an opinion, or ask: no fault.
    """
    hits = text.find(Role.DENIAL)
    last = hits.start + text.rules.phrases.lengths[hits.phrase] - 1
    answered = text.follows(_PRONOUNS)[hits.start] & text.is_one_of(_DENYING)[last]
    told = answered | np.append(text.is_one_of(_UNBLAMED), True)[last + 1]
    ends = np.intersect1d(_free_ends(text, Role.DENIAL, ~free), last[~told])
    first: Ints = ends[np.diff(text.row[ends], prepend=-1) != 0]
    return first


def _free_ends(text: Text, role: Role, taken: Bools) -> Ints:
    """The last token of each modifier of a role that stands in nothing that takes tokens."""
    hits = text.find(role)
    last = hits.start + text.rules.phrases.lengths[hits.phrase]
    before = np.concatenate([[0], np.cumsum(taken)])
    ends: Ints = (last - 1)[before[last] == before[hits.start]]
    return ends


def _carried_negators(text: Text, covered: Cover) -> Ints:
    """The last token of each negator of several words that begins in a negative expression and ends with it or behind it."""
    hits = text.find(Role.NEGATOR)
    last = hits.start + text.rules.phrases.lengths[hits.phrase] - 1
    begun = covered.negative_end[hits.start]
    ends: Ints = last[(last > hits.start) & (begun >= 0) & (begun <= last) & ~covered.calm[last]]
    return ends


def _nearest(start: Ints, clause: Ints, ends: Ints, window: int = WINDOW) -> Ints:
    """For each expression the nearest end of a modifier among the `window` tokens before it in its clause; -1 where there is none."""
    marked = np.zeros(len(clause), dtype=np.bool_)
    marked[ends] = True
    nearest = np.full(len(start), -1, dtype=np.int32)
    for distance in range(window, 0, -1):
        before = np.maximum(start - distance, 0)
        reached = (start >= distance) & marked[before] & (clause[before] == clause[start])
        nearest[reached] = before[reached]
    return nearest


def _find_remedies(last: Ints, clause: Ints, blocking: Ints, text: Text) -> Ints:
    """For each expression the first remedy behind it in its clause, where nothing between says that it has not come about."""
    remedies = np.unique(text.find(Role.REMEDY).start)
    blocked = text.is_one_of(MODALS | {"and"}) | (text.is_one_of(frozenset({"be"})) & text.follows(frozenset({"to"})))
    blocked[blocking] = True
    before = np.concatenate([[0], np.cumsum(blocked)])
    remedy = np.append(remedies, -1)[np.searchsorted(remedies, last, side="right")]
    reached = (remedy > last) & (remedy <= last + REMEDY_WINDOW) & (clause[remedy] == clause[last]) & (before[remedy] == before[last])
    found: Ints = np.where(reached, remedy, -1).astype(np.int32)
    return found
