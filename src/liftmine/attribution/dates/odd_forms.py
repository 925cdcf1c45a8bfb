"""Days in forms that are not read backwards from a year: "2010 April 22", and letters that an extractor has set apart."""

import re
from collections.abc import Iterator

from liftmine.attribution.dates.words import month_number

Found = tuple[int, int, int, int, int]
"""Year, month, day, start, end."""
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?<![\w/.-]\d{4}),?[ ](?P<month>[A-Z][a-z]{2,8})\.?[ ](?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w/:]|[.,]?\s?\d)"
)
_APART = re.compile(r"(?<!\S)(?:(?:\w|st|nd|rd|th)[ ]{1,3}){6,200}\w(?!\w)")
_CENTURIES = tuple(f"{first}{gap}{second}" for first, second in ("19", "20") for gap in (" ", "  ", "   "))
"""How every year begins whose figures stand apart."""
_TOGETHER = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:of)?,?(?P<month>[A-Za-z]{3,9})(?P<year>(?:19|20)\d\d)(?!\d)")


def find_odd_forms(text: str) -> Iterator[Found]:
    """Every such day, which the calendar may not have. "1 4 th M a y 2 0 0 8" is put together before it is read."""
    for match in _YEAR_FIRST.finditer(text):
        if month := month_number(match["month"]):
            yield int(match["year"]), month, int(match["day"]), *match.span()
    for run in _APART.finditer(text) if any(century in text for century in _CENTURIES) else ():
        places = [at for at in range(*run.span()) if not text[at].isspace()]
        together = _TOGETHER.search("".join(text[at] for at in places))
        if together and (month := month_number(together["month"])):
            yield int(together["year"]), month, int(together["day"]), places[together.start()], places[together.end() - 1] + 1
