"""What became of every file: the documents table, and the sum check."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import DataRefused, Reason
from liftmine.reading.identity import Intake
from liftmine.study.calendar import partnership_year
from liftmine.study.model import Study
from liftmine.tables.published import DOCUMENTS

MAX_NEW_QUARANTINED = 5
MAX_NEW_QUARANTINED_SHARE = 0.02


def settle_documents(
    intake: Sequence[Intake], outcomes: pa.Table, facts: pa.Table, turns: pa.Table, sentences: pa.Table, *, study: Study, as_of: date
) -> pa.Table:
    """The documents table (paths of interviews included): one row per file of `intake`.

    A date after `as_of` is DATE_FUTURE. A copy shares the fate of the file it copies.
    """
    refused = _column(outcomes, "reason_code")
    told = {row["document_id"]: row for row in facts.to_pylist()}
    n_turns = Counter(turns.column("document_id").to_pylist())
    n_sentences, n_attributed = _count_sentences(turns, sentences, study.partner_types)
    started = {partnership.id: partnership.started for partnership in study.partnerships}
    settled: dict[str, dict[str, Any]] = {}
    for item in intake:
        facts_row = told.get(item.copy_of or item.document_id, {})
        day: date | None = facts_row.get("document_date")
        reason = item.reason or refused.get(item.copy_of or item.document_id) or facts_row.get("reason_code")
        if reason is None and day is not None and day > as_of:
            reason = Reason.DATE_FUTURE
        status = "quarantined" if reason else "duplicate" if item.copy_of else "ok"
        sentence_count = n_sentences[item.document_id] if status == "ok" else 0
        settled[item.document_id] = {
            "document_id": item.document_id,
            "source_path": item.path,
            "kind": item.kind,
            "partnership_id": item.partnership_id,
            "document_date": day,
            "date_basis": facts_row.get("date_basis"),
            "partnership_year": partnership_year(day, started[item.partnership_id]) if day else None,
            "status": status,
            "reason_code": str(reason) if reason else None,
            "n_turns": n_turns[item.document_id] if status == "ok" else 0,
            "n_sentences": sentence_count,
            "attributed_share": n_attributed[item.document_id] / sentence_count if sentence_count else None,
            "sha256": item.sha256,
            "superseded_by": None,
            "near_duplicate_of": None,
        }
    return DOCUMENTS.from_rows(settled.values())


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
