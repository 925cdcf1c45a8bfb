"""What a chart shows, in plain words, and only when the intervals say so.

The rule: take the published years that have ended and carry an interval. Compare their first third with their last third (one year
each where there are three to five). A line *rises* when the mean lower end of the last third lies above the mean upper end of the
first third, and *falls* in the mirror case. Anything else is *no clear change*; with fewer than three years nothing is said.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from statistics import fmean

from liftmine.report.cells import Line, Lines

FEWEST_YEARS = 3
_MOST_NAMES = 3  # more partnerships than these are counted, not named


class Finding(StrEnum):
    """What can be said of one line, in the order in which a title says it."""

    RISES = "rises"
    FALLS = "falls"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW_YEARS = "too few years to say"


def find_change(line: Line) -> Finding:
    """The finding for one line, by the rule of this module."""
    intervals = [(cell.low, cell.high) for cell in line if cell.is_complete and cell.low is not None and cell.high is not None]
    if len(intervals) < FEWEST_YEARS:
        return Finding.TOO_FEW_YEARS
    third = len(intervals) // 3
    first_low, first_high = (fmean(ends) for ends in zip(*intervals[:third], strict=True))
    last_low, last_high = (fmean(ends) for ends in zip(*intervals[-third:], strict=True))
    if last_low > first_high:
        return Finding.RISES
    if last_high < first_low:
        return Finding.FALLS
    return Finding.NO_CLEAR_CHANGE


def count_findings(panels: Sequence[Lines], partner_type: str) -> dict[Finding, int]:
    """In how many partnerships each finding holds for one partner type."""
    found = [find_change(lines.get(partner_type, [])) for lines in panels]
    return {finding: found.count(finding) for finding in Finding if finding in found}


def state_findings(panels: Sequence[Lines], labels: Mapping[str, str]) -> str:
    """One sentence for a title: `rises for public and joint; no clear change for private`.

    `labels` gives the study's partner types and their names. With several partnerships and no pooled line, rises and falls are
    counted: `rises for public in 2 of 3 partnerships`.
    """
    counts = {kind: count_findings(panels, kind) for kind in labels}
    for finding in (Finding.NO_CLEAR_CHANGE, Finding.TOO_FEW_YEARS):
        if all(set(count) == {finding} for count in counts.values()):
            return f"{finding} for any partner type" if finding is Finding.NO_CLEAR_CHANGE else str(finding)
    if len(panels) == 1:
        groups = [(finding, [labels[kind] for kind in labels if finding in counts[kind]]) for finding in Finding]
        return "; ".join(f"{finding} for {_join(names)}" for finding, names in groups if names)
    clear = [
        f"{finding} for {labels[kind]} in {counts[kind][finding]} of {len(panels)} partnerships"
        for finding in (Finding.RISES, Finding.FALLS)
        for kind in labels
        if finding in counts[kind]
    ]
    return "; ".join(clear) or "no clear change in any partnership"


def state_by_partnership(panels: Mapping[str, Lines], labels: Mapping[str, str]) -> str:
    """What rises or falls in single partnerships, by their names: `falls for public and private in Stourvale`; empty where nothing does.

    A pooled line cannot say it: where one partnership rises and another falls, it shows no change.
    """
    said = []
    for finding in (Finding.RISES, Finding.FALLS):
        places = {kind: [name for name, lines in panels.items() if find_change(lines.get(kind, [])) is finding] for kind in labels}
        for names in dict.fromkeys(map(tuple, places.values())):
            if names:
                where = _join(names) if len(names) <= _MOST_NAMES else f"{len(names)} of {len(panels)} partnerships"
                said.append(f"{finding} for {_join([labels[kind] for kind in labels if tuple(places[kind]) == names])} in {where}")
    return "; ".join(said)


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
