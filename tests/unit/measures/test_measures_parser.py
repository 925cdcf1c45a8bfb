"""Tone toward somebody with a real spaCy parser, made for these tests, where the rules about the order of words go wrong."""

import pyarrow as pa
import pytest
from parsed_sentences import TREES, take_apart

from liftmine.jobs.score import score_texts
from liftmine.study.parser_model import find_parser

BLAMED = "The contractor, which advises them was unhelpful to the council."


@pytest.fixture(scope="session")
def parser(parser_folder):
    return find_parser(str(parser_folder), parser_folder)


def test_of_two_targets_only_the_one_that_is_blamed_is_blamed(lexicons, parser):
    asked = ([BLAMED, BLAMED], ["the contractor", "the council"], lexicons)
    rules, tree = (score_texts(*asked, parser=each)["tone"].to_pylist() for each in (None, parser))
    assert rules[1] < -0.05
    assert tree == [pytest.approx(-0.5), 0.0]


def test_a_parser_tells_more_of_the_gold_sentences_right_than_the_rules(lexicons, parser):
    asked = [(" ".join(take_apart(tree)[0]), who, sign) for tree, wanted in TREES for who, sign in wanted.items()]
    texts, targets, wanted = (list(column) for column in zip(*asked, strict=True))
    right = []
    for each in (None, parser):
        tones = score_texts(texts, targets, lexicons, parser=each)["tone"].to_pylist()
        right.append(sum(("+" if tone > 0.05 else "-" if tone < -0.05 else "=") == sign for tone, sign in zip(tones, wanted, strict=True)))
    assert right[1] > 0.9 * len(asked) > right[0]


def test_what_is_scored_together_does_not_matter(lexicons, parser):
    texts, targets = [" ".join(take_apart(tree)[0]) for tree, _ in TREES], [next(iter(wanted)) for _, wanted in TREES]
    together = score_texts(texts, targets, lexicons, parser=parser)
    alone = [score_texts([text], [target], lexicons, parser=parser) for text, target in zip(texts, targets, strict=True)]
    assert together.equals(pa.concat_tables(alone).combine_chunks())


def test_texts_without_a_target_are_scored_as_without_a_parser(lexicons, parser):
    texts = [" ".join(take_apart(tree)[0]) for tree, _ in TREES]
    none = [None] * len(texts)
    assert score_texts(texts, none, lexicons, parser=parser).equals(score_texts(texts, none, lexicons))
