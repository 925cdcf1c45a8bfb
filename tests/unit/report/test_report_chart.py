"""One panel: what is drawn, and what must not be."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from liftmine.report.cells import Cell, Lines
from liftmine.report.chart import Frame, draw_panel, format_value
from liftmine.report.marks import Step, draw_dot_key, marker

LABELS = {"public": "public", "private": "private", "joint": "joint", "national": "national"}


def make_cell(year: int, value: float | None = 10.0, **changes: object) -> Cell:
    ends = (None, None) if value is None else (value - 2, value + 2)
    return Cell(year, value, *ends, 8, True, False, None, None)._replace(**changes)


def draw(lines: Lines, *, years: tuple[int, int] = (1, 8), labels: dict[str, str] | None = None, **steps: Step) -> ET.Element:
    frame = Frame(400, 230, years, [0.0, 10.0, 20.0], True, 12, labels or LABELS, has_rules=True, has_steps=True)
    texts = {"title": "Risk: Eastmere", "description": "In words", "anchor": "financial close", "rule": "kept differently from here"}
    return ET.fromstring(draw_panel(lines, frame, **texts, steps=steps))  # noqa: S314


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


def test_a_year_covered_for_less_than_six_months_is_hollow_too():
    assert len(paths(draw({"public": [make_cell(1, is_partial=True), make_cell(2)]}), "hollow")) == 1


def test_what_rests_on_little_is_faint_and_the_rest_is_not():
    svg = draw({"public": [make_cell(1), make_cell(2, is_thin=True), make_cell(3, is_thin=True, is_complete=False)]})
    forms = {path.get("class"): path.get("d", "").count("M") for path in svg.iter("path")}
    assert (forms["dot c0"], forms["dot thin c0"], forms["hollow thin c0"]) == (2, 1, 1)  # the first year and the label


def crossings(svg: ET.Element, at: float) -> int:
    """How many lines, bands and leaders go from the left of `at` to the right of it (dashes beside labels, with an `h`, do not)."""
    pieces = [
        piece for name in ("line", "band", "leader") for path in paths(svg, name) for piece in path.split("M")[1:] if "h" not in piece
    ]
    reaches = [[float(number) for number in re.findall(r"-?[\d.]+", piece)[::2]] for piece in pieces]
    return sum(min(reach) < at < max(reach) for reach in reaches)


def test_no_line_no_band_and_no_leader_crosses_a_break_of_recording():
    svg = draw({"public": [make_cell(year, is_break=year == 4) for year in range(1, 7)], "joint": [make_cell(1), make_cell(2)]})
    (rule,) = paths(svg, "rule")
    at = float(re.match(r"M([\d.]+)", rule)[1])
    assert crossings(svg, at) == 0
    assert crossings(svg, at + 20) > 0  # lines do go on behind it
    assert [text.text for text in svg.iter("text") if text.get("class") == "said"] == ["kept differently from here"]


def test_a_break_of_recording_is_drawn_where_its_first_year_is_withheld():
    svg = draw({"public": [make_cell(1), make_cell(2, None, is_suppressed=True, is_break=True)]})
    assert len(paths(svg, "rule")) == 1


def test_words_over_a_rule_at_the_edge_stay_over_the_plot():
    svg = draw({"public": [make_cell(year, is_break=year == 8) for year in range(1, 9)]})
    (words,) = [text for text in svg.iter("text") if text.get("class") == "said"]
    assert float(words.get("x", "nan")) < float(re.match(r"M([\d.]+)", paths(svg, "rule")[0])[1])


def test_a_steady_record_has_no_rule():
    assert paths(draw({"public": [make_cell(1), make_cell(2)]}), "rule") == []


def test_a_line_is_dotted_where_other_partnerships_come_in():
    svg = draw({"public": [make_cell(year, is_recomposed=year == 3) for year in range(1, 6)]})
    steady, dotted = (path.get("d", "") for path in svg.iter("path") if (path.get("class") or "").startswith("line"))
    assert [piece.count(" ") for piece in dotted.split("M")[1:]] == [3]  # from year 2 to 3
    assert [len(piece.split()) for piece in steady.split("M")[1:3]] == [4, 6]  # years 1 to 2, and 3 to 5


def test_a_clear_step_is_marked_between_two_years_with_the_years_in_which_it_may_be():
    lines: Lines = {"public": [make_cell(year) for year in range(1, 9)]}
    (sure,), (unsure,) = (paths(draw(lines, public=step), "step") for step in (Step(5, 5, 5), Step(5, 4, 7)))
    assert "H" not in sure
    assert unsure.endswith(sure)
    low, high = (float(number) for number in re.match(r"M([\d.]+) [\d.]+H([\d.]+)", unsure).groups())
    assert low < float(re.match(r"M([\d.]+)", sure)[1]) + 4 < high
    assert paths(draw(lines), "step") == []


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
    text = draw_panel({"public": [make_cell(1)]}, frame, title="<script>", description='"&', anchor="<i>", rule="")
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
