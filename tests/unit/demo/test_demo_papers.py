"""The demo's generator: what it writes stands in data_raw, is the same everywhere, and is what was planned."""

import csv
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise, product
from random import Random

import pytest

from demo.filling import tidy
from demo.minutes import write_minutes
from demo.papers import DATA_RAW, HAND_WRITTEN, make_papers, write_papers
from demo.passages import BankError, load_families, load_themes
from demo.plan import Planner, meeting_days
from demo.stances import Place, assign
from demo.trajectories import OTHER, PLANTED_SIDES, YEARS, shares
from demo.world import ROOT, load_worlds

DIGEST = (
    "import hashlib; from demo.papers import make_papers; "
    "print(hashlib.sha256(b''.join(k.encode() + v for k, v in sorted(make_papers().files.items()))).hexdigest())"
)
FAMILY = """
family: gardens
headings: ["Gardens of {site}"]
openers: [{by: none, text: "The Board looked at the gardens."}]
replies: [REPLY]
closings: [{by: collective, text: "It was agreed to go on gardening.", action: joint}]
"""


@pytest.fixture(scope="module")
def papers():
    return make_papers()


def refusal_of(tmp_path, reply):
    (tmp_path / "gardens.yaml").write_text(FAMILY.replace("REPLY", reply), encoding="utf-8")
    with pytest.raises(BankError) as refused:
        load_families(tmp_path)
    return str(refused.value)


def test_data_raw_holds_what_the_generator_writes_byte_for_byte(papers):
    there = {file.relative_to(DATA_RAW).as_posix(): file.read_bytes() for file in DATA_RAW.rglob("*") if file.is_file()}
    by_hand = {path: there.pop(path) for path in HAND_WRITTEN}
    assert sorted(there) == sorted(papers.files)
    assert [path for path, content in papers.files.items() if there[path] != content] == []
    assert all(by_hand.values())


def test_the_bytes_do_not_depend_on_the_hash_seed():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_writing_removes_what_an_earlier_run_left_and_spares_what_was_written_by_hand(tmp_path):
    for name in ("stourvale/board_minutes/1999-01-01_old.txt", HAND_WRITTEN[1]):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("old", encoding="utf-8")
    written = write_papers(tmp_path)
    left = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert left == {*written.files, HAND_WRITTEN[1]}


def test_no_passage_stands_twice_in_one_paper(papers):
    repeated = {path: [text for text, n in Counter(texts).items() if n > 1] for path, texts in papers.passages.items()}
    assert {path: texts for path, texts in repeated.items() if texts} == {}
    assert min(map(len, papers.passages.values())) > 10


def test_the_stances_taken_in_minutes_are_those_of_the_truth_table(papers):
    with (DATA_RAW / "trajectories.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    taken = Counter({key[:1] + key[2:]: n for key, n in papers.told.items() if key[1] == "board_minutes"})
    totals: Counter[tuple[str, str, int]] = Counter()
    for (partnership, side, year, _), n in taken.items():
        totals[partnership, side, year] += n
    for row in rows:
        place = row["partnership_id"], row["partner_type"], int(row["partnership_year"])
        wanted = float(row["share"]) * totals[place]
        assert abs(taken[*place, row["stance"]] - wanted) <= 1, row
    assert len(rows) == 3 * len(PLANTED_SIDES) * 9 * len(YEARS)


def test_shares_leave_room_for_neutral_words():
    everywhere = product(("northbridge", "eastmere", "stourvale"), PLANTED_SIDES, YEARS)
    assert max(sum(shares(*place).values()) for place in everywhere) < 0.85


def test_world_and_study_name_the_same_people():
    for world in load_worlds():
        assert {person.name for person in world.partnership.people} == set(world.more["titles"])


def test_initials_and_roles_are_nobody_elses_on_the_day_of_a_meeting():
    for world in load_worlds():
        for day in meeting_days(world):
            people = (*world.people(day), *world.deputies(day))
            assert len({person.initials for person in people}) == len({person.role for person in people}) == len(people)
            assert {world.chair(day), world.secretary(day)[0]} <= {person.name for person in people}


def test_every_year_has_three_meetings_or_more():
    for world in load_worlds():
        assert min(Counter(world.year(day) for day in meeting_days(world)).values()) >= 3


def test_who_is_away_is_not_heard():
    """In Eastmere people are known by their initials, which stand before a verb of saying where they speak."""
    world = load_worlds()[1]
    families = load_families()
    for plan in list(Planner(world, families, Random(3)).plan())[:8]:
        minutes = write_minutes(world, plan, Random(4))
        away = {row.person.initials for row in minutes.attendance if row.status == "Apologies"}
        words = " ".join(paragraph.text for item in minutes.items for paragraph in item.paragraphs).split()
        heard = {first for first, second in pairwise(words) if second in ("said", "reported", "asked", "noted")}
        assert heard & {row.person.initials for row in minutes.attendance}
        assert not heard & away


def test_papers_hold_no_open_slot_and_no_double_article(papers):
    texts = [content.decode() for path, content in papers.files.items() if path.endswith((".txt", ".vtt"))]
    assert not [text for text in texts for mark in ("{", "[[", " the the ", " a a ") if mark in text]
    assert len(texts) > 40


def test_articles_fit_the_numbers_behind_them():
    assert (
        tidy("a 8 per cent rise, an 9 per cent rise, a £18,400 bill, The the Council")
        == "an 8 per cent rise, a 9 per cent rise, an £18,400 bill, The Council"
    )


def test_stances_are_given_by_quota_where_the_bank_allows_it():
    family = load_families()[0]
    bank = [passage for passage in family.replies if passage.by == "public"]
    places = [Place(paper, 0, "public", bank) for paper in range(40)]
    assign(places, {"risk": 0.25, OTHER: 0.1}, Random(1))
    assert Counter(place.stance for place in places) == {"risk": 10, OTHER: 4, "neutral": 26}


def test_an_unknown_slot_is_refused(tmp_path):
    message = refusal_of(tmp_path, '{by: public, stance: neutral, text: "{public} liked {shed}."}')
    assert "gardens.yaml: replies" in message
    assert "{shed}" in message


def test_words_of_a_side_need_their_speaker(tmp_path):
    assert "{public}" in refusal_of(tmp_path, '{by: public, stance: neutral, text: "The roses were praised."}')


def test_an_unknown_stance_is_refused(tmp_path):
    assert "'rosy'" in refusal_of(tmp_path, '{by: public, stance: rosy, text: "{public} liked roses."}')


def test_a_bracket_left_open_is_refused(tmp_path):
    assert "not closed" in refusal_of(tmp_path, '{by: public, stance: neutral, text: "{public} liked [[roses|tulips."}')


def test_every_theme_has_answers_of_both_sides():
    for theme in load_themes():
        assert {"public", "private"} <= {answer.by for answer in theme.answers}
