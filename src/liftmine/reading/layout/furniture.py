"""Running headers, footers and page numbers: taken out before lines are joined, because they stand inside sentences."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from liftmine.reading.layout.lines import PAGE_BREAK

_PAGE_LINE = re.compile(
    r"\s*[-–—|\[(]*\s*(?:page|pg\.?|p\.)\s*:?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|\])]*$|.{0,90}\bpage \d{1,4} of \d{1,4}$"
    r"|\s*[-–—]\s?\d{1,3}\s?[-–—]$|\s*\d{1,4}\s*\|\s*p ?a ?g ?e$",
    re.IGNORECASE,
)
_PAGE_LINE_LENGTH = 110
_PAGE_LINE_ENDS = frozenset("0123456789-–—|])")
_BARE_PAGE = re.compile(r"\s*(?:[-–—|]\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_BARE_LENGTH = 20
_FEW_PAGES = 5
_FEWEST_IN_ORDER, _LEAST_PAGE = 3, 8  # page numbers without page breaks: so many in order, so many lines apart
# What begins so is said and decided in the paper, however often it recurs; nor does a running line begin in the middle of a sentence.
_CONTENT = re.compile(r"\s*(?:[a-z]{2}|(?i:resolved|motion|moved|seconded|agreed|carried|action|vote|proposed|the motion))")
_WORD = re.compile(r"\w+")
_STANDING = frozenset(("draft", "unapproved", "unconfirmed", "confirmed", "approved", "confidential"))
_RANKS = 4  # a header or footer has at most so many lines
_SHARE = 0.4  # of the pages: left and right pages may differ


def take_out_furniture(lines: list[str]) -> int:
    """Blanks, in place, the lines that repeat at page edges and the page numbers; returns how many.

    A page edge is a form feed, or a line that says "Page 2 of 4", which becomes one. What stands at the top of the document
    stays even where later pages repeat it: there it is the title, unless the lines below it say the same again.
    """
    filled = [no for no, line in enumerate(lines) if line]
    numbered = [no for no in filled if lines[no][-1] in _PAGE_LINE_ENDS and _is_page_line(lines[no])]
    numbered += [no for no in filled if lines[no][-1] in "eE" and len(lines[no]) < _BARE_LENGTH and _is_page_line(lines[no])]
    numbered.sort()
    feeds = [no for no in filled if lines[no] == PAGE_BREAK]
    if not feeds and not numbered:
        numbered = _numbers_in_order(lines, filled)
    for no in numbered:
        lines[no] = "" if feeds else PAGE_BREAK
    edges = [-1, *(feeds or numbered), len(lines)]
    if len(edges) < 3:
        return len(numbered)
    gone = set(numbered)
    pages = [
        [no for no in filled[bisect_right(filled, start) : bisect_left(filled, end)] if no not in gone] for start, end in pairwise(edges)
    ]
    taken = len(numbered)
    dated = {lines[no] for no in pages[0][:_RANKS] if _is_dated(_mask(lines[no]))}
    below_header: set[int] = set()
    for _ in range(_RANKS):
        # A header that wraps: its second line may be no more than a year, but then it repeats the document's own top exactly.
        wrapped = {no for no in below_header if lines[no] in dated}
        gone = _page_numbers(lines, pages) | _repeats(lines, pages, 0) | _repeats(lines, pages, -1) | wrapped
        if not gone:
            break
        below_header = {page[1] for page in pages[1:] if len(page) > 1 and page[0] in gone}
        taken += len(gone)
        for no in gone:
            lines[no] = ""
        for page in pages:  # what goes is always outermost
            if page and page[0] in gone:
                del page[0]
            if page and page[-1] in gone:
                del page[-1]
    return taken


def _is_page_line(line: str) -> bool:
    """Whether the line gives its page in words. The letters are looked for before the pattern is, which tries every place."""
    if len(line) >= _PAGE_LINE_LENGTH:
        return False
    folded = line.lower().lstrip(" -–—|[(")
    return ("page" in folded or folded[:1] == "p" or (folded[:1].isdigit() and len(folded) < _BARE_LENGTH)) and bool(_PAGE_LINE.match(line))


def _numbers_in_order(lines: list[str], filled: list[int]) -> list[int]:
    """Bare numbers between blank lines that count the pages of a text without page breaks: 1, 2, 3, a page's length apart."""
    found: list[int] = []
    for no in filled:
        line = lines[no].strip()
        if not (line.isdecimal() and len(line) < 4) or (no and lines[no - 1]) or (no + 1 < len(lines) and lines[no + 1]):
            continue
        is_next = int(line) == int(lines[found[-1]]) + 1 and no - found[-1] >= _LEAST_PAGE if found else int(line) <= 2
        if is_next:
            found.append(no)
    return found if len(found) >= _FEWEST_IN_ORDER else []


def _page_numbers(lines: list[str], pages: list[list[int]]) -> set[int]:
    """Outermost lines that hold only a number, and that number about the page's own."""
    gone = set()
    for page_no, page in enumerate(pages, 1):
        for no in {*page[:1], *page[-1:]} if len(page) > 1 else ():
            found = _BARE_PAGE.match(lines[no])
            if found and abs(int(found[1]) - page_no) <= 2:
                gone.add(no)
    return gone


def _repeats(lines: list[str], pages: list[list[int]], side: int) -> set[int]:
    """Lines that are outermost on one side (0 top, -1 bottom) of many pages, digits aside; the document's own top is spared."""
    keys = {page[side]: _mask(lines[page[side]]) for page in pages if page}
    counts = Counter(keys.values())
    titles = {_mask(lines[no]) for no in pages[0][:_RANKS]} if side == 0 else set()
    needed = max(3, round(_SHARE * len(pages)))
    spared = pages[0][:1] if side == 0 and not _is_said_again(lines, pages[0]) else []
    return {
        no
        for no, key in keys.items()
        if no not in spared
        and _has_words(key)
        and not _CONTENT.match(lines[no])
        and (key in titles or counts[key] >= (2 if len(pages) <= _FEW_PAGES and _is_dated(key) else needed))
    }


def _is_said_again(lines: list[str], page: list[int]) -> bool:
    """Whether the page's first line gives a number, and the next lines every word of it: a running header above the title."""
    if not page or not _is_dated(_mask(lines[page[0]])):
        return False
    below = {word for no in page[1 : 1 + _RANKS] for word in _words(lines[no])}
    return below.issuperset(_words(lines[page[0]]) - _STANDING)


def _words(line: str) -> set[str]:
    return set(_WORD.findall(line.lower()))


@lru_cache(maxsize=4096)  # the same few lines are asked about in every round
def _mask(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _has_words(key: str) -> bool:
    """Bullets, lone figures and the labels of vote blocks recur by chance."""
    return any(character.isalpha() for character in key) and key[-1] != ":"


def _is_dated(key: str) -> bool:
    """Words with a number in them. In a short document two of anything else may be chance: the same motion, the same names."""
    return "#" in key
