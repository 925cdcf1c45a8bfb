"""PDF: words with their places on the page, put back into lines whose columns stay apart."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from liftmine.errors import Reason
from liftmine.reading.layout import PAGE_BREAK
from liftmine.reading.normalise import normalise
from liftmine.reading.pieces import Document, Unreadable
from liftmine.reading.plain import read_lines

_WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?")  # pdfium marks a hyphen at a line end with one of these two
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_PLAIN_WORD = re.compile(
    r"[\"'(“‘\[]*(?:[A-Za-zÀ-ÿ]+(?:[-'’./&][A-Za-zÀ-ÿ]+)*|[£$€]?\d[\d.,:/%-]*(?:st|nd|rd|th|am|pm|m|k)?)[\"')”’\].,;:?!…]*"
)
_VOWEL = re.compile(r"[aeiouyAEIOUYà-ÿ]")
_BOLD_WEIGHT = 600
_NAME_BYTES = 96
_COLUMN_GAP = 1.8  # in heights of a line: justified text has no spaces so wide
_PARAGRAPH_GAP = 1.45  # in usual distances of lines
_RIGHT_PART = 0.7  # of the width of the text: an action column begins behind it
_ITEM_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.$|\d{1,2}(?:\.\d{1,2}){1,2}$")
_HEADING_LINES = 2  # at most, where the number stands below them
_OWNER = re.compile(r"[A-Z][A-Za-z]{0,3}(?:[/,&][A-Z][A-Za-z]{0,3})*[/,]?$|[Aa]genda$|[Aa]ll$")
_TURNS: tuple[Callable[[float, float], tuple[float, float]], ...] = (
    lambda x, y: (x, y),
    lambda x, y: (-y, x),
    lambda x, y: (-x, -y),
    lambda x, y: (y, -x),
)
_LETTERS_PER_PAGE = 60  # fewer, on most pages, is no minutes page but a stamp on a scan
_LEAST_WORDS, _LEAST_PLAIN = 50, 0.6


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class _ActionColumn:
    """Where an action column begins: its left edge, and the base line of its head where this page has one."""

    left: float
    top: float = math.inf


def read_pdf(data: bytes, max_pages: int) -> Document:
    """The pieces of a PDF. Raises `Unreadable`: ENCRYPTED, TRUNCATED, TOO_BIG, NO_TEXT_LAYER, LOW_TEXT."""
    document = _open(data)
    try:
        if len(document) > max_pages:
            raise Unreadable(Reason.TOO_BIG)
        pages = [_words(document, number) for number in range(len(document))]
        _require_text(document, pages)
    finally:
        document.close()
    lines: list[str] = []
    bold: set[int] = set()
    asides: dict[int, str] = {}
    actions: _ActionColumn | None = None
    n_heads = 0
    for number, words in enumerate(pages):
        if number:
            lines.append(PAGE_BREAK)
        head = _action_head(words)
        if head and actions and abs(head.left - actions.left) < head.height:  # the head of the table, once more
            words.remove(head)
            n_heads += 1
        actions = _ActionColumn(head.left, head.base) if head else _ActionColumn(actions.left) if actions else None
        for line, is_bold, aside in _lines(words, actions):
            if is_bold:
                bold.add(len(lines))
            if aside:
                asides[len(lines)] = aside
            lines.append(line)
    document = read_lines("pdf", lines, frozenset(bold), asides, n_pages=len(pages))
    document.n_furniture += n_heads
    return document


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        return document if len(document) else _raise_truncated()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable(Reason.ENCRYPTED) from None
        return _raise_truncated()


def _raise_truncated() -> pypdfium2.PdfDocument:
    raise Unreadable(Reason.TRUNCATED)


def _words(document: pypdfium2.PdfDocument, number: int) -> list[_Word]:
    """The words of a page in the order of the content stream; a page that is broken has none."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        return list(_measure(text_page.raw, _text(text_page.raw)))
    finally:
        text_page.close()
        page.close()


def _text(raw: pdfium.FPDF_TEXTPAGE) -> str:
    """One character for each of pdfium's, so that indices agree."""
    count = pdfium.FPDFText_CountChars(raw)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "replace")
    return text if len(text) == count else "".join(chr(pdfium.FPDFText_GetUnicode(raw, i) or 32) for i in range(max(count, 0)))


