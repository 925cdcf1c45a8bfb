"""One figure of the page: its finding, its panels, its key and the tables under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftmine.report.cells import Cell, Lines, Panels, all_cells, break_years, has_values
from liftmine.report.chart import Frame, draw_axes, draw_panel, format_value
from liftmine.report.findings import CHANGES_FOUND, FLAG, Finding, Findings, count_findings, state_by_partnership, state_findings
from liftmine.report.marks import Step, draw_dot_key
from liftmine.report.scales import key_counts, share_axis, tone_axis
from liftmine.report.values import ValueTable, is_odd, tabulate

POOLED = "all"
_RULES = ("minutes kept differently from here", "some minutes kept differently from here")  # of one partnership, of all
_GLYPHS = {finding: ("▲" if finding.is_up else "▼") + FLAG * finding.is_flagged for finding in CHANGES_FOUND} | {
    Finding.NO_CLEAR_CHANGE: "–",
    Finding.TOO_LITTLE: "·",
}
_MOST_TABLES = 6  # with more panels only the pooled one has a table: dozens of tables would be most of the page, and nobody reads them
_WIDE, _NARROW = (500.0, 240.0), (400.0, 230.0)

Series = tuple[str, str]  # measure and dimension


@dataclass(frozen=True, slots=True)
class Setting:
    """What all figures of a page share.

    `labels`: the study's partner types and their names, in the study's order; `names` and `anchors` (what year 1 begins with) by
    partnership; `years`: first and last year drawn; `usual_kinds_missing`: what most cells lack, so that only the others are marked;
    `findings` and `steps` by (measure, dimension), then partnership.
    """

    labels: Mapping[str, str]
    names: Mapping[str, str]
    anchors: Mapping[str, str]
    years: tuple[int, int]
    usual_kinds_missing: str | None
    findings: Mapping[Series, Mapping[str, Findings]]
    steps: Mapping[Series, Mapping[str, Mapping[str, Step]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart ready for the page. `finding` is that of the pooled panel, `by_partnership` what the others show beside it.

    `panels` holds (name or empty, SVG); `glance` a (glyph, words) per partner type; `has_more` says that there are panels without a
    table; `signs` are those that the key must explain: `part`, `thin`, `withheld`, `step`, `rule`, `other`, `kinds`, `cut`.
    """

    ident: str
    name: str
    finding: str
    by_partnership: str
    subtitle: str
    columns: int
    panels: list[tuple[str, str]]
    dot_key: str
    signs: frozenset[str]
    tables: list[ValueTable]
    has_more: bool
    glance: list[tuple[str, str]]
    facts: Sequence[tuple[str, str]]


def build_figure(
    series: Series, panels: Panels, setting: Setting, *, ident: str, name: str, subtitle: str, facts: Sequence[tuple[str, str]] = ()
) -> Figure:
    """The figure of one measure and dimension; `facts` are (term, text) pairs shown beside the table, such as definition."""
    is_share = series[0] != "tone"
    findings, steps = setting.findings.get(series, {}), setting.steps.get(series, {})
    panels = _arrange(panels, setting)
    cells = all_cells([{key: {kind: lines[kind] for kind in setting.labels if kind in lines} for key, lines in panels.items()}])
    ticks, is_cut = (share_axis if is_share else tone_axis)(cells)
    counts = [cell.n_documents for cell in cells if cell.value is not None]
    width, height = _WIDE if len(panels) == 1 else _NARROW
    signs = (
        _find_signs(cells, setting.usual_kinds_missing)
        | ({"step"} if any(steps.get(key) for key in panels) else set())
        | ({"cut"} if is_cut else set())
    )
    has_rules, has_steps = "rule" in signs, "step" in signs
    frame = Frame(width, height, setting.years, ticks, is_share, max(counts), setting.labels, has_rules, has_steps)
    found = {key: findings.get(key, {}) for key in panels}
    judged = [found[POOLED]] if POOLED in found else list(found.values())
    single = {setting.names[key]: each for key, each in found.items() if key != POOLED} if POOLED in found else {}
    return Figure(
        ident=ident,
        name=name,
        finding=state_findings(judged, setting.labels),
        by_partnership=state_by_partnership(single, setting.labels),
        subtitle=subtitle,
        columns=min(len(panels), 2 if len(panels) <= 4 else 3),
        panels=[
            (
                setting.names[key] if len(panels) > 1 else "",
                draw_panel(
                    lines,
                    frame,
                    title=f"{name}: {setting.names[key]}",
                    description=_describe(lines, setting.labels, is_share=is_share),
                    anchor=setting.anchors[key],
                    rule=_RULES[key == POOLED],
                    steps=steps.get(key),
                    odd_years=_find_odd_years(lines, setting),
                    axes=f'<use href="#axes-{ident}"/>' if place else f'<g id="axes-{ident}">{draw_axes(frame)}</g>',
                ),
            )
            for place, (key, lines) in enumerate(panels.items())
        ],
        dot_key=draw_dot_key(key_counts(counts), max(counts)),
        signs=frozenset(signs),
        tables=[
            tabulate(setting.names[key], lines, setting.labels, setting.usual_kinds_missing, is_share=is_share)
            for key, lines in panels.items()
            if key == POOLED or len(panels) <= _MOST_TABLES
        ],
        has_more=len(panels) > _MOST_TABLES,
        glance=[_glance(count_findings(judged, kind), len(judged), count_findings(single.values(), kind)) for kind in setting.labels],
        facts=facts,
    )


