"""Blocks to parts: what each block of a document is for, and which agenda item it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from liftmine.attribution.attendance.presence import is_header_prefix, may_hold_header, read_header
from liftmine.attribution.attendance.status_table import TABLE_HEAD, is_table_head
from liftmine.attribution.model import Block, Part, PartKind
from liftmine.attribution.people.names import INITIALS, read_name
from liftmine.attribution.structure.headings import COLUMN_HEADS, LABELS, NUMBER, SHORT, is_heading, is_lead_in
from liftmine.attribution.structure.regions import MEMO, REPEATED, Region, is_people, read_list_header

LONG = 400  # a block longer than this is prose, whatever it begins with, unless its first words say otherwise
_PROSE = 60  # a sentence shorter than this may be a title
_LONGEST_SECTION = 200
_FIRST_ITEMS = 3
_OWNERS_END = 40  # the owners of an action take no more

_MOTION = re.compile(
    r"(?:motions?\s*:|it (?:is|was) (?:further |also |hereby )*recommended (?:by|that)|(?:now,? )?therefore,? be it"
    r"|be it (?:further )?resolved"
    r"|whereas\b|resolved(?:\s*:|,? that\b)|recommendations?\s*:|moved (?:by|that)\b|on (?:a |the )?motion (?:of|by)\b)",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:motion|moved|seconded|second)\b", re.IGNORECASE)
_VOTE = re.compile(
    r"(?:vote on|votes?\s*:|results?\s*:|movers?\s*:|seconders?\s*:|ayes?\b|nays?\b|noes\b|yeas?\b|abstain(?:ed|ing)?\s*:|abstentions?\s*:|"
    r"in favou?r\s*:|opposed\s*:|against\s*:|the motion (?:passed|carried|failed|was (?:carried|passed|adopted|defeated)))",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"[A-Z ]{0,40}(?:PASSED|FAILED|ADOPTED|ACCEPTED|APPROVED|CARRIED|DEFEATED|POSTPONED|TABLED|WITHDRAWN|REFERRED)[A-Z ]{0,40}"
    r"(?:\[[^\]]{1,60}\])?"
)
_VOTERS = ("ABSENT", "EXCUSED", "PRESENT", "AWAY", "ABSTAIN", "REMOTE", "LATE")  # who did not vote, among AYES and NAYS
_ACTION = re.compile(r"actions?(?: points?| required| by)?(?:\s*[:–-]\s*|$)", re.IGNORECASE)
_OWNERS = re.compile(r"(?:[A-Z]{1,4}[a-z]{0,4}(?:[A-Z][a-z]?)?|All|ALL|N/A)(?:\s?[/,&+\n]\s?(?:[A-Z]{1,4}[a-z]{0,4}|All|ALL))*")
_MARKED = frozenset(("it", "mo", "be", "wh", "re", "vo", "se", "ay", "na", "ye", "ab", "op", "ag", "ac", "on", "th", "in", "no"))
_UNMARKED_THE = re.compile(r"(?:the (?!motion)|this|they|there|that|these|in (?!fav)|no(?!es)|it (?!is|was))", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:minutes|summary|notes|meeting|held (?:on|at|in)|agenda|memorandum|proceedings|registered office|conference|telephone)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:signed|signature|chair(?:man|person)?|date|minutes taken by|respectfully submitted|approved by)\b.{0,40}[._…:]{2,}", re.IGNORECASE
)
_SENTENCE_END = (".", ".”", '."', "?", "!", ".)")


@dataclass(slots=True)
class _State:
    """What is remembered from block to block. `number` is an item's number that still waits for its heading."""

    section: str | None = None
    number: str | None = None
    is_top: bool = True
    in_motion: bool = False
    awaits_vote: bool = False  # a label like MOVER: stands alone
    in_vote: bool = False  # since the last heading somebody has voted
    previous: PartKind = PartKind.FURNITURE
    following: str = ""
    region: Region = field(default_factory=Region)

    @property
    def is_calm(self) -> bool:
        """Nothing is open or awaited: what a block is depends on the block alone."""
        return not (self.region.is_open or self.is_top or self.in_motion or self.in_vote or self.number)


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
        if not state.region.is_open and _ends_with_table_head(content):
            state.region.open_table()
        parts.append(Part(block.block_no, kind, state.section, block.char_start, block.char_end))
        state.previous = kind
    return tuple(parts)


