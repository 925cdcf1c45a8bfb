"""PDF: words with their places on the page, put back into lines whose columns stay apart."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from liftmine.errors import Reason
from liftmine.reading.formats.pdf_columns import split_columns
from liftmine.reading.formats.pdf_words import Word, read_words
from liftmine.reading.formats.plain import read_lines
from liftmine.reading.layout.lines import PAGE_BREAK
from liftmine.reading.layout.page_marks import is_watermark
from liftmine.reading.layout.pieces import Document, Unreadable

_PLAIN_WORD = re.compile(
    r"[\"'(“‘\[]*(?:[A-Za-zÀ-ÿ]+(?:[-'’./&][A-Za-zÀ-ÿ]+)*|[£$€]?\d[\d.,:/%-]*(?:st|nd|rd|th|am|pm|m|k)?)[\"')”’\].,;:?!…]*"
)
_VOWEL = re.compile(r"[aeiouyAEIOUYà-ÿ]")
_COLUMN_GAP = 1.8  # in heights of a line: justified text has no spaces so wide
_CLEAR_GAP = 0.7  # beside a column that no word of the text reaches into
_RUNNING_LINES = 2  # of a page, at its top and foot, stand across its columns
_PARAGRAPH_GAP = 1.45  # in usual distances of lines
_SPACE = 0.22  # of the height of a line: no space between words is narrower
_PROSE_WORDS = 5  # a row of fewer words may be a heading, a cell or a page number set apart
_RIGHT_PART = 0.7  # of the width of the text: an action column begins behind it
_ITEM_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.$|\d{1,2}(?:\.\d{1,2}){1,2}$")
_HEADING_LINES = 2  # at most, where the number stands below them
_OWNER = re.compile(r"[A-Z][A-Za-z]{0,3}(?:[/,&][A-Z][A-Za-z]{0,3})*[/,]?$|[Aa]genda$|[Aa]ll$")
_STAMPED = 0.1  # of a page's words at most
_WATERMARK_HEIGHT = 2.5  # of the usual height of the page's words
_LETTERS_PER_PAGE = 60  # fewer, on most pages, is no minutes page but a stamp on a scan
_LETTERS_OF_A_COVER = 600
_LEAST_WORDS, _LEAST_PLAIN = 50, 0.6


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page ("" between paragraphs): whether it is bold throughout, has no room for the next word, and what stands beside it."""

    text: str = ""
    is_bold: bool = False
    is_full: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class _ActionColumn:
    """Where an action column begins: its left edge, the base line of its head where this page has one, and how wide a gap tells it."""

    left: float
    top: float = math.inf
    gap: float = 0.0  # in heights of a line


def read_pdf(data: bytes, max_pages: int) -> Document:
    """The pieces of a PDF. Raises `Unreadable`: ENCRYPTED, TRUNCATED, TOO_BIG, NO_TEXT_LAYER, LOW_TEXT."""
    document = open_pdf(data)
    try:
        if len(document) > max_pages:
            raise Unreadable(Reason.TOO_BIG)
        pages = [read_words(document, number) for number in range(len(document))]
        _require_text(document, pages)
    finally:
        document.close()
    return set_pages(pages)


