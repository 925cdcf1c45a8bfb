"""What a validation measures, and how it is written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured `value` (a share, if nothing else is said) of `n` tests or draws."""

    what: str
    value: float
    n: int

    def __str__(self) -> str:
        return f"{self.what:<78} {self.value:7.3f} {self.n:>9,}"

    @property
    def row(self) -> str:
        """As a row of a table."""
        return f"| {self.what} | {self.value:.4f} | {self.n:,} |"


def write_lines(sections: Iterable[tuple[str, Iterable[Figure]]], draws: int) -> Iterator[str]:
    """The lines of docs/validation.md; every figure is printed as it comes."""
    yield from ("# Validation of the estimators", "")
    yield f"Written by `make validation` ({draws:,} draws, fixed seeds). Values are shares unless said otherwise; n counts tests or draws."
    for heading, figures in sections:
        yield from ("", f"## {heading}", "", "| what | value | n |", "|---|---|---|")
        for figure in figures:
            print(figure, flush=True)
            yield figure.row
