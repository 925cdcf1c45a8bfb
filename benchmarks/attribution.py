"""Evaluation of voices and targets (ATTRIBUTION): the project's own gold, then real papers where somebody else knows the speakers.

Own gold: `tests/gold/attribution` (invented papers, labelled in two rounds by its guide). Run `make evaluate`; it fails where a
figure lies below its floor. With `--failures`, every unit that is read otherwise than labelled is printed, too; with `--gold`, the
real papers are left out.
"""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.attributed import Attributed, Heard, read_study
from benchmarks.tone import Figure
from liftmine.attribution.people.names import parse_name
from liftmine.attribution.people.pseudonyms import canonical_name, make_person_id

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "attribution"
FIRST_LOOK = GOLD / "first_look"
"""Minutes labelled while they were written, before the program read them; its figures of that first look stand in their README."""
LATE = "_late"  # in the name of papers that were scored before anybody looked at what became of them; their failures are not printed
MODES = ("verbatim", "reported", "collective", "none")
SIDES = {"public": "private", "private": "public"}
SPOKEN = ("verbatim", "reported")


@dataclass(frozen=True)
class Label:
    """What a person read. `partner_type` and `person` are empty where there is none or nobody can be told."""

    mode: str
    person: str
    partner_type: str
    is_implicit: bool
    targets: frozenset[str]


@dataclass(frozen=True)
class Unit:
    """A labelled unit beside what the program made of it (None: not even a sentence). `label` is the acceptable one that fits best."""

    paper: str
    text: str
    label: Label
    person_id: str | None
    heard: Heard | None

    @property
    def mode(self) -> str:
        """The program's mode."""
        return self.heard.mode if self.heard else "none"

    @property
    def targets(self) -> frozenset[str]:
        """The program's targets."""
        return self.heard.targets if self.heard else frozenset()

    @property
    def said_type(self) -> str:
        """The program's partner type, empty where nobody speaks."""
        return self.heard.partner_type or "" if self.heard and self.heard.mode in SPOKEN else ""

    @property
    def said_person(self) -> str | None:
        """The program's person."""
        return self.heard.person_id if self.heard and self.heard.mode in SPOKEN else None

    @property
    def is_right(self) -> bool:
        """Whether mode, person, type and targets are all as labelled."""
        same = self.mode == self.label.mode and self.targets == self.label.targets and self.said_type == self.label.partner_type
        return same and (self.said_person == self.person_id or self.label.partner_type == "unknown")


def read_labels(name: str, part: Path = GOLD) -> list[tuple[str, str, list[Label]]]:
    """(paper, first words, acceptable labels) of every unit in reading order."""
    with (part / name).open(encoding="utf-8", newline="") as stream:
        return [
            (row["paper"], row["starts"], [_label(row, start) for start in ("", "or_") if row[f"{start}mode"]])
            for row in csv.DictReader(stream)
        ]


def _label(row: dict[str, str], start: str) -> Label:
    mode, person, kind, implicit, targets = (row[start + name] for name in ("mode", "person", "partner_type", "is_implicit", "targets"))
    return Label(mode, person, kind, implicit == "implicit", frozenset(filter(None, targets.split(";"))))


def read_units(part: Path = GOLD) -> list[Unit]:
    """The units of own gold with what the program makes of them."""
    papers = read_study(part / "study.yaml")
    rows = read_labels("labels.csv", part)
    units: list[Unit] = []
    for name in dict.fromkeys(paper for paper, _, _ in rows):
        mine = [(starts, labels) for paper, starts, labels in rows if paper == name]
        units += _units_of(name, papers.get(name), mine)
    return units


def _units_of(name: str, paper: Attributed | None, rows: Sequence[tuple[str, list[Label]]]) -> Iterator[Unit]:
    places: list[int | None] = []
    after = 0
    for starts, _ in rows:
        places.append(paper.find(starts, after) if paper else None)
        after = places[-1] + 1 if places[-1] is not None else after
    for number, (starts, labels) in enumerate(rows):
        start = places[number]
        if paper is None or start is None:
            yield Unit(name, starts, labels[0], _person_id(paper, labels[0]), None)
            continue
        following = next((place for place in places[number + 1 :] if place is not None), len(paper.text))
        paragraph = paper.text.find("\n\n", start)
        end = min(following, paragraph if paragraph >= 0 else following)
        heard = paper.sentence_over(start, end)
        best = max(labels, key=lambda label: _fit(heard, label, _person_id(paper, label)))
        yield Unit(name, " ".join(paper.text[start:end].split()), best, _person_id(paper, best), heard)


def _fit(heard: Heard | None, label: Label, person_id: str | None) -> tuple[bool, bool, bool, bool]:
    if heard is None:
        return (label.mode == "none", not label.targets, True, True)
    return (
        heard.mode == label.mode,
        heard.person_id == person_id,
        (heard.partner_type or "") == label.partner_type,
        heard.targets == label.targets,
    )


