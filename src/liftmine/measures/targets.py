"""Tone toward someone a sentence names, when the sentence says different things of different people (METHODS §3, rules 1-2).

Without a parser, an expression finds whom it speaks of by what stands behind it: "pleased with …", "the fault of …", "praised the …"
look to the right, "… was praised for", "… had been slow" to the left. How much it counts for a target falls with every boundary
(a comma, "and", a relative pronoun) and every other expression between the two, and to nothing behind a contrast ("but", "while", ;).
A part that only denies ("…, and the council had not", "none in the agent") turns what the part before it says.

Where a parser has told how the words depend on one another, an expression speaks of those whom `subtrees` finds, and of nobody else;
the order of words decides where that finds nobody.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.measures.clauses import EXCEPTED
from liftmine.measures.expressions import Expressions
from liftmine.measures.subtrees import BLAMES_AGENT, Range, Tree
from liftmine.measures.tone import KAPPA
from liftmine.tables.stages import PARSES, TARGET_SCORES
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


class Sentence(NamedTuple):
    """The lower-case words of a sentence, the expressions in it, and its tree where it was parsed."""

    words: list[str]
    said: list[Said]
    tree: Tree | None


def score_targets(tokens: Tokens, targets: Sequence[str | None], found: Expressions, *, parses: pa.Table | None = None) -> TowardTarget:
    """Tone weights toward `targets`, one name (or None) per sentence row, of the expressions found there; PARSES may be given."""
    result = TowardTarget(np.zeros(len(targets)), np.zeros(len(targets)), np.zeros(len(targets), dtype=np.bool_))
    for row, sentence in _read_rows(tokens, found, [row for row, target in enumerate(targets) if target], parses):
        places = find_mentions(sentence.words, targets[row] or "")
        result.is_named[row] = bool(places)
        if places:
            result.positive[row], result.negative[row] = _sum_signs(_toward(sentence, places, places))
    return result


def score_mentions(
    texts: pa.Table, sentences: pa.Table, mentions: pa.Table, tokens: Tokens, found: Expressions, *, parses: pa.Table | None = None
) -> pa.Table:
    """TARGET_SCORES: the tone of content sentences toward each partner type that MENTIONS says they speak of; PARSES may be given.

    Tone = (P − N) / (P + N + 1) of the weights toward it, as in SCORES. Words that are cut otherwise in the tokens (a name with signs
    in it) are not found there again: what the whole sentence says counts for such a target.
    """
    names = _names_of(texts, sentences, mentions)
    rows, types, weights = [], [], []
    for row, sentence in _read_rows(tokens, found, find_disputed(sentences, mentions, found), parses):
        places = {kind: _places(sentence.words, spoken) for kind, spoken in names[row].items()}
        known = [place for each in places.values() for place in each]
        for kind, own in places.items():
            weight = _sum_signs(_toward(sentence, own, known) if own else (each.weight for each in sentence.said))
            if any(weight):
                rows.append(row)
                types.append(kind)
                weights.append(weight)
    positive, negative = np.array(weights, dtype=np.float64).reshape(-1, 2).T
    chosen = sentences.select(["document_id", "sentence_no"]).take(pa.array(rows, pa.int64()))
    return TARGET_SCORES.build(
        {
            "document_id": chosen["document_id"],
            "sentence_no": chosen["sentence_no"],
            "target_type": types,
            "n_positive": positive,
            "n_negative": negative,
            "tone": (positive - negative) / (positive + negative + KAPPA),
        }
    )


def find_disputed(sentences: pa.Table, mentions: pa.Table, found: Expressions) -> list[int]:
    """The rows of SENTENCES, ascending, that hold both a polar expression and words of MENTIONS."""
    named = set(zip(mentions["document_id"].to_pylist(), mentions["sentence_no"].to_pylist(), strict=True))
    rows = np.unique(found.row)
    polar = sentences.select(["document_id", "sentence_no"]).take(pa.array(rows))
    keys = zip(polar["document_id"].to_pylist(), polar["sentence_no"].to_pylist(), strict=True)
    return [row for row, key in zip(rows.tolist(), keys, strict=True) if key in named]


def _names_of(texts: pa.Table, sentences: pa.Table, mentions: pa.Table) -> dict[int, dict[str, set[str]]]:
    """Sentence row → partner type → the words by which the sentence speaks of it."""
    text_of = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    keys = zip(sentences["document_id"].to_pylist(), sentences["sentence_no"].to_pylist(), strict=True)
    row_of = {key: row for row, key in enumerate(keys)}
    names: dict[int, dict[str, set[str]]] = {}
    columns = (mentions[name].to_pylist() for name in ("document_id", "sentence_no", "target_type", "char_start", "char_end"))
    for document_id, number, kind, start, end in zip(*columns, strict=True):
        row = row_of[document_id, number]
        names.setdefault(row, {}).setdefault(kind, set()).add(text_of[document_id][start:end])
    return names


def _read_rows(tokens: Tokens, found: Expressions, rows: Sequence[int], parses: pa.Table | None) -> Iterator[tuple[int, Sentence]]:
    """Each of the sentence `rows` that has any words."""
    written = tokens.vocabulary["form"].to_pylist()
    forms = [form.lower() for form in written]
    is_name = [form[0].isupper() and len(form) > 1 for form in written]
    first, last = (np.searchsorted(tokens.sentence_row, rows, side=side).tolist() for side in ("left", "right"))
    begin, end = (np.searchsorted(found.row, rows, side=side).tolist() for side in ("left", "right"))
    form_no, weights = tokens.form_no, found.weight.tolist()
    starts, lengths = found.start.tolist(), found.length.tolist()
    arcs = _read_parses(parses)
    for place, row in enumerate(rows):
        if first[place] == last[place]:
            continue
        numbers = form_no[first[place] : last[place]].tolist()
        words = _without_exceptions([forms[form] for form in numbers])
        chosen = range(begin[place], end[place])
        said = [Said(starts[n] - first[place], starts[n] + lengths[n] - first[place], weights[n]) for n in chosen]
        tree = Tree(words, *arcs[row], [at for at, form in enumerate(numbers) if at and is_name[form]]) if row in arcs else None
        yield row, Sentence(words, said, tree)


def _read_parses(parses: pa.Table | None) -> dict[int, tuple[list[int], list[str]]]:
    """Sentence row → the heads and the labels of its words."""
    arcs: dict[int, tuple[list[int], list[str]]] = {}
    given = PARSES.empty() if parses is None else parses
    columns = (given[name].to_pylist() for name in ("sentence_row", "head_no", "label"))
    for row, head, label in zip(*columns, strict=True):
        heads, labels = arcs.setdefault(row, ([], []))
        heads.append(head)
        labels.append(label)
    return arcs


def _sum_signs(weights: Iterable[float]) -> tuple[float, float]:
    """The sums of the positive weights and of the negative ones, both as numbers above 0."""
    positive = negative = 0.0
    for weight in weights:
        positive, negative = (positive + weight, negative) if weight > 0 else (positive, negative - weight)
    return positive, negative


def _places(words: list[str], names: Iterable[str]) -> list[Range]:
    """Where any of the names stands, in order."""
    return sorted({place for name in names for place in find_mentions(words, name)})


def find_mentions(words: list[str], target: str) -> list[Range]:
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


def _toward(sentence: Sentence, mentions: Sequence[Range], known: Collection[Range]) -> list[float]:
    """The weights of a sentence's expressions, as far as they speak of the mentions, which are some or all of those that are known."""
    words, said, tree = sentence
    if denied := _denied(words, mentions, said):
        return [denied]
    weights = []
    for each in said:
        spoken = tree.spoken_of((each.first, each.last), known) if tree else None
        if spoken is None:
            share = max(_share(words, mention, each, said) for mention in mentions)
        else:
            share = float(not spoken.isdisjoint(mentions))
        weights.append(each.weight * share)
    return weights


def _share(words: list[str], mention: Range, each: Said, said: list[Said]) -> float:
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
        return following == "by" and not BLAMES_AGENT.isdisjoint(words[each.first : each.last])
    return following in _LOOK_RIGHT or following in _DETERMINERS or words[each.last - 1] in _LOOK_RIGHT | _DETERMINERS


def _denied(words: list[str], mentions: Sequence[Range], said: list[Said]) -> float:
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
