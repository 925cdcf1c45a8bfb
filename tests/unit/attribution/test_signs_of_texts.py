"""Plain letters are only a shorter way to what patterns find by themselves."""

import re

from hypothesis import given
from hypothesis import strategies as st

from liftmine.attribution.dates.odd_forms import find_odd_forms
from liftmine.attribution.meetings.hours import read_hours
from liftmine.attribution.model import Part, PartKind
from liftmine.attribution.signs import find_sign, parts_with, search_near

letters = st.text(alphabet="abA \n", max_size=60)


@given(letters)
def test_a_sign_is_found_wherever_the_text_goes_on_with_it(text: str) -> None:
    assert find_sign(text, "aa") == [at for at in range(len(text)) if text.startswith("aa", at)]


@given(st.lists(letters, max_size=6))
def test_parts_hold_a_sign_only_where_all_of_it_stands_in_them(contents: list[str]) -> None:
    parts, start = [], 0
    for number, content in enumerate(contents):
        parts.append(Part(number, PartKind.BODY, None, start, start + len(content)))
        start += len(content)
    holding = [number for number, content in enumerate(contents) if "ab" in content or "AA" in content]
    assert parts_with("".join(contents), parts, ("ab", "AA")) == holding


@given(letters)
def test_around_its_signs_a_pattern_finds_what_it_finds_in_the_whole_text(text: str) -> None:
    pattern = re.compile(r"b ?a", re.IGNORECASE)
    near = [match.span() for match in search_near(text, ("b",), pattern, 3, 3)]
    assert near == [match.span() for match in pattern.finditer(text)]


def test_a_year_whose_figures_stand_apart_is_still_read() -> None:
    text = "Notes of the panel\n2  7 th  J u n e  2  0  0 6\nFernhall"
    assert [found[:3] for found in find_odd_forms(text)] == [(2006, 6, 27)]


def test_the_last_of_several_closings_ends_the_meeting() -> None:
    text = "The session was adjourned at 3.05 pm for tea.\nThere being no more to do, the chair closed the meeting at 4.40 pm."
    assert read_hours("", text).end == "16:40"
