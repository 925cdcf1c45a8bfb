import numpy as np
import pytest

from liftmine.errors import LiftmineError
from liftmine.tables.published import TOPICS
from liftmine.workspace.model_pointer import current_version
from liftmine.workspace.models import ModelStore, StoredModel


def make_model(version, before=None):
    row = dict.fromkeys(TOPICS.names) | {"model_version": version, "topic_id": "trust", "rank": 1, "term": "candid", "is_seed": False}
    return StoredModel({"before": before, "topics": ["trust"]}, {"phi": np.ones((1, 2), np.float32)}, TOPICS.from_rows([row]))


def test_no_model_is_in_use_until_one_is_accepted(tmp_path):
    store = ModelStore(tmp_path)
    store.save("topics-a", make_model("topics-a"))
    assert current_version(tmp_path) is None
    store.use("topics-a")
    assert current_version(tmp_path) == "topics-a"


def test_a_model_is_read_as_it_was_written_and_the_same_model_gives_the_same_bytes(tmp_path):
    for work in (tmp_path / "one", tmp_path / "other"):
        ModelStore(work).save("topics-a", make_model("topics-a"))
    stored = ModelStore(tmp_path / "one").load("topics-a")
    assert stored.card["topics"] == ["trust"]
    assert stored.numbers["phi"].tolist() == [[1, 1]]
    one, other = (sorted((tmp_path / name / "models" / "topics-a").iterdir()) for name in ("one", "other"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]


def test_topics_tell_the_words_of_a_version_and_of_those_it_continues(tmp_path):
    store = ModelStore(tmp_path)
    store.save("topics-a", make_model("topics-a"))
    store.save("topics-b", make_model("topics-b", before="topics-a"))
    assert store.topics("topics-b")["model_version"].to_pylist() == ["topics-a", "topics-b"]
    assert store.topics("topics-a")["model_version"].to_pylist() == ["topics-a"]
    assert store.topics(None).num_rows == 0


def test_a_damaged_model_is_not_scored_with_and_the_message_says_what_to_do(tmp_path):
    store = ModelStore(tmp_path)
    store.save("topics-a", make_model("topics-a"))
    numbers = tmp_path / "models" / "topics-a" / "numbers.npz"
    numbers.write_bytes(numbers.read_bytes()[:-1])
    with pytest.raises(LiftmineError, match="damaged"):
        store.load("topics-a")
    with pytest.raises(LiftmineError, match="missing"):
        store.load("topics-z")
