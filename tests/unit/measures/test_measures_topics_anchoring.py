import numpy as np
import pytest

from liftmine.measures.anchoring import carry_over, count_residual, draw_residual, find_anchors, hold_words, spread_anchors
from liftmine.measures.bags import Bags

SEEDED = np.array([[True, False, False, False, False], [False, True, False, False, False]])


def bags_of(*sentences):
    starts = np.cumsum([0, *map(len, sentences)])
    words = np.array([word for sentence in sentences for word in sentence], np.int32)
    return Bags(np.arange(len(sentences), dtype=np.int32), starts, words, np.ones(len(words), np.float32))


def test_a_sentence_belongs_to_dimensions_by_its_seeds():
    shares = find_anchors(bags_of([0, 1], [0, 2], [3]), SEEDED)
    assert shares.tolist() == [[0.5, 0.5], [1, 0], [0, 0]]


def test_half_of_a_sentence_without_seeds_goes_to_what_stands_beside_it_the_nearest_twice_as_much():
    anchored = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    spread = spread_anchors(anchored, np.zeros(3, np.int32))
    assert spread[0].tolist() == [1, 0]
    assert spread[1] == pytest.approx([0.5 / 2, 0])  # two neighbours of weight 1, one of which speaks of it
    assert spread[2] == pytest.approx([0.5 * 0.5 / 1.5, 0])


def test_what_stands_in_another_document_is_not_beside():
    anchored = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert not spread_anchors(anchored, np.array([0, 1], np.int32))[1].any()


def test_words_that_stand_everywhere_are_not_held_and_words_beside_the_seeds_are():
    everywhere, beside = 2, 3
    bags = bags_of([0, everywhere, beside], [1, everywhere], [everywhere, 4], [everywhere, 4])
    held = hold_words(bags, find_anchors(bags, SEEDED), SEEDED)
    assert held[0, 0] == 1
    assert held[0, beside] > 0
    assert held[0, everywhere] == 0
    assert held[0, 1] == 0


def test_no_seed_is_among_the_words_of_residual_topics():
    bags = bags_of([0, 2], [2, 4])
    counts = count_residual(bags, draw_residual(np.ones(2), 3, np.random.default_rng(1)), SEEDED)
    assert not counts[:, :2].any()
    assert counts.sum() == pytest.approx(3)


def test_the_topics_of_an_earlier_model_are_carried_to_new_words_each_as_heavy_as_the_text_speaks_of_it():
    bags = bags_of([2, 2], [2], [3])
    phi = np.array([[0.98, 0.01, 0.01], [0.01, 0.98, 0.01]], np.float32)
    counts = carry_over(bags, phi, np.full(2, 0.01, np.float32), ("roof", "well", "gone"), ("a", "b", "roof", "well", "zebra"))
    assert counts[0, 2] == pytest.approx(3 * 0.98, rel=0.02)
    assert counts[1, 3] == pytest.approx(1 * 0.98, rel=0.05)
    assert counts[:, [0, 1, 4]].max() < 1e-4
