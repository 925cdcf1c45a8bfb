"""What changed over the years, as the table `changes` has it: clear trends and steps, what followed events, breaks of recording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.report.findings import CLEAR, choose_answers, list_spanned

_MEASURES = {"voice_share": "Voice", "mention_share": "Mention", "tone": "Tone", "tone_intensity": "Tone words", "distance": "Distance"}
_INDICATORS = {
    "words_per_document": "words per document",
    "words_per_sentence": "words per sentence",
    "attributed_share": "share of sentences with a known speaker",
    "reported_share": "share of reported speech",
    "verbatim_share": "share of verbatim speech",
}
_EVERYONE = "all"
_EVENT = re.compile(r"event: ([^;]+)")  # in the notes of `changes`
_ALSO = re.compile(r"also in year (-?\d+)")
_AND = ";"  # between two partner types whose distance is told


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the page: whose words, of what, how they changed, and how surely. `place` orders the partnerships.

    `across` names the breaks of recording that the years hold: such a change may be the record's.
    """

    place: int
    partnership: str
    voice: str
    subject: str
    change: str
    interval: str
    q_value: str
    across: str


def read_changes(changes: pa.Table, dimensions: pa.Table, names: Mapping[str, str], labels: Mapping[str, str]) -> list[Change]:
    """The clear changes, by partnership in the order of `names`, the surest first.

    Where both a step and a line are clear, the one that `changes` prefers is told. The words of all voices together are told only
    where no single partner type's are. `names` gives the partnerships and `labels` the partner types, both in their order.
    """
    said = {row["dimension"]: row["label"] for row in dimensions.to_pylist()}
    clear = changes.filter(pc.fill_null(pc.less(changes["q_value"], CLEAR), fill_value=False))
    others = clear.filter(pc.is_in(clear["question"], pa.array(["before_after", "convergence"]))).to_pylist()
    named = {*labels, _EVERYONE}
    rows = [row for row in (*choose_answers(clear), *others) if named.issuperset(row["partner_type"].split(_AND))]
    rows = _without_totals(rows)
    order = {name: place for place, name in enumerate(names)}
    surest = ("q_value", "measure", "dimension", "partner_type")
    rows.sort(key=lambda row: (order[row["partnership_id"]], bool(list_spanned(row["note"])), *(row[name] for name in surest)))
    return [
        Change(
            place=order[row["partnership_id"]],
            partnership=names[row["partnership_id"]],
            voice=" and ".join(labels.get(kind, "All voices") for kind in row["partner_type"].split(_AND)),
            subject=_subject(row, said),
            change=_tell(row),
            interval=f"{_number(row['ci_low'], row)} to {_number(row['ci_high'], row)}",
            q_value=_write_q(row["q_value"]),
            across=_name_spanned(row["note"], names),
        )
        for row in rows
    ]


def find_recording(changes: pa.Table) -> dict[tuple[str, int], str]:
    """By partnership and first year: how the minutes are kept differently, in the signs of it that CHANGES counts as a break."""
    flagged = changes.filter(pc.and_(pc.equal(changes["question"], "recording"), pc.is_valid(changes["break_year"])))
    found: dict[tuple[str, int], list[str]] = {}
    for row in flagged.to_pylist():
        sign = _INDICATORS.get(row["dimension"], row["dimension"])
        how = f"× {row['estimate']:.2f}" if row["unit"] == "ratio" else f"{_write(100 * row['estimate'], 1, signed=True)} points"
        found.setdefault((row["partnership_id"], row["break_year"]), []).append(f"{sign} {how}")
        for year in _ALSO.findall(row["note"] or ""):
            found.setdefault((row["partnership_id"], int(year)), []).append(sign)
    return {key: ", ".join(how) for key, how in sorted(found.items())}


def tell_recording(partnership: str, year: int, how: str) -> str:
    """The sentence for one break of recording."""
    return (
        f"{partnership}: from year {year} the minutes are kept differently ({how}). "
        "What seems to change there may be the record and not the partners."
    )


def read_recording(changes: pa.Table, names: Mapping[str, str]) -> list[str]:
    """A sentence for each partnership and year from which the minutes are kept in another way, in the order of `names`."""
    found = find_recording(changes)
    return [tell_recording(names[name], year, found[name, year]) for name, year in sorted(found, key=lambda key: [*names].index(key[0]))]


