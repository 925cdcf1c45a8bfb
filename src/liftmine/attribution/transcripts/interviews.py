"""Transcripts to voices: whose label it is, and what in between is no speech."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes.frames import LAYOUT, UNLISTED, Sentence, Voice
from liftmine.attribution.minutes.subjects import Sort, Subjects
from liftmine.attribution.model import Block, Found, Paper, Part, Party
from liftmine.attribution.people.organisations import organisations_of
from liftmine.attribution.people.pseudonyms import make_person_id
from liftmine.attribution.transcripts.hearings import EXAMINED_BY, Hearing
from liftmine.attribution.transcripts.legend import ASKS
from liftmine.attribution.transcripts.verbatim import Label, Layout, is_generic, read_labels, split_label
from liftmine.attribution.turns import Mark

_STAGE = re.compile(
    r"[*_]{0,2}(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])[.*_]{0,3}|[*_][^*_]{1,200}[*_]|"
    rf"[A-Z .'’-]{{4,80}}(?:, [^()\n]{{3,100}})?\((?:sworn|affirmed|recalled|continued)[^()]*\)\.?(?:\s+{EXAMINED_BY}.{{3,60}})?|"
    r"[A-Z .'’-]{4,80}, (?:having been|called as a witness|a witness)\b.{3,160}|"
    rf"{EXAMINED_BY}.{{3,60}}|BY [A-Z .'’-]{{4,60}}:|(?:(?:RE-?)?(?:DIRECT|CROSS)[- ]?)?EXAMINATION"
)
_ANSWERER = re.compile(r"(?:a|answer|interviewee|respondent|participant|(?:the )?witness|r|p|res)(?:[ .#-]?\d{1,3})?", re.IGNORECASE)


def read_transcript(
    text: str, blocks: Sequence[Block], parts: Sequence[Part], spans: Sequence[tuple[int, int, int]], *, paper: Paper, subjects: Subjects
) -> tuple[list[Mark], list[Sentence]] | None:
    """Marks and sentences of a transcript; None where the document is none."""
    layout = read_labels(text, blocks, subjects.is_listed, is_interview=paper.kind == "interview")
    if layout is None:
        return None
    voices = _Voices(text, layout, paper, subjects)
    return _Transcript(text, blocks, parts, layout.labels, voices).read(spans)


class _Voices:
    """The voice behind each label. Asking and answering parts are resolved to people where the document names them."""

    def __init__(self, text: str, layout: Layout, paper: Paper, subjects: Subjects) -> None:
        self._paper, self._subjects = paper, subjects
        self._memo: dict[tuple[str, str], Voice] = {}
        self._hearing = Hearing(text, layout.labels, paper.partnership)
        self._answerers = {label.name for label in layout.labels if _ANSWERER.fullmatch(label.name)}
        self._details = dict(reversed([split_label(label.name) for label in layout.labels if split_label(label.name)[1]]))

    def of(self, name: str, position: int) -> Voice:
        """The same voice for the same label, but for the answers of one witness after another, and the questions of each counsel."""
        who = self._witness(position) if name in self._answerers else self._hearing.counsel_at(position) if name == "Q" else ""
        voice = self._memo.get((name, who))
        if voice is None:
            found = self._speaker(name, who)
            voice = self._memo[name, who] = Voice("verbatim", found.basis, found.confidence, name, found)
        return voice

    def _witness(self, position: int) -> str:
        """Who answers at `position`: whom the metadata names, or who was called last."""
        if self._paper.speaker and len(self._answerers) == 1:
            return self._paper.speaker
        return self._hearing.witness_at(position)

    def _speaker(self, name: str, who: str) -> Found:
        if who and name == "Q":
            return replace(self._person(who), basis=Basis.QUESTION, confidence=0.85)
        if who:
            found = self._with_metadata(replace(self._person(who), basis=Basis.ANSWER, confidence=0.9))
            house = self._hearing.house_of(who) if found.partner_type == "unknown" else None
            return replace(found, organisation_id=house.id, partner_type=house.partner_type) if house else found
        if is_generic(name):
            return self._part(name, Basis.QUESTION if name[:1] in "Qq" else Basis.GENERIC_LABEL)
        return self._with_details(self._with_metadata(self._person(name)), name)

    def _with_details(self, found: Found, name: str) -> Found:
        """The organisation, or that it is who asks, that the label itself says, once or whenever it stands: "OLA BRANDT (FENWICK LTD)"."""
        details = self._details.get(split_label(name)[0], "")
        if ASKS.search(details):
            return replace(found, basis="interviewer")
        house = organisations_of(self._paper.partnership).find_within(details, None) if found.partner_type == "unknown" else None
        return replace(found, organisation_id=house.id, partner_type=house.partner_type) if house else found

    def _person(self, name: str) -> Found:
        """Who stands behind a name; somebody of this document only where it is no name."""
        name = split_label(name)[0]
        written = name.title() if name.isupper() and " " in name else name
        subject = self._subjects.read(written)
        if subject.sort is Sort.PERSON and subject.found is not None and subject.found.person_id and not subject.offset:
            return subject.found
        return self._part(name, Basis.LABEL)

    def _part(self, name: str, basis: str) -> Found:
        scope = f"{self._paper.partnership.id}\0{self._paper.document_id}"
        return Found(Party.PERSON, basis, 0.8, make_person_id(scope, name.casefold()))

    def _with_metadata(self, found: Found) -> Found:
        """The organisation metadata.csv states, where `found` is whom it names."""
        paper = self._paper
        if not (paper.speaker and paper.organisation) or found.person_id != self._person(paper.speaker).person_id:
            return found
        house = next((o for o in paper.partnership.organisations if paper.organisation in (o.id, o.name, *o.aliases)), None)
        return replace(found, organisation_id=house.id, partner_type=house.partner_type) if house else found


class _Transcript:
    """One document's labels against its sentences."""

    def __init__(self, text: str, blocks: Sequence[Block], parts: Sequence[Part], labels: Sequence[Label], voices: _Voices) -> None:
        self._text, self._labels, self._voices = text, labels, voices
        self._starts = [label.start for label in labels]
        self._parts = {part.block_no: part for part in parts}
        self._headings = frozenset(block.block_no for block in blocks if block.kind == "heading")
        self._silent_after = -1  # a heading ends the turn before it

    def read(self, spans: Sequence[tuple[int, int, int]]) -> tuple[list[Mark], list[Sentence]]:
        """Marks at every label, heading and stage direction; the sentences between them, labels cut off."""
        marks: list[Mark] = []
        sentences: list[Sentence] = []
        known = 0
        for block_no, start, end in spans:
            part = self._parts[block_no]
            while known < len(self._labels) and self._labels[known].start < end:
                marks.append(self._mark(self._labels[known], part.section))
                known += 1
            for begin, stop in self._cut(start, end):
                mark = self._plain_mark(begin, stop, part)
                if mark is not None:
                    marks.append(mark)
                voice = mark.voice if mark else marks[-1].voice
                if voice is not LAYOUT or part.kind not in UNLISTED:
                    sentences.append(Sentence(begin, stop, voice, voice is not LAYOUT, begin))
        return sorted(marks, key=lambda mark: mark.start), sentences

    def _mark(self, label: Label, section: str | None) -> Mark:
        return Mark(label.start, self._voices.of(label.name, label.start), section, is_label=True)

    def _cut(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentence without labels: before the first, and behind each."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        inside = [label for label in self._labels[max(first - 1, 0) : last] if label.end > start]
        pieces, position = [], start
        for label in inside:
            pieces.append((position, max(position, label.start)))
            position = label.end
        pieces.append((position, end))
        return [trimmed for begin, stop in pieces if (trimmed := self._trim(begin, stop)) is not None]

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        words = self._text[start:end]
        bare = words.strip()
        if not bare.strip("*_:"):
            return None
        begin = start + len(words) - len(words.lstrip())
        return begin, begin + len(bare)

    def _plain_mark(self, start: int, end: int, part: Part) -> Mark | None:
        """A mark where the voice is not simply that of the label before; None right behind a label."""
        before = bisect_right(self._starts, start) - 1
        if before >= 0 and self._labels[before].end > self._silent_after:
            self._silent_after = -1
        if before < 0 or _STAGE.fullmatch(self._text, start, end):
            return Mark(start, LAYOUT, part.section)
        if part.block_no in self._headings and not part.char_start <= self._labels[before].start < part.char_end:
            self._silent_after = end
            return Mark(start, LAYOUT, part.section)
        if self._silent_after >= 0:
            return Mark(start, LAYOUT, part.section)
        return Mark(start, self._voices.of(self._labels[before].name, self._labels[before].start), part.section)
