"""What a parser says of a sentence, told of the tokens of the pipeline."""

import pytest
import spacy
from parsed_sentences import TREES, take_apart
from spacy.tokens import Doc
from spacy.vocab import Vocab

from liftmine.errors import ConfigurationError
from liftmine.language.parsing import align, load_parser, parse_sentences
from liftmine.language.pipeline import tokenise
from liftmine.study.lexicon import Masks
from liftmine.study.parser_model import ParserModel, find_parser
from liftmine.tables.stages import PARSES, SENTENCES, TEXTS


@pytest.fixture
def model(parser_folder) -> ParserModel:
    return find_parser(str(parser_folder), parser_folder)


def read(texts: dict[str, list[str]]):
    """TEXTS, SENTENCES and tokens of documents given as lists of sentences."""
    corpus = TEXTS.build({"document_id": list(texts), "text": ["\n".join(lines) for lines in texts.values()]})
    rows = []
    for document_id, lines in texts.items():
        at = 0
        for number, line in enumerate(lines):
            rows.append((document_id, number, 0, "", True, at, at + len(line)))
            at += len(line) + 1
    sentences = SENTENCES.from_rows(dict(zip(SENTENCES.names, row, strict=True)) for row in rows)
    return corpus, sentences, tokenise(corpus, sentences, Masks(lexicon="m", kind="masks", organisations=()))


def parsed(words: str, heads: list[int], labels: str, spaces: str) -> Doc:
    """A sentence as a parser would leave it; `spaces` marks with 1 each word with a space behind it."""
    return Doc(Vocab(), words=words.split(), spaces=[mark == "1" for mark in spaces], heads=heads, deps=labels.split())


def test_words_that_both_cut_alike_keep_their_heads_and_labels():
    doc = parsed("They left .", [1, 1, 1], "nsubj ROOT punct", "100")
    assert align(["They", "left", "."], doc) == ([1, 1, 1], ["nsubj", "ROOT", "punct"])


def test_a_hyphen_that_we_leave_out_goes_with_the_word_before_it():
    doc = parsed("joint - working failed", [2, 2, 3, 3], "amod punct nsubj ROOT", "0010")
    assert align(["joint", "working", "failed"], doc) == ([1, 2, 2], ["amod", "nsubj", "ROOT"])


def test_a_word_that_the_parser_cuts_in_three_hangs_where_its_highest_part_hangs():
    doc = parsed("They co - operate well", [3, 3, 3, 3, 3], "nsubj compound punct ROOT advmod", "10010")
    assert align(["They", "co-operate", "well"], doc) == ([1, 1, 1], ["nsubj", "ROOT", "advmod"])


def test_a_word_that_we_write_otherwise_than_it_stands_keeps_its_place():
    doc = parsed("They co ‐ operate well", [3, 3, 3, 3, 3], "nsubj compound punct ROOT advmod", "10010")
    assert align(["They", "co-operate", "well"], doc) == ([1, 1, 1], ["nsubj", "ROOT", "advmod"])


def test_what_the_parser_keeps_in_one_piece_hangs_on_its_first_word():
    doc = parsed("A/B left", [1, 1], "nsubj ROOT", "10")
    assert align(["A", "/", "B", "left"], doc) == ([3, 0, 0, 3], ["nsubj", "dep", "dep", "ROOT"])


def test_a_sentence_without_words_has_no_tree():
    assert align([], Doc(Vocab(), words=[])) == ([], [])


def test_every_sentence_asked_for_is_told_as_the_model_reads_it_and_no_other(model):
    lines = [" ".join(take_apart(tree)[0]) for tree, _ in TREES]
    corpus, sentences, tokens = read({"d": lines})
    chosen = list(range(0, len(lines), 2))
    parses = PARSES.check(parse_sentences(corpus, sentences, tokens, chosen, model))
    words = [word for row in chosen for word in spacy.load(model.folder)(lines[row])]
    assert sorted(set(parses["sentence_row"].to_pylist())) == chosen
    assert parses["token_no"].to_pylist() == [word.i for word in words]
    assert parses["head_no"].to_pylist() == [word.head.i for word in words]
    assert parses["label"].to_pylist() == [word.dep_ for word in words]


def test_white_space_inside_a_sentence_is_no_word(model):
    words = take_apart(TREES[1][0])[0]
    plain, wide = (parse_sentences(*read({"d": [gap.join(words)]}), [0], model) for gap in (" ", "  \u00a0 "))
    assert wide.equals(plain)


def test_no_rows_give_an_empty_table(model):
    corpus, sentences, tokens = read({"d": ["The council was late."]})
    assert parse_sentences(corpus, sentences, tokens, [], model).num_rows == 0


def test_only_what_the_parser_needs_is_loaded(model):
    assert load_parser(model).pipe_names == ["parser"]


def test_a_model_that_cannot_be_loaded_is_a_fault_of_the_configuration(model, tmp_path):
    (tmp_path / "config.cfg").write_text("[components]\n[components.parser]\nfactory = unheard_of\n")
    with pytest.raises(ConfigurationError, match=r"cannot load") as fault:
        load_parser(ParserModel(tmp_path, "en_small", "1.2.3", "0"))
    assert "language.model" in fault.value.remedy
