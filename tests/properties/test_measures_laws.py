from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from liftmine.jobs.score import score_texts
from liftmine.study.load import load_lexicons
from liftmine.tables.stages import VOCABULARY
from liftmine.tables.tokens import compile_phrases, expand_ranges, find_phrases, keep_longest

LEXICONS, _ = load_lexicons(Path(__file__).parents[2] / "config" / "lexicons", [])
PHRASES_OF_MINUTES = [
    *[
        "The board",
        "trust",
        "joint working",
        "not",
        "no",
        "never",
        "pleased",
        "excellent",
        "delay",
        "concern",
        "noted with concern",
        "without",
    ],
    *[
        "some",
        "would",
        "if",
        "but",
        ",",
        ";",
        ".",
        "risk register",
        "NHS Trust",
        "partnership",
        "dispute",
        "value for money",
        "less than happy",
    ],
    "minutes were approved as an accurate record",
]
WORDS = st.sampled_from(PHRASES_OF_MINUTES)
TEXTS = st.lists(st.lists(WORDS, max_size=25).map(" ".join), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.randoms(use_true_random=False))
def test_a_text_scores_the_same_whatever_stands_beside_it(texts, random):
    together = score_texts(texts, [None] * len(texts), LEXICONS).to_pylist()
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = score_texts([texts[place] for place in order], [None] * len(texts), LEXICONS).to_pylist()
    assert [together[place] for place in order] == shuffled
    alone = [score_texts([text], [None], LEXICONS).to_pylist()[0] for text in texts]
    assert alone == together


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_scores_keep_their_range(texts):
    for row in score_texts(texts, [None] * len(texts), LEXICONS).to_pylist():
        shares = [value for name, value in row.items() if name.startswith("lexicon_")]
        assert row["tone"] is None or -1 < row["tone"] < 1
        assert (row["tone"] is None) == (shares[0] is None)
        assert shares[0] is None or (all(0 <= share <= 1 for share in shares) and sum(shares) <= 1 + 1e-9)


ALPHABET = ("a", "b", "c", "D")
ELEMENTS = st.sampled_from([*ALPHABET, "a|b", "b|D", "*", "Aa"])
PHRASES = st.lists(
    st.lists(ELEMENTS, min_size=1, max_size=4).filter(lambda p: set(p) - {"*", "Aa"}).map(tuple), min_size=1, max_size=8, unique=True
)
SENTENCES = st.lists(st.lists(st.sampled_from(ALPHABET), max_size=8), min_size=1, max_size=5)


def lay_out(sentences):
    """The tokens of the sentences: (sentence, form)."""
    return [(row, form) for row, sentence in enumerate(sentences) for form in sentence]


def find(sequences, tokens):
    vocabulary = VOCABULARY.build({"form_no": range(4), "form": ALPHABET, "lemma": [form.lower() for form in ALPHABET]})
    rows = np.array([row for row, _ in tokens], dtype=np.int32)
    forms = np.array([ALPHABET.index(form) for _, form in tokens], dtype=np.int32)
    return find_phrases(compile_phrases(tuple(sequences)), forms, rows, vocabulary)


def meets(element, form):
    return element == "*" or (element == "Aa" and form.isupper()) or form in element.split("|")


@settings(deadline=None, max_examples=200)
@given(PHRASES, SENTENCES)
def test_phrases_are_found_exactly_where_a_plain_search_finds_them(sequences, sentences):
    tokens = lay_out(sentences)
    hits = find(sequences, tokens)
    expected = [
        (start, -len(sequence), number)
        for number, sequence in enumerate(sequences)
        for start in range(len(tokens) - len(sequence) + 1)
        if tokens[start][0] == tokens[start + len(sequence) - 1][0]
        and all(meets(element, tokens[start + k][1]) for k, element in enumerate(sequence))
    ]
    found = [(start, -len(sequences[number]), number) for number, start in zip(hits.phrase.tolist(), hits.start.tolist(), strict=True)]
    assert found == sorted(expected)


@settings(deadline=None, max_examples=100)
@given(PHRASES, SENTENCES)
def test_kept_hits_never_share_a_token_within_a_group(sequences, sentences):
    phrases = compile_phrases(tuple(sequences))
    hits = find(sequences, lay_out(sentences))
    group = [number % 2 for number in range(len(sequences))]
    kept = hits.where(keep_longest(hits, phrases.lengths, group))
    for each in (0, 1):
        chosen = kept.where(np.array(group)[kept.phrase] == each)
        places = expand_ranges(chosen.start, phrases.lengths[chosen.phrase]).tolist()
        assert len(places) == len(set(places))


def test_a_range_that_is_empty_gives_nothing():
    assert expand_ranges(np.array([5, 9]), np.array([0, 2])).tolist() == [9, 10]
