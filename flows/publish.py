"""Scores to series, series to a release: the last step of a run."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

import pyarrow as pa

from flows.stages import Run, io_task, sanitised
from liftmine.errors import ContractViolation, DataRefused, Reason
from liftmine.jobs.corpus import Corpus, load_corpus
from liftmine.jobs.release_folder import describe_release, write_release
from liftmine.jobs.report import News
from liftmine.jobs.request import Request
from liftmine.jobs.selection import select_documents, select_rows, silence
from liftmine.reading.accounting import check_quarantine, check_sum
from liftmine.release.disclosure import suppress
from liftmine.release.documents import publish_documents
from liftmine.release.quotes import quotes_table
from liftmine.release.unknown import unknown_names_table
from liftmine.series.changes import changes_table
from liftmine.series.culture import culture_series
from liftmine.series.dimensions import dimensions_table
from liftmine.series.distance import distance_series
from liftmine.series.dyads import dyad_series
from liftmine.series.partnerships import partnerships_table
from liftmine.series.record import Record
from liftmine.series.smoothing import smooth_series
from liftmine.tables.contract import Table
from liftmine.tables.published import (
    CHANGES,
    CULTURE_SERIES,
    DIMENSIONS,
    DISTANCE_SERIES,
    DOCUMENTS,
    DYAD_SERIES,
    PARTNERSHIPS,
    RELEASE_TABLES,
    TOPICS,
)
from liftmine.tables.restricted import QUOTES
from liftmine.tables.stages import ATTENDANCE, MATCHES, SCORES, SENTENCES, TARGET_SCORES, TEXTS, TOPIC_SHARES, TURNS
from liftmine.workspace.releases import ADHOC, Release

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
        study = run.house.configuration.study
        described = describe_release(release_id, tables[DOCUMENTS], run.house.configuration, run.house.model_version)
        manifest = replace(described, base_release=latest.release_id if latest else None)
        news = News(unknown_names_table(corpus.documents, corpus.load(ATTENDANCE), study), latest)
        staging = run.house.releases.stage(lambda folder: write_release(folder, manifest, tables, quotes, study, news=news))
        rows = corpus.documents.select(["document_date", "reason_code"]).to_pylist()
        tomorrow = run.look.as_of + timedelta(days=1)  # a period ahead has no day: it is asked about again every night
        future = [row["document_date"] or tomorrow for row in rows if row["reason_code"] == Reason.DATE_FUTURE]
        run.house.publish(staging, release_id, run.look, future)
        log.info("published %s", release_id)
        return release_id


@io_task
def publish_adhoc(run: Run, request: Request) -> str:
    """Build the series of what was asked for, and put it in the place of the ad-hoc release of that name. Returns its name.

    Raises `DataRefused`, and publishes nothing, where files are unaccounted for or nothing of what was asked for can be measured.
    """
    with sanitised("publishing"):
        house, study = run.house, run.house.configuration.study
        corpus = load_corpus(house, run.look)
        check_sum(corpus.documents, len(run.look.intake))
        chosen = replace(corpus, documents=select_documents(corpus.documents, request))
        if "ok" not in chosen.documents.column("status").to_pylist():
            raise DataRefused("no readable document is left of what was asked for", remedy="Ask for more years, kinds or partnerships.")
        base = house.releases.latest()
        tables, quotes = build_tables(chosen, run, base, request.without_bases)
        selected = select_rows({**tables, QUOTES: quotes}, request, study)
        evidence = selected.pop(QUOTES)
        name = request.folder_name
        described = describe_release(f"{ADHOC}/{name}", selected[DOCUMENTS], house.configuration, house.model_version)
        manifest = replace(
            described, base_release=base.release_id if base else None, request=request.model_dump(mode="json") | {"name": name}
        )
        house.releases.replace_adhoc(name, lambda folder: write_release(folder, manifest, selected, evidence, study))
        log.info("written %s/%s", ADHOC, name)
        return name


def _statuses(documents: pa.Table) -> dict[str, str]:
    return dict(zip(documents.column("sha256").to_pylist(), documents.column("status").to_pylist(), strict=True))


def build_tables(
    corpus: Corpus, run: Run, base: Release | None = None, without_bases: Collection[str] = ()
) -> tuple[dict[Table, pa.Table], pa.Table]:
    """Every table of the release, small cells suppressed, and the evidence behind them. Voices of `without_bases` are not counted.

    What the release `base` withholds stays withheld: an ad-hoc run must not open a cell by another choice of documents.
    """
    configuration = run.house.configuration
    study, entries = configuration.study, list(configuration.lexicons.dimensions)
    turns = silence(corpus.load(TURNS), {*without_bases, *configuration.settings.series.without_bases})
    sentences, scores, matches = (corpus.load(contract) for contract in (SENTENCES, SCORES, MATCHES))
    spoken = (turns, sentences, scores, matches)
    series = _build_series(corpus, run, spoken, _series_of(base) if base else None)
    quotes = quotes_table(
        series[CULTURE_SERIES],
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
        **series,
        TOPICS: run.house.models.topics(run.house.model_version),
        DIMENSIONS: dimensions_table(entries, configuration.hashes),
        PARTNERSHIPS: partnerships_table(corpus.documents, study),
        DOCUMENTS: publish_documents(corpus.documents),
    }
    return {contract: computed.get(contract, contract.empty()) for contract in RELEASE_TABLES}, quotes


def _build_series(corpus: Corpus, run: Run, spoken: Sequence[pa.Table], base: pa.Table | None) -> dict[Table, pa.Table]:
    """The series of what was `spoken` (TURNS, SENTENCES, SCORES, MATCHES), and what changed in them; `base` as CULTURE_SERIES."""
    study, settings = run.house.configuration.study, run.house.configuration.settings
    turns, sentences, scores, matches = spoken
    record = Record(
        *(corpus.documents, turns, sentences, scores, matches),
        study=study,
        dimensions=[entry.dimension for entry in run.house.configuration.lexicons.dimensions],
        target_scores=corpus.load(TARGET_SCORES),
        topic_shares=corpus.load(TOPIC_SHARES),
        topics=run.topic_model.topics if run.topic_model else (),
    )
    published = smooth_series(suppress(culture_series(record, settings=settings, as_of=run.look.as_of, base=base), settings))
    distances = distance_series(record, settings=settings, as_of=run.look.as_of, base=base)
    return {
        CULTURE_SERIES: published,
        DISTANCE_SERIES: distances,
        DYAD_SERIES: dyad_series(record, settings=settings, base=base),
        CHANGES: changes_table(published, record, settings=settings, distances=distances),
    }


def _series_of(base: Release) -> pa.Table:
    """Its CULTURE_SERIES. Raises `DataRefused` where an older liftmine gave it another shape, so that nothing can be compared."""
    try:
        return CULTURE_SERIES.check(base.table(CULTURE_SERIES.name))
    except ContractViolation:
        raise DataRefused(
            f"{base.release_id} was made by another version of liftmine; what it withholds cannot be told",
            remedy="Publish a release with this version first: liftmine run",
        ) from None
