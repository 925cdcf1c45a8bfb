from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from liftmine.errors import DataRefused
from liftmine.language.pipeline import tokenise
from liftmine.measures.bags import Bags, count_words, read_words
from liftmine.measures.fold_in import ITERATIONS, fold_in
from liftmine.measures.matching import match_topics
from liftmine.measures.topic_words import measure_coherence
from liftmine.measures.topics import fit_topics, score_topics
from liftmine.measures.vocabulary import choose_vocabulary
from liftmine.study.settings import TopicSettings
from liftmine.tables.stages import SENTENCES, TEXTS
from liftmine.tables.topic_shares import decode_shares, encode_shares

DIMENSIONS = {
    "trust": ("honest", "mutual_trust", "openness"),
    "money": ("budget", "cost", "tariff"),
}
ABOUT = {
    "trust": "They were honest with each other, and mutual trust and openness grew over the years of friendship.",
    "money": "The budget and the cost of the tariff were higher than the forecast of the accountants.",
    "roof": "The roof leaks and the windows rattle whenever the weather turns.",
}
SETTINGS = TopicSettings(residual_topics=2, least_sentences=50, least_documents=2, most_documents=1.0, fits=2)


@pytest.fixture(scope="session")
def read(lexicons):
    """Sentences, one document each, as SENTENCES and their tokens."""

    def _read(texts):
        ids = [f"{row:04d}" for row in range(len(texts))]
        zeros = [0] * len(texts)
        sentences = SENTENCES.build(
            {
                "document_id": ids,
                "sentence_no": zeros,
                "turn_no": zeros,
                "target_types": [""] * len(texts),
                "is_content": [True] * len(texts),
                "char_start": zeros,
                "char_end": [len(text) for text in texts],
            }
        )
        return sentences, tokenise(TEXTS.build({"document_id": ids, "text": list(texts)}), sentences, lexicons.masks)

    return _read


@pytest.fixture(scope="session")
def fitted(read):
    """A model of ninety sentences about trust, money and a roof."""
    _, tokens = read([*ABOUT.values()] * 30)
    return fit_topics(tokens, np.arange(90, dtype=np.int32), DIMENSIONS, names=frozenset(), settings=SETTINGS)


def words_of(tokens, terms=()):
    words = read_words(tokens, terms)
    return [words.names[int(number)].as_py() for number in words.name_no]


def test_a_lexicon_term_is_one_word_and_every_other_word_its_lemma(read):
    _, tokens = read(["Mutual trust needs meetings."])
    assert words_of(tokens, ("mutual_trust",)) == ["mutual_trust", "need", "meeting", "."]
    assert words_of(tokens) == ["mutual", "trust", "need", "meeting", "."]


def test_the_name_of_a_body_is_no_word(read):
    _, tokens = read(["The Marsh Hill Primary Care Trust was honest."])
    assert "trust" not in words_of(tokens)


def test_a_heading_has_no_words(read):
    _, tokens = read(["Trust and Openness", "They were honest."])
    assert "openness" not in words_of(tokens)


def test_bags_count_known_words_and_leave_empty_sentences_out(read):
    _, tokens = read(["The cost of the cost is a cost.", "Nothing is known here."])
    bags = count_words(read_words(tokens, ()), ("budget", "cost"))
    assert bags.rows.tolist() == [0]
    assert (bags.words.tolist(), bags.counts.tolist(), bags.starts.tolist()) == ([1], [3.0], [0, 1])


def test_names_of_people_and_words_that_are_mostly_written_as_names_stay_out_of_the_vocabulary(read):
    texts = ["Yesterday Brandt said that the harbour near Wexcombe was honest."] * 3
    _, tokens = read(texts)
    vocabulary = choose_vocabulary(tokens, np.arange(3, dtype=np.int32), ["honest"], names=frozenset({"brandt"}), settings=SETTINGS)
    assert {"harbour", "honest"} <= set(vocabulary)
    assert not {"brandt", "wexcombe"} & set(vocabulary)


