"""The stage store: results of reading, attribution and measuring, kept per document and found again by key.

A part holds the results of one batch: one parquet file per table. A key says everything a result depends on (content, code,
settings, lexicons, library versions), so a result is either exactly right or not found. One document may have results under
several keys at once: a nightly run and an ad-hoc run with another lexicon never see each other's. Parts hold text of documents
and names of people; they lie in a folder that only the owner can enter.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from liftmine.tables.contract import Table
from liftmine.workspace.files import replacing, sha256_file
from liftmine.workspace.ledger import Ledger


class StageStore:
    """Parts on disk, with the ledger as their index."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger

    def missing(self, stage: str, keys: Mapping[str, str]) -> list[str]:
        """The documents of `keys` (document_id → key) without a sound result under their key, in order of id.

        Every part that is counted on is checked against its checksums; a damaged one is dropped, and its documents are missing.
        """
        stored = self._ledger.results(stage)
        current = {d: stored[d, key] for d, key in keys.items() if (d, key) in stored}
        damaged = {part for part in set(current.values()) if not self._is_sound(part)}
        for part in sorted(damaged):
            self._ledger.forget_part(part)
        return sorted(d for d in keys if d not in current or current[d] in damaged)

    def save(self, stage: str, keys: Mapping[str, str], tables: Mapping[Table, pa.Table]) -> None:
        """Keep the results of one batch."""
        part_id = hashlib.sha256("\n".join([stage, *(f"{d} {k}" for d, k in sorted(keys.items()))]).encode()).hexdigest()[:24]
        checksums = {}
        for contract, table in tables.items():
            target = self._file(part_id, contract.name)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with replacing(target) as temporary:
                pq.write_table(contract.check(table), temporary, compression="zstd", use_dictionary=["document_id"], write_statistics=False)
                checksums[contract.name] = sha256_file(temporary)
        self._ledger.record_part(stage, part_id, keys, checksums)

    def load(self, stage: str, contract: Table, keys: Mapping[str, str]) -> pa.Table:
        """One table of the results under `keys` (document_id → key), whichever parts they lie in, in key order."""
        stored = self._ledger.results(stage)
        wanted: dict[str, list[str]] = {}
        for document, key in keys.items():
            wanted.setdefault(stored[document, key], []).append(document)
        pieces = [self._read(contract, part, members) for part, members in sorted(wanted.items())]
        return contract.concat(pieces)

    def sweep(self, stages: Mapping[str, Mapping[str, str]]) -> None:
        """Forget every result but those under the given keys (stage → document_id → key), and delete parts nobody needs."""
        for stage, keys in stages.items():
            self._ledger.forget_results(stage, set(self._ledger.results(stage)) - set(keys.items()))
        live = self._ledger.part_ids()
        for part in sorted(self._ledger.all_part_ids() - live):
            self._ledger.forget_part(part)
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if folder.name not in live:
                    shutil.rmtree(folder)

    def _file(self, part_id: str, table: str) -> Path:
        return self._folder / part_id / f"{table}.parquet"

    def _is_sound(self, part_id: str) -> bool:
        checksums = self._ledger.checksums(part_id)
        files = {name: self._file(part_id, name) for name in checksums}
        return bool(files) and all(f.is_file() and sha256_file(f) == checksums[name] for name, f in files.items())

    def _read(self, contract: Table, part_id: str, documents: list[str]) -> pa.Table:
        table = pq.read_table(self._file(part_id, contract.name), schema=contract.schema)
        if set(table.column("document_id").unique().to_pylist()) <= set(documents):
            return table
        return table.filter(pc.is_in(table.column("document_id"), pa.array(documents, pa.string())))
