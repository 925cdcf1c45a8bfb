"""What became of every file: the documents table, and the sum check."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import DataRefused, Reason
from liftmine.reading.identity import Intake, choose_copies
from liftmine.reading.near_duplicates import find_near_duplicates, read_sketch
from liftmine.reading.versions import Marks, Version, find_superseded, join_marks, marks_in_name
from liftmine.study.calendar import partnership_year
from liftmine.study.model import Study
from liftmine.tables.published import DOCUMENTS

MAX_NEW_QUARANTINED = 5
MAX_NEW_QUARANTINED_SHARE = 0.02


def settle_documents(
    intake: Sequence[Intake],
    outcomes: pa.Table,
    prints: pa.Table,
    facts: pa.Table,
    *,
    study: Study,
    as_of: date,
) -> pa.Table:
    """The documents table (paths of interviews included): one row per file of `intake`, voices not yet counted.

    Of the copies of one content the one that came furthest counts, and the others share its fate. A date after `as_of` is DATE_FUTURE.
    A paper that gives no day but a period is used where that lies in one partnership year, and is DATE_AMBIGUOUS where it does not.
    A draft whose approved version is there is superseded; almost the same text is reported and stays.
    """
    refused, origins = _column(outcomes, "reason_code"), _column(outcomes, "text_origin")
    told = {row["document_id"]: row for row in facts.to_pylist()}
    started = {partnership.id: partnership.started for partnership in study.partnerships}
    failures = {name: 1 for name, row in told.items() if row["reason_code"]} | {name: 2 for name, reason in refused.items() if reason}
    counting = choose_copies(intake, study, failures)
    settled: dict[str, dict[str, Any]] = {}
    for item in intake:
        counts = item if item.reason else counting[item.sha256]
        facts_row = told.get(counts.document_id, {})
        day, year, _ = _place(facts_row, started[item.partnership_id], as_of)
        doubt = _place(facts_row, started[counts.partnership_id], as_of)[2]
        reason = item.reason or refused.get(counts.document_id) or facts_row.get("reason_code") or doubt
        settled[item.document_id] = {
            "document_id": item.document_id,
            "source_path": item.path,
            "kind": item.kind,
            "partnership_id": item.partnership_id,
            "document_date": day,
            "date_basis": facts_row.get("date_basis"),
            "partnership_year": year,
            "status": "quarantined" if reason else "duplicate" if counts is not item else "ok",
            "reason_code": str(reason) if reason else None,
            "sha256": item.sha256,
            "superseded_by": None,
            "near_duplicate_of": None,
            "n_turns": 0,
            "attributed_share": None,
            "n_sentences": 0,
            "text_origin": origins.get(counts.document_id),
        }
    counted = {item.document_id for item in counting.values()}
    _compare({name: document for name, document in settled.items() if name in counted}, prints)
    return DOCUMENTS.from_rows(settled.values())


def _place(facts_row: Mapping[str, Any], started: date, as_of: date) -> tuple[date | None, int | None, Reason | None]:
    """Day, partnership year, and why the document cannot be put in a year."""
    day: date | None = facts_row.get("document_date")
    first, last = (day, day) if day else (facts_row.get("period_start"), facts_row.get("period_end"))
    if first is None or last is None:
        return None, None, None
    year = partnership_year(first, started)
    if first > as_of:
        return day, year if day else None, Reason.DATE_FUTURE
    return (day, year, None) if year == partnership_year(last, started) else (None, None, Reason.DATE_AMBIGUOUS)


def _compare(settled: Mapping[str, dict[str, Any]], prints: pa.Table) -> None:
    """Fill in what is almost the same as what, and which draft has been superseded."""
    rows = {row["document_id"]: row for row in prints.to_pylist() if row["sketch"] and row["document_id"] in settled}
    sketches = {name: read_sketch(row["sketch"]) for name, row in rows.items()}
    in_order = sorted(sketches, key=lambda name: (settled[name]["document_date"] or date.max, name))
    for later, earlier in find_near_duplicates({name: sketches[name] for name in in_order}).items():
        settled[later]["near_duplicate_of"] = earlier
    versions = []
    for name in in_order:
        document, row = settled[name], rows[name]
        if document["status"] == "ok" and document["kind"] == "board_minutes" and document["document_date"]:
            marks = join_marks(Marks(row["standing"], row["version"], row["body"]), marks_in_name(document["source_path"]))
            meeting = (document["partnership_id"], document["document_date"])
            versions.append(Version(name, meeting, marks, sketches[name], row["n_runs"]))
    for draft, approved in find_superseded(versions).items():
        settled[draft] |= {"status": "superseded", "superseded_by": approved}


def count_voices(documents: pa.Table, turns: pa.Table, sentences: pa.Table, partner_types: Sequence[str]) -> pa.Table:
    """DOCUMENTS with turns, measured sentences, and the share of these whose voice is known; what is not measured has none."""
    n_turns = Counter(turns.column("document_id").to_pylist())
    n_sentences, n_attributed = _count_sentences(turns, sentences, partner_types)
    rows = documents.to_pylist()
    for row in rows:
        name, is_ok = row["document_id"], row["status"] == "ok"
        count = n_sentences[name] if is_ok else 0
        row |= {
            "n_turns": n_turns[name] if is_ok else 0,
            "n_sentences": count,
            "attributed_share": n_attributed[name] / count if count else None,
        }
    return DOCUMENTS.from_rows(rows)


def check_sum(documents: pa.Table, n_seen: int) -> None:
    """Raise `DataRefused` unless every file that was seen has exactly one status."""
    if documents.num_rows != n_seen:
        raise DataRefused(
            f"{n_seen} files were seen, but {documents.num_rows} have a status; nothing was published",
            remedy="This is a defect of the program: please report it with the numbers.",
        )


def check_quarantine(documents: pa.Table, before: Mapping[str, str]) -> None:
    """Raise `DataRefused` where too many files are newly quarantined.

    `before`: sha256 → status in the release before. Newly quarantined are files that release did not hold, or held otherwise;
    the limit is max(5, 2 % of the new files); NO_CONSENT does not count.
    """
    rows = [row for row in documents.select(["sha256", "status", "reason_code"]).to_pylist() if before.get(row["sha256"]) != row["status"]]
    new_files = sum(row["sha256"] not in before for row in rows)
    reasons = Counter(row["reason_code"] for row in rows if row["status"] == "quarantined" and row["reason_code"] != Reason.NO_CONSENT)
    limit = max(MAX_NEW_QUARANTINED, MAX_NEW_QUARANTINED_SHARE * new_files)
    if reasons.total() > limit:
        listed = ", ".join(f"{reason} {n}" for reason, n in sorted(reasons.items()))
        raise DataRefused(
            f"{reasons.total()} files are newly quarantined ({listed}), more than the {limit:g} a release may bring; nothing was published",
            remedy="See `liftmine export documents`. Mend the files, or take them out of the raw folder, and run again.",
        )


def _column(table: pa.Table, name: str) -> dict[str, Any]:
    return dict(zip(table.column("document_id").to_pylist(), table.column(name).to_pylist(), strict=True))


def _count_sentences(turns: pa.Table, sentences: pa.Table, partner_types: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """Measured sentences per document, and those among them whose voice has a partner type."""
    content = sentences.filter(sentences.column("is_content")).select(["document_id", "turn_no"])
    voiced = turns.filter(pc.is_in(turns.column("partner_type"), pa.array(list(partner_types), pa.string())))
    attributed = content.join(voiced.select(["document_id", "turn_no"]), keys=["document_id", "turn_no"], join_type="inner")
    return Counter(content.column("document_id").to_pylist()), Counter(attributed.column("document_id").to_pylist())
