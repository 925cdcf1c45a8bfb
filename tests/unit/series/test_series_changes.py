"""Trends, breaks and before/after, from published cells."""

import numpy as np
import pyarrow as pa
import pytest
from papers import STARTED, make_record, make_study

from liftmine.series.changes import changes_table
from liftmine.series.multiplicity import adjust
from liftmine.study.model import Event, Hypothesis
from liftmine.study.settings import SeriesSettings, Settings
from liftmine.tables.published import CHANGES, CULTURE_SERIES

SETTINGS = Settings(series=SeriesSettings(null_draws=499))
YEARS = np.arange(1, 11)


def make_culture(series, half=0.02, n_documents=6):
    """`culture_series` rows of {(partnership, voice, dimension[, kind]): values}; None is a withheld year."""
    rows = []
    for (partnership, voice, dimension, *kind), values in series.items():
        for year, value in enumerate(values, start=1):
            known = value is not None
            rows.append(
                dict.fromkeys(CULTURE_SERIES.names)
                | {
                    "partnership_id": partnership,
                    "partner_type": voice,
                    "document_kind": kind[0] if kind else "board_minutes",
                    "measure": "lexicon_share",
                    "dimension": dimension,
                    "partnership_year": year,
                    "is_period_complete": True,
                    "value": value,
                    "ci_low": value - half if known else None,
                    "ci_high": value + half if known else None,
                    "unit": "share",
                    "n_documents": n_documents,
                    "is_suppressed": not known,
                    "method_version": "test",
                }
            )
    return CULTURE_SERIES.from_rows(rows)


def tell(series, *partnerships, study=None, settings=SETTINGS, **how):
    """Rows of `changes` by (partnership, voice, dimension, question)."""
    study = study or make_study(*(partnerships or sorted({key[0] for key in series})))
    table = changes_table(make_culture(series, **how), make_record([], study), settings=settings)
    keys = ("partnership_id", "partner_type", "dimension", "question")
    return {tuple(row[name] for name in keys): row for row in table.to_pylist()}


def noise(seed, n=10):
    return np.random.default_rng(seed).normal(0, 0.01, n)


def crowd(*partnerships, n=15):
    """Series in which nothing happens, so that the noise of the measure is known."""
    return {(place, "public", f"d{i:02d}"): 0.2 + noise(1000 * (p + 1) + i) for p, place in enumerate(partnerships) for i in range(n)}


def test_a_line_without_noise_has_its_own_slope():
    rows = tell({("north", "public", "trust"): 0.1 + 0.02 * YEARS})
    assert rows["north", "public", "trust", "trend"]["estimate"] == pytest.approx(0.02)
    assert rows["north", "public", "trust", "trend"]["unit"] == "share_per_year"


def test_a_rise_among_many_steady_series_is_found_and_they_are_not():
    rows = tell(crowd("north") | {("north", "public", "trust"): 0.1 + 0.01 * YEARS + noise(1)})
    trend = rows["north", "public", "trust", "trend"]
    assert trend["ci_low"] < 0.01 < trend["ci_high"]
    assert trend["q_value"] < 0.01
    assert [key[2] for key, row in rows.items() if row["q_value"] is not None and row["q_value"] < 0.05 and key[3] == "trend"] == ["trust"]


def test_the_interval_of_a_trend_excludes_nothing_where_p_is_05_or_more():
    for row in tell(crowd("north", "south", "west", n=40)).values():
        if row["p_value"] is not None:
            assert (row["p_value"] < 0.05) == (row["ci_low"] > 0 or row["ci_high"] < 0)


def test_slopes_over_partnerships_are_told_by_t_with_one_degree_less_than_partnerships():
    slopes = np.array([0.01, 0.02, 0.03])
    rows = tell({(place, "public", "trust"): 0.1 + slope * YEARS for place, slope in zip(("a", "b", "c"), slopes, strict=True)})
    pooled = rows["all", "public", "trust", "trend"]
    half = 4.302653 * 0.01 / np.sqrt(3)  # t(2), SD .01
    assert pooled["estimate"] == pytest.approx(0.02)
    assert [pooled["ci_low"], pooled["ci_high"]] == pytest.approx([0.02 - half, 0.02 + half])
    assert (pooled["n_partnerships"], pooled["note"]) == (3, None)


