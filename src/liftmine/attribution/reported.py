"""Minutes: in which mode each sentence is given and whose words it reports (ATTRIBUTION §4, frames F1–F10).

One pass with a little memory: the last person, the last group, who is speaking now and for how many sentences.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from liftmine.attribution.bases import Basis
from liftmine.attribution.clauses import BULLETS, LONGEST, Head, Opening, find_boundaries, find_second_heads, is_adverbial, read_head
from liftmine.attribution.frames import (
    AGENTLESS,
    AGENTLESS_DECISION,
    AND_SPOKE,
    BARE_PRONOUN,
    BODY,
    BODY_WORDS,
    DISCUSSED,
    DISCUSSION,
    FORMULA,
    GUESSED,
    IMPERSONAL,
    IMPLICIT_LIMIT,
    LAYOUT,
    LONGEST_LABEL,
    NARRATION,
    NEAR,
    NO_QUESTIONS,
    PAPERS,
    PASSIVE,
    PROCEDURE,
    PROCEDURE_WORDS,
    RELATIVE,
    SHORTEST_SPEECH,
    SILENT,
    SOMEBODY,
    SPEAKABLE,
    SUMMARY,
    TAKEN,
    THERE,
    TOLD,
    TOPIC,
    WORDS,
    Piece,
    Voice,
)
from liftmine.attribution.model import Found, PartKind, Party
from liftmine.attribution.subjects import NOBODY, Sort, Subject, Subjects
from liftmine.attribution.verbs import VERBS, Act, Predicate
from liftmine.attribution.words import ACTS_BEFORE_SPEECH, DECISION_WORDS, DEEDS, SPEECH_OF_HOUSES


class MinutesReader:
    """Reads the sentences of one document in their order."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the text with every white space character as a blank, positions kept."""
        self._flat = flat
        self._subjects = subjects
        self._boundaries = find_boundaries(flat)
        self._speaker: tuple[str, Found] | None = None  # whom a pronoun means
        self._by_gender: dict[str, tuple[str, Found]] = {}
        self._group: Voice | None = None  # whom "they" means
        self._spoken_in = -1  # the block the speaker was named in
        self._running = 0  # implicit sentences that may still follow
        self._list: Voice | None = None
        self._block = -1

    def read(self, start: int, end: int, block_no: int, kind: PartKind, *, is_list_item: bool) -> list[Piece]:
        """The pieces of one sentence, usually one."""
        if end - start < SHORTEST_SPEECH and kind in SILENT:
            self._stop()
            return [Piece(start, end, LAYOUT, False, start)]
        if block_no != self._block:
            self._block = block_no
            self._running = 0
        stop = min(end, start + LONGEST)
        if kind is not PartKind.BODY:
            return self._read_guarded(start, stop, end)
        return self._read_body(start, stop, end, is_list_item=is_list_item)

    def _read_guarded(self, start: int, stop: int, end: int) -> list[Piece]:
        """A heading or motion: speech only where somebody unmistakable speaks, because extraction glues sentences to headings."""
        head = read_head(self._flat, start, stop, self._subjects)
        if isinstance(head, Opening) and is_adverbial(head.run.split(None, 1)[0]):
            head = self._behind_adverbial(start, stop)
        if isinstance(head, Head) and head.predicate.act is Act.SPEECH and self._is_unmistakable(head.subject):
            return self._frame_pieces(head, start, stop, end)
        self._stop()
        begin = head.start if head is not None else start
        if self._flat.startswith("It ", begin):
            return [Piece(start, end, self._dummy(begin, stop) or LAYOUT, False, start)]
        return self._cut(Piece(start, end, LAYOUT, False, start), self._seconds(start, stop))

    def _is_unmistakable(self, subject: Subject) -> bool:
        if subject.sort is Sort.PRONOUN:
            return self._speaker is not None and subject.label != "they" and self._block - self._spoken_in <= NEAR
        return subject.sort is Sort.PERSON and subject.is_strong

    def _read_body(self, start: int, stop: int, end: int, *, is_list_item: bool) -> list[Piece]:
        flat = self._flat
        head = read_head(flat, start, stop, self._subjects)
        if isinstance(head, Head) and head.subject.sort not in (Sort.NOBODY, Sort.DUMMY):
            if head.verb in ACTS_BEFORE_SPEECH and head.subject.sort is Sort.PERSON:
                further = self._speaks_further(head.predicate.end, stop)
                head = head._replace(predicate=further) if further else head
            return self._frame_pieces(head, start, stop, end)
        run = head.run if isinstance(head, Opening) else ""
        first = run.split(None, 1)[0] if run else ""
        if is_adverbial(first):
            behind = self._behind_adverbial(start, stop)
            if behind is not None:
                return self._frame_pieces(behind, start, stop, end, discount=0.03)
        if isinstance(head, Opening):
            pieces = self._behind_opening(head, start, stop, end)
            if pieces is not None:
                return pieces
        piece = self._unframed(head, first, start, stop, end, is_list_item=is_list_item)
        return self._cut(piece, self._seconds(start, stop))

    def _behind_opening(self, head: Opening, start: int, stop: int, end: int) -> list[Piece] | None:
        """A label with a summary, a topic before the subject, or an act of somebody who goes on to speak."""
        flat = self._flat
        if SUMMARY.match(flat, head.start + len(head.run), stop):
            labelled = self._labelled(head.run, head.start, start, end)
            if labelled is not None:
                return labelled
        topic = TOPIC.match(flat, head.start, min(stop, head.start + 90))
        position = topic.end() if topic else flat.find(" - ", head.start, min(stop, head.start + 80)) + 3
        behind = read_head(flat, position, stop, self._subjects, lower=True) if position > 2 else None
        if isinstance(behind, Head) and behind.subject.sort not in (Sort.NOBODY, Sort.DUMMY):
            return self._frame_pieces(behind, start, stop, end, discount=0.03)
        further = self._speaks_further(head.start + len(head.run), stop) if head.verb else None
        subject = self._subjects.read(head.run) if further else NOBODY
        if further is None or subject.sort is not Sort.PERSON or not subject.is_strong:
            return None
        return self._frame_pieces(Head(subject, further, head.start + subject.offset, head.verb), start, stop, end, discount=0.1)

    def _speaks_further(self, position: int, stop: int) -> Predicate | None:
        """`… attended the forum and reported that`: the verb of speech behind an act of the same subject."""
        further = AND_SPOKE.search(self._flat, position, min(stop, position + 160))
        return Predicate(Act.SPEECH, further.end()) if further else None

    def _labelled(self, run: str, begin: int, start: int, end: int) -> list[Piece] | None:
        """The hybrid layout: a label followed by a summary ("Director Ray: would like to see the figures")."""
        subject = self._subjects.read(run)
        if (
            not WORDS.search(self._flat, begin, end)
            or subject.sort is not Sort.PERSON
            or subject.found is None
            or not subject.is_strong
            or subject.offset
            or subject.found.basis in GUESSED
        ):
            return None
        self._remember(subject.label, subject.found)
        self._running = IMPLICIT_LIMIT
        voice = Voice("reported", Basis.LABELLED_SUMMARY, round(subject.found.confidence - 0.05, 3), subject.label, subject.found)
        return [Piece(start, end, voice, True, begin + len(run))]

    def _frame_pieces(self, head: Head, start: int, stop: int, end: int, discount: float = 0.0) -> list[Piece]:
        """The sentence under a frame, with a heading before the subject and second voices behind it cut off."""
        voice = self._voice_of(head, discount)
        glued = head.subject.offset > 0
        is_content = voice.basis != Basis.PROCEDURE
        piece = Piece(head.start if glued else start, end, voice, is_content, head.predicate.end)
        self._list = voice._replace(basis=Basis.LIST_ITEM, confidence=0.75) if is_content and self._flat[end - 1] == ":" else None
        pieces = [Piece(start, head.start, LAYOUT, False, start)] if glued else []
        return pieces + self._cut(piece, self._seconds(head.predicate.end, stop))

    def _seconds(self, start: int, stop: int) -> list[Head]:
        first = bisect_left(self._boundaries, start)
        last = bisect_left(self._boundaries, stop, first)
        return find_second_heads(self._flat, self._boundaries[first:last], stop, self._subjects) if last > first else []

    def _cut(self, piece: Piece, seconds: list[Head]) -> list[Piece]:
        pieces = []
        for head in seconds:
            if head.start <= piece.start:
                continue
            pieces.append(piece._replace(end=head.start))
            piece = Piece(head.start, piece.end, self._voice_of(head, 0.0), True, head.predicate.end)
        return [*pieces, piece]

    def _behind_adverbial(self, start: int, stop: int) -> Head | None:
        """F2: the subject behind one of the first four commas."""
        comma = start
        for _ in range(4):
            comma = self._flat.find(", ", comma + 1, min(stop, start + 300))
            if comma < 0:
                break
            head = read_head(self._flat, comma + 2, stop, self._subjects, lower=True)
            if isinstance(head, Head) and head.subject.sort not in (Sort.NOBODY, Sort.DUMMY):
                return head
        pronoun = BARE_PRONOUN.search(self._flat, start, min(stop, start + 60))
        head = read_head(self._flat, pronoun.end(), stop, self._subjects, lower=True) if pronoun else None
        return head if isinstance(head, Head) else None

    def _voice_of(self, head: Head, discount: float) -> Voice:
        """F1, F3, F6, F7, F8: what subject and predicate make together; remembers who spoke."""
        subject, act = head.subject, head.predicate.act
        if subject.sort is Sort.PRONOUN:
            return self._pronoun(subject, act)
        if subject.sort is Sort.COLLECTIVE:
            return self._collective(subject, act)
        if subject.sort is Sort.ORGANISATION:
            return self._organisation(head, discount)
        found = subject.found or SOMEBODY
        self._remember(subject.label, found)
        if act is Act.TOLD:
            self._running = 0
            return TOLD
        if act is not Act.SPEECH:
            self._running = 0
            return PROCEDURE
        self._running = IMPLICIT_LIMIT
        return Voice("reported", found.basis, round(found.confidence - discount, 3), subject.label, found)

    def _collective(self, subject: Subject, act: Act) -> Voice:
        self._stop()
        if act is Act.PROCEDURE:
            return PROCEDURE
        if act is Act.TOLD:
            return TOLD
        self._group = Voice("collective", Basis.COLLECTIVE_NOUN, 0.92, subject.label, BODY)
        return self._group

    def _organisation(self, head: Head, discount: float) -> Voice:
        found = head.subject.found or SOMEBODY
        self._stop()
        if head.predicate.act is not Act.SPEECH or head.verb not in SPEECH_OF_HOUSES:
            return NARRATION
        self._group = Voice("reported", found.basis, round(found.confidence - discount, 3), head.subject.label, found)
        return self._group

    def _pronoun(self, subject: Subject, act: Act) -> Voice:
        """F6. "It" is never a voice, "they" means a group only."""
        if subject.label == "they":
            if self._group is None or act is not Act.SPEECH:
                return self._continue() or NARRATION
            return self._group._replace(basis=Basis.PRONOUN_GROUP, confidence=0.75)
        if act is not Act.SPEECH:
            self._running = 0
            return TOLD if act is Act.TOLD else PROCEDURE
        gender = "m" if subject.label == "he" else "f"
        speaker, confidence = self._speaker, 0.6
        if speaker is None:
            return Voice("reported", Basis.PRONOUN, 0.4, None, SOMEBODY)
        if speaker[1].gender not in (None, gender):
            speaker, confidence = self._by_gender.get(gender, speaker), 0.4
        elif self._block - self._spoken_in <= 1:
            confidence = 0.93 if self._block == self._spoken_in else 0.86
        if speaker[1].gender == gender:
            self._by_gender[gender] = speaker
        self._speaker, self._spoken_in, self._running = speaker, self._block, IMPLICIT_LIMIT
        return Voice("reported", Basis.PRONOUN, confidence, speaker[0], speaker[1])

    def _unframed(self, head: Head | Opening | None, first: str, start: int, stop: int, end: int, *, is_list_item: bool) -> Piece:
        """F3–F5 without a named subject, then lists, continuation, narration."""
        flat = self._flat
        if first in DECISION_WORDS:
            self._stop()
            return Piece(start, end, FORMULA, True, start)
        begin = head.start if head is not None else start
        frame = self._dummy(begin, stop) if first in ("It", "There") or isinstance(head, Head) else None
        frame = frame or self._passive(start, stop)
        if frame is not None:
            self._stop()
            return Piece(start, end, frame, frame.basis != Basis.PROCEDURE and not self._is_recommended(begin), start)
        if self._list is not None and (is_list_item or self._flat[start] in BULLETS):
            return Piece(start, end, self._list, True, start)
        self._list = None
        if isinstance(head, Opening) and self._changes_subject(head):
            return Piece(start, end, NARRATION, True, start)
        voice = self._continue() or NARRATION
        return Piece(start, end, voice, voice is not NARRATION or WORDS.search(flat, start, stop) is not None, start)

    def _is_recommended(self, begin: int) -> bool:
        """The committee formula, which carries no stance of anybody."""
        return self._flat.startswith(("It is recommended", "It was recommended"), begin)

    def _dummy(self, begin: int, stop: int) -> Voice | None:
        """`It was agreed`, `There was a discussion`, `Discussion followed`."""
        if self._flat.startswith("There", begin):
            if NO_QUESTIONS.match(self._flat, begin, stop):
                return PROCEDURE
            match = THERE.match(self._flat, begin, stop)
            if match is None or match.group("talk"):
                return DISCUSSION if match else None
            return DISCUSSION._replace(confidence=0.6)
        match = IMPERSONAL.match(self._flat, begin + 2, stop) if self._flat.startswith("It ", begin) else None
        return self._agentive(match, impersonal=True) if match else None

    def _passive(self, start: int, stop: int) -> Voice | None:
        """A passive in the first 160 characters; acts of procedure anywhere."""
        flat = self._flat
        if NO_QUESTIONS.match(flat, start, stop) or PROCEDURE_WORDS.search(flat, start, stop):
            return PROCEDURE
        if DISCUSSED.match(flat, start, min(stop, start + 100)):
            return DISCUSSION
        match = PASSIVE.search(flat, start, min(stop, start + 160))
        if match is None or RELATIVE.search(flat, start, match.start() + 1):
            return None
        return self._agentive(match, impersonal=False, start=start)

    def _agentive(self, match: re.Match[str], *, impersonal: bool, start: int = 0) -> Voice | None:
        """F3, F4, F5 by who is named behind `by`, or nobody."""
        if match.group("motion"):
            return PROCEDURE
        if match.group("agent"):
            return self._agent(match, impersonal=impersonal)
        decided = match.group("decided")
        if impersonal:
            return FORMULA if decided else AGENTLESS
        if decided:
            if decided in ("discussed", "debated"):
                return DISCUSSION._replace(confidence=0.6)
            is_taken = decided.lower() in TAKEN or PAPERS.search(self._flat, start, match.start()) is not None
            return AGENTLESS_DECISION if is_taken else None
        return AGENTLESS if SPEAKABLE.search(self._flat, start, match.start()) else None

    def _agent(self, match: re.Match[str], *, impersonal: bool) -> Voice | None:
        agent = match.group("agent")
        if BODY_WORDS.search(agent):
            return FORMULA._replace(label=agent if len(agent) <= LONGEST_LABEL else None)
        subject = self._subjects.read(agent)
        if subject.found is None or subject.sort is Sort.COLLECTIVE:
            return FORMULA._replace(confidence=0.7) if impersonal and match.group("decided") else None
        if subject.sort is Sort.PERSON:
            self._remember(subject.label, subject.found)
        return Voice("reported", Basis.AGENT, 0.85, subject.label, subject.found)

    def _changes_subject(self, head: Opening) -> bool:
        """Somebody else begins to act: the voice before is closed, and pronouns mean the new subject."""
        if not head.verb or head.verb in VERBS or head.run in ("He", "She", "They", "It"):
            return False
        if not head.verb.endswith("ed") and head.verb not in DEEDS:
            return False
        subject = self._subjects.read(head.run)
        if subject.sort is not Sort.PERSON or subject.found is None:
            return False
        self._remember(subject.label, subject.found)
        self._running = 0
        return True

    def _continue(self) -> Voice | None:
        """F9: the speech of a person goes on in the same paragraph, at most six sentences."""
        if not self._running or self._speaker is None or self._spoken_in != self._block:
            return None
        confidence = max(0.5, 0.8 - 0.05 * (IMPLICIT_LIMIT - self._running))
        self._running -= 1
        return Voice("reported", Basis.IMPLICIT, round(confidence, 2), self._speaker[0], self._speaker[1])

    def _remember(self, label: str, found: Found) -> None:
        self._speaker, self._spoken_in = (label, found), self._block
        if found.gender:
            self._by_gender[found.gender] = (label, found)

    def _stop(self) -> None:
        """Nobody goes on speaking; the next pronoun may still mean the person before."""
        self._running = 0
        self._list = None


def staff_of(partner_type: str, organisation_id: str | None) -> Found:
    """Whom "staff" stands for: nobody in particular of the body that meets."""
    return replace(
        SOMEBODY, party=Party.ORGANISATION, basis=Basis.STAFF, confidence=0.7, partner_type=partner_type, organisation_id=organisation_id
    )
