"""Texts that are almost the same, and texts that only look it."""

import random
import re
import subprocess
import sys

import pytest

from liftmine.reading.near_duplicates import NEAR, find_near_duplicates, overlap, read_sketch, similarity, sketch_text

FORM = (
    "Minutes of the meeting held on {day} at 2.00 pm in the Old Library. Present: Ann Ash, Ben Birch. Apologies were received from {who}. "
    "The minutes were accepted as a true and accurate record. {talk} There was no other business. The meeting closed at {hour}."
)
NOUNS = [
    "roof",
    "clinic",
    "lease",
    "budget",
    "surgery",
    "lift",
    "heating",
    "tender",
    "planner",
    "architect",
    "rent",
    "survey",
    "garden",
    "car",
    "park",
    "door",
    "window",
    "staff",
    "patient",
]
VERBS = ["asked about", "reported on", "was content with", "had doubts about", "welcomed", "questioned", "explained"]


def talk(seed, n_sentences=40):
    chance = random.Random(seed)
    return [
        f"Member {chance.randrange(9)} {chance.choice(VERBS)} the {chance.choice(NOUNS)} and the {chance.choice(NOUNS)} of house "
        f"{chance.randrange(99)}."
        for _ in range(n_sentences)
    ]


def form(seed, day="3 May 2011", who="Sam Pugh", hour="4 pm", sentences=None):
    return FORM.format(day=day, who=who, hour=hour, talk=" ".join(sentences if sentences is not None else talk(seed)))


def sketch(text):
    return read_sketch(sketch_text(text)[0])


def jaccard(one, other):
    runs = [{*zip(*(re.findall(r"\w+", text.lower())[start:] for start in range(3)), strict=False)} for text in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


SAID = talk(1)
PAPER = form(1)
CASES = [
    ("the same text", PAPER, True),
    ("other line breaks, spaces and hyphens", PAPER.replace(" ", "\n", 40).replace("library", "li-\nbrary"), True),
    ("capitals", PAPER.upper(), True),
    ("three words mended", PAPER.replace("Ash", "Ashe").replace("Old Library", "old library").replace("4 pm", "5 pm"), True),
    ("two sentences added", form(1, sentences=[*SAID, *talk(2, 2)]), True),
    ("two sentences reworded", form(1, sentences=[*SAID[:38], *talk(2, 2)]), True),
    ("one page of two left out", form(1, sentences=SAID[:20]), False),
    ("the next meeting on the same form", form(3, day="7 June 2011", who="Ann Ash", hour="5 pm"), False),
    ("another meeting of the same day", form(4), False),
    ("the next meeting, seven sentences of forty new", form(1, day="7 June 2011", hour="5 pm", sentences=[*SAID[:33], *talk(8, 7)]), False),
    ("half of it quoted", form(5, sentences=[*SAID[:20], *talk(6, 20)]), False),
]


@pytest.mark.parametrize(("what", "text", "is_near"), CASES, ids=[case[0] for case in CASES])
def test_the_threshold_tells_a_second_copy_from_a_second_meeting(what, text, is_near):
    assert (similarity(sketch(PAPER), sketch(text)) >= NEAR) is is_near
    assert find_near_duplicates({"a": sketch(PAPER), "b": sketch(text)}) == ({"b": "a"} if is_near else {})


@pytest.mark.parametrize("n_changed", [0, 2, 6, 12, 25])
def test_equal_bins_estimate_the_jaccard_similarity(n_changed):
    other = form(1, sentences=[*SAID[n_changed:], *talk(7, n_changed)])
    assert similarity(sketch(PAPER), sketch(other)) == pytest.approx(jaccard(PAPER, other), abs=0.09)


def test_the_overlap_of_a_part_with_the_whole_is_near_one():
    part, whole = " ".join(SAID[:20]), " ".join(SAID)
    sizes = (sketch_text(part)[1], sketch_text(whole)[1])
    assert overlap(sketch(part), sketch(whole), sizes) > 0.85
    assert similarity(sketch(part), sketch(whole)) < 0.65


def test_a_text_of_a_few_words_has_no_sketch():
    assert sketch_text("Minutes of the Board") == (None, 2)
    assert sketch_text("") == (None, 0)
    assert sketch_text("⁂ … —") == (None, 0)


def test_each_is_said_to_be_like_the_earliest_and_the_order_is_the_callers():
    sketches = {name: sketch(text) for name, text in (("c", PAPER), ("a", PAPER.upper()), ("b", form(9)), ("d", PAPER + " Amen."))}
    assert find_near_duplicates(sketches) == {"a": "c", "d": "c"}
    assert find_near_duplicates(dict(reversed(sketches.items()))) == {"a": "d", "c": "d"}


def test_a_crowd_of_copies_is_linked_to_the_first_without_comparing_all_pairs():
    crowd = {f"{number:03}": sketch(f"{PAPER} Copy {number}.") for number in range(200)}
    assert find_near_duplicates(crowd) == dict.fromkeys(list(crowd)[1:], "000")


def test_another_process_makes_the_same_sketch():
    code = f"from liftmine.reading.near_duplicates import sketch_text; print(sketch_text({PAPER!r})[0])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env={"PYTHONHASHSEED": "7"})
    assert made.stdout.strip() == sketch_text(PAPER)[0]
