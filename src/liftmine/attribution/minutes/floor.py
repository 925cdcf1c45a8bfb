"""Who has the floor in minutes: whom a pronoun means, and whose speech goes on (ATTRIBUTION §4, F1, F3, F6, F7 and F9)."""

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes import frames
from liftmine.attribution.minutes.clauses import BEGINS_SPEECH, Head
from liftmine.attribution.minutes.frames import Voice
from liftmine.attribution.minutes.subjects import Sort, Subject
from liftmine.attribution.minutes.verbs import Act
from liftmine.attribution.minutes.words import MINDS, SPEECH_OF_HOUSES
from liftmine.attribution.model import Found


class Floor:
    """A little memory: the last person, the last group, who is speaking now and for how many sentences."""

    def __init__(self, flat: str) -> None:
        """`flat` is the document on one line."""
        self._flat = flat
        self._speaker: tuple[str, Found] | None = None  # whom a pronoun means
        self._by_gender: dict[str, tuple[str, Found]] = {}
        self._learned: dict[str, str] = {}  # the gender of people without a title, from the pronouns that plainly meant them
        self._group: Voice | None = None  # whom "they" means
        self._group_here: Voice | None = None  # the body that spoke in this block
        self._spoken_in = -1  # the block the speaker was named in
        self._running = 0  # implicit sentences that may still follow
        self._block = -1

    @property
    def is_speaking(self) -> bool:
        """Somebody spoke in this block, and nothing has stopped them."""
        return self._running > 0 and self._speaker is not None and self._spoken_in == self._block

    def enter(self, block_no: int) -> None:
        """A new block begins: nobody goes on speaking."""
        if block_no != self._block:
            self._block = block_no
            self._running = 0
            self._group_here = None

    def stop(self) -> None:
        """Nobody goes on speaking; the next pronoun may still mean the person before."""
        self._running = 0

    def is_known(self, subject: Subject, *, near: bool = False) -> bool:
        """A pronoun is somebody only where somebody spoke before; with `near`, a single person in one of the last few blocks."""
        if subject.label == "they":
            return not near and self._group is not None
        return self._speaker is not None and (not near or self._block - self._spoken_in <= frames.NEAR)

    def give(self, label: str, found: Found) -> None:
        """Somebody begins to speak, and may go on."""
        self.remember(label, found)
        self._running = frames.IMPLICIT_LIMIT

    def remember(self, label: str, found: Found) -> None:
        """Somebody is named whom the next pronoun means."""
        self._speaker, self._spoken_in = (label, found), self._block
        self._group = None
        if found.gender:
            self._by_gender[found.gender] = (label, found)
        self._running = 0

    def voice_of(self, head: Head, discount: float) -> Voice:
        """F1, F3, F6, F7, F8: what subject and predicate make together; remembers who spoke."""
        subject, act = head.subject, head.predicate.act
        if subject.sort is Sort.PRONOUN:
            return self._pronoun(head)
        if subject.sort is Sort.COLLECTIVE:
            return self._collective(subject, act)
        if subject.sort is Sort.ORGANISATION:
            return self._organisation(head, discount)
        found = subject.found or frames.SOMEBODY
        self.remember(subject.label, found)
        if act is Act.TOLD:
            self._running = 0
            return frames.TOLD
        if act not in (Act.SPEECH, Act.PROMISE):
            self._running = 0
            return frames.PROCEDURE
        self._running = frames.IMPLICIT_LIMIT
        discount += 0.1 if act is Act.PROMISE else 0.0
        confidence = round(found.confidence - discount, 3) if discount else found.confidence
        return Voice("reported", found.basis, confidence, subject.label, found)

    def _collective(self, subject: Subject, act: Act) -> Voice:
        self.stop()
        if act is Act.PROCEDURE:
            return frames.PROCEDURE
        if act is Act.TOLD:
            return frames.TOLD
        if not subject.label:
            return frames.FORMULA
        self._group = self._group_here = Voice("collective", Basis.COLLECTIVE_NOUN, 0.92, subject.label, frames.BODY)
        return self._group

    def _organisation(self, head: Head, discount: float) -> Voice:
        found = head.subject.found or frames.SOMEBODY
        reports = BEGINS_SPEECH.match(self._flat, head.predicate.end) is not None
        if head.predicate.act is not Act.SPEECH or not (reports or head.verb in SPEECH_OF_HOUSES):
            return self.go_on() or frames.NARRATION  # a deed of theirs, in the words of whoever speaks
        self.stop()
        self._group = Voice("reported", found.basis, round(found.confidence - discount, 3), head.subject.label, found)
        return self._group

    def _pronoun(self, head: Head) -> Voice:
        """F6. "It" is never a voice, "they" means a group only."""
        subject, act = head.subject, head.predicate.act
        if subject.label == "they":
            if self._group is None and head.verb in ("thought", "felt", "agreed", "decided", "concluded"):
                self._group = self._group_here
            if act is Act.SPEECH and frames.TOGETHER.search(self._flat, head.start, head.predicate.end):
                self._group = self._group or Voice("collective", Basis.COLLECTIVE_NOUN, 0.7, "they", frames.BODY)
            if self._group is None or act is not Act.SPEECH:
                return self.go_on() or frames.NARRATION
            return self._group._replace(basis=Basis.PRONOUN_GROUP, confidence=0.75)
        if act is not Act.SPEECH:
            self._running = 0
            return frames.TOLD if act is Act.TOLD else frames.PROCEDURE
        gender = "m" if subject.label == "he" else "f"
        speaker, confidence = self._meant(gender), 0.6
        if speaker is None:
            return Voice("reported", Basis.PRONOUN, 0.4, None, frames.SOMEBODY)
        if speaker is not self._speaker or speaker[1].gender not in (None, gender):
            confidence = 0.4
        elif self._block - self._spoken_in <= 1:
            confidence = 0.93 if self._block == self._spoken_in else 0.86
        if speaker[1].gender == gender:
            self._by_gender[gender] = speaker
        self._speaker, self._spoken_in, self._running = speaker, self._block, frames.IMPLICIT_LIMIT
        return Voice("reported", Basis.PRONOUN, confidence, speaker[0], speaker[1])

    def body(self, verb: str) -> Voice | None:
        """`It felt that`: the board or committee that was the subject of the sentence before."""
        is_body = self._group is not None and self._group is self._group_here and verb in MINDS
        return self._group._replace(basis=Basis.PRONOUN_GROUP, confidence=0.75) if is_body and self._group else None

    def _meant(self, gender: str) -> tuple[str, Found] | None:
        """Whom "he" or "she" means: who spoke last, unless their title tells the other gender and somebody of this one spoke."""
        speaker = self._speaker
        return self._by_gender.get(gender, speaker) if speaker is not None and speaker[1].gender not in (None, gender) else speaker

    def go_on(self, first: str = "") -> Voice | None:
        """F9: the speech of a person goes on in the same paragraph, at most six sentences.

        `first` is the "He" or "She" of "He would bring the figures", which goes on in any case.
        """
        if first in ("He", "She") and self._spoken_in == self._block and (meant := self._meant("m" if first == "He" else "f")):
            self._running = max(0, self._running - 1)
            return Voice("reported", Basis.IMPLICIT, 0.6, meant[0], meant[1])
        if not self.is_speaking or self._speaker is None:
            return None
        confidence = max(0.5, 0.8 - 0.05 * (frames.IMPLICIT_LIMIT - self._running))
        self._running -= 1
        return Voice("reported", Basis.IMPLICIT, round(confidence, 2), self._speaker[0], self._speaker[1])
