"""A release's morning view and page: while it is being published, and again later."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from liftmine.errors import ContractViolation, LiftmineError, UsageError
from liftmine.jobs.morning import load_morning
from liftmine.release.unknown import list_study_lines
from liftmine.report.compare import build_morning
from liftmine.report.morning import MORNING, UNKNOWN_NAMES, Morning
from liftmine.report.page import render_report
from liftmine.study.model import Study
from liftmine.tables.published import CHANGES, CULTURE_SERIES, DOCUMENTS, RELEASE_TABLES
from liftmine.workspace.files import replacing
from liftmine.workspace.releases import Release

_COMPARED = (DOCUMENTS, CULTURE_SERIES, CHANGES)

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class News:
    """What a new release is told against: whom the study does not know (UNKNOWN_NAMES), and the release it follows, if any."""

    unknown_names: pa.Table
    before: Release | None


def write_morning(folder: Path, tables: Tables, manifest: Mapping[str, Any], news: News) -> Morning:
    """Write the morning view into the folder of a release that is being made, names of people into its restricted part.

    A release whose tables have another shape (made by an older liftmine) cannot be compared: then this counts as the first.
    """
    morning = _view(tables, manifest, news)
    (folder / MORNING).write_text(morning.to_json(), encoding="utf-8")
    if news.unknown_names.num_rows:
        (folder / UNKNOWN_NAMES).write_text(list_study_lines(news.unknown_names), encoding="utf-8")
    return morning


def _view(tables: Tables, manifest: Mapping[str, Any], news: News) -> Morning:
    earlier = _tables_of(news.before) if news.before is not None else None
    if news.before is None or earlier is None:
        return build_morning(tables, manifest, news.unknown_names)
    return build_morning(tables, manifest, news.unknown_names, earlier, news.before.manifest)


def _tables_of(release: Release) -> dict[str, pa.Table] | None:
    try:
        return {contract.name: contract.check(release.table(contract.name)) for contract in _COMPARED}
    except (ContractViolation, FileNotFoundError):
        return None


def draw_page(tables: Tables, manifest: Mapping[str, Any], study: Study, morning: Morning | None) -> str:
    """The page of a release as HTML; `morning` is None for an ad-hoc release, which follows no other."""
    labels = {name: name.replace("_", " ").capitalize() for name in study.partner_types}
    events = {each.id: each.event.name for each in study.partnerships if each.event}
    return render_report(tables, manifest, study_name=study.study, partner_type_labels=labels, events=events, morning=morning)


def write_report(release: Release, out: Path, study: Study) -> None:
    """Write the page of `release` to `out`, from the tables that stand in it.

    Never into the release: its files are read-only, and release.json holds the checksum of the page that was published with it.
    Raises `UsageError` where `out` lies in a release, `LiftmineError` where a table has another shape than this version knows.
    """
    if out.resolve().is_relative_to(release.folder.parent.resolve()):
        raise UsageError(f"{out} lies among the releases, which never change.", remedy="Name another place with --out FILE.")
    try:
        tables = {contract.name: contract.check(release.table(contract.name)) for contract in RELEASE_TABLES}
    except ContractViolation:
        raise LiftmineError(
            f"{release.release_id} was made by another version of liftmine, and its tables have another shape",
            remedy=f"Its own page is {release.folder / 'report.html'}",
        ) from None
    except FileNotFoundError as error:
        raise LiftmineError(f"{error.filename or release.folder} is missing", remedy="The release is damaged: run again.") from None
    page = draw_page(tables, release.manifest, study, load_morning(release))
    with replacing(out) as temporary:
        temporary.write_text(page, encoding="utf-8")
