"""Heads of sentences, and the places where a second voice begins inside one (ATTRIBUTION §4, passes 5 and 6).

All patterns are tried at one position or walk once through a sentence; none repeats a repeat.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from liftmine.attribution.minutes.subjects import COLLECTIVE, NOBODY, RUN, Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import HEADS, HEADS_AS_WRITTEN, Act, Predicate, read_predicate
from liftmine.attribution.minutes.words import (
    ADVERBIAL_OPENERS,
    ANSWERS,
    DETERMINERS,
    NEVER_IN_SUBJECT,
    NO_CUT_BEFORE,
    SUBJECT_NOUNS,
    word_set,
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
_HEAD = re.compile(rf" *(?:{_LEAD}){{0,3}}(?:(?:{_CONNECTIVES})\b,?\s+)?(?P<run>(?:(?:1st|2nd|3rd)\s+)?{RUN})")
_LOWER_HEAD = re.compile(rf" *(?P<run>(?:he|she|they|it|there|we|staff|members|trustees|directors|the)\b(?:\s+{RUN})?|{RUN})")
_PREDICATE = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?:?\s*"
    r"(?:(?:also|then|further|again|next|now|still|both|all|once|later|too|therefore|thereafter|first|himself|herself|each|just|"
    r"in turn|[a-z]+ly)"
    r",?\s+){0,3}"
    r"(?P<verb>[A-Za-z]+)(?:['’]t\b)?"
)
_TOKEN = re.compile(r"\s*([\w'’&/-]+)")
_SECOND = (
    re.compile(r"[;:–—•)\]]\s*(?=[A-Z])"),
    re.compile(
        r"(?: (?:and|but|while|whilst|whereas) +(?=[A-Z])|, +to which +(?=[A-Z])"
        r"|(?:, +(?:and|but)|[;:]) +(?=(?:the +)?(?:[Mm]embers|[Bb]oard|[Mm]eeting|[Cc]ommittee|[Gg]roup|[Tt]rustees|"
        r"[Dd]irectors|[Pp]anel|others|this|that|it) ))"
    ),
    re.compile(r"(?:Director|Chairman|Chair|Mr|Ms|Mrs|Dr|Councillor|Cllr|Member)\.? +[A-Z]"),
)
_THIS_WAS_AGREED = re.compile(
    r"(?:it +was +(?:(?:also|then|therefore|[a-z]+ly) +)?(?:agreed|decided|resolved|noted|felt)(?= +(?:that|to|not)\b|[.;,])|"
    r"(?:this|that|these) +(?:was|were) +(?:(?:also|then|duly|[a-z]+ly) +)?(?:agreed|accepted|approved|noted|resolved|decided|"
    r"felt|endorsed|supported|welcomed)\b(?=[.;,]| +(?:unanimously|in principle|without|that|to)\b| *$))"
)
THE_MEETING = Subject(Sort.COLLECTIVE, "", COLLECTIVE)
"""Whoever decides where nobody is named."""
_JOINING = word_set("but while whilst whereas")
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
    run, begin, after = match.group("run"), match.start("run"), match.end()
    if is_adverbial(run.partition(" ")[0]):
        return Opening(run, "", begin)
    following = _PREDICATE.match(flat, after, end)
    verb = following.group("verb") if following else ""
    named: _Named | None = None
    if following and verb in HEADS:
        named = _named(flat, after, following)
    elif flat[after : after + 1] == ",":
        named = _after_commas(flat, after, end)
    elif verb in SUBJECT_NOUNS or run in DETERMINERS:
        named = _after_nouns(flat, after, end)
    if named is None:
        return Opening(run, verb, begin)
    subject = subjects.read(flat[begin : named.subject_end])
    if subject is NOBODY and flat[after : after + 1] == ",":
        return Opening(run, verb, begin)
    if named.predicate.act is Act.PROMISE and not _can_promise(subject):
        return Opening(run, verb, begin)
    return Head(subject, named.predicate, begin + subject.offset, named.verb)


def _can_promise(subject: Subject) -> bool:
    """Somebody known: things, bodies and strangers "would" do something in anybody's words."""
    return subject.sort is Sort.PERSON and subject.is_strong and subject.found is not None and not subject.found.basis.endswith("_unlisted")