def _person_id(paper: Attributed | None, label: Label) -> str | None:
    name = parse_name(label.person) if label.person and paper else None
    return make_person_id(paper.partnership, canonical_name(name)) if name and paper else None


def judge_first_look() -> Iterator[Figure]:
    """The figures of the papers in `FIRST_LOOK`; what none of their units bears on is left out."""
    for figure in (*judge(read_units(FIRST_LOOK)), *judge_lists(FIRST_LOOK)):
        if figure.n:
            yield replace(figure, what=f"styles: {figure.what.strip()}")


def alpha(first: Sequence[object], second: Sequence[object]) -> float:
    """Krippendorff's alpha for two raters, nominal, nothing missing (Krippendorff 2011)."""
    counts = Counter(map(str, first)) + Counter(map(str, second))
    n = counts.total()
    expected = 1 - sum(c * (c - 1) for c in counts.values()) / (n * (n - 1))
    observed = float(np.mean([str(a) != str(b) for a, b in zip(first, second, strict=True)]))
    return 1 - observed / expected if expected else 1.0


def agreement() -> Iterator[Figure]:
    """How far the two rounds of labelling agree, field by field, on the first label of each."""
    rounds = [[labels[0] for _, _, labels in read_labels(name)] for name in ("first_round.csv", "second_round.csv")]
    of_label: dict[str, Callable[[Label], object]] = {
        "mode": lambda label: label.mode,
        "person": lambda label: label.person,
        "partner type": lambda label: label.partner_type,
        "implicit": lambda label: label.is_implicit,
        "targets": lambda label: sorted(label.targets),
    }
    for field, value in of_label.items():
        first, second = ([value(label) for label in labels] for labels in rounds)
        yield Figure(f"two rounds of labelling, alpha of {field}", alpha(first, second), len(first))


# What was measured last less two or three points, never above the aim behind it (issue: mode .92, collective .85, reported .90, verbatim
# speaker .97, implicit .80, target F1 .85; wrong side .03). Raise a floor when a repair has lifted its figure.
FLOORS = {  # the aims of the measure; what stands without one is held where it was last seen
    "mode right": 0.92,
    "collective recalled": 0.85,
    "partner type right of spoken units": 0.90,
    "partner type right of reported units": 0.90,
    "person right where one is to be told": 0.90,
    "person right where one is told": 0.90,
    "verbatim: speaker right": 0.97,
    "implicit continuation, precision": 0.80,
    "implicit continuation, recall": 0.85,
    "targets, F1": 0.85,
}
LIST_FLOOR = 0.97  # aim of the measure, for recall and precision of attendance lists
CEILINGS = {"units not found": 0.02, "partner type on the wrong side": 0.03, "targets on the wrong side": 0.03}


def share(what: str, right: Sequence[bool]) -> Figure:
    """The share that is true, with its bound."""
    return Figure(what, float(np.mean(right)) if right else 0.0, len(right), FLOORS.get(what), CEILINGS.get(what))


def judge(units: Sequence[Unit]) -> Iterator[Figure]:
    """Every figure over own gold."""
    spoken = [u for u in units if u.label.mode in SPOKEN]
    sided = [u for u in spoken if u.label.partner_type in SIDES]
    yield share("units not found", [u.heard is None for u in units])
    yield share("mode right", [u.mode == u.label.mode for u in units])
    for mode in MODES:
        name = "collective recalled" if mode == "collective" else f"  {mode}: recalled"
        yield share(name, [u.mode == mode for u in units if u.label.mode == mode])
        yield share(f"  {mode}: right of those said", [u.label.mode == mode for u in units if u.mode == mode])
    yield share("partner type right of spoken units", [u.said_type == u.label.partner_type for u in spoken])
    reported = [u for u in sided if u.label.mode == "reported"]
    yield share("partner type right of reported units", [u.said_type == u.label.partner_type for u in reported])
    yield share("partner type on the wrong side", [u.said_type == SIDES[u.label.partner_type] for u in sided])
    yield share("person right where one is to be told", [u.said_person == u.person_id for u in spoken if u.person_id])
    told = [
        u for u in units if u.said_person and (u.person_id or u.label.partner_type != "unknown")
    ]  # anonymous speakers are nobody's loss
    yield share("person right where one is told", [u.said_person == u.person_id for u in told])
    verbatim = [u for u in spoken if u.label.mode == "verbatim" and u.person_id]
    yield share("verbatim: speaker right", [u.mode == "verbatim" and u.said_person == u.person_id for u in verbatim])
    implicit = [u for u in units if u.heard and u.heard.basis == "implicit"]
    yield share("implicit continuation, precision", [u.label.mode == "reported" and u.said_person == u.person_id for u in implicit])
    gold_implicit = [u for u in units if u.label.is_implicit]
    yield share("implicit continuation, recall", [u.mode == "reported" and u.said_person == u.person_id for u in gold_implicit])
    yield from _judge_targets(units)
    late = [u for u in units if LATE in u.paper]
    yield share("late papers: mode right", [u.mode == u.label.mode for u in late])
    yield share(
        "late papers: partner type right of spoken units", [u.said_type == u.label.partner_type for u in late if u.label.partner_type]
    )
    yield share("late papers: targets all right", [u.targets == u.label.targets for u in late])
    for paper in dict.fromkeys(u.paper for u in units):
        yield share(f"  {paper}: all right", [u.is_right for u in units if u.paper == paper])
    for basis in sorted({u.heard.basis for u in units if u.heard and u.heard.mode in SPOKEN}):
        mine = [u for u in units if u.heard and u.heard.basis == basis]
        yield share(f"  basis {basis}: mode and type right", [u.mode == u.label.mode and u.said_type == u.label.partner_type for u in mine])


