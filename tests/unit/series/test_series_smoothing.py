import numpy as np
import pyarrow as pa
import pytest

from liftmine.series.smoothing import smooth_series
from liftmine.tables.published import CULTURE_SERIES


def make_series(values, half_widths, *, partnership="northbridge", unit="share"):
    """One series of consecutive years; None is a year without a published value."""
    rows = []
    for year, (value, half) in enumerate(zip(values, half_widths, strict=True), start=1):
        known = value is not None
        rows.append(
            dict.fromkeys(CULTURE_SERIES.names)
            | {
                "partnership_id": partnership,
                "partner_type": "public",
                "document_kind": "board_minutes",
                "measure": "lexicon_share",
                "dimension": "trust",
                "partnership_year": year,
                "is_period_complete": True,
                "value": value,
                "ci_low": value - half if known else None,
                "ci_high": value + half if known else None,
                "unit": unit,
                "n_documents": 5,
                "is_suppressed": not known,
                "method_version": "test",
            }
        )
    return CULTURE_SERIES.from_rows(rows)


def smoothed(table):
    return smooth_series(table)["value_smoothed"].to_pylist()


def test_the_worked_example_comes_out_as_on_paper():
    # .1 .4 .1 .4: fit .16 + .06 (t − 1), residuals −.06 .18 −.18 .06; Σr² / 2 = .036; half .098 = 1.96 · .05, se² = .0025
    # τ² = .0335; kept = .0335 / .036
    kept = 0.0335 / 0.036
    fit, residual = np.array([0.16, 0.22, 0.28, 0.34]), np.array([-0.06, 0.18, -0.18, 0.06])
    assert smoothed(make_series([0.1, 0.4, 0.1, 0.4], [0.0979982] * 4)) == pytest.approx((fit + kept * residual).tolist(), abs=1e-6)


def test_noise_alone_shrinks_to_the_line():
    assert smoothed(make_series([0.1, 0.4, 0.1, 0.4], [0.5] * 4)) == pytest.approx([0.16, 0.22, 0.28, 0.34])


def test_three_values_are_too_few_for_a_trend():
    assert smoothed(make_series([0.1, 0.2, None, 0.4], [0.1] * 4)) == [None] * 4


def test_a_withheld_year_gets_no_smoothed_value_and_changes_nothing_around_it():
    values = smoothed(make_series([0.1, 0.4, None, 0.1, 0.4], [0.5] * 5))
    assert values[2] is None
    assert None not in values[:2] + values[3:]


def test_smoothed_shares_stay_shares():
    values = smoothed(make_series([0.0, 0.0, 0.0, 0.0, 0.05], [0.5] * 5))
    assert min(values) == 0.0


def test_the_spread_around_the_lines_is_pooled_over_partnerships():
    calm = make_series([0.1, 0.2, 0.3, 0.4], [0.0979982] * 4, partnership="eastham")
    restless = make_series([0.1, 0.4, 0.1, 0.4], [0.0979982] * 4)
    kept = (0.018 - 0.0025) / 0.018  # Σ r² / (2 + 2) − .0025
    values = smoothed(CULTURE_SERIES.concat([calm, restless]))
    assert values[5] == pytest.approx(0.22 + kept * 0.18, abs=1e-6)


def test_partnership_all_is_smoothed_on_its_own():
    whole, one = make_series([0.1, 0.2, 0.3, 0.4], [0.1] * 4, partnership="all"), make_series([0.1, 0.4, 0.1, 0.4], [0.0979982] * 4)
    assert smoothed(CULTURE_SERIES.concat([whole, one]))[4:] == smoothed(one)


def test_an_empty_table_stays_empty():
    assert smooth_series(CULTURE_SERIES.empty()).equals(CULTURE_SERIES.empty())
    assert isinstance(smooth_series(CULTURE_SERIES.empty()), pa.Table)
