"""Where sentences stand: a short rule set for English minutes and speech, one pass of a few plain patterns per document.

Every non-space character of a text stands in exactly one span. Time is linear in the text, whatever it holds.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

import numpy as np
import pyarrow as pa

from liftmine.tables.stages import SPANS

LONGEST = 1_000  # characters; what is longer has lost its full stops (tables, transcripts) and is cut at the best earlier place


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles and pointers: the sentence always goes on behind them.
_GOES_ON = _words(
    "mr mrs ms mx dr prof cllr clr rev revd hon messrs rt fr col gen lt capt sgt supt gov sen rep amb "
    "viz cf approx ca vs e.g i.e eg ie incl"
)
_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
# The sentence goes on where a number follows ("No. 5"), and ends elsewhere ("No. The ...").
_BEFORE_NUMBER = _MONTHS | _words("no nos fig figs para paras p pp vol ch sec art cl app ext tel ref s ss c eq tab rm")
# May end a sentence: it does where the next word is one that sentences begin with.
_MAY_END = _MONTHS | _words(
    "etc inc ltd co corp bros plc jr sr esq dept dist assn univ govt asst exec mgr min max st ave av rd blvd hwy sq"
)
_STARTERS = _words(
    """The This That These Those There Then Thus Therefore It Its He She They We You I His Her Their Our My A An And But Or So
    If When Where While What Which Who Why How In On At By For From To With Without As After Before During Following Since
    Until Under Although Though However Moreover Also Any All Both Each Every Some Many Most Members Member No None Not
    Nothing Once One Only Other Another Please Questions Further Director Directors Chair Chairman Chairwoman Board Mr Mrs
    Ms Dr Cllr Councillor Action Apologies Resolved Agreed"""
)
_BULLETS = "•●○◦▪▫■□◆◇►▶➢➤✓✔‣⁃∙\uf02d\uf06f\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"

_STOP = re.compile(r"""[.!?…]++[)\]}"'”’»]*+""")
_BREAK = re.compile(rf"[\t{_BULLETS}\u2029]")
_NEWLINE = re.compile(
    r"\n[^\S\n]*+(?:\n"  # an empty line
    r"|(?=[-–—*o·][^\S\n]+[^\W\d_a-z]"  # a list item; a dash may also stand in a sentence, so a capital must follow
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?[^\S\n]+[^\W\d_a-z]"  # "4.2 The Board", "3. Finance"
    r"|[IVX]{2,4}[.)][^\S\n]+[^\W\d_a-z]"
    r"|\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})\)[^\S\n]))"  # "(a) approve", "ii) note"
)
_OPENING = " \n\r\f\v\u00a0\u2003\u2009\u202f([{\"'“‘«"
_WORD_BEFORE = re.compile(r"[^\s(\[{\"“‘/–—]*\Z")
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]{0,2}\Z")  # "4.", "(a)", "iv."
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")  # "J", "U.S", "p.m"
_MARK_LENGTH = 16


def split_sentences(texts: pa.Table, blocks: pa.Table) -> pa.Table:
    """Sentences of TEXTS as SPANS: trimmed, in order, none crossing a block of BLOCKS.

    Ends are `. ! ? …` with their closing quotes and brackets, empty lines, tabs, bullets and items of a list. What is longer
    than 1,000 characters is cut at `;`, `,` or a space.
    """
    starts = blocks["char_start"].to_numpy()
    block_numbers = blocks["block_no"].to_numpy()
    documents = texts["document_id"]
    rows = _first_rows(documents, blocks["document_id"])
    counts, span_start, span_end, span_block = [], [], [], []
    for (first, last), text in zip(pairwise(rows), texts["text"].to_pylist(), strict=True):
        edges = starts[first:last].tolist()
        spans = _spans(text, [*_cuts(text, edges), len(text)], set(edges))
        counts.append(len(spans))
        begins = np.array([span[0] for span in spans], dtype=np.int32)
        span_start.append(begins)
        span_end.append(np.array([span[1] for span in spans], dtype=np.int32))
        span_block.append(block_numbers[first:last][np.searchsorted(edges, begins, side="right") - 1] if edges else np.zeros_like(begins))
    empty = [np.empty(0, dtype=np.int32)]
    numbers = [np.arange(count, dtype=np.int32) for count in counts]
    return SPANS.build(
        {
            "document_id": documents.combine_chunks().take(pa.array(np.repeat(np.arange(len(counts)), counts))),
            "span_no": np.concatenate(numbers or empty),
            "block_no": np.concatenate(span_block or empty),
            "char_start": np.concatenate(span_start or empty),
            "char_end": np.concatenate(span_end or empty),
        }
    )