def read_events(changes: pa.Table, names: Mapping[str, str], events: Mapping[str, str]) -> list[str]:
    """A sentence for each partnership with an event: how many series were asked, how many clearly changed, how many could not be tested.

    `events` are those of the study, by partnership: also one of which nothing could be asked is told.
    """
    found: dict[tuple[str, str], list[float | None]] = {}
    for row in changes.filter(pc.equal(changes["question"], "before_after")).to_pylist():
        if event := _EVENT.search(row["note"] or ""):
            found.setdefault((row["partnership_id"], event[1]), []).append(row["q_value"])
    told = {place for place, _ in found}
    found |= {(place, event): [] for place, event in events.items() if place in names and place not in told}
    return [_tell_event(names[name], event, found[name, event]) for name, event in sorted(found, key=lambda key: [*names].index(key[0]))]


def _tell_event(partnership: str, event: str, q_values: list[float | None]) -> str:
    tested = [q for q in q_values if q is not None]
    clear, untested = sum(q < CLEAR for q in tested), len(q_values) - len(tested)
    said = [f"{len(tested)} series were compared beside their own trend, {clear or 'none'} of them changed clearly"] if tested else []
    said += [f"{untested} series have too few years on a side for a test: changes.parquet describes their differences"] if untested else []
    return f"{partnership}, before and after “{event}”: {'; '.join(said) or 'too few years on a side to compare anything'}."


def _name_spanned(note: str | None, names: Mapping[str, str]) -> str:
    """`year 9`, or `year 9 (Wick LIFT)` in a row over several partnerships; empty where no break of recording is spanned."""
    return ", ".join(f"year {year}" + (f" ({names.get(place, place)})" if place else "") for year, place in list_spanned(note))


def _write_q(q_value: float) -> str:
    """Three digits; a q-value just below `CLEAR` is not rounded up to it."""
    if q_value < 0.001:
        return "< .001"
    text = f"{q_value:.3f}".removeprefix("0")
    return text if float(text) < CLEAR else f"< {text}"


def _without_totals(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = {(row["partnership_id"], row["measure"], row["dimension"]) for row in rows if row["partner_type"] != _EVERYONE}
    return [
        row for row in rows if row["partner_type"] != _EVERYONE or (row["partnership_id"], row["measure"], row["dimension"]) not in told
    ]


def _subject(row: Mapping[str, Any], said: Mapping[str, str]) -> str:
    dimension = said.get(row["dimension"]) or str(row["dimension"]).replace("_", " ")
    if row["measure"] == "lexicon_share":
        return dimension
    measure = _MEASURES.get(row["measure"]) or str(row["measure"]).replace("_", " ").capitalize()
    return measure if row["dimension"] == _EVERYONE else f"{measure}: {dimension}"


def _tell(row: Mapping[str, Any]) -> str:
    """`steps up by 14.8 points in year 6 (5 to 7)`, `falls by 2.1 points a year`."""
    size = _number(abs(row["estimate"]), row, signed=False)
    up = row["estimate"] > 0
    size += " points" if row["unit"].startswith("share") else " per 100" if "per_100" in row["unit"] else ""
    if row["question"] == "convergence":
        return f"{'grows' if up else 'shrinks'} by {size} a year"
    if row["question"] == "break":
        return f"steps {'up' if up else 'down'} by {size} in year {row['break_year']}{_range_of_years(row)}"
    if row["question"] == "before_after":
        event = _EVENT.search(row["note"] or "")
        return f"{'higher' if up else 'lower'} by {size} after {f'“{event[1]}”' if event else 'the events'}, beside its own trend"
    return f"{'rises' if up else 'falls'} by {size} a year"


def _range_of_years(row: Mapping[str, Any]) -> str:
    low, high = row["break_year_low"], row["break_year_high"]
    return "" if low is None or low == high else f" ({low} to {high})"


def _number(value: float, row: Mapping[str, Any], *, signed: bool = True) -> str:
    """The value as people read it: points, tone, or words in 100 sentences, with one more digit where it is a change a year."""
    unit = row["unit"]
    scale, digits = (100, 1) if unit.startswith("share") else (1, 1) if "per_100" in unit else (1, 4) if "squared" in unit else (1, 2)
    digits += unit.endswith("_per_year") and digits < 4
    return _write(scale * value, digits, signed=signed)


def _write(number: float, digits: int, *, signed: bool) -> str:
    text = f"{number:{'+' if signed else ''}.{digits}f}"
    return (text if float(text) else text.lstrip("+-")).replace("-", "−")
