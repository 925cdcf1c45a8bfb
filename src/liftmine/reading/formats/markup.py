"""Markdown and reStructuredText: headings, lists and tables as marked; marks inside a line taken off.

Not a full parser of either: minutes and transcripts use headings, paragraphs, lists, emphasis, links and an occasional table,
and text that is no mark must come through as it stands.
"""

import html
import re
from collections.abc import Iterator, Sequence

from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece

_RULE = re.compile(r"\s*([-=~^\"'`#*+_:.<>])(?:\s?\1){2,}\s*$")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\(?(?:\d{1,3}|[A-Za-z#])[.)])\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_DIRECTIVE = re.compile(r"\s*\.\.(?:\s|$)")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_TAKEN_OFF: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r":[a-z-]{1,30}:`([^`<]{1,500})(?:\s<[^`>]{1,500}>)?`"), r"\1"),  # rst role
    (re.compile(r"`([^`<]{1,500}?)\s?<[^`>]{1,500}>`__?"), r"\1"),  # rst link
    (re.compile(r"``?([^`]{1,500})``?_{0,2}"), r"\1"),
    (re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)"), r"\1"),  # md link, image
    (re.compile(r"<(https?://[^<>\s]{1,500})>"), r"\1"),
    (re.compile(r"(?<!\\)\*\*\*(?=[^\s*])([^*]{1,2000})(?<![\s\\])\*\*\*"), r"\1"),
    (re.compile(r"(?<!\\)\*\*(?=[^\s*])([^*]{1,2000})(?<![\s\\])\*\*"), r"\1"),
    (re.compile(r"(?<![\\*])\*(?=[^\s*])([^*]{1,2000})(?<![\s\\])\*(?!\*)"), r"\1"),
    (re.compile(r"(?<![\\\w])__(?=[^\s_])([^_]{1,2000})(?<![\s\\])__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\\\w])_(?=[^\s_])([^_]{1,2000})(?<![\s\\])_(?!\w)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)
_BOLD = re.compile(r"(?:\*\*[^*]+\*\*|__[^_]+__)[.:]?$")
_MARKS = frozenset("*_`[<\\&:")


def read_markup(text: str, file_format: str) -> Document:
    """The pieces of a Markdown (`md`) or reStructuredText (`rst`) text. Front matter, comments and directives are furniture."""
    text = normalise(text).replace("\f", "\n")
    refuse_controls(text)
    lines = _COMMENT.sub("", text).split("\n") if file_format == "md" and "<!--" in text else text.split("\n")
    lines = [line.rstrip() for line in lines]
    n_furniture = _take_out_front_matter(lines) if file_format == "md" else _take_out_directives(lines)
    pieces: list[Piece] = []
    n_tables = 0
    for group in _groups(lines):
        if file_format == "md" and len(group) > 1 and "|" in group[0] and _TABLE_RULE.match(group[1]) and "|" in group[1]:
            pieces += _table(group, n_tables)
            n_tables += 1
        else:
            pieces += _blocks(group)
        if pieces:
            pieces[-1].after = "\n\n"
    return Document(file_format, pieces, n_furniture=n_furniture)


def _take_out_front_matter(lines: list[str]) -> int:
    start = next((no for no, line in enumerate(lines) if line), 0)
    if not lines or lines[start] != "---":
        return 0
    end = next((no for no in range(start + 1, min(start + 100, len(lines))) if lines[no] in ("---", "...")), None)
    if end is None or not all(re.match(r"[\w-]+\s*:|\s|#|-|$", line) for line in lines[start + 1 : end]):
        return 0
    del lines[: end + 1]
    return end + 1 - start


def _take_out_directives(lines: list[str]) -> int:
    """Blanks comments and directives (".. name::") with the indented lines below them."""
    taken, inside = 0, False
    for no, line in enumerate(lines):
        if _DIRECTIVE.match(line):
            inside = True
        elif line and not line.startswith(" "):
            inside = False
        if inside and line:
            lines[no] = ""
            taken += 1
    return taken


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines without a blank one."""
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def _blocks(group: list[str]) -> Iterator[Piece]:
    """A run of lines cut at headings and list items."""
    open_lines: list[str] = []
    kind = "paragraph"
    for no, line in enumerate(group):
        below = group[no + 1] if no + 1 < len(group) else ""
        heading = _HASHES.match(line)
        is_rule = bool(_RULE.match(line))
        if is_rule and open_lines and kind == "paragraph" and len(open_lines) == 1:
            kind = "heading"  # the line above is underlined
        if is_rule or _FENCE.match(line):
            yield from _piece(kind, open_lines)
            open_lines, kind = [], "paragraph"
        elif heading or _ITEM.match(line):
            yield from _piece(kind, open_lines)
            open_lines, kind = [heading[2] if heading else line], "heading" if heading else "list_item"
            if heading:
                yield from _piece(kind, open_lines)
                open_lines, kind = [], "paragraph"
        else:
            if below and _RULE.match(below) and open_lines:
                yield from _piece(kind, open_lines)
                open_lines, kind = [], "paragraph"
            open_lines.append(line)
    yield from _piece(kind, open_lines)


def _piece(kind: str, lines: Sequence[str]) -> Iterator[Piece]:
    marked = "\n".join(_QUOTE.sub("", line) if line.lstrip().startswith(">") else line for line in lines).strip()
    text = take_off_marks(marked)
    if text:
        yield Piece(kind, text, is_bold=bool(_BOLD.match(marked)))


def _table(group: Sequence[str], table_no: int) -> Iterator[Piece]:
    for row_no, line in enumerate([group[0], *group[2:]]):
        cells = line.strip().strip("|").split("|")
        for column_no, cell in enumerate(cells):
            after = "\n" if column_no == len(cells) - 1 else "\t"
            yield Piece("cell", take_off_marks(cell.strip()), None, table_no, row_no, column_no, bool(_BOLD.match(cell.strip())), after)


def take_off_marks(text: str) -> str:
    """The text without marks of emphasis, code and links: `**Jo Reed**: yes` → `Jo Reed: yes`."""
    if _MARKS.isdisjoint(text):
        return text
    for pattern, kept in _TAKEN_OFF:
        text = pattern.sub(kept, text)
    return html.unescape(text).replace("\xa0", " ").strip() if "&" in text else text.strip()
