"""What somebody has to do: marked lines, columns of initials, lists and tables of actions."""

from datetime import date

import pytest
from attribution_papers import PARTNERSHIP, make_paper
from attribution_readings import attribution_of

from liftmine.attribution.attribute import attribute
from liftmine.attribution.meetings.due import find_due, read_due
from liftmine.tables.stages import BLOCKS, SPANS, TEXTS

HEAD = (
    "Westmere LIFT\n\nMinutes of the meeting held on 3 May 2007\n\n"
    "Present: Petra Lund (PL), Omar Reyes (OR), Anna Hobb (AH), Adam Hill (AH)\n\n1. Drains\n\n"
)
DAY = date(2007, 5, 3)


def actions_of(body):
    text = HEAD + body
    return [(text[a["char_start"] : a["char_end"]], a["owners"], a["due"], a["due_date"]) for a in attribution_of(text).actions.to_pylist()]


@pytest.mark.parametrize(
    ("body", "action"),
    [
        ("PL spoke. Two quotes are to be sought.\n\nACTION: PL/OR", ("Two quotes are to be sought.", "PL; OR", None, None)),
        ("The pump failed. (Action: OR)", ("The pump failed.", "OR", None, None)),
        ("Action – PL to ring the firm by 14 June", ("PL to ring the firm by 14 June", "PL", "14 June", date(2007, 6, 14))),
        ("**Action 3:** All to read it w/c 21 May.", ("All to read it w/c 21 May.", "All", "w/c 21 May", None)),
        ("The pump failed. Action OR", ("The pump failed.", "OR", None, None)),
        (
            "Action: Petra Lund to ring the firm\n\nBy: 31 May 2007",
            ("Petra Lund to ring the firm", "Petra Lund", "31 May 2007", date(2007, 5, 31)),
        ),
        ("A letter is to be sent.\n\nPL\n\n2. Roof", ("A letter is to be sent.", "PL", None, None)),
        ("Actions:\n\n• PL to ring the firm", ("PL to ring the firm", "PL", None, None)),
        ("Agreed actions:\n\n(a) write to the firm – OR", ("write to the firm", "OR", None, None)),
    ],
)
def test_a_marked_action_has_its_words_owners_and_day(body, action):
    assert actions_of(body) == [action]


@pytest.mark.parametrize(
    "body",
    [
        "PL agreed to ring the firm and OR will write.",
        "Legal action was discussed. No further action was needed. Action was taken last year.",
        "The action plan was noted.",
        "Recommended Action\n\nIt is recommended by the Committee that the pump be bought.",
    ],
)
def test_an_undertaking_or_the_bare_word_is_no_action(body):
    assert actions_of(body) == []


def test_owners_lead_to_people_and_their_sides_and_shared_initials_stay_ambiguous():
    (row,) = attribution_of(HEAD + "It is to be done.\n\nACTION: PL/AH/All").actions.to_pylist()
    people, sides = row["owner_person_ids"].split(";"), row["owner_partner_types"].split(";")
    assert people[0].startswith("P")
    assert people[1:] == ["ambiguous", ""]
    assert sides == ["private", "unknown", "collective"]


def test_the_words_of_an_action_do_not_change_what_is_measured():
    marked = attribution_of(HEAD + "The pump failed.\n\nACTION: OR")
    assert not marked.sentences["is_content"].to_pylist()[-1]
    assert marked.actions.num_rows == 1


def table_of(rows):
    """The tables of a paper that ends with a table."""
    cells = [[cell + ("\n" if number == len(row) - 1 else "\t") for number, cell in enumerate(row)] for row in rows]
    lines = [part + "\n\n" for part in HEAD.strip().split("\n\n")]
    blocks, position = [], 0
    empty = dict.fromkeys(("page", "table_no", "row_no", "column_no"))
    for piece, place in [
        *((line, empty) for line in lines),
        *((c, empty | {"table_no": 0, "row_no": r, "column_no": k}) for r, row in enumerate(cells) for k, c in enumerate(row)),
    ]:
        at = {"char_start": position, "char_end": position + len(piece)}
        blocks.append(
            {"document_id": "d1", "block_no": len(blocks), "kind": "paragraph" if place is empty else "cell", "is_bold": False} | place | at
        )
        position += len(piece)
    text = "".join([*lines, *(cell for row in cells for cell in row)])
    spans = [
        {"document_id": "d1", "span_no": n, "block_no": b["block_no"], "char_start": b["char_start"], "char_end": b["char_end"] - 1}
        for n, b in enumerate(blocks)
    ]
    paper = make_paper(stated_date=DAY, partnership=PARTNERSHIP, date_order="day_month_year")
    tables = (TEXTS.from_rows([{"document_id": "d1", "text": text}]), BLOCKS.from_rows(blocks), SPANS.from_rows(spans))
    return text, attribute([paper], *tables).actions.to_pylist()


def test_a_table_of_actions_gives_a_row_each_with_its_status():
    text, rows = table_of(
        [
            ["No", "Action", "Owner", "Due", "Status"],
            ["1", "Send the lease", "PL", "30/06/2007", "Open"],
            ["2", "Order bins", "Omar Reyes", "ASAP", "Complete"],
        ]
    )
    assert [(text[r["char_start"] : r["char_end"]], r["owners"], r["due"], r["due_date"], r["status"]) for r in rows] == [
        ("Send the lease", "PL", "30/06/2007", date(2007, 6, 30), "open"),
        ("Order bins", "Omar Reyes", "ASAP", None, "closed"),
    ]


def test_beside_an_item_initials_point_to_its_last_sentence():
    text, rows = table_of(
        [["Item", "Discussion", "Action"], ["1", "A copy is to go to the Council.", "OR by 14 June"], ["2", "Nothing.", ""]]
    )
    assert [(text[r["char_start"] : r["char_end"]], r["owners"], r["due_date"]) for r in rows] == [
        ("A copy is to go to the Council.", "OR", date(2007, 6, 14))
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("to ring by Friday 18 May 2007", "Friday 18 May 2007"),
        ("to bring to the next Board meeting", "next Board meeting"),
        ("to report at the next meeting", "next meeting"),
        ("to finish by the end of March", "end of March"),
        ("to spend a day at Mayor House", None),
        ("advice will be provided until March", None),
    ],
)
def test_by_when_is_found_as_written(text, due):
    found = find_due(text)
    assert (text[slice(*found)] if found else None) == due


def test_a_day_without_a_year_is_the_next_one_and_a_month_is_no_day():
    assert read_due("14 January", DAY, None) == date(2008, 1, 14)
    assert read_due("30 April", DAY, None, is_listed=True) == date(2007, 4, 30)
    for loose in ("July 2007", "end of March", "w/c 21 May", "ASAP", "ongoing", "next meeting"):
        assert read_due(loose, DAY, None) is None
