"""Laws of attribution: turns cover every character of a text once and in order, sentences stand inside their turn."""

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "unit" / "attribution"))

from attribution_papers import make_blocks
from attribution_readings import attribution_of

from liftmine.attribution.minutes.frames import UNLISTED
from liftmine.attribution.structure.parts import read_parts

VOCABULARY = """
    Petra Lund Ida Voss PL IV Director Mr The Board Chair PCT Harrowgate It He She They was were said asked agreed noted
    reported that and , ; : – • the lift by Interviewer: Q: A: Finch: (sworn) [00:01] I you we AGREED There discussion
    motion seconded 1. 4.2 members staff Committee from of
"""
WORDS = st.sampled_from(VOCABULARY.split())
GAPS = st.sampled_from([" ", " ", " ", " ", ". ", "? ", "\n", "\n\n", "\t", "  "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=60).map(lambda pairs: "".join(word + gap for word, gap in pairs).strip())
KINDS = st.sampled_from(["board_minutes", "interview", "background"])
MODES = {"verbatim", "reported", "collective", "none"}


@settings(max_examples=150, deadline=None)
@given(TEXTS, KINDS)
def test_turns_partition_the_text_and_sentences_stand_in_them(text, kind):
    result = attribution_of(text, kind=kind, stated_date=date(2007, 5, 3))
    turns, sentences = result.turns.to_pylist(), result.sentences.to_pylist()
    if result.facts["reason_code"][0].is_valid or not text:
        assert not turns
        assert not sentences
        return
    assert turns[0]["char_start"] == 0
    assert turns[-1]["char_end"] == len(text)
    assert all(a["char_end"] == b["char_start"] for a, b in pairwise(turns))
    assert all(turn["char_start"] < turn["char_end"] and turn["voice_mode"] in MODES for turn in turns)
    assert all((turn["partner_type"] is None) == (turn["voice_mode"] == "none") for turn in turns)
    for sentence in sentences:
        turn = turns[sentence["turn_no"]]
        assert turn["char_start"] <= sentence["char_start"] < sentence["char_end"] <= turn["char_end"]
    assert all(a["char_end"] <= b["char_start"] for a, b in pairwise(sentences))


@settings(max_examples=60, deadline=None)
@given(TEXTS, KINDS)
def test_no_letter_is_lost_but_those_of_lists_and_title_pages(text, kind):
    result = attribution_of(text, kind=kind, stated_date=date(2007, 5, 3))
    if result.sentences.num_rows and result.facts["layout"].to_pylist() == ["minutes"]:
        parts = read_parts(text, make_blocks(text))
        unlisted = {place for part in parts if part.kind in UNLISTED for place in range(part.char_start, part.char_end)}
        rows = result.sentences.to_pylist()
        listed = [row for row in rows if row["char_start"] not in unlisted]
        inside = "".join(text[row["char_start"] : row["char_end"]] for row in listed)
        measured = "".join(text[part.char_start : part.char_end] for part in parts if part.kind not in UNLISTED)
        assert "".join(inside.split()) == "".join(measured.split())
        assert all(row["is_content"] for row in rows if row["char_start"] in unlisted)
