"""How the words of chosen sentences depend on one another, by the parser of a spaCy model (only where the settings name one).

The model cuts sentences into words its own way; what it says is told of the tokens of our pipeline, so that no other room has to
align anything. The sentences of a document are parsed together and with no others: what a parser says of a sentence may hang, in the
last digit of a score, on what is parsed beside it, and results must not depend on how a run is cut into batches.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import numpy as np
import pyarrow as pa
import spacy
from spacy.about import __version__
from spacy.language import Language
from spacy.tokens import Doc

from liftmine.errors import ConfigurationError, Problem
from liftmine.study.parser_model import ParserModel
from liftmine.tables.stages import PARSES
from liftmine.tables.tokens import Ints, Tokens

_NEEDED = frozenset({"parser", "tok2vec", "transformer", "curated_transformer"})  # the parser, and what its vectors may come from


@lru_cache(maxsize=1)
def load_parser(model: ParserModel) -> Language:
    """The model with its parser alone, once per process. Raises `ConfigurationError` where spaCy cannot load it."""
    try:
        config = spacy.util.load_config(model.folder / "config.cfg")
        others = [name for name, part in config["components"].items() if part.get("factory") not in _NEEDED]
        return spacy.load(model.folder, exclude=others)
    except Exception as error:  # a model may bring code of its own; whatever fails there, the remedy is another model
        problem = Problem(model.folder / "meta.json", 1, 1, "", f"spaCy cannot load this model ({type(error).__name__})")
        remedy = f"Install one made for spaCy {__version__}, or leave language.model empty in settings.yaml: rules alone."
        raise ConfigurationError([problem], remedy=remedy) from None


def parse_sentences(texts: pa.Table, sentences: pa.Table, tokens: Tokens, rows: Sequence[int], model: ParserModel) -> pa.Table:
    """PARSES of the sentence `rows` (ascending) of SENTENCES over TEXTS: of every token of TOKENS there, its head and its label."""
    forms, columns = tokens.vocabulary["form"].to_pylist(), PARSES.empty().to_pydict()
    first, last = (np.searchsorted(tokens.sentence_row, rows, side=side).tolist() for side in ("left", "right"))
    form_no = tokens.form_no
    for row, begin, end, doc in zip(rows, first, last, _parse(texts, sentences, rows, load_parser(model)), strict=True):
        heads, labels = align([forms[form] for form in form_no[begin:end].tolist()], doc)
        columns["sentence_row"] += [row] * len(heads)
        columns["token_no"] += range(len(heads))
        columns["head_no"] += heads
        columns["label"] += labels
    return PARSES.build(columns)


def _parse(texts: pa.Table, sentences: pa.Table, rows: Sequence[int], nlp: Language) -> Iterator[Doc]:
    """Each sentence as the model reads it, document by document."""
    by_document = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    chosen = sentences.select(["document_id", "char_start", "char_end"]).take(pa.array(rows, pa.int64())).to_pylist()
    for document_id, places in groupby(chosen, key=lambda place: place["document_id"]):
        text = by_document[document_id]
        # White space is no word of ours; to spaCy all beyond single spaces is.
        yield from nlp.pipe([" ".join(text[place["char_start"] : place["char_end"]].split()) for place in places])


def align(forms: Sequence[str], doc: Doc) -> tuple[list[int], list[str]]:
    """For each of our tokens (`forms`) of a parsed sentence: the number of its head, its own at the root, and its label.

    A token of ours that spaCy cuts in several hangs where its highest part hangs; a hyphen that ours leave out belongs to the
    word before it; what spaCy keeps in one piece hangs on the first of our tokens in it.
    """
    if not forms:
        return [], []
    starts = _find_starts(forms, doc.text)
    begins = np.array([word.idx for word in doc], dtype=np.int32)
    ours = np.maximum(np.searchsorted(starts, begins, side="right") - 1, 0)
    highest: dict[int, int] = {}
    for place in sorted(range(len(doc)), key=lambda place: (_depth(doc, place), place)):
        highest.setdefault(int(ours[place]), place)
    heads, labels = [], []
    around = np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0).tolist()
    for number, holder in enumerate(around):
        top = highest.get(number)
        heads.append(int(ours[holder if top is None else doc[top].head.i]))
        labels.append("dep" if top is None else doc[top].dep_)
    return heads, labels


def _find_starts(forms: Sequence[str], text: str) -> Ints:
    """Where each form begins; one written otherwise than in the text (`co‐operate`) where the one before it ended."""
    starts, at = [], 0
    for form in forms:
        found = text.find(form, at)
        starts.append(max(found, at))
        at = found + len(form) if found >= 0 else at + 1
    return np.array(starts, dtype=np.int32)


def _depth(doc: Doc, place: int) -> int:
    return sum(1 for _ in doc[place].ancestors)
