"""Who has to do it: owners as written, and whom the meeting's directory knows them as."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from liftmine.attribution.model import Party
from liftmine.attribution.people.directory import Directory
from liftmine.attribution.people.people import ROLE

LONGEST = 60
_SEPARATOR = re.compile(r"\s*(?:[/,&+;\n]|\band\b)\s*")
_INITIALS = re.compile(r"[A-Z]{2,4}[a-z]{0,3}[A-Z]?|[A-Z][a-z]{0,2}[A-Z][a-z]{0,2}|[A-Z]\.?\s?[A-Z]\.?")
_ALL = re.compile(
    r"(?:all|everyone|(?:all\s+)?(?:the\s+)?(?:members|trustees|directors|board|committee|governors|officers|partners|staff|"
    r"executive|team)(?:\s+members)?)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Prof|Sir|Dame|Director|Chair)\.?\s+)?(?:[A-Z]\.?\s){0,2}[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){0,3}"
)
_HEAD = re.compile(r"\s+(?:to|will|would|should|must|agreed\s+to|undertook\s+to|is\s+to|are\s+to)\s|\s*(?::|\s[–—-])\s*")
_TAIL = re.compile(
    r"(?:\s[–—-]\s|\s{2,}|[(\[]|\s|\b(?:owners?|leads?|responsible|action by|by)\s*:\s*)([^()\[\]:]{2,40}?)[)\]]?\.?\s*$", re.IGNORECASE
)
_NO_OWNERS = frozenset(
    ("NHS", "PCT", "AGM", "AOB", "IT", "HR", "TBC", "TBA", "ASAP", "OK", "NA", "GP", "UK", "EU", "VAT", "PM", "AM", "CEO", "CFO")
)


class Owner(NamedTuple):
    """One who has to act. `person` is a person_id, `ambiguous`, or empty; `side` a partner type, `collective` or `unknown`.

    `is_known`: the list or the text of the meeting holds them.
    """

    name: str
    person: str
    side: str
    is_known: bool = False


def read_owners(written: str, directory: Directory) -> tuple[Owner, ...]:
    """The owners that `written` names ("AH/MS", "All", "Ann Ash and the Estates Manager"); none where it says anything else."""
    written = written.strip(" \t\n.:*()[]")
    if not written or len(written) > LONGEST:
        return ()
    names = [" ".join(piece.split()) for piece in _SEPARATOR.split(written) if piece.strip()]
    owners = [_read_owner(name, directory) for name in names]
    return tuple(owner for owner in owners if owner) if owners and all(owners) else ()


def owners_before(text: str, directory: Directory) -> tuple[Owner, ...]:
    """The owners at the head of an action ("AH and MS to write")."""
    head = _HEAD.search(text, 0, LONGEST + 20)
    return read_owners(text[: head.start()], directory) if head else ()


def owners_behind(text: str, directory: Directory) -> tuple[tuple[Owner, ...], int]:
    """The owners at the end of an action ("write to the landlord – AH"), and where the action's own words end."""
    match = _TAIL.search(text, max(0, len(text) - LONGEST))
    while match:
        owners = read_owners(match[1], directory)
        if owners and all(_INITIALS.fullmatch(owner.name) or _ALL.fullmatch(owner.name) or owner.person for owner in owners):
            return owners, match.start()
        match = _TAIL.search(text, match.start() + 1)
    return (), len(text)


def is_known(owners: Sequence[Owner]) -> bool:
    """Initials of people whom the meeting knows: what may stand alone, without a colon or a column."""
    return all(owner.is_known and _INITIALS.fullmatch(owner.name) for owner in owners)


def _read_owner(name: str, directory: Directory) -> Owner | None:
    if _ALL.fullmatch(name):
        return Owner(name, "", "collective")
    bare = name.removeprefix("the ").removeprefix("The ")
    if name.upper() in _NO_OWNERS or not (_INITIALS.fullmatch(bare) or _NAME.fullmatch(bare)):
        return None
    found = directory.find(bare)
    if found is None:
        return Owner(name, "", "unknown") if _INITIALS.fullmatch(bare) or ROLE.search(bare) else None
    if found.basis == "full_name_unlisted" and bare.count(" ") != 1:  # capitals alone make no person
        return None
    is_person = found.party is Party.PERSON
    person = "ambiguous" if found.party is Party.AMBIGUOUS else (found.person_id or "") if is_person else ""
    return Owner(name, person, found.partner_type, is_known=bool(person) and not found.basis.endswith("_unlisted"))
