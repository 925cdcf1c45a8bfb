"""Tables that were cut column by column: well-known heads, and below each as many cells as below the next."""

import re
from itertools import islice

from liftmine.reading.layout.cells import Cells

_HEAD = re.compile(  # what the columns of attendance lists, action grids, registers and lists of interests are called
    r"(?:names?|members?|attendees?|directors?|(?:job )?titles?|roles?|positions?|organi[sz]ations?|representing|compan(?:y|ies)|agency"
    r"|initials|status|attendance|ref(?:erence)?\.?(?: no\.?)?|no\.?|items?(?: no\.?)?|minute(?: no\.?| ref\.?)?"
    r"|actions?(?: (?:required|point|agreed))?|(?:action )?(?:by|owner|lead)|by wh(?:om|en)|who|when|responsib(?:le|ility)(?: officer)?"
    r"|(?:due|target|completion) date|dates?|deadline|timescale|progress|update|comments?|risks?|rating|score|interests?(?: declared)?"
    r"|term(?: of office)?|decision|votes?)$",
    re.IGNORECASE,
)
_LONGEST_HEAD, _LONGEST_CELL = 30, 100
_FEWEST_CELLS = 3  # to a column, with its head


def join_columns(cells: Cells) -> None:
    """Sets the cells of such columns into rows."""
    end = 0
    for at in [no for no, group in enumerate(cells.groups) if len(group) >= _FEWEST_CELLS and _is_column(cells, group)]:
        n_columns = _count_columns(cells, at)
        if at < end or n_columns < 2:
            continue
        end = at + n_columns
        columns = cells.groups[at:end]
        rows = ("\t".join(cells.texts[no] for no in row) for row in zip(*columns, strict=True))
        cells.replace([no for column in columns for no in column], rows)


def _count_columns(cells: Cells, at: int) -> int:
    """How many groups from this one on have as many cells as this one, and a head of their own."""
    heads: set[str] = set()
    for group in islice(cells.groups, at, None):
        head = cells.texts[group.start].casefold()
        if len(group) != len(cells.groups[at]) or head in heads or not _is_column(cells, group):
            break
        heads.add(head)
    return len(heads)


def _is_column(cells: Cells, group: range) -> bool:
    head = cells.texts[group.start]
    return len(head) <= _LONGEST_HEAD and _HEAD.match(head) is not None and all(len(cells.texts[no]) <= _LONGEST_CELL for no in group)
