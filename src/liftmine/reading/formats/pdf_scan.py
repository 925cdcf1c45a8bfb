"""Scans: a page of a PDF as a picture, and the words that tesseract recognised in pictures, as words with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import fmean, median

import pypdfium2

from liftmine.errors import Reason
from liftmine.reading.formats.pdf import open_pdf, set_pages
from liftmine.reading.formats.pdf_words import Word
from liftmine.reading.layout.normalise import normalise
from liftmine.reading.layout.pieces import Document, Unreadable

DOTS_PER_INCH = 300  # what tesseract's models were made for
_MOST_DOTS = 30_000_000  # of a page: more than A3 has
_POINTS = 72 / DOTS_PER_INCH
_WORD = "5\t"  # the level of words in tesseract's table; those above are pages, blocks, paragraphs and lines
_DESCENDERS = frozenset("gjpqyQ,;()[]/|_$§")
_TALL = frozenset("bdfhklABCDEFGHIJKLMNOPRSTUVWXYZ0123456789")
_EM = 1.35  # heights of a tall letter to the height of type
_STROKE = re.compile(r"[\"'“‘(]?\|(?:[.,;:?!]|['’][a-z]{1,2})?")
_RULE = 1.35  # heights of a tall letter: no letter reaches further
_LONG = 3 * DOTS_PER_INCH  # a line from which the slant of a page can be told
# In many typefaces I and l are one stroke. No English word begins with l and a consonant; "lbs" and "ltd" are short for words that do.
_SMALL_L = re.compile(r"(?<![A-Za-z0-9])l(?=(?:[fnst]|an)?(?![a-z0-9])|(?!bs|td)[b-df-hj-kmnp-tv-xz][a-z])")
_SURE = 50  # per cent: below, a mark without letters is a speck
_LEAST_MEAN = 60  # per cent; sound pages have above 85, upside down ones and noise about 30
_LEAST_WORDS = 10


def draw_page(data: bytes, number: int, max_pages: int) -> tuple[bytes, int]:
    """A page as a grey picture (PGM), and how many pages there are. Raises `Unreadable`: TOO_BIG and what `open_pdf` raises."""
    document = open_pdf(data)
    try:
        if len(document) > max_pages:
            raise Unreadable(Reason.TOO_BIG, "pdf")
        return _draw(document, number), len(document)
    finally:
        document.close()


def _draw(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """The picture of a page; a page that is broken is blank."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return b"P5 9 9 255\n" + b"\xff" * 81
    width, height = page.get_size()
    scale = min(1 / _POINTS, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, rev_byteorder=False)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[start : start + bitmap.width] for start in range(0, len(rows), bitmap.stride))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows


def read_recognised(tables: Sequence[str]) -> Document:
    """The pieces of a scan from tesseract's tables (TSV), one a page. Raises `Unreadable` (LOW_TEXT) where it recognised next to nothing.

    A page that was recognised so badly that its words are nonsense (a drawing, a form filled in by hand) has no words.
    """
    pages = [[box for box in _boxes(table) if box.is_word] for table in tables]
    filled = [page for page in pages if page]
    sound = [page if page and fmean(box.sureness for box in page) >= _LEAST_MEAN else [] for page in pages]
    n_sound = sum(map(bool, sound))
    if 2 * n_sound <= len(filled) or sum(map(len, sound)) < _LEAST_WORDS:
        raise Unreadable(Reason.LOW_TEXT, "pdf")
    return set_pages([list(_words(_level(_upright(page)))) for page in sound])


@dataclass(frozen=True, slots=True)
class _Box:
    """A word in tesseract's table, in dots from the page's upper left corner. `line` numbers block, paragraph and line."""

    text: str
    sureness: float
    line: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def is_word(self) -> bool:
        return any(map(str.isalnum, self.text)) or (bool(self.text) and self.sureness >= _SURE)


def _boxes(table: str) -> Iterator[_Box]:
    for row in table.split("\n"):
        if row.startswith(_WORD):
            _, _, *line, _, left, top, width, height, sureness, text = row.split("\t")
            yield _Box(text.strip(), float(sureness), tuple(line), float(left), float(top), float(width), float(height))


def _upright(page: Sequence[_Box]) -> list[_Box]:
    """The boxes of a page that lies on its side or head, as if it had been turned: its words follow each other some other way."""
    steps = [(b.left - a.left, b.top - a.top) for a, b in pairwise(page) if a.line == b.line]
    right, down = sum(step[0] for step in steps), sum(step[1] for step in steps)
    if abs(down) > abs(right):
        turned = [(b.top, -b.right) if down > 0 else (-b.bottom, b.left) for b in page]
        return [replace(b, left=left, top=top, width=b.height, height=b.width) for b, (left, top) in zip(page, turned, strict=True)]
    return [replace(b, left=-b.right, top=-b.bottom) for b in page] if right < 0 else list(page)


def _level(page: Sequence[_Box]) -> list[_Box]:
    """The boxes of a page that went through the scanner at a slant, as if its long lines were level."""
    slopes = []
    for _, boxes in groupby(page, key=attrgetter("line")):
        ends = [box for box in boxes if not _DESCENDERS & set(box.text)]
        if ends and ends[-1].left - ends[0].left > _LONG:
            slopes.append((ends[-1].bottom - ends[0].bottom) / (ends[-1].left - ends[0].left))
    slope = median(slopes) if slopes else 0.0
    return [replace(box, top=box.top - slope * box.left) for box in page]


def _words(page: Sequence[_Box]) -> Iterator[Word]:
    """The words of a page, those of a line on one base line: single boxes reach down as far as their letters do."""
    for _, boxes in groupby(page, key=attrgetter("line")):
        line = list(boxes)
        standing = [box for box in line if not _DESCENDERS & set(box.text)] or line
        base = median(box.bottom for box in standing)
        tall = median(box.height for box in [box for box in standing if _TALL & set(box.text)] or line)
        for box in _without_rules(line, tall):
            text = _SMALL_L.sub("I", normalise(box.text))
            yield Word(text, box.left * _POINTS, box.right * _POINTS, -base * _POINTS, _EM * tall * _POINTS, is_bold=False)


def _without_rules(line: Sequence[_Box], tall: float) -> Iterator[_Box]:
    """The boxes with an upright stroke read as the letter I, if it stands beside a word and is no taller; else it is a rule or an edge."""
    for box in line:
        if "|" not in box.text:
            yield box
            continue
        gaps = [max(other.left - box.right, box.left - other.right) for other in line if other is not box]
        if _STROKE.fullmatch(box.text) and box.height < _RULE * tall and min(gaps, default=tall) < tall:
            yield replace(box, text=box.text.replace("|", "I"))
        elif box.text.strip("|"):
            yield replace(box, text=box.text.strip("|"))
