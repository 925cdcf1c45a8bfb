"""Blocks to parts: what each block of a document is for, and which agenda item it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from liftmine.attribution.model import Block, Part, PartKind, Status
from liftmine.attribution.names import INITIALS, read_name
from liftmine.attribution.presence import MENTION, Header, is_header_prefix, read_header
from liftmine.attribution.status_table import TABLE_HEAD

LONG = 400  # a block longer than this is prose, whatever it begins with, unless its first words say otherwise
SHORT = 120  # a heading is not longer

_NUMBER = re.compile(
    r"(?:(?P<number>[A-Z]{2,5}/\d{2,4}/\s?\d{1,4}|[A-Z]{2,5}\s?\d{2,3}/\d{1,3}|\d{1,4}/\d{2,4}|\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[.):\s]|$)|[A-Z](?=[.):])|[IVXL]{1,6}(?=[.):])"
    r"|\(?[a-z]\))[.):]*)(?:\s+|$)"
)
_MOTION = re.compile(
    r"(?:motions?\s*:|it (?:is|was) (?:further |also |hereby )*recommended (?:by|that)|(?:now,? )?therefore,? be it|be it (?:further )?resolved"
    r"|whereas\b|resolved(?:\s*:|,? that\b)|recommendations?\s*:|moved (?:by|that)\b|on (?:a |the )?motion (?:of|by)\b)",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:motion|moved|seconded|second)\b", re.IGNORECASE)
_VOTE = re.compile(
    r"(?:vote on|votes?\s*:|results?\s*:|movers?\s*:|seconders?\s*:|ayes?\b|nays?\b|noes\b|yeas?\b|abstain(?:ed|ing)?\s*:|abstentions?\s*:|"
    r"in favou?r\s*:|opposed\s*:|against\s*:|the motion (?:passed|carried|failed|was (?:carried|passed|adopted|defeated)))",
    re.IGNORECASE,
)
_ACTION = re.compile(r"actions?(?: points?| required| by)?(?:\s*[:–-]\s*|$)", re.IGNORECASE)
_OWNERS = re.compile(r"(?:[A-Z]{1,4}[a-z]{0,4}(?:[A-Z][a-z]?)?|All|ALL|N/A)(?:\s?[/,&+\n]\s?(?:[A-Z]{1,4}[a-z]{0,4}|All|ALL))*")
_LABELS = re.compile(
    r"(?:call to order|roll call.{0,40}|discussions?|unfinished business|new business|other (?:business|matters)|any other business|aob|"
    r"adjourn(?:ment)?|recommended actions?|updates?|executive session|public participation|matters arising|declarations? of interests?)\s*:?",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:{_LABELS.pattern})\s*[:–-]", re.IGNORECASE)
_MEMO = re.compile(
    r"(?:to|from|date|subject|re|cc|place|time|venue|location|title of meeting|meeting|ref)\s*(?::|\t|\s{2,}|$)|page \d|\W*$|[-_*=.\s]+$", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:minutes|summary|notes|meeting|held (?:on|at|in)|agenda|memorandum|proceedings|registered office|conference|telephone)\b", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?:signed|signature|chair(?:man|person)?|date|minutes taken by|respectfully submitted|approved by)\b.{0,40}[._…:]{2,}", re.IGNORECASE)
_SENTENCE_END = (".", ".”", '."', "?", "!", ".)")
LISTED_SENTENCE = re.compile(r"\b(?:in attendance|also present|present|participating)(?: at the meeting| by telephone)? (?:were|was)\b[:,]?\s+(?=[A-Z])", re.IGNORECASE)
_NARRATIVE = re.compile(
    r"\b(?:was|were) (?:absent|present|excused|not present|unable)|\bparticipated\b|\barrived\b|\bleft\b|\bjoined\b|\bquorum\b|\bapologies\b",
    re.IGNORECASE,
)

_STATUS_CELL = re.compile(
    r"(?:present|absent|remote|late|excused|arrived|departed|title|status|organi[sz]ation|role|attended|yes|no|apologies|\d{1,2}:\d\d\s?[ap]\.?m\.?)$", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|said|reported|noted|asked|welcomed|advised|agreed|confirmed|stated|thanked|explained|declared|requested)\b"
)
NOBODY = re.compile(r"(?:\d+ )?members of (?:the )?(?:public|staff|press).{0,40}|none\b.{0,20}|no apologies.{0,30}|nil\W*|various.{0,20}", re.IGNORECASE)
_SMALL = frozenset("of and for the to in by van de at with on from a an or & as via – -".split())


@dataclass(slots=True)
class _State:
    """What is remembered from block to block."""

    section: str | None = None
    number: str | None = None
    region: bool = False
    table: bool = False
    top: bool = True
    previous: PartKind = PartKind.FURNITURE
    motion: bool = False
    following: str = ""


def read_parts(text: str, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """One part per block, in order and with the block's positions.

    `section` is the number and heading of the agenda item, None before the first.
    """
    state = _State()
    contents = [text[block.char_start : block.char_end].strip() for block in blocks]
    lists = _attendance_tables(contents, blocks)
    parts = []
    for block, content, following in zip(blocks, contents, [*contents, ""][1:], strict=True):
        state.following = following
        kind = PartKind.ATTENDANCE if block.table_no in lists else _classify(content, block, state)
        if not state.region and TABLE_HEAD.fullmatch(content[content.rfind("\n") + 1 :]):
            state.region = state.table = True
        parts.append(Part(block.block_no, kind, state.section, block.char_start, block.char_end))
        state.previous = kind
    return tuple(parts)


def _attendance_tables(contents: Sequence[str], blocks: Sequence[Block]) -> frozenset[int | None]:
    """Tables whose first row is the head of an attendance list, or whose first column holds attendance headers."""
    found: set[int | None] = set()
    rejected: set[int] = set()
    for block, content in zip(blocks, contents, strict=True):
        number = block.table_no
        if number is None or number in found or number in rejected:
            continue
        if block.column_no == 0 and content:
            if TABLE_HEAD.match(content) or read_header(content):
                found.add(number)
            elif block.row_no and block.row_no > 2:
                rejected.add(number)
    return frozenset(found)


def _classify(content: str, block: Block, state: _State) -> PartKind:
    if not content:
        return PartKind.FURNITURE
    if len(content) > LONG:
        return _classify_long(content, state)
    kind = _continue_region(content, state) if state.region else None
    return kind or _classify_opening(content, block, state)


def _classify_long(content: str, state: _State) -> PartKind:
    """A long block is an attendance list, a motion, or prose."""
    first = content.split("\n", 1)[0]
    if read_header(first, loose=state.region) or (state.top and _read_inner_header(content)) or (state.region and _is_people(content)):
        state.region = True
        return PartKind.ATTENDANCE
    if state.top and LISTED_SENTENCE.search(content):
        state.top = False
        return PartKind.ATTENDANCE
    state.region = state.table = False
    if _MOTION.match(content):
        return PartKind.MOTION
    state.top = state.motion = False
    return PartKind.BODY


def _continue_region(content: str, state: _State) -> PartKind | None:
    """Inside an attendance list: the list goes on, or None where it has ended."""
    first = content.split("\n", 1)[0]
    if content[0] == "(" or (state.table and _is_table_line(first)) or read_header(first, loose=True) or is_header_prefix(content):
        return PartKind.ATTENDANCE
    if not is_heading_line(first) and (NOBODY.fullmatch(content) or _is_people(content) or (_NARRATIVE.search(content) and not _LABELS.fullmatch(content))):
        return PartKind.ATTENDANCE
    if _MEMO.match(content) and not _LABELS.fullmatch(content):
        return PartKind.FURNITURE
    state.region = state.table = False
    return None


def _classify_opening(content: str, block: Block, state: _State) -> PartKind:
    """By the first words of a block of ordinary length."""
    first = content.split("\n", 1)[0]
    listed = _open_region(content, first, state)
    if listed:
        return listed
    if _VOTE.match(content):
        return PartKind.VOTE
    if _MOTION.match(content):
        state.motion = content.endswith(":")
        return PartKind.MOTION
    if _ACTION.match(content) or (len(content) < 40 and _OWNERS.fullmatch(content) and _has_initials(content)):
        return PartKind.ACTION
    heading = _read_heading(content, first, block, state)
    if heading:
        return heading
    return _classify_rest(content, state)


def _open_region(content: str, first: str, state: _State) -> PartKind | None:
    """Does an attendance list begin here?"""
    if state.previous is PartKind.VOTE and not content[:9].istitle():
        return None
    header = read_header(first) or (_read_inner_header(content) if state.top else None)
    if header is None and is_header_prefix(first) and "\n" in content:
        header = read_header(" ".join(content.split("\n", 2)[:2]))
    if header:
        state.region = True
        state.table = False
        numbered = _NUMBER.match(content)
        if numbered and header.end == len(first):
            state.section, state.top = " ".join(first.split()), False
            return PartKind.HEADING if first == content else PartKind.ATTENDANCE
        return PartKind.ATTENDANCE
    if TABLE_HEAD.match(content) and len(content) < SHORT:
        state.region = state.table = True
        return PartKind.ATTENDANCE
    if state.top and LISTED_SENTENCE.search(content):
        return PartKind.ATTENDANCE
    if is_header_prefix(content) and (is_header_prefix(state.following) or read_header(state.following.split("\n", 1)[0])):
        return PartKind.ATTENDANCE
    return None


def _read_inner_header(content: str) -> Header | None:
    """At the head of a paper the list may follow title, date and place without a gap."""
    if "\n" not in content or not MENTION.search(content):
        return None
    return next((header for line in content.split("\n")[1:] if (header := read_header(line)) and header.status is not Status.ABSENT), None)


def _read_heading(content: str, first: str, block: Block, state: _State) -> PartKind | None:
    """Item numbers and headings; keeps the section."""
    match = _NUMBER.match(content)
    if match and not content[match.end() :]:
        state.number = content
        return PartKind.HEADING
    rest = content[match.end() :] if match else content
    number = match.group().strip() if match else state.number
    if _is_heading(rest, block, is_numbered=number is not None):
        if state.top and number is None and not _LABELS.fullmatch(rest):
            return PartKind.FURNITURE
        state.section = " ".join(f"{number or ''} {rest}".split())[:200]
        state.region = "apolog" in rest.casefold()
        state.number, state.motion = None, False
        state.top = False
        return PartKind.HEADING
    if match and number and "\n" in content and _is_heading(first[match.end() :], block, is_numbered=True):
        state.section = " ".join(first.split())
    state.number = None
    return None


def _classify_rest(content: str, state: _State) -> PartKind:
    if state.motion and not content.endswith(":"):
        state.motion = state.previous is PartKind.MOTION and bool(_MOVES.search(state.following))
        return PartKind.MOTION
    if state.top and _MEMO.match(content) and len(content) < SHORT:
        return PartKind.FURNITURE
    if content.endswith(":") and len(content) < 60 and "\n" not in content:
        return PartKind.LABEL if read_name(content.rstrip(":")) else PartKind.HEADING
    is_prose = len(content) > 60 and content.endswith(_SENTENCE_END) and not _is_title(content)
    if state.top and not is_prose:
        return PartKind.FURNITURE
    if is_prose:
        state.top = False
    if _SIGNATURE.match(content) or (len(content) < SHORT and _MEMO.fullmatch(content)):
        return PartKind.FURNITURE
    return PartKind.BODY


def _is_title(content: str) -> bool:
    return bool(_TITLE.search(content)) and not content.endswith((".”", "?"))


def is_heading_line(line: str) -> bool:
    """An item's number and heading, or one of the words minutes use as headings."""
    match = _NUMBER.match(line)
    rest = line[match.end() :] if match else line
    return bool(_LABELS.fullmatch(rest.strip()) or _LABELLED.match(line)) or bool(match and rest and _is_heading(rest, None, is_numbered=True) and not read_name(rest))


