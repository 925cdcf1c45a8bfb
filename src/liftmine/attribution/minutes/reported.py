"""Minutes: in which mode each sentence is given and whose words it reports (ATTRIBUTION §4, frames F1–F10).

One pass with a little memory: the last person, the last group, who is speaking now and for how many sentences.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes import frames
from liftmine.attribution.minutes.asides import Asides
from liftmine.attribution.minutes.clauses import (
    BEGINS_SPEECH,
    BULLETS,
    LONGEST,
    Head,
    Opening,
    is_adverbial,
    may_hold_head,
    read_head,
)
from liftmine.attribution.minutes.floor import Floor
from liftmine.attribution.minutes.frames import Sentence, Voice
from liftmine.attribution.minutes.hidden_heads import HiddenHeads
from liftmine.attribution.minutes.impersonal import ImpersonalFrames
from liftmine.attribution.minutes.second_voices import SecondVoices
from liftmine.attribution.minutes.subjects import Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import HEADS_AS_WRITTEN, VERBS, Act
from liftmine.attribution.minutes.words import (
    AUXILIARIES,
    DECISION_WORDS,
    DEEDS,
    DETERMINERS,
    GATHERINGS,
    OFFICES,
    TOLD_IN_PASSING,
)
from liftmine.attribution.model import Block, Found, Part, PartKind, Party
from liftmine.attribution.turns import Mark


class MinutesReader:
    """Reads the sentences of one document in their order."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the text with every white space character as a blank, positions kept."""
        self._flat = flat
        self._subjects = subjects
        self._impersonal = ImpersonalFrames(flat, subjects)
        self._asides = Asides(flat, subjects)
        self._hidden = HiddenHeads(flat, subjects)
        self._seconds = SecondVoices(flat, subjects)
        self._floor = Floor(flat)
        self._list: Voice | None = None

    def read(self, start: int, end: int, block_no: int, kind: PartKind, *, is_list_item: bool) -> list[Sentence]:
        """The sentences one span is cut into, usually one."""
        if end - start < frames.SHORTEST_SPEECH and kind in frames.SILENT:
            self.stop()
            return [Sentence(start, end, frames.LAYOUT, False, start)]
        self._floor.enter(block_no)
        if kind in (PartKind.HEADING, PartKind.BODY) and self._flat[end - 1] == ":" and self._is_body(start, end - 1):
            self._list = frames.DECISIONS_LISTED
            return [Sentence(start, end, frames.LAYOUT, False, start)]
        stop = min(end, start + LONGEST)
        if self._list is None and end - start < frames.SHORTEST_SPEECH and self._is_fragment(start, stop):
            return [Sentence(start, end, frames.LAYOUT, False, end)]
        if kind is PartKind.MOTION and (
            frames.RESOLVED.match(self._flat, start, stop) or frames.IN_CAPITALS.match(self._flat, start, stop)
        ):
            self.stop()
            return [Sentence(start, end, frames.FORMULA, True, start)]
        if kind is PartKind.BODY:
            return self._read_body(start, stop, end, is_list_item=is_list_item)
        sentences = self._read_guarded(start, stop, end)
        return [s._replace(content_start=s.end) for s in sentences] if kind is PartKind.VOTE else sentences

    def _is_fragment(self, start: int, stop: int) -> bool:
        """Names, figures, titles: no verb and no plain word, so nobody's speech and nothing to measure."""
        words = self._flat[start:stop].split()
        return (
            HEADS_AS_WRITTEN.isdisjoint(words)
            and words[0].rstrip(".:") not in DECISION_WORDS
            and not frames.WORDS.search(self._flat, start, stop)
        )

    def _read_guarded(self, start: int, stop: int, end: int) -> list[Sentence]:
        """A heading or motion: speech only where somebody unmistakable speaks, because extraction glues sentences to headings."""
        if not may_hold_head(self._flat, start, stop):
            self.stop()
            return [Sentence(start, end, frames.LAYOUT, False, start)]
        head = read_head(self._flat, start, stop, self._subjects)
        if isinstance(head, Opening) and is_adverbial(head.run.split(None, 1)[0]):
            head = self._hidden.behind_adverbial(start, stop)
        if isinstance(head, Head) and head.predicate.act is Act.SPEECH and self._is_unmistakable(head.subject):
            return self._frame_pieces(head, start, stop, end)
        self.stop()
        begin = head.start if head is not None else start
        if self._flat.startswith("It ", begin):
            return [Sentence(start, end, self._impersonal.dummy(begin, stop) or frames.LAYOUT, False, start)]
        return self._cut(Sentence(start, end, frames.LAYOUT, False, start), self._seconds.between(start, stop))

    def _is_body(self, start: int, stop: int) -> bool:
        """`The Board:` over the list of what it decided."""
        return self._subjects.read(self._flat[start:stop].strip()).sort is Sort.COLLECTIVE

    def _is_unmistakable(self, subject: Subject) -> bool:
        if subject.sort is Sort.PRONOUN:
            return self._floor.is_known(subject, near=True)
        return subject.sort is Sort.PERSON and subject.is_strong

    def _read_body(self, start: int, stop: int, end: int, *, is_list_item: bool) -> list[Sentence]:
        in_list = self._list is not None and (is_list_item or self._flat[start] in BULLETS)
        head = read_head(self._flat, start, stop, self._subjects)
        if isinstance(head, Opening):
            head = self._hidden.with_role(head, stop) or head
        aside = None if self._is_settled(head) else self._asides.between_commas(start, stop)
        if aside is not None and self._is_known(aside.subject):
            return self._frame_aside(self._hidden.meant_by(aside, head), start, stop, end)
        if isinstance(head, Head) and head.subject.sort not in (Sort.NOBODY, Sort.DUMMY) and not self._is_told_of(head, in_list=in_list):
            return self._frame_pieces(self._hidden.who_speaks(head, stop), start, stop, end)
        held = self._of_body(head, start, stop, end) or self._held(head, start, stop, end)
        if held is not None:
            return held
        first = head.run.partition(" ")[0].rstrip(".:") if isinstance(head, Opening) else ""
        behind = self._hidden.behind_adverbial(start, stop) if is_adverbial(first) else None
        if behind is not None:
            return self._frame_pieces(behind, start, stop, end, discount=0.03)
        pieces = self._behind_opening(head, start, stop, end) if isinstance(head, Opening) else None
        if pieces is not None:
            return pieces
        piece = self._unframed(head, first, start, stop, end, in_list=in_list)
        return self._cut(piece, self._seconds.between(start, stop))

    def _behind_opening(self, head: Opening, start: int, stop: int, end: int) -> list[Sentence] | None:
        """A label with a summary, a topic before the subject, or an act of somebody who goes on to speak."""
        if frames.SUMMARY.match(self._flat, head.start + len(head.run), stop):
            labelled = self._labelled(head.run, head.start, start, end)
            if labelled is not None:
                return labelled
        behind = self._hidden.behind_topic(head, stop)
        if behind is None and head.verb == "having":
            behind = self._hidden.behind_adverbial(start, stop)
        if behind is not None:
            return self._frame_pieces(behind, start, stop, end, discount=0.03)
        behind = self._hidden.behind_act(head, stop)
        return None if behind is None else self._frame_pieces(behind, start, stop, end, discount=0.1)

    def _of_body(self, head: Head | Opening | None, start: int, stop: int, end: int) -> list[Sentence] | None:
        """`It felt that`, where the sentence before was the board's."""
        body = self._floor.body(head.verb) if isinstance(head, Head) and head.subject.label == "It" else None
        if body is None or not isinstance(head, Head):
            return None
        return self._cut(Sentence(start, end, body, True, head.predicate.end), self._seconds.between(head.predicate.end, stop))

    def _held(self, head: Head | Opening | None, start: int, stop: int, end: int) -> list[Sentence] | None:
        """`In the view of AB`, `It was clear to CD that`."""
        opinion = self._asides.opinion(head.start if head else start, stop)
        is_known = opinion is not None and self._is_known(opinion.subject)
        return self._frame_aside(opinion, start, stop, end) if opinion is not None and is_known else None

    def _labelled(self, run: str, begin: int, start: int, end: int) -> list[Sentence] | None:
        """The hybrid layout: a label followed by a summary ("Director Ray: would like to see the figures")."""
        words = run.split()
        if len(words) > frames.LABEL_WORDS or any(map(str.isdigit, words)) or not frames.WORDS.search(self._flat, begin, end):
            return None
        subject = self._subjects.read(run)
        if (
            subject.sort is not Sort.PERSON
            or subject.found is None
            or not subject.is_strong
            or subject.offset
            or subject.found.basis in frames.GUESSED
        ):
            return None
        self._floor.give(subject.label, subject.found)
        voice = Voice("reported", Basis.LABELLED_SUMMARY, round(subject.found.confidence - 0.05, 3), subject.label, subject.found)
        return [Sentence(start, end, voice, True, begin + len(run))]

    def _frame_pieces(self, head: Head, start: int, stop: int, end: int, discount: float = 0.0) -> list[Sentence]:
        """The sentence under a frame, with a heading before the subject and second voices behind it cut off."""
        voice = self._floor.voice_of(head, discount)
        glued = head.subject.offset > 0
        is_content = voice.basis != Basis.PROCEDURE
        is_theirs = head.subject.sort is Sort.ORGANISATION or head.subject.label == "they"
        is_deed = is_theirs and voice.basis in (Basis.IMPLICIT, Basis.NARRATION)
        piece = Sentence(head.start if glued else start, end, voice, is_content, start if is_deed else head.predicate.end)
        self._list = self._led_in(voice, end) if is_content else None
        cut = self._cut(piece, self._seconds.between(head.predicate.end, stop))
        return [Sentence(start, self._trimmed(start, head.start), frames.LAYOUT, False, start), *cut] if glued else cut

    def _frame_aside(self, head: Head, start: int, stop: int, end: int) -> list[Sentence]:
        """The sentence whose speaker is named inside it: all of it is content but the name."""
        voice = self._floor.voice_of(head, 0.05)
        self._list = self._led_in(voice, end)
        piece = Sentence(start, end, voice, True, start, (head.start, head.predicate.end))
        return self._cut(piece, self._seconds.between(head.predicate.end, stop))

    def _is_settled(self, head: Head | Opening | None) -> bool:
        """Somebody unmistakable speaks at the head of the sentence: "AB said", "He added that"."""
        if not isinstance(head, Head) or head.predicate.act is not Act.SPEECH:
            return False
        if head.subject.sort is Sort.PRONOUN:
            return BEGINS_SPEECH.match(self._flat, head.predicate.end) is not None
        return head.subject.sort is Sort.PERSON and head.subject.is_strong

    def _led_in(self, voice: Voice, end: int) -> Voice | None:
        """The voice of the list that follows a sentence ending in a colon."""
        return voice._replace(basis=Basis.LIST_ITEM, confidence=0.75) if self._flat[end - 1] == ":" else None

    def _is_told_of(self, head: Head, *, in_list: bool) -> bool:
        """`The users were uneasy`: while somebody speaks, the mood of others is what they say; in their list, so are organisations."""
        if in_list and head.subject.sort is Sort.ORGANISATION:
            return True
        found = head.subject.found
        return head.verb == "were" and found is not None and found.basis == Basis.UNLISTED_ROLE and self._floor.is_speaking

    def _is_known(self, subject: Subject) -> bool:
        """A pronoun is somebody only where somebody spoke before."""
        return subject.sort is not Sort.PRONOUN or self._floor.is_known(subject)

    def _cut(self, piece: Sentence, seconds: list[Head]) -> list[Sentence]:
        if not seconds:
            return [piece]
        pieces = []
        for head in seconds:
            if head.start <= piece.start:
                continue
            pieces.append(piece._replace(end=self._trimmed(piece.start, head.start)))
            piece = Sentence(head.start, piece.end, self._floor.voice_of(head, 0.0), True, head.predicate.end)
        return [*pieces, piece]

    def _trimmed(self, start: int, end: int) -> int:
        """Where the words between `start` and `end` end."""
        return start + len(self._flat[start:end].rstrip())

    def _unframed(self, head: Head | Opening | None, first: str, start: int, stop: int, end: int, *, in_list: bool) -> Sentence:
        """F3–F5 without a named subject, then lists, continuation, narration."""
        flat = self._flat
        formal = self._formal(head, first, start, stop, end, in_list=in_list)
        if formal is not None:
            return formal
        begin = head.start if head is not None else start
        frame = self._impersonal.dummy(begin, stop) if first in ("It", "There") or isinstance(head, Head) else None
        if frame is None and is_adverbial(first):
            behind = frames.IMPERSONAL_BEHIND.search(flat, start, min(stop, start + 200))
            frame = self._impersonal.dummy(behind.end(), stop) if behind else None
        frame = frame or self._impersonal.passive(start, stop)
        if frame is not None:
            if frame.basis == Basis.AGENT and frame.label and frame.found and frame.found.party is Party.PERSON:
                self._floor.remember(frame.label, frame.found)
            self.stop()
            if frame.basis == Basis.AGENT and first == "It" and frame.label and frame.found:
                self._floor.give(frame.label, frame.found)  # "It was reported by AB that": AB goes on
            is_content = frame.basis != Basis.PROCEDURE and not self._is_recommended(begin)
            self._list = self._led_in(frame, end) if is_content and frame is not frames.AGENTLESS_DECISION else None
            if frame is frames.PROCEDURE:
                self._acts(head, first, start, stop)
            begins = end if frames.ON_MINUTES.match(flat, start, stop) else start
            return Sentence(start, end, frame, is_content, begins, self._named_agent(frame, start, stop))
        if self._list is not None and in_list and not self._is_label(head):
            return Sentence(start, end, self._list, any(map(str.isalpha, flat[start:stop])), start)
        self._list = None
        if self._acts(head, first, start, stop):
            return Sentence(start, end, frames.NARRATION, True, start)
        if frames.OF_PAPERS.match(flat, begin, stop):
            return Sentence(start, end, frames.NARRATION, True, start)
        self._notice_owner(head)
        voice = self._floor.go_on(first if isinstance(head, Opening) and head.verb in TOLD_IN_PASSING else "") or frames.NARRATION
        return Sentence(start, end, voice, voice is not frames.NARRATION or frames.WORDS.search(flat, start, stop) is not None, start)

    def _formal(self, head: Head | Opening | None, first: str, start: int, stop: int, end: int, *, in_list: bool) -> Sentence | None:
        """`AGREED: …`, `IT WAS RESOLVED THAT`; or a duty ("AB to write"), which is nobody's words and speaks of nobody."""
        if first in DECISION_WORDS or frames.IN_CAPITALS.match(self._flat, head.start if head else start, stop):
            self.stop()
            return Sentence(start, end, frames.FORMULA, True, start)
        if not in_list and isinstance(head, Opening) and head.run.endswith(" to") and self._is_charged(head.run):
            self.stop()
            return Sentence(start, end, frames.NARRATION, True, end)
        return None

    def _named_agent(self, frame: Voice, start: int, stop: int) -> tuple[int, int]:
        """Where "by AB" names who speaks, which is not spoken of."""
        label = frame.label if frame.basis == Basis.AGENT else None
        place = self._flat.find(label, start, stop) if label else -1
        return (place, place + len(label)) if label and place >= 0 else (0, 0)

    def _is_label(self, head: Head | Opening | None) -> bool:
        """A speaker's name before a colon, inside a list."""
        if not isinstance(head, Opening) or not self._flat.startswith(":", head.start + len(head.run)):
            return False
        return self._subjects.read(head.run).is_strong

    def _is_recommended(self, begin: int) -> bool:
        """The committee formula, which carries no stance of anybody."""
        return self._flat.startswith(("It is recommended", "It was recommended"), begin)

    def _acts(self, head: Head | Opening | None, first: str, start: int, stop: int) -> bool:
        """Somebody else acts, at the head or behind an adverbial: "In the absence of AB, CD took the chair"."""
        if is_adverbial(first) and not self._floor.is_speaking:
            comma = self._flat.find(", ", start, min(stop, start + 120))
            head = read_head(self._flat, comma + 2, stop, self._subjects, lower=True) if comma >= 0 else None
        return isinstance(head, Opening) and self._changes_subject(head)

    def _notice_owner(self, head: Head | Opening | None) -> None:
        """`AB's report was taken as read`: where nobody has the floor, the next pronoun means AB."""
        if not isinstance(head, Opening) or self._floor.is_speaking or not head.run.endswith(("'s", "’s")):
            return
        subject = self._subjects.read(head.run[:-2])
        if subject.sort is Sort.PERSON and subject.is_strong and subject.found is not None:
            self._floor.remember(subject.label, subject.found)

    def _is_charged(self, run: str) -> bool:
        """`AB to write`, not "Similar to": somebody who is to do something."""
        subject = self._subjects.read(run.removesuffix(" to").partition("/")[0])
        return subject.sort in (Sort.PERSON, Sort.ORGANISATION) and (subject.found is None or subject.found.basis != Basis.UNLISTED_WORD)

    def _changes_subject(self, head: Opening) -> bool:
        """Somebody else begins to act: the voice before is closed, and pronouns mean the new subject."""
        if head.verb in GATHERINGS and self._subjects.read(head.run).sort is Sort.COLLECTIVE:
            self.stop()
            return True
        if not head.verb or head.verb in VERBS or head.run in ("He", "She", "They", "It"):
            return False
        is_act = head.verb.endswith("ed") or head.verb in DEEDS
        words = head.run.split()
        is_long = len(words) > frames.LABEL_WORDS and "," not in head.run
        if not is_act or is_long or (words[0] in DETERMINERS and OFFICES.isdisjoint(words)):
            return False
        subject = self._subjects.read(head.run)
        if subject.sort is not Sort.PERSON or subject.found is None:
            return False
        if subject.found.basis == Basis.UNLISTED_WORD and head.verb in AUXILIARIES:
            return False  # "Oversight had fallen"
        self._floor.remember(subject.label, subject.found)
        return True

    def stop(self) -> None:
        """Nobody goes on speaking; the next pronoun may still mean the person before."""
        self._floor.stop()
        self._list = None


