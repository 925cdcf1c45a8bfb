"""What a chart shows, in plain words, and only where the tests of the table `changes` say so.

A series *rises* or *falls* where its trend is clear: q below `CLEAR`, after allowing for how many series were looked at. It *steps* up
or down where a step is clear and `changes` dates it, which it does only where a step fits better than a line. Anything else that was
tested is *no clear change*; a series too short, or pooled over too few partnerships, says nothing.
A change over years that hold a break of recording is flagged: it may be the record's and not the partners'.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.report.marks import Step

CLEAR = 0.05
_MOST_NAMES = 3  # more partnerships than these are counted, not named
_SERIES = ("partnership_id", "partner_type", "measure", "dimension")
FLAG = "⚑"
_FLAGGED = f" ({FLAG}\u00a0across a change in how the minutes are kept)"
_SPANNED = re.compile(r"recording_break_in_year_(-?\d+)(?:_of_([^;]+))?")  # in the notes of `changes`


class Finding(StrEnum):
    """What can be said of one series, in the order in which a title says it."""

    RISES = "rises"
    STEPS_UP = "steps up"
    FALLS = "falls"
    STEPS_DOWN = "steps down"
    RISES_FLAGGED = f"rises {FLAG}"
    STEPS_UP_FLAGGED = f"steps up {FLAG}"
    FALLS_FLAGGED = f"falls {FLAG}"
    STEPS_DOWN_FLAGGED = f"steps down {FLAG}"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_LITTLE = "too little to say"

    @property
    def is_flagged(self) -> bool:
        """Whether the change is one over years that hold a break of recording."""
        return self.endswith(FLAG)

    @property
    def plain(self) -> str:
        """The words without the flag."""
        return self.removesuffix(f" {FLAG}")

    @property
    def is_up(self) -> bool:
        """Whether values become larger."""
        return self.startswith(("rises", "steps up"))


CHANGES_FOUND = tuple(finding for finding in Finding if finding not in {Finding.NO_CLEAR_CHANGE, Finding.TOO_LITTLE})

Findings = Mapping[str, Finding]  # of one panel, by partner type; a type that is missing has too little to say


def choose_answers(changes: pa.Table) -> list[dict[str, Any]]:
    """The clear rows of CHANGES on trend and break, one a series: the dated step, else the line. An undated step alone is left out."""
    rows = changes.filter(pc.fill_null(pc.less(changes["q_value"], CLEAR), fill_value=False)).to_pylist()
    found: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in _SERIES), {})[row["question"]] = row
    chosen = []
    for answers in found.values():
        step = answers.get("break")
        if step is not None and step["break_year"] is not None:
            chosen.append(step)
        elif "trend" in answers:
            chosen.append(answers["trend"])
    return chosen


def read_findings(changes: pa.Table) -> dict[tuple[str, str], dict[str, dict[str, Finding]]]:
    """The finding of every series that was tested, by (measure, dimension), then partnership, then partner type."""
    findings: dict[tuple[str, str], dict[str, dict[str, Finding]]] = {}
    tested = changes.filter(pc.and_(pc.is_in(changes["question"], pa.array(["trend", "break"])), pc.is_valid(changes["p_value"])))
    for row in (*tested.to_pylist(), *choose_answers(changes)):
        panel = findings.setdefault((row["measure"], row["dimension"]), {}).setdefault(row["partnership_id"], {})
        panel.setdefault(row["partner_type"], Finding.NO_CLEAR_CHANGE)
    for row in choose_answers(changes):
        findings[row["measure"], row["dimension"]][row["partnership_id"]][row["partner_type"]] = _name_change(row)
    return findings


def read_steps(changes: pa.Table) -> dict[tuple[str, str], dict[str, dict[str, Step]]]:
    """The clear, dated steps, by (measure, dimension), then partnership, then partner type; as sure of their years as `changes` is."""
    steps: dict[tuple[str, str], dict[str, dict[str, Step]]] = {}
    for row in choose_answers(changes):
        if row["question"] == "break":
            year = row["break_year"]
            low, high = row["break_year_low"], row["break_year_high"]
            step = Step(year, year if low is None else low, year if high is None else high)
            steps.setdefault((row["measure"], row["dimension"]), {}).setdefault(row["partnership_id"], {})[row["partner_type"]] = step
    return steps


def _name_change(row: Mapping[str, Any]) -> Finding:
    up, down = (Finding.STEPS_UP, Finding.STEPS_DOWN) if row["question"] == "break" else (Finding.RISES, Finding.FALLS)
    finding = up if row["estimate"] > 0 else down
    return Finding(f"{finding} {FLAG}") if list_spanned(row["note"]) else finding


def list_spanned(note: str | None) -> list[tuple[int, str | None]]:
    """The breaks of recording that a row of CHANGES spans, from its note: year and, in a row over several, the partnership."""
    return [(int(year), partnership or None) for year, partnership in _SPANNED.findall(note or "")]


def _say(finding: Finding, names: Sequence[str]) -> str:
    """`falls for public and private`, and that it may be the record's where it is flagged."""
    return f"{finding.plain} for {_join(names)}{_FLAGGED if finding.is_flagged else ''}"


def count_findings(panels: Iterable[Findings], partner_type: str) -> dict[Finding, int]:
    """In how many panels each finding holds for one partner type."""
    found = [findings.get(partner_type, Finding.TOO_LITTLE) for findings in panels]
    return {finding: found.count(finding) for finding in Finding if finding in found}


def state_findings(panels: Sequence[Findings], labels: Mapping[str, str]) -> str:
    """One sentence for a title: `rises for public and joint; no clear change for private`.

    `labels` gives the study's partner types and their names. With several partnerships and no pooled panel, changes are counted:
    `rises for public in 2 of 3 partnerships`.
    """
    counts = {kind: count_findings(panels, kind) for kind in labels}
    for finding in (Finding.NO_CLEAR_CHANGE, Finding.TOO_LITTLE):
        if all(set(count) == {finding} for count in counts.values()):
            return f"{finding} for any partner type" if finding is Finding.NO_CLEAR_CHANGE else str(finding)
    if len(panels) == 1:
        groups = [(finding, [labels[kind] for kind in labels if finding in counts[kind]]) for finding in Finding]
        return "; ".join(_say(finding, names) for finding, names in groups if names)
    clear = [
        f"{_say(finding, [labels[kind]])} in {counts[kind][finding]} of {len(panels)} partnerships"
        for finding in CHANGES_FOUND
        for kind in labels
        if finding in counts[kind]
    ]
    return "; ".join(clear) or "no clear change in any partnership"


def state_by_partnership(panels: Mapping[str, Findings], labels: Mapping[str, str]) -> str:
    """What changes in single partnerships, by their names: `falls for public and private in Stourvale`; empty where nothing does.

    A pooled panel cannot say it: where one partnership rises and another falls, it shows no change.
    """
    said = []
    for finding in CHANGES_FOUND:
        places = {kind: tuple(name for name, findings in panels.items() if findings.get(kind) is finding) for kind in labels}
        for names in dict.fromkeys(places.values()):
            if names:
                where = _join(names) if len(names) <= _MOST_NAMES else f"{len(names)} of {len(panels)} partnerships"
                said.append(f"{_say(finding, [labels[kind] for kind in labels if places[kind] == names])} in {where}")
    return "; ".join(said)


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
