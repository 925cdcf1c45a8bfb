"""Running headers, footers and page numbers: taken out before lines are joined, because they stand inside sentences."""

import re
from collections import Counter
from itertools import pairwise

from liftmine.reading.layout import PAGE_BREAK

_PAGE_LINE = re.compile(r"\s*[-–—|]*\s*(?:page|pg\.?|p\.)\s*:?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|]*\s*$", re.IGNORECASE)
_PAGE_LINE_ENDS = frozenset("0123456789-–—|")
_BARE_PAGE = re.compile(r"\s*(?:[-–—|]\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_RANKS = 4  # a header or footer has at most so many lines
_SHARE = 0.4  # of the pages: left and right pages may differ


def take_out_furniture(lines: list[str]) -> int:
    """Blanks, in place, the lines that repeat at page edges and the page numbers; returns how many.

    A page edge is a form feed, or a line that says "Page 2 of 4", which becomes one. What stands at the top of the document
    stays even where later pages repeat it: there it is the title.
    """
    numbered = [no for no, line in enumerate(lines) if line[-1:] in _PAGE_LINE_ENDS and len(line) < 60 and _PAGE_LINE.match(line)]
    feeds = [no for no, line in enumerate(lines) if line == PAGE_BREAK]
    for no in numbered:
        lines[no] = "" if feeds else PAGE_BREAK
    edges = [-1, *(feeds or numbered), len(lines)]
    pages = [[no for no in range(start + 1, end) if lines[no]] for start, end in pairwise(edges)]
    if len(pages) < 2:
        return len(numbered)
    taken = len(numbered)
    for _ in range(_RANKS):
        gone = _page_numbers(lines, pages) | _repeats(lines, pages[1:], 0, len(pages)) | _repeats(lines, pages, -1, len(pages))
        if not gone:
            break
        taken += len(gone)
        for no in gone:
            lines[no] = ""
        for page in pages:  # what goes is always outermost
            if page and page[0] in gone:
                del page[0]
            if page and page[-1] in gone:
                del page[-1]
    return taken


def _page_numbers(lines: list[str], pages: list[list[int]]) -> set[int]:
    """Outermost lines that hold only a number, and that number about the page's own."""
    gone = set()
    for page_no, page in enumerate(pages, 1):
        for no in {*page[:1], *page[-1:]} if len(page) > 1 else ():
            found = _BARE_PAGE.match(lines[no])
            if found and abs(int(found[1]) - page_no) <= 2:
                gone.add(no)
    return gone


def _repeats(lines: list[str], pages: list[list[int]], side: int, n_pages: int) -> set[int]:
    """Lines that are outermost on one side of many pages, digits aside."""
    keys = {page[side]: _DIGITS.sub("#", " ".join(lines[page[side]].split())) for page in pages if page}
    counts = Counter(keys.values())
    needed = max(2, round(_SHARE * n_pages))
    return {no for no, key in keys.items() if counts[key] >= needed}
