import pytest

from liftmine.tables.stages import TEXTS
from liftmine.workspace.ledger import Ledger
from liftmine.workspace.stages import StageStore


@pytest.fixture
def store(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite")
    yield StageStore(tmp_path / "stages", ledger)
    ledger.close()


def texts(**rows):
    return TEXTS.build({"document_id": list(rows), "text": list(rows.values())})


def test_what_was_saved_is_loaded_again_whichever_part_it_lies_in(store):
    store.save("read", {"D2": "k2"}, {TEXTS: texts(D2="two")})
    store.save("read", {"D1": "k1", "D3": "k3"}, {TEXTS: texts(D1="one", D3="three")})
    keys = {"D3": "k3", "D1": "k1", "D2": "k2"}
    assert store.load("read", TEXTS, keys).to_pydict() == {"document_id": ["D1", "D2", "D3"], "text": ["one", "two", "three"]}
    assert store.load("read", TEXTS, {"D3": "k3"}).column("text").to_pylist() == ["three"]


def test_a_result_is_missing_under_another_key(store):
    store.save("read", {"D1": "k1", "D2": "k2"}, {TEXTS: texts(D1="one", D2="two")})
    assert store.missing("read", {"D1": "k1", "D2": "changed", "D3": "k3"}) == ["D2", "D3"]


def test_results_under_several_keys_stand_side_by_side(store):
    store.save("read", {"D1": "k1", "D2": "k2"}, {TEXTS: texts(D1="one", D2="two")})
    store.save("read", {"D1": "new"}, {TEXTS: texts(D1="uno")})
    assert store.load("read", TEXTS, {"D1": "new", "D2": "k2"}).column("text").to_pylist() == ["uno", "two"]
    assert store.load("read", TEXTS, {"D1": "k1", "D2": "k2"}).column("text").to_pylist() == ["one", "two"]


@pytest.mark.parametrize("damage", [lambda f: f.write_bytes(f.read_bytes()[:-1] + b"?"), lambda f: f.unlink()])
def test_a_damaged_part_is_found_and_its_documents_are_missing(store, tmp_path, damage):
    store.save("read", {"D1": "k1"}, {TEXTS: texts(D1="one")})
    store.save("read", {"D2": "k2"}, {TEXTS: texts(D2="two")})
    part = store._ledger.results("read")["D1", "k1"]
    damage(tmp_path / "stages" / part / "texts.parquet")
    assert store.missing("read", {"D1": "k1", "D2": "k2"}) == ["D1"]


def test_sweeping_forgets_what_is_not_named_and_removes_parts_nobody_needs(store, tmp_path):
    store.save("read", {"D1": "k1"}, {TEXTS: texts(D1="one")})
    store.save("read", {"D2": "k2"}, {TEXTS: texts(D2="two")})
    store.save("read", {"D2": "old"}, {TEXTS: texts(D2="before")})
    store.sweep({"read": {"D2": "k2"}})
    assert store.missing("read", {"D1": "k1", "D2": "k2"}) == ["D1"]
    assert len(list((tmp_path / "stages").iterdir())) == 1
    assert store.load("read", TEXTS, {"D2": "k2"}).column("text").to_pylist() == ["two"]