def _find_signs(cells: Sequence[Cell], usual: str | None) -> set[str]:
    """The signs that these cells put into a chart."""
    shown = [cell for cell in cells if cell.value is not None]
    there = {
        "part": any(cell.is_partial or not cell.is_complete for cell in shown),
        "thin": any(cell.is_thin for cell in shown),
        "other": any(cell.is_recomposed for cell in shown),
        "kinds": any(is_odd(cell, usual) for cell in shown),
        "rule": any(cell.is_break for cell in cells),
        "withheld": any(cell.is_suppressed for cell in cells),
    }
    return {sign for sign, is_there in there.items() if is_there}


def _find_odd_years(lines: Lines, setting: Setting) -> list[int]:
    """The years whose drawn values mix the kinds of document otherwise than most values of the page."""
    shown = [cell for kind in setting.labels for cell in lines.get(kind, [])]
    return sorted({cell.year for cell in shown if is_odd(cell, setting.usual_kinds_missing)})


def _arrange(panels: Panels, setting: Setting) -> Panels:
    """The pooled panel first, where there is more than one partnership and it holds values; then partnerships in their order."""
    single = len(setting.names) <= 2  # one partnership and `all`, which are the same
    keys = [key for key in setting.names if key in panels and not (single and key == POOLED)]
    return {key: panels[key] for key in keys if key != POOLED or has_values({kind: panels[key].get(kind, []) for kind in setting.labels})}


def _glance(counts: Mapping[Finding, int], n_panels: int, beside: Mapping[Finding, int]) -> tuple[str, str]:
    """Glyph and words; `beside` counts what single partnerships show where the pooled line is judged."""
    if n_panels == 1:
        finding = next(iter(counts))
        ups = {
            glyph: sum(beside.get(each, 0) for each in CHANGES_FOUND if _GLYPHS[each] == glyph)
            for glyph in ("▲", "▼", f"▲{FLAG}", f"▼{FLAG}")
        }
        single = [f"{glyph} in {n} of {sum(beside.values())}" for glyph, n in ups.items() if n]
        return _GLYPHS[finding], finding.plain + (f" ({', '.join(single)})" if single else "")
    clear = [(finding, counts[finding]) for finding in CHANGES_FOUND if finding in counts]
    if not clear:
        finding = Finding.NO_CLEAR_CHANGE if Finding.NO_CLEAR_CHANGE in counts else Finding.TOO_LITTLE
        return _GLYPHS[finding], str(finding)
    return " ".join(dict.fromkeys(_GLYPHS[finding][0] for finding, _ in clear)), ", ".join(
        f"{finding} in {n} of {n_panels}" for finding, n in clear
    )


def _describe(lines: Lines, labels: Mapping[str, str], *, is_share: bool) -> str:
    """The panel in words, for those who cannot see it."""
    unit = " %" if is_share else ""
    sentences = []
    for kind, label in labels.items():
        published = [cell for cell in lines.get(kind, []) if cell.value is not None]
        if not published:
            sentences.append(f"{label}: nothing published.")
            continue
        ends = [f"{format_value(cell.value or 0.0, is_share=is_share)}{unit} in year {cell.year}" for cell in (published[0], published[-1])]
        withheld = sum(cell.is_suppressed for cell in lines[kind])
        note = f", {withheld} withheld" if withheld else ""
        sentences.append(f"{label}: {' to '.join(dict.fromkeys(ends))} ({len(published)} published{note}).")
    sentences += [f"From year {year} the minutes are kept differently." for year in break_years(lines)]
    return " ".join(sentences)
