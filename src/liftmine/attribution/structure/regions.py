"""Where attendance lists begin, go on and end among the blocks of a document."""

import re
from dataclasses import dataclass
from functools import lru_cache

from liftmine.attribution.attendance.presence import Header, is_header_prefix, may_hold_header, read_header
from liftmine.attribution.attendance.status_table import is_table_head
from liftmine.attribution.model import PartKind, Status
from liftmine.attribution.people.names import NEVER_NAMES, read_name
from liftmine.attribution.people.organisations import CUES
from liftmine.attribution.people.people import OFFICE, PLURAL, ROLE
from liftmine.attribution.structure.headings import LABELS, NUMBER, is_heading_line, is_labelled

LISTED_SENTENCE = re.compile(
    r"\b(?:in attendance|also present|present|participating)(?: at the meeting| by telephone)? (?:were|was)\b[:,]?\s+(?=[A-Z])",
    re.IGNORECASE,
)
"""The words before a list that is a sentence: "In attendance were Ann Ash of Northbridge, member; …"."""
NOBODY = re.compile(
    r"(?:\d+ )?members of (?:the )?(?:public|staff|press).{0,40}|none\b.{0,20}|no apologies.{0,30}|nil\W*|various.{0,20}", re.IGNORECASE
)
"""What stands in a list and names nobody."""
MEMO = re.compile(
    r"(?:to|from|date|subject|re|cc|place|time|venue|location|title of meeting|meeting|ref)\s*(?::|\t|\s{2,}|$)|page \d|\W*$",
    re.IGNORECASE,
)
"""Heads of memoranda and title boxes, page numbers, rules."""
_SAID_OF_ALL = re.compile(r"\b(?:was|were|had|have|been|received|noted|given|sent|from)\b")
_ABSENCE = re.compile(r"\b(?:was|were) (?:absent|away|excused|not present|unable)\b")
_NARRATIVE = re.compile(
    r"\b(?:was|were) (?:absent|away|present|excused|not present|unable)|\bparticipated\b|\barrived\b|\bleft\b|\bjoined\b|\bquorum\b|"
    r"\bapologies\b",
    re.IGNORECASE,
)
_ATTENDING = re.compile(
    r"\b(?:present|attend\w*|absent|absences?|apolog\w*|regrets|quorum|roll|arriv\w*|left|joined|excused|participat\w*|tele(?:phone|conference)|"
    r"invit\w*|unable|substitut\w*|deputi[sz]\w*|in place of|on behalf of|away|dial\w*|remotely|phone|late|early)\b",
    re.IGNORECASE,
)
_ACT = re.compile(r"\b(?:[a-z]{2,}ed|said|gave|thought|felt|had|was|were|is|are|has|have|took|made|told)\b")
_SENTENCE_GAP = re.compile(r"(?<=[a-z)\d.][.?!])\s+(?=[A-Z“(])")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b(?! vice)", re.IGNORECASE)
_COLUMN_HEAD = re.compile(r"(?:actions?|by|by whom|owner|lead|who|when)\s*:?", re.IGNORECASE)
_STATUS_CELL = re.compile(
    r"(?:present|absent|remote|late|excused|arrived|departed|title|status|organi[sz]ation|role|attended|yes|no|apologies|"
    r"\d{1,2}:\d\d\s?[ap]\.?m\.?)$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("of", "and", "for", "the", "to", "in", "by", "van", "de", "at", "with", "on", "from", "a", "an", "or", "&", "as", "via", "–", "-")
)
_BULLETS = "•●▪- "
_MANY_WORDS = 12  # more words than that are a list only with commas, or behind a name
_SHARE_CAPITALISED = 0.7


REPEATED = 60
"""Lines up to this length come again and again (names, statuses, headings), so what they are is remembered."""
_TABLE, _PREFIX = "table", "prefix"


