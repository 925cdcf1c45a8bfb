"""The room's tables as the next rooms get them."""

from datetime import date

from attribution_papers import make_paper
from attribution_readings import PRESENT, attribution_of, tables_of

from liftmine.attribution.attribute import attribute

MINUTES = (
    "Westmere LIFT\n\nMinutes of the meeting held on 3 May 2007\n\n"
    + PRESENT
    + "1. Drains\n\nPL reported that the pump was new. It was agreed to wait."
)


def test_a_paper_has_one_row_of_facts_and_its_attendance():
    result = attribution_of(MINUTES, stated_date=None)
    (facts,) = result.facts.to_pylist()
    assert (facts["document_date"], facts["date_basis"], facts["layout"], facts["reason_code"]) == (
        date(2007, 5, 3),
        "text",
        "minutes",
        None,
    )
    assert result.attendance["name"].to_pylist() == ["Petra Lund", "Omar Reyes", "Ida Voss"]
    assert result.attendance["partner_type"].to_pylist() == ["private", "public", "public"]


def test_a_paper_without_a_date_keeps_its_facts_and_has_no_turns():
    result = attribution_of("PL reported that the pump was new.", stated_date=None)
    assert result.facts["reason_code"].to_pylist() == ["DATE_MISSING"]
    assert result.turns.num_rows == result.sentences.num_rows == 0


def test_an_empty_text_has_no_turns():
    assert attribution_of("").turns.num_rows == 0


def test_turns_carry_the_agenda_item_and_the_person():
    turns = attribution_of(MINUTES).turns.to_pylist()
    speaker = next(turn for turn in turns if turn["speaker_label"] == "PL")
    assert (speaker["section"], speaker["organisation_id"], speaker["partner_type"]) == ("1. Drains", "builders", "private")
    assert speaker["person_id"].startswith("P")
    assert turns[-1]["voice_mode"] == "collective"


def test_attendance_lists_and_title_pages_hold_no_sentences():
    result = attribution_of(MINUTES)
    texts = [MINUTES[row["char_start"] : row["char_end"]] for row in result.sentences.to_pylist()]
    assert texts == ["1.", "Drains", "PL reported that the pump was new.", "It was agreed to wait."]
    assert result.turns["char_end"].to_pylist()[-1] == len(MINUTES)


def test_what_becomes_of_a_paper_does_not_depend_on_its_batch():
    papers = [make_paper(document_id=name, stated_date=date(2007, 5, 3)) for name in ("a", "b")]
    texts = {"a": MINUTES, "b": MINUTES.replace("pump", "roof")}
    together = attribute(papers[::-1], *tables_of(texts))
    alone = [attribute([paper], *tables_of({paper.document_id: texts[paper.document_id]})) for paper in papers]
    for name in ("facts", "attendance", "turns", "sentences"):
        rows = [row for one in alone for row in getattr(one, name).to_pylist()]
        assert getattr(together, name).to_pylist() == rows
