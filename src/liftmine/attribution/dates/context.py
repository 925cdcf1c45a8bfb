"""What the words around a date say: that it is the day of this meeting, or of something else."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from liftmine.attribution.dates.forms import WrittenDate
from liftmine.attribution.minutes.words import word_set

OWN = 5  # what a plain statement of the meeting adds
PLAIN = 8  # a plain statement in the head: nothing more need be asked
LEAST = 2  # less is a date in passing
OF_EARLIER = -10  # so little or less: the day of the meeting whose minutes are agreed at this one
_TITLE_LINE, _IN_HEAD = 3, 2
_SUNDAY, _MEMO_HEAD = 6, 250
_CONTEXT, _LONG_LINE, _LABEL, _NEAR, _TOP, _LITTLE = 160, 90, 60, 90, 600, 25  # characters

_STATED = re.compile(
    r"(?:\b(?:held|meetings?|met|convened|proceedings|session|assembly|minutes|summary|notes|agm|hearing|sitting|interview(?:ed)?|record(?:ed|ing)|"
    r"conducted|took place|opened|called to order|(?:board|committee|council|group|panel|forum|team|trust|conference|call))\b"
    r"[^\n]{0,100}?(?:\n[^\n]{0,60}?)?|^\W*(?:on|this)\b)\W*$",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"\W*(?:when|(?:(?:meeting|interview|recording|hearing)\s+)?date(?:\s*(?:/|&|and)\s*(?:time|venue|place))?(?:\s+of\s+(?:this\s+)?(?:meeting|interview|hearing))?)\W*",
    re.IGNORECASE,
)
_STATED_BEHIND = re.compile(
    r"\W{0,3}(?:(?:board|committee|council|regular|special|ordinary|extraordinary|annual|general|open|public|monthly|quarterly|project|"
    r"trust|partnership)\s+){0,4}(?:meetings?|minutes|session|hearing|interview|agm|notes of)\b"
    r"|[^.;\n]{0,60}\b(?:met|convened|assembled|called to order|came to order)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(  # whatever else is said of a meeting
    r"\b(?:next|previous|last|past|future|following|forthcoming|upcoming|earlier|prior|subsequent|dates of|"
    r"(?:un)?(?:approv|accept|agree|confirm|adopt|ratif)\w*|accuracy|correct(?:ed|ion)?|matters arising|"
    r"print(?:ed)?|publish(?:ed)?|publication|post(?:ed|ing)|issued|updated?|uploaded|circulated|distributed|typed|transcribed|"
    r"amended|revised|revision|version|draft(?:ed)?|created|modified|signed|retrieved|downloaded|scanned|copyright|prepared|"
    r"paper for|agenda item \w+ for|"
    r"(?:to|will|shall) be (?:held|arranged|considered|presented|submitted|tabled|discussed|put)|"
    r"meets? (?:again|next)|will (?:meet|take place)|cancelled|postponed|rescheduled|deferred)\b",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(  # unless a meeting is named behind it
    r"\b(?:letter|e-?mail|(?<!official )report|submitted|received|reviewed?|expires?|commenc\w+|start(?:s|ing|ed)?|resigned|appointed|"
    r"joined|elected|incorporated|registered|established|born|deadline|year|period)\b"
    r"(?![\s\S]*\b(?:held|meetings?|met|board|committee|council|group|panel|forum|minutes|session|interview|hearing)\b)",
    re.IGNORECASE,
)
_OTHER_NEAR = re.compile(
    r"\b(?:accounts|year|months|quarter|period|week)\b[^.\n]{0,20}\bto\W*$|"
    r"\b(?:since|until|by|before|after|(?<!minutes )(?<!notes )from|due|dated|ending|ended|effective|as (?:of|at))\W+(?:on |the )?\W*$",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\W{0,3}(?:(?:(?:was|were|is|has been|had been)\s+)?(?:cancel|postpone|reschedul|defer)\w+|(?:enclosure|attachment|agenda item)\b)",
    re.IGNORECASE,
)
_OTHER_BEHIND = re.compile(
    r"[\s(\[,–—-]{0,4}(?:posted|approved|adopted|published|printed|issued|next meeting|previous meeting|draft|uploaded|signed)\b",
    re.IGNORECASE,
)
# "Approved minutes of the meeting held on" says what kind of minutes these are, not when they were approved.
_KIND_OF_MINUTES = re.compile(
    r"\b(?:draft|unadopted|adopted|final|corrected|amended|revised|signed|posted|(?:un)?(?:approved|confirmed|ratified))\b"
    r"(?=(?:[\s(){}:,–-]+(?!the\b|at\b|of\b|by\b|on\b|in\b)[a-z]+){0,5}[\s(){}:,–-]+(?:minutes|notes|record|summary)\b)"
    r"|(?<=minutes|meeting)\W{1,4}(?:(?:draft|final|revised)\b|(?:un)?(?:approved|confirmed)\b(?!\s+(?:on|at|by)\b|\W*$))",
    re.IGNORECASE,
)
_OF_MINUTES = re.compile(r"\bminutes (?:of|from|for)\b|\bmatters arising\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,5}|[A-Z]{2,5}[\d/]+)[.):]?\s+\S")
_IS_MINUTES = re.compile(r"\W*(?:(?:[Tt]hese|[Tt]he following) are )?(?:[A-Z][\w'’&-]*\W+|the ){0,6}(?i:summary|minutes|notes|record)\b")
_DATED = re.compile(r"\bdated(?: the)?\W*$", re.IGNORECASE)  # minutes are dated by their meeting, letters are not
_HOUSE = re.compile(r"\b(?:held|meeting|board|committee|council|body|group|panel|forum|team|agm)\b", re.IGNORECASE)
_SMALL = word_set("at via from by in to and until a.m. p.m. am pm a.m p.m noon hrs hours the of on")
_MEMO_DATE = re.compile(r"date\s*:?", re.IGNORECASE)
_MEMO = re.compile(r"^\W*(?:to|from|subject|cc|memorandum)\W*$|^\W*(?:from|subject|cc)\s*:", re.IGNORECASE | re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[a-z\d)]{4})[.;!?]\s+(?=[A-Z])")


def score_dates(text: str, dates: Sequence[WrittenDate], head: int) -> list[int]:
    """How much the words around each of the dates (in order) say that it is the day of this meeting; below `LEAST`: it is not.

    `head` is where the first agenda item or the first prose begins.
    """
    ends = [0, *(written.end for written in dates)]
    starts = [*(written.start for written in dates[1:]), len(text)]
    return [_score(text, head, *given) for given in zip(dates, ends, starts, strict=False)]


class _Surroundings(NamedTuple):
    """What stands around a date: the words that lead to it, its own line up to it, the words behind it, and where all this stands."""

    before: str
    own_line: str
    after: str
    is_in_head: bool
    is_at_top: bool
    is_memo: bool


def _score(text: str, head: int, written: WrittenDate, before_from: int, after_to: int) -> int:
    around = _surroundings(text, head, written, before_from, after_to)
    score = 1 + _score_words(around)
    if around.is_in_head and score >= LEAST:
        score += _IN_HEAD
    if all(day.weekday() == _SUNDAY for day in written.days):
        score -= 1
    if written.fits_weekday is not None:
        score += 1 if written.fits_weekday else -1
    return score


def _surroundings(text: str, head: int, written: WrittenDate, before_from: int, after_to: int) -> _Surroundings:
    line_start, line_end = text.rfind("\n", 0, written.start) + 1, text.find("\n", written.end)
    line_end = line_end if line_end >= 0 else len(text)
    is_in_head = written.end <= head or not text[:line_start].strip()
    return _Surroundings(
        before=_before(text, (line_start, line_end), written.start, max(before_from, written.start - _CONTEXT)),
        own_line=text[max(line_start, min(before_from, written.start)) : written.start].strip(),
        after=text[written.end : min(after_to, line_end)],
        is_in_head=is_in_head,
        is_at_top=is_in_head or written.start < _TOP,
        is_memo=_MEMO.search(text, max(0, line_start - _MEMO_HEAD), line_start) is not None,
    )


def _before(text: str, line: tuple[int, int], start: int, since: int) -> str:
    """The words that lead to a date: its line; where that says little, the line, label or head of column above. No other sentence."""
    line_start, line_end = line
    before = text[max(line_start, since) : start]
    edge = next((sign for sign in "\t|" if text.find(sign, line_start, line_end) >= 0), None)
    if len(before.strip()) < _LITTLE and (line_start > since or edge):
        lead = text[max(0, line_start - _CONTEXT) if edge else since : line_start]
        above = lead.rstrip().rpartition("\n")[2]
        if edge and edge in above:
            cells = above.split(edge)
            above, before = cells[min(text.count(edge, line_start, start), len(cells) - 1)], before.rpartition(edge)[2]
        if not lead.endswith("\n\n") or (not before.strip() and len(above) < _LABEL):
            before = f"{above}\n{before}"
    return _SENTENCE_END.split(before)[-1]


def _score_words(around: _Surroundings) -> int:
    spoken = _KIND_OF_MINUTES.sub("", around.before)
    if around.is_in_head and _IS_MINUTES.match(spoken):
        spoken = _DATED.sub("", spoken)
    is_of_minutes = _OF_MINUTES.search(spoken) is not None
    if is_of_minutes and not _is_title(spoken, around):
        return 2 * OF_EARLIER
    score = 0
    if around.is_memo and (_MEMO_DATE.fullmatch(around.own_line) or _MEMO_DATE.fullmatch(around.before.strip())):
        score += 1
    elif (is_of_minutes and around.is_in_head) or _STATED.search(spoken) or _DATE_LABEL.fullmatch(around.own_line):
        score += OWN
    elif _STATED_BEHIND.match(around.after):
        score += OWN - 1
    elif not around.own_line:
        score += _TITLE_LINE if _is_title_line(around.after) else 1
    elif around.is_in_head and len(around.own_line) <= _LABEL and _is_title_line(f"{around.own_line} {around.after}"):
        score += 1
    tail = spoken[-_NEAR:]
    is_other = any(pattern.search(tail) for pattern in (_OTHER, _OTHER_NEAR, _OTHER_MATTER)) or _CALLED_OFF.match(around.after)
    if is_other or (score < OWN - 1 and _OTHER_BEHIND.match(around.after)):
        score -= OWN + 1
    return score - (1 if len(around.own_line) > _LONG_LINE else 0)


def _is_title_line(after: str) -> bool:
    """What goes on behind a date at the head of its line is a place or an hour, and no sentence."""
    return all(not word[0].islower() or word.strip(",;()") in _SMALL for word in after.split())


def _is_title(spoken: str, around: _Surroundings) -> bool:
    """The phrase "Minutes of the meeting held on" at the head of a paper names its own meeting; as an agenda item, another."""
    if _NUMBERED.match(around.own_line or around.before.strip()) or not around.is_at_top:
        return False
    return bool(_IS_MINUTES.match(spoken) and (around.is_in_head or _HOUSE.search(spoken)))
