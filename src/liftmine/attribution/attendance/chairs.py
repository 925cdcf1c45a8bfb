"""Who of those listed chairs the meeting."""

import re
from collections.abc import Sequence

from liftmine.attribution.model import Attendee
from liftmine.attribution.people.names import Name, read_name

CHAIR_LABELS = frozenset(
    (
        *("chair", "chairman", "chairperson", "chairwoman", "committee chair", "board chair", "acting chair", "madam chair", "mr chair"),
        *("mr chairman", "chair of the board", "chairman of the board"),
    )
)
"""What the chair of a meeting is called."""
_CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)?)\b", re.IGNORECASE)
_NO_CHAIR = re.compile(
    r"\b(?:vice|deputy|former|past|ex|co-?opted|assistant|pa|secretary|advis[eo]r|office|support|to the)\b", re.IGNORECASE
)
_WORD = r"chair(?:man|woman|person)?"
_OF_MEETING = re.compile(rf"(?:(?:board|the)\s+)?{_WORD}(?: of (?:the )?meeting)?", re.IGNORECASE)
_OF_BOARD = re.compile(rf"{_WORD} of (?:the )?board", re.IGNORECASE)
_OF_COMMITTEE = re.compile(rf"(?:the )?committee\s+{_WORD}", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:committee|sub-?committee|panel|forum|group|council|network|association|federation|friends|trustees)\b", re.IGNORECASE
)

_OPENS = re.compile(
    r"\b(?:Chair(?:man|woman|person)?|Chaired by|President)\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)"
    r"(?=\s*\n|\s+(?:called|convened|opened|welcomed|declared|presided))"
)
_CONVENES = re.compile(
    r"\b([A-Z][\w’'-]{1,20}(?: [A-Z][\w.’'-]{0,20}){1,3}), (?:the )?(?:Acting )?Chair(?:man|woman|person)?\b"
    r"[^.;]{0,90}?\s(?:called|convened|opened)\b"
)
_OPENING = 8_000  # characters in which a meeting is opened

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
    return tuple(a._replace(is_chair=True) if rank and rank == best else a for a, rank in zip(attendees, ranks, strict=True))


def _rank(attendee: Attendee) -> int:
    if not attendee.role or "hair" not in attendee.role.casefold():
        return 0
    pieces = attendee.role.split(", ")
    return max((_rank_of(piece, following, attendee) for piece, following in zip(pieces, [*pieces[1:], ""], strict=False)), default=0)


def _rank_of(piece: str, following: str, attendee: Attendee) -> int:
    if not _CHAIR.search(piece) or _NO_CHAIR.search(piece):
        return 0
    if _OF_COMMITTEE.fullmatch(piece):
        return _OF_THIS_COMMITTEE
    if _OF_BOARD.fullmatch(piece):
        return _OF_HOUSE
    if not _OF_MEETING.fullmatch(piece) or _BODY.search(following):
        return _OF_SOMETHING
    return _OF_HOUSE if attendee.organisation and attendee.role == piece else _HERE


def find_opening_chairs(text: str) -> list[Name]:
    """Who opens the meeting as its chair, in the words of the text."""
    found = _OPENS.findall(text, 0, _OPENING) or _CONVENES.findall(text, 0, _OPENING)
    names = {name: read_name(name, bare=True) for name in found}
    return [name for name in names.values() if name]