def test_two_partnerships_are_described_and_not_tested():
    pooled = tell(crowd("a", "b"))["all", "public", "d00", "trend"]
    assert pooled["estimate"] is not None
    assert [pooled[name] for name in ("ci_low", "ci_high", "p_value", "q_value")] == [None] * 4
    assert pooled["note"] == "descriptive: 2 partnerships, no test"
    assert ("all", "public", "d00", "break") not in tell(crowd("a", "b"))


def test_a_partnership_by_itself_says_that_it_speaks_for_nobody_else():
    assert tell(crowd("a"))["a", "public", "d00", "trend"]["note"] == "one partnership: its own years only"


def test_a_step_is_found_at_its_first_year():
    step = np.where(YEARS >= 6, 0.1, 0.0)
    row = tell(crowd("north") | {("north", "public", "trust"): 0.2 + step + noise(1)})["north", "public", "trust", "break"]
    assert row["break_year"] == 6
    assert row["ci_low"] < 0.1 < row["ci_high"]
    assert row["q_value"] < 0.05
    assert row["unit"] == "share"


def test_a_steady_rise_is_no_break():
    row = tell(crowd("north") | {("north", "public", "trust"): 0.1 + 0.02 * YEARS + noise(1)})["north", "public", "trust", "break"]
    assert row["break_year"] is None
    assert row["note"].startswith("a line fits better than a step")


@pytest.mark.parametrize("before", [2, 8])
def test_a_break_may_leave_two_years_on_one_side(before):
    series = crowd("a") | {("a", "public", "trust"): 0.2 + 0.2 * (np.arange(10) >= before) + noise(1)}
    assert tell(series)["a", "public", "trust", "break"]["break_year"] == before + 1


def test_one_strange_year_at_the_end_is_no_level():
    series = crowd("a") | {("a", "public", "trust"): 0.2 + np.where(YEARS == 10, 0.5, 0.0) + noise(1)}
    assert tell(series)["a", "public", "trust", "break"]["break_year"] != 10


def test_a_shift_that_chance_explains_has_no_year():
    rows = [row for key, row in tell(crowd("a", n=30)).items() if key[3] == "break"]
    assert all(row["estimate"] is not None and (row["break_year"] is None or row["q_value"] < 0.05) for row in rows)
    assert sum(row["break_year"] is None for row in rows) >= 29


def test_seven_years_are_too_few_for_a_break():
    short = tell({("a", "public", "trust"): 0.2 + noise(1, 7)})
    assert ("a", "public", "trust", "trend") in short
    assert ("a", "public", "trust", "break") not in short


def test_a_break_shared_by_partnerships_is_found_in_their_mean_though_one_begins_late():
    step = np.where(YEARS >= 5, 0.06, 0.0)
    series = crowd("a", "b", "c", "d") | {(p, "public", "trust"): (0.2 + 0.1 * i + step + noise(i)).tolist() for i, p in enumerate("abcd")}
    series["d", "public", "trust"][:3] = [None] * 3
    row = tell(series)["all", "public", "trust", "break"]
    assert (row["break_year"], row["n_partnerships"]) == (5, 4)
    assert row["estimate"] == pytest.approx(0.06, abs=0.02)
    assert row["p_value"] < 0.01


def test_a_partnership_that_comes_late_at_another_level_does_not_move_the_mean():
    step = np.where(YEARS >= 5, 0.06, 0.0)
    series = {(p, "public", "trust"): (0.2 + step).tolist() for p in "abc"}
    series["d", "public", "trust"] = [None] * 3 + (0.6 + step).tolist()[3:]
    row = tell(crowd("a", "b", "c") | series)["all", "public", "trust", "break"]
    assert (row["break_year"], row["n_partnerships"]) == (5, 4)
    assert row["estimate"] == pytest.approx(0.06, abs=1e-9)


