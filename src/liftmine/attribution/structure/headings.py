"""Item numbers and headings of minutes."""

import re
from functools import lru_cache

from liftmine.attribution.model import Block
from liftmine.attribution.people.names import read_name

SHORT = 120  # a heading is not longer
_MOST_WORDS, _MOST_NUMBERED_WORDS = 12, 16

NUMBER = re.compile(
    r"(?:(?:[A-Z]{2,5}/\d{2,4}/\s?\d{1,4}|[A-Z]{2,5}\s?\d{2,3}/\d{1,3}|\d{1,4}/\d{2,4}|\d{1,2}(?:\.\d{1,2}){1,3}"
    r"|\d{1,2}(?=[.):\s]|$)|[A-Z](?=[.):])|[IVXL]{1,6}(?=[.):])"
    r"|\(?[a-z]\))[.):]*)(?:\s+|$)"
)
"""The number of an item at the start of a line: 1., 4.2, A., IV., LPB05/01, 73/07, GBP/2122/214:, (a)."""
_WORDS = (
    r"call to order|roll call.{0,40}|discussions?|unfinished business|new business|other (?:business|matters)|any other business|aob|"
    r"adjourn(?:ment)?|recommended actions?|updates?|executive session|public participation|matters arising|declarations? of interests?"
)
LABELS = re.compile(rf"(?:{_WORDS})\s*:?", re.IGNORECASE)
"""Words that minutes use as headings without a number."""
COLUMN_HEADS = re.compile(
    r"(?:(?:ref|item|no|discussion|actions?|by|agenda|minutes?|owner|lead|who|when|subject|topic|notes?)\b[\s./:&]*)+", re.IGNORECASE
)
"""The heads of the columns in which minutes are set: "Ref", "Discussion", "Action by"."""
_LABELLED = re.compile(rf"(?:{_WORDS})\s*[:–-]", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|said|reported|noted|asked|welcomed|advised|agreed|confirmed|stated|thanked|"
    r"explained|declared|requested)\b"
)


_NOTHING = frozenset(("none", "nil", "noted", "agreed", "n/a"))
_VERB = re.compile(rf"{_FINITE.pattern}|\b[a-z]{{2,}}ed\b")
_TITLES = re.compile(
    r"(?:Approval|Adoption|Acceptance|Confirmation|Review|Election|Appointment|Minutes|Apologies|Report|Reports|Update|Status|Presentation|"
    r"Consideration|Discussion|Matters|Declarations?)\s+(?:of|on|from|for|to|arising)\b"
)
"""How headings begin that are set with a full stop: "1. Approval of the minutes of 3 May."."""
_LEAD_IN = re.compile(
    r"(?:The|He|She|They|It|We|Members|There|Mr|Mrs|Ms|Dr|Cllr|Councillor|Director|Chair|[A-Z]{2,4}|[A-Z][a-z’'-]+ [A-Z][\w’'-]+)\b"
)
_MOST_WORDS_BEFORE_COLON = 6


def is_lead_in(content: str) -> bool:
    """A sentence that ends with a colon because its list follows ("Ann Ash named three things:"), not a heading ("Matters arising:")."""
    if not content.endswith(":") or not _VERB.search(content):
        return False
    return len(content.split()) > _MOST_WORDS_BEFORE_COLON or _LEAD_IN.match(content) is not None


@lru_cache(maxsize=1 << 14)
def is_heading_line(line: str) -> bool:
    """An item's number, with or without its heading, or one of the words minutes use as headings."""
    match = NUMBER.match(line)
    if match and match.end() == len(line):
        return True
    rest = line[match.end() :] if match else line
    if is_labelled(line) or LABELS.fullmatch(rest.strip()):
        return True
    return bool(match and rest and is_heading(rest, None, is_numbered=True) and not read_name(rest))


def is_labelled(line: str) -> bool:
    """A heading and the text below it on one line ("Call to Order: The Chair …")."""
    return _LABELLED.match(line) is not None


def is_heading(content: str, block: Block | None, *, is_numbered: bool) -> bool:
    """Short, without the end of a sentence, and set apart by a number, the file, capitals or its words."""
    if len(content) > SHORT:
        return False
    return _is_heading(content, block is not None and block.kind == "heading", block is not None and block.is_bold, is_numbered)


@lru_cache(maxsize=1 << 14)
def _is_heading(content: str, is_marked: bool, is_bold: bool, is_numbered: bool) -> bool:
    if not content or (content.endswith((".", ",", ";")) and not is_numbered):
        return False
    if content.rstrip(".").casefold() in _NOTHING or is_lead_in(content):
        return False
    if is_marked or LABELS.fullmatch(content):
        return True
    words = content.split()
    in_capitals = content.upper() == content and sum(character.isalpha() for character in content) > 3
    if is_numbered:
        ends = content.endswith(".") and not (_TITLES.match(content) and ". " not in content)
        is_sentence = _FINITE.search(content) or (ends and (len(words) > 5 or _VERB.search(content)))
        return content[0].isupper() and len(words) <= _MOST_NUMBERED_WORDS and (in_capitals or not is_sentence)
    if len(words) > _MOST_WORDS or content.endswith(":"):
        return False
    return (in_capitals and (len(words) > 1 or len(content) > 5)) or (is_bold and read_name(content) is None)