@dataclass(slots=True)
class Region:
    """The attendance list that is open while blocks are read in order."""

    is_open: bool = False
    is_table: bool = False
    hungry: int = 0  # headers whose people have not come yet: an extractor may put them behind the next item's heading

    def close(self) -> None:
        """The list has ended."""
        self.is_open = self.is_table = False
        self.hungry = 0

    def open_table(self) -> None:
        """A table of names, titles and statuses begins."""
        self.is_open = self.is_table = True
        self.hungry = 0

    def opens(self, content: str, following: str, *, is_top: bool) -> bool:
        """Whether a list begins with this block. At the head of a paper it may begin inside the block, behind title and date."""
        opening = _read_opening(content) if len(content) <= REPEATED else _read_long_opening(content)
        if is_top and opening is None:
            opening = _labelled_people(content)
        if opening is _TABLE:
            self.open_table()
            return True
        header = opening if isinstance(opening, Header) else _inner_header(content) if is_top else None
        if header:
            self.is_open, self.is_table = True, False
            self.hungry = int(header.end == len(content))
            return True
        if is_top and LISTED_SENTENCE.search(content):
            return True
        return opening is _PREFIX and (is_header_prefix(following) or read_header(following.split("\n", 1)[0]) is not None)

    def go_on(self, content: str) -> PartKind | None:
        """What the block is while the list is open (HEADING: the item's, torn from its place); None where the list has ended."""
        if is_table_head(content):
            self.open_table()
            return PartKind.ATTENDANCE
        header = read_list_header(content, loose=True)
        if header or is_header_prefix(content):
            self.hungry += bool(header and header.end == len(content)) and not (self.is_table and _STATUS_CELL.match(content))
            return PartKind.ATTENDANCE
        kind = _read_cell(content, self.is_table) or (self._feed(content) if self.hungry else _continue(content, content.split("\n", 1)[0]))
        if kind is None:
            self.close()
        return kind

    def _feed(self, content: str) -> PartKind | None:
        """Headers wait for their lists: a number or heading in between is let through."""
        match = NUMBER.match(content)
        rest = content[match.end() :] if match else content
        if not rest or LABELS.fullmatch(rest):
            return PartKind.HEADING
        if NOBODY.fullmatch(content) or (is_people(rest) and not is_labelled(rest) and _holds_person(rest)):
            self.hungry -= not content.endswith((",", "and"))
            return PartKind.ATTENDANCE
        if _ABSENCE.search(content) and not holds_speech(content):
            return PartKind.ATTENDANCE
        return PartKind.FURNITURE if MEMO.match(content) else None


@lru_cache(maxsize=1 << 13)
def _read_cell(content: str, is_table: bool) -> PartKind | None:
    """What is told from its place in an open list: a bracket, a cell of a table, an item's number fallen into it."""
    if content[0] == "(":
        return PartKind.ATTENDANCE
    if _COLUMN_HEAD.fullmatch(content):  # the head of the action column, printed beside the first item
        return PartKind.ACTION
    if not is_table:
        return None
    marker = NUMBER.match(content)
    if marker and marker.end() == len(content):
        return PartKind.ATTENDANCE if _STATUS_CELL.match(content) else PartKind.HEADING
    cell = content[marker.end() :] if marker else content.split("\n", 1)[0]
    return PartKind.ATTENDANCE if _STATUS_CELL.match(content) or _STATUS_CELL.match(cell) or is_people(cell) else None


def _read_long_opening(content: str) -> Header | str | None:
    """The same of a block that hardly ever comes again: nothing is remembered, and most are settled by one look."""
    if may_hold_header(content):
        return _read_opening.__wrapped__(content)
    return _TABLE if is_table_head(content) else None


@lru_cache(maxsize=1 << 14)
def _read_opening(content: str) -> Header | str | None:
    """The header a block begins with; or that it begins a table, or is the first half of a header; else None."""
    first = content.split("\n", 1)[0]
    if is_table_head(first):
        return _TABLE
    header = read_list_header(content)
    if header is None and is_header_prefix(first) and "\n" in content:
        header = read_header(" ".join(content.split("\n", 2)[:2]))
    return header or (_PREFIX if is_header_prefix(content) else None)


