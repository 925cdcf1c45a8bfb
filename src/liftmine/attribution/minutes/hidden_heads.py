"""Whose sentence it is where subject and verb of speech do not stand side by side at its head.

`In reply to the Chair, AB said`, `Estates – AB reported`, `AB, Finance Director, reported`, `AB attended the forum and reported`.
Nothing here remembers who spoke before.
"""

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes import frames
from liftmine.attribution.minutes.clauses import Head, Opening, read_head
from liftmine.attribution.minutes.subjects import NOBODY, Sort, Subject, Subjects
from liftmine.attribution.minutes.verbs import Act, Predicate
from liftmine.attribution.minutes.words import ACTS_BEFORE_SPEECH, CLAUSE_OPENERS, NEVER_IN_SUBJECT, PARTICLES

_NO_VOICE = (Sort.NOBODY, Sort.DUMMY)
_NO_ACTS = ("", "is", "are")


class HiddenHeads:
    """Looks for them in one document."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the document on one line."""
        self._flat = flat
        self._subjects = subjects

    def behind_adverbial(self, start: int, stop: int) -> Head | None:
        """F2: the subject behind one of the first four commas, or behind the adverbial itself."""
        comma = start
        for _ in range(4):
            comma = self._flat.find(", ", comma + 1, min(stop, start + 300))
            if comma < 0:
                break
            head = read_head(self._flat, comma + 2, stop, self._subjects, lower=True)
            if isinstance(head, Head) and head.subject.sort not in _NO_VOICE:
                return head
        view = frames.IN_THEIR_VIEW.match(self._flat, start, stop)
        if view is not None:
            whose = view.group("who") or ("he" if view.group("whose") == "his" else "she")
            return Head(self._subjects.read(whose), Predicate(Act.SPEECH, view.end()), start, "view")
        return self._behind_bare_adverbial(start, stop)

    def _behind_bare_adverbial(self, start: int, stop: int) -> Head | None:
        """`In reply AB said`, `After debate the Board approved`: only a known speaker or a body, no preposition before them."""
        flat = self._flat
        bare = frames.BARE_SUBJECT.search(flat, start, min(stop, start + 80))
        if bare is None or flat[start : flat.find(" ", start)] in CLAUSE_OPENERS:
            return None
        word = bare.group().rstrip()
        if word in NEVER_IN_SUBJECT or word in PARTICLES or word in ("and", "what", "or"):
            return None
        head = read_head(flat, bare.end(), stop, self._subjects, lower=True)
        if not isinstance(head, Head) or head.subject.offset:
            return None
        is_decided = head.predicate.act is Act.DECISION and head.subject.sort is Sort.COLLECTIVE
        if head.predicate.act is not Act.SPEECH and not is_decided:
            return None
        return head if head.subject.is_strong or head.subject.sort in (Sort.PRONOUN, Sort.COLLECTIVE) else None

    def behind_topic(self, opening: Opening, stop: int) -> Head | None:
        """`Estates – AB reported`, `Roof: the Chair said`."""
        start = opening.start
        near = self._flat[start : min(stop, start + 90)]
        has_mark = ":" in near or "–" in near or "—" in near
        topic = frames.TOPIC.match(self._flat, start, start + len(near)) if has_mark else None
        position = topic.end() if topic else self._flat.find(" - ", start, min(stop, start + 80)) + 3
        head = read_head(self._flat, position, stop, self._subjects, lower=True) if position > 2 else None
        return head if isinstance(head, Head) and head.subject.sort not in _NO_VOICE else None

    def behind_act(self, opening: Opening, stop: int) -> Head | None:
        """`AB attended the forum and reported that`: an act of somebody who goes on to speak."""
        further = self._speaks_further(opening.start + len(opening.run), stop) if opening.verb not in _NO_ACTS else None
        subject = self._subjects.read(opening.run) if further else NOBODY
        if further is None or subject.sort is not Sort.PERSON or not subject.is_strong:
            return None
        return Head(subject, further, opening.start + subject.offset, opening.verb)

    def who_speaks(self, head: Head, stop: int) -> Head:
        """Acts and questions told in one breath with the words: "attended and reported", "was asked and replied", "was told by AB"."""
        is_told = head.predicate.act is Act.TOLD
        if not is_told and head.verb not in ACTS_BEFORE_SPEECH:
            return head
        agent = frames.TOLD_BY.match(self._flat, head.predicate.end, stop) if is_told else None
        subject = self._subjects.read(agent["agent"]) if agent else NOBODY
        if agent and subject.sort is Sort.PERSON and subject.is_strong:
            return head._replace(subject=subject._replace(offset=head.subject.offset), predicate=Predicate(Act.SPEECH, agent.end()))
        further = self._speaks_further(head.predicate.end, stop) if head.subject.sort is Sort.PERSON else None
        return head._replace(predicate=further) if further else head

    def _speaks_further(self, position: int, stop: int) -> Predicate | None:
        """The verb of speech behind an act of the same subject."""
        limit = min(stop, position + 160)
        further = frames.AND_SPOKE.search(self._flat, position, limit) if self._flat.find(" and ", position, limit) >= 0 else None
        return Predicate(Act.SPEECH, further.end()) if further else None

    def with_role(self, opening: Opening, stop: int) -> Head | None:
        """`Liz Ray, Finance Director reported`: the clause behind the comma begins with the role of whom the sentence begins with."""
        comma = opening.start + len(opening.run)
        if not self._flat.startswith(",", comma):
            return None
        behind = read_head(self._flat, comma + 1, stop, self._subjects)
        if not isinstance(behind, Head) or behind.predicate.act is not Act.SPEECH or behind.subject.offset or behind.subject.found is None:
            return None
        if not behind.subject.found.basis.startswith(("role", Basis.UNLISTED_ROLE)):
            return None
        subject = self._somebody(opening)
        return behind._replace(subject=subject, start=opening.start) if subject else None

    def meant_by(self, aside: Head, head: Head | Opening | None) -> Head:
        """`Liz Ray, who had come late, was pleased, she said`: the pronoun means whom the sentence begins with."""
        subject = self._somebody(head) if aside.subject.sort is Sort.PRONOUN and isinstance(head, Opening) else None
        return aside._replace(subject=subject) if subject else aside

    def _somebody(self, opening: Opening) -> Subject | None:
        """Whom the sentence begins with, where no one could mistake it."""
        subject = self._subjects.read(opening.run)
        return subject if subject.sort is Sort.PERSON and subject.is_strong and not subject.offset else None