def _first_rows(documents: pa.ChunkedArray, of_blocks: pa.ChunkedArray) -> list[int]:
    """Where the blocks of each document begin; both are in the order of their keys. One more at the end."""
    ids = of_blocks.to_pylist()
    return [bisect_left(ids, document) for document in documents.to_pylist()] + [len(ids)]


def _cuts(text: str, edges: list[int]) -> list[int]:
    """Every offset where a new sentence may begin, in order."""
    hard = {*edges, *(match.end() for match in _NEWLINE.finditer(text))}
    hard.update(match.start() for match in _BREAK.finditer(text))
    walls = sorted(hard)
    soft = []
    previous = 0
    for match in _STOP.finditer(text):
        if _ends_sentence(text, match):
            wall = bisect_right(walls, match.start())
            begin = max(previous, walls[wall - 1] if wall else 0)
            if match.end() - begin > _MARK_LENGTH or not _MARKER.match(text[begin : match.end()].strip(_OPENING)):
                soft.append(match.end())
                previous = match.end()
    return sorted({*walls, *soft})


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends at this stop; the word before it and the first letter behind it decide."""
    end = stop.end()
    ahead = text[end : end + 24]
    follows = ahead.lstrip(_OPENING)
    if not follows:
        return True
    if follows is ahead or len(follows) == len(ahead):  # glued to what follows: "agreed.The Board", "4.2", "www.example.org"
        return text[end - 1] == "." and text[max(0, stop.start() - 2) : stop.start()].islower() and _starts_sentence(follows)
    if follows[0].islower():
        return False
    if text[stop.start()] != "." or end - stop.start() > 1:
        return True
    match = _WORD_BEFORE.search(text, max(0, stop.start() - _MARK_LENGTH), stop.start())
    word = match[0] if match else ""
    return _word_ends_sentence(word, follows)


def _word_ends_sentence(word: str, follows: str) -> bool:
    """Whether a single full stop behind `word` ends the sentence, given the text that follows."""
    lowered = word.lower()
    if lowered in _GOES_ON:
        return False
    if lowered in _BEFORE_NUMBER and follows[0].isdigit():
        return False
    if lowered in _MAY_END or _INITIALS.match(word):
        return _starts_sentence(follows)
    return True


def _starts_sentence(follows: str) -> bool:
    """Whether the text begins with a word that sentences begin with."""
    letters = len(follows) - len(follows.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    return follows[:letters] in _STARTERS


def _spans(text: str, cuts: list[int], edges: set[int]) -> list[tuple[int, int]]:
    """The stretches between cuts, trimmed, none empty; a mark of a list alone goes with what follows it on its line and in its block."""
    spans = []
    begin = 0
    for cut in cuts:
        part = text[begin:cut]
        if part.isspace() or not part:
            begin = cut
            continue
        bare = part.strip()
        if len(bare) <= _MARK_LENGTH and text[cut : cut + 1] == "\t" and cut not in edges and (bare in _BULLETS or _MARKER.match(bare)):
            continue
        start = begin + len(part) - len(part.lstrip())
        end = start + len(bare)
        if end - start > LONGEST:
            spans.extend(_pieces(text, start, end))
        else:
            spans.append((start, end))
        begin = cut
    return spans


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that is too long, cut behind the last `;`, else `,`, else space of each thousand characters."""
    pieces = []
    while end - start > LONGEST:
        floor, ceiling = start + LONGEST // 4, start + LONGEST
        place = next((at + 1 for mark in ("; ", ", ", " ", "\n") if (at := text.rfind(mark, floor, ceiling)) >= 0), ceiling)
        bare = text[start:place].rstrip()
        pieces.append((start, start + len(bare)))
        rest = text[place:end]
        start = end - len(rest.lstrip())
    pieces.append((start, end))
    return pieces
