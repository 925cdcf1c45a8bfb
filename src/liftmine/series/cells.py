"""From observations to cells: sums by document and voice, and ratios of them with their spread between documents.

Every measure is a ratio Σ a_i / Σ b_i over the documents i of a cell. For a mean over documents a_i is the document's value and
b_i is 1; for a pooled share a_i and b_i are sentences. The variance between documents is that of the linearised values
R + (a_i − R b_i) / mean(b) (Cochran 1977, §6.3), which for a mean is the ordinary sample variance.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftmine.series.observations import ALL, Floats, Ints, Observations


@dataclass(frozen=True, slots=True)
class Cells:
    """A measure over the grid; arrays are partnership × kind × year × voice × column, one column per dimension.

    `value` (NaN = no document; tone as (1 + tone) / 2) and `variance` have the real kinds. Counts have `all` behind them, made
    of the kinds that carry weight. `is_defined` (voice) says for which voices the measure means anything.
    """

    measure: str
    dimensions: tuple[str, ...]
    value: Floats
    variance: Floats
    n_documents: Ints
    n_sentences: Ints
    n_speakers: Ints
    is_defined: tuple[bool, ...]


@dataclass(frozen=True)
class Tally:
    """Sums of observations by document and voice, and from documents to cells."""

    seen: Observations
    weighted: tuple[bool, ...]

    @cached_property
    def n_sentences(self) -> Floats:
        """Sentences: document × voice × 1."""
        return self.sum(np.arange(len(self.seen.document)))

    @cached_property
    def n_speakers(self) -> Ints:
        """Distinct speakers of each voice: partnership × kind and `all` × year × voice × 1."""
        return self.count_speakers(np.arange(len(self.seen.document)), self.seen.voice)

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

    def count_speakers(self, rows: Ints, voice: Ints, columns: Ints | None = None, width: int = 1) -> Ints:
        """Distinct persons among the sentences `rows`: partnership × kind and `all` × year × voice × column."""
        axes, person = self.seen.axes, self.seen.person[rows]
        column = np.zeros(len(rows), np.int64) if columns is None else columns
        known, n_people = person >= 0, int(self.seen.person.max(initial=0)) + 1
        fields = (self.seen.document[rows][known], voice[rows][known], column[known], person[known])
        document, voices, column, person = _distinct(fields, (self.seen.n_documents, len(axes.voices), width, n_people))
        document, column, person = (np.tile(part, 2) for part in (document, column, person))
        voices = np.concatenate([voices, np.full_like(voices, axes.voice(ALL))])
        n_places, n_kinds, n_years = axes.shape
        place, kind, year = self.seen.partnership[document], self.seen.kind[document], self.seen.year[document]
        counted = np.array(self.weighted, dtype=bool)[kind]
        total = tuple(part[counted] for part in (place, np.full_like(kind, n_kinds), year, voices, column, person))
        stacked = tuple(np.concatenate(pair) for pair in zip((place, kind, year, voices, column, person), total, strict=True))
        shape = (n_places, n_kinds + 1, n_years, len(axes.voices), width)
        cell = np.ravel_multi_index(_distinct(stacked, (*shape, n_people))[:-1], shape)
        return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)

    def to_cells(
        self,
        measure: str,
        dimensions: tuple[str, ...],
        ratio_of: tuple[Floats, Floats],
        n_sentences: Floats,
        n_speakers: Ints,
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
            n_documents=self._with_total(self._lay_out(n, at, 0.0)),
            n_sentences=self._with_total(self._lay_out(np.add.reduceat(n_sentences, starts, axis=0), at, 0.0)),
            n_speakers=n_speakers,
            is_defined=tuple(voices is None or voice in voices for voice in self.seen.axes.voices),
        )

    @cached_property
    def _cell_starts(self) -> tuple[Ints, Ints]:
        """First document of each cell that has any, and the cell's number in the grid."""
        cell = np.ravel_multi_index((self.seen.partnership, self.seen.kind, self.seen.year), self.seen.axes.shape).astype(np.int64)
        starts = np.flatnonzero(np.diff(cell, prepend=-1))
        return starts, cell[starts]

    def _lay_out(self, values: Floats, at: Ints, empty: float) -> Floats:
        grid = np.full((int(np.prod(self.seen.axes.shape)), *values.shape[1:]), empty)
        grid[at] = values
        return grid.reshape(*self.seen.axes.shape, *values.shape[1:])

    def _with_total(self, counts: Floats) -> Ints:
        total = counts[:, np.array(self.weighted, dtype=bool)].sum(axis=1, keepdims=True)
        return np.concatenate([counts, total], axis=1).astype(np.int64)


def _distinct(fields: tuple[Ints, ...], shape: tuple[int, ...]) -> tuple[Ints, ...]:
    """The distinct rows of `fields`, dropping those with a negative entry (a voice that is narration)."""
    kept = np.logical_and.reduce([field >= 0 for field in fields])
    codes = np.ravel_multi_index(tuple(field[kept] for field in fields), shape)
    return tuple(part.astype(np.int64) for part in np.unravel_index(np.unique(codes), shape))
