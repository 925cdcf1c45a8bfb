"""The day of a meeting or interview, and how it is known."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from liftmine.attribution.dates.context import LEAST, OF_EARLIER, OWN, PLAIN, score_dates
from liftmine.attribution.dates.file_names import dates_in_name, period_in_name
from liftmine.attribution.dates.forms import find_dates
from liftmine.attribution.dates.periods import Period, find_period
from liftmine.attribution.dates.relative import find_relative
from liftmine.attribution.model import Paper, Part, PartKind
from liftmine.errors import Reason
from liftmine.study.model import DateOrder

TOP = 5_000  # characters from the start in which a document states its meeting
FIRST_PAGE = 2_500  # beyond it a date is less likely the meeting's own


class DateFinding(NamedTuple):
    """The day, or the period it lies in; `basis` is metadata, text or file_name; `reason` is None, DATE_MISSING or DATE_AMBIGUOUS."""

    day: date | None
    basis: str | None
    reason: Reason | None
    period: Period | None = None

    @property
    def reference_day(self) -> date | None:
        """The day on which affiliations are looked up: of a period its first."""
        return self.period[0] if self.period else self.day


def find_date(text: str, parts: Sequence[Part], paper: Paper) -> DateFinding:
    """The day of the meeting. Order of trust: metadata, the text's own statement of its meeting, the file name.

    A numeric date with two readings and no declared order is DATE_AMBIGUOUS; so is the day of the very meeting whose minutes this one
    agrees. Where there is no day, a month, quarter or financial year in the title, then in the file name, gives a period: which day
    of it, is not guessed. Whether a day lies in the future is not asked here.
    """
    if paper.stated_date:
        return _finding((paper.stated_date,), "metadata")
    stated = _stated_in_text(text[:TOP], _head_end(text, parts), paper.date_order)
    named = dates_in_name(paper.file_name, paper.date_order)
    if stated and not (named and stated.is_doubtful):
        return DateFinding(None, None, Reason.DATE_AMBIGUOUS) if stated.is_doubtful else _finding(stated.days, "text")
    if named:
        return _finding(named, "file_name")
    for period, basis in ((find_period(text), "text"), (period_in_name(paper.file_name), "file_name")):
        if period:
            return DateFinding(None, basis, None, period)
    return DateFinding(None, None, Reason.DATE_MISSING)


def _finding(days: tuple[date, ...], basis: str) -> DateFinding:
    if len(days) > 1:
        return DateFinding(None, None, Reason.DATE_AMBIGUOUS)
    return DateFinding(days[0], basis, None)


class _Statement(NamedTuple):
    days: tuple[date, ...]
    is_doubtful: bool


def _stated_in_text(top: str, head: int, order: DateOrder | None) -> _Statement | None:
    """The readings of the best candidate near the top, of equals the first; None where the text states none.

    Doubtful are two readings, and a day that is also that of the meeting whose minutes are agreed.
    """
    candidates = find_dates(top, order)
    scores = score_dates(top, candidates, head)
    if max(scores, default=0) < PLAIN:
        candidates = sorted([*candidates, *find_relative(top, candidates)], key=attrgetter("start"))
        scores = score_dates(top, candidates, head)
    contexts: dict[tuple[date, ...], set[str]] = {}
    for score, candidate in zip(scores, candidates, strict=True):
        if score >= OWN:
            contexts.setdefault(candidate.days, set()).add(top[max(0, candidate.start - 30) : candidate.start])
    best: tuple[int, tuple[date, ...]] = (0, ())
    for score, candidate in zip(scores, candidates, strict=True):
        repeats = min(len(contexts.get(candidate.days, ())), 2)  # a running header says it once, however often it stands there
        total = score + repeats - (1 if candidate.start > FIRST_PAGE else 0)
        if score >= LEAST and total > best[0]:
            best = (total, candidate.days)
    items = zip(scores, candidates, strict=True)
    earlier = {candidate.days for score, candidate in items if score <= OF_EARLIER and candidate.start > head}
    return _Statement(best[1], len(best[1]) > 1 or best[1] in earlier) if best[1] else None


def _head_end(text: str, parts: Sequence[Part]) -> int:
    """Where the first agenda item or the first prose begins."""
    for part in parts:
        if part.kind not in (PartKind.FURNITURE, PartKind.ATTENDANCE):
            return part.char_start
    return len(text)
