"""Labels that begin lines: speakers, fields of a form, actions, and the headers of attendance lists."""

import re
from collections.abc import Sequence

from liftmine.reading.layout.lines import OPEN_ENDS, last_word
from liftmine.reading.layout.widths import is_full

_LABEL = re.compile(r"[A-Z][^\s:]*(?: [^\s:]+){0,5}:(?:\s|$)")
_SPEAKER = re.compile(r"\s*([A-Z][^\s:]*(?: [A-Z(][^\s:]*){0,4}):(?:\s|$)")  # a label that could be a name; "Action" too
_PRESENT = frozenset(("present", "attendance", "attendees", "attending", "absent", "absence", "apologies"))
_ROSTER = _PRESENT | frozenset(  # "Committee members present:", "Also in attendance (by phone):"
    re.findall(
        r"\w+",
        "also and board by committee council directors for governors guests in invited member members not of officers other others part "
        "phone public received staff telephone the trustees via voting",
    )
)
FIELD = re.compile(r"[A-Z]{3,}(?: [A-Z]+){0,2}:(?:\s|$)")  # of a form: "AYES:", "SECONDER:"
ACTION = re.compile(r"\s*A(?:ctions?|CTIONS?)\b[^:]{0,30}:")


def find_labels(lines: Sequence[str], widths: Sequence[float]) -> frozenset[str]:
    """The labels that begin a line where nothing could have wrapped: what they begin is a turn, an action, an entry."""
    found = set()
    for no, line in enumerate(lines):
        if ":" in line and (label := _SPEAKER.match(line)) and (no == 0 or not is_full(lines[no - 1], line.lstrip(), widths[no])):
            found.add(label[1])
    return frozenset(found)


def opens_label(above: str, body: str, *, fills: bool, finished: bool, labels: frozenset[str]) -> bool:
    """Whether a speaker, an action or a heading like "Present:" begins here. Behind a full line only what begins lines elsewhere does."""
    if _tells_presence(body) or (FIELD.match(body) and (finished or not above.isupper())):
        return True
    if fills and not body.startswith("ACTION"):
        if not finished:
            return False
        return _is_short_label(above, body) or ((label := _SPEAKER.match(body)) is not None and label[1] in labels)
    return bool(ACTION.match(body)) or _is_short_label(above, body) or (finished and bool(_LABEL.match(body)))


def _tells_presence(body: str) -> bool:
    """Whether the label is the header of an attendance list, which always stands by itself."""
    words = frozenset(re.findall(r"\w+", body[: body.find(":")].lower())) if body[0].isupper() else frozenset()
    return bool(words & _PRESENT) and words <= _ROSTER


def _is_short_label(above: str, body: str) -> bool:
    """A heading like "Present:", unless the line above runs into it."""
    return (
        body[-1] == ":" and body.count(" ") < 3 and above[-1] != "," and last_word(above).lower() not in OPEN_ENDS and not body[0].islower()
    )
