"""Voices in the real papers of ../shared/data, where the text or somebody else says who speaks.

Whom a plain head names ("Director X stated"), whose side a tag in the attendance list puts a speaker on, who moved, seconded or was
absent, printed labels of hearings, and an independent cutting of a council's meetings into turns. Papers that are absent are skipped,
and said to be. No text is printed.
"""

import json
import re
from collections.abc import Iterator, Mapping

from benchmarks.attributed import Attributed, read_study
from benchmarks.real import DATA, LABEL, STUDIES
from benchmarks.tone import Figure
from benchmarks.transcripts import OPENING
from liftmine.attribution.people.names import parse_name

_SPOKE = (
    r"(?:said|stated|asked|noted|explained|reported|commented|advised|confirmed|suggested|informed|queried|raised|added|highlighted|felt|"
    r"outlined|agreed|thanked|requested|updated|responded|replied|inquired|indicated|stressed|proposed|welcomed|tabled|pointed\s+out)\b"
)
_AT_HEAD = r"(?:^|[.?!;:•]\s{1,3}|\n)(?:\d[\d.]*\s+)?"
_DIRECTOR = re.compile(rf"{_AT_HEAD}Director\s(?P<name>[A-Z][\w’'-]+)\s+(?:stated|asked)\b", re.MULTILINE)
_TITLED = re.compile(rf"{_AT_HEAD}(?:Mr|Ms|Mrs|Dr)\.?\s(?P<name>[A-Z][\w’'-]+)\s+{_SPOKE}", re.MULTILINE)
_LISTED = re.compile(rf"{_AT_HEAD}(?P<name>[A-Z][A-Za-z]?[A-Z][a-z]?|[A-Z][a-z]+\s[A-Z][\w’'-]+)\s+(?:also\s)?{_SPOKE}", re.MULTILINE)
_TAGGED = re.compile(r"(?P<name>[A-Z][\w’'-]+ [A-Z][\w’'-]+)\s*\([^()]{0,40}\bSCC\b[^()]{0,40}\)")
_ABSENT = re.compile(r"Director\s(?P<name>[A-Z][\w’'-]+)\s+was\s+absent\b")
_PRESENT = re.compile(r"Director\s(?P<name>[A-Z][\w’'-]+)\s+(?:seconded|moved|made\s+(?:the|a)\s+motion)\b")
_HERE = ("present", "in_attendance")

# What was measured last less a margin, never above the aims (.97 for "Director X" and attendance, .99 for full labels).
FLOORS = {
    "rtd: Director X stated or asked, X is heard": 0.97,
    "rtd: papers read as minutes": 0.99,
    "rtd: who moved or seconded is listed present": 0.95,
    "rtd: who is told to be absent and is listed, is not listed present": 0.86,
    "frtib: Mr. X said, X is heard": 0.97,
    "frtib: papers read as minutes": 0.99,
    "suffolk: (SCC) tags found": 0.94,
    "suffolk: partner type of who is named at the head": 0.90,
    "covid: printed label is the speaker": 0.99,
    "winnipeg: speaker of an independent transcript's turn": 0.97,
}
CEILINGS = {"suffolk: the wrong side of who is named at the head": 0.03}


