"""Who speaks, where a sentence says so only inside or at its end: "…, Mr Ray said, …", "in the view of AB", "It was clear to CD that".

The document is scanned once for the places; whose they are is asked only where no plainer frame has settled it.
"""

import re
from bisect import bisect_left

from liftmine.attribution.minutes.clauses import Head, read_head
from liftmine.attribution.minutes.subjects import RUN, Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import HEADS, HEADS_AS_WRITTEN, Act, Predicate, read_predicate

_CLAUSE = re.compile(
    r", +(?:(?:as|or so|so|which(?! the )) )?(?P<clause>(?:(?:Mr|Mrs|Ms|Dr|Cllr|Prof)\. )?"
    r"(?:[A-Z]|he |she |the |members |trustees |staff |governors |directors |said |added |replied |thought |felt )[^,.;:()?!]{1,70})"
    r"(?=[,.;:?!]|\s+[–—-]|\s*$)"
)
_TAIL = re.compile(
    r"(?:\s+(?:the\s+)?(?:meeting|[Bb]oard|[Mm]embers|[Cc]ommittee|[Gg]roup|room|[Pp]anel|[Dd]irectors|[Tt]rustees|[Gg]overnors|[Cc]hair\w*)\b)?"
    r"(?:\s+(?!(?:that|whether|if|how|why|what|when|where|who|and|but|he|she|they|was|were|is|are|had|has|would|could|should|will|the|an?)\b)"
    r"[\w'’-]+(?:\s+(?:the|an?|this|that|his|her)\s+[\w'’-]+)?){0,4}\s*\Z"
)
"""What may stand between verb and comma: "…, Mr Ray said in reply to the Chair, …". A clause there is a report of its own."""
_PERSON = rf"(?P<subject>(?:[Tt]he\s+)?{RUN}|the\s+[a-z]+(?:\s[a-z]+)?|members|trustees|governors|staff|(?:legal\s+)?counsel)"
_INVERTED = re.compile(rf"(?:said|added|replied|thought|felt)\s+{_PERSON}\s*\Z")
_OPINION = (
    r"(?:view|opinion|judge?ment|belief|understanding|experience|contention|position|suggestion|advice|feeling|hope|wish|concern|words|eyes|"
    r"mind)"
)
_VIEW = (
    rf"(?:(?:[Aa]ccording\s+to|(?:[Ii]n|[Tt]o)\s+the\s+(?:\w+\s+)?{_OPINION}\s+of)\s+{_PERSON}"
    rf"|(?:[Ii]n|[Tt]o)\s+(?P<owner>(?:the\s+)?{RUN})[’']s?\s+(?:own\s+)?{_OPINION}\b)"
)
_FEELINGS = (
    r"(?:troubled|worried|concerned|pleased|surprised|struck|alarmed|disturbed|disappointed|reassured|encouraged|puzzled|saddened|annoyed|"
    r"heartened|frustrated|dismayed|delighted|angered|amazed|shocked|irritated|impressed|gave|mattered\s+to|occurred\s+to)"
)
_VIEW_FIRST = re.compile(_VIEW)
_VIEW_INSIDE = re.compile(rf", +{_VIEW}")
_IT_IS_TO = re.compile(
    rf"It\s+(?:also\s+)?(?:(?:was|is|remained)\s+(?:also\s+)?the\s+(?:\w+\s+)?{_OPINION}\s+of|"
    rf"(?:was|is|seemed|appeared|remained|became)\s+(?:(?!to\b|\w+ed\b)[\w-]+\s+){{0,3}}?(?:to|for)|{_FEELINGS})\s+{_PERSON}"
    r"(?=\s+(?:[\w-]+\s+){0,3}?(?:that|to|how|why|whether|when)\b)"
)
"""`It was the view of AB that`, `It was clear to AB that`, `It gave AB great confidence that`."""
_THEIR_VIEW = re.compile(rf"It\s+(?:was|is|remained)\s+(?P<owner>(?:the\s+(?:[a-z]+\s+)?)?{RUN})[’']s?\s+(?:\w+\s+)?{_OPINION}\s+that\b")
_OWNED = re.compile(
    rf"(?P<owner>(?:The\s+(?:[a-z]+\s+)?)?{RUN}(?=[’']s?\s)|The\s+[a-z]+(?=[’']s?\s)|His(?=\s)|Her(?=\s))(?:[’']s?)?\s+(?:\w+\s+)?"
    rf"(?:{_OPINION}|recollection|preference|impression|reply|answer|response|worry|fear|question|point|argument)\s+(?:was|is|had\s+been|remained)\b"
)
"""`AB's recollection was different`, `Her concern was that`."""
_OWN_VIEW = re.compile(rf",\s+(?:in|to)\s+(?P<owner>his|her)\s+(?:own\s+)?{_OPINION},")
_WHO = re.compile(rf"(?P<subject>{RUN}),\s+who\s+(?:(?:also|now|still|again|\w+ly)\s+)?(?P<verb>[a-z]+)\b")


