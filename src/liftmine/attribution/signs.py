"""Cheap looks for plain letters, which tell where a pattern is worth trying: letters are found much faster than any pattern."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from liftmine.attribution.model import Part


def find_sign(text: str, sign: str, start: int = 0, end: int | None = None) -> list[int]:
    """Every place of `sign` between `start` and `end`."""
    places = []
    at = text.find(sign, start, end)
    while at >= 0:
        places.append(at)
        at = text.find(sign, at + 1, end)
    return places


def parts_with(text: str, parts: Sequence[Part], signs: Iterable[str]) -> list[int]:
    """Numbers of the parts that hold one of the `signs`, in order."""
    starts = [part.char_start for part in parts]
    places = [(at, at + len(sign)) for sign in signs for at in find_sign(text, sign)]
    numbers = {(bisect_right(starts, at) - 1, end) for at, end in places}
    return sorted({number for number, end in numbers if number >= 0 and end <= parts[number].char_end})


def search_near(text: str, signs: Iterable[str], pattern: re.Pattern[str], before: int, behind: int) -> Iterator[re.Match[str]]:
    """What `pattern` finds around each of the `signs` (in small letters), from `before` to `behind` characters away from it, in order."""
    low, last = text.lower(), 0
    for at in sorted({at for sign in signs for at in find_sign(low, sign)}):
        if at < last:
            continue
        match = pattern.search(text, max(last, at - before), at + behind)
        if match:
            yield match
            last = match.end()
