"""Heads of sentences and clauses (ATTRIBUTION §4, pass 6).

All patterns are tried at one position or walk once through a sentence; none repeats a repeat.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.minutes.subjects import NOBODY, RUN, Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import HEADS, HEADS_AS_WRITTEN, Act, Predicate, read_predicate
from liftmine.attribution.minutes.words import (
    ADVERBIAL_OPENERS,
    DETERMINERS,
    NEVER_IN_SUBJECT,
    SUBJECT_NOUNS,
)

LONGEST = 1_000
"""Characters of a sentence that are looked at."""

BULLETS = "•●○◦▪▫■□◆◇►▶➢➤✓✔‣⁃∙·*\uf02d\uf06f\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc–—-"
_CONNECTIVES = (
    r"Finally|Lastly|Additionally|However|Therefore|Also|Further|Furthermore|Moreover|Secondly|Firstly|Then|Next|Subsequently|Afterwards|"
    r"Later|Similarly|Meanwhile|Instead|Again|And|But|So|Thirdly"
)
_LEAD = (
    rf"(?:[{BULLETS}]\s*|o\s+|\(?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[.):]?\s*(?=[A-Z“\"‘'])|\(?[a-z]{{1,4}}\)\s*|\(?[A-Z]\)\s+|"
    r"[A-Z]\.\s+(?=[A-Z][a-z]+\s[a-z])|[IVX]{1,5}\.\s+|[“\"‘'])"
)
_VERB = (
    r"\s*(?:\([^()]{0,80}\)\s*)?:?\s*"
    r"(?:(?:also|then|further|again|next|now|still|both|all|once|later|too|therefore|thereafter|first|himself|herself|each|just|"
    r"in turn|[a-z]+ly)"
    r",?\s+){0,3}"
    r"(?P<verb>[A-Za-z]+)(?:['’]t\b)?"
)
_PREDICATE = re.compile(_VERB)
_HEAD = re.compile(rf" *(?:{_LEAD}){{0,3}}(?:(?:{_CONNECTIVES})\b,?\s+)?(?P<run>(?:(?:1st|2nd|3rd)\s+)?{RUN})(?:{_VERB})?")
_LOWER_HEAD = re.compile(rf" *(?P<run>(?:he|she|they|it|there|we|staff|members|trustees|directors|the)\b(?:\s+{RUN})?|{RUN})(?:{_VERB})?")
"""A subject, and the word behind it that may begin its predicate: read at one go, because every sentence begins here."""
SERIES = rf"(?P<series>{RUN}(?:, +(?:the +)?{RUN}){{1,5}})"
"""`AB, CD and the Clerk`."""
_SERIES = re.compile(rf"{SERIES}(?:{_VERB})")
_SERIES_ENDS = 120
_TOKEN = re.compile(r"\s*([\w'’&/-]+)")
BEGINS_SPEECH = re.compile(r"\s+(?:that|if|whether|how|why|what|when|where|who|he|she|they|it|there|we)\b")


class Head(NamedTuple):
    """Subject and predicate at the head of a clause. `start` is where the subject begins."""

    subject: Subject
    predicate: Predicate
    start: int
    verb: str


class Opening(NamedTuple):
    """A capitalised head without a predicate that tells anything."""

    run: str
    verb: str
    start: int


def may_hold_head(flat: str, start: int, end: int) -> bool:
    """A quick look: does any word there begin a predicate?"""
    return not HEADS_AS_WRITTEN.isdisjoint(flat[start:end].split())


@lru_cache(maxsize=1 << 14)
def is_adverbial(word: str) -> bool:
    """Does a sentence that begins with `word` open with an adverbial, its subject behind a comma?"""
    return word in ADVERBIAL_OPENERS or (word.endswith("ing") and len(word) > 5)


def read_head(flat: str, start: int, end: int, subjects: Subjects, *, lower: bool = False) -> Head | Opening | None:
    """The head at `start`: a Head where a known predicate follows, an Opening where only a subject could be read.

    With `lower`, a subject may begin in lower case (after an adverbial: "In reply, the chair said").
    """
    match = (_LOWER_HEAD if lower else _HEAD).match(flat, start, end)
    if match is None:
        return None
    run, verb = match.group("run", "verb")
    begin, after = match.span("run")
    if is_adverbial(run.partition(" ")[0]):
        return Opening(run, "", begin)
    predicate = None
    subject_end = after
    if verb in HEADS:
        predicate = read_predicate(flat, verb, match.end())
    elif flat.startswith(",", after) and (series := _series(flat, begin, after, end, subjects)):
        subject_end, verb = series.span("series")[1], series["verb"]
        run, predicate = series["series"], read_predicate(flat, verb, series.end()) if verb in HEADS else None
    elif flat.startswith(",", after):
        subject_end, predicate, verb = _after_commas(flat, after, end) or (after, None, verb)
    elif verb in SUBJECT_NOUNS or run in DETERMINERS:
        subject_end, predicate, verb = _after_nouns(flat, after, end) or (after, None, verb)
    if predicate is None:
        return Opening(run, verb or "", begin)
    subject = subjects.read(run if subject_end == after else flat[begin:subject_end])
    if subject is NOBODY and flat.startswith(",", after):
        return Opening(run, verb, begin)
    if predicate.act is Act.PROMISE and not _can_promise(subject):
        return Opening(run, verb, begin)
    return Head(subject, predicate, begin + subject.offset, verb)


def _can_promise(subject: Subject) -> bool:
    """Somebody known: things, bodies and strangers "would" do something in anybody's words."""
    return subject.sort is Sort.PERSON and subject.is_strong and subject.found is not None and not subject.found.basis.endswith("_unlisted")


def _series(flat: str, begin: int, after: int, end: int, subjects: Subjects) -> re.Match[str] | None:
    """`AB, CD and the Clerk all felt`: three people and more before one predicate."""
    if flat.find(" and ", after, min(end, after + _SERIES_ENDS)) < 0:
        return None
    match = _SERIES.match(flat, begin, end)
    return match if match and match["verb"] and " and " in match["series"] and subjects.read(match["series"]).sort is Sort.PERSON else None


_Named = tuple[int, Predicate, str]
"""Where a subject ends, the predicate behind it, and the predicate's first word."""


def _after_commas(flat: str, after: int, end: int) -> _Named | None:
    """`Liz Ray, Manager, Planning and Estates, introduced …`: the predicate stands behind one of the next five commas."""
    limit = min(end, after + 200)
    comma = after
    for _ in range(5):
        comma = flat.find(", ", comma + 1, limit)
        if comma < 0:
            return None
        following = _PREDICATE.match(flat, comma + 2, end)
        verb = following["verb"] if following else ""
        predicate = read_predicate(flat, verb, following.end()) if following and verb in HEADS else None
        if predicate is not None:
            return after, predicate, verb
    return None


def _after_nouns(flat: str, after: int, end: int) -> _Named | None:
    """`The finance manager of the trust reported`: lower-case nouns stand between the capital and the verb."""
    position = after
    for count in range(8):
        following = _PREDICATE.match(flat, position, end) if count else None
        if following and following["verb"] in HEADS:
            predicate = read_predicate(flat, following["verb"], following.end())
            return (position, predicate, following["verb"]) if predicate else None
        token = _TOKEN.match(flat, position, end)
        word = token.group(1) if token else "which"
        if token is None or word in NEVER_IN_SUBJECT or (count and word.endswith("ed")):
            return None
        position = token.end()
    return None
