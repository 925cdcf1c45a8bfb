"""Headers of attendance lists in a secretary's own words: told in a sentence, or a label that only its people give away."""

import re

from liftmine.attribution.model import Status
from liftmine.attribution.people.names import read_name
from liftmine.attribution.people.organisations import CUES

LONGEST_LABEL = 45
"""Characters in which a label ends with its colon."""
_SENTENCE = re.compile(
    r"\s*(?P<also>also\s+)?(?P<what>in attendance|present|participating)\s+(?:for|from|on behalf of)\s+[^.,;:]{2,60}?\s+"
    r"(?:were|was)\b[:,]?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?P<label>[A-Z][^:.,;()\n]{2,40}):\s+(?=[A-Z])")
_OTHER_LABEL = re.compile(
    r"^(?:to|from|cc|copy|date|subject|venue|place|contact|notes?|owner|prepared)\b|"
    r"\b(?:distribution|circulat\w+|copies|action\w*|minute[sd]?|mov\w+|second\w*|propos\w+|ayes?|nays?|noes|yeas?|"
    rf"vot\w+|abst\w+|author\w*|agreed|resolved|noted|decision)\b|{CUES.pattern}",
    re.IGNORECASE,
)
"""Labels before people that are no attendance, and organisations, whose people follow inside a list."""
_AWAY = re.compile(
    r"\b(?:sorry|unable|could(?:n[’']t| not)|can(?:no|[’'])t|not able|away|missed|apolog\w+|regrets?|absent)\b", re.IGNORECASE
)
_SIDE = re.compile(r"\b(?:staff|others?|also|guests?|officers|observers?|visitors)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_PIECES = re.compile(r"[,;]|\band\b")
_MANY, _SHARE_OF_PEOPLE = 3, 0.5


def read_sentence(line: str) -> tuple[Status, int] | None:
    """Status, and where the people begin, of a list that is a sentence: "In attendance for the Agency's Board were Ann Ash"."""
    match = _SENTENCE.match(line)
    if match is None or not read_name(line, match.end()):
        return None
    is_member = match["what"].casefold() == "present" and not match["also"]
    return Status.PRESENT if is_member else Status.IN_ATTENDANCE, match.end()


def read_label(line: str) -> tuple[Status, int] | None:
    """The same of a label before people: "Who came: Ann Ash, Bob Birch, Cy Cole", "Sorry to miss it: Di Dole"."""
    match = _LABEL.match(line)
    if match is None or _OTHER_LABEL.search(match["label"]):
        return None
    pieces = [piece for piece in _PIECES.split(_BRACKETS.sub("", line[match.end() :])) if piece.strip()]
    is_away = _AWAY.search(match["label"]) is not None
    n_people = sum(read_name(piece.lstrip()) is not None for piece in pieces)
    if n_people < (1 if is_away else _MANY) or n_people < _SHARE_OF_PEOPLE * len(pieces):
        return None
    is_side = _SIDE.search(match["label"]) is not None
    return Status.APOLOGIES if is_away else Status.IN_ATTENDANCE if is_side else Status.PRESENT, match.end()
