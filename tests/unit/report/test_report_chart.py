"""One panel: what is drawn, and what must not be."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from liftmine.report.cells import Cell, Lines
from liftmine.report.chart import Frame, draw_dot_key, draw_panel, format_value, marker

LABELS = {"public": "public", "private": "private", "joint": "joint", "national": "national"}


def make_cell(year: int, value: float | None = 10.0, **changes: object) -> Cell:
    ends = (None, None) if value is None else (value - 2, value + 2)
    return Cell(year, value, *ends, 8, True, False, None, None)._replace(**changes)


def draw(lines: Lines, *, years: tuple[int, int] = (1, 8), labels: dict[str, str] | None = None) -> ET.Element:
    frame = Frame(400, 230, years, [0.0, 10.0, 20.0], True, 12, labels or LABELS)
    return ET.fromstring(draw_panel(lines, frame, title="Risk: Eastmere", description="In words", anchor="financial close"))  # noqa: S314


def paths(svg: ET.Element, name: str) -> list[str]:
    return [path.get("d", "") for path in svg.iter("path") if path.get("class", "").split()[0] == name]


def test_a_line_breaks_at_a_missing_year():
    years = [1, 2, 4, 5, 6]
    svg = draw({"public": [make_cell(year) if year in years else make_cell(year, None, n_documents=0) for year in range(1, 7)]})
    (line,) = paths(svg, "line")
    first, second, swatch = line.split("M")[1:]
    assert len(first.split()) == 4  # two points
    assert len(second.split()) == 6  # three points
    assert "h" in swatch  # the dash beside the label
    (band,) = paths(svg, "band")
    assert band.count("M") == 2


def test_a_line_breaks_where_the_year_has_no_row_at_all():
    svg = draw({"public": [make_cell(1), make_cell(2), make_cell(5), make_cell(6)]})
    assert paths(svg, "line")[0].count("M") == 3


def test_a_lone_year_has_a_bar_and_a_marker_but_no_line():
    svg = draw({"public": [make_cell(3)]})
    assert paths(svg, "band") == []
    assert len(paths(svg, "bar")) == 1
    assert paths(svg, "line")[0].count("M") == 1  # the dash beside the label only
    assert paths(svg, "dot")[0].count("M") == 2


def test_a_withheld_year_gets_an_open_tick_on_the_axis_and_breaks_the_line():
    withheld = make_cell(3, None, is_suppressed=True, n_documents=2)
    svg = draw({"public": [make_cell(1), make_cell(2), withheld, make_cell(4), make_cell(5)]})
    assert paths(svg, "withheld")[0].count("M") == 1
    assert paths(svg, "line")[0].count("M") == 3
    assert paths(draw({"public": [make_cell(1), make_cell(2, None, n_documents=0)]}), "withheld") == []


def test_a_year_that_has_not_ended_is_hollow():
    svg = draw({"public": [make_cell(1), make_cell(2, is_complete=False)]})
    assert len(paths(svg, "hollow")) == 1
    assert paths(svg, "dot")[0].count("M") == 2  # the first year and the label


def test_a_value_without_an_interval_is_drawn_without_a_band():
    svg = draw({"public": [make_cell(1, low=None, high=None), make_cell(2, low=None, high=None)]})
    assert paths(svg, "band") == paths(svg, "bar") == []
    assert len(paths(svg, "line")) == 1


def test_every_line_is_named_in_the_margin_and_no_two_names_touch():
    svg = draw({kind: [make_cell(1), make_cell(2)] for kind in LABELS})
    labels = [text for text in svg.iter("text") if text.get("class") == "end"]
    assert sorted(text.text or "" for text in labels) == sorted(LABELS)
    heights = sorted(float(text.get("y", "nan")) for text in labels)
    assert all(below - above >= 13 for above, below in pairwise(heights))


def test_partner_types_differ_in_shape_as_well_as_in_colour():
    shapes = {re.sub(r"[\d.\s]+", "", marker(hue, 50, 50, 4)) for hue in range(4)}
    assert len(shapes) == 4


def test_a_fifth_partner_type_reuses_a_colour_with_a_dashed_line():
    labels = {**LABELS, "voluntary": "voluntary"}
    svg = draw({kind: [make_cell(1), make_cell(2)] for kind in labels}, labels=labels)
    classes = [path.get("class") for path in svg.iter("path")]
    assert "line c0" in classes
    assert "line c0 far" in classes


def test_the_start_of_year_one_is_marked_when_it_is_in_sight():
    cells: Lines = {"public": [make_cell(year) for year in range(-2, 4)]}
    assert len(paths(draw(cells, years=(-2, 3)), "anchor")) == 1
    assert paths(draw({"public": [make_cell(5)]}, years=(4, 6)), "anchor") == []


def test_an_empty_panel_has_axes_and_nothing_else():
    svg = draw({})
    assert len(paths(svg, "zero")) == 1
    assert paths(svg, "leader") == paths(svg, "line") == []


def test_a_chart_is_an_image_with_a_name_and_a_description():
    svg = draw({"public": [make_cell(1)]})
    assert svg.get("role") == "img"
    assert [child.tag for child in svg][:2] == ["title", "desc"]
    assert svg[0].text == "Risk: Eastmere"


def test_names_cannot_inject_markup():
    frame = Frame(400, 230, (1, 2), [0.0, 10.0], True, 12, {"public": "<b>&"})
    text = draw_panel({"public": [make_cell(1)]}, frame, title="<script>", description='"&', anchor="<i>")
    assert "<script>" not in text
    assert "<b>" not in text
    ET.fromstring(text)  # noqa: S314


def test_long_names_are_cut_behind_a_word():
    labels = {"public": "Primary care trusts and their successors"}
    svg = draw({"public": [make_cell(1)]}, labels=labels)
    assert [text.text for text in svg.iter("text") if text.get("class") == "end"] == ["Primary care trusts…"]


def test_the_key_of_sizes_shows_its_numbers():
    svg = ET.fromstring(draw_dot_key([3, 8, 20], 20))  # noqa: S314
    assert [text.text for text in svg.iter("text")] == ["3", "8", "20"]


@pytest.mark.parametrize(
    ("value", "is_share", "step", "text"),
    [
        (4.06, True, 0, "4.1"), (-0.125, False, 0, "−0.12"), (-0.001, False, 0, "0.00"), (20, True, 10, "20"),
        (0.5, True, 0.5, "0.5"), (0.05, True, 0.05, "0.05"), (-0.2, False, 0.2, "−0.2"), (1000, True, 1000, "1000"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_people(value: float, is_share: bool, step: float, text: str):
    assert format_value(value, is_share=is_share, step=step) == text
