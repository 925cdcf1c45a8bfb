"""What a voice speaks about in one document: the profile that distances compare."""

from dataclasses import dataclass

import numpy as np

from liftmine.series.cells import Tally
from liftmine.series.observations import Bools, Floats, Ints, Observations


@dataclass(frozen=True, slots=True)
class Profiles:
    """Vectors of documents, those of one cell side by side: `vector` document × dimension, `cell` the number of each one's cell."""

    vector: Floats
    cell: Ints

    def take(self, cells: Ints) -> "Profiles":
        """Those of some cells."""
        rows = np.isin(self.cell, cells)
        return Profiles(self.vector[rows], self.cell[rows])

    def stack(self, cells: Ints) -> Floats:
        """The vectors of `cells` (sorted), which hold equally many: cell × document × dimension."""
        return self.take(cells).vector.reshape(len(cells), -1, self.vector.shape[1])


@dataclass(frozen=True, slots=True)
class Meetings:
    """Documents of one kind, those of a cell side by side: the profiles of sides a and b (document × dimension), and who is heard."""

    a: Floats
    b: Floats
    has_a: Bools
    has_b: Bools
    cell: Ints
    n_cells: int

    @property
    def has_both(self) -> Bools:
        """Documents in which both sides are heard."""
        return self.has_a & self.has_b

    def count(self, chosen: Bools) -> Ints:
        """Documents of each cell that are `chosen`."""
        return np.bincount(self.cell[chosen], minlength=self.n_cells)

    def differences(self) -> Profiles:
        """The difference a − b of the documents that hold both."""
        return Profiles((self.a - self.b)[self.has_both], self.cell[self.has_both])

    def sides(self, chosen: Bools) -> tuple[Profiles, Profiles]:
        """Each side in those documents of `chosen` in which it is heard."""
        first, second = chosen & self.has_a, chosen & self.has_b
        return Profiles(self.a[first], self.cell[first]), Profiles(self.b[second], self.cell[second])


@dataclass(frozen=True, slots=True)
class Spoken:
    """The profiles of all documents: `share` document × voice × dimension; `is_there` document × voice, where anything is expressed."""

    seen: Observations
    share: Floats
    is_there: Bools

    def compare(self, a: int, b: int, kind: int) -> Meetings:
        """The documents of one kind with the voices a and b; their cells are partnership × year."""
        places, _, years = self.seen.axes.shape
        rows = self.seen.kind == kind
        share, is_there = self.share[rows], self.is_there[rows]
        cell = self.seen.partnership[rows] * years + self.seen.year[rows]
        return Meetings(share[:, a], share[:, b], is_there[:, a], is_there[:, b], cell, places * years)


def read_profiles(tally: Tally) -> Spoken:
    """The profile of each voice in each document: the mean of x_sm over its sentences that express any dimension, which adds up to 1.

    How much is said of culture at all is not in it: `lexicon_share` tells that.
    """
    seen = tally.seen
    sums = tally.sum(seen.hit_sentence, seen.hit_share, seen.hit_dimension, len(seen.axes.dimensions))
    n = sums.sum(axis=-1, keepdims=True)
    return Spoken(seen, sums / np.where(n > 0, n, 1.0), n[..., 0] > 0)
