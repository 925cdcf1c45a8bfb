"""Where a second voice begins inside a sentence (ATTRIBUTION §4, pass 5): "AB asked for a date, and CD replied that …"."""

import re
from collections.abc import Sequence

from liftmine.attribution.minutes.clauses import BEGINS_SPEECH, Head, read_head
from liftmine.attribution.minutes.subjects import COLLECTIVE, Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import HEADS, Act, Predicate
from liftmine.attribution.minutes.words import ANSWERS, NO_CUT_BEFORE, word_set

_SECOND = (
    re.compile(r"[;:–—•)\]]\s*(?=[A-Z])"),
    re.compile(r" and +(?=[A-Z])"),
    re.compile(r" but +(?=[A-Z])"),
    re.compile(r" wh(?:ile|ilst|ereas) +(?=[A-Z])"),
    re.compile(r", +(?:al)?though +(?=[A-Z])"),
    re.compile(r", +(?:to )?which +(?=[A-Z])"),
    re.compile(r", +(?=which +(?:was|were) )"),
    re.compile(r", +(?:and|but|to which) +(?=the +[A-Z])"),
    re.compile(r"; +(?=the +[A-Z])"),
    re.compile(
        r"(?:, +(?:and|but)|[;:]) +(?=(?:the +)?(?:[Mm]embers|[Bb]oard|[Mm]eeting|[Cc]ommittee|[Gg]roup|[Tt]rustees|"
        r"[Dd]irectors|[Pp]anel|others|this|that|it) )"
    ),
)
"""One by one, because a pattern that begins with letters is found ten times as fast as one that begins with a choice."""
_TITLED = re.compile(r"(?:Director|Chairman|Chair|Mr|Ms|Mrs|Dr|Councillor|Cllr|Member)\.? +[A-Z]")
_THIS_WAS_AGREED = re.compile(
    r"(?:it +was +(?:(?:also|then|therefore|[a-z]+ly) +)?(?:agreed|decided|resolved|noted|felt)(?= +(?:that|to|not)\b|[.;,])|"
    r"(?:this|that|these) +(?:was|were) +(?:(?:also|then|duly|[a-z]+ly) +)?(?:agreed|accepted|approved|noted|resolved|decided|"
    r"felt|endorsed|supported|welcomed)\b(?=[.;,]| +(?:unanimously|in principle|without|that|to)\b| *$)|"
    r"which +(?:was|were) +(?:(?:also|then|duly|[a-z]+ly) +)?(?:agreed|accepted|approved|noted|adopted|endorsed|supported|welcomed)\b"
    r"(?=[.;]| +(?:unanimously|nem|without dissent|by (?:all|everyone|(?:the )?(?:[Bb]oard|members|meeting|[Cc]ommittee)))\b| *$))"
)
THE_MEETING = Subject(Sort.COLLECTIVE, "", COLLECTIVE)
"""Whoever decides where nobody is named."""
_JOINING = word_set("but while whilst whereas although though")
_TAKEN_UP = re.compile(r"(?: *to +\w+(?: +\w+)?)? *(?:[.;]|$)")
"""Nothing follows the verb of "which AB supported": it takes up what was said, and does not describe a thing."""


class SecondVoices:
    """Looks for them in one document, whose sentences come in order."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the document on one line."""
        self._flat = flat
        self._subjects = subjects
        self._boundaries = [*find_boundaries(flat), len(flat) + 1]
        self._next = 0

    def between(self, start: int, stop: int) -> list[Head]:
        """Their heads between `start` and `stop`; no boundary behind `start` is looked at again."""
        boundaries, first = self._boundaries, self._next
        while boundaries[first] < start:
            first += 1
        self._next = last = first
        while boundaries[last] < stop:
            last += 1
        return _find_heads(self._flat, boundaries[first:last], stop, self._subjects) if last > first else []


def find_boundaries(flat: str) -> list[int]:
    """Where a second voice could begin: behind `;`, `:`, a dash, a bracket, a bullet, `and`, `but`, before an office or title."""
    places = {match.end() for pattern in _SECOND for match in pattern.finditer(flat)}
    titled = (match.start() for match in _TITLED.finditer(flat))
    places.update(place for place in titled if place > 1 and flat[place - 1] == " " and _ends_word(flat[place - 2]))
    return sorted(places)


def _ends_word(character: str) -> bool:
    return character.islower() or character.isdigit() or character == "%"


def _find_heads(flat: str, boundaries: Sequence[int], end: int, subjects: Subjects) -> list[Head]:
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
    if not isinstance(head, Head) or head.start != boundary:
        return None
    if head.subject.sort is Sort.PERSON and head.subject.is_strong and head.predicate.act is Act.SPEECH:
        return head if head.verb in ANSWERS else None
    if head.subject.sort is not Sort.COLLECTIVE:
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
    if word == "which":
        return before[-2:-1] != [] and before[-2].endswith(",") and _TAKEN_UP.match(flat, head.predicate.end) is not None
    if word == "and":
        return head.verb in ANSWERS
    if word in NO_CUT_BEFORE or word in HEADS:
        return False
    return not word[-1:].isalnum() or word[0].isupper() or word in _JOINING or BEGINS_SPEECH.match(flat, head.predicate.end) is not None