def judge_lists(part: Path) -> Iterator[Figure]:
    """Attendance lists: who stands in them against who was found."""
    papers = read_study(part / "study.yaml")
    with (part / "attendees.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wanted = {(row["paper"], _canonical(row["name"])): row["partner_type"] for row in rows}
    found = {(name, _canonical(a["name"])): a["partner_type"] or "unknown" for name, paper in papers.items() for a in paper.attendees}
    yield replace(share("listed people found", [person in found for person in wanted]), floor=LIST_FLOOR)
    yield replace(share("people found are listed", [person in wanted for person in found]), floor=LIST_FLOOR)
    yield share("partner type right of listed people", [found[person] == kind for person, kind in wanted.items() if person in found])


def _canonical(name: str) -> str:
    parsed = parse_name(name)
    return canonical_name(parsed) if parsed else name


def _judge_targets(units: Sequence[Unit]) -> Iterator[Figure]:
    hits = Counter(kind for u in units for kind in u.targets & u.label.targets)
    said = Counter(kind for u in units for kind in u.targets)
    wanted = Counter(kind for u in units for kind in u.label.targets)

    def f1(name: str, kinds: Sequence[str]) -> Figure:
        right, both = sum(hits[k] for k in kinds), sum(said[k] + wanted[k] for k in kinds)
        return Figure(name, 2 * right / max(both, 1), sum(wanted[k] for k in kinds), FLOORS.get(name))

    yield f1("targets, F1", sorted(wanted | said))
    yield Figure("  targets, precision", hits.total() / max(said.total(), 1), said.total())
    yield Figure("  targets, recall", hits.total() / max(wanted.total(), 1), wanted.total())
    for kind in sorted(wanted | said):
        yield f1(f"  targets, F1 of {kind}", [kind])
    one_sided = [(u, side) for u in units if len(sides := u.label.targets & SIDES.keys()) == 1 for side in sides]
    yield share("targets on the wrong side", [SIDES[side] in u.targets and side not in u.targets for u, side in one_sided])
    for mode in MODES:
        yield share(f"  targets all right, {mode}", [u.targets == u.label.targets for u in units if u.label.mode == mode])


def print_confusion(units: Sequence[Unit], what: str, wanted: Callable[[Unit], str], said: Callable[[Unit], str]) -> None:
    """A line per label: what its units were read as."""
    pairs = Counter((wanted(u) or "-", said(u) or "-") for u in units)
    for label in dict.fromkeys(sorted(first for first, _ in pairs)):
        print(f"  {what} {label}: " + ", ".join(f"{n} as {got}" for (first, got), n in pairs.most_common() if first == label))


def print_failures(units: Sequence[Unit]) -> None:
    """Every unit that is read otherwise than labelled."""
    for u in units:
        if not u.is_right and LATE not in u.paper:
            heard = u.heard
            other = "" if u.said_person == u.person_id else ", another person"
            print(f"{u.paper}: {u.text[:150]}")
            print("    labelled " + _describe(u.label.mode, u.label.person, u.label.partner_type, u.label.targets))
            got = f"{_describe(u.mode, heard.label, u.said_type, u.targets)} ({heard.basis})" if heard else "no sentence"
            print(f"    read     {got}{other}")


def _describe(mode: str, who: str | None, kind: str, targets: frozenset[str]) -> str:
    return f"{mode}, {who or '-'}, {kind or '-'}, of {';'.join(sorted(targets)) or '-'}"


def main() -> int:
    """Print the tables; 1 where a bound is missed."""
    from benchmarks import attribution_real  # noqa: PLC0415 -- it takes its time and is wanted after own gold

    units = read_units()
    if "--failures" in sys.argv:
        print_failures(units)
    n_double = sum(len(labels) > 1 for _, _, labels in read_labels("labels.csv"))
    print(f"own gold: {len(units)} units of {len({u.paper for u in units})} papers, {n_double} with two labels")
    print_confusion(units, "mode", lambda u: u.label.mode, lambda u: u.mode)
    print_confusion(units, "type", lambda u: u.label.partner_type, lambda u: u.said_type)
    holds = True
    for part in (agreement(), judge(units), judge_first_look(), iter(()) if "--gold" in sys.argv else attribution_real.study()):
        for figure in part:
            print(figure, flush=True)
            holds &= figure.holds
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
