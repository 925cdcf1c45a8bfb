"""A spaCy model with a parser, made here: nothing is downloaded."""

from pathlib import Path

import pytest
from parsed_sentences import TREES, take_apart


@pytest.fixture(scope="session")
def parser_folder(tmp_path_factory) -> Path:
    """A blank English pipeline whose parser has learnt the trees of these tests by heart, and a component that no parser needs."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en", meta={"name": "small", "version": "1.2.3"})
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    nlp.add_pipe("sentencizer")
    examples = []
    for tree, _ in TREES:
        words, heads, labels = take_apart(tree)
        examples.append(Example.from_dict(Doc(nlp.vocab, words=words), {"heads": heads, "deps": labels}))
    nlp.initialize(lambda: examples)
    optimizer = nlp.create_optimizer()
    optimizer.learn_rate = 0.005
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return folder
