"""The words of a PDF's page with their places, as pdfium's text layer has them."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from liftmine.reading.layout.normalise import normalise

_WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?")  # pdfium marks a hyphen at a line end with one of these two
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BOLD_WEIGHT = 600
_NAME_BYTES = 96
_SLANT = 0.15  # radians: what is turned further was stamped across the text
_TURNS: tuple[Callable[[float, float], tuple[float, float]], ...] = (
    lambda x, y: (x, y),
    lambda x, y: (-y, x),
    lambda x, y: (-x, -y),
    lambda x, y: (y, -x),
)


@dataclass(slots=True)
class Word:
    """A word: its left and right edge, base line and height of type in points, as if the page stood upright."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool
    is_turned: bool = False  # against the direction of the page's text


def read_words(document: pypdfium2.PdfDocument, number: int) -> list[Word]:
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


def _measure(raw: pdfium.FPDF_TEXTPAGE, text: str) -> Iterator[Word]:
    left, right, bottom, top, x, base = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    angle = _angle(raw, text)
    turn = _TURNS[round(angle / (math.pi / 2)) % 4]
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
        yield Word(
            normalise(_CONTROL.sub("\ufffd", word)),
            start,
            max(end, start),
            turn(x.value, base.value)[1],
            size if size > 4 else 1.4 * height,
            is_bold,
            abs(math.remainder(pdfium.FPDFText_GetCharAngle(raw, first) - angle, math.tau)) > _SLANT,
        )


def _angle(raw: pdfium.FPDF_TEXTPAGE, text: str) -> float:
    """The direction in which most of the text runs, in radians: scanned pages often lie on their side."""
    letters = [no for no, character in enumerate(text) if character.isalpha()]
    return median(pdfium.FPDFText_GetCharAngle(raw, no) for no in letters[:: max(1, len(letters) // 25)]) if letters else 0.0
