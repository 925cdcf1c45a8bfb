"""The table of partnerships: what they are, and which years their documents cover."""

import pyarrow as pa

from liftmine.series.observations import measured
from liftmine.study.model import Study
from liftmine.tables.published import PARTNERSHIPS


def partnerships_table(documents: pa.Table, study: Study) -> pa.Table:
    """The table PARTNERSHIPS: every partnership of the study; counts and years are those of its documents with status ok."""
    groups = measured(documents).group_by("partnership_id").aggregate([("partnership_year", "min_max"), ([], "count_all")])
    covered = {row["partnership_id"]: row for row in groups.to_pylist()}
    rows = []
    for partnership in study.partnerships:
        row = covered.get(partnership.id)
        years = row["partnership_year_min_max"] if row else {"min": None, "max": None}
        rows.append(
            {
                "partnership_id": partnership.id,
                "name": partnership.name,
                "started": partnership.started,
                "anchor_kind": partnership.anchor_kind,
                "n_documents": row["count_all"] if row else 0,
                "first_year": years["min"],
                "last_year": years["max"],
            }
        )
    return PARTNERSHIPS.from_rows(rows)
