"""How often things are looked at: counted, never timed."""

import importlib
import pkgutil

from attribution_papers import make_paper
from attribution_readings import minutes

import liftmine.attribution
from liftmine.attribution.attendance.acts_of_presence import hear_absentees
from liftmine.attribution.mentions import Mention, find_mentions
from liftmine.attribution.minutes.frames import NARRATION, Sentence
from liftmine.attribution.minutes.second_voices import find_boundaries
from liftmine.attribution.model import Attendee, Found, Party, Status
from liftmine.attribution.targets import find_targets, join_types


class Counted(list):
    """A list that knows how often one of its members was looked at."""

    looks = 0

    def __getitem__(self, place):
        self.looks += 1
        return super().__getitem__(place)


def _sentences(text, size):
    return [Sentence(start, start + size, NARRATION, True, start) for start in range(0, len(text), size)]


def test_a_mention_is_looked_at_by_its_own_sentence_and_the_one_before_only():
    sentence = "The pump of Harrowgate was new. "
    text = sentence * 400
    mentions = Counted(Mention(start + 12, start + 22, "private", is_house=True) for start in range(0, len(text), len(sentence)))
    assert [*map(join_types, find_targets(text, _sentences(text, len(sentence)), mentions))] == ["private"] * 400
    assert mentions.looks <= 2 * 400


def test_sentences_that_name_nobody_look_at_no_mention():
    sentence = "The pump of the house was new.. "
    text = sentence * 400
    mentions = Counted([Mention(len(text) - 1, len(text), "private", is_house=True)])
    assert not any(find_targets(text, _sentences(text, len(sentence))[:-1], mentions))
    assert mentions.looks == 0


def test_a_sentence_without_end_looks_at_each_mention_a_few_times_only():
    looks = []

    class Looked(Mention):
        def __getattribute__(self, name):
            looks.append(name)
            return super().__getattribute__(name)

    piece, count = "The PCT said that they and its partner and his company met. ", 2_000
    text = piece * count
    mentions = [Looked(start + 4, start + 7, "public", is_house=True) for start in range(0, len(text), len(piece))]
    assert [*map(join_types, find_targets(text, [Sentence(0, len(text), NARRATION, True, 0)], mentions))] == ["private;public"]
    assert len(looks) < 60 * count  # of each pronoun the twelve steps of a search by halves, not all that stands before


def test_every_cache_of_the_room_is_bounded():
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(liftmine.attribution.__path__, "liftmine.attribution.")]
    caches = {value for module in modules for value in vars(module).values() if hasattr(value, "cache_parameters")}
    assert len(caches) > 20
    assert [cache.__qualname__ for cache in caches if cache.cache_parameters()["maxsize"] is None] == []


def test_a_name_broken_between_lines_is_found_at_its_place_in_the_text():
    partnership = make_paper().partnership
    found = Found(Party.PERSON, "list", 0.9, "P1", partner_type="private")
    text = "Then   Petra     Lund and Petra Lund's  son."
    mentions = find_mentions(text, [("Petra Lund", found)], partnership)
    assert [text[m.start : m.end] for m in mentions] == ["Petra     Lund", "Petra Lund"]


def test_of_names_inside_each_other_the_longest_is_meant():
    partnership = make_paper().partnership
    house = Found(Party.ORGANISATION, "organisation", 0.9, organisation_id="x", partner_type="private")
    person = Found(Party.PERSON, "list", 0.9, "P1", partner_type="public")
    names = [("Ash", person), ("Ash Vale", house), ("Director Ash", person)]
    text = "Director Ash met Ash Vale and Ash."
    assert [text[m.start : m.end] for m in find_mentions(text, names, partnership)] == ["Director Ash", "Ash Vale", "Ash"]


def test_boundaries_stand_in_order_and_once():
    text = "AB said so; CD agreed, and the members concurred while EF left: members waited, to which GH replied 4% Director Ray too."
    boundaries = find_boundaries(text)
    assert boundaries == sorted(set(boundaries))
    heads = ["CD", "the members", "EF", "members", "GH", "Director"]
    assert [text[place:].startswith(head) for place, head in zip(boundaries, heads, strict=True)] == [True] * 6


def test_a_surname_inside_a_longer_word_moves_nothing():
    absent = (Attendee("Ann Ash", "P1", Status.ABSENT),)
    assert hear_absentees(absent, "Director McAsh moved the motion. Ashby seconded it.")[0].status is Status.ABSENT
    assert hear_absentees(absent, "It was seconded by Vice Chair Ash.")[0].status is Status.PRESENT
    assert hear_absentees(absent, "Ash then moved the motion.")[0].status is Status.PRESENT


def test_capitals_without_end_are_read():
    rows = minutes("IV said that " + "NORTH WEST RIVER " * 3_000 + ".")
    assert rows[-1].is_content