def _is_heading(content: str, block: Block | None, *, is_numbered: bool) -> bool:
    """Short, without the end of a sentence, and set apart by a number, the file, capitals or its words."""
    if len(content) > SHORT or not content or content.endswith((".", ",", ";")) and not is_numbered:
        return False
    if _LABELS.fullmatch(content) or (block is not None and block.kind == "heading"):
        return True
    words = content.split()
    letters = content.upper() == content and sum(character.isalpha() for character in content) > 3
    if is_numbered:
        ends = content.endswith(".") and len(words) > 5
        return content[0].isupper() and len(words) <= 16 and (letters or not (ends or _FINITE.search(content)))
    if len(words) > 12 or content.endswith(":"):
        return False
    return (letters and (len(words) > 1 or len(content) > 5)) or (block is not None and block.is_bold and read_name(content) is None)


def _is_people(content: str) -> bool:
    """Mostly capitalised words: names, roles, places; not a sentence."""
    words = [word for word in content.replace("\t", " ").split() if word not in _SMALL]
    if not words or words[0].startswith("*"):
        return False
    capitalised = sum(word[0].isupper() or word[0] in "(“\"&" or word[0].isdigit() for word in words)
    return capitalised / len(words) >= 0.7 and (read_name(content.lstrip("•- ")) is not None or len(words) <= 12 or content.count(",") >= 3)


def _is_table_line(line: str) -> bool:
    return bool(_STATUS_CELL.match(line.strip())) or _is_people(line)


def _has_initials(content: str) -> bool:
    return any(INITIALS.fullmatch(piece) for piece in re.split(r"[/,&+\s]+", content))


