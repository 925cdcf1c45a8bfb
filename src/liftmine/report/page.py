"""The report: one self-contained HTML page of a release."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files
from typing import Any

import pyarrow as pa
from jinja2 import Environment, StrictUndefined, Template

from liftmine.report.cells import Panels, all_cells, has_values, read_cells, span_of_years
from liftmine.report.changed import read_changes, read_events, read_recording
from liftmine.report.figure import POOLED, Figure, Series, Setting, build_figure
from liftmine.report.findings import FLAG, read_findings, read_steps
from liftmine.report.morning import Morning
from liftmine.report.status import read_files
from liftmine.report.telling import move_rows, name_groups, tell_moves, tell_names, tell_news, tell_unknown
from liftmine.report.values import usual_kinds_missing

_HEADLINES = {
    "voice_share": ("Voice", "Share of the attributed sentences that are this partner type’s words; in minutes, its reported words."),
    "mention_share": ("Mention", "Share of all sentences that speak of this partner type."),
    "tone": ("Tone", "Balance of positive and negative expressions in this partner type’s words, from −1 to 1; 0 is neutral."),
}
_CONTROLS = "Control topics"  # a framework that is no theory: what boards talk of whatever their culture


@dataclass(frozen=True, slots=True)
class Framework:
    """The figures of one theory's dimensions."""

    ident: str
    name: str
    figures: list[Figure]


def render_report(
    tables: Mapping[str, pa.Table],
    manifest: Mapping[str, object],
    *,
    study_name: str,
    partner_type_labels: Mapping[str, str],
    events: Mapping[str, str],
    morning: Morning | None = None,
) -> str:
    """The page of one release as HTML that asks nothing of any network.

    `tables` are the release tables by name, already suppressed; `manifest` is `release.json` (at least `release_id` and `created_at`);
    `partner_type_labels` gives the study's partner types, in the study's order, and the names to print; `events` names its events, by
    partnership; `morning` is what is new in this release (none in an ad-hoc one).
    The same arguments give the same bytes.
    """
    cells = read_cells(tables["culture_series"])
    partnerships = [row for row in tables["partnerships"].to_pylist() if row["partnership_id"] != POOLED]
    setting = _setting(cells, partnerships, partner_type_labels, tables["changes"])
    headlines = [
        build_figure((measure, "all"), cells[measure, "all"], setting, ident=f"measure-{measure}", name=name, subtitle=subtitle)
        for measure, (name, subtitle) in _HEADLINES.items()
        if _is_published(cells.get((measure, "all"), {}), partner_type_labels)
    ]
    theories, controls, without_values = _frameworks(cells, tables["dimensions"], setting)
    figures = [figure for framework in (*theories, *controls) for figure in framework.figures]
    signs = frozenset[str]().union(*(figure.signs for figure in (*headlines, *figures)))
    changes = read_changes(tables["changes"], tables["dimensions"], setting.names, partner_type_labels)
    return _template().render(
        study_name=study_name,
        release_id=manifest["release_id"],
        release_date=str(manifest["created_at"])[:10],
        facts=[(name, value) for name, value in manifest.items() if isinstance(value, str | int)],
        partnerships=partnerships,
        files=read_files(tables["documents"], setting.names),
        labels=list(partner_type_labels.values()),
        headlines=headlines,
        signs=signs,
        has_flags=any(FLAG in f"{glyph}{words}" for figure in figures for glyph, words in figure.glance),
        changes=changes,
        recording=read_recording(tables["changes"], setting.names),
        events=read_events(tables["changes"], setting.names, events),
        news=_news(morning) if morning else None,
        frameworks=theories,
        controls=controls,
        without_values=without_values,
        usual_kinds_missing=(setting.usual_kinds_missing or "").replace("_", " ").replace(";", ", "),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return environment.from_string(package_files("liftmine.report").joinpath("page.html.jinja").read_text(encoding="utf-8"))


def _setting(cells: Mapping[Series, Panels], partnerships: list[dict[str, Any]], labels: Mapping[str, str], changes: pa.Table) -> Setting:
    anchors = {row["partnership_id"]: row["anchor_kind"].replace("_", " ") for row in partnerships}
    pooled = next(iter(anchors.values()), "") if len(set(anchors.values())) == 1 else "year 1 begins"
    lines = [line for panels in cells.values() for by_type in panels.values() for line in by_type.values()]
    return Setting(
        labels=labels,
        names={POOLED: "All partnerships", **{row["partnership_id"]: row["name"] for row in partnerships}},
        anchors={POOLED: pooled, **anchors},
        years=span_of_years(all_cells(cells.values())) or (1, 1),
        usual_kinds_missing=usual_kinds_missing(lines),
        findings=read_findings(changes),
        steps=read_steps(changes),
    )


def _is_published(panels: Panels, labels: Mapping[str, str]) -> bool:
    return any(has_values({kind: lines[kind] for kind in labels if kind in lines}) for lines in panels.values())


def _news(morning: Morning) -> dict[str, Any]:
    """The morning view as the template lays it out."""
    return {
        "sentences": [tell_news(morning), *([tell_moves(morning)] if tell_moves(morning) else [])],
        "unknown": tell_unknown(morning),
        "files": [(label.capitalize(), tell_names(files)) for label, files in name_groups(morning)],
        "moves": move_rows(morning),
    }


def _frameworks(
    cells: Mapping[Series, Panels],
    dimensions: pa.Table,
    setting: Setting,
) -> tuple[list[Framework], list[Framework], list[str]]:
    """The figures by framework: theories, then control topics; and the names of the dimensions that have no published value."""
    figures: dict[str, list[Figure]] = {}
    without_values = []
    for row in dimensions.to_pylist():
        name, panels = row["label"], cells.get(("lexicon_share", row["dimension"]), {})
        if not _is_published(panels, setting.labels):
            without_values.append(name)
            continue
        facts = [("Definition", row["definition"]), ("Source", row["source"]), ("Terms", f"{row['n_terms']}, in {row['lexicon']}")]
        subtitle = f"{row['definition'].rstrip('.')}. Share of the partner type’s sentences, mean over documents."
        ident = f"dimension-{_slug(row['dimension'])}"
        series = ("lexicon_share", row["dimension"])
        figure = build_figure(series, panels, setting, ident=ident, name=name, subtitle=subtitle, facts=facts)
        figures.setdefault(row["framework"], []).append(figure)
    groups = [Framework(f"framework-{_slug(name)}", name, figures[name]) for name in sorted(figures)]
    return [each for each in groups if each.name != _CONTROLS], [each for each in groups if each.name == _CONTROLS], without_values


def _slug(name: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in name).lower()
