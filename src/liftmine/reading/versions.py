"""Draft and approved minutes of one meeting: what a paper says of its own standing, and which version counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from liftmine.reading.near_duplicates import NEAR, Sketch, overlap, similarity

SAME_MEETING = 0.35  # of the shorter text stands in the longer: two bodies that meet on one day share their formulae, which is less

_DRAFT = (
    r"(?:draft|unconfirmed|unapproved|unadopted|unratified|provisional|(?:(?:not|yet|to|be|awaiting|pending|subject|for)\s+){1,3}"
    r"(?:approval|confirmation|agreement|ratification|adoption|(?:approv|confirm|agre|ratifi|adopt)ed))"
)
_APPROVED = r"(?:approved|confirmed|adopted|ratified|final)"
_IS_DRAFT = re.compile(rf"\b{_DRAFT}\b", re.IGNORECASE)
_IS_APPROVED = re.compile(rf"\b{_APPROVED}\b", re.IGNORECASE)
_VERSION = re.compile(r"(?<![A-Za-z])v(?:er(?:sion)?)?\.?[\s_-]?(\d{1,2}(?:\.\d{1,2})?)(?![\d.]|[A-Za-z])", re.IGNORECASE)
_OF_PAPER = re.compile(r"\b(?:minutes|notes|record|summary|copy|version|meeting|document)\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"\W*(?:{_DRAFT}|{_APPROVED})(?:\W+(?:v(?:ersion)?\W*)?[\d./-]{{1,12}}|\W+(?:on|at|by)\b.{{0,60}}|\W+copy)*\W*", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:last|previous|next|matters|motion|minutes of the (?:last|previous)|approval of|approve the|agree the)\b", re.IGNORECASE
)
_FIRST_ITEM = re.compile(r"\s*(?:1|I|A)[.)]\s|\s*(?:apologies|welcome|call to order|introductions)\b", re.IGNORECASE)
_TOP, _LINES, _LONGEST = 1_500, 30, 200  # the title: characters, lines, and the length of a line of it

_NOUN = re.compile(r"\b(Board|(?:Sub-?)?Committee|Group|Panel|Forum|Assembly|Cabinet|Directors|Governors|Trustees)\b", re.IGNORECASE)
_LEADING = frozenset(
    [
        "open",
        "public",
        "closed",
        "private",
        "draft",
        "approved",
        "unconfirmed",
        "unapproved",
        "confirmed",
        "final",
        "minutes",
        "notes",
        "summary",
        "the",
        "of",
        "a",
        "regular",
    ]
)
_BREAK = re.compile(r"[^\w\s'’&-]|\s[-–—]\s|\b(?:minutes|notes|summary|meetings?|held|record|title|of the|of a)\b", re.IGNORECASE)


class Marks(NamedTuple):
    """What a paper says of itself. `standing`: draft, approved or None; `version` as numbered, 0 without; `body` that met."""

    standing: str | None
    version: float
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A document as a version of the minutes of a meeting."""

    document_id: str
    meeting: tuple[str, date]
    """Partnership and day."""
    marks: Marks
    sketch: Sketch
    n_runs: int

    @property
    def rank(self) -> tuple[int, float]:
        """The higher counts: approved before unmarked before draft, then the later version."""
        return {"draft": 0, None: 1, "approved": 2}[self.marks.standing], self.marks.version


def read_marks(text: str, margins: str = "") -> Marks:
    """What the title and the margins (running headers, footers, watermarks) of a paper say of its standing."""
    title = [line for line in text[:_TOP].split("\n") if line.strip()][:_LINES]
    title = title[: next((number for number, line in enumerate(title) if _FIRST_ITEM.match(line)), len(title))]
    is_marked = any(pattern.search(text, 0, _TOP) for pattern in (_IS_DRAFT, _IS_APPROVED, _VERSION))  # few papers are
    said = [line for line in title if len(line) < _LONGEST and _speaks_of_itself(line)] if is_marked else []
    written = "\n".join([*said, margins])
    return Marks(_standing(written), _version(written), next(_bodies(title), None))


def marks_in_name(path: str) -> Marks:
    """What the name of a file says of the standing of the paper."""
    name = re.sub(r"[_\W]+", " ", path.rpartition("/")[2].rpartition(".")[0])
    return Marks(_standing(name), _version(re.sub(r"[_\s-]+", " ", path.rpartition("/")[2].rpartition(".")[0])))


def join_marks(text: Marks, name: Marks) -> Marks:
    """The text's own word first, then the file name's."""
    return Marks(text.standing or name.standing, text.version or name.version, text.body)


def find_superseded(versions: Sequence[Version]) -> dict[str, str]:
    """Document → the version of the same minutes that counts in its place.

    One meeting: same partnership and day, no two different bodies, and texts of which the shorter stands for 35 % in the longer.
    Of its versions the one of highest rank counts. An unmarked paper yields to an approved one only where the two are nearly equal
    (similarity 0.85); versions of equal rank all stay.
    """
    ordered = sorted(versions, key=lambda v: (v.meeting, v.document_id))
    found: dict[str, str] = {}
    for _, group in groupby(ordered, key=lambda v: v.meeting):
        papers = list(group)
        for paper in papers:
            better = [other for other in papers if other.rank > paper.rank and _is_same_meeting(paper, other)]
            if better:
                found[paper.document_id] = max(better, key=lambda v: (v.rank, v.document_id)).document_id
    return found


def _is_same_meeting(lower: Version, higher: Version) -> bool:
    if lower.marks.body and higher.marks.body and not _is_same_body(lower.marks.body, higher.marks.body):
        return False
    if lower.marks.standing is None and higher.marks.standing is not None:
        return similarity(lower.sketch, higher.sketch) >= NEAR
    return overlap(lower.sketch, higher.sketch, (lower.n_runs, higher.n_runs)) >= SAME_MEETING


def _is_same_body(one: str, other: str) -> bool:
    """One name says all that the other says: "Board" may be any board."""
    some, others = set(one.split()), set(other.split())
    return some <= others or others <= some


def _speaks_of_itself(line: str) -> bool:
    return bool(_ALONE.fullmatch(line) or (_OF_PAPER.search(line) and not _OF_OTHERS.search(line)) or _VERSION.search(line))


def _standing(written: str) -> str | None:
    if _IS_DRAFT.search(written):
        return "draft"
    return "approved" if _IS_APPROVED.search(written) else None


def _version(written: str) -> float:
    return max((float(number) for number in _VERSION.findall(written)), default=0.0)


def _bodies(title: Sequence[str]) -> Iterator[str]:
    """Names of boards and committees in a title, in small letters, those in lines that speak of minutes or a meeting first."""
    for line in sorted(filter(_NOUN.search, title), key=lambda line: _OF_PAPER.search(line) is None):
        for piece in _BREAK.split(line):
            noun = next(iter(_NOUN.finditer(piece)), None)
            if noun and len(piece) < _LONGEST and (noun[0][0].isupper()):
                words = piece[: noun.end()].casefold().split()
                while words and words[0] in _LEADING:
                    del words[0]
                yield " ".join(words)
