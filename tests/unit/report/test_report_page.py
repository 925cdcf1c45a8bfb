"""The page as a whole: well formed, self-contained, the same every time, and silent about nothing."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from change_rows import change, changes
from synthetic_release import (
    LABELS,
    MANIFEST,
    NO_DOCUMENTS,
    TYPES,
    WITHHELD,
    cell,
    dimension_row,
    document_rows,
    make_release,
    partnership_rows,
)  # fmt: skip

from liftmine.errors import Reason
from liftmine.report.page import render_report
from liftmine.tables.published import CULTURE_SERIES, DIMENSIONS, DOCUMENTS, PARTNERSHIPS, RELEASE_TABLES

VOID = {"meta", "link", "br", "hr", "img", "input", "path"}
OPTIONAL = {"td", "th", "tr"}  # end tags that HTML lets one leave out


class Outline(HTMLParser):
    """Checks that tags nest, and collects ids, links, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            assert name not in {"src", "srcset", "style", "onload", "onclick"}
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, _attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        while self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def render(tables, **changes) -> str:
    return render_report(tables, **{"manifest": MANIFEST, "study_name": "demo", "partner_type_labels": LABELS, "events": {}, **changes})


def small_release(rows, *, names=("Eastmere",), dimensions=(), documents=()):
    return {
        **{table.name: table.empty() for table in RELEASE_TABLES},
        "culture_series": CULTURE_SERIES.from_rows(rows),
        "partnerships": PARTNERSHIPS.from_rows(partnership_rows(list(names))),
        "dimensions": DIMENSIONS.from_rows(dimensions),
        "documents": DOCUMENTS.from_rows(documents),
    }


RELEASES = {
    "one partnership": {"n_partnerships": 1},
    "three partnerships": {"n_partnerships": 3},
    "twelve partnerships": {"n_partnerships": 12, "n_dimensions": 2},
    "one year": {"years": range(4, 5)},
    "years before close": {"years": range(-6, 1)},
    "a long life": {"years": range(-3, 26), "n_dimensions": 2},
}


@pytest.fixture(scope="module", params=RELEASES.values(), ids=RELEASES)
def page(request) -> str:
    return render(make_release(**request.param))


def test_tags_nest_and_every_link_inside_the_page_has_its_target(page):
    outline = Outline(page)
    assert outline.open == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_every_chart_is_well_formed_and_named_and_holds_only_numbers(page):
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    drawn = [ET.fromstring(chart) for chart in charts]  # noqa: S314
    assert sum(svg.get("role") == "img" for svg in drawn) >= 3
    for svg in drawn:
        assert svg.get("aria-hidden") == "true" or [child.tag for child in svg][:2] == ["title", "desc"]
        for element in svg.iter():
            coordinates = " ".join(element.get(name, "") for name in ("d", "x", "y", "width", "height", "viewBox"))
            assert not re.search(r"nan|inf|None|e[+-]?\d", coordinates)
            assert "--" not in coordinates


def test_the_page_asks_nothing_of_any_network_and_runs_nothing(page):
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script|<link|<img|<iframe|javascript:", page)
    assert "default-src 'none'" in page


def test_the_page_never_speaks_of_effects(page):
    assert not re.search(r"\b(effect|caused|because of|leads to|due to|impact)\b", page, re.IGNORECASE)


def test_no_python_value_shows_through(page):
    text = " ".join(Outline(page).text)
    assert not re.search(r"\b(None|nan|True|False|Undefined)\b", text)


