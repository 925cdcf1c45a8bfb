"""Heads of sentences, and the places where a second voice begins inside one (ATTRIBUTION §4, passes 5 and 6).

All patterns are tried at one position or walk once through a sentence; none repeats a repeat.
"""

import re
from typing import NamedTuple

from liftmine.attribution.subjects import RUN, Sort, Subject, Subjects
from liftmine.attribution.verbs import HEADS, Act, Predicate, read_predicate

LONGEST = 1_000
"""Characters of a sentence that are looked at."""

BULLETS = "•●○◦▪▫■□◆◇►▶➢➤✓✔‣⁃∙·*\uf02d\uf06f\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc–—-"
_CONNECTIVES = (
    r"Finally|Lastly|Additionally|However|Therefore|Also|Further|Furthermore|Moreover|Secondly|Firstly|Then|Next|Subsequently|Afterwards|"
    r"Later|Similarly|Meanwhile|Instead|Again|And|But|So|Thirdly"
)
_LEAD = (
    rf"(?:[{BULLETS}]\s*|o\s+|\(?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[.):]?\s*(?=[A-Z“\"‘'])|\(?[a-z]{{1,4}}\)\s*|\(?[A-Z]\)\s+|[A-Z]\.\s+(?=[A-Z][a-z]+\s[a-z])|[“\"‘'])"
)
_HEAD = re.compile(rf"(?:{_LEAD}){{0,3}}(?:(?:{_CONNECTIVES})\b,?\s+)?(?P<run>(?:(?:1st|2nd|3rd)\s+)?{RUN})")
_LOWER_HEAD = re.compile(rf"(?P<run>(?:he|she|they|it|there|we|staff|members|trustees|directors|the)\b(?:\s+{RUN})?|{RUN})")
_PREDICATE = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?:?\s*"
    r"(?:(?:also|then|further|again|next|now|still|both|all|once|later|too|therefore|thereafter|first|himself|herself|each|just|in turn|[a-z]+ly),?\s+){0,3}"
    r"(?P<verb>[A-Za-z]+)"
)
_COMMA = re.compile(r",\s")
_TOKEN = re.compile(r"\s*([\w'’&/-]+)")
_NEVER_IN_SUBJECT = frozenset("that which who whom whose where when if whether because as than to by at on in with without into from upon also be".split())
_SECOND = re.compile(
    r"(?:[;:–—•)\]]\s*| (?:and|but|while|whilst|whereas) )(?=[A-Z])"
    r"|(?<=[a-z0-9%]) (?=(?:Director|Chairman|Chair|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Councillor|Cllr|Member) [A-Z])"
)
_BEGINS_SPEECH = re.compile(r"\s+(?:that|if|whether|how|why|what|when|where|who|he|she|they|it|there|we)\b")
_ANSWERS = frozenset("replied responded answered said stated confirmed explained advised noted asked added commented agreed felt thanked reported".split())
_NO_CUT_BEFORE = frozenset("that which why as when whether if by to with from for of than because and or between the a".split())
_LEAD_INS = frozenset(
    """In On At For Following Regarding With As After When To By During Upon Before Given Since While Although If Under Because From Based Until Once
    Throughout Despite Without Due Prior Asked Whilst Where Unless Per""".split()
)


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


def is_adverbial(word: str) -> bool:
    """Does a sentence that begins with `word` open with an adverbial, its subject behind a comma?"""
    return word in _LEAD_INS or (word.endswith("ing") and len(word) > 5)


def read_head(flat: str, start: int, end: int, subjects: Subjects, *, lower: bool = False) -> Head | Opening | None:
    """The head at `start`: a Head where a known predicate follows, an Opening where only a subject could be read.

    With `lower`, a subject may begin in lower case (after an adverbial: "In reply, the chair said").
    """
    match = (_LOWER_HEAD if lower else _HEAD).match(flat, start, end)
    if match is None:
        return None
    after, begin = match.end(), match.start("run")
    if is_adverbial(flat[begin : flat.find(" ", begin, after)] if " " in match.group("run") else match.group("run")):
        return Opening(match.group("run"), "", begin)
    following = _PREDICATE.match(flat, after, end)
    verb = following.group("verb") if following else ""
    if verb in HEADS:
        predicate = read_predicate(flat, verb, following.end()) if following else None
        if predicate is not None:
            return _name_head(flat, begin, after, predicate, verb, subjects)
    elif flat[after : after + 1] == ",":
        head = _after_commas(flat, begin, after, end, subjects)
        if head is not None:
            return head
    elif verb:
        head = _after_nouns(flat, begin, after, end, subjects)
        if head is not None:
            return head
    return Opening(match.group("run"), verb, begin)


def _name_head(flat: str, begin: int, after: int, predicate: Predicate, verb: str, subjects: Subjects) -> Head:
    subject = subjects.read(flat[begin:after])
    return Head(subject, predicate, begin + subject.offset, verb)


def _after_commas(flat: str, begin: int, after: int, end: int, subjects: Subjects) -> Head | None:
    """`Liz Ray, Manager, Planning and Estates, introduced …`: the predicate stands behind one of the next commas."""
    limit = min(end, after + 200)
    for comma in list(_COMMA.finditer(flat, after + 1, limit))[:5]:
        following = _PREDICATE.match(flat, comma.end(), end)
        verb = following.group("verb") if following else ""
        predicate = read_predicate(flat, verb, following.end()) if following and verb in HEADS else None
        if predicate is not None:
            subject = subjects.read(flat[begin:after])
            return Head(subject, predicate, begin + subject.offset, verb) if subject.sort is not Sort.NOBODY else None
    return None


def _after_nouns(flat: str, begin: int, after: int, end: int, subjects: Subjects) -> Head | None:
    """`The finance manager of the trust reported`: lower-case nouns stand between the capital and the verb."""
    position = after
    for _ in range(8):
        token = _TOKEN.match(flat, position, end)
        if token is None:
            return None
        word = token.group(1)
        if word in _NEVER_IN_SUBJECT:
            return None
        if word in HEADS and position > after:
            predicate = read_predicate(flat, word, token.end())
            if predicate is None:
                return None
            return _name_head(flat, begin, position, predicate, word, subjects)
        if word.endswith("ly") and position > after:
            following = _PREDICATE.match(flat, position, end)
            if following and following.group("verb") in HEADS:
                predicate = read_predicate(flat, following.group("verb"), following.end())
                return predicate and _name_head(flat, begin, position, predicate, following.group("verb"), subjects)
        position = token.end()
    return None


def find_second_heads(flat: str, start: int, end: int, subjects: Subjects) -> list[Head]:
    """Heads behind `;`, a dash, a bracket, a bullet, `and`, `but` … whose subject nobody could mistake and whose verb is speech."""
    heads: list[Head] = []
    for boundary in _SECOND.finditer(flat, start, end):
        head = read_head(flat, boundary.end(), end, subjects)
        if not isinstance(head, Head) or head.predicate.act is not Act.SPEECH or not head.subject.strong:
            continue
        if head.subject.sort is not Sort.PERSON or (heads and head.start <= heads[-1].start):
            continue
        if boundary.group() == " " and not _BEGINS_SPEECH.match(flat, head.predicate.end):
            continue
        before = flat[max(start, head.start - 12) : head.start].split()
        if before and (before[-1] in _NO_CUT_BEFORE or before[-1] in HEADS) and not (before[-1] == "and" and head.verb in _ANSWERS):
            continue
        heads.append(head)
    return heads
