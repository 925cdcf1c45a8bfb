"""One figure of the page: its finding, its panels, its key and the tables under it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftmine.report.cells import Cell, Line, Lines, Panels, all_cells, has_values
from liftmine.report.chart import Frame, draw_axes, draw_dot_key, draw_panel, format_value
from liftmine.report.findings import CHANGES_FOUND, Finding, Findings, count_findings, state_by_partnership, state_findings
from liftmine.report.scales import key_counts, share_axis, tone_axis

POOLED = "all"
_OTHER_VOICES = {"collective": "collective", "unknown": "unknown"}
_GLYPHS = {
    Finding.RISES: "▲",
    Finding.STEPS_UP: "▲",
    Finding.FALLS: "▼",
    Finding.STEPS_DOWN: "▼",
    Finding.NO_CLEAR_CHANGE: "–",
    Finding.TOO_LITTLE: "·",
}
_WITHHELD = {
    "few_documents": ("¹", "too few documents"),
    "few_sentences": ("²", "too few sentences"),
    "few_speakers": ("³", "too few speakers"),
    "complementary": ("⁴", "another withheld value could be worked out from it"),
    "difference": ("⁵", "the difference from the last release would tell of too few people"),
}
_MOST_TABLES = 6  # with more panels only the pooled one has a table: dozens of tables would be most of the page, and nobody reads them
_WIDE, _NARROW = (500.0, 240.0), (400.0, 230.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all figures of a page share.

    `labels`: the study's partner types and their names, in the study's order; `names` and `anchors` (what year 1 begins with) by
    partnership; `years`: first and last year drawn; `usual_kinds_missing`: what most cells lack, so that only the others are marked.
    """

    labels: Mapping[str, str]
    names: Mapping[str, str]
    anchors: Mapping[str, str]
    years: tuple[int, int]
    usual_kinds_missing: str | None


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The numbers of one panel: a row per partnership year, a column per partner type."""

    caption: str
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart ready for the page. `finding` is that of the pooled panel, `by_partnership` what the others show beside it.

    `panels` holds (name or empty, SVG); `glance` a (glyph, words) per partner type; `has_more` says that there are panels without a
    table.
    """

    ident: str
    name: str
    finding: str
    by_partnership: str
    subtitle: str
    columns: int
    panels: list[tuple[str, str]]
    dot_key: str
    has_incomplete: bool
    has_withheld: bool
    is_cut: bool
    tables: list[ValueTable]
    has_more: bool
    glance: list[tuple[str, str]]
    facts: Sequence[tuple[str, str]]


def build_figure(
    ident: str,
    name: str,
    subtitle: str,
    panels: Panels,
    setting: Setting,
    *,
    is_share: bool,
    findings: Mapping[str, Findings],
    facts: Sequence[tuple[str, str]] = (),
) -> Figure:
    """The figure of one measure or dimension.

    `findings` are those of its panels, by partnership; `facts` (term, text) pairs shown beside the table, such as definition.
    """
    panels = _arrange(panels, setting)
    cells = all_cells([{key: {kind: lines[kind] for kind in setting.labels if kind in lines} for key, lines in panels.items()}])
    ticks, is_cut = (share_axis if is_share else tone_axis)(cells)
    counts = [cell.n_documents for cell in cells if cell.value is not None]
    width, height = _WIDE if len(panels) == 1 else _NARROW
    frame = Frame(width, height, setting.years, ticks, is_share, max(counts), setting.labels)
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
                    axes=f'<use href="#axes-{ident}"/>' if place else f'<g id="axes-{ident}">{draw_axes(frame)}</g>',
                ),
            )
            for place, (key, lines) in enumerate(panels.items())
        ],
        dot_key=draw_dot_key(key_counts(counts), max(counts)),
        has_incomplete=any(cell.value is not None and not cell.is_complete for cell in cells),
        has_withheld=any(cell.is_suppressed for cell in cells),
        is_cut=is_cut,
        tables=[
            _tabulate(setting.names[key], lines, setting, is_share=is_share)
            for key, lines in panels.items()
            if key == POOLED or len(panels) <= _MOST_TABLES
        ],
        has_more=len(panels) > _MOST_TABLES,
        glance=[_glance(count_findings(judged, kind), len(judged), count_findings(single.values(), kind)) for kind in setting.labels],
        facts=facts,
    )


