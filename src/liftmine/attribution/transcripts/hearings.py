"""Hearings: whose answers and whose questions A and Q are, from what is printed where a witness is called."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from liftmine.attribution.people.organisations import organisations_of
from liftmine.attribution.transcripts.verbatim import Label
from liftmine.study.model import Organisation, Partnership

_SWORN = re.compile(
    r"^[*_ ]{0,3}(?P<name>[A-Z][A-Za-z.'’ -]{3,60}?)(?:, (?P<office>[^()\n]{3,100}?))??"
    r"(?:,? \((?:sworn|affirmed|recalled|continued)[^()\n]{0,40}\)|, (?:having been|called as a witness|sworn)\b)",
    re.MULTILINE,
)
EXAMINED_BY = r"(?i:(?:further )?(?:questions|questioned|(?:re-?|cross-?)?examin(?:ed|ation)(?:[- ]in[- ]chief)?) by) "
"""The line that says who asks from here on."""
_EXAMINER = re.compile(rf"^[*_ ]{{0,3}}(?:{EXAMINED_BY}|BY (?=M[A-Z]{{1,3}}\.? ))(?P<name>[^\n()*_:,]{{3,60}})", re.MULTILINE)
_COUNSEL = re.compile(r"(?:MRS|MR|MS|MISS|Mrs|Mr|Ms|Miss)\.? \w")
"""Titles of those who ask; who presides is a role, or has another."""
_OFFICE_TOLD = re.compile(r"\b[Yy]ou (?:are|were|have been|had been|joined|became|worked|work|served|serve)\b[^.?!]{3,160}")
_OPENING = 2_000  # characters in which a witness is asked what office she holds


class Hearing:
    """Who is examined, by whom, and from where, at each position of one document."""

    def __init__(self, text: str, labels: Sequence[Label], partnership: Partnership) -> None:
        self._text, self._organisations = text, organisations_of(partnership)
        self._sworn = [(m.start(), _plain(m["name"]), m["office"] or "") for m in _SWORN.finditer(text)]
        self._starts = [start for start, _, _ in self._sworn]
        examiners = [(m.start(), _plain(m["name"])) for m in _EXAMINER.finditer(text)]
        examiners += [(label.start, label.name) for label in labels if _COUNSEL.match(label.name)] if self._sworn else []
        self._examiners = sorted(examiners)
        self._examined_from = [start for start, _ in self._examiners]

    def witness_at(self, position: int) -> str:
        """Who was called last; empty where nobody was."""
        before = bisect_left(self._starts, position)
        return self._sworn[before - 1][1] if before else ""

    def counsel_at(self, position: int) -> str:
        """Who asks: named in the line above the examination, or counsel whose turn came last."""
        before = bisect_left(self._examined_from, position)
        return self._examiners[before - 1][1] if before else ""

    def house_of(self, witness: str) -> Organisation | None:
        """The one organisation of the study that the witness's office is said to be at, beside the name or in the first questions."""
        for number, (start, name, office) in enumerate(self._sworn):
            if name == witness:
                end = min(start + _OPENING, *self._starts[number + 1 : number + 2], len(self._text))
                told = _OFFICE_TOLD.search(self._text, start, end)
                for said in (office, told.group() if told else ""):
                    if house := self._organisations.find_within(said, None):
                        return house
        return None


def _plain(name: str) -> str:
    return " ".join(name.split()).rstrip(" .")
