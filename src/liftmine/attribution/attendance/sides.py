"""Attendance lists that are ordered by side: "For the PCT - Ann Ash, Bob Birch", "Northbridge Council: Cara Dole"."""

import re
from collections.abc import Callable, Iterator, Sequence

from liftmine.attribution.people.names import read_name
from liftmine.attribution.people.organisations import CUES

_SIDE = re.compile(
    r"\s*(?:(?P<mark>(?i:for|from|on behalf of|representing))\s+)?(?:[Tt]he\s+)?"
    r"(?P<house>[A-Z][^,;:()\t\n]{1,60}?)(?::|\s+[–—-](?=\s))\s*(?=[A-Z]|$)"
)


def split_sides(lines: Sequence[str], is_known: Callable[[str], bool]) -> Iterator[tuple[str | None, list[str]]]:
    """The lines with the organisation whose people they list, None where it is not said. `is_known`: the study has such a one.

    The organisation holds until the next is named.
    """
    house: str | None = None
    own: list[str] = []
    for line in lines:
        match = _SIDE.match(line)
        if match and _is_side(match, line, is_known):
            if own:
                yield house, own
            house, own = match["house"], [line[match.end() :]] if match.end() < len(line) else []
        else:
            own.append(line)
    if own:
        yield house, own


def _is_side(match: re.Match[str], line: str, is_known: Callable[[str], bool]) -> bool:
    """An organisation, and behind it a person or nothing: no role ("Chair: Ann Ash"), no person ("Ann Ash - Northbridge PCT")."""
    house = match["house"]
    has_people = match.end() == len(line) or read_name(line, match.end()) is not None
    is_house = is_known(house) or (CUES.fullmatch(house.rsplit(maxsplit=1)[-1]) is not None and " " in house)
    has_mark = match["mark"] is not None or match.group().rstrip().endswith(":")
    return has_people and is_house and has_mark
