"""Where attendance lists begin, go on and end among the blocks of a document."""

import re
from dataclasses import dataclass

from liftmine.attribution.headings import LABELS, NUMBER, is_heading_line, is_labelled
from liftmine.attribution.model import PartKind, Status
from liftmine.attribution.names import NEVER_NAMES, read_name
from liftmine.attribution.organisations import CUES
from liftmine.attribution.people import OFFICE, PLURAL, ROLE
from liftmine.attribution.presence import Header, is_header_prefix, read_header
from liftmine.attribution.status_table import TABLE_HEAD

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
_NARRATIVE = re.compile(
    r"\b(?:was|were) (?:absent|present|excused|not present|unable)|\bparticipated\b|\barrived\b|\bleft\b|\bjoined\b|\bquorum\b|"
    r"\bapologies\b",
    re.IGNORECASE,
)
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
        first = content.split("\n", 1)[0]
        if TABLE_HEAD.match(first):
            self.open_table()
            return True
        header = read_header(first) or (_inner_header(content) if is_top else None)
        if header is None and is_header_prefix(first) and "\n" in content:
            header = read_header(" ".join(content.split("\n", 2)[:2]))
        if header:
            self.is_open, self.is_table = True, False
            self.hungry = int(header.end >= len(first) == len(content))
            return True
        if is_top and LISTED_SENTENCE.search(content):
            return True
        return is_header_prefix(content) and (is_header_prefix(following) or read_header(following.split("\n", 1)[0]) is not None)

    def go_on(self, content: str) -> PartKind | None:
        """What the block is while the list is open (HEADING: the item's, torn from its place); None where the list has ended."""
        first = content.split("\n", 1)[0]
        if TABLE_HEAD.match(first):
            self.open_table()
            return PartKind.ATTENDANCE
        if self.is_table and _STATUS_CELL.match(content):
            return PartKind.ATTENDANCE
        header = read_header(first, loose=True)
        if header or is_header_prefix(content):
            self.hungry += bool(header and header.end >= len(first) == len(content))
            return PartKind.ATTENDANCE
        marker = NUMBER.match(content) if self.is_table else None
        if marker and marker.end() == len(content):
            return PartKind.HEADING
        cell = content[marker.end() :] if marker else first
        if content[0] == "(" or (self.is_table and (_STATUS_CELL.match(cell) or is_people(cell))):
            return PartKind.ATTENDANCE
        kind = self._feed(content) if self.hungry else _continue(content, first)
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
        return PartKind.FURNITURE if MEMO.match(content) else None


def is_people(content: str) -> bool:
    """Mostly capitalised words: names, roles, places; not a sentence."""
    words = [word for word in content.split() if word not in _SMALL]
    if not words or words[0][0] == "*":
        return False
    capitalised = sum(word[0].isupper() or word[0] in '(“"&' or word[0].isdigit() for word in words)
    if capitalised < _SHARE_CAPITALISED * len(words):
        return False
    return len(words) <= _MANY_WORDS or content.count(",") >= 3 or read_name(content.lstrip(_BULLETS)) is not None


def _continue(content: str, first: str) -> PartKind | None:
    """The list goes on with people, with what is left of a line, or with who came late."""
    from_heading = is_heading_line(first) or content.casefold().startswith("motion")
    if not from_heading and (_is_listing(content) or (_NARRATIVE.search(content) and not LABELS.fullmatch(content))):
        return PartKind.ATTENDANCE
    return PartKind.FURNITURE if MEMO.match(content) and not LABELS.fullmatch(content) else None


def _is_listing(content: str) -> bool:
    """The next people of a list, or what is left of the line above."""
    if NOBODY.fullmatch(content):
        return True
    plain = content.lstrip(_BULLETS)
    return is_people(content) and (_holds_person(plain) or ROLE.search(plain) is not None or CUES.search(plain) is not None)


def _holds_person(text: str) -> bool:
    """A name, an office, several pieces, or one or two words that may be the rest of a name."""
    if "," in text or " & " in text or read_name(text) or OFFICE.match(text) or PLURAL.match(text):
        return True
    words = text.split()
    return len(words) <= 2 and words[0].rstrip(".:").casefold() not in NEVER_NAMES


def _inner_header(content: str) -> Header | None:
    """At the head of a paper the list may follow title, date and place without a gap."""
    if "\n" not in content:
        return None
    return next((header for line in content.split("\n")[1:] if (header := read_header(line)) and header.status is not Status.ABSENT), None)
