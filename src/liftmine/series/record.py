"""What every series is counted from: the stage tables of a study, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from liftmine.series.cells import Tally
from liftmine.series.observations import Axes, measured, read_axes, read_observations
from liftmine.series.recording import Shift, break_years, find_shifts
from liftmine.study.model import Study


@dataclass(frozen=True)
class Record:
    """`documents` is the published table DOCUMENTS; its rows with status ok are measured, by their content sentences.

    The others are stage tables. `topics` are those of the model that `topic_shares` was made with; without any there is no
    `topic_share`, and without `target_scores` what a sentence says counts toward everybody it speaks of. What is read from it does
    not depend on the order of any table. Reading raises `ContractViolation` where the tables do not fit each other.
    """

    documents: pa.Table
    turns: pa.Table
    sentences: pa.Table
    scores: pa.Table
    matches: pa.Table
    study: Study
    dimensions: Sequence[str]
    target_scores: pa.Table | None = None
    topic_shares: pa.Table | None = None
    topics: Sequence[str] = ()

    @cached_property
    def measured(self) -> pa.Table:
        """The documents that are measured."""
        return measured(self.documents)

    @cached_property
    def axes(self) -> Axes:
        """The grid of the measured documents."""
        return read_axes(self.measured, self.study, self.dimensions)

    @cached_property
    def tally(self) -> Tally:
        """The measured sentences, ready to be summed."""
        tables = (self.measured, self.turns, self.sentences, self.scores, self.matches)
        return Tally(
            read_observations(*tables, axes=self.axes, target_scores=self.target_scores, topic_shares=self.topic_shares, topics=self.topics)
        )

    @cached_property
    def shifts(self) -> list[Shift]:
        """How the keeping of each partnership's minutes shifted."""
        return find_shifts(self.documents, self.turns, self.sentences, self.scores, self.study.partner_types)

    @cached_property
    def breaks(self) -> dict[str, tuple[int, ...]]:
        """The years from which each partnership's minutes are kept in another way."""
        return break_years(self.shifts)