def _measure(raw: pdfium.FPDF_TEXTPAGE, text: str) -> Iterator[_Word]:
    left, right, bottom, top, x, base = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    turn = _TURNS[round(_angle(raw, text) / (math.pi / 2)) % 4]
    for found in _WORD.finditer(text):
        first, last = found.start(), found.end() - 1
        word = found[0]
        if word[-1] in "\x02\ufffe":
            word, last = word[:-1] + "-", max(last - 1, first)
        pdfium.FPDFText_GetCharBox(raw, last, left, right, bottom, top)
        end = max(turn(left.value, bottom.value)[0], turn(right.value, top.value)[0])
        pdfium.FPDFText_GetCharBox(raw, first, left, right, bottom, top)
        corners = turn(left.value, bottom.value), turn(right.value, top.value)
        start = min(corners[0][0], corners[1][0])
        height = max(abs(corners[0][1] - corners[1][1]), 4.0)
        pdfium.FPDFText_GetCharOrigin(raw, first, x, base)
        size = pdfium.FPDFText_GetFontSize(raw, first)
        pdfium.FPDFText_GetFontInfo(raw, first, name, _NAME_BYTES, flags)
        is_bold = pdfium.FPDFText_GetFontWeight(raw, first) >= _BOLD_WEIGHT or b"bold" in name.value.lower()
        # A font of size 1 that is scaled by a matrix is common: the letter itself is the better measure then.
        yield _Word(
            normalise(_CONTROL.sub("\ufffd", word)),
            start,
            max(end, start),
            turn(x.value, base.value)[1],
            size if size > 4 else 1.4 * height,
            is_bold,
        )


def _angle(raw: pdfium.FPDF_TEXTPAGE, text: str) -> float:
    """The direction in which most of the text runs, in radians: scanned pages often lie on their side."""
    letters = [no for no, character in enumerate(text) if character.isalpha()]
    return median(pdfium.FPDFText_GetCharAngle(raw, no) for no in letters[:: max(1, len(letters) // 25)]) if letters else 0.0


def _action_head(words: Sequence[_Word]) -> _Word | None:
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


def _lines(words: Sequence[_Word], actions: _ActionColumn | None) -> Iterator[tuple[str, bool, str]]:
    """The page's lines from top to bottom, "" between paragraphs; whether each is bold throughout; what the action column says."""
    if not words:
        return
    rows = [_split_row(row, actions) for row in _raise_numbers(_rows(words))]
    widths = [(word.right - word.left) / len(word.text) for word in words if len(word.text) > 2]
    unit = max(median(widths), 1.0) if widths else 5.0
    margin = min(word.left for word in words)
    texts = [row for row, _ in rows if row]
    steps = sorted(above[0].base - below[0].base for above, below in pairwise(texts))
    step = steps[len(steps) // 3] if steps else 0.0
    above_base: float | None = None
    waiting = ""
    for row, beside in rows:
        waiting = f"{waiting} {' '.join(word.text for word in beside)}".strip()
        if not row:
            if above_base is None:
                yield "", False, waiting
                waiting = ""
            continue
        if above_base is not None and above_base - row[0].base > _PARAGRAPH_GAP * max(step, row[0].height):
            yield "", False, ""
        above_base = row[0].base
        yield _set_line(row, margin, unit), all(word.is_bold for word in row), waiting
        waiting = ""
    if waiting:
        yield "", False, waiting


def _split_row(row: list[_Word], actions: _ActionColumn | None) -> tuple[list[_Word], list[_Word]]:
    """The words of the text, and those of the action column beside it."""
    if actions is None or row[0].base > actions.top + 0.6 * row[0].height:
        return row, []
    split = next((no for no, word in enumerate(row) if word.left > actions.left - 0.6 * word.height), len(row))
    beside = row[split:]
    if not beside or not split or all(_OWNER.match(word.text) for word in beside):
        return row[:split], beside
    return (row[:split], beside) if beside[0].left - row[split - 1].right > _COLUMN_GAP * beside[0].height else (row, [])


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words on one base line, left to right; rows top to bottom. Footnote marks and slips of the base line do not count."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        if rows and rows[-1][0].base - word.base < 0.4 * min(word.height, rows[-1][0].height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _raise_numbers(rows: list[list[_Word]]) -> list[list[_Word]]:
    """An item number that stands by itself below its heading goes before the heading's first line."""
    raised: list[list[_Word]] = []
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


def _first_beside(rows: Sequence[list[_Word]], number: _Word, below: float) -> int:
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


def _set_line(row: Sequence[_Word], margin: float, unit: float) -> str:
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


def _require_text(document: pypdfium2.PdfDocument, pages: Sequence[Sequence[_Word]]) -> None:
    """Raises NO_TEXT_LAYER for scans, with or without a useless text layer, and LOW_TEXT for pages that hold next to nothing."""
    letters = [sum(c.isalpha() for word in page for c in word.text) for page in pages]
    poor = sum(count < _LETTERS_PER_PAGE for count in letters)
    if 2 * poor > len(pages):
        has_pictures = any(_has_picture(document, number) for number in range(min(len(pages), 3)))
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
