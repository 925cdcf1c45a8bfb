"""The house of a body: the trust, council, company or partnership whose board or committee it is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from liftmine.study.model import Partnership

NOUN = re.compile(
    r"\b(?:(?:Board|Council|Court|Committee)\s+of\s+(?:Directors|Governors|Trustees|Management|Commissioners|"
    r"Representatives)|(?:Governing|Management|Executive)\s+Body|"
    r"Boards?|(?:(?:Sub|Joint)[ -]?)?Committees?|(?:Sub[ -]?)?Group|Panel|Forum|Assembly|Cabinet|Executive|Directors|"
    r"Governors|Trustees|Working\s+Party|Task\s+Force|Team|"
    r"Senate|Commission|Council)\b(?!\s+(?:Rooms?|Chambers?|House|Offices?|Members?/))",
    re.IGNORECASE,
)
PAPER = r"(?:minutes|notes|record|summary|meetings?|proceedings|transcript)"
HOUSE = re.compile(
    r"\b(?:Clinical\s+Commissioning\s+Group|Primary\s+Care\s+(?:Trust|Group)|(?:NHS\s+)?(?:Foundation\s+)?Trust|(?:City|"
    r"County|Borough|District|Town|Parish|Metropolitan)\s+Council|PCT|CCG|"
    r"NHS(?:\s+FT)?|LIFT\s*Co(?:mpany)?|LIFT|Company|Ltd|Limited|PLC|LLP|Authority|District|Corporation|Association|"
    r"University|Hospitals?|Librar(?:y|ies)|Partnership(?=\s+Strategic))"
    r"(?!\w)\.?(?:\s+(?:Ltd|Limited|plc|\([^)]{1,20}\)))?(?:['’]s?)?[\s,-]*",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"(?:Strategic\s+Partner(?:ing|ship)\s+Board|Board\s+of\s+(?:Directors|Governors|Trustees)|Governing\s+Body|"
    r"Trust\s+Board|Audit\s+(?:and\s+[A-Z]\w+\s+)?Committee|"
    r"Project\s+Board|Health\s+(?:and|&)\s+Wellbeing\s+Board)$",
    re.IGNORECASE,
)
MEETS = re.compile(r"\bmeeting\s+of\s+(?:the\s+)?([A-Z][^\n,;]{3,80}?)\s*(?=\n|,|\bheld\b|$)", re.IGNORECASE)
SMALL = frozenset(("of", "and", "the", "for", "in", "on", "to", "with", "at"))
_SHORT = re.compile(r"(?:LIFT(?:Co)?|NHS|PCT|CCG|SPB|SSDP|ICT|IT|HR|PPI|FM|RTD|GP|UK|IM&T|PEC|FT)")
_LEADING = frozenset(("the", "a", "an", "joint_", "this", "its", "full", "all", "and", "of", "our", "&"))


def part_house(name: str, known: Sequence[str]) -> tuple[str, str | None]:
    """The body's own name, and the house before it."""
    fixed = _FIXED.search(name)
    if fixed and name[: fixed.start()].rstrip().endswith(("and", "&", ",", "/")):
        fixed = None
    cut = fixed.start() if fixed else 0
    if not fixed:
        for match in HOUSE.finditer(name):
            if match.end() < len(name):
                cut = match.end()
        low = name.casefold()
        for prefix in known:
            if low.startswith(f"{prefix} ") and len(prefix) + 1 > cut:
                cut = len(prefix) + 1
    if NOUN.fullmatch(name[:cut].strip()) or name[:cut].strip().casefold() == "lift":  # the LIFT's own steering group
        cut = 0
    words = name[cut:].split()
    while words and words[0].casefold().strip(",'’") in _LEADING:
        del words[0]
    house = name[:cut].strip(" ,-") or None
    return " ".join(words).strip(" ,-"), house if house and house.casefold() not in _LEADING and house.casefold() != "nhs" else None


def known_names(partnership: Partnership) -> tuple[str, ...]:
    """The names that the study gives the houses of a partnership, in small letters; the partnership's first word comes last."""
    names = [partnership.name, *(alias for o in partnership.organisations for alias in (o.name, *o.aliases))]
    plain = [name[4:] if name[:4].casefold() == "the " else name for name in names]
    return tuple(name.casefold() for name in dict.fromkeys([*plain, partnership.name.split()[0]]))


def house_behind(words: str, known: Sequence[str]) -> str | None:
    """As in "the Board of Directors of Westmere LIFTCo Limited"."""
    match = re.search(
        r"\b(?i:board|committee|group|directors|governors|trustees|body|"
        r"panel)\s+of\s+(?:the\s+)?([A-Z][^\n,;()]{2,80}?)(?=\s+(?i:held|on|at|meeting|took)\b|[,;(\n]|$)",
        words,
    )
    return match[1] if match and (HOUSE.search(match[1]) or match[1].casefold() in known) else None


@lru_cache(maxsize=1 << 12)
def is_house(line: str, known: tuple[str, ...]) -> bool:
    """A line of a title that is the name of a house and nothing else."""
    plain = line.strip()
    if (
        not 3 < len(plain) < 80
        or not plain[0].isupper()
        or re.search(r"\d|:", plain)
        or re.search(PAPER, plain, re.IGNORECASE)
        or NOUN.search(without_houses(plain))
    ):
        return False
    return plain.casefold() in known[:-1] or HOUSE.search(plain) is not None


def without_houses(words: str) -> str:
    """A commissioning group is a house, not a body."""
    return re.sub(
        r"(?i)clinical commissioning group",
        "CCG",
        re.sub(r"(?i)\b((?:county|borough|city|district|town|parish) )council\b", r"\1Authority", words),
    )


def capitalise(name: str) -> str:
    """Title case where the name is in capitals or small letters; otherwise as written."""
    if name.upper() != name and name.lower() != name:
        return name
    words = [
        word.casefold() if word.casefold() in SMALL and number else word if _SHORT.fullmatch(word) else word.capitalize()
        for number, word in enumerate(name.split())
    ]
    return " ".join(
        "-".join(part.capitalize() if part.islower() and part not in SMALL else part for part in word.split("-")) for word in words
    )
