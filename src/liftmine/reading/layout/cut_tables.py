"""Tables that an extractor cut apart, put together again: rows whose cells stand apart by tabs.

An extractor that knows no tables leaves the cells of a column, or of a part of it, below each other, and the next column below
that. What belongs together is told by counts: as many statuses as names, as many values as labels. Where the counts disagree
the cells stay as they are: a row that was guessed would say of somebody what the paper says of another.
"""

from liftmine.reading.layout.attendance_tables import join_attendance
from liftmine.reading.layout.cells import Cells
from liftmine.reading.layout.column_tables import join_columns
from liftmine.reading.layout.figure_columns import join_figure_columns
from liftmine.reading.layout.figure_tables import find_figures, join_figures
from liftmine.reading.layout.labelled_values import join_labels_in_turn, join_stacked_labels


def join_cut_tables(lines: list[str]) -> None:
    """Puts into rows: attendance, labels and their values, columns with well-known heads, and figures and what they are of.

    Changes `lines` in place and keeps their number, so that page breaks stay where they are. Nothing is lost.
    """
    cells = Cells(lines)
    join_attendance(cells)
    join_stacked_labels(cells)
    join_labels_in_turn(cells)
    join_columns(cells)
    figures = find_figures(cells)
    join_figure_columns(cells, figures)
    join_figures(cells, figures)