def _ends_with_table_head(content: str) -> bool:
    """The last line of a block may be the head of the table that follows."""
    last = content[content.rfind("\n") + 1 :]
    return is_table_head(last) and TABLE_HEAD.fullmatch(last) is not None


def _attendance_tables(contents: Sequence[str], blocks: Sequence[Block]) -> frozenset[int | None]:
    """Tables whose first row is the head of an attendance list, or whose first column holds attendance headers."""
    heads: dict[int | None, list[str]] = {}
    found: set[int | None] = set()
    for block, content in zip(blocks, contents, strict=True):
        if block.table_no is None:
            continue
        if block.row_no == 0:
            heads.setdefault(block.table_no, []).append(content)
        if block.column_no == 0 and (block.row_no or 0) <= 2 and content and read_header(content):
            found.add(block.table_no)
    return frozenset(found | {number for number, cells in heads.items() if TABLE_HEAD.match("\t".join(cells))})


def _classify(content: str, block: Block, state: _State) -> PartKind:
    if not content or (block.row_no == 0 and COLUMN_HEADS.fullmatch(content)):
        return PartKind.FURNITURE
    if len(content) > LONG:
        return _classify_long(content, state)
    if len(content) <= REPEATED and state.is_calm:
        kind, section = _classify_alone(content, block.kind == "heading", block.is_bold)
        if kind:
            state.section = section or state.section
            return kind
    kind = _go_on(content, block, state) if state.region.is_open else None
    if kind:
        return kind
    return PartKind.BODY if _is_plain(content, state) else _classify_opening(content, block, state)


def _go_on(content: str, block: Block, state: _State) -> PartKind | None:
    """What a block is in an open list; None where the list has ended with the block before."""
    kind = state.region.go_on(content)
    if kind is PartKind.HEADING:
        return _read_heading(content, block, state) or kind
    return _attendance_or_heading(content, state) if kind is PartKind.ATTENDANCE else kind


@lru_cache(maxsize=1 << 13)
def _classify_alone(content: str, is_marked: bool, is_bold: bool) -> tuple[PartKind | None, str | None]:
    """Kind and section of a short line in the calm; None where the line opens something or depends on the next."""
    state = _State(is_top=False)
    block = Block(0, "heading" if is_marked else "paragraph", 0, len(content), is_bold=is_bold)
    kind = _classify_opening(content, block, state)
    return (kind, state.section) if state.is_calm and not is_header_prefix(content) else (None, None)


def _is_plain(content: str, state: _State) -> bool:
    """Prose beyond doubt, told by cheap signs: most blocks of a paper."""
    return (
        len(content) > SHORT
        and not (state.is_top or state.number or state.in_motion)
        and content[0].isupper()
        and content[1] not in ".)"
        and (content[:2].lower() not in _MARKED or _UNMARKED_THE.match(content) is not None)
        and not may_hold_header(content)
        and not NUMBER.match(content)
    )


def _classify_long(content: str, state: _State) -> PartKind:
    """A long block is an attendance list, a motion, or prose."""
    region = state.region
    if (region.is_open and (is_people(content) or read_list_header(content, loose=True))) or region.opens(content, "", is_top=state.is_top):
        region.hungry = 0
        return PartKind.ATTENDANCE
    region.close()
    if _MOTION.match(content):
        return PartKind.MOTION
    state.is_top = state.in_motion = False
    return PartKind.BODY


def _classify_opening(content: str, block: Block, state: _State) -> PartKind:
    """By the first words of a block of ordinary length."""
    is_vote = state.in_vote and (content.startswith(_VOTERS) or _is_voted(content, state))
    if not is_vote and state.region.opens(content, state.following, is_top=state.is_top):
        return _attendance_or_heading(content, state)
    kind = PartKind.VOTE if is_vote else _kind_of_opening(content) if content[:2].lower() in _MARKED or len(content) < _OWNERS_END else None
    if kind is PartKind.VOTE:
        state.in_vote, state.in_motion = True, state.in_motion and not _OUTCOME.fullmatch(content)
        state.awaits_vote = content.endswith(":") or content in _VOTERS
        return PartKind.VOTE
    if kind is PartKind.MOTION:
        state.in_motion = content.endswith(":")
    return kind or _read_heading(content, block, state) or _classify_rest(content, state)


