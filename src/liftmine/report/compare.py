"""From the tables of a release, and of the one before, to the morning view."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from liftmine.report.changed import find_recording, tell_recording
from liftmine.report.morning import Files, Morning, Moves, Unknown
from liftmine.report.moves import Tables, find_moves
from liftmine.report.status import name_of, read_files

_NAMED = 8

Documents = dict[str, dict[str, Any]]  # by document_id


def build_morning(
    tables: Tables,
    manifest: Mapping[str, Any],
    unknown_names: pa.Table,
    before: Tables | None = None,
    manifest_before: Mapping[str, Any] | None = None,
) -> Morning:
    """The morning view of a release.

    `tables` (and `before`) are release tables by name, at least `documents`, `culture_series` and `changes`, as they are published;
    `manifest` is release.json, `unknown_names` the table UNKNOWN_NAMES, of which only counts are kept.
    """
    files = read_files(tables["documents"], {})
    now = _by_id(tables["documents"])
    earlier = _by_id(before["documents"]) if before is not None else now
    paths = {row["source_path"]: document for document, row in now.items() if row["source_path"]}
    changed = {
        document: paths[row["source_path"]]
        for document, row in earlier.items()
        if document not in now and paths.get(row["source_path"]) not in {None, *earlier}
    }
    stayed = now.keys() & earlier.keys()
    return Morning(
        release_id=manifest["release_id"],
        base_release=manifest_before["release_id"] if manifest_before else None,
        n_files=len(now),
        statuses=dict(sorted(Counter(row["status"] for row in now.values()).items())),
        new=_files(now, now.keys() - earlier.keys() - {*changed.values()}),
        changed=_files(now, changed.values()),
        gone=_files(earlier, earlier.keys() - now.keys() - changed.keys()),
        now_read=_files(now, (d for d in stayed if now[d]["status"] == "ok" != earlier[d]["status"])),
        no_longer_read=_files(now, (d for d in stayed if now[d]["status"] != "ok" == earlier[d]["status"])),
        troubles=tuple(files.troubles),
        n_sentences=files.n_sentences,
        attributed=files.attributed,
        unknown=_count_unknown(unknown_names),
        n_recognised=files.n_recognised,
        recording=_find_new_recording(tables["changes"], before["changes"] if before is not None else None),
        moves=find_moves(tables, before, manifest, manifest_before) if before and manifest_before else Moves(0, 0, 0, 0, {}, (), ()),
    )


def _by_id(documents: pa.Table) -> Documents:
    return {row["document_id"]: row for row in documents.to_pylist()}


def _files(documents: Documents, chosen: Iterable[str]) -> Files:
    names = sorted(name_of(documents[document]) for document in chosen)
    return Files(len(names), tuple(names[:_NAMED]))


def _find_new_recording(changes: pa.Table, before: pa.Table | None) -> tuple[str, ...]:
    known = find_recording(before) if before is not None else {}
    return tuple(tell_recording(name, year, how) for (name, year), how in find_recording(changes).items() if (name, year) not in known)


def _count_unknown(names: pa.Table) -> Unknown:
    sections = Counter(names["section"].to_pylist())
    return Unknown(sections["people"], sections["organisations"])