def test_the_same_release_gives_the_same_bytes_in_every_process():
    program = (
        "import hashlib, synthetic_release as s; from liftmine.report.page import render_report;"
        "page = render_report(s.make_release(3, 3), s.MANIFEST, study_name='demo', partner_type_labels=s.LABELS, events={});"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_hostile_names_are_text_and_not_markup():
    hostile = "<script>alert(1)</script>\"'&"
    rows = [cell(p, kind, "lexicon_share", "risk", year) for p in ("p00", "p01") for kind in TYPES for year in range(1, 5)]
    documents = [{**row, "source_path": hostile} for row in document_rows(3, 1)]
    tables = small_release(
        rows, names=[hostile, hostile], dimensions=[dimension_row("risk", framework=hostile, definition=hostile)], documents=documents
    )
    page = render(
        tables, study_name=hostile, manifest={**MANIFEST, "release_id": hostile}, partner_type_labels={**LABELS, "public": hostile}
    )
    assert "<script" not in page
    outline = Outline(page)
    assert "script" not in outline.tags
    assert any(hostile in text for text in outline.text)


def test_a_dimension_without_a_value_is_named_in_one_line_and_not_drawn():
    rows = [cell("p00", kind, "lexicon_share", "risk", year) for kind in TYPES for year in (1, 2)]
    rows += [cell("p00", kind, "lexicon_share", "clan_spirit", year, **WITHHELD) for kind in TYPES for year in (1, 2)]
    rows += [cell("p00", "unknown", "lexicon_share", "clan_spirit", year) for year in (1, 2)]
    page = render(small_release(rows, dimensions=[dimension_row("risk"), dimension_row("clan_spirit"), dimension_row("never_scored")]))
    assert "No value can be published yet for: Clan spirit, Never scored." in page
    assert 'id="dimension-clan-spirit"' not in page
    assert 'id="dimension-risk"' in page


def test_the_table_under_a_chart_says_value_interval_and_count_or_why_there_is_none():
    rows = [
        cell("p00", "public", "voice_share", "all", 1, value=0.126, ci_low=0.1, ci_high=0.1555, n_documents=12),
        cell("p00", "public", "voice_share", "all", 2, **WITHHELD),
        cell("p00", "private", "voice_share", "all", 1, **NO_DOCUMENTS),
        cell("p00", "private", "voice_share", "all", 2, is_period_complete=False),
        cell("p00", "collective", "voice_share", "all", 2, value=0.5, ci_low=None, ci_high=None, kinds_missing=None),
    ]
    page = render(small_release(rows))
    assert '<tr><th scope="row">1<td>12.6 [10.0 to 15.6] (12)<td>–<td>–' in page
    assert '<tr><th scope="row">2 (not ended)<td>withheld¹<td>10.0 [5.0 to 15.0] (10)<td>50.0† (10)' in page
    assert "¹ withheld: too few documents; † with every kind of document." in page


def test_collective_and_unknown_stand_in_the_table_and_not_in_the_chart():
    rows = [cell("p00", kind, "tone", "all", year) for kind in ("public", "collective", "unknown", "all") for year in (1, 2)]
    page = render(small_release(rows))
    assert '<th scope="col">collective</th><th scope="col">unknown</th>' in page
    (chart,) = re.findall(r"<svg viewBox.*?</svg>", page, re.DOTALL)
    assert "collective" not in chart
    assert "unknown" not in chart


def test_a_single_partnership_is_not_drawn_twice_and_several_follow_their_pooled_panel():
    rows = [cell(p, "public", "tone", "all", year) for p in ("all", "p00", "p01") for year in (1, 2)]
    assert render(small_release([row for row in rows if row["partnership_id"] != "p01"])).count("<svg viewBox") == 1
    page = render(small_release(rows, names=["Eastmere", "Ashcombe"]))
    assert re.findall(r'<p class="name">(.*?)</p>', page) == ["All partnerships", "Eastmere", "Ashcombe"]


def test_a_pooled_panel_without_values_gives_way_to_counts_over_partnerships():
    rows = [cell(p, "public", "tone", "all", year) for p in ("p00", "p01") for year in (1, 2, 3)]
    rows += [cell("all", "public", "tone", "all", year, **WITHHELD) for year in (1, 2, 3)]
    trends = [change(partnership_id=p, measure="tone", dimension="all", unit="score_per_year") for p in ("p00", "p01")]
    page = render(small_release(rows, names=["Eastmere", "Ashcombe"]) | {"changes": changes(*trends)})
    assert "Tone: rises for public in 2 of 2 partnerships" in page
    assert "All partnerships" not in page


def test_other_kinds_and_measures_do_not_reach_the_charts():
    rows = [cell("p00", "public", "tone", "all", 1), cell("p00", "public", "tone", "all", 1, document_kind="interview", value=0.9)]
    rows += [cell("p00", "public", "tone_intensity", "all", year) for year in (1, 2)]
    page = render(small_release(rows))
    assert page.count("<figure") == 1
    assert "0.90" not in page


def test_what_could_not_be_read_comes_first_with_its_remedy_and_every_file_is_listed():
    documents = document_rows(60, 3)
    page = render(small_release([], documents=documents))
    reasons = {row["reason_code"] for row in documents} - {None}
    assert len(reasons) >= 2
    for reason in reasons:
        assert page.index(Reason(reason).remedy) < page.index("All 60 files")
    assert all(f'<th scope="row">{row["document_id"]}' in page for row in documents)
    assert "60 files seen: " in page
    assert page.count("interview, path withheld") >= sum(row["kind"] == "interview" for row in documents)


def test_an_interview_is_never_named_by_its_path():
    documents = [{**document_rows(1, 1)[0], "status": "quarantined", "reason_code": "NO_CONSENT"}]
    page = render(small_release([], documents=documents))
    assert "interview, path withheld (d0000a7c3)" in page


def test_a_study_without_any_document_still_has_a_page():
    page = render({table.name: table.empty() for table in RELEASE_TABLES})
    assert Outline(page).open == []
    assert "<figure" not in page
    assert "0 files seen" in page


def test_a_large_release_stays_a_page_that_can_be_sent_round():
    page = render(make_release(n_partnerships=3, n_dimensions=28, years=range(1, 13), n_documents=530))
    assert len(page.encode()) < 1_000_000


def test_a_page_of_many_partnerships_stays_below_two_megabytes_and_points_to_the_numbers_it_leaves_out():
    page = render(make_release(n_partnerships=12, n_dimensions=28, years=range(1, 13), n_documents=530))
    assert len(page.encode()) < 2_000_000
    assert page.count("The numbers of each partnership stand in culture_series.xlsx.") == page.count("<figure")
    assert page.count('<table class="values">') == page.count("<figure")  # that of all partnerships together


def test_control_topics_come_last_under_a_heading_of_their_own():
    rows = [cell("p00", kind, "lexicon_share", name, year) for name in ("estate", "risk") for kind in TYPES for year in (1, 2)]
    page = render(small_release(rows, dimensions=[dimension_row("estate", framework="Control topics"), dimension_row("risk")]))
    assert '<h2 id="framework-control-topics">Control topics</h2>' in page
    assert page.index('id="dimension-risk"') < page.index('id="framework-control-topics"') < page.index('id="dimension-estate"')
    assert page.index('href="#dimension-risk"') < page.index('href="#dimension-estate"')


FLAGS = {
    "is_thin": "fewer than 5 documents",
    "is_partial": "a part of the year only",
    "is_recording_break": "no line crosses it",
    "is_composition_change": "other partnerships are in it",
}


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_of_the_table_is_drawn_and_explained_once_and_only_where_it_occurs(flag):
    rows = [cell("p00", kind, measure, "all", year) for measure in ("tone", "voice_share") for kind in TYPES for year in range(1, 5)]
    flagged = [{**row, flag: row["partnership_year"] == 3} for row in rows]
    key, without = (
        re.search(r'<figcaption class="key".*?</figcaption>', render(small_release(each)), re.DOTALL)[0] for each in (flagged, rows)
    )
    assert FLAGS[flag] in key
    assert FLAGS[flag] not in without
    assert render(small_release(flagged)).count(FLAGS[flag]) == 1
    charts = [re.findall(r"<svg viewBox.*?</svg>", render(small_release(each)), re.DOTALL) for each in (flagged, rows)]
    assert all(one != other for one, other in zip(*charts, strict=True))


def test_the_table_under_a_chart_marks_the_year_of_a_break_a_part_of_a_year_and_other_partnerships():
    rows = [
        cell("p00", "public", "tone", "all", 1, is_partial=True),
        cell("p00", "public", "tone", "all", 2, is_recording_break=True, is_partial=True),
        cell("p00", "public", "tone", "all", 3, is_composition_change=True),
    ]
    page = render(small_release(rows))
    assert '<th scope="row">1 (part of it)<td>' in page
    assert '<th scope="row">2 (part of it, ⚑)<td>' in page
    assert '<th scope="row">3<td>0.10‡ [0.05 to 0.15] (10)' in page
    assert "‡ other partnerships than in the year before; ⚑ from this year the minutes are kept differently." in page


def test_a_finding_across_a_break_of_recording_is_flagged_wherever_it_is_told():
    rows = [cell("p00", "public", "lexicon_share", "risk", year, is_recording_break=year == 3) for year in range(1, 6)]
    trend = change(partnership_id="p00", dimension="risk", note="recording_break_in_year_3; one partnership: its own years only")
    page = render(small_release(rows, dimensions=[dimension_row("risk")]) | {"changes": changes(trend)})
    told = re.findall(r"▲⚑ rises<|rises for public \(⚑|rises by 2.00 points a year ⚑ year 3<", page)
    assert len(told) == page.count("rises") == 3  # at a glance, in the title, in the list
    assert "⚑ Across a year from which the minutes are kept differently" in page
    assert "From year 3 the minutes are kept differently." in page  # for those who cannot see the rule


def test_scans_that_were_read_are_counted_beside_what_they_may_do():
    documents = [{**row, "text_origin": "ocr"} for row in document_rows(9, 3) if row["status"] == "ok"]
    assert f"{len(documents)} scans were read by OCR, which mistakes some letters." in render(small_release([], documents=documents))
    assert "OCR" not in render(small_release([], documents=document_rows(9, 3))).replace(Reason.NO_TEXT_LAYER.remedy, "")


def test_a_year_that_mixes_the_kinds_otherwise_has_a_dagger_on_the_axis_and_in_the_key():
    rows = [cell("p00", kind, "tone", "all", year) for kind in TYPES for year in range(1, 5)]
    other = [{**row, "kinds_missing": None if row["partnership_year"] == 3 else "interview"} for row in rows]
    assert "†</tspan>" not in render(small_release(rows))
    page = render(small_release(other))
    (chart,) = re.findall(r"<svg viewBox.*?</svg>", page, re.DOTALL)
    assert chart.count("†</tspan>") == 1
    assert page.count("other kinds of document than most on this page") == 1