def set_pages(pages: Sequence[list[Word]]) -> Document:
    """The pieces of pages that are known by their words and the places of these."""
    lines: list[str] = []
    bold: set[int] = set()
    full: set[int] = set()
    asides: dict[int, str] = {}
    actions: _ActionColumn | None = None
    n_heads = 0
    stamps: list[str] = []
    for number, page in enumerate(pages):
        words = _take_stamps(page, stamps)
        if number:
            lines.append(PAGE_BREAK)
        head = _action_head(words)
        if head and actions and abs(head.left - actions.left) < head.height:  # the head of the table, once more
            words.remove(head)
            n_heads += 1
        actions = _place_actions(words, head, actions)
        for line in _lines(words, actions):
            if line.is_bold:
                bold.add(len(lines))
            if line.is_full:
                full.add(len(lines))
            if line.aside:
                asides[len(lines)] = line.aside
            lines.append(line.text)
    document = read_lines("pdf", lines, frozenset(bold), asides, len(pages), full=frozenset(full))
    document.n_furniture += n_heads + len(stamps)
    document.margins = "\n".join([document.margins, *dict.fromkeys(stamps)]).strip()
    return document


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The opened file; raises `Unreadable`: ENCRYPTED, TRUNCATED."""
    try:
        document = pypdfium2.PdfDocument(data)
        return document if len(document) else _raise_truncated()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable(Reason.ENCRYPTED) from None
        return _raise_truncated()


def _raise_truncated() -> pypdfium2.PdfDocument:
    raise Unreadable(Reason.TRUNCATED)


def _take_stamps(words: list[Word], stamps: list[str]) -> list[Word]:
    """The words without those stamped across the page ("DRAFT"), which are added to `stamps`. Many turned words are no stamp."""
    if not words:
        return words
    usual = median(word.height for word in words)
    stamped = [w for w in words if w.is_turned or (w.height > _WATERMARK_HEIGHT * usual and is_watermark(w.text))]
    if not 0 < len(stamped) <= max(_STAMPED * len(words), 3):
        return words
    stamps.extend(word.text for word in stamped)
    return [word for word in words if word not in stamped]


def _action_head(words: Sequence[Word]) -> Word | None:
    """The head of an action column: a word by itself on the right. The column holds for the pages that follow."""
    if not words:
        return None
    edge = min(word.left for word in words) + _RIGHT_PART * (max(word.right for word in words) - min(word.left for word in words))
    heads = [word for word in words if word.left > edge and word.text.lower().strip(":") in ("action", "actions", "owner", "lead")]
    for head in heads:
        beside = [word for word in words if abs(word.base - head.base) < head.height and word.right <= head.left]
        if not beside or head.left - max(word.right for word in beside) > _COLUMN_GAP * head.height:
            return head
    return None


def _place_actions(words: Sequence[Word], head: Word | None, before: _ActionColumn | None) -> _ActionColumn | None:
    """The page's action column; where no word of the text reaches into it, a narrow gap is enough to tell an entry."""
    if head is None and before is None:
        return None
    left, top = (head.left, head.base) if head else (before.left if before else 0.0, math.inf)
    n_across = sum(word.left < left - 0.6 * word.height and word.right > left and word.base < top for word in words)
    return _ActionColumn(left, top, _CLEAR_GAP if n_across <= _RUNNING_LINES else _COLUMN_GAP)


def _lines(words: Sequence[Word], actions: _ActionColumn | None) -> Iterator[_Line]:
    """The page's lines from top to bottom."""
    if not words:
        return
    for part in split_columns(_rows(words)):
        yield from _part_lines(part, words, actions)


