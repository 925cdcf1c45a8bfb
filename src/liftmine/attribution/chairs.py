"""Who of those listed chairs the meeting."""

import re
from collections.abc import Sequence
from dataclasses import replace

from liftmine.attribution.model import Attendee

_CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)?)\b", re.IGNORECASE)
_NO_CHAIR = re.compile(
    r"\b(?:vice|deputy|former|past|ex|co-?opted|assistant|pa|secretary|advis[eo]r|office|support|to the)\b", re.IGNORECASE
)
_WORD = r"chair(?:man|woman|person)?"
_OF_MEETING = re.compile(rf"(?:(?:board|the)\s+)?{_WORD}(?: of (?:the )?(?:board|meeting))?", re.IGNORECASE)
_OF_COMMITTEE = re.compile(rf"(?:the )?committee\s+{_WORD}", re.IGNORECASE)
_BODY = re.compile(r"\b(?:committee|sub-?committee|panel|forum|group|council|network|association|federation|friends|trustees)\b", re.IGNORECASE)

_OF_SOMETHING, _OF_HOUSE, _HERE, _OF_THIS_COMMITTEE = 1, 2, 3, 4
"""What a person chairs, by the role written behind the name: some body, the house they come from, this meeting."""


def mark_chair(attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """With `is_chair` for the chair of the meeting: of several who chair something, whoever is called chair without more.

    "Chief Executive (Chair)" comes before "Chair, Northbridge Trust", and that before "Chair, Estates Committee".
    """
    ranks = [_rank(attendee) for attendee in attendees]
    if ranks.count(_OF_THIS_COMMITTEE) > 1:
        ranks = [min(rank, _HERE) for rank in ranks]
    best = max(ranks, default=0)
    return tuple(replace(a, is_chair=True) if rank and rank == best else a for a, rank in zip(attendees, ranks, strict=True))


def _rank(attendee: Attendee) -> int:
    pieces = attendee.role.split(", ") if attendee.role and "hair" in attendee.role.casefold() else []
    return max((_rank_of(piece, following, attendee) for piece, following in zip(pieces, [*pieces[1:], ""], strict=False)), default=0)


def _rank_of(piece: str, following: str, attendee: Attendee) -> int:
    if not _CHAIR.search(piece) or _NO_CHAIR.search(piece):
        return 0
    if _OF_COMMITTEE.fullmatch(piece):
        return _OF_THIS_COMMITTEE
    if not _OF_MEETING.fullmatch(piece) or _BODY.search(following):
        return _OF_SOMETHING
    return _OF_HOUSE if attendee.organisation and attendee.role == piece else _HERE
