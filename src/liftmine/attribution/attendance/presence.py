"""Headers of attendance lists ("Board Members Present:", "Apologies for absence were received from") and what status they give."""

import re
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.attendance.own_words import LONGEST_LABEL, read_label, read_sentence
from liftmine.attribution.minutes.words import word_set
from liftmine.attribution.model import Status
from liftmine.attribution.people.names import read_name

_WHO = word_set(
    "board committee council other others staff member members director directors trustee trustees governor governors public officer "
    "officers also those voting non-voting nonvoting person persons people guest guests ex-officio executive executives partner partners "
    "commissioners councillors representatives the and in by of for at from with this meeting were was is are had have been absence names "
    "name title received given sent noted apology roll-call body bodies delegates observers name(s) non members/staff team core "
    "not invited following & to on as via virtually remotely phone telephone person/remotely governing independent additional sector "
    "private lay elected appointed",
)
_STATUS: dict[str, Status] = {
    **dict.fromkeys(("present", "attendees", "attendee", "attending", "participants", "attendance"), Status.PRESENT),
    **dict.fromkeys(("apologies", "regrets", "excused", "apology"), Status.APOLOGIES),
    **dict.fromkeys(("absent", "absentees", "absences"), Status.ABSENT),
    **dict.fromkeys(
        ("observers", "observing", "invited", "invitees", "invitation", "guests", "visitors", "observer"), Status.IN_ATTENDANCE
    ),
}
_SIDE = word_set("staff other others also guest guests public observers observer officers invited")
_OUTSIDE = word_set("others guest guests public visitors")
_MEMBERS = word_set("member members director directors trustee trustees governors board commissioners")
_LOOSE = word_set(
    "staff others other guests officers members public directors trustees governors councillors commissioners representatives"
)
_LOOSELY_PRESENT = _LOOSE - word_set("staff others other guests officers public")
_PREFIX_ENDS = _MEMBERS | _SIDE | {"committee", "council", "board"}
_LONGEST_PREFIX = 30
_HEADER_LENGTH = 120
_WHOLE_LINE = re.compile(
    r"(?:[A-Z][\w&.'’/-]*\s+){1,5}(PRESENT|ABSENT|IN ATTENDANCE|APOLOGIES|(?:Present|Absent|In Attendance|Apologies)(?=\s*:))\s*:?"
)
_ITEM_NUMBER = re.compile(r"\s*(?:\(?(?:[A-Z]{2,5}[/ ]?)?\d{1,4}(?:\s?[./]\s?\d{1,4}){0,3}|[A-Z]|[IVXL]{1,5}|[a-z]\))[.:)]?\s+")
_WORD = re.compile(r"[ ]?([A-Za-z()&/’'-]+)")
_DELIMITER = re.compile(r"\s*[:;–—-]+\s*|\t\s*|\s{2,}|\s*,\s*(?=[A-Z])|\s*\.?\s*$")
_LIST_START = re.compile(r"(?:[A-Z“]|none\b|\()")


class Header(NamedTuple):
    """A header found at the start of a line: its status, and the position in the line where its people begin.

    `has_delimiter` is true when a colon, a gap or the line's end closes the header. `is_outside`: "Others", "Guests", "Public".
    """

    status: Status
    end: int
    has_delimiter: bool
    is_outside: bool = False


def may_hold_header(line: str) -> bool:
    """A cheap look before the real one: some word that every header has."""
    low = line[:_HEADER_LENGTH].lower()
    return (
        "present" in low
        or "attend" in low
        or "absen" in low
        or "apolog" in low
        or "staff" in low
        or "other" in low
        or "invit" in low
        or "observ" in low
        or "guest" in low
        or "member" in low
        or "officers" in low
        or "regret" in low
        or "excused" in low
        or "visitor" in low
        or "participants" in low
    )


@lru_cache(maxsize=1 << 14)
def read_header(line: str, *, loose: bool = False) -> Header | None:
    """The attendance header that starts `line`, if any. With `loose`, "Staff:" and "Others:" alone are headers too."""
    if not may_hold_header(line) and not (loose and ":" in line[:LONGEST_LABEL]):
        return None
    told = read_sentence(line)
    if told:
        return Header(*told, has_delimiter=False)
    header = _read_words(line, loose=loose)
    own = read_label(line) if loose and header is None else None
    return Header(*own, has_delimiter=True) if own else header


