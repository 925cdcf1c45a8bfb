"""Scores to series, series to a release: the last step of a run."""

import importlib.metadata
import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from flows.stages import Run, io_task, sanitised
from liftmine import __version__
from liftmine.errors import Reason
from liftmine.jobs.corpus import Corpus, load_corpus
from liftmine.reading.accounting import check_quarantine, check_sum
from liftmine.release.dictionary import data_dictionary, data_package
from liftmine.release.disclosure import suppress
from liftmine.release.documents import publish_documents
from liftmine.release.manifest import FileFacts, Manifest, to_stable_json
from liftmine.release.quotes import quotes_table
from liftmine.report.page import render_report
from liftmine.series.culture import culture_series
from liftmine.series.dimensions import dimensions_table
from liftmine.series.partnerships import partnerships_table
from liftmine.series.smoothing import smooth_series
from liftmine.tables.contract import Table
from liftmine.tables.published import CULTURE_SERIES, DIMENSIONS, DOCUMENTS, PARTNERSHIPS, RELEASE_TABLES
from liftmine.tables.restricted import QUOTES
from liftmine.tables.stages import ATTENDANCE, MATCHES, SCORES, SENTENCES, TEXTS, TURNS
from liftmine.workspace.files import sha256_file
from liftmine.workspace.keys import STAGES, code_hash, hash_of, library_versions
from liftmine.workspace.releases import MANIFEST
from liftmine.workspace.spreadsheet import write_xlsx
from liftmine.workspace.writers import write_csv, write_parquet

log = logging.getLogger("liftmine")


@io_task
def publish_release(run: Run) -> str:
    """Build the series of everything that was measured, and publish a release. Returns its name.

    Raises `DataRefused`, and publishes nothing, where files are unaccounted for or too many are newly quarantined.
    """
    with sanitised("publishing"):
        corpus = load_corpus(run.house, run.look)
        check_sum(corpus.documents, len(run.look.intake))
        latest = run.house.releases.latest()
        if latest is not None:
            check_quarantine(corpus.documents, _statuses(latest.table(DOCUMENTS.name)))
        tables, quotes = build_tables(corpus, run)
        release_id = run.house.releases.next_id(run.look.as_of)
        staging = run.house.releases.stage(lambda folder: write_release(folder, release_id, tables, quotes, run))
        rows = corpus.documents.select(["document_date", "reason_code"]).to_pylist()
        future = [row["document_date"] for row in rows if row["reason_code"] == Reason.DATE_FUTURE]
        run.house.publish(staging, release_id, run.look, future)
        log.info("published %s", release_id)
        return release_id


def _statuses(documents: pa.Table) -> dict[str, str]:
    return dict(zip(documents.column("sha256").to_pylist(), documents.column("status").to_pylist(), strict=True))


def build_tables(corpus: Corpus, run: Run) -> tuple[dict[Table, pa.Table], pa.Table]:
    """Every table of the release, small cells suppressed, and the evidence behind them."""
    configuration = run.house.configuration
    study, lexicons = configuration.study, configuration.lexicons
    turns, sentences, scores, matches = (corpus.load(contract) for contract in (TURNS, SENTENCES, SCORES, MATCHES))
    entries = list(lexicons.dimensions)
    measured = culture_series(
        corpus.documents,
        turns,
        sentences,
        scores,
        matches,
        study=study,
        settings=configuration.settings,
        dimensions=[entry.dimension for entry in entries],
        as_of=run.look.as_of,
    )
    published = smooth_series(suppress(measured, configuration.settings))
    quotes = quotes_table(
        published,
        corpus.documents,
        turns,
        sentences,
        matches,
        scores=scores,
        texts=corpus.load(TEXTS),
        attendance=corpus.load(ATTENDANCE),
        people=[person.name for partnership in study.partnerships for person in partnership.people],
    )
    computed = {
        CULTURE_SERIES: published,
        DIMENSIONS: dimensions_table(entries, configuration.hashes),
        PARTNERSHIPS: partnerships_table(corpus.documents, study),
        DOCUMENTS: publish_documents(corpus.documents),
    }
    return {contract: computed.get(contract, contract.empty()) for contract in RELEASE_TABLES}, quotes


def write_release(folder: Path, release_id: str, tables: Mapping[Table, pa.Table], quotes: pa.Table, run: Run) -> None:
    """Write every file of a release into `folder`; release.json, which names them all, comes last."""
    configuration = run.house.configuration
    study = configuration.study
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
    manifest = describe_release(release_id, tables[DOCUMENTS], run)
    labels = {name: name.replace("_", " ").capitalize() for name in study.partner_types}
    by_name = {contract.name: table for contract, table in tables.items()}
    page = render_report(by_name, json.loads(manifest.to_json()), study_name=study.study, partner_type_labels=labels)
    (folder / "report.html").write_text(page, encoding="utf-8")
    package = data_package(study.study, {name: facts for name, facts in _facts(folder, rows).items() if "/" not in name})
    (folder / "datapackage.json").write_text(to_stable_json(package), encoding="utf-8")
    (folder / MANIFEST).write_text(replace(manifest, files=_facts(folder, rows)).to_json(), encoding="utf-8")


def describe_release(release_id: str, documents: pa.Table, run: Run) -> Manifest:
    """What the release was made from; its files are not known yet."""
    hashes = run.house.configuration.hashes
    return Manifest(
        release_id=release_id,
        created_at=datetime.now(tz=UTC),
        code_version=f"{__version__}+{hash_of([code_hash(stage) for stage in STAGES])[:12]}",
        study_sha256=hashes["study"],
        settings_sha256=hashes["settings"],
        lexicons={name.removeprefix("lexicons/"): sha for name, sha in hashes.items() if name.startswith("lexicons/")},
        models={},
        seeds={},
        packages=library_versions(*STAGES) | {"prefect": importlib.metadata.version("prefect")},
        inputs=sorted({item.sha256 for item in run.look.intake}),
        statuses=Counter(documents.column("status").to_pylist()),
        files={},
    )


def _facts(folder: Path, rows: Mapping[str, int]) -> dict[str, FileFacts]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    return {name: FileFacts(sha256_file(path), rows.get(name)) for name, path in zip(names, files, strict=True)}
