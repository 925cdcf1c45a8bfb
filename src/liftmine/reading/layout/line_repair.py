"""Two things that cut sentences apart: words hyphenated at line ends, and an action column beside the text."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"[^\W\d_]+(?=-$)")
_FIRST_PART = re.compile(r"\s*([^\W\d_]+)")
_LOOK_AHEAD = 6  # blank lines and page breaks between the two halves of a word

_ACTION_HEAD = re.compile(
    r"(?:.*\S\s{3,}|\s{30,})(?P<head>actions?(?: (?:by|point|owner|required)s?)?|by whom|lead|owner)\s*$", re.IGNORECASE
)
_CELL = re.compile(r"(?:^|(?<=\S))\s{3,}(?P<cell>\S.{0,23})$")
_SLACK = 6  # characters by which entries of the column start before its head


def mend_hyphens(lines: list[str]) -> None:
    """Puts the halves of words that are hyphenated at a line end together, in place, on the first line.

    The hyphen stays between capitals ("Dell-Young"), where the document writes the compound with it elsewhere, and where it writes
    both halves as words of their own.
    """
    ends = [no for no, line in enumerate(lines) if line.endswith("-") and _LAST_PART.search(line)]
    words = _whole_words(lines, ends)
    for no in ends:
        below = next((n for n in range(no + 1, min(no + 1 + _LOOK_AHEAD, len(lines))) if len(lines[n]) > 1), None)
        left, right = _LAST_PART.search(lines[no]), _FIRST_PART.match(lines[below]) if below else None
        if below is None or left is None or right is None or not (right[1][0].islower() or (below == no + 1 and left[0].istitle())):
            continue
        a, b = left[0].lower(), right[1].lower()
        is_compound = right[1][0].isupper() or (a + b not in words and (f"{a}-{b}" in words or (a in words and b in words)))
        rest = lines[below][right.end() :]
        glued = rest[: len(rest) - len(rest.lstrip(".,;:!?)'’\"”-"))]
        lines[no] = (lines[no] if is_compound else lines[no][:-1]) + right[1] + glued
        lines[below] = rest[len(glued) :].lstrip()


def _whole_words(lines: list[str], ends: list[int]) -> frozenset[str]:
    """The words of the document, lower case, without the last and first of lines that a hyphen joins."""
    if not ends:
        return frozenset()
    torn = {no: _LAST_PART.sub("", lines[no]) for no in ends}
    for no in ends:
        below = next((n for n in range(no + 1, min(no + 1 + _LOOK_AHEAD, len(lines))) if len(lines[n]) > 1), None)
        if below is not None:
            torn[below] = _FIRST_PART.sub("", torn.get(below, lines[below]), count=1)
    return frozenset(word.lower() for no, line in enumerate(lines) for word in _WORD.findall(torn.get(no, line)))


def cut_out_actions(lines: list[str]) -> dict[int, str]:
    """Takes the entries of an action column (right of the text, under a head "Action") out of the lines, in place.

    Returns them by line number. Left inside, they break the sentences of the column beside them.
    """
    asides: dict[int, str] = {}
    column: int | None = None
    for no in [no for no, line in enumerate(lines) if "   " in line]:
        line = lines[no]
        if head := _ACTION_HEAD.match(line):
            column = head.start("head")
            continue
        if column is not None and (cell := _CELL.search(line)) and cell.start("cell") >= column - _SLACK:
            asides[no] = cell["cell"]
            lines[no] = line[: cell.start()].rstrip()
    return asides
