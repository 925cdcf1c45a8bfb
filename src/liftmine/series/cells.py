"""From observations to cells: sums by document and voice, and ratios of them with their spread between documents.

Every measure is a ratio Σ a_i / Σ b_i over the documents i of a cell. For a mean over documents a_i is the document's value and
b_i is 1; for a pooled share a_i and b_i are sentences. The variance between documents is that of the linearised values
R + (a_i − R b_i) / mean(b) (Cochran 1977, §6.3), which for a mean is the ordinary sample variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftmine.series.observations import ALL, Bools, Floats, Ints, Observations


@dataclass(frozen=True, slots=True)
class Speakers:
    """Distinct persons: one entry per person and cell, cells of `shape` partnership × kind × year × voice × column as one number."""

    cell: Ints
    person: Ints
    shape: tuple[int, ...]

    def count(self) -> Ints:
        """Persons in each cell."""
        return np.bincount(self.cell, minlength=int(np.prod(self.shape))).reshape(self.shape)

    def count_over_kinds(self, mixed: Bools) -> Ints:
        """Distinct persons over the kinds that are `mixed` in each cell; the axis of kinds has length 1."""
        kept = mixed.ravel()[self.cell]
        place, _, *rest = np.unravel_index(self.cell[kept], self.shape)
        shape = (self.shape[0], 1, *self.shape[2:])
        cell = np.ravel_multi_index((place, np.zeros_like(place), *rest), shape)
        cell, _ = _distinct((cell, self.person[kept]), (int(np.prod(shape)), int(self.person.max(initial=0)) + 1))
        return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)


def join_speakers(parts: Sequence[tuple[Speakers, int]]) -> Speakers:
    """For each voice in turn the persons of one voice of some `Speakers`, all of one shape."""
    shape = parts[0][0].shape
    cells, people = [], []
    for voice, (speakers, source) in enumerate(parts):
        place, kind, year, own, column = np.unravel_index(speakers.cell, shape)
        at = own == source
        cells.append(np.ravel_multi_index(tuple(part[at] for part in (place, kind, year, np.full_like(own, voice), column)), shape))
        people.append(speakers.person[at])
    return Speakers(np.concatenate(cells), np.concatenate(people), shape)


@dataclass(frozen=True, slots=True)
class Cells:
    """A measure over the grid; arrays are partnership × kind × year × voice × column, one column per dimension (counts may have one).

    `value` is NaN where there is no document; tone is (1 + tone) / 2. `is_defined` (voice) says for which voices the measure means
    anything.
    """

    measure: str
    dimensions: tuple[str, ...]
    value: Floats
    variance: Floats
    n_documents: Ints
    n_sentences: Ints
    speakers: Speakers
    is_defined: tuple[bool, ...]


@dataclass(frozen=True)
class Tally:
    """Sums of observations by document and voice, and from documents to cells."""

    seen: Observations

    @cached_property
    def n_sentences(self) -> Floats:
        """Sentences: document × voice × 1."""
        return self.sum(np.arange(len(self.seen.document)))

    @cached_property
    def speakers(self) -> Speakers:
        """Distinct speakers of each voice; one column."""
        return self.find_speakers(np.arange(len(self.seen.document)), self.seen.voice)

    def sum(self, rows: Ints, weights: Floats | None = None, columns: Ints | None = None, width: int = 1) -> Floats:
        """Sum of `weights` over the sentences `rows`: document × voice × column. Voice `all` takes every sentence."""
        axes, voice = self.seen.axes, self.seen.voice[rows]
        n_voices, voiced = len(axes.voices), voice >= 0
        column = np.zeros(len(rows), np.int64) if columns is None else columns
        base = self.seen.document[rows] * n_voices
        codes = np.concatenate([((base + voice) * width + column)[voiced], (base + axes.voice(ALL)) * width + column])
        stacked = None if weights is None else np.concatenate([weights[voiced], weights])
        sums = np.bincount(codes, stacked, minlength=self.seen.n_documents * n_voices * width)
        return sums.reshape(self.seen.n_documents, n_voices, width).astype(np.float64)

    def find_speakers(self, rows: Ints, voice: Ints, columns: Ints | None = None, width: int = 1) -> Speakers:
        """Distinct persons among the sentences `rows`, each of `voice` (of all sentences; -1 = none). `all` has those of every voice."""
        axes = self.seen.axes
        column = np.zeros(len(rows), np.int64) if columns is None else columns
        shape = (int(np.prod(axes.shape)), len(axes.voices), width, int(self.seen.person.max(initial=0)) + 1)
        fields = (self._cell_of_document[self.seen.document[rows]], voice[rows], column, self.seen.person[rows])
        cell, voices, column, person = _distinct(fields, shape)
        whole = _distinct((cell, np.full_like(voices, axes.voice(ALL)), column, person), shape)
        cell, voices, column, person = (np.concatenate(pair) for pair in zip((cell, voices, column, person), whole, strict=True))
        return Speakers(np.ravel_multi_index((cell, voices, column), shape[:-1]), person, (*axes.shape, *shape[1:-1]))

    def to_cells(
        self,
        measure: str,
        dimensions: tuple[str, ...],
        ratio_of: tuple[Floats, Floats],
        n_sentences: Floats,
        speakers: Speakers,
        *,
        voices: frozenset[str] | None = None,
    ) -> Cells:
        """Cells of the ratio of two arrays document × voice × column. Documents with denominator 0 are not in the cell."""
        numerator, denominator = ratio_of
        starts, at = self._cell_starts
        n = np.add.reduceat((denominator > 0).astype(np.float64), starts, axis=0)
        below = np.add.reduceat(denominator, starts, axis=0)
        ratio = np.add.reduceat(numerator, starts, axis=0) / np.where(below > 0, below, np.nan)
        sizes = np.diff(np.append(starts, self.seen.n_documents))
        error = numerator - np.repeat(np.nan_to_num(ratio), sizes, axis=0) * denominator
        squares = np.add.reduceat(error * error, starts, axis=0)
        variance = np.where(n > 1, squares * (n / np.where(n > 1, below, 1.0)) ** 2 / np.maximum(n - 1, 1), 0.0)
        return Cells(
            measure=measure,
            dimensions=dimensions,
            value=self._lay_out(ratio, at, np.nan),
            variance=self._lay_out(variance, at, 0.0),
            n_documents=self._lay_out(n, at, 0.0).astype(np.int64),
            n_sentences=self._lay_out(np.add.reduceat(n_sentences, starts, axis=0), at, 0.0).astype(np.int64),
            speakers=speakers,
            is_defined=tuple(voices is None or voice in voices for voice in self.seen.axes.voices),
        )

    @cached_property
    def _cell_starts(self) -> tuple[Ints, Ints]:
        """First document of each cell that has any, and the cell's number in the grid."""
        starts = np.flatnonzero(np.diff(self._cell_of_document, prepend=-1))
        return starts, self._cell_of_document[starts]

    @cached_property
    def _cell_of_document(self) -> Ints:
        """Partnership, kind and year of each document as one number."""
        return np.ravel_multi_index((self.seen.partnership, self.seen.kind, self.seen.year), self.seen.axes.shape).astype(np.int64)

    def _lay_out(self, values: Floats, at: Ints, empty: float) -> Floats:
        grid = np.full((int(np.prod(self.seen.axes.shape)), *values.shape[1:]), empty)
        grid[at] = values
        return grid.reshape(*self.seen.axes.shape, *values.shape[1:])


def _distinct(fields: tuple[Ints, ...], shape: tuple[int, ...]) -> tuple[Ints, ...]:
    """The distinct rows of `fields`, dropping those with a negative entry (a voice that is narration)."""
    kept = np.logical_and.reduce([field >= 0 for field in fields])
    codes = np.ravel_multi_index(tuple(field[kept] for field in fields), shape)
    return tuple(part.astype(np.int64) for part in np.unravel_index(np.unique(codes), shape))