def _read_words(line: str, *, loose: bool) -> Header | None:
    """The header that is made of nothing but the words headers are made of."""
    number = _ITEM_NUMBER.match(line)
    position = number.end() if number else len(line) - len(line.lstrip())
    words, position = _header_words(line, position)
    status = _status_of(words)
    delimiter = _DELIMITER.match(line, position)
    if status is None and loose and words and delimiter and words[-1] in _LOOSE and line[position : position + 2].strip().startswith(":"):
        status = Status.PRESENT if words[-1] in _LOOSELY_PRESENT else Status.IN_ATTENDANCE
    if status is None:
        return _read_whole_line(line)
    end = delimiter.end() if delimiter else position
    if line.lstrip()[:1].islower() and ":" not in line[:end]:  # the end of a sentence: "… were / absent."
        return None
    rest = line[end:].lstrip()
    if delimiter is None and not _starts_people(rest, words):
        return None
    if rest and not _LIST_START.match(rest):
        return None
    return Header(
        status,
        len(line) - len(rest) if rest else len(line),
        delimiter is not None,
        bool(_OUTSIDE.intersection(words)) and not _MEMBERS.intersection(words),
    )


def _read_whole_line(line: str) -> Header | None:
    """As in "NORTHBRIDGE STAFF PRESENT": a line of its own in capitals, or with a colon, whatever body it names."""
    match = _WHOLE_LINE.fullmatch(line.strip()) if len(line) < 80 else None
    if match is None:
        return None
    words = line.casefold().replace(":", " ").split()
    status = _status_of([word for word in words if word in _WHO or word in _STATUS])
    return Header(status, len(line), has_delimiter=True) if status else None


def is_header_prefix(line: str) -> bool:
    """The line is the first half of a header broken over two lines ("Board Members" / "Present:")."""
    return len(line) <= _LONGEST_PREFIX and _is_prefix(line)


@lru_cache(maxsize=1 << 13)
def _is_prefix(line: str) -> bool:
    words = line.lower().split()
    return 0 < len(words) <= 3 and words[-1] in _PREFIX_ENDS and all(word in _WHO for word in words)


def _header_words(line: str, position: int) -> tuple[list[str], int]:
    words: list[str] = []
    while len(words) < 12 and (match := _WORD.match(line, position)):
        word = match.group(1).casefold()
        if word not in _WHO and word not in _STATUS:
            break
        if words and match.group(1)[0].isupper() and words[-1] in ("present", "attendees", "apologies") and word in ("the", "board"):
            break
        words.append(word)
        position = match.end()
    return words, position


def _status_of(words: list[str]) -> Status | None:
    found = [word for word in words if word in _STATUS]
    if not found or words[0] in (
        "the",
        "to",
        "by",
        "of",
        "from",
        "and",
        "was",
        "were",
        "is",
        "are",
        "at",
        "on",
        "as",
        "had",
        "have",
        "with",
        "for",
    ):
        by_invitation = words[:2] == ["by", "invitation"]
        return Status.IN_ATTENDANCE if by_invitation else None
    status = _STATUS[found[0]]
    if status is Status.PRESENT and ("not" in words or ("non" in words and "voting" not in words)):
        return Status.ABSENT
    if found[0] == "attendance":
        if words[:2] == ["in", "attendance"] or ("in" in words and words.index("attendance") == words.index("in") + 1):
            return Status.PRESENT if _MEMBERS.intersection(words) else Status.IN_ATTENDANCE
        return status if len(words) <= 2 else None
    if status is Status.PRESENT and _SIDE.intersection(words):
        return Status.IN_ATTENDANCE
    return status


def _starts_people(rest: str, words: list[str]) -> bool:
    """Without a colon or a gap, a header counts only before a name: "Present Mike Bell", not "Present plans show"."""
    return read_name(rest) is not None or (words[-1] in ("from", "were", "was") and rest[:1].isupper())
