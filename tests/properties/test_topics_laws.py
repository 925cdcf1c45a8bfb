import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from liftmine.measures.bags import Bags
from liftmine.measures.fold_in import fold_in

N_WORDS, N_TOPICS = 60, 20
PHI = np.random.default_rng(1).dirichlet(np.full(N_WORDS, 0.05), N_TOPICS).astype(np.float32) + np.float32(1e-7)
ALPHA = np.linspace(0.005, 0.3, N_TOPICS, dtype=np.float32)

sentences = st.lists(st.dictionaries(st.integers(0, N_WORDS - 1), st.integers(1, 4), min_size=1, max_size=25), min_size=1, max_size=40)


def make_bags(texts):
    pairs = [sorted(text.items()) for text in texts]
    starts = np.cumsum([0, *map(len, pairs)])
    words, counts = zip(*(pair for text in pairs for pair in text), strict=True)
    return Bags(np.arange(len(texts), dtype=np.int32), starts, np.array(words, np.int32), np.array(counts, np.float32))


@given(sentences)
@settings(max_examples=40, deadline=None)
def test_the_shares_of_a_sentence_sum_to_one_and_none_is_below_zero(texts):
    shares = fold_in(make_bags(texts), PHI, ALPHA)
    assert np.abs(shares.sum(axis=1) - 1).max() < 1e-5
    assert shares.min() >= 0


@given(sentences, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_sentence_has_the_same_shares_to_the_last_bit_alone_and_in_any_company_and_order(texts, random):
    together = fold_in(make_bags(texts), PHI, ALPHA)
    alone = np.concatenate([fold_in(make_bags([text]), PHI, ALPHA) for text in texts])
    order = list(range(len(texts)))
    random.shuffle(order)
    crowd = [*[texts[place] for place in order], *texts * 20]
    in_company = fold_in(make_bags(crowd), PHI, ALPHA)[: len(texts)]
    assert together.tobytes() == alone.tobytes()
    assert in_company.tobytes() == together[order].tobytes()
