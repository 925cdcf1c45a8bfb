"""Attendance lists as they stand in a document: each header with the lines below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from liftmine.attribution.attendance.presence import Header, is_header_prefix, read_header
from liftmine.attribution.attendance.rows import DEEP
from liftmine.attribution.attendance.status_table import TABLE_HEAD, is_head_of_rows, is_table_cell, is_table_head
from liftmine.attribution.model import Part, PartKind, Status
from liftmine.attribution.people.names import read_name
from liftmine.attribution.people.people import OFFICE, PLURAL, ROLE
from liftmine.attribution.structure.headings import COLUMN_HEADS, NUMBER, is_heading_line
from liftmine.attribution.structure.regions import LISTED_SENTENCE, NOBODY, REPEATED, names_nobody

_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Dr|Ms|Jr|Sr|St))(?<!\bMrs)\.(?=\s+[A-Z]|\s*$)")
_NOTES = re.compile(r"\([^()]*\)")
_TOLD = re.compile(
    r"\b(?:was|were|participated|arrive[sd]|left|joined|declared|called|excused|welcomed|acknowledged|introduced|stated|reported|noted)\b"
)
_AS_THE_HEADER_SAYS = re.compile(r"\s+(?:was|were)\s+(?:absent|excused|present|in attendance|not present)\W*$", re.IGNORECASE)
_GAP = re.compile(r"\t|\S {2,}\S")
_APOLOGY = re.compile(r"\b(?:apologies|regrets)\b[^.;:]{0,60}?\b(?:from|for|by)\s+(?=[A-Z])", re.IGNORECASE)
_LONGEST_HEAD = 120
_HEADER_INSIDE = re.compile(
    r"(?<=[.;)])\s+(?=(?:(?:also\s+)?(?:in\s+attendance|present)|apologies(?:\s+for\s+absence)?(?:\s+from)?|absent|observers|guests)\s*:"
    r"|also\s+(?:present|in\s+attendance)\s[^.;:]{0,50}?(?:were|was)\s+[A-Z])",
    re.IGNORECASE,
)
"""Where the next list begins on the line of the one before: "Ann Ash (AA). Apologies: Bob Birch"."""
_BROKEN_LABEL = re.compile(r"^(?P<indent> *In {2,})(?P<first>\S.*)\n *attendance\b:?(?P<second>.*)$", re.MULTILINE)
"""`In` beside the first person and `attendance:` beside the second, or below: a label that its column is too narrow for."""
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
        if kind is PartKind.BODY and group is None and start >= _OPENING:
            group = _table([]) if _ends_with_table_head(text, start, end) else None
            continue
        content = text[start:end]
        if kind is PartKind.BODY and start < _OPENING and (apology := _find_apology(content)):
            yield _list_in_sentence(content, apology.end(), Header(Status.APOLOGIES, 0, has_delimiter=True))
        elif kind is PartKind.ATTENDANCE or (kind is PartKind.BODY and group and _awaits_apologies(group)):
            sentence = LISTED_SENTENCE.search(content) if kind is PartKind.ATTENDANCE else None
            if sentence and not read_header(content.split("\n", 1)[0]):
                yield _list_in_sentence(content, sentence.end(), read_header(sentence.group() + " Ann Example"))
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
        elif kind is PartKind.BODY and _ends_with_table_head(text, start, end):
            group = _table([])
    if group:
        yield group


def _find_apology(content: str) -> re.Match[str] | None:
    return _APOLOGY.search(content) if "pologies" in content or "egrets" in content else None


def _ends_with_table_head(text: str, start: int, end: int) -> bool:
    """The last line of a block of prose may be the head of the table that follows."""
    tail = text[max(start, end - _LONGEST_HEAD) : end]
    if "name" not in (low := tail.lower()) and "attendee" not in low:
        return False
    tail = tail.rstrip()
    last = tail[tail.rfind("\n") + 1 :]
    return is_table_head(last) and TABLE_HEAD.fullmatch(last) is not None


def _is_hungry(group: AttendanceList) -> bool:
    """Its people have not come yet."""
    return not any(line.strip() for line in group.lines)


def _runs(parts: Sequence[Part]) -> Iterator[tuple[PartKind, int, int]]:
    """Neighbouring attendance parts as one stretch of text; headings and prose as they are.

    Of the prose behind the opening only the first block of a run, which ends a list, and the last, which may hold a table's head, matter.
    """
    start = end = -1
    last: tuple[PartKind, int, int] | None = None
    in_prose = False
    for _, kind, _, char_start, char_end in parts:
        if kind is PartKind.ATTENDANCE:
            if last:
                yield last
                last = None
            start, end, in_prose = char_start if start < 0 else start, char_end, False
            continue
        if start >= 0:
            yield PartKind.ATTENDANCE, start, end
            start = -1
        if kind is PartKind.BODY:
            if in_prose and char_start >= _OPENING:
                last = (kind, char_start, char_end)
            else:
                yield kind, char_start, char_end
            in_prose = True
        elif kind is PartKind.HEADING:
            yield kind, char_start, char_end
            last, in_prose = None, False
    if start >= 0:
        yield PartKind.ATTENDANCE, start, end


def _is_torn(group: AttendanceList, heading: str) -> bool:
    """The number of the next item, fallen into a table."""
    return group.is_table and NUMBER.fullmatch(heading.strip()) is not None


def _awaits_apologies(group: AttendanceList) -> bool:
    return _is_hungry(group) and group.headers[-1].status is Status.APOLOGIES


def _list_in_sentence(content: str, start: int, header: Header | None) -> AttendanceList:
    """A list that is a sentence, from its first name at `start`: "In attendance were A of X, member; B, secretary"."""
    end = _SENTENCE_END.search(content, start)
    people = " ".join(content[start : end.start() if end else len(content)].split())
    return AttendanceList([header or Header(Status.PRESENT, 0, has_delimiter=True)], [people], one_sentence=True)


def _table(lines: list[str], above: AttendanceList | None = None) -> AttendanceList:
    """A table; under a header without people of its own ("Apologies:") it has that header's status."""
    header = above.headers[-1] if above and not above.is_table and _is_hungry(above) else Header(Status.PRESENT, 0, has_delimiter=True)
    return AttendanceList([header], lines, is_table=True)