def _kind_of_opening(content: str) -> PartKind | None:
    """Votes, motions and actions, told by their first words alone."""
    if content[:2].lower() in _MARKED:
        if _VOTE.match(content):
            return PartKind.VOTE
        if _MOTION.match(content):
            return PartKind.MOTION
        if _ACTION.match(content):
            return PartKind.ACTION
    return PartKind.ACTION if len(content) < _OWNERS_END and _OWNERS.fullmatch(content) and _has_initials(content) else None


def _is_voted(content: str, state: _State) -> bool:
    """What stands behind RESULT:, MOVER:, AYES: on a line of its own."""
    if not state.awaits_vote or state.previous is not PartKind.VOTE or len(content) > SHORT:
        return False
    if _OUTCOME.fullmatch(content):
        return True
    return is_people(content) and content[-1] not in ".?!:" and not NUMBER.match(content)


def _attendance_or_heading(content: str, state: _State) -> PartKind:
    """The line "2. Apologies" is the item's heading as well as the list's header."""
    first = content.split("\n", 1)[0]
    header = read_header(first)
    number = "" if NUMBER.match(content) else state.number  # in a table the number has a cell of its own
    if header and header.end == len(first) and number is not None:
        state.section, state.number, state.is_top = " ".join(f"{number} {first}".split()), None, False
        return PartKind.HEADING if first == content else PartKind.ATTENDANCE
    return PartKind.ATTENDANCE


def _read_heading(content: str, block: Block, state: _State) -> PartKind | None:
    """Item numbers and headings; keeps the section."""
    match = NUMBER.match(content)
    if match and state.is_top and _is_no_item(match.group().strip(), state):
        match = None
    rest = content[match.end() :] if match else content
    if not rest:
        state.number = content
        return PartKind.HEADING
    number = match.group().strip() if match else state.number
    state.number = None
    if is_heading(rest, block, is_numbered=number is not None):
        if state.is_top and number is None and not LABELS.fullmatch(rest):
            return PartKind.FURNITURE
        state.section = " ".join(f"{number or ''} {rest}".split())[:_LONGEST_SECTION]
        state.region.is_open = "apolog" in rest.casefold() or state.region.hungry > 0
        state.in_motion = state.is_top = state.in_vote = False
        return PartKind.HEADING
    if number is not None and rest.endswith(_SENTENCE_END):
        state.is_top = False  # a numbered sentence is an item, never a line of the title page
    first = content.split("\n", 1)[0]
    if match and len(first) < len(content) and is_heading(first[match.end() :], block, is_numbered=True):
        state.section = " ".join(first.split())
    return None


def _is_no_item(number: str, state: _State) -> bool:
    """Before the first item a bare number is that of a house, a day or a page."""
    return state.previous is not PartKind.ATTENDANCE and number.isdigit() and int(number) > _FIRST_ITEMS


def _classify_rest(content: str, state: _State) -> PartKind:
    if state.in_motion and not content.endswith(":"):
        state.in_motion = state.previous is PartKind.MOTION and bool(_MOVES.search(state.following))
        return PartKind.MOTION
    is_short = len(content) < SHORT
    if state.is_top and is_short and MEMO.match(content):
        return PartKind.FURNITURE
    if content.endswith(":") and len(content) < _PROSE and "\n" not in content and not is_lead_in(content):
        return PartKind.LABEL if read_name(content.rstrip(":")) else PartKind.HEADING
    if state.is_top:
        state.is_top = len(content) <= _PROSE or not content.endswith(_SENTENCE_END) or _TITLE.search(content) is not None
        if state.is_top:
            return PartKind.FURNITURE
    return PartKind.FURNITURE if is_short and (_SIGNATURE.match(content) or MEMO.fullmatch(content)) else PartKind.BODY


def _has_initials(content: str) -> bool:
    return any(INITIALS.fullmatch(piece) for piece in re.split(r"[/,&+\s]+", content))