def _part_lines(part: Sequence[list[Word]], words: Sequence[Word], actions: _ActionColumn | None) -> Iterator[_Line]:
    """The lines of a part of the page: all of it, or a column."""
    rows = [_split_row(row, actions) for row in _raise_numbers(part)]
    widths = [(word.right - word.left) / len(word.text) for word in words if len(word.text) > 2]
    unit = max(median(widths), 1.0) if widths else 5.0
    margin = min(row[0].left for row in part)
    texts = [row for row, _ in rows if row]
    edge = _right_edge(texts)
    steps = sorted(above[0].base - below[0].base for above, below in pairwise(texts))
    step = steps[len(steps) // 3] if steps else 0.0
    below = iter([*texts[1:], None])
    above_base: float | None = None
    waiting = ""
    for row, beside in rows:
        waiting = f"{waiting} {' '.join(word.text for word in beside)}".strip()
        if not row:
            if above_base is None:
                yield _Line(aside=waiting)
                waiting = ""
            continue
        if above_base is not None and above_base - row[0].base > _PARAGRAPH_GAP * max(step, row[0].height):
            yield _Line()
        above_base = row[0].base
        yield _Line(_set_line(row, margin, unit), all(word.is_bold for word in row), _is_full(row, next(below), edge), waiting)
        waiting = ""
    if waiting:
        yield _Line(aside=waiting)


def _right_edge(rows: Sequence[Sequence[Word]]) -> float:
    """How far lines of prose go to the right; infinity on a page without any."""
    return max((row[-1].right for row in rows if len(row) >= _PROSE_WORDS), default=math.inf)


def _is_full(row: Sequence[Word], below: Sequence[Word] | None, edge: float) -> bool:
    """Whether the first word of the row below would not have fitted behind this row."""
    return below is not None and row[-1].right + _SPACE * row[-1].height + below[0].right - below[0].left > edge


def _split_row(row: list[Word], actions: _ActionColumn | None) -> tuple[list[Word], list[Word]]:
    """The words of the text, and those of the action column beside it."""
    if actions is None or row[0].base > actions.top + 0.6 * row[0].height:
        return row, []
    split = next((no for no, word in enumerate(row) if word.left > actions.left - 0.6 * word.height), len(row))
    beside = row[split:]
    if len(beside) == 1 and beside[0].text.isdecimal():
        return row, []  # a number by itself is the page's
    if not beside or not split or all(_OWNER.match(word.text) for word in beside):
        return row[:split], beside
    return (row[:split], beside) if beside[0].left - row[split - 1].right > actions.gap * beside[0].height else (row, [])


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words on one base line, left to right; rows top to bottom. Footnote marks and slips of the base line do not count."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        if rows and rows[-1][0].base - word.base < 0.4 * min(word.height, rows[-1][0].height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _raise_numbers(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """An item number that stands by itself below its heading goes before the heading's first line."""
    raised: list[list[Word]] = []
    for row, below in zip_longest(rows, rows[1:]):
        number = row[0]
        first = len(raised)
        if len(row) == 1 and _ITEM_NUMBER.match(number.text):
            first = _first_beside(raised, number, below[0].base if below else -math.inf)
        if first < len(raised):
            number.base = raised[first][0].base
            raised[first].insert(0, number)
        else:
            raised.append(row)
    return raised


def _first_beside(rows: Sequence[list[Word]], number: Word, below: float) -> int:
    """Where the heading begins whose lines stand above and right of the number; behind the last row if there is none."""
    limit = _PARAGRAPH_GAP * number.height
    first, base = len(rows), number.base
    if rows and (rows[-1][-1].text[-1] in ".;" or rows[-1][0].base - base > 1.2 * (base - below)):
        return first  # the end of a sentence, or the number is nearer to the line below
    while first and rows[first - 1][0].base - base <= limit:
        first, base = first - 1, rows[first - 1][0].base
        if len(rows) - first > _HEADING_LINES or rows[first][0].left < number.right + number.height:
            return len(rows)
    return first


def _set_line(row: Sequence[Word], margin: float, unit: float) -> str:
    """The row as on a typewriter: a gap that is wider than a space of justified text moves on to its column."""
    line = " " * round((row[0].left - margin) / unit)
    end: float | None = None
    gaps = [word.left - before.right for before, word in pairwise(row)]
    usual = median(gaps) if len(gaps) > 4 else 0.0  # the line may be justified, with wide spaces all along
    for word in row:
        if end is not None:
            gap = word.left - end
            if gap > _COLUMN_GAP * word.height and gap > 2.5 * usual:
                line += " " * max(3, round((word.left - margin) / unit) - len(line))
            elif gap > 0.12 * word.height or line[-1:].isalnum() or word.text[0].isalnum():
                line += " "
        line += word.text
        end = word.right
    return line.rstrip()


def _require_text(document: pypdfium2.PdfDocument, pages: Sequence[Sequence[Word]]) -> None:
    """Raises NO_TEXT_LAYER for scans, with or without a useless text layer, and LOW_TEXT for pages that hold next to nothing."""
    letters = [sum(c.isalpha() for word in page for c in word.text) for page in pages]
    poor = [number for number, count in enumerate(letters) if count < _LETTERS_PER_PAGE]
    is_cover = sum(letters) < _LETTERS_OF_A_COVER and len(pages) > 1  # what text there is may be that of a cover sheet
    if 2 * len(poor) > len(pages) - is_cover:
        has_pictures = any(_has_picture(document, number) for number in poor[:3])
        if has_pictures or not any(letters):
            raise Unreadable(Reason.NO_TEXT_LAYER)
        if sum(letters) < _LETTERS_PER_PAGE:
            raise Unreadable(Reason.LOW_TEXT)
    words = [word.text for page in pages for word in page if any(c.isalnum() for c in word.text)]
    if len(words) >= _LEAST_WORDS and sum(map(_is_plain_word, words)) < _LEAST_PLAIN * len(words):
        raise Unreadable(Reason.NO_TEXT_LAYER)


def _is_plain_word(word: str) -> bool:
    """Whether it looks like a word or a figure, unlike what a failed recognition or a font without a code table leaves."""
    if not _PLAIN_WORD.fullmatch(word):
        return False
    letters = [c for c in word if c.isalpha()]
    return len(letters) < 3 or bool(_VOWEL.search(word)) or word.isupper()


def _has_picture(document: pypdfium2.PdfDocument, number: int) -> bool:
    page = document[number]
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