def test_before_and_after_leave_the_year_of_the_event_out():
    values = np.where(YEARS >= 6, 0.3, 0.2)
    values[4] = 0.9  # year 5, in which it happened
    study = make_study("north", "south")
    event = Event(name="Merger of the trusts", date=STARTED.replace(year=2009, month=3))
    north = study.partnerships[0].model_copy(update={"event": event})
    study = study.model_copy(update={"partnerships": (north, study.partnerships[1])})
    rows = tell({("north", "public", "trust"): values, ("south", "public", "trust"): values}, study=study)
    row = rows["north", "public", "trust", "before_after"]
    assert row["estimate"] == pytest.approx(0.1)
    assert row["note"] == "event: Merger of the trusts; one partnership: its own years only"
    assert ("south", "public", "trust", "before_after") not in rows
    assert rows["all", "public", "trust", "before_after"]["n_partnerships"] == 1


def with_event(year, *places):
    """A study in which something happened in that year of every place."""
    study = make_study(*places)
    event = Event(name="Merger of the trusts", date=STARTED.replace(year=STARTED.year + year - 1, month=12))
    return study.model_copy(update={"partnerships": tuple(each.model_copy(update={"event": event}) for each in study.partnerships)})


def test_an_event_amid_a_steady_trend_is_no_change():
    rows = tell(crowd("north") | {("north", "public", "trust"): 0.1 + 0.02 * YEARS + noise(1)}, study=with_event(5, "north"))
    row = rows["north", "public", "trust", "before_after"]
    assert abs(row["estimate"]) < 0.03  # the difference of the means is .11
    assert row["p_value"] > 0.05


def test_a_change_of_level_is_told_beside_the_trend():
    values = 0.1 + 0.02 * YEARS + np.where(YEARS >= 5, 0.2, 0.0) + noise(1)
    row = tell(crowd("north") | {("north", "public", "trust"): values}, study=with_event(5, "north"))[
        "north", "public", "trust", "before_after"
    ]
    assert row["ci_low"] < 0.2 < row["ci_high"]
    assert row["q_value"] < 0.01


def test_with_two_years_on_a_side_the_difference_is_described_and_not_tested():
    values = np.where(YEARS >= 9, 0.3, 0.2)
    rows = tell(crowd("north") | {("north", "public", "trust"): values}, study=with_event(8, "north"))
    row = rows["north", "public", "trust", "before_after"]
    assert row["estimate"] == pytest.approx(0.1)
    assert [row[name] for name in ("ci_low", "ci_high", "p_value", "q_value")] == [None] * 4
    assert "descriptive: fewer than 3 years on a side" in row["note"]
    assert ("all", "public", "trust", "before_after") not in rows


def test_the_year_of_a_break_says_how_sure_it_is():
    clear, faint = (0.2 + np.where(YEARS >= 6, step, 0.0) + noise(1) for step in (0.2, 0.03))
    rows = tell(crowd("north") | {("north", "public", "clear"): clear, ("north", "public", "faint"): faint})
    sure, unsure = (rows["north", "public", name, "break"] for name in ("clear", "faint"))
    assert [sure[name] for name in ("break_year_low", "break_year", "break_year_high")] == [6, 6, 6]
    assert sure["break_year_share"] > 0.95
    assert unsure["break_year_share"] < sure["break_year_share"]
    assert unsure["break_year_low"] <= unsure["break_year"] <= unsure["break_year_high"]


def test_where_there_is_no_break_no_year_is_told():
    for row in tell(crowd("north")).values():
        if row["break_year"] is None:
            assert [row[name] for name in ("break_year_low", "break_year_high", "break_year_share")] == [None] * 3


