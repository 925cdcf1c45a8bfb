"""How far lines go before they wrap: of a document, and of a run of lines that is narrower than the rest."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

_FULL = 0.87  # proportional type makes lines of equal length hold 13 % more or fewer characters
_FEW_LINES = 5  # fewer say nothing of a width
_LONG = 40
_USUAL = 72
_LEAST_FLOW = 2  # lines that flow in a run of lines with a width of its own


def measure_widths(lines: Sequence[str]) -> list[float]:
    """The width up to which the line above each line could go."""
    flowing = _flowing_lines(lines)
    return _local_widths(lines, flowing, _wrap_width(lines, flowing))


def is_full(above: str, body: str, width: float) -> bool:
    """Whether the next word would not have fitted on the line above, so that its end is no sign of anything."""
    return len(above) + 1 + (body.find(" ") if " " in body else len(body)) > width


def _flowing_lines(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that go on in the middle of a sentence of the line above, in one column."""
    # Comparing whole lines costs less than looking at their first characters: capitals and digits come before "a".
    return [no for no, line in enumerate(lines) if (line >= "a" or line[:1] == " ") and no and _flows(lines[no - 1], line)]


def _flows(above: str, line: str) -> bool:
    body = line.lstrip()
    return body[:1].islower() and body[1:3].isalpha() and " " in above and "   " not in above.lstrip()


def _wrap_width(lines: Sequence[str], flowing: Sequence[int]) -> float:
    """The length beyond which this document's lines wrap.

    The lines before flowing ones show it: none is longer, and none would hold its next word as well. Proportional type blurs it, so
    that one line in a hundred may fall short, by 13 % at most. 72 where nothing flows and no line is long.
    """
    lengths = sorted(len(lines[no - 1]) for no in flowing)
    if len(lengths) < _FEW_LINES:
        lengths = sorted(length for length in map(len, lines) if length >= _LONG) or lengths
    if len(lengths) < _FEW_LINES:
        return _USUAL
    needed = sorted(len(lines[no - 1]) + 1 + len(lines[no].split(None, 1)[0]) for no in flowing) or [0]
    return max(_FULL * lengths[len(lengths) * 9 // 10], min(needed[len(needed) // 100] - 1, lengths[-1]))


def _local_widths(lines: Sequence[str], flowing: Sequence[int], width: float) -> list[float]:
    """That of the run a line stands in where this flows and is narrower than the rest. A run is what stands between two blanks."""
    widths = [width] * len(lines)
    walls = [-1, *(no for no, line in enumerate(lines) if len(line) < 2), len(lines)]
    counts = Counter(bisect_left(walls, no) for no in flowing)
    for start, end in ((walls[behind - 1] + 1, walls[behind]) for behind, count in counts.items() if count >= _LEAST_FLOW):
        if end - start > _LEAST_FLOW and not any(len(line) >= width and "   " not in line.lstrip() for line in lines[start:end]):
            widest = max((len(line) for line in lines[start:end] if "   " not in line.lstrip()), default=width)
            widths[start:end] = [widest] * (end - start)
    return widths
