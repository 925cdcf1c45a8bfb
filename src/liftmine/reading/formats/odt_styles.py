"""What the styles of an ODT say: headings, bold and hidden text, and the numbers of lists, which stand nowhere in the text."""

import xml.etree.ElementTree as ET  # elements only; parsed elsewhere
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liftmine.reading.formats.numerals import letter, roman
from liftmine.reading.formats.xml_tree import attribute

Counts = dict[int, int]  # level → number of its last item
_FORMATS: dict[str, Callable[[int], str]] = {
    "i": roman,
    "I": lambda number: roman(number).upper(),
    "a": letter,
    "A": lambda number: letter(number).upper(),
}
_HEADINGS = ("Heading", "Title", "Subtitle")
_MOST_ANCESTORS = 10
_BULLET = "list-level-style-bullet"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits. `weight` is None where neither it nor an ancestor says whether it is bold."""

    is_heading: bool = False
    weight: bool | None = None
    is_hidden: bool = False

    @property
    def is_bold(self) -> bool:
        """Set in bold."""
        return bool(self.weight)


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    prefix: str
    suffix: str
    n_shown: int
    start: int


class Styles:
    """The styles of the document's parts (styles.xml, then content.xml)."""

    def __init__(self, roots: Sequence[ET.Element]) -> None:
        self._raw = {attribute(style, "name"): style for root in roots for style in root.iter("style")}
        self._known: dict[str | None, Style] = {}
        lists = [(attribute(found, "name"), found) for root in roots for found in root.iter("list-style")]
        outlines = [(None, found) for root in roots for found in root.iter("outline-style")]
        self._levels = {name: _read_levels(found) for name, found in lists + outlines}

    def of(self, name: str | None) -> Style:
        """The style of that name; the plain one where there is none."""
        if name not in self._known:
            self._known[name] = self._read(name, 0)
        return self._known[name]

    def label(self, name: str | None, level_no: int, counts: Counts, start: str | None) -> str:
        """The label of the next item ("4.2", "•") of the list style, None for headings; "" where it shows none. Counts on."""
        level = self._levels.get(name, {}).get(level_no)
        if level is None:
            return ""
        counts[level_no] = int(start) if start and start.isdigit() else counts.get(level_no, level.start - 1) + 1
        for deeper in [no for no in counts if no > level_no]:
            del counts[deeper]
        if level.number_format == "•":
            return "•"
        if not level.number_format:
            return ""
        shown = range(max(0, level_no + 1 - level.n_shown), level_no + 1)
        return (level.prefix + ".".join(self._number(name, no, counts) for no in shown) + level.suffix).strip()

    def _number(self, name: str | None, level_no: int, counts: Counts) -> str:
        level = self._levels[name].get(level_no)
        number = counts.get(level_no, level.start if level else 1)
        return _FORMATS.get(level.number_format if level else "", str)(number)

    def _read(self, name: str | None, depth: int) -> Style:
        style = self._raw.get(name)
        if style is None or depth > _MOST_ANCESTORS:
            return Style()
        base = self._read(attribute(style, "parent-style-name"), depth + 1)
        properties = style.find("text-properties")
        weight, display = attribute(properties, "font-weight"), attribute(properties, "display")
        return Style(
            (attribute(style, "display-name") or name or "").startswith(_HEADINGS) or base.is_heading,
            base.weight if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
            base.is_hidden if display is None else display == "none",
        )


def _read_levels(style: ET.Element) -> dict[int, _Level]:
    levels = {}
    for level in style:
        number = attribute(level, "num-format") or ""
        levels[_whole(attribute(level, "level")) - 1] = _Level(
            "•" if level.tag == _BULLET else number,
            attribute(level, "num-prefix") or "",
            attribute(level, "num-suffix") or "",
            _whole(attribute(level, "display-levels")),
            _whole(attribute(level, "start-value")),
        )
    return levels


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 1
