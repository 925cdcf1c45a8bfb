"""What a meeting decided: resolutions, what it agreed, approved or noted, and motions with what became of them."""

import re
from collections.abc import Iterator, Sequence

from liftmine.attribution.meetings.motions import Resolution, read_motions
from liftmine.attribution.minutes.frames import Sentence
from liftmine.attribution.model import Part, PartKind

_KINDS = {
    "resolved": "resolved determined decided",
    "agreed": "agreed",
    "approved": "approved accepted adopted ratified endorsed authorised authorized confirmed signed",
    "noted": "noted received acknowledged",
    "recommended": "recommended",
    "requested": "requested",
    "deferred": "deferred postponed",
    "rejected": "rejected refused declined",
    "delegated": "delegated",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_VERB = rf"(?P<verb>(?i:{'|'.join(_KIND_OF)}))\b"
_MARKER = r"[\s*_•▪●-]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2}){0,2})[.)]*\s+)?"
_NUMBER = re.compile(r"(?:\s*\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+)?")
_ADVERB = r"(?:(?:also|further|then|therefore|unanimously|formally|duly|again|all|both|has|have|had|hereby|subsequently|\w+ly)\s+){0,3}"
_BODY = (
    r"(?:(?:The|the)\s+)?(?:[A-Z][\w’'&-]*\s+(?:and\s+)?){0,5}?"
    r"(?:Board|Committee|Members|Directors|Trustees|Governors|Group|Panel|Council|Cabinet|Forum|Body|Trust|PCT|"
    r"meeting|Meeting|members|directors|trustees|governors|They|It)"
)
_SAID = re.compile(
    rf"{_MARKER}(?:{_BODY}\s+{_ADVERB}{_VERB}|(?:Resolved|RESOLVED|Agreed|AGREED|Approved|APPROVED|Noted|NOTED)(?:\s+\w+ly)?(?=\s*(?::|"
    rf"that\b|to\b|,|[–-]))|(?i:it\s+(?:was|is|has\s+been|had\s+been))\s+{_ADVERB}{_VERB.replace('verb', 'verb2')})"
)
_AND = re.compile(
    rf"{_MARKER}(?:(?:After|Following|Having|On|In|Accordingly|"
    rf"Therefore)\b[^.;]{{0,60}}?,?\s)?{_BODY}\s+(?:[a-z][^.;,]{{2,80}}?\s(?:and|then)\s+)?{_ADVERB}{_VERB}(?=\s+(?:to|that|"
    rf"the|its|a|an|both|all|this|it)\b)"
)
_CONTENT = re.compile(
    rf"{_MARKER}{_BODY}\s+(?:was|were)\s+(?:all\s+)?(?:content|happy|pleased|minded|able)\s+to\s+(?P<what>approve|accept|"
    rf"adopt|agree|note|endorse|support|ratify|recommend)\b"
)
_CONTENT_KINDS = {"agree": "agreed", "note": "noted", "recommend": "recommended"}
_PASSIVE = re.compile(
    rf"(?P<subject>[^.;]{{3,160}}?)\s(?:was|were|be|been)\s+{_ADVERB}{_VERB}(?!\s+(?:by\s+(?!the\s+(?:Board|Committee|"
    rf"meeting|members|trustees|directors)|all)|from\b|with\b))"
)
_PAPERS = re.compile(
    r"\b(?:minutes|reports?|updates?|papers?|accounts|position|recommendations?|resolution|budget|plan|strategy|policy|"
    r"policies|proposal|register|terms|contract|motion|agenda|case|item|business|requests?|application|bid|offer|tender|claim)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"{_MARKER}(?:{_BODY}(?:\s+{_ADVERB}{_VERB})?|RESOLVED|Resolved|AGREED|Agreed|DECISIONS?|Decisions?|RESOLUTIONS?|"
    rf"It was (?:resolved|agreed|RESOLVED|AGREED))(?:\s+(?:to|that|the following))?\s*:"
)
_LISTED = re.compile(rf"{_MARKER}(?:to\s+)?{_VERB}", re.IGNORECASE)
_ORDERED = re.compile(rf"{_MARKER}(?:[Tt]o|[Tt]hat)\s+[a-z]")
_ITEM = re.compile(r"(?:[-–•▪●*]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s*[a-z]")
_DECISION = re.compile(rf"{_MARKER}(?:DECISIONS?|Decisions?|RESOLUTIONS?|Resolutions?|Outcome|OUTCOME)\s*[:–-]\s*(?=\S)")
_OPENINGS = ("Decision", "DECISION", "RESOLVED", "Resolved", "Outcome", "IT WAS", "Members were", "The ", "After ", "Following ")
"""How a decision may begin that is not told as the meeting's own words."""
_OF_MINUTES = re.compile(r"The (?:[a-z]+ )?(?:minutes|notes)\b")
_SIGNS = (
    *(sign for word in ("reject", "defer", "declin", "refus", "postpon", "minutes", "notes") for sign in (word, word.capitalize())),
    *("ecision", "ECISION", "ESOLV", "esolv", "utcome", "content to", "happy to"),
)
"""What no such decision is without."""
_UNSURE = ("The ", "After ", "Following ")
_UNHEARD = frozenset(("deferred", "rejected"))
_LONGEST_LEAD = 140


def read_resolutions(text: str, parts: Sequence[Part], sentences: Sequence[Sentence]) -> list[Resolution]:
    """The decisions in reading order, by the sentences that are the meeting's own, the parts of motions, and lists below a lead-in."""
    found = {r.start: r for r in _listed(text, parts)}
    for r in [*read_motions(text, parts), *_said(text, parts, sentences)]:
        if not any(other.start <= r.start < other.end for other in (found.get(r.start),) if other):
            found.setdefault(r.start, r)
    return [found[start] for start in sorted(found)]


def _said(text: str, parts: Sequence[Part], sentences: Sequence[Sentence]) -> Iterator[Resolution]:
    place = 0
    for start, end, voice, _, _, _ in sentences:
        while parts[place].char_end <= start:
            place += 1
        part = parts[place]
        is_own = voice.mode == "collective" or part.kind is PartKind.MOTION
        if not is_own and not (text.startswith(_OPENINGS, start) and _is_told(text[start:end])):
            continue
        number = _NUMBER.match(text, start, end)
        begin = number.end() if number else start
        words = " ".join(text[begin:end].split())
        if words.endswith(":"):  # what was decided stands below
            continue
        kind = _kind_of(words, is_own=is_own)
        if kind:
            yield Resolution(part.section, begin, end, kind)


def _is_told(words: str) -> bool:
    return any(sign in words for sign in _SIGNS)


def _kind_of(words: str, *, is_own: bool) -> str | None:
    marked = _DECISION.match(words)
    said = _SAID.match(words) if is_own or not words.startswith(_UNSURE) else None
    if said:
        verb = said["verb"] or said["verb2"] or words.lstrip(" *_•▪●-(").split()[0]
        return _KIND_OF.get(re.sub(r"\W", "", verb).casefold(), "resolved")
    content = _CONTENT.match(words)
    if content:
        return _CONTENT_KINDS.get(content["what"], "approved")
    joined = _AND.match(words) if is_own else None
    if joined:
        return _KIND_OF[joined["verb"].casefold()]
    passive = _PASSIVE.match(words, marked.end() if marked else 0)
    if passive and (marked or _PAPERS.search(passive["subject"])):
        kind = _KIND_OF[passive["verb"].casefold()]
        return kind if marked or is_own or kind in _UNHEARD or _OF_MINUTES.match(words) else None
    return "resolved" if marked else None


def _listed(text: str, parts: Sequence[Part]) -> Iterator[Resolution]:
    """The items below "The Board:" or "RESOLVED:"."""
    kind: str | None = None
    is_open = False
    for part in parts:
        if not is_open and (part.char_end - part.char_start > _LONGEST_LEAD or text.find(":", part.char_start, part.char_end) < 0):
            continue
        words = " ".join(text[part.char_start : part.char_end].split())
        if not words:
            continue
        lead = _LEAD.fullmatch(words) if words.endswith(":") else None
        if lead:
            is_open, kind = True, _kind_of(words.rstrip(":") + " that", is_own=True) or ("resolved" if "esol" in words.casefold() else None)
            continue
        listed = _LISTED.match(words)
        is_open = is_open and bool(listed or (kind and (_ORDERED.match(words) or _ITEM.match(words))))
        if is_open:
            start = text.index(words[0], part.char_start)
            end = part.char_start + len(text[part.char_start : part.char_end].rstrip())
            yield Resolution(part.section, start, end, _KIND_OF[listed["verb"].casefold()] if listed else kind or "resolved")
