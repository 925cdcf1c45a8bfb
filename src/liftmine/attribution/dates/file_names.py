"""A date in the name of a file."""

import re
from datetime import date

from liftmine.attribution.dates.forms import find_dates, make_day, read_figures
from liftmine.attribution.dates.periods import Period, find_period
from liftmine.study.model import DateOrder

_ENDING = re.compile(r"\.[A-Za-z]{1,5}$")
_GAP = re.compile(r"(?<=\d) (?=\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2}|\d{2})(?!\d)")


def dates_in_name(name: str, order: DateOrder | None) -> tuple[date, ...]:
    """The readings of a full date in a file's name; empty without one.

    2012-09-11, 2012_09_11, 20120911 · by the declared order 11-09-2012, 11.9.12, 11092012, 110912 · 11 September 2012, 11-Sep-12.
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    for match in _ISO.finditer(stem):
        day = make_day(int(match[1]), int(match[2]), int(match[3]))
        if day:
            return (day,)
    spaced = _ENDING.sub("", stem).replace("_", " ")
    written = [*find_dates(spaced.replace("-", " "), order), *find_dates(_GAP.sub("-", spaced), order)]
    if written:
        return written[0].days
    figures = _FIGURES.search(stem)
    return read_figures(int(figures[1]), int(figures[2]), figures[3], order) if figures else ()


def period_in_name(name: str) -> Period | None:
    """The month, quarter or financial year in a file's name."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    return find_period(f"minutes {_ENDING.sub('', stem).replace('_', ' ')}")
