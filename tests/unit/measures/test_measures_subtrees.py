"""Whom an expression speaks of, told by the tree of its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed_sentences import TREES, take_apart

from liftmine.language.pipeline import tokenise
from liftmine.measures.expressions import find_expressions
from liftmine.measures.subtrees import Tree
from liftmine.measures.targets import score_mentions, score_targets
from liftmine.tables.stages import MENTIONS, PARSES, SENTENCES, TEXTS

LABELS = ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "agent", "relcl", "acl", "ccomp", "conj", "amod", "poss", "acomp", "dep")
WORDS = ("which", "whose", "by", "to", "of", "in", "praised", "failed", "reported", "staff", "it")


def sign(tone):
    return "+" if tone > 0.05 else "-" if tone < -0.05 else "="


@pytest.fixture
def measure(lexicons):
    """The tokens and expressions of a sentence, its tables, and its tree."""

    def look(tree):
        words, heads, labels = take_apart(tree)
        text = " ".join(words)
        texts = TEXTS.build({"document_id": ["d"], "text": [text]})
        one = {"document_id": ["d"], "sentence_no": [0], "turn_no": [0], "target_types": [""], "is_content": [True]}
        sentences = SENTENCES.build(one | {"char_start": [0], "char_end": [len(text)]})
        tokens = tokenise(texts, sentences, lexicons.masks)
        numbers = range(len(words))
        parses = PARSES.build({"sentence_row": [0] * len(words), "token_no": numbers, "head_no": heads, "label": labels})
        return texts, sentences, tokens, find_expressions(tokens, lexicons), parses

    return look


@pytest.mark.parametrize(("tree", "wanted"), TREES)
def test_each_side_gets_what_is_said_of_it_and_nothing_else(measure, tree, wanted):
    texts, sentences, tokens, found, parses = measure(tree)
    text = texts["text"][0].as_py().lower()
    places = [(who, text.index(who.lower()), text.index(who.lower()) + len(who)) for who in sorted(wanted)]
    mentions = MENTIONS.from_rows(dict(zip(MENTIONS.names, ("d", 0, *place), strict=True)) for place in places)
    scores = score_mentions(texts, sentences, mentions, tokens, found, parses=parses)
    tones = dict(zip(scores["target_type"].to_pylist(), scores["tone"].to_pylist(), strict=True))
    assert {who: sign(tones.get(who, 0.0)) for who in wanted} == wanted


@pytest.mark.parametrize(("tree", "wanted"), TREES[:14])
def test_who_alone_is_asked_for_gets_nothing_of_what_is_said_of_others(measure, tree, wanted):
    _, _, tokens, found, parses = measure(tree)
    for who, expected in wanted.items():
        toward = score_targets(tokens, [who], found, parses=parses)
        assert sign(float(toward.positive[0] - toward.negative[0])) == expected, who


def test_the_tree_does_not_tell_where_nobody_is_named():
    words, heads, labels = take_apart("It/nsubj/2 was/ROOT/0 good/acomp/2 and/cc/2 the/det/6 council/nsubj/7 left/conj/2 ./punct/2")
    assert Tree(words, heads, labels, ()).spoken_of((2, 3), [(5, 6)]) is None


def test_who_regrets_what_others_did_is_not_spoken_of():
    words, heads, labels = take_apart(
        "The/det/2 council/nsubj/3 regretted/ROOT/0 that/mark/7 the/det/6 agent/nsubj/7 left/ccomp/3 ./punct/3"
    )
    assert Tree(words, heads, labels, ()).spoken_of((2, 3), [(1, 2), (5, 6)]) == {(5, 6)}


def test_a_verb_that_only_reports_does_not_give_the_voice_what_it_says_of_a_place():
    words, heads, labels = take_apart("Directors/nsubj/2 noted/ROOT/0 good/amod/4 work/dobj/2 in/prep/2 Leeds/pobj/5 ./punct/2")
    assert Tree(words, heads, labels, [5]).spoken_of((2, 3), [(0, 1)]) == {(0, 1)}
    assert Tree(words, heads, labels, [5]).spoken_of((2, 3), [(5, 6)]) == {(5, 6)}


@st.composite
def trees(draw):
    n = draw(st.integers(1, 9))
    order = draw(st.permutations(range(n)))
    heads = list(range(n))
    for place, word in enumerate(order[1:], start=1):
        heads[word] = order[draw(st.integers(0, place - 1))]
    words = draw(st.lists(st.sampled_from(WORDS), min_size=n, max_size=n))
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=n, max_size=n))
    return Tree(words, heads, labels, draw(st.sets(st.integers(0, n - 1)))), n


@given(trees(), st.data())
def test_whatever_a_parser_says_there_is_an_answer_among_the_mentions(drawn, data):
    tree, n = drawn
    first = data.draw(st.integers(0, n - 1))
    last = data.draw(st.integers(first + 1, n))
    mentions = [(at, at + 1) for at in sorted(data.draw(st.sets(st.integers(0, n - 1))))]
    spoken = tree.spoken_of((first, last), mentions)
    assert spoken is None or spoken <= set(mentions)
