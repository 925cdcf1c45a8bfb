"""Rows of the table `changes` for the tests of the page."""

from liftmine.tables.published import CHANGES

STEP = {"question": "break", "unit": "share", "estimate": 0.15, "ci_low": 0.1, "ci_high": 0.2}


def change(**columns):
    """A clear trend of public trust in the partnership wick, with `columns` replaced."""
    usual = dict.fromkeys(CHANGES.names) | {
        "partnership_id": "wick", "partner_type": "public", "measure": "lexicon_share", "dimension": "trust_relational",
        "question": "trend", "estimate": 0.02, "unit": "share_per_year", "ci_low": 0.01, "ci_high": 0.03, "p_value": 0.001,
        "q_value": 0.004, "break_year": None, "n_partnerships": 1, "note": None,
    }  # fmt: skip
    return {**usual, **columns}


def changes(*rows):
    """The table of these rows."""
    return CHANGES.from_rows(rows)
