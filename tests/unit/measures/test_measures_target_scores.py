"""Tone toward each partner type that a sentence speaks of, as the run measures it."""

import pyarrow as pa
import pytest

from liftmine.language.pipeline import tokenise
from liftmine.measures.expressions import find_expressions
from liftmine.measures.targets import score_mentions
from liftmine.tables.stages import MENTIONS, SENTENCES, TARGET_SCORES, TEXTS


@pytest.fixture
def toward(lexicons):
    """Partner type → tone toward it, for one sentence and the words that name somebody in it."""

    def measure(sentence: str, **named: str) -> dict[str, float]:
        end = len(sentence)
        texts = TEXTS.build({"document_id": ["d"], "text": [sentence]})
        one = {"document_id": ["d"], "sentence_no": [0], "turn_no": [0], "target_types": [";".join(sorted(named))], "is_content": [True]}
        sentences = SENTENCES.build(one | {"char_start": [0], "char_end": [end]})
        places = [(kind, sentence.index(words), sentence.index(words) + len(words)) for kind, words in sorted(named.items())]
        mentions = MENTIONS.from_rows(dict(zip(MENTIONS.names, ("d", 0, *place), strict=True)) for place in places)
        tokens = tokenise(texts, sentences, lexicons.masks)
        scores = TARGET_SCORES.check(score_mentions(texts, sentences, mentions, tokens, find_expressions(tokens, lexicons)))
        return dict(zip(scores["target_type"].to_pylist(), scores["tone"].to_pylist(), strict=True))

    return measure


def test_a_sentence_may_praise_one_side_and_blame_the_other(toward):
    tone = toward("Members were pleased with the PCT but disappointed by the LIFTCo.", public="the PCT", joint="the LIFTCo")
    assert tone["public"] > 0.05
    assert tone["joint"] < -0.05


def test_what_speaks_of_one_side_only_says_the_same_of_it_as_the_sentence(toward):
    assert toward("Members were pleased with the PCT.", public="the PCT")["public"] == pytest.approx(0.5, abs=0.1)


def test_a_sentence_without_polar_words_says_nothing_of_anybody(toward):
    assert toward("The PCT would send the plans to the LIFTCo.", public="The PCT", joint="the LIFTCo") == {}


def test_a_name_that_the_tokens_cut_otherwise_gets_what_the_sentence_says(toward):
    tone = toward("Members were pleased with A/B&C.", private="A/B&C")
    assert tone["private"] > 0.05


def test_pronouns_are_mentions_too(toward):
    assert toward("Members praised them.", private="them")["private"] > 0.05


def test_nothing_in_gives_an_empty_table(lexicons):
    texts, sentences = TEXTS.empty(), SENTENCES.empty()
    tokens = tokenise(texts, sentences, lexicons.masks)
    table = score_mentions(texts, sentences, MENTIONS.empty(), tokens, find_expressions(tokens, lexicons))
    assert isinstance(TARGET_SCORES.check(table), pa.Table)
    assert table.num_rows == 0