def _columns(above: AttendanceList | None) -> AttendanceList:
    """A list whose rows an extractor kept whole, below the heads of its columns: rows like those of a list without heads."""
    return above if above and not above.is_table else AttendanceList([Header(Status.PRESENT, 0, has_delimiter=True)])


def _take_lines(content: str, group: AttendanceList | None) -> tuple[list[AttendanceList], AttendanceList | None]:
    """Adds lines to the open group; gives the groups that were finished, and the one that is open then."""
    finished: list[AttendanceList] = []
    prefix = ""
    for raw in _HEADER_INSIDE.sub("\n", _BROKEN_LABEL.sub(_label_mended, content)).split("\n"):
        stripped = raw.strip()
        if group and group.is_table and is_table_cell(stripped):
            group.lines.append(stripped)
            continue
        is_wrapped = group is not None and not _is_hungry(group) and raw.startswith(DEEP)
        if is_header_prefix(stripped) and not (is_wrapped or (group and group.is_table)):
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
        elif group and stripped and (COLUMN_HEADS.fullmatch(stripped) or is_heading_line(stripped) or _is_ceremony(stripped)):
            if not _is_hungry(group):
                finished.append(group)
                group = None
        elif group and not NOBODY.fullmatch(stripped):
            _add_line(group, line)
    return finished, group


def _label_mended(match: re.Match[str]) -> str:
    """The whole label on the first line; the names stay below each other."""
    width = max(match.end("indent") - match.start(), len("In attendance:  "))
    second = match["second"].strip()
    return "In attendance:".ljust(width) + match["first"] + (f"\n{'':{width}}{second}" if second else "")


def _add_line(group: AttendanceList, line: str) -> None:
    """Adds the line unless it tells a story ("Ann Ash arrived at 5"); a table keeps its stories, where they say who was absent."""
    people = line if group.is_table else _AS_THE_HEADER_SAYS.sub("", line)
    if group.is_table or not _TOLD.search(_NOTES.sub("", people)):
        group.lines.append(people)


def _is_ceremony(line: str) -> bool:
    """The next item without number or mark: "Retiree Awards"; not the rest of a role."""
    return " " in line and len(line) <= REPEATED and names_nobody(line) and not ROLE.search(line)


def _open_group(line: str, stripped: str, group: AttendanceList | None) -> AttendanceList | None:
    """The group that `line` opens, with what stands behind its header; of headers without people between them, one group."""
    if is_table_head(stripped):
        return _columns(group) if is_head_of_rows(stripped) else _table([line], group)
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
    header = read_header(line, loose=True)
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
