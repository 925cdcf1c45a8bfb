"""Frames without a subject that speaks: "it was agreed", "there was a discussion", passives (ATTRIBUTION §4, F3–F5 and F8)."""

import re

from liftmine.attribution.bases import Basis
from liftmine.attribution.minutes import frames
from liftmine.attribution.minutes.clauses import SERIES
from liftmine.attribution.minutes.frames import Voice
from liftmine.attribution.minutes.subjects import NOBODY, Sort, Subjects
from liftmine.attribution.minutes.words import PARTICLES

_SERIES = re.compile(SERIES)


class ImpersonalFrames:
    """Reads them in one document, without any memory of who spoke before."""

    def __init__(self, flat: str, subjects: Subjects) -> None:
        """`flat` is the document on one line."""
        self._flat = flat
        self._subjects = subjects

    def dummy(self, begin: int, stop: int) -> Voice | None:
        """`It was agreed`, `There was a discussion`, `Discussion followed`."""
        if self._flat.startswith(("There", "there"), begin):
            if frames.NO_QUESTIONS.match(self._flat, begin, stop):
                return frames.PROCEDURE
            match = frames.THERE.match(self._flat, begin, stop)
            if match is None or match.group("talk"):
                return frames.DISCUSSION if match else None
            return frames.MOOD
        if frames.BROUGHT.match(self._flat, begin, stop):
            return frames.AGENTLESS
        match = frames.IMPERSONAL.match(self._flat, begin + 2, stop) if self._flat.startswith(("It ", "it "), begin) else None
        return self._agentive(match, impersonal=True) if match else None

    def passive(self, start: int, stop: int) -> Voice | None:
        """A passive in the first 160 characters; acts of procedure anywhere."""
        flat = self._flat
        words = flat[start:stop]
        opening = frames.PASSIVE_OPENINGS.match(words)
        is_procedure = opening is not None and opening.lastgroup == "procedure"
        if is_procedure or (any(map(words.__contains__, frames.OF_PROCEDURE)) and frames.PROCEDURE_WORDS.search(words)):
            return frames.PROCEDURE
        if opening is not None:
            return frames.MOOD
        if ("iscuss" in words or "ebate" in words) and frames.DISCUSSED.match(flat, start, min(stop, start + 100)):
            return frames.DISCUSSION
        if " was " not in words and " were " not in words:
            return None
        match = frames.PASSIVE.search(flat, start, min(stop, start + 160))
        if match is None:
            return None
        clause = max(start, flat.rfind(", ", start, match.start() + 1))
        return None if frames.RELATIVE.search(flat, clause, match.start() + 1) else self._agentive(match, impersonal=False, start=clause)

    def _agentive(self, match: re.Match[str], *, impersonal: bool, start: int = 0) -> Voice | None:
        """F3, F4, F5 by who is named behind `by`, or nobody."""
        if match.group("motion"):
            return frames.PROCEDURE
        if match.group("agent"):
            return self._agent(match, impersonal=impersonal)
        if match.group("shown"):
            return None
        if match.group("decided"):
            return frames.FORMULA if impersonal else self._decided(match, start)
        spoken = match.group("spoken")
        if impersonal:
            is_said = spoken not in frames.OF_THINGS or frames.SAYS_WHAT.match(self._flat, match.end()) is not None
        else:
            is_moved = spoken == "raised" and self._flat.startswith(frames.MOVED, match.end())
            is_said = not is_moved and frames.SPEAKABLE.search(self._flat, start, match.start()) is not None
        return frames.AGENTLESS if is_said else None

    def _decided(self, match: re.Match[str], start: int) -> Voice | None:
        """`The survey was discussed`, `the accounts were approved`; of anything else "was received" tells no decision."""
        decided = match.group("decided").lower()
        if decided in ("discussed", "debated"):
            return frames.MOOD
        is_taken = decided in frames.TAKEN or frames.PAPERS.search(self._flat, start, match.start()) is not None
        return frames.AGENTLESS_DECISION if is_taken else None

    def _agent(self, match: re.Match[str], *, impersonal: bool) -> Voice | None:
        words = match.group("agent").split()
        while len(words) > 1 and words[-1] in PARTICLES:
            words.pop()
        agent = " ".join(words)
        if frames.BODY_WORDS.search(agent):
            return frames.FORMULA._replace(label=agent if len(agent) <= frames.LONGEST_LABEL else None)
        series = _SERIES.match(self._flat, match.start("agent"), match.endpos)
        subject = self._subjects.read(series["series"]) if series else NOBODY
        subject = self._subjects.read(agent) if subject is NOBODY else subject
        if subject.found is None or subject.sort is Sort.COLLECTIVE:
            return frames.FORMULA._replace(confidence=0.7) if impersonal and match.group("decided") else None
        if match.group("shown") in frames.DONE:
            return None
        return Voice("reported", Basis.AGENT, 0.85, subject.label, subject.found)
