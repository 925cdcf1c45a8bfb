import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from flow_study import write_minutes, write_study

from flows.nightly import nightly
from flows.refit import refit
from liftmine import open_release
from liftmine.errors import DataRefused
from liftmine.jobs.score import score_texts
from liftmine.jobs.topic_models import load_topic_model
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

ROOT = Path(__file__).parents[2]
LEXICON = """\
lexicon: building
kind: culture
sources: {OWN: made for this test}
dimensions:
  - {dimension: lateness, framework: test, definition: being late, terms: {OWN: [late, delay, slip, steel]}}
  - {dimension: money, framework: test, definition: what it costs, terms: {OWN: [cost, budget, account]}}
"""
SETTINGS = """\
topics: {least_sentences: 50, least_documents: 3, most_documents: 1.0, residual_topics: 2, fits: 1}
disclosure: {documents: 1, sentences: 1, speakers: 1}
"""


def house_of(study):
    return House(load_configuration(study))


def release_of(study):
    return open_release(house_of(study).configuration.releases)


@pytest.fixture(scope="module")
def refitted(tmp_path_factory, prefect_api):
    """A study that was published without topics, then given a model: its file, the release before, and what the refit said."""
    study = write_study(tmp_path_factory.mktemp("refit"))
    (study.parent / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "config" / "lexicons", study.parent / "lexicons")
    (study.parent / "lexicons" / "building.yaml").write_text(LEXICON, encoding="utf-8")
    nightly(study)
    before = release_of(study)
    outcome, _ = refit(study)
    return study, before, outcome


def topic_rows(release):
    series = release.table("culture_series")
    return series.filter(pc.equal(series["measure"], "topic_share"))


def test_a_study_without_a_model_is_published_without_topics(refitted):
    _, before, _ = refitted
    assert before.table("topics").num_rows == 0
    assert topic_rows(before).num_rows == 0
    assert before.manifest["models"] == {}


def test_a_first_refit_is_accepted_and_published_at_once(refitted):
    study, before, outcome = refitted
    release = release_of(study)
    assert (outcome.is_new, outcome.before) == (True, None)
    assert release.release_id != before.release_id
    assert release.manifest["models"] == {"topics": outcome.version}
    assert set(release.table("topics")["model_version"].to_pylist()) == {outcome.version}
    assert topic_rows(release)["value"].drop_null().length() > 0


def test_the_shares_of_all_topics_of_a_cell_sum_to_one(refitted):
    study, _, _ = refitted
    key = ["partnership_id", "partner_type", "document_kind", "partnership_year"]
    sums = topic_rows(release_of(study)).group_by(key).aggregate([("value", "sum"), ("value", "count")])
    told = sums["value_sum"].filter(pc.greater(sums["value_count"], 0)).to_numpy()
    assert told == pytest.approx(np.ones(len(told)), abs=1e-3)


def test_no_name_of_a_person_or_an_organisation_stands_in_the_model(refitted):
    study, _, _ = refitted
    vocabulary = load_topic_model(house_of(study)).vocabulary
    assert not {"mary", "holt", "tom", "brandt", "asha", "rao", "marlow", "eastvale", "westmoor", "tarn"} & set(vocabulary)


def test_a_refit_of_what_the_model_was_fitted_on_fits_nothing(refitted):
    study, _, outcome = refitted
    again, _ = refit(study)
    assert (again.version, again.is_new) == (outcome.version, False)


def test_the_night_after_changes_nothing_and_a_new_paper_is_scored_with_the_same_model(refitted):
    study, _, outcome = refitted
    release_id = release_of(study).release_id
    assert nightly(study) == release_id
    terms = release_of(study).table("topics")
    write_minutes(study, "eastvale", "9 October 2007", 9)
    assert nightly(study) != release_id
    assert release_of(study).manifest["models"] == {"topics": outcome.version}
    assert release_of(study).table("topics").equals(terms)


def test_a_refit_under_other_settings_is_refused_with_reasons_and_changes_nothing(refitted):
    study, _, outcome = refitted
    release_id = release_of(study).release_id
    settings = study.parent / "settings.yaml"
    settings.write_text(SETTINGS.replace("residual_topics: 2", "residual_topics: 9, least_similarity: 1.0"), encoding="utf-8")
    with pytest.raises(DataRefused, match="similarity"):
        refit(study)
    settings.write_text(SETTINGS, encoding="utf-8")
    assert house_of(study).model_version == outcome.version
    assert release_of(study).release_id == release_id


def test_scores_of_any_text_have_topic_shares_once_there_is_a_model(refitted):
    study, _, _ = refitted
    house = house_of(study)
    scored = score_texts(
        ["They remained committed to the partnership.", "", "Zzz."], [None] * 3, house.configuration.lexicons, load_topic_model(house)
    )
    told = [name for name in scored.column_names if name.startswith("topic_") and scored[name].null_count < 3]
    assert {name.removeprefix("topic_") for name in told} == set(load_topic_model(house).anchored)
    assert all(scored[name].to_pylist()[1:] == [None, None] for name in told)


def test_a_run_that_fits_nothing_never_imports_gensim():
    code = "import sys, flows.nightly; sys.exit('gensim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_model_on_disk_is_plain_numbers_and_text(refitted):
    study, _, outcome = refitted
    folder = house_of(study).configuration.work / "models" / outcome.version
    assert sorted(file.name for file in folder.iterdir()) == ["model.json", "numbers.npz", "topics.parquet"]
    assert json.loads((folder / "model.json").read_text(encoding="utf-8"))["before"] is None
    assert pq.read_table(folder / "topics.parquet").num_rows > 0
    with np.load(folder / "numbers.npz", allow_pickle=False) as numbers:
        assert numbers["phi"].dtype == np.float32


def test_a_history_that_begins_anew_uses_no_name_of_a_residual_topic_again(refitted):
    study, _, outcome = refitted
    earlier = set(load_topic_model(house_of(study)).residual)
    again, _ = refit(study, anew=True)
    assert (again.is_new, again.before) == (True, None)
    assert not earlier & set(load_topic_model(house_of(study)).residual)
    assert again.version != outcome.version
