"""Topic models between disk and measures."""

import hashlib
from importlib.metadata import version as library_version
from typing import Any

import numpy as np
import pyarrow as pa

from liftmine.measures.topics import TopicModel
from liftmine.workspace.house import House
from liftmine.workspace.keys import hash_of
from liftmine.workspace.models import StoredModel


def load_topic_model(house: House) -> TopicModel | None:
    """The model in use; None where none has been accepted. Raises `LiftmineError` where it is damaged."""
    return None if house.model_version is None else read_model(house.models.load(house.model_version))


def read_model(stored: StoredModel) -> TopicModel:
    """The model as it was fitted, to the last bit."""
    card = stored.card
    return TopicModel(
        topics=tuple(card["topics"]),
        vocabulary=tuple(card["vocabulary"]),
        seeds=tuple(tuple(seeds) for seeds in card["seeds"]),
        phi=stored.numbers["phi"],
        alpha=stored.numbers["alpha"],
    )


def name_version(model: TopicModel) -> str:
    """A name made from the content, so that the same fit has the same name."""
    told = hash_of(model.topics, model.vocabulary, model.seeds)
    numbers = model.phi.astype("<f4").tobytes() + model.alpha.astype("<f4").tobytes()
    return f"topics-{hashlib.sha256(told.encode() + numbers).hexdigest()[:12]}"


def describe_model(model: TopicModel, topics: pa.Table, told: dict[str, Any]) -> StoredModel:
    """What goes to disk; `told` is the history of the version: what it continues, and from what it was fitted."""
    card = {
        **told,
        "topics": model.topics,
        "vocabulary": model.vocabulary,
        "seeds": model.seeds,
        "packages": {name: library_version(name) for name in ("gensim", "numpy", "scipy")},
    }
    return StoredModel(card, {"phi": np.asarray(model.phi, "<f4"), "alpha": np.asarray(model.alpha, "<f4")}, topics)