def test_a_listed_name_is_scrubbed_even_where_it_is_written_like_a_word(read):
    _, tokens = read(["the gardener spoke of the harbour"] * 3)
    chosen = choose_vocabulary(tokens, np.arange(3, dtype=np.int32), [], names=frozenset({"gardener"}), settings=SETTINGS)
    assert "gardener" not in chosen
    assert "harbour" in chosen


def test_a_word_whose_lemma_is_a_listed_name_is_scrubbed_though_the_name_itself_stands_nowhere(read):
    _, tokens = read(["the gardeners spoke of the harbour"] * 3)
    chosen = choose_vocabulary(tokens, np.arange(3, dtype=np.int32), [], names=frozenset({"gardener"}), settings=SETTINGS)
    assert "gardener" not in chosen
    assert "harbour" in chosen


def test_a_word_of_too_few_or_too_many_documents_is_left_out_unless_a_term_is_everywhere(read):
    _, tokens = read(["the harbour is honest", "the harbour is honest and windy", "the harbour is honest and windy"])
    settings = SETTINGS.model_copy(update={"most_documents": 0.7})
    chosen = choose_vocabulary(tokens, np.arange(3, dtype=np.int32), ["honest"], names=frozenset(), settings=settings)
    assert chosen == ("honest", "windy")


def test_fold_in_is_the_fixed_point_iteration_of_its_formula():
    random = np.random.default_rng(4)
    phi = random.dirichlet(np.ones(30), 5).astype(np.float32)
    alpha = np.array([0.1, 0.2, 0.1, 0.3, 0.05], np.float32)
    words, counts = np.array([3, 7, 20], np.int32), np.array([1, 2, 1], np.float32)
    theta = np.full(5, 1 / 5)
    for _ in range(ITERATIONS):
        responsible = phi[:, words] * theta[:, None]
        theta = alpha + (responsible / responsible.sum(axis=0) * counts).sum(axis=1)
        theta /= theta.sum()
    shares = fold_in(Bags(np.array([0], np.int32), np.array([0, 3]), words, counts), phi, alpha)
    assert shares[0] == pytest.approx(theta, abs=1e-5)


def test_a_sentence_belongs_most_to_the_topic_it_speaks_of(fitted, read):
    _, tokens = read(list(ABOUT.values()))
    rows, shares = fitted.model.share(tokens)
    assert fitted.model.topics == ("money", "trust", "residual_1", "residual_2")
    assert rows.tolist() == [0, 1, 2]
    assert shares.argmax(axis=1)[:2].tolist() == [1, 0]
    assert shares[2, 2:].sum() > 0.5


def test_the_seeds_of_a_dimension_weigh_most_in_its_own_topic(fitted):
    model = fitted.model
    for k, seeds in enumerate(model.seeds):
        mass = model.phi[:, [model.vocabulary.index(seed) for seed in seeds]].sum(axis=1)
        assert mass.argmax() == k


def test_the_same_text_and_seed_give_the_same_model_to_the_last_bit(fitted, read):
    _, tokens = read([*ABOUT.values()] * 30)
    again = fit_topics(tokens, np.arange(90, dtype=np.int32), DIMENSIONS, names=frozenset(), settings=SETTINGS)
    assert again.model.phi.tobytes() == fitted.model.phi.tobytes()
    assert again.model.vocabulary == fitted.model.vocabulary


def test_another_seed_leaves_the_anchored_topics_where_they_are(fitted, read):
    _, tokens = read([*ABOUT.values()] * 30)
    settings = SETTINGS.model_copy(update={"seed": 77})
    other = fit_topics(tokens, np.arange(90, dtype=np.int32), DIMENSIONS, names=frozenset(), settings=settings).model
    n_anchored = len(other.anchored)
    alike = np.sqrt(other.phi[:n_anchored].astype(float) * fitted.model.phi[:n_anchored]).sum(axis=1)
    assert alike.min() > 0.99


