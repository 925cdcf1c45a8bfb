import pytest

from liftmine.measures.topic_telling import WORDS, read_topics
from liftmine.tables.published import TOPICS


def rows(topic, version="topics-b", terms=("steel", "roof", "paint"), early=(0.2, 0.1, 0.3), late=(0.5, 0.1, 0.05), **more):
    blank = {"weight": 0.1, "is_seed": False, "coherence": 0.1, "stability": 0.9, "matched_topic_id": None, "match_similarity": None}
    return [
        {"model_version": version, "topic_id": topic, "rank": rank, "term": term, "share_early": a, "share_late": b, **blank, **more}
        for rank, (term, a, b) in enumerate(zip(terms, early, late, strict=True), start=1)
    ]


def test_the_words_of_an_anchored_topic_that_come_and_go_are_told_with_their_shares():
    (topic,) = read_topics(TOPICS.from_rows(rows("building")), "topics-b")
    assert [(shift.term, shift.early, shift.late) for shift in topic.gained] == [("steel", pytest.approx(0.2), pytest.approx(0.5))]
    assert [shift.term for shift in topic.lost] == ["paint"]
    assert topic.words == ("steel", "roof", "paint")


def test_only_the_version_asked_for_is_told_and_what_its_topics_continue():
    table = TOPICS.from_rows([*rows("building", version="topics-a"), *rows("building", matched_topic_id="building")])
    (topic,) = read_topics(table, "topics-b")
    assert topic.continues == "building"
    assert read_topics(table, "topics-a")[0].continues is None


def test_a_topic_that_one_half_of_the_years_never_speaks_of_has_words_and_no_drift():
    (topic,) = read_topics(TOPICS.from_rows(rows("building", early=(None, None, None))), "topics-b")
    assert (topic.gained, topic.lost) == ((), ())


def test_no_more_than_a_dozen_words_are_told_heaviest_first():
    terms = tuple(f"word{number:02d}" for number in range(20))
    (topic,) = read_topics(TOPICS.from_rows(rows("building", terms=terms, early=(0.05,) * 20, late=(0.05,) * 20)), "topics-b")
    assert topic.words == terms[:WORDS]