def read_minutes(
    flat: str, blocks: Sequence[Block], parts: Sequence[Part], spans: Sequence[tuple[int, int, int]], subjects: Subjects
) -> tuple[list[Mark], list[Sentence]]:
    """Where voices change, and the sentences. Attendance lists and title pages hold none but unmistakable speech glued to them."""
    reader = MinutesReader(flat, subjects)
    by_number = {part.block_no: (part, block.kind == "list_item") for part, block in zip(parts, blocks, strict=True)}
    marks: list[Mark] = []
    sentences: list[Sentence] = []
    voice, section = frames.LAYOUT, None
    for block_no, group in groupby(spans, key=itemgetter(0)):
        part, is_item = by_number[block_no]
        is_listed = part.kind in frames.UNLISTED
        if is_listed and part.char_end - part.char_start < frames.SHORTEST_SPEECH:
            reader.stop()  # a cell of a list: nothing in it is long enough to be speech
            read = []
        else:
            read = [sentence for _, start, end in group for sentence in reader.read(start, end, block_no, part.kind, is_list_item=is_item)]
        spoken = [sentence for sentence in read if sentence.is_content] if is_listed else read
        sentences += spoken  # a list of names may run on into what somebody said
        if not spoken:
            read = [Sentence(part.char_start, part.char_end, frames.LAYOUT, False, part.char_end)]
        for sentence in read:
            if sentence.voice is not voice or part.section != section:
                voice, section = sentence.voice, part.section
                marks.append(Mark(sentence.start, voice, section))
    return marks, sentences


def staff_of(partner_type: str, organisation_id: str | None) -> Found:
    """Whom "staff" stands for: nobody in particular of the body that meets."""
    return replace(
        frames.SOMEBODY,
        party=Party.ORGANISATION,
        basis=Basis.STAFF,
        confidence=0.7,
        partner_type=partner_type,
        organisation_id=organisation_id,
    )