def test_after_an_earlier_model_its_residual_topics_keep_their_place_under_any_seed(read):
    other_talk = ("The ferry sails at noon from the quay.", "A choir sings in the chapel on Sundays.")
    _, tokens = read([*ABOUT.values(), *other_talk] * 30)
    given = {"names": frozenset(), "settings": SETTINGS}
    first = fit_topics(tokens, np.arange(150, dtype=np.int32), DIMENSIONS, **given).model
    turned = replace(first, phi=np.concatenate([first.phi[:2], first.phi[:1:-1]]))
    settings = SETTINGS.model_copy(update={"seed": 77})
    second = fit_topics(tokens, np.arange(150, dtype=np.int32), DIMENSIONS, names=frozenset(), settings=settings, before=turned).model
    match, similarity = match_topics(second.phi[2:], turned.phi[2:])
    assert match.tolist() == [0, 1]
    assert similarity.min() > 0.95


def test_a_term_added_to_a_dimension_is_a_seed_of_its_topic_in_the_model_that_follows(fitted, read):
    _, tokens = read([*ABOUT.values()] * 30)
    dimensions = {**DIMENSIONS, "trust": (*DIMENSIONS["trust"], "friendship")}
    given = {"names": frozenset(), "settings": SETTINGS, "before": fitted.model}
    model = fit_topics(tokens, np.arange(90, dtype=np.int32), dimensions, **given).model
    friendship = model.phi[:, model.vocabulary.index("friendship")]
    assert friendship.argmax() == model.topics.index("trust")
    assert friendship.max() > 100 * np.sort(friendship)[-2]


def test_too_little_text_fits_nothing_and_says_how_much_is_needed(read):
    _, tokens = read([*ABOUT.values()])
    with pytest.raises(DataRefused, match="needs 50 sentences"):
        fit_topics(tokens, np.arange(3, dtype=np.int32), DIMENSIONS, names=frozenset(), settings=SETTINGS)


def test_a_dimension_without_seeds_in_the_text_is_no_topic(read):
    _, tokens = read([*ABOUT.values()] * 30)
    dimensions = {**DIMENSIONS, "weightlessness": ("orbit", "capsule", "gravity")}
    fitted = fit_topics(tokens, np.arange(90, dtype=np.int32), dimensions, names=frozenset(), settings=SETTINGS)
    assert "weightlessness" not in fitted.model.topics


def test_a_dimension_that_hardly_any_sentence_speaks_of_is_no_topic(read):
    _, tokens = read([*ABOUT.values()] * 30 + ["The orbit and the capsule obey gravity."] * 19)
    dimensions = {**DIMENSIONS, "weightlessness": ("orbit", "capsule", "gravity")}
    fitted = fit_topics(tokens, np.arange(109, dtype=np.int32), dimensions, names=frozenset(), settings=SETTINGS)
    assert fitted.model.anchored == ("money", "trust")


def test_does_is_no_word_of_a_topic_though_its_lemma_is_a_deer(read):
    _, tokens = read(["It does suit the harbour."] * 3)
    assert choose_vocabulary(tokens, np.arange(3, dtype=np.int32), [], names=frozenset(), settings=SETTINGS) == ("harbour", "suit")


def test_without_a_model_there_are_no_topic_shares(read):
    sentences, tokens = read(["They were honest."])
    assert score_topics(sentences, tokens, None).num_rows == 0


def test_topic_shares_are_read_as_they_were_written():
    shares = np.random.default_rng(1).dirichlet(np.ones(7), 50)
    read_back = decode_shares(pa.chunked_array([encode_shares(shares)]), 7)
    assert np.abs(read_back - shares).max() <= 1 / 131_070


def test_topics_are_matched_by_likeness_whatever_their_order():
    phi = np.random.default_rng(2).dirichlet(np.full(40, 0.1), 6)
    order = np.array([3, 0, 5, 1, 4, 2])
    match, similarity = match_topics(phi, phi[order])
    assert order[match].tolist() == list(range(6))
    assert similarity == pytest.approx(np.ones(6))


def test_words_that_always_meet_cohere_and_words_that_never_meet_do_not():
    bags = Bags(np.arange(4, dtype=np.int32), np.array([0, 2, 4, 5, 6]), np.array([0, 1, 0, 1, 2, 3], np.int32), np.ones(6, np.float32))
    assert measure_coherence(bags, [0, 1]) == pytest.approx(1.0)
    assert measure_coherence(bags, [2, 3]) == -1.0
