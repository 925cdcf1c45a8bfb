"""Marks to turns: the whole text in order, cut where the voice changes."""

from collections.abc import Sequence
from typing import NamedTuple

from liftmine.attribution.minutes.frames import LAYOUT, Voice


class Mark(NamedTuple):
    """From `start` on, this voice. `is_label`: a printed speaker label, which always begins a turn."""

    start: int
    voice: Voice
    section: str | None = None
    is_label: bool = False


class Turn(NamedTuple):
    """A run of marks of one voice, mode and rule in one agenda item; `confidence` is that of its least sure clause."""

    start: int
    end: int
    voice: Voice
    section: str | None
    confidence: float


def make_turns(marks: Sequence[Mark], length: int) -> list[Turn]:
    """Turns that cover 0 to `length` without gaps, in order.

    White space, and whatever else no mark claims, belongs to the turn before it.
    """
    if not length:
        return []
    turns: list[Turn] = []
    first = Mark(0, LAYOUT) if not marks or marks[0].start else marks[0]
    key, confidence = _identity(first), first.voice.confidence
    for mark in marks:
        if mark.voice is first.voice and mark.section == first.section and not mark.is_label:
            continue
        other = _identity(mark)
        if other == key and not mark.is_label:
            confidence = min(confidence, mark.voice.confidence)
            continue
        if mark.start > first.start:
            turns.append(Turn(first.start, mark.start, first.voice, first.section, confidence))
        first, key, confidence = mark, other, mark.voice.confidence
    return [*turns, Turn(first.start, length, first.voice, first.section, confidence)]


def number_sentences(turns: Sequence[Turn], starts: Sequence[int]) -> list[int]:
    """For each sentence that begins at one of `starts`, in order, the number of the turn it begins in."""
    numbers, number = [], 0
    for start in starts:
        while turns[number].end <= start:
            number += 1
        numbers.append(number)
    return numbers


def _identity(mark: Mark) -> tuple[object, ...]:
    """What must be equal for a turn to go on. The rule is part of it: every series can be made with and without a rule."""
    voice = mark.voice
    found = voice.found
    who = None if found is None else found.person_id or (found.party, found.organisation_id, voice.label)
    basis = voice.basis if voice.mode != "none" else None
    return (voice.mode, basis, who, voice.label if voice.mode == "verbatim" else None, mark.section)
