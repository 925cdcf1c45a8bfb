"""`culture_series`: what each partner type's words hold, per partnership year, with counts and intervals."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from liftmine.series.grid import rows
from liftmine.series.measures import measure_cells
from liftmine.series.observations import measured, read_axes, read_observations, start_days, weigh_kinds
from liftmine.series.pooling import estimate
from liftmine.series.precedent import read_withheld
from liftmine.study.model import Study
from liftmine.study.settings import Settings
from liftmine.tables.published import CULTURE_SERIES


def culture_series(
    documents: pa.Table,
    turns: pa.Table,
    sentences: pa.Table,
    scores: pa.Table,
    matches: pa.Table,
    *,
    study: Study,
    settings: Settings,
    dimensions: Sequence[str],
    as_of: date,
    base: pa.Table | None = None,
    topic_shares: pa.Table | None = None,
    topics: Sequence[str] = (),
) -> pa.Table:
    """The table CULTURE_SERIES before disclosure: cells that may not be published are marked, but hold their value; nothing is smoothed.

    `documents` is the published table DOCUMENTS; its rows with status ok are measured, by their content sentences. The result
    does not depend on the order of any input. What `base`, the published CULTURE_SERIES of another release, withholds of these
    cells stays withheld. Marked cells have no interval, and lend the others no spread. Raises `ContractViolation` where the tables
    do not fit each other. `topics` are those of the model that `topic_shares` was made with; without any there is no `topic_share`.
    """
    chosen = measured(documents)
    if not chosen.num_rows:
        return CULTURE_SERIES.empty()
    axes = read_axes(chosen, study, dimensions)
    seen = read_observations(chosen, turns, sentences, scores, matches, axes=axes, topic_shares=topic_shares, topics=topics)
    weights = weigh_kinds(axes, settings)
    cells = list(measure_cells(seen))
    withheld = [read_withheld(base, axes, block) for block in cells]
    estimates = [estimate(block, axes, weights, settings, closed) for block, closed in zip(cells, withheld, strict=True)]
    return rows(axes, cells, estimates, spans=seen.year_spans, started=start_days(axes, study), as_of=as_of)