class _Named(NamedTuple):
    """A predicate, its first word, and where the subject before it ends."""

    subject_end: int
    predicate: Predicate
    verb: str


def _named(flat: str, subject_end: int, following: re.Match[str]) -> _Named | None:
    verb = following.group("verb")
    predicate = read_predicate(flat, verb, following.end())
    return None if predicate is None else _Named(subject_end, predicate, verb)


def _after_commas(flat: str, after: int, end: int) -> _Named | None:
    """`Liz Ray, Manager, Planning and Estates, introduced …`: the predicate stands behind one of the next five commas."""
    limit = min(end, after + 200)
    comma = after
    for _ in range(5):
        comma = flat.find(", ", comma + 1, limit)
        if comma < 0:
            return None
        following = _PREDICATE.match(flat, comma + 2, end)
        named = _named(flat, after, following) if following and following.group("verb") in HEADS else None
        if named is not None:
            return named
    return None


def _after_nouns(flat: str, after: int, end: int) -> _Named | None:
    """`The finance manager of the trust reported`: lower-case nouns stand between the capital and the verb."""
    position = after
    for count in range(8):
        following = _PREDICATE.match(flat, position, end) if count else None
        if following and following.group("verb") in HEADS:
            return _named(flat, position, following)
        token = _TOKEN.match(flat, position, end)
        word = token.group(1) if token else "which"
        if token is None or word in NEVER_IN_SUBJECT or (count and word.endswith("ed")):
            return None
        position = token.end()
    return None


def find_boundaries(flat: str) -> list[int]:
    """Where a second voice could begin: behind `;`, `:`, a dash, a bracket, a bullet, `and`, `but`, before an office or title."""
    behind, joined, titled = _SECOND
    places = [match.end() for match in behind.finditer(flat)]
    places += [match.end() for match in joined.finditer(flat)]
    places += [
        place for match in titled.finditer(flat) if (place := match.start()) > 1 and flat[place - 1] == " " and _ends_word(flat[place - 2])
    ]
    return sorted(places)


def _ends_word(character: str) -> bool:
    return character.islower() or character.isdigit() or character == "%"


def find_second_heads(flat: str, boundaries: Sequence[int], end: int, subjects: Subjects) -> list[Head]:
    """Heads at `boundaries` (within one sentence, which ends at `end`) whose subject nobody could mistake and whose verb is speech."""
    heads: list[Head] = []
    for boundary in boundaries:
        if flat[boundary].islower():
            joined = _read_joined(flat, boundary, end, subjects)
            heads += [joined] if joined and (not heads or joined.start > heads[-1].start) else []
            continue
        head = read_head(flat, boundary, end, subjects)
        if not isinstance(head, Head) or head.predicate.act is not Act.SPEECH or not head.subject.is_strong:
            continue
        if head.subject.sort is Sort.PERSON and (not heads or head.start > heads[-1].start) and _may_cut(flat, head):
            heads.append(head)
    return heads


def _read_joined(flat: str, boundary: int, end: int, subjects: Subjects) -> Head | None:
    """`…, and the members concurred`, `…, and this was agreed`: the answer of the meeting."""
    agreed = _THIS_WAS_AGREED.match(flat, boundary, end)
    if agreed:
        return Head(THE_MEETING, Predicate(Act.DECISION, agreed.end()), boundary, "agreed")
    head = read_head(flat, boundary, end, subjects, lower=True)
    if not isinstance(head, Head) or head.subject.sort is not Sort.COLLECTIVE or head.start != boundary:
        return None
    if not head.verb.endswith("ed") and head.verb not in ("felt", "thought", "said"):
        return None  # the present tense goes on with what somebody says
    return head if head.predicate.act in (Act.SPEECH, Act.DECISION) else None


def _may_cut(flat: str, head: Head) -> bool:
    """Not behind "that", "by" or a verb of speech; behind a bare word only where the speech goes on as a clause of its own."""
    before = flat[max(0, head.start - 12) : head.start].split()
    word = before[-1] if before else ""
    if before[-2:] == ["to", "which"]:
        return True
    if word == "and":
        return head.verb in ANSWERS
    if word in NO_CUT_BEFORE or word in HEADS:
        return False
    return not word[-1:].isalnum() or word[0].isupper() or word in _JOINING or BEGINS_SPEECH.match(flat, head.predicate.end) is not None
