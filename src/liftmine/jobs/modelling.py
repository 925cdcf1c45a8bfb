"""What a topic model is fitted on: the measured sentences of a study, with the names that must not get into it."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.jobs.corpus import Corpus
from liftmine.language.pipeline import tokenise
from liftmine.tables.stages import ATTENDANCE, SENTENCES, TEXTS, TURNS
from liftmine.tables.tokens import Tokens

_NAME_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Material:
    """SENTENCES of the documents with status `ok`, their tokens, and per sentence row the number of its document in `documents`."""

    sentences: pa.Table
    tokens: Tokens
    documents: pa.Table
    document: npt.NDArray[np.int32]
    names: frozenset[str]


def gather_material(corpus: Corpus) -> Material:
    """Everything that a fit needs, in the order of the documents' ids."""
    configuration = corpus.house.configuration
    sentences = corpus.load(SENTENCES)
    tokens = tokenise(corpus.load(TEXTS), sentences, configuration.lexicons.masks.with_names(configuration.study.organisation_names))
    documents = corpus.documents.filter(pc.equal(corpus.documents["status"], "ok"))
    number = pc.index_in(sentences["document_id"], value_set=documents["document_id"].combine_chunks())
    return Material(sentences, tokens, documents, number.to_numpy().astype(np.int32), _name_words(corpus))


def _name_words(corpus: Corpus) -> frozenset[str]:
    """The words of the names of people that the study, the attendance lists or the turns give, lower case."""
    written = {person.name for partnership in corpus.house.configuration.study.partnerships for person in partnership.people}
    for contract, column in ((ATTENDANCE, "name"), (TURNS, "speaker_label")):
        written |= set(corpus.load(contract)[column].unique().to_pylist()) - {None}
    return frozenset(word.lower() for name in written for word in _NAME_WORD.findall(name))