class Asides:
    """Reads them in one document."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the document on one line."""
        self._flat = flat
        self._subjects = subjects
        spans = (match.span("clause") for match in _CLAUSE.finditer(flat))
        self._clauses = [(start, end) for start, end in spans if not HEADS_AS_WRITTEN.isdisjoint(flat[start:end].split())]

    def between_commas(self, start: int, stop: int) -> Head | None:
        """`The rooms, Mr Ray advised, were let`: the first clause of a few words that names somebody who speaks."""
        clauses = self._clauses
        for index in range(bisect_left(clauses, (start, 0)), len(clauses)):
            begin, end = clauses[index]
            if begin >= stop:
                break
            head = self._read_clause(begin, min(end, stop))
            if head is not None:
                return head if _TAIL.match(self._flat, head.predicate.end, end) else None  # else the frame of what follows
        return None

    def _read_clause(self, begin: int, end: int) -> Head | None:
        head = read_head(self._flat, begin, end, self._subjects, lower=True)
        if isinstance(head, Head):
            return head if head.start == begin and head.predicate.act is Act.SPEECH and _can_speak(head.subject) else None
        inverted = _INVERTED.match(self._flat, begin, end)
        return self._head(inverted, end, "said") if inverted else None

    def opinion(self, start: int, stop: int) -> Head | None:
        """`In the view of AB`, `according to the Chair`, `It was clear to CD that`, `The noise troubled EF, who feared that`."""
        flat = self._flat
        if flat.startswith("It ", start):
            view = _IT_IS_TO.match(flat, start, stop) or _THEIR_VIEW.match(flat, start, stop)
        else:
            view = _VIEW_FIRST.match(flat, start, stop) or self._owned(start, stop)
        if view is None and flat.find(", ", start, stop) >= 0:
            view = _VIEW_INSIDE.search(flat, start, stop) or _OWN_VIEW.search(flat, start, stop)
        if view is not None and (head := self._head(view, view.end(), "said")):
            return head
        who = _WHO.search(flat, start, stop) if flat.find(" who ", start, stop) >= 0 else None
        if who is None or who["verb"] not in HEADS:
            return None
        predicate = read_predicate(flat, who["verb"], who.end())
        return self._head(who, predicate.end, who["verb"]) if predicate and predicate.act is Act.SPEECH else None

    def _owned(self, start: int, stop: int) -> re.Match[str] | None:
        """Only where an apostrophe or a pronoun may own something: most sentences are settled by one look."""
        words = self._flat[start : min(stop, start + 60)]
        may_own = "'" in words or "’" in words or words.startswith(("His ", "Her "))
        return _OWNED.match(self._flat, start, stop) if may_own else None

    def _head(self, match: re.Match[str], end: int, verb: str) -> Head | None:
        """The head made of whoever the match names; a word too many behind the name is dropped."""
        group = "owner" if match.groupdict().get("owner") else "subject"
        words = {"his": "he", "her": "she"}.get(match[group].lower(), match[group])
        for name in (words, words.rpartition(" ")[0]):
            subject = self._subjects.read(name) if name else None
            if subject is not None and _can_speak(subject):
                return Head(subject, Predicate(Act.SPEECH, end), match.start(group) + subject.offset, verb)
        return None


def _can_speak(subject: Subject) -> bool:
    return subject.is_strong or subject.sort in (Sort.PRONOUN, Sort.COLLECTIVE)
