"""Attendance lists as they stand in a document: each header with the lines below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from liftmine.attribution.headings import NUMBER, is_heading_line
from liftmine.attribution.model import Part, PartKind, Status
from liftmine.attribution.names import read_name
from liftmine.attribution.people import OFFICE, PLURAL
from liftmine.attribution.presence import Header, is_header_prefix, read_header
from liftmine.attribution.regions import LISTED_SENTENCE, NOBODY, holds_speech
from liftmine.attribution.status_table import TABLE_HEAD, is_table_cell

_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Dr|Ms|Jr|Sr|St))(?<!\bMrs)\.(?=\s+[A-Z]|\s*$)")
_GRID_HEAD = re.compile(
    r"(?:(?:ref|item|no|discussion|actions?|by|agenda|minutes?|owner|lead|who|when|subject|topic|notes?)\b[\s./:&]*)+", re.IGNORECASE
)
_NOTES = re.compile(r"\([^()]*\)")
_TOLD = re.compile(
    r"\b(?:was|were|participated|arrive[sd]|left|joined|declared|called|excused|welcomed|acknowledged|introduced|stated|reported|noted)\b"
)
_GAP = re.compile(r"\t|\S {2,}\S")
_APOLOGY = re.compile(r"\b(?:apologies|regrets)\b[^.;:]{0,60}?\b(?:from|for|by)\s+(?=[A-Z])", re.IGNORECASE)
_OPENING = 8_000  # characters in which a meeting names who has sent apologies


@dataclass(slots=True)
class AttendanceList:
    """What stands under one header, or under several that were cut from their lists and stacked."""

    headers: list[Header]
    lines: list[str] = field(default_factory=list)
    is_table: bool = False
    one_sentence: bool = False


def find_lists(text: str, parts: Sequence[Part]) -> Iterator[AttendanceList]:
    """The lists of a document, header by header."""
    group: AttendanceList | None = None
    for kind, start, end in _runs(parts):
        content = text[start:end]
        if kind is PartKind.ATTENDANCE or (kind is PartKind.BODY and group and _awaits_apologies(group)):
            sentence = LISTED_SENTENCE.search(content) if kind is PartKind.ATTENDANCE else None
            if sentence and not read_header(content.split("\n", 1)[0]):
                yield _sentence_group(content, sentence)
                continue
            finished, group = _take_lines(content, group)
            yield from finished
            continue
        if group and (kind is PartKind.BODY or (kind is PartKind.HEADING and not (_is_hungry(group) or _is_torn(group, content)))):
            yield group
            group = None
        if kind is PartKind.HEADING:
            header = read_header(content.strip())
            group = AttendanceList([header]) if header else group
        elif kind is PartKind.BODY and TABLE_HEAD.fullmatch(content.rstrip().rsplit("\n", 1)[-1]):
            group = _table_group([])
    if group:
        yield group


def _is_hungry(group: AttendanceList) -> bool:
    """Its people have not come yet."""
    return not any(line.strip() for line in group.lines)


def _runs(parts: Sequence[Part]) -> Iterator[tuple[PartKind, int, int]]:
    """Neighbouring attendance parts as one stretch of text; other parts as they are."""
    start = end = -1
    for part in parts:
        if part.kind is PartKind.ATTENDANCE:
            start = part.char_start if start < 0 else start
            end = part.char_end
            continue
        if start >= 0:
            yield PartKind.ATTENDANCE, start, end
            start = -1
        yield part.kind, part.char_start, part.char_end
    if start >= 0:
        yield PartKind.ATTENDANCE, start, end


def _is_torn(group: AttendanceList, heading: str) -> bool:
    """The number of the next item, fallen into a table."""
    return group.is_table and NUMBER.fullmatch(heading.strip()) is not None


def _awaits_apologies(group: AttendanceList) -> bool:
    return _is_hungry(group) and group.headers[-1].status is Status.APOLOGIES


def _sentence_group(content: str, sentence: re.Match[str]) -> AttendanceList:
    """A list that is a sentence: "In attendance were A of X, member; B, secretary"."""
    end = _SENTENCE_END.search(content, sentence.end())
    header = read_header(sentence.group() + " Ann Example")
    return AttendanceList(
        [header or Header(Status.PRESENT, 0, has_delimiter=True)],
        [content[sentence.end() : end.start() if end else len(content)]],
        one_sentence=True,
    )


def _table_group(lines: list[str]) -> AttendanceList:
    return AttendanceList([Header(Status.PRESENT, 0, has_delimiter=True)], lines, is_table=True)


def _take_lines(content: str, group: AttendanceList | None) -> tuple[list[AttendanceList], AttendanceList | None]:
    """Adds lines to the open group; gives the groups that were finished, and the one that is open then."""
    finished: list[AttendanceList] = []
    prefix = ""
    for raw in content.split("\n"):
        stripped = raw.strip()
        if group and group.is_table and is_table_cell(stripped):
            group.lines.append(stripped)
            continue
        if is_header_prefix(stripped) and not (group and group.is_table):
            prefix = stripped
            continue
        line = f"{prefix} {stripped}" if prefix and stripped else raw
        stripped, prefix = line.strip(), prefix if not stripped else ""
        opened = _open_group(line, stripped, group)
        if opened:
            if group and group is not opened:
                finished.append(group)
            group = opened
        elif group and group.is_table and NUMBER.fullmatch(stripped):
            continue
        elif group and stripped and (_GRID_HEAD.fullmatch(stripped) or is_heading_line(stripped)):
            if not _is_hungry(group):
                finished.append(group)
                group = None
        elif group and not NOBODY.fullmatch(stripped) and (group.is_table or not _TOLD.search(_NOTES.sub("", stripped))):
            group.lines.append(line)
    return finished, group


def _open_group(line: str, stripped: str, group: AttendanceList | None) -> AttendanceList | None:
    """The group that `line` opens, with what stands behind its header; of headers without people between them, one group."""
    if TABLE_HEAD.match(stripped):
        return _table_group([line])
    header = _header_of(line, group)
    if header is None:
        return None
    if group and not group.is_table and _is_hungry(group):
        group.headers.append(header)
    else:
        group = AttendanceList([header])
    rest = line[header.end :]
    if rest.strip():
        group.lines.append(" " * header.end + rest if _GAP.search(line) else rest)
    return group


def _header_of(line: str, group: AttendanceList | None) -> Header | None:
    header = read_header(line, loose=group is not None)
    if header is None or (group and group.is_table and line.strip().casefold() in ("present", "absent", "excused")):
        return None
    return header


def split_lists(lines: Sequence[str], count: int) -> list[list[str]]:
    """One list per header. Where headers were stacked, a list ends at a blank line or behind a complete name without comma."""
    if count == 1:
        return [list(lines)]
    lists: list[list[str]] = [[]]
    for no, line in enumerate(lines):
        if not line.strip():
            if lists[-1]:
                lists.append([])
            continue
        lists[-1].append(line)
        if no + 1 < len(lines) and _ends_list(line, lines[no + 1]):
            lists.append([])
    found = [part for part in lists if part]
    extra = len(found) - count
    return [[line for part in found[: extra + 1] for line in part], *found[extra + 1 :]] if extra > 0 else found


def _ends_list(line: str, following: str) -> bool:
    """A full stop, a whole name without comma before another, or a surname left over from the line above."""
    line, following = line.strip(), following.strip()
    if not following or line.endswith(","):
        return False
    if line.endswith(".") or PLURAL.match(following) or OFFICE.match(following):
        return True
    last = re.split(r",|\band\b", line)[-1].strip()
    return read_name(following) is not None and (read_name(last) is not None or last == line)