def _arrange(panels: Panels, setting: Setting) -> Panels:
    """The pooled panel first, where there is more than one partnership and it holds values; then partnerships in their order."""
    single = len(setting.names) <= 2  # one partnership and `all`, which are the same
    keys = [key for key in setting.names if key in panels and not (single and key == POOLED)]
    return {key: panels[key] for key in keys if key != POOLED or has_values({kind: panels[key].get(kind, []) for kind in setting.labels})}


def _glance(counts: Mapping[Finding, int], n_panels: int, beside: Mapping[Finding, int]) -> tuple[str, str]:
    """Glyph and words; `beside` counts what single partnerships show where the pooled line is judged."""
    if n_panels == 1:
        finding = next(iter(counts))
        ups = {glyph: sum(beside.get(each, 0) for each in CHANGES_FOUND if _GLYPHS[each] == glyph) for glyph in "▲▼"}
        single = [f"{glyph} in {n} of {sum(beside.values())}" for glyph, n in ups.items() if n]
        return _GLYPHS[finding], str(finding) + (f" ({', '.join(single)})" if single else "")
    clear = [(finding, counts[finding]) for finding in CHANGES_FOUND if finding in counts]
    if not clear:
        finding = Finding.NO_CLEAR_CHANGE if Finding.NO_CLEAR_CHANGE in counts else Finding.TOO_LITTLE
        return _GLYPHS[finding], str(finding)
    return " ".join(dict.fromkeys(_GLYPHS[finding] for finding, _ in clear)), ", ".join(
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
    return " ".join(sentences)


def _tabulate(caption: str, lines: Lines, setting: Setting, *, is_share: bool) -> ValueTable:
    """Rows for the years in which the panel has a document; other voices than the study's types only where they have one."""
    shown = {kind: label for kind, label in {**setting.labels, **_OTHER_VOICES}.items() if any(map(_is_filled, lines.get(kind, [])))}
    by_year = {kind: {cell.year: cell for cell in lines[kind]} for kind in shown}
    years = sorted({cell.year for kind in shown for cell in lines[kind] if _is_filled(cell)})
    running = {cell.year for kind in shown for cell in lines[kind] if not cell.is_complete}
    rows = [
        (
            str(year).replace("-", "−") + (" (not ended)" if year in running else ""),
            [_state(by_year[kind].get(year), setting.usual_kinds_missing, is_share=is_share) for kind in shown],
        )
        for year in years
    ]
    notes = _notes([cell for kind in shown for cell in lines[kind]], setting.usual_kinds_missing)
    return ValueTable(caption, list(shown.values()), rows, notes)


def _notes(cells: Sequence[Cell], usual_kinds_missing: str | None) -> list[str]:
    """What the marks in a table mean, as far as they occur in it."""
    reasons = {cell.suppression_reason for cell in cells if cell.is_suppressed}
    notes = [f"{mark} withheld: {words}" for reason, (mark, words) in _WITHHELD.items() if reason in reasons]
    odd = sorted({_in_words(cell.kinds_missing) for cell in cells if _is_odd(cell, usual_kinds_missing)})
    return notes + [f"† without {kinds}" if kinds else "† with every kind of document" for kinds in odd]


def _in_words(kinds_missing: str | None) -> str:
    return (kinds_missing or "").replace(";", ", ").replace("_", " ")


def _is_filled(cell: Cell) -> bool:
    return cell.value is not None or cell.is_suppressed or cell.n_documents > 0


def _is_odd(cell: Cell, usual: str | None) -> bool:
    return cell.value is not None and cell.kinds_missing != usual


def _state(cell: Cell | None, usual_kinds_missing: str | None, *, is_share: bool) -> str:
    """A cell of the table: `4.1 [3.2 to 5.1] (12)`, `withheld¹`, or a dash where there is no value, with n where there are documents."""
    if cell is None or not _is_filled(cell):
        return "–"
    if cell.is_suppressed:
        return f"withheld{_WITHHELD[cell.suppression_reason][0] if cell.suppression_reason else ''}"
    if cell.value is None:
        return f"– ({cell.n_documents})"
    value, low, high = (None if number is None else format_value(number, is_share=is_share) for number in (cell.value, cell.low, cell.high))
    interval = f" [{low} to {high}]" if low is not None and high is not None else ""
    return f"{value}{'†' if _is_odd(cell, usual_kinds_missing) else ''}{interval} ({cell.n_documents})"


def usual_kinds_missing(lines: Sequence[Line]) -> str | None:
    """The most frequent `kinds_missing` of the cells with a value; the first in alphabetical order where two are as frequent."""
    counts = Counter(cell.kinds_missing for line in lines for cell in line if cell.value is not None)
    return min(counts, key=lambda kinds: (-counts[kinds], str(kinds)), default=None)