def _labelled_people(content: str) -> Header | None:
    """`Private sector members: Ann Ash, Bob Birch`: at the head of a paper a label before names is enough."""
    header = read_list_header(content, loose=True)
    return header if header and read_name(content, header.end) is not None else None


def holds_speech(content: str) -> bool:
    """Some sentence tells more than who came, sent apologies or left: the paragraph belongs to the minutes, not to the list."""
    return any(_ACT.search(sentence) and not _ATTENDING.search(sentence) for sentence in _SENTENCE_GAP.split(" ".join(content.split())))


def read_list_header(content: str, *, loose: bool = False) -> Header | None:
    """The header a block begins with, behind the item's number even where that stands on a line of its own.

    A paragraph that tells of apologies and goes on with what was said has none.
    """
    return _read_list_header(content, loose) if len(content) <= REPEATED else _read_list_header.__wrapped__(content, loose)


@lru_cache(maxsize=1 << 13)
def _read_list_header(content: str, loose: bool) -> Header | None:
    opening = content.split("\n", 1)[0]
    marker = NUMBER.match(opening)
    if marker and marker.end() == len(opening):
        opening = " ".join(content.split("\n", 2)[:2])
    header = read_header(opening, loose=loose)
    return None if header and _SAID_OF_ALL.search(opening, 0, header.end) and holds_speech(content) else header


def is_people(content: str) -> bool:
    """Mostly capitalised words: names, roles, places; not a sentence."""
    words = [word for word in content.split() if word not in _SMALL]
    if not words or words[0][0] == "*":
        return False
    capitalised = sum(word[0].isupper() or word[0] in '(“"&' or word[0].isdigit() for word in words)
    if capitalised < _SHARE_CAPITALISED * len(words):
        return False
    plain = content.lstrip(_BULLETS)
    return len(words) <= _MANY_WORDS or content.count(",") >= 3 or read_name(plain) is not None or OFFICE.match(plain) is not None


def _continue(content: str, first: str) -> PartKind | None:
    """The list goes on with people, with what is left of a line, or with who came late."""
    from_heading = is_heading_line(first) or content.casefold().startswith("motion") or _ORDINAL.match(content)
    if not from_heading and (_is_listing(content) or _tells_attendance(content)):
        return PartKind.ATTENDANCE
    return PartKind.FURNITURE if MEMO.match(content) and not LABELS.fullmatch(content) else None


def _tells_attendance(content: str) -> bool:
    """Who came late, was absent or sent apologies, and nothing else."""
    return _NARRATIVE.search(content) is not None and not LABELS.fullmatch(content) and not holds_speech(content)


def _is_listing(content: str) -> bool:
    """The next people of a list, or what is left of the line above."""
    if NOBODY.fullmatch(content):
        return True
    if content.endswith(".") and holds_speech(content):
        return False
    plain = content.lstrip(_BULLETS)
    return is_people(content) and (_holds_person(plain) or ROLE.search(plain) is not None or CUES.search(plain) is not None)


@lru_cache(maxsize=1 << 13)
def names_nobody(text: str) -> bool:
    """Words of meetings and offices only ("Retiree Awards", "Public Session")."""
    return all(word.rstrip(".:").casefold() in NEVER_NAMES for word in text.replace("/", " ").split())


def _holds_person(text: str) -> bool:
    """A name, an office, several pieces, or one or two words that may be the rest of a name."""
    if "," in text or " & " in text or read_name(text) or OFFICE.match(text) or PLURAL.match(text):
        return True
    words = text.split()
    return len(words) <= 2 and not names_nobody(text)


def _inner_header(content: str) -> Header | None:
    """At the head of a paper the list may follow title, date and place without a gap."""
    if "\n" not in content:
        return None
    return next((header for line in content.split("\n")[1:] if (header := read_header(line)) and header.status is not Status.ABSENT), None)
