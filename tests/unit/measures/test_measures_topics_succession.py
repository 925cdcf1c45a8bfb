from dataclasses import replace

import numpy as np
import pytest

from liftmine.measures.bags import Bags
from liftmine.measures.succession import continue_topics, find_adrift, object_to
from liftmine.measures.topic_words import WORDS_TOLD, Kinship, count_by_topic, topics_table
from liftmine.measures.topics import TopicModel
from liftmine.study.settings import TopicSettings

SETTINGS = TopicSettings()
WORDS = tuple(f"word{number:02d}" for number in range(40))


def make_model():
    """Two anchored and two residual topics of ten words each, on words of their own."""
    phi = np.full((4, 40), 0.001, np.float32)
    for topic in range(4):
        phi[topic, topic * 10 : topic * 10 + 10] = 0.097
    return TopicModel(
        topics=("money", "trust", "residual_1", "residual_2"),
        vocabulary=WORDS,
        seeds=(WORDS[:3], WORDS[10:13]),
        phi=phi,
        alpha=np.full(4, 0.1, np.float32),
    )


def test_the_same_model_with_its_residual_topics_in_another_order_keeps_every_name():
    before = make_model()
    turned = replace(before, phi=before.phi[[0, 1, 3, 2]])
    follow = continue_topics(turned, before, 2, SETTINGS)
    assert follow.model.topics == ("money", "trust", "residual_2", "residual_1")
    assert (follow.born, follow.retired) == ((), ())
    assert follow.kinship.similarity == pytest.approx(np.ones(4), abs=1e-6)


def test_a_residual_topic_about_other_words_is_born_under_a_number_never_used_and_the_old_one_retires():
    before = make_model()
    phi = before.phi.copy()
    phi[3] = np.where(np.arange(40) % 2, 0.049, 0.001)
    follow = continue_topics(replace(before, phi=phi), before, 7, SETTINGS)
    assert follow.born == ("residual_8",)
    assert follow.retired == ("residual_2",)
    assert follow.kinship.topics[3] is None
    assert np.isnan(follow.kinship.similarity[3])


def test_a_model_like_the_one_in_use_may_follow_it():
    before = make_model()
    assert object_to(before, before, {"money", "trust"}, {"money": 0.999, "trust": 0.98}, SETTINGS) == []


def test_a_model_whose_series_move_is_refused_and_the_dimension_is_named():
    before = make_model()
    (reason,) = object_to(before, before, {"money", "trust"}, {"money": 0.97, "trust": 1.0}, SETTINGS)
    assert reason.startswith("money")
    assert "0.970" in reason


def test_a_model_whose_anchored_topic_is_about_other_words_is_refused():
    before = make_model()
    phi = before.phi.copy()
    phi[0, 3:10], phi[0, 33:40] = 0.001, 0.097
    (reason,) = object_to(replace(before, phi=phi), before, {"money", "trust"}, {}, SETTINGS)
    assert reason.startswith("money")
    assert "similarity" in reason


def test_a_dimension_whose_terms_were_changed_is_a_topic_of_its_own_and_compared_with_nothing():
    before = make_model()
    assert object_to(before, before, {"trust"}, {"money": 0.1, "trust": 1.0}, SETTINGS) == []


def test_an_anchored_topic_that_lost_its_seeds_to_another_is_refused_even_in_a_first_model():
    model = make_model()
    phi = model.phi.copy()
    phi[2, :3] = 0.2
    adrift = replace(model, phi=phi)
    assert find_adrift(adrift) == ["money"]
    assert len(object_to(adrift, None, set(), {}, SETTINGS)) == 1


def test_words_new_to_the_vocabulary_do_not_hinder_the_match():
    before = make_model()
    grown = replace(before, vocabulary=(*WORDS, "zebra"), phi=np.hstack([before.phi, np.full((4, 1), 0.0001, np.float32)]))
    assert continue_topics(grown, before, 2, SETTINGS).model.topics == before.topics


def bags_of(*sentences):
    starts = np.cumsum([0, *map(len, sentences)])
    words = np.array([word for sentence in sentences for word in sentence], np.int32)
    return Bags(np.arange(len(sentences), dtype=np.int32), starts, words, np.ones(len(words), np.float32))


def test_every_word_is_shared_out_among_the_topics_and_none_is_lost():
    bags = bags_of([0, 1, 12], [20, 21], [30, 5])
    counts = count_by_topic(make_model(), bags, np.array([False, True, True]))
    assert counts.sum(axis=(1, 2)) == pytest.approx([3, 4])
    assert counts[0].sum(axis=0)[[0, 1, 12]] == pytest.approx([1, 1, 1])


def test_a_word_that_a_topic_used_early_and_left_late_shows_its_drift():
    bags = bags_of(*[[0, 1]] * 8, *[[1, 2]] * 8)
    nothing = Kinship((None,) * 4, np.full(4, np.nan))
    is_late = np.repeat([False, True], 8)
    table = topics_table(make_model(), "topics-x", bags, is_late, stability=np.full(4, np.nan), kinship=nothing)
    of_money = {row["term"]: row for row in table.to_pylist() if row["topic_id"] == "money"}
    assert table.num_rows == 4 * WORDS_TOLD
    assert of_money["word00"]["share_early"] > 0.4
    assert of_money["word00"]["share_late"] == 0
    assert of_money["word02"]["share_early"] == 0
    assert (of_money["word00"]["is_seed"], of_money["word09"]["is_seed"]) == (True, False)
    assert of_money["word00"]["stability"] is None
