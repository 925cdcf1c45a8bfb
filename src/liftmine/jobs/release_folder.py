"""A release as files in a folder, and what release.json says of it."""

import importlib.metadata
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from liftmine import __version__
from liftmine.jobs.report import News, draw_page, write_morning
from liftmine.release.dictionary import data_dictionary, data_package
from liftmine.release.manifest import FileFacts, Manifest, to_stable_json
from liftmine.study.load import Configuration
from liftmine.study.model import Study
from liftmine.tables.contract import Table
from liftmine.tables.published import CULTURE_SERIES
from liftmine.tables.restricted import QUOTES
from liftmine.workspace.files import sha256_file
from liftmine.workspace.keys import STAGES, code_hash, hash_of, library_versions, program_for_scans
from liftmine.workspace.releases import MANIFEST
from liftmine.workspace.spreadsheet import write_xlsx
from liftmine.workspace.writers import write_csv, write_parquet

REQUEST = "request.json"


def write_release(
    folder: Path, manifest: Manifest, tables: Mapping[Table, pa.Table], quotes: pa.Table, study: Study, *, news: News | None = None
) -> None:
    """Write every file of a release into `folder`; release.json, which names them all, comes last. Ad-hoc releases have no news."""
    rows = {f"{contract.name}.parquet": table.num_rows for contract, table in tables.items()}
    for contract, table in tables.items():
        write_parquet(contract, table, folder / f"{contract.name}.parquet")
    (folder / "restricted").mkdir(mode=0o700)
    write_parquet(QUOTES, quotes, folder / "restricted" / "quotes.parquet")
    write_xlsx(CULTURE_SERIES, tables[CULTURE_SERIES], folder / "culture_series.xlsx")
    write_csv(CULTURE_SERIES, tables[CULTURE_SERIES], folder / "culture_series.csv.gz")
    rows |= {"restricted/quotes.parquet": quotes.num_rows}
    rows |= dict.fromkeys(("culture_series.xlsx", "culture_series.csv.gz"), tables[CULTURE_SERIES].num_rows)
    (folder / "DATA_DICTIONARY.md").write_text(data_dictionary(), encoding="utf-8")
    if manifest.request is not None:
        (folder / REQUEST).write_text(to_stable_json(manifest.request), encoding="utf-8")
    by_name, told = {contract.name: table for contract, table in tables.items()}, json.loads(manifest.to_json())
    morning = write_morning(folder, by_name, told, news) if news else None
    page = draw_page(by_name, told, study, morning)
    (folder / "report.html").write_text(page, encoding="utf-8")
    package = data_package(study.study, {name: facts for name, facts in _facts(folder, rows).items() if "/" not in name})
    (folder / "datapackage.json").write_text(to_stable_json(package), encoding="utf-8")
    (folder / MANIFEST).write_text(replace(manifest, files=_facts(folder, rows)).to_json(), encoding="utf-8")


def describe_release(release_id: str, documents: pa.Table, configuration: Configuration, topic_model: str | None = None) -> Manifest:
    """What the release was made from; its files are not known yet."""
    hashes, parser = configuration.hashes, configuration.parser
    scans = program_for_scans(configuration)
    programs = {"prefect": importlib.metadata.version("prefect")} | ({"tesseract": scans[0]} if scans else {})
    return Manifest(
        release_id=release_id,
        created_at=datetime.now(tz=UTC),
        code_version=f"{__version__}+{hash_of([code_hash(stage) for stage in STAGES])[:12]}",
        study_sha256=hashes["study"],
        settings_sha256=hashes["settings"],
        lexicons={name.removeprefix("lexicons/"): sha for name, sha in hashes.items() if name.startswith("lexicons/")},
        models=({"topics": topic_model} if topic_model else {}) | ({"parser": f"{parser.name}-{parser.version}"} if parser else {}),
        seeds={"series": configuration.settings.series.seed},
        packages=library_versions(*STAGES) | programs,
        inputs=sorted(set(documents.column("sha256").to_pylist())),
        statuses=Counter(documents.column("status").to_pylist()),
        files={},
    )


def _facts(folder: Path, rows: Mapping[str, int]) -> dict[str, FileFacts]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    return {name: FileFacts(sha256_file(path), rows.get(name)) for name, path in zip(names, files, strict=True)}
