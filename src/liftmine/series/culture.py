"""`culture_series`: what each partner type's words hold, per partnership year, with counts and intervals."""

from datetime import date

import pyarrow as pa

from liftmine.series.grid import rows
from liftmine.series.measures import measure_cells
from liftmine.series.observations import weigh_kinds
from liftmine.series.pooling import estimate
from liftmine.series.precedent import read_withheld
from liftmine.series.record import Record
from liftmine.series.years import read_years
from liftmine.study.settings import Settings
from liftmine.tables.published import CULTURE_SERIES


def culture_series(record: Record, *, settings: Settings, as_of: date, base: pa.Table | None = None) -> pa.Table:
    """The table CULTURE_SERIES before disclosure: cells that may not be published are marked, but hold their value; nothing is smoothed.

    What `base`, the published CULTURE_SERIES of another release, withholds of these cells stays withheld. Marked cells have no
    interval, and lend the others no spread. Raises `ContractViolation` where the tables of the record do not fit each other.
    """
    if not record.measured.num_rows:
        return CULTURE_SERIES.empty()
    axes = record.axes
    weights = weigh_kinds(axes, settings)
    cells = list(measure_cells(record.tally))
    withheld = [read_withheld(base, axes, block) for block in cells]
    estimates = [estimate(block, axes, weights, settings, closed) for block, closed in zip(cells, withheld, strict=True)]
    return rows(axes, cells, estimates, spans=record.tally.seen.year_spans, years=read_years(record, as_of))
