"""The lines of a text as the cells of tables that an extractor may have cut apart."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from liftmine.reading.layout.lines import PAGE_BREAK, is_marked

SENTENCE_ENDS = tuple(".;:?!")
_LONGEST_CELL = 60
_WALLS = ("", PAGE_BREAK)


class Cells:
    """Lines and their groups: what stands between two blanks; a page break is a group of its own.

    `texts` are the lines as they were, without indents; `with_colon` those that end with one; `lines` is changed. A cell is told by
    its line's number.
    """

    __slots__ = ("_starts", "groups", "lines", "texts", "with_colon")

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.texts = [line.strip() if line[:1] == " " else line for line in lines]
        self.with_colon = [no for no, line in enumerate(lines) if line[-1:] == ":"]
        walls = [-1, *(no for no, line in enumerate(lines) if len(line) < 2 and line in _WALLS), len(lines)]
        self.groups: list[range] = []
        for above, below in pairwise(walls):
            if below - above > 1:
                self.groups.append(range(above + 1, below))
            if below < len(lines) and lines[below]:
                self.groups.append(range(below, below + 1))
        self._starts = [group.start for group in self.groups]

    def group_of(self, no: int) -> int:
        """Which group the line belongs to that holds text."""
        return bisect_right(self._starts, no) - 1

    def is_page_break(self, group: range) -> bool:
        """Whether the group is no text but the end of a page."""
        return self.texts[group.start] == PAGE_BREAK

    def is_cell(self, no: int) -> bool:
        """Whether the line may be a cell: short, neither marked nor the end of a sentence."""
        text = self.texts[no]
        return text != PAGE_BREAK and len(text) <= _LONGEST_CELL and not (text.endswith(SENTENCE_ENDS) or is_marked(text))

    def replace(self, cells: Sequence[int], rows: Iterable[str]) -> None:
        """Sets the rows below each other where the cells began, unless a cell is in a row already; there are never more rows than cells."""
        if any(self.lines[no].strip() != self.texts[no] for no in cells):
            return
        for no in cells:
            self.lines[no] = ""
        for no, row in enumerate(rows, cells[0]):
            self.lines[no] = row
