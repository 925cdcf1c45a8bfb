"""Lines to pieces: which lines belong together, and which are headings and list items.

Shared by plain text and PDF, where nothing but the lines themselves tells. Cost is linear in the text.
"""

from collections.abc import Mapping, Sequence

from liftmine.reading.layout.headings import is_heading_line, raise_headings
from liftmine.reading.layout.kinds import demote_runs, is_title, kind_of
from liftmine.reading.layout.labels import find_labels
from liftmine.reading.layout.lines import PAGE_BREAK, is_finished, read_number
from liftmine.reading.layout.pieces import Piece
from liftmine.reading.layout.widths import measure_widths
from liftmine.reading.layout.wrapping import Gap, continues, stands_alone


def cut_blocks(
    lines: Sequence[str],
    bold: frozenset[int] = frozenset(),
    asides: Mapping[int, str] | None = None,
    has_pages: bool = False,
    full: frozenset[int] = frozenset(),
) -> list[Piece]:
    """Pieces that hold every character of `lines` but outer blanks, in order.

    `bold` are the numbers of lines set in bold throughout; `asides` stood beside the line of that number and become paragraphs
    of their own behind the block; `full` are lines known to have no room for the next word, whatever their length in characters.
    Pages are counted from 1 where `has_pages`.
    """
    widths = measure_widths(lines)
    for no in full:
        if no + 1 < len(widths):
            widths[no + 1] = 0.0
    builder = _Builder(bold, has_pages)
    builder.add_all(lines, widths, asides or {})
    demote_runs(builder.pieces)
    raise_headings(builder.pieces)
    return builder.pieces


class _Builder:
    """The block that is open, and the pieces that are closed."""

    __slots__ = ("asides", "block", "bold", "gap", "has_pages", "numbers", "page", "pieces", "start_page")

    def __init__(self, bold: frozenset[int], has_pages: bool) -> None:
        self.bold, self.has_pages = bold, has_pages
        self.pieces: list[Piece] = []
        self.block: list[str] = []
        self.numbers: list[int] = []
        self.asides: list[str] = []
        self.gap = Gap.NONE
        self.page = self.start_page = 1

    def add_all(self, lines: Sequence[str], widths: Sequence[float], asides: Mapping[int, str]) -> None:
        """Every line goes on with the open block or opens another; what stood beside a line follows the line's block."""
        block, labels = self.block, find_labels(lines, widths)
        for no, line in enumerate(lines):
            # Blank lines and plain wrapped lines are most of all lines: decided without a call.
            if not line:
                self.gap = self.gap or Gap.BLANK
            elif line[0].islower() and line[1:3].isalpha() and block and not self.gap and "   " not in block[-1] and not _is_roman(line):
                block.append(line)
                self.numbers.append(no)
            elif line == PAGE_BREAK:
                self.gap, self.page = Gap.PAGE, self.page + 1
            elif (
                block
                and not (self.bold and self.changes_weight(no, line))
                and continues(block, line, self.gap, widths[no], labels)
                and (
                    self.gap
                    or block[-1][-1].isalpha()
                    or not stands_alone(block[-1], line, lines[no + 1 : no + 2], widths[no + 1 : no + 2])
                )
            ):
                block.append(line)
                self.numbers.append(no)
                self.gap = Gap.NONE
            else:
                self.close()
                block = self.block = [line]
                self.numbers, self.start_page, self.gap = [no], self.page, Gap.NONE
            if asides and no in asides:
                self.asides.append(asides[no])
        self.close()

    def changes_weight(self, no: int, line: str) -> bool:
        """Whether bold type begins behind a finished line, or ends with a heading."""
        above = self.block[-1]
        if (no in self.bold) == (self.numbers[-1] in self.bold):
            return False
        return is_finished(above) if no in self.bold else line.lstrip()[0].isupper() and (is_heading_line(above) or is_title(above))

    def close(self) -> None:
        """The open block becomes a piece, and what stood beside it another."""
        page = self.start_page if self.has_pages else None
        if block := self.block:
            is_bold = bool(self.bold) and self.bold.issuperset(self.numbers)
            text = block[0] if len(block) == 1 else "\n".join(block)
            self.pieces.append(Piece(kind_of(block), text, page, is_bold=is_bold))
        if self.asides:
            self.pieces.append(Piece("paragraph", "\n".join(self.asides), page))
            self.asides = []
        if self.gap and self.pieces:
            self.pieces[-1].after = "\n\n"
        self.block = []


def _is_roman(line: str) -> bool:
    """Whether the line begins with an item's number such as "iii.", which looks like a word."""
    return line[0] in "ivx" and read_number(line) is not None
