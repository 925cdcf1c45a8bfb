"""Transcripts: which layout of speaker labels explains a document, and where its turns begin (ATTRIBUTION §4, pass 4).

Every layout is a pattern tried at the start of each line. A layout's score is log(turns) × recurrence × quality of its labels ×
share of the text behind its first label. Minutes with vote blocks look exactly like a transcript, so a separate gate asks
whether the turns speak in the first and second person.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from liftmine.attribution.minutes.verbs import VERBS, Act
from liftmine.attribution.minutes.words import STOP_LABELS
from liftmine.attribution.model import Block
from liftmine.attribution.people.names import PARTICLES, read_name
from liftmine.attribution.transcripts.legend import read_legend

LEAST_RECURRENCE = 0.5
MOST_LABEL_CHARACTERS = 60
MOST_LABEL_WORDS = 7
LEAST_TURNS = 3
LEAST_EACH = 2
"""Least questions, and least answers, of a hearing with both kinds of labels."""
REGULAR, QUALITY_OF_REGULAR = 0.8, 0.8
"""Share of the paragraphs of an interview that begin with a label, from which every such label counts, and as how good."""
PERSON_GATE = 0.02
"""Least share of I, you, we, my, your among the words of turns in a transcript."""


class Label(NamedTuple):
    """A speaker label. The turn begins at `start`, its words at `end`."""

    start: int
    end: int
    name: str


class Layout(NamedTuple):
    """A layout of labels found in a document, in order, with its score."""

    name: str
    labels: tuple[Label, ...]
    score: float


_TIME = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_LAYOUTS = {
    "colon": re.compile(
        rf"^[ \t]*(?:{_TIME}[ \t]*[-–—]?[ \t]*|Q?\d{{1,4}}[.)]?[ \t]+|"
        rf"[*_>]{{1,2}}[ \t]?)?(?P<label>[^\W\d_][^:\n\t]{{0,59}}?)[*_]{{0,2}}[ \t]*(?:{_TIME}[ \t]*)?:[*_]{{0,2}}(?=\s|$)",
        re.MULTILINE,
    ),
    "bracket": re.compile(r"^[ \t]*(?:\[(?P<label>[^\W\d_][^\]\n]{0,59})\]|<v(?:\.\w+)? (?P<vtt>[^>\n]{1,59})>)[ \t]*:?", re.MULTILINE),
    "question_answer": re.compile(r"^[ \t]*(?P<label>Q|A|Question|Answer)\d{0,4}[.:)]?[ \t]+(?=\S)", re.MULTILINE),
    "capitals_line": re.compile(r"^[ \t]*(?P<label>[A-Z][A-Z .'’()-]{2,49}[A-Z.)])[ \t]*:?[ \t]*$", re.MULTILINE),
    "name_line": re.compile(rf"^[ \t]*(?P<label>[^\W\d_][^:\n\t]{{1,49}}?)(?:[ \t]+{_TIME}|:)?[ \t]*$", re.MULTILINE),
    "title_stop": re.compile(
        r"^[ \t]*(?P<label>(?:Mr|Mrs|Ms|Dr|Chairman|Chairwoman|Senator|The)\.? [A-Z][A-Z'’-]{2,30}(?: of [A-Z][a-z]+)?)\.[ \t]+(?=\S)",
        re.MULTILINE,
    ),
    "stop": re.compile(
        r"^[ \t]*(?P<label>[A-Z]{2,4}\d?|[A-Z]\d{1,2}|(?:Interviewe[re]|Respondent|Participant|Speaker|Resp?|Int) ?\d{0,2})\.[ \t]+(?=\S)",
        re.MULTILINE,
    ),
    "tab": re.compile(r"^(?P<label>[^\W\d_][^:\n\t]{0,49}?):?(?:\t+| {2,})(?=\S)", re.MULTILINE),
    "dash": re.compile(r"^[ \t]*(?P<label>[^\W\d_][^:\n\t–—]{1,49}?)[ \t]+[–—-][ \t]+(?=\S)", re.MULTILINE),
}
_LOOSE = frozenset(["name_line", "capitals_line", "dash", "tab", "stop", "bold_block"])
"""Layouts whose lines headings and lists have too: their speakers must come back."""
_ROLE = re.compile(
    r"(?:the |madam |mr |madame |deputy |acting |vice[- ]|lead )*(?:interviewer|interviewee|respondent|participant|moderator|"
    r"facilitator|researcher|counsel|witness|chair|chairman|"
    r"chairwoman|chairperson|speaker|clerk|secretary|president|court|judge|coroner|mayor|questioner|question|answer|q|a|int|res|i|"
    r"r|p|m|f|male|female|man|woman|"
    r"unidentified|unknown|audience|member|host|presenter|operator|usher|associate|interpreter|stenographer)"
    r"(?: (?:to the inquiry|inquiry|speaker|male|female|member|voice|of the board|of the public|for [\w ]+|"
    r"general))?[ .#-]?(?:\d{1,3}|[a-z])?",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Councillor|Councilor|Cllr|Mayor|Senator|Chairman|"
    r"Director|Justice|Rev)\.? \S",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b[A-Z][a-z]+ (?:said|stated|asked|responded|noted|indicated|explained|commented|replied|added|reported|suggested|requested|"
    r"thanked|concurred|agreed)\b"
)
REPORTING_GATE = 2.5
"""Most "Name said" per 1,000 words of a transcript: people who speak rarely report, secretaries do nothing else."""
_INITIALS = re.compile(r"[A-Z]{1,4}\d{0,2}")
_PERSONS = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|[Yy]ou|[Yy]our|[Ww]e|[Mm]y|[Ww]e're|[Yy]ou're|[Ww]e've)\b")
_SMALL = frozenset(["of", "the", "and", "for", "to", "&"])
_GENERIC = re.compile(
    r"(?:the )?(?:counsel|counsel inquiry|counsel to the inquiry|interviewer|moderator|facilitator|researcher|questioner|q|question)",
    re.IGNORECASE,
)


def read_labels(text: str, blocks: Sequence[Block], is_listed: Callable[[str], bool], *, is_interview: bool) -> Layout | None:
    """The layout of labels that explains the document best; None where it is no transcript.

    `is_listed` says whether a label names somebody in the directory. Of minutes, only a text that speaks in the first and
    second person is a transcript; what the study calls an interview is one wherever labels are found.
    """
    if not is_interview and not _may_be_transcript(text):
        return None
    found = []
    legend_end = read_legend(text).end if is_interview else 0
    for name, every in _candidates(text, blocks):
        candidates = [label for label in every if label.start >= legend_end]
        is_regular = is_interview and name == "colon" and _opens_paragraphs(candidates, blocks)
        accepted = _accept(candidates, text, is_listed, is_regular=is_regular)
        found.append(_score(name, accepted, text, least_letters=1 if is_interview else 4))
    best = max(found, key=lambda layout: layout.score, default=None)
    if best is None or best.score <= 0 or len(best.labels) < (2 if is_interview else LEAST_TURNS):
        return None
    return best if is_interview or _is_speech(text, best.labels) else None


def _may_be_transcript(text: str) -> bool:
    """A quick look: half of each gate over the whole text, and first a tenth of the gate for "I" alone, which every talk is full of."""
    words = text.count(" ") + 1
    persons = text.count(" I ") + text.count(" I'") + text.count(" I’")
    if persons < 0.1 * PERSON_GATE * words:
        return False
    persons += text.count(" you ") + text.count(" my ") + text.count(" we ") + text.count(" your ")
    return persons >= 0.5 * PERSON_GATE * words and 500 * len(_REPORTING.findall(text)) <= REPORTING_GATE * words


def _candidates(text: str, blocks: Sequence[Block]) -> list[tuple[str, list[Label]]]:
    layouts = []
    for name, pattern in _LAYOUTS.items():
        labels = []
        for match in pattern.finditer(text):
            group = match.lastgroup or "label"
            labels.append(Label(match.start() + _indent(match), match.end(), " ".join(match.group(group).split()).rstrip("*_")))
        layouts.append((name, _behind_header(labels, text)))
    found = dict(layouts)
    layouts.append(("hearing", _hearing(found["colon"], found["question_answer"], text)))
    layouts.append(("bold_block", _bold_blocks(text, blocks)))
    return layouts


def _hearing(named: Sequence[Label], parts: Sequence[Label], text: str) -> list[Label]:
    """Names in capitals and, where counsel examines a witness, Q and A for the two: one layout, for the one ends where the other begins."""
    marked = [label for label in parts if label.name in ("Q", "A") and text[label.start + 1 : label.end] != " "]
    n_each = Counter(label.name for label in marked)
    capitals = [label for label in named if len(label.name) > 1 and label.name.isupper() and not label.name.startswith("BY ")]
    fewer = min(n_each["Q"], n_each["A"])
    if not capitals or fewer < LEAST_EACH or 4 * fewer < len(marked):
        return []
    return sorted({label.start: label for label in (*capitals, *marked)}.values())


def _behind_header(labels: list[Label], text: str) -> list[Label]:
    """Without the lines of the form at the top of an interview ("Interviewee: Ann Ray, Manager"): a part, and a name instead of words."""
    first = 0
    while first < len(labels) and _ROLE.fullmatch(labels[first].name.casefold()):
        line = text[labels[first].end :].split("\n", 1)[0]
        name = read_name(line.strip(" \t*_"))
        if name is None or line.rstrip(" *_").endswith((".", "?", "!", "…")):
            break
        first += 1
    return labels[first:]


def _indent(match: re.Match[str]) -> int:
    whole = match.group()
    return len(whole) - len(whole.lstrip())


def _bold_blocks(text: str, blocks: Sequence[Block]) -> list[Label]:
    """Short bold blocks, as word processors keep them."""
    bold = [block for block in blocks if block.is_bold and block.char_end - block.char_start <= MOST_LABEL_CHARACTERS]
    return [Label(b.char_start, b.char_end, " ".join(text[b.char_start : b.char_end].split()).rstrip(":")) for b in bold]


def _opens_paragraphs(labels: Sequence[Label], blocks: Sequence[Block]) -> bool:
    """Whether nearly every paragraph begins with a label, as in transcripts that a program has written.

    What stands there is a speaker then, whatever it looks like: a given name, "LEE, Ann (NHS)", the name of an account.
    """
    starts = {label.start for label in labels}
    paragraphs = [block.char_start for block in blocks if block.kind == "paragraph"]
    return len(labels) >= LEAST_TURNS and sum(start in starts for start in paragraphs) >= REGULAR * len(paragraphs)


def _accept(labels: list[Label], text: str, is_listed: Callable[[str], bool], *, is_regular: bool) -> list[tuple[Label, float]]:
    """Labels that name a speaker, each with the quality of its kind."""
    counts = Counter(label.name for label in labels)
    back_as = Counter(split_label(label.name)[0] for label in labels)
    quality = {name: _quality(split_label(name)[0], back_as[split_label(name)[0]], is_listed) for name in counts}
    if is_regular:
        # The heads of a form stand once.
        names = [name for name, n in counts.items() if n > 1 and len(name.split()) <= MOST_LABEL_WORDS]
        back = {name for name in names if name.casefold() not in STOP_LABELS}
        quality = {name: found or QUALITY_OF_REGULAR * (name in back) for name, found in quality.items()}
    return [(label, quality[label.name]) for label in labels if quality[label.name] > 0 and text[label.end :].strip() != ""]


def _quality(name: str, count: int, is_listed: Callable[[str], bool]) -> float:
    """Directory > role word > title > shape of a name > initials and words that come back three times."""
    key = name.casefold().strip(" .")
    if not key or key in STOP_LABELS or len(key.split()) > MOST_LABEL_WORDS:
        return 0.0
    if _ROLE.fullmatch(key) and (len(key) > 1 or count > 1):
        return 0.95
    if _TITLED.match(name):
        return 0.9 if len(key.split()) <= 6 and _is_capitalised(name) else 0.0
    if is_listed(name):
        return 1.0
    return _quality_of_shape(name, count)


def split_label(label: str) -> tuple[str, str]:
    """A label's name and what stands behind it: "OLA BRANDT (FENWICK LTD)", "Ann Ray, Northbridge PCT" when she speaks first.

    "RAY, Ann" stays whole, for a surname is no name of its own.
    """
    bare, bracket, inside = label.partition(" (")
    if bracket and inside.endswith(")"):
        return bare, inside.rstrip(")")
    head, comma, details = label.partition(", ")
    name = read_name(head.title() if head.isupper() else head) if comma and _is_capitalised(details) else None
    return (head, details) if name and name.end == len(head) else (label, "")


def _quality_of_shape(name: str, count: int) -> float:
    written = name.title() if name.isupper() and " " in name else name
    person = read_name(written)
    if person is not None and person.end == len(written):
        return 0.85
    if count >= 3 and len(name.split()) <= 4 and (_INITIALS.fullmatch(name) or name[0].isupper()):
        return 0.6
    return 0.5 if count >= 5 and len(name.split()) <= 2 else 0.0


def _is_capitalised(name: str) -> bool:
    """Every word begins with a capital, but for particles and what stands in brackets."""
    return all(word[0].isupper() or word in PARTICLES or word in _SMALL for word in re.sub(r"\(.*?\)", "", name).split())


def _score(name: str, accepted: list[tuple[Label, float]], text: str, *, least_letters: int) -> Layout:
    if len(accepted) < 2:
        return Layout(name, (), 0.0)
    counts = Counter(label.name for label, _ in accepted)
    recurrence = sum(count for count in counts.values() if count > 1) / len(accepted)
    quality = sum(q for _, q in accepted) / len(accepted)
    cover = (len(text) - accepted[0][0].start) / max(len(text), 1)
    empty = sum(a.end >= b.start - 1 for (a, _), (b, _) in pairwise(accepted)) / len(accepted)
    score = log(1 + len(accepted)) * (0.1 + recurrence) * quality * cover * (1 - empty)
    if name == "question_answer" and len(counts) < 2:
        score = 0.0
    if name in _LOOSE and (recurrence < LEAST_RECURRENCE or max(map(len, counts)) < least_letters):
        score = 0.0
    return Layout(name, tuple(label for label, _ in accepted), score)


def _is_speech(text: str, labels: Sequence[Label]) -> bool:
    """The gate: the turns speak as I and you, and are not summaries behind a name ("Director X: asked …")."""
    ends = [label.start for label in labels[1:]] + [len(text)]
    turns = [text[label.end : end] for label, end in zip(labels, ends, strict=True)]
    spoken = "\n".join(turns).replace("’", "'")
    words = spoken.count(" ") + len(turns)
    first_words = (turn.split(None, 1)[:1] for turn in turns)
    summaries = sum(1 for first in first_words if first and VERBS.get(first[0].lower()) is Act.SPEECH and first[0].endswith("ed"))
    reports = len(_REPORTING.findall(spoken))
    persons = len(_PERSONS.findall(spoken))
    return persons >= PERSON_GATE * words and summaries < 0.3 * len(labels) and 1_000 * reports <= REPORTING_GATE * words


def is_generic(name: str) -> bool:
    """Does the label name a part in the conversation rather than a person?"""
    return _GENERIC.fullmatch(name) is not None
