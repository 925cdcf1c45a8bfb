"""What became of every file: counts, remedies, and the full list."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liftmine.errors import Reason

if TYPE_CHECKING:  # the terminal reads troubles without a table
    import pyarrow as pa

_STATUSES = {
    "ok": "read and measured",
    "quarantined": "could not be read or used",
    "duplicate": "another copy of a file that was read",
    "superseded": "a draft whose approved version was read",
    "withdrawn": "taken out on request",
}
_NAMED_FILES = 8  # files named beside a reason; the full list has all of them


@dataclass(frozen=True, slots=True)
class Trouble:
    """One reason why files could not be used, what to do, and the first of the files."""

    reason: str
    remedy: str
    n_files: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the full list, ready to print; empty where nothing is known."""

    document_id: str
    name: str
    partnership: str
    kind: str
    date: str
    basis: str
    year: str
    status: str
    turns: str
    sentences: str
    attributed: str


@dataclass(frozen=True, slots=True)
class Files:
    """The status of all files of a release.

    `attributed` is the share (per cent) of measured sentences with a known partner type; `n_recognised` scans were read by OCR.
    """

    counts: list[tuple[str, int, str]]
    troubles: list[Trouble]
    rows: list[FileRow]
    n_sentences: int
    attributed: str
    n_recognised: int


def read_files(table: "pa.Table", partnership_names: Mapping[str, str]) -> Files:
    """Counts by status, reasons with remedies (most files first), and the list: what is not `ok` first, then by path."""
    documents = table.to_pylist()
    statuses = Counter(document["status"] for document in documents)
    measured = [(d["n_sentences"], d["attributed_share"]) for d in documents if d["attributed_share"] is not None]
    n_sentences = sum(n for n, _ in measured)
    return Files(
        counts=[(status, statuses[status], meaning) for status, meaning in _STATUSES.items() if statuses[status]],
        troubles=_troubles(documents),
        rows=[_row(document, partnership_names) for document in sorted(documents, key=_order)],
        n_sentences=n_sentences,
        attributed=f"{100 * sum(n * share for n, share in measured) / n_sentences:.0f}" if n_sentences else "",
        n_recognised=sum(document.get("text_origin") == "ocr" for document in documents),  # older releases say nothing of it
    )


def _troubles(documents: list[dict[str, object]]) -> list[Trouble]:
    names: dict[str, list[str]] = {}
    for document in documents:
        if document["reason_code"] is not None:
            names.setdefault(str(document["reason_code"]), []).append(name_of(document))
    ranked = sorted(names.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Trouble(reason, Reason(reason).remedy, len(files), tuple(sorted(files)[:_NAMED_FILES])) for reason, files in ranked]


def _order(document: dict[str, object]) -> tuple[bool, str, str]:
    return document["status"] == "ok", str(document["source_path"] or ""), str(document["document_id"])


def name_of(document: dict[str, object]) -> str:
    """How a file is named in public: its path, or for an interview its id."""
    if document["source_path"] is not None:
        return str(document["source_path"])
    kind = "interview" if document["kind"] == "interview" else "file"
    return f"{kind}, path withheld ({document['document_id']})"


def _row(document: dict[str, object], partnership_names: Mapping[str, str]) -> FileRow:
    known = {name: "" if value is None else str(value) for name, value in document.items()}
    share = document["attributed_share"]
    status = known["status"] + (f" by {known['superseded_by']}" if known["superseded_by"] else "")
    origin = "a scan, read by OCR" if known.get("text_origin") == "ocr" else ""
    notes = [known["reason_code"], origin, f"almost the same as {known['near_duplicate_of']}" if known["near_duplicate_of"] else ""]
    return FileRow(
        document_id=known["document_id"],
        name=known["source_path"] or ("interview, path withheld" if known["kind"] == "interview" else "path withheld"),
        partnership=partnership_names.get(known["partnership_id"], known["partnership_id"]),
        kind=known["kind"].replace("_", " "),
        date=known["document_date"],
        basis=known["date_basis"].replace("_", " "),
        year=known["partnership_year"].replace("-", "−"),
        status=": ".join(part for part in (status, *notes) if part),
        turns=known["n_turns"],
        sentences=known["n_sentences"],
        attributed=f"{100 * share:.0f}" if isinstance(share, float) else "",
    )
