"""What changed over the years, as the table `changes` has it: the clear trends and steps, and the breaks of recording."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.report.chart import format_value
from liftmine.report.findings import CLEAR, choose_answers

_MEASURES = {"voice_share": "Voice", "mention_share": "Mention", "tone": "Tone", "tone_intensity": "Tone words", "distance": "Distance"}
_INDICATORS = {
    "words_per_document": "words per document",
    "words_per_sentence": "words per sentence",
    "attributed_share": "share of sentences with a known speaker",
    "reported_share": "share of reported speech",
    "verbatim_share": "share of verbatim speech",
}
_EVERYONE = "all"
_AND = ";"  # between two partner types whose distance is told


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the page: whose words, of what, how they changed, and how surely. `place` orders the partnerships."""

    place: int
    partnership: str
    voice: str
    subject: str
    change: str
    interval: str
    q_value: str
    is_flagged: bool


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
    rows.sort(key=lambda row: (order[row["partnership_id"]], row["q_value"], row["measure"], row["dimension"], row["partner_type"]))
    return [
        Change(
            place=order[row["partnership_id"]],
            partnership=names[row["partnership_id"]],
            voice=" and ".join(labels.get(kind, "All voices") for kind in row["partner_type"].split(_AND)),
            subject=_subject(row, said),
            change=_tell(row),
            interval=f"{_number(row['ci_low'], row)} to {_number(row['ci_high'], row)}",
            q_value="< .001" if row["q_value"] < 0.001 else f"{row['q_value']:.3f}".removeprefix("0"),
            is_flagged="recording_break" in (row["note"] or ""),
        )
        for row in rows
    ]


def read_recording(changes: pa.Table, names: Mapping[str, str]) -> list[str]:
    """A sentence for each partnership and year in which the papers began to be written in another way."""
    flagged = changes.filter(pc.and_(pc.equal(changes["question"], "recording"), pc.is_valid(changes["break_year"])))
    found: dict[tuple[str, int], list[str]] = {}
    for row in flagged.to_pylist():
        ratio = row["unit"] == "ratio"
        how = f"× {row['estimate']:.2f}" if ratio else f"{_signed(100 * row['estimate'], is_share=True)} points"
        found.setdefault((row["partnership_id"], row["break_year"]), []).append(
            f"{_INDICATORS.get(row['dimension'], row['dimension'])} {how}"
        )
    return [
        f"{names[partnership]}, from year {year}: the papers are written in another way ({', '.join(how)}). "
        "What seems to change there may be the record and not the partners."
        for (partnership, year), how in sorted(found.items(), key=lambda item: (list(names).index(item[0][0]), item[0][1]))
    ]


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
    """`steps up by 14.8 points in year 6`, `falls by 2.1 points a year`."""
    size = _number(abs(row["estimate"]), row, signed=False)
    up = row["estimate"] > 0
    points = " points" if row["unit"].startswith("share") else ""
    if row["question"] == "convergence":
        return f"{'grows' if up else 'shrinks'} by {abs(row['estimate']):.4f} a year"
    if row["question"] == "break":
        return f"steps {'up' if up else 'down'} by {size}{points} in year {row['break_year']}"
    if row["question"] == "before_after":
        return f"{'higher' if up else 'lower'} by {size}{points} after the event"
    return f"{'rises' if up else 'falls'} by {size}{points} a year"


def _number(value: float, row: Mapping[str, Any], *, signed: bool = True) -> str:
    if row["question"] == "convergence":
        return f"{value:+.4f}".replace("-", "−")
    is_share = row["unit"].startswith("share")
    number = 100 * value if is_share else value
    is_coarse = is_share or "per_100" in row["unit"]
    return _signed(number, is_share=is_coarse) if signed else format_value(number, is_share=is_coarse)


def _signed(number: float, *, is_share: bool) -> str:
    text = format_value(number, is_share=is_share)
    return text if number <= 0 else f"+{text}"