class _Tally:
    """Right of how many, by what was asked."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def count(self, what: str, *, right: bool) -> None:
        """One more answer."""
        counts = self._counts.setdefault(what, [0, 0])
        counts[0] += right
        counts[1] += 1

    def figures(self) -> Iterator[Figure]:
        """The shares with their bounds."""
        for what, (right, n) in self._counts.items():
            yield Figure(what, right / n, n, FLOORS.get(what), CEILINGS.get(what))


def study() -> Iterator[Figure]:
    """Every figure, folder by folder."""
    for name, judge in _JUDGES.items():
        if not (DATA / name).is_dir():
            print(f"{name} skipped: ../shared/data/{name} is not there")
            continue
        tally = _Tally()
        for paper in read_study(STUDIES / f"{name}.yaml").values():
            judge(paper, tally)
        yield from tally.figures()


def _heads(paper: Attributed, pattern: re.Pattern[str], tally: _Tally, what: str) -> None:
    for match in pattern.finditer(paper.text):
        turn = paper.turn_at(match.end() - 2)
        tally.count(what, right=turn["voice_mode"] == "reported" and _surname(turn["speaker_label"]) == match["name"].casefold())


def _judge_rtd(paper: Attributed, tally: _Tally) -> None:
    _heads(paper, _DIRECTOR, tally, "rtd: Director X stated or asked, X is heard")
    tally.count("rtd: papers read as minutes", right=paper.layout == "minutes")
    if not paper.attendees:
        return
    status: dict[str, set[str]] = {}
    for row in paper.attendees:
        status.setdefault(_surname(row["name"]), set()).add(row["status"])
    for name in {match["name"].casefold() for match in _PRESENT.finditer(paper.text)}:
        tally.count("rtd: who moved or seconded is listed present", right=bool(status.get(name, set()) & set(_HERE)))
    for name in {match["name"].casefold() for match in _ABSENT.finditer(paper.text)} & status.keys():
        tally.count("rtd: who is told to be absent and is listed, is not listed present", right=bool(status[name] - set(_HERE)))


def _judge_frtib(paper: Attributed, tally: _Tally) -> None:
    _heads(paper, _TITLED, tally, "frtib: Mr. X said, X is heard")
    tally.count("frtib: papers read as minutes", right=paper.layout == "minutes")


def _judge_suffolk(paper: Attributed, tally: _Tally) -> None:
    """Tagged attendees speak for the council, the others for the body that meets; initials two of them share say nothing."""
    tagged = {match["name"] for match in _TAGGED.finditer(" ".join(paper.text.split()))}
    of_council = {row["name"] for row in paper.attendees if row["partner_type"] == "public"}
    for name in sorted(tagged):
        tally.count("suffolk: (SCC) tags found", right=any(name in listed for listed in of_council))
    sides: dict[str, set[str]] = {}
    for row in (row for row in paper.attendees if not row["organisation"] or any(name in row["name"] for name in tagged)):
        side = "public" if any(name in row["name"] for name in tagged) else paper.host_type or ""
        for name in (row["initials"] or _initials(row["name"]), row["name"]):
            sides.setdefault(name, set()).add(side)
    for match in _LISTED.finditer(paper.text):
        own = sides.get(" ".join(match["name"].split()), set())
        if len(own) == 1:
            said = paper.turn_at(match.end() - 2)["partner_type"]
            tally.count("suffolk: partner type of who is named at the head", right=said in own)
            tally.count(
                "suffolk: the wrong side of who is named at the head", right=said not in own and said not in (None, "unknown", "collective")
            )


def _judge_hearing(paper: Attributed, tally: _Tally) -> None:
    source = (DATA / "covid_inquiry" / paper.path).read_text(encoding="utf-8")
    place = 0
    for match in LABEL.finditer(source):
        words = source[match.end() : match.end() + OPENING].partition("\n\n")[0]
        found = paper.find(words, place) if words.strip() else None
        turn = None if found is None else paper.turn_at(found)
        place = place if found is None else found
        right = turn is not None and turn["voice_mode"] == "verbatim" and turn["speaker_label"] == match["name"].strip()
        tally.count("covid: printed label is the speaker", right=right)


def _judge_council(paper: Attributed, tally: _Tally) -> None:
    truth = DATA / "winnipeg" / f"{paper.path.removesuffix('.pdf')}.json"
    if not truth.is_file():
        return
    rows: list[Mapping[str, str]] = json.loads(truth.read_text(encoding="utf-8"))["hansard"]
    place = 0
    for row in rows:
        if row["type"] != "speaker" or not row.get("spoken", "").strip():
            continue
        found = paper.find(row["spoken"][:OPENING], place)
        turn = None if found is None else paper.turn_at(found)
        place = place if found is None else found
        right = turn is not None and turn["voice_mode"] == "verbatim" and _surname(turn["speaker_label"]) == _surname(row["name"])
        tally.count("winnipeg: speaker of an independent transcript's turn", right=right)


def _surname(label: str | None) -> str:
    return (label or "").split(" (")[0].rpartition(" ")[2].casefold().strip(".,:")


def _initials(name: str) -> str:
    known = parse_name(name)
    return "".join(part[0] for part in f"{known.given} {known.surname}".split()) if known else ""


_JUDGES = {
    "rtd_p3": _judge_rtd,
    "frtib": _judge_frtib,
    "suffolk_libraries": _judge_suffolk,
    "covid_inquiry": _judge_hearing,
    "winnipeg": _judge_council,
}
