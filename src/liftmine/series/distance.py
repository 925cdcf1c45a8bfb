"""`distance_series`: how far apart two partner types are in what they speak about (METHODS §4).

Of one kind a distance is paired where enough meetings hold both voices, else unpaired; kinds are mixed and partnerships pooled like
cells of culture. It is never clipped: below 0 it says that the sides are no further apart than chance would have them.
"""

from datetime import date
from itertools import combinations

import numpy as np
import pyarrow as pa

from liftmine.series.distance_cells import MIN_DOCUMENTS, KindDistances, measure_kind
from liftmine.series.distance_rows import lay_out
from liftmine.series.distance_totals import mix_kinds, pool_partnerships
from liftmine.series.measures import lexicon_share
from liftmine.series.observations import Bools, weigh_kinds
from liftmine.series.precedent import read_withheld
from liftmine.series.profiles import Meetings, read_profiles
from liftmine.series.record import Record
from liftmine.series.suppression import withhold_cells
from liftmine.series.years import read_years
from liftmine.study.settings import Settings
from liftmine.tables.published import DISTANCE_SERIES


def distance_series(record: Record, *, settings: Settings, as_of: date, base: pa.Table | None = None) -> pa.Table:
    """The table DISTANCE_SERIES, ready to be published; `base` (a published CULTURE_SERIES) is that of `culture_series`.

    A voice whose `lexicon_share` is withheld in a kind has no distance there, nor has one with too few documents; what is withheld
    has no part in any other number. Raises `ContractViolation` where the tables do not fit each other.
    """
    if not record.measured.num_rows or len(record.study.partner_types) < 2:
        return DISTANCE_SERIES.empty()
    axes, tally = record.axes, record.tally
    cells = lexicon_share(tally)
    reason = withhold_cells(cells, axes, settings.disclosure, read_withheld(base, axes, cells))[..., 0]
    profiles, weights = read_profiles(tally), weigh_kinds(axes, settings)
    pairs = list(combinations(axes.types, 2))
    distances = []
    for a, b in (map(axes.voice, pair) for pair in pairs):
        closed = np.maximum(reason[..., a], reason[..., b])
        kinds = [_measure(profiles.compare(a, b, kind), closed[:, kind] < 0, settings, kind) for kind in range(len(axes.kinds))]
        distances.append(pool_partnerships(mix_kinds(kinds, closed, weights)))
    return lay_out(axes, pairs, distances, spans=tally.seen.year_spans, years=read_years(record, as_of))


def _measure(meetings: Meetings, is_open: Bools, settings: Settings, kind: int) -> KindDistances:
    return measure_kind(
        meetings,
        is_open.ravel(),
        least=max(settings.disclosure.documents, MIN_DOCUMENTS),
        prior_df=settings.series.prior_degrees_of_freedom,
        seed=(settings.series.seed, kind),
    )
