"""What moved between two releases: published numbers that differ beyond rounding, and what they may come from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.report.morning import Move, Moves
from liftmine.tables.contract import Table
from liftmine.tables.published import CHANGES, CULTURE_SERIES

_VALUES = {CULTURE_SERIES: "value", CHANGES: "estimate"}
_ROUNDING = {"share": 0.0005, "score": 0.005, "per_100_sentences": 0.05}  # half of the last digit that pages print
_FINEST = 0.0005
_BIGGEST = 10
_ENDS = ("ci_low", "ci_high")
_INPUTS = {"study_sha256": "study file", "settings_sha256": "settings", "code_version": "code"}
_KINDS_OF_INPUT = {"lexicons": "lexicon", "models": "model", "packages": "library"}
_ALL = "all"

Tables = Mapping[str, pa.Table]
Cell = Mapping[str, Any]


def find_moves(now: Tables, before: Tables, manifest: Mapping[str, Any], manifest_before: Mapping[str, Any]) -> Moves:
    """Compares the tables `culture_series` and `changes` of two releases; `documents` and the manifests tell what it may come from."""
    causes = _find_causes(manifest, manifest_before)
    touched = _count_touched(now["documents"], before["documents"])
    pairs = [(contract, _pair(contract, now[contract.name], before[contract.name])) for contract in _VALUES]
    both = [(contract, pair.filter(pc.and_(pair["now"].is_valid(), pair["before"].is_valid()))) for contract, pair in pairs]
    moved = [(contract, _moved(pair)) for contract, pair in both]
    rows = [(contract, row) for contract, pair in moved for row in pair.to_pylist()]
    ranked = sorted((each for each in rows if _is_headline(each[1])), key=lambda each: -each[1]["widths"])
    return Moves(
        n_compared=sum(pair.num_rows for _, pair in both),
        n_moved=len(rows),
        n_by_documents=sum(_n_touched(row, touched) > 0 for _, row in rows),
        n_appeared=sum(pair["before"].null_count for _, pair in pairs),
        vanished=_count_vanished(now[CULTURE_SERIES.name], pairs),
        causes=causes,
        biggest=tuple(_move(contract, row, _n_touched(row, touched), causes) for contract, row in ranked[:_BIGGEST]),
    )


def _pair(contract: Table, now: pa.Table, before: pa.Table) -> pa.Table:
    """Keys with `now` and `before` (null where only the other is published), `unit` and the widest interval, in order of the key."""
    value, keys = _VALUES[contract], list(contract.key)

    def published(table: pa.Table, name: str) -> pa.Table:
        chosen = table.filter(table[value].is_valid()).select([*keys, value, "unit", *_ENDS])
        width = pc.subtract(chosen["ci_high"], chosen["ci_low"])
        return chosen.select([*keys, value, "unit"]).append_column("width", width).rename_columns([*keys, name, "unit", "width"])

    joined = published(now, "now").join(published(before, "before"), keys=keys, join_type="full outer", right_suffix="_before")
    return joined.sort_by([(key, "ascending") for key in keys])


def _moved(pair: pa.Table) -> pa.Table:
    """The rows of `_pair` that differ beyond rounding, and in what pages print, with `widths`: how many of their intervals they moved."""
    now, before = (pair[name].to_numpy() for name in ("now", "before"))
    rounding = np.array([_ROUNDING.get(unit, _FINEST) for unit in pair["unit"].to_pylist()])
    far = np.abs(now - before)
    shown = np.round(now / (2 * rounding)) != np.round(before / (2 * rounding))
    width = pc.fill_null(pc.max_element_wise(pair["width"], pair["width_before"]), 0.0).to_numpy()
    return pair.append_column("widths", pa.array(far / np.maximum(width, rounding))).filter(pa.array(shown & (far > rounding)))


def _count_vanished(culture: pa.Table, pairs: Sequence[tuple[Table, pa.Table]]) -> dict[str, int]:
    """Numbers that are no longer published, by the reason that stands in their cell now."""
    counts: Counter[str] = Counter()
    for contract, pair in pairs:
        gone = pair.filter(pair["now"].is_null())
        if contract is CULTURE_SERIES:
            keys = list(contract.key)
            reasons = gone.select(keys).join(culture.select([*keys, "suppression_reason"]), keys=keys)["suppression_reason"]
            counts.update((reason or "no_documents").replace("_", " ") for reason in reasons.to_pylist())
        elif gone.num_rows:
            counts[f"no {contract.name} row"] += gone.num_rows
    return dict(sorted(counts.items()))


def _find_causes(manifest: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, ...]:
    """What differs between two releases beside their documents, in words."""
    plain = [words for name, words in _INPUTS.items() if manifest.get(name) != before.get(name)]
    named = [
        f"{words} {name}"
        for group, words in _KINDS_OF_INPUT.items()
        for name in sorted({*manifest.get(group, {}), *before.get(group, {})})
        if manifest.get(group, {}).get(name) != before.get(group, {}).get(name)
    ]
    return (*plain, *named)


def _count_touched(now: pa.Table, before: pa.Table) -> Counter[tuple[str, str, int | None]]:
    """Documents that only one of the releases measured (or dated or filed otherwise), by partnership, kind and year, and in all."""

    def measured(documents: pa.Table) -> set[tuple[Any, ...]]:
        ok = documents.filter(pc.equal(documents["status"], "ok"))
        return set(zip(*(ok[name].to_pylist() for name in ("sha256", "partnership_id", "kind", "partnership_year")), strict=True))

    counts: Counter[tuple[str, str, int | None]] = Counter()
    for _, partnership, kind, year in measured(now) ^ measured(before):
        counts.update((p, k, y) for p in {partnership, _ALL} for k in {kind, _ALL} for y in {year, None})
    return counts


def _n_touched(row: Cell, touched: Counter[tuple[str, str, int | None]]) -> int:
    return touched[row["partnership_id"], row.get("document_kind", _ALL), row.get("partnership_year")]


def _is_headline(row: Cell) -> bool:
    """Cells that pages show; the others repeat them by kind, pooled, or for voices that are no partner."""
    return row.get("document_kind", _ALL) == _ALL and row["partnership_id"] != _ALL and row["partner_type"] not in (_ALL, "unknown")


def _move(contract: Table, row: Cell, n_documents: int, causes: tuple[str, ...]) -> Move:
    words = [str(row[name]).replace("_", " ") for name in contract.key if row[name] != _ALL and name != "partnership_year"]
    words += [f"year {row['partnership_year']}".replace("-", "−")] if "partnership_year" in row else []
    documents = (f"{n_documents} document{'s' * (n_documents > 1)}",) if n_documents else ()
    why = ", ".join((*documents, *causes)) or "documents of other cells"
    return Move(contract.name, " · ".join(words), row["unit"] or row["unit_before"], row["before"], row["now"], why)
