"""The numbers Word shows in front of list paragraphs, which stand nowhere in their text."""

import re
import xml.etree.ElementTree as ET  # elements only; parsed elsewhere
from collections.abc import Callable
from dataclasses import dataclass

from liftmine.reading.formats.numerals import letter, roman

_PLACEHOLDER = re.compile(r"%(\d)")
_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """Counts through the lists of a document in reading order."""

    def __init__(self, root: ET.Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._levels = {_value(kind, "abstractNumId"): _read_levels(kind) for kind in root.iter("abstractNum")}
            self._lists = {_value(number, "numId"): _value(number.find("abstractNumId")) for number in root.iter("num")}

    def label(self, properties: ET.Element | None) -> str:
        """The label of the next paragraph with these `numPr` ("4.2", "•"); "" where it is in no list."""
        if properties is None:
            return ""
        kind = self._lists.get(_value(properties.find("numId")), "")
        level_no = int(_value(properties.find("ilvl")) or 0)
        level = self._levels.get(kind, {}).get(level_no)
        if level is None or level.number_format == "none":
            return ""
        if level.number_format == "bullet":
            return "•"
        counts = self._counts.setdefault(kind, {})
        counts[level_no] = counts.get(level_no, level.start - 1) + 1
        for deeper in [no for no in counts if no > level_no]:
            del counts[deeper]
        return _PLACEHOLDER.sub(lambda found: self._number(kind, int(found[1]) - 1), level.text).strip()

    def _number(self, kind: str, level_no: int) -> str:
        level = self._levels[kind].get(level_no, _Level())
        number = self._counts[kind].get(level_no, level.start)
        return _FORMATS.get(level.number_format, str)(number)


def _read_levels(kind: ET.Element) -> dict[int, _Level]:
    return {
        int(_value(level, "ilvl") or 0): _Level(
            _value(level.find("numFmt")) or "decimal", _value(level.find("lvlText")), int(_value(level.find("start")) or 1)
        )
        for level in kind.iter("lvl")
    }


def _value(element: ET.Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