def test_a_year_that_is_covered_in_part_has_no_part_in_a_trend():
    values = np.append(0.2 + noise(1), 0.9)
    culture = make_culture({("north", "public", "trust"): values})
    partial = CULTURE_SERIES.from_rows(row | {"is_partial": row["partnership_year"] == 11} for row in culture.to_pylist())
    record = make_record([], make_study("north"))
    trend, without = (changes_table(table, record, settings=SETTINGS).to_pylist()[-1] for table in (culture, partial))
    assert (trend["question"], without["question"]) == ("trend", "trend")
    assert trend["estimate"] > 0.02
    assert abs(without["estimate"]) < 0.01


def test_a_kind_that_comes_and_goes_is_left_out_of_every_year():
    minutes = {("a", "public", "trust"): 0.1 + noise(1)}
    interviews = {("a", "public", "trust", "interview"): [None] * 5 + [0.5] * 5}
    alone, beside = tell(minutes), tell(minutes | interviews)
    assert beside["a", "public", "trust", "trend"]["estimate"] == pytest.approx(alone["a", "public", "trust", "trend"]["estimate"])


def test_kinds_published_in_every_year_are_weighed_as_in_the_series():
    rows = tell({("a", "public", "trust"): 0.1 + 0.01 * YEARS, ("a", "public", "trust", "interview"): 0.1 + 0.05 * YEARS})
    assert rows["a", "public", "trust", "trend"]["estimate"] == pytest.approx(0.75 * 0.01 + 0.25 * 0.05)
    assert rows["a", "public", "trust", "trend"]["note"] == "one partnership: its own years only"


def test_what_is_left_out_is_told_where_other_series_have_it():
    series = {("a", "public", "trust", kind): 0.1 + noise(1) for kind in ("board_minutes", "interview")} | {
        ("a", "private", "trust"): 0.1 + noise(2)
    }
    assert tell(series)["a", "private", "trust", "trend"]["note"].startswith("made of board_minutes alone")


def test_unknown_voices_and_the_mean_of_partnerships_are_no_series():
    series = {("a", "unknown", "trust"): 0.1 + noise(1), ("all", "public", "trust"): 0.1 + noise(1)}
    assert tell(series, "a") == {}


def test_a_series_that_never_moves_is_level_and_nothing_more():
    rows = tell({("a", "public", "trust"): np.zeros(10)})
    assert rows["a", "public", "trust", "trend"]["estimate"] == 0
    assert rows["a", "public", "trust", "trend"]["p_value"] is None
    assert rows["a", "public", "trust", "break"]["p_value"] is None


def test_three_published_years_are_too_few():
    assert tell({("a", "public", "trust"): [0.1, 0.2, None, 0.3]}) == {}


def test_the_primary_series_stands_alone():
    series = crowd("north") | {("north", "public", "trust"): 0.1 + 0.005 * YEARS + noise(1)}
    study = make_study("north").model_copy(update={"primary": Hypothesis(partner_type="public", dimension="trust")})
    plain, named = tell(series), tell(series, study=study)
    key = ("north", "public", "trust", "trend")
    assert plain[key]["q_value"] > plain[key]["p_value"]
    assert named[key]["q_value"] == named[key]["p_value"] == plain[key]["p_value"]
    assert named[key]["note"].startswith("primary; ")


def test_the_seed_decides_and_nothing_else():
    series = crowd("a", "b")
    other = Settings(series=SeriesSettings(null_draws=499, seed=2))
    assert tell(series) == tell(series)
    assert tell(series) != tell(series, settings=other)


def test_nothing_published_makes_an_empty_table():
    table = changes_table(CULTURE_SERIES.empty(), make_record([], make_study("a")), settings=SETTINGS)
    assert table.equals(CHANGES.empty())
    assert isinstance(table, pa.Table)


def test_q_values_are_those_of_benjamini_and_hochberg_within_their_family():
    p = np.array([0.01, 0.04, 0.03, np.nan, 0.5, 0.02])
    family = np.array([0, 0, 0, 0, 0, 1])
    assert adjust(p, family) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, np.nan, 0.5, 0.02], nan_ok=True)
