"""The real studies, end to end. They need ../shared/data and say so where it is absent."""

import pytest

from benchmarks import real
from liftmine.jobs.export import build_sentences, build_turns

pytestmark = [pytest.mark.real, pytest.mark.skipif(not real.DATA.is_dir(), reason="../shared/data is not there")]


@pytest.fixture(scope="module")
def rtd(prefect_api):
    return real.run_study("rtd_p3")[0]


@pytest.fixture(scope="module")
def suffolk(prefect_api):
    return real.run_study("suffolk_libraries")[0]


@pytest.fixture(scope="module")
def hearings(prefect_api):
    return real.run_study("covid_inquiry")[0]


def test_every_file_of_the_transit_board_has_a_status_and_nearly_all_are_read(rtd):
    assert rtd.documents.num_rows == 530
    assert real.statuses(rtd)["ok"] >= 520


def test_dates_of_the_transit_board_agree_with_its_calendar(rtd):
    right, known, _ = real.dates_against_calendar(rtd)
    assert known >= 500
    assert right / known >= 0.99


def test_mentions_of_the_private_partner_follow_the_counted_ones(rtd):
    mentions = real.private_mentions(rtd, build_sentences(rtd))
    counted = real.RTD_PRIVATE_MENTIONS
    assert real.spearman(list(counted.values()), [mentions.get(year, 0) for year in counted]) >= 0.95


def test_dates_of_the_libraries_agree_with_their_file_names(suffolk):
    right, known, _ = real.dates_against_names(suffolk)
    assert known == 27
    assert right >= 26


def test_speakers_of_the_hearings_are_as_written(hearings):
    found, written = real.labels_as_written(hearings, build_turns(hearings))
    assert written > 6_000
    assert found / written >= 0.98
