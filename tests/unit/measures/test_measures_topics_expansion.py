import csv
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from liftmine.errors import DataRefused, UsageError
from liftmine.jobs.expand import freeze_terms
from liftmine.language.pipeline import tokenise
from liftmine.measures.expansion import propose_terms, rank_candidates
from liftmine.study.lexicon import CultureLexicon
from liftmine.study.settings import TopicSettings
from liftmine.tables.stages import SENTENCES, TEXTS

CULTURE = Path(__file__).parents[3] / "config" / "lexicons" / "culture.yaml"


def read(texts, masks):
    ids, zeros = [f"{row:04d}" for row in range(len(texts))], [0] * len(texts)
    columns = {"document_id": ids, "sentence_no": zeros, "turn_no": zeros, "target_types": [""] * len(texts)}
    columns |= {"is_content": [True] * len(texts), "char_start": zeros, "char_end": [len(text) for text in texts]}
    sentences = SENTENCES.build(columns)
    return tokenise(TEXTS.build({"document_id": ids, "text": list(texts)}), sentences, masks)


def write_proposals(file, rows):
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["accept", "dimension", "term", "similarity", "nearest_term"])
        writer.writerows(rows)
    return file


def test_a_short_text_proposes_nothing_and_says_how_much_is_needed(lexicons):
    tokens = read(["They were honest."], lexicons.masks)
    with pytest.raises(DataRefused, match="300,000 are needed"):
        propose_terms(tokens, np.zeros(1, np.int32), {"trust": ("honest",)}, names=frozenset(), settings=TopicSettings())


def test_commas_are_no_words_of_a_study_that_may_propose_terms(lexicons):
    tokens = read(["They were honest, candid, and (mostly) on time."], lexicons.masks)
    with pytest.raises(DataRefused, match="holds 8 words"):
        propose_terms(tokens, np.zeros(1, np.int32), {"trust": ("honest",)}, names=frozenset(), settings=TopicSettings())


def test_a_candidate_goes_to_the_nearest_dimension_and_a_term_is_never_proposed():
    vectors = np.array([[1, 0], [0, 1], [0.8, 0.6], [0.6, 0.8]])
    found = rank_candidates(["honest", "budget", "candid", "price"], vectors, {"trust": ["honest"], "money": ["budget", "unseen"]})
    assert [(each.dimension, each.term, each.similarity, each.nearest_term) for each in found] == [
        ("money", "price", 0.8, "budget"),
        ("trust", "candid", 0.8, "honest"),
    ]


def test_the_same_text_proposes_the_same_terms_and_no_names(lexicons):
    texts = ["They were honest and candid with Brandt about the harbour.", "The budget and the price of the harbour rose for Brandt."] * 40
    texts += ["Nothing else was said of it."] * 120
    tokens = read(texts, lexicons.masks)
    given = {"names": frozenset({"brandt"}), "settings": TopicSettings(), "least_tokens": 500}
    dimensions = {"trust": ("honest",), "money": ("budget",)}
    document = np.arange(len(texts), dtype=np.int32)
    first = propose_terms(tokens, document, dimensions, **given)
    assert first == propose_terms(tokens, document, dimensions, **given)
    proposed = {each.term for each in first}
    assert "candid" in proposed
    assert not {"brandt", "honest", "budget"} & proposed


def test_accepted_terms_are_frozen_into_the_lexicon_with_the_hash_of_what_people_filled_in(tmp_path):
    dimension = YAML(typ="safe").load(CULTURE.read_text(encoding="utf-8"))["dimensions"][0]["dimension"]
    rows = [["yes", dimension, "zebra_crossing", "0.5", "x"], ["no", dimension, "giraffe", "0.4", "x"], ["", dimension, "lion", "0.4", "x"]]
    proposals = write_proposals(tmp_path / "proposals.csv", rows)
    out = tmp_path / "culture.yaml"
    assert freeze_terms(proposals, CULTURE, out) == 1
    lexicon = CultureLexicon.model_validate(YAML(typ="safe").load(out.read_text(encoding="utf-8")))
    assert lexicon.dimensions[0].terms["EXPANSION"] == ("zebra_crossing",)
    assert "sha256" in lexicon.sources["EXPANSION"]
    before = CultureLexicon.model_validate(YAML(typ="safe").load(CULTURE.read_text(encoding="utf-8")))
    assert lexicon.dimensions[1:] == before.dimensions[1:]


def test_a_list_in_which_nothing_is_accepted_is_sent_back(tmp_path):
    proposals = write_proposals(tmp_path / "proposals.csv", [["", "trust", "candid", "0.8", "honest"]])
    with pytest.raises(UsageError, match="nothing is accepted"):
        freeze_terms(proposals, CULTURE, tmp_path / "out.yaml")


def test_a_dimension_that_the_lexicon_lacks_is_named(tmp_path):
    proposals = write_proposals(tmp_path / "proposals.csv", [["yes", "weightlessness", "orbit", "0.8", "x"]])
    with pytest.raises(UsageError, match="weightlessness"):
        freeze_terms(proposals, CULTURE, tmp_path / "out.yaml")
