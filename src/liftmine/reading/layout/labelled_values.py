"""Labels and their values: "RESULT:", "MOVER:" below each other and what they hold below that; or "To:", a blank, and the value."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from liftmine.reading.layout.cells import SENTENCE_ENDS, Cells
from liftmine.reading.layout.lines import is_marked

_LABEL = re.compile(r"[A-Z][^:.;]{0,30}:$")
_SHORT_LABEL = 12  # "To:", "Subject:"; a longer one with a blank below it may be the heading of a list
_FIELD = re.compile(r"[A-Z]{3,}(?: [A-Z]+){0,2}:")
_PROSE = re.compile(r"\s[a-z]{4}")  # names and titles hold no such word
_BARE = 6  # characters: an item's number by itself
_UNFINISHED = (",", " and", "&")
_VALUE_GROUPS, _VALUE_LINES, _LEAST_PAIRS = 3, 2, 2


def join_stacked_labels(cells: Cells) -> None:
    """Labels at the end of a group, and as many values in the groups behind it; a label in capitals also takes the line below it."""
    for at in dict.fromkeys(map(cells.group_of, cells.with_colon)):
        group = cells.groups[at]
        for label, below in pairwise(group):
            if cells.texts[label][-1] == ":" and _FIELD.fullmatch(cells.texts[label]) and _may_be_held(cells.texts[below]):
                cells.replace([label, below], [f"{cells.texts[label]} {cells.texts[below]}"])
        labels = list(takewhile(lambda no: _LABEL.match(cells.texts[no]), reversed(group)))[::-1]
        if len(labels) >= _LEAST_PAIRS:
            _join_values(cells, labels, cells.groups[at + 1 : at + 1 + _VALUE_GROUPS])


def _may_be_held(text: str) -> bool:
    """Whether the text may be what a field of a form holds: no other label, item or prose."""
    return not (_FIELD.match(text) or _LABEL.match(text) or is_marked(text) or _PROSE.search(text))


def _join_values(cells: Cells, labels: Sequence[int], groups: Sequence[range]) -> None:
    values: list[str] = []
    taken: list[int] = []
    for group in groups:
        if len(values) >= len(labels) or cells.is_page_break(group):
            break
        values.extend(_unwrap(cells.texts[group.start : group.stop]))
        taken.extend(group)
    if len(values) == len(labels) and not any(_LABEL.match(value) or _is_bare_number(value) for value in values):
        cells.replace([*labels, *taken], map("\t".join, zip((cells.texts[no] for no in labels), values, strict=True)))


def _is_bare_number(text: str) -> bool:
    return len(text) <= _BARE and is_marked(text)


def _unwrap(texts: Iterable[str]) -> list[str]:
    """Lines put together where a list goes on ("Ash, Birch," and "Cole") or a sentence does."""
    whole: list[str] = []
    for text in texts:
        if whole and (whole[-1].endswith(_UNFINISHED) or text[0].islower()):
            whole[-1] += f" {text}"
        else:
            whole.append(text)
    return whole


def join_labels_in_turn(cells: Cells) -> None:
    """Short labels by themselves, each with its value behind a blank: two such pairs in a row at least."""
    pairs: list[tuple[int, range]] = []
    last = 0
    for no in cells.with_colon:
        at = cells.group_of(no)
        if not _is_pair(cells, at):
            continue
        if at != last + 2:
            _join_pairs(cells, pairs)
            pairs = []
        pairs.append((no, cells.groups[at + 1]))
        last = at
    _join_pairs(cells, pairs)


def _is_pair(cells: Cells, at: int) -> bool:
    """Whether the group is a short label, and the next its value."""
    label = cells.texts[cells.groups[at].start]
    if len(cells.groups[at]) > 1 or len(label) > _SHORT_LABEL or not _LABEL.match(label) or at + 1 == len(cells.groups):
        return False
    value = cells.groups[at + 1]
    if len(value) > _VALUE_LINES or cells.is_page_break(value):
        return False
    first, end = cells.texts[value[0]], cells.texts[value[-1]]
    return not end.endswith(SENTENCE_ENDS) or (len(value) == _VALUE_LINES and first[-1].isalnum() and ", " in first)


def _join_pairs(cells: Cells, pairs: Sequence[tuple[int, range]]) -> None:
    if len(pairs) >= _LEAST_PAIRS:
        for label, value in pairs:
            cells.replace([label, *value], [f"{cells.texts[label]}\t{' '.join(cells.texts[no] for no in value)}"])
