"""Tables that an extractor cut apart: rows where the counts agree, the cells as they were where they do not."""

import pytest

from liftmine.reading.formats.plain import read_plain


def texts(text: str) -> list[str]:
    return [piece.text for piece in read_plain(text).pieces]


ROWS = [
    "Attendee Name\tTitle\tStatus\tArrived",
    "Ann Lee\tDirector of Estates\tPresent\t9:30",
    "Bob May\tFinance Lead\tAbsent",
    "Cy Noe\tChair\tPresent\t9.41 am",
]
COLUMN_BY_COLUMN = (
    "Attendee Name\nTitle\nStatus\nArrived\n\nAnn Lee\nBob May\n\nDirector of Estates\nFinance Lead\n\nPresent\nAbsent\n\n9:30\n\n"
    "Cy Noe\n\nChair\n\nPresent\n\n9.41 am\n"
)
ROW_BY_ROW = (
    "Attendee Name\nTitle\nAnn Lee\nDirector of Estates\nBob May\nFinance Lead\n\nStatus\nPresent\nAbsent\n\nArrived\n9:30\n\n"
    "Cy Noe\nChair\nPresent\n9.41 am\n"
)


@pytest.mark.parametrize("text", [COLUMN_BY_COLUMN, ROW_BY_ROW], ids=["columns below each other", "names and roles in turn"])
def test_an_attendance_table_is_one_block_of_rows(text: str) -> None:
    below = "Staff Present:\n\nDee Orr, Fay Poe\n"
    assert texts(f"The meeting began at 9.30.\n{text}{below}") == [
        "The meeting began at 9.30.",
        "\n".join(ROWS),
        "Staff Present:",
        "Dee Orr, Fay Poe",
    ]


def test_a_part_whose_counts_disagree_keeps_its_cells() -> None:
    text = COLUMN_BY_COLUMN.replace("Finance Lead\n", "")
    assert texts(text) == [ROWS[0], "Ann Lee", "Bob May", "Director of Estates", "Present", "Absent", "9:30", ROWS[3]]


def test_names_without_any_status_are_no_attendance_table() -> None:
    text = "Name\nTitle\nAnn Lee\nDirector of Estates\n"
    assert texts(text) == text.strip().split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "RESULT:\nMOVER:\nAYES:\n\nPASSED\nAnn Lee, Chair\nLee, May, Noe,\nOrr\n\nThe rent was next.\n",
            ["RESULT:\tPASSED\nMOVER:\tAnn Lee, Chair\nAYES:\tLee, May, Noe, Orr", "The rent was next."],
            id="labels below each other",
        ),
        pytest.param(
            "RESULT:\nMOVER:\nAYES:\n\nPASSED\nAnn Lee\n",
            ["RESULT:", "MOVER:", "AYES:", "PASSED", "Ann Lee"],
            id="a value too few",
        ),
        pytest.param(
            "MOVER:\nAnn Lee\nAYES: Lee, May, Noe,\nOrr\nNAYS: Poe\nThe Chair declared it carried.\n",
            ["MOVER: Ann Lee", "AYES: Lee, May, Noe,\nOrr", "NAYS: Poe", "The Chair declared it carried."],
            id="fields of a form with their values below and beside",
        ),
        pytest.param(
            "To:\n\nAll members\n\nFrom:\n\nAnn Lee, Clerk\n\nDate:\n\n4 May 2011\n",
            ["To:\tAll members", "From:\tAnn Lee, Clerk", "Date:\t4 May 2011"],
            id="the head of a memorandum",
        ),
        pytest.param("Motion:\n\nAnn Lee moved it.\n\nVote:\n\nIt was carried.\n", None, id="a label above prose is a heading"),
        pytest.param(
            "New capital\n\n$\n\n1,200\n\n$\n\n1,450\n\nRepairs\n\n300\n\n(20)\n",
            ["New capital\t$ 1,200\t$ 1,450", "Repairs\t300\t(20)"],
            id="figures below what they are of",
        ),
        pytest.param("Rent\nRepairs\nLevy\n\n1,200\n300\n45\n", ["Rent\t1,200", "Repairs\t300", "Levy\t45"], id="a column of figures"),
        pytest.param("1\n2\n3\n", None, id="numbers of items are no figures"),
    ],
)
def test_what_belongs_together_is_told_by_counts(text: str, expected: list[str] | None) -> None:
    assert texts(text) == (expected or [line for line in text.split("\n") if line])


def test_no_table_reaches_over_a_page_break() -> None:
    text = "RESULT:\nMOVER:\n\f\nPASSED\nAnn Lee\n"
    assert texts(text) == ["RESULT:", "MOVER:", "PASSED", "Ann Lee"]


LABELS = "Staff\nPremises\nFees\nTotal\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{LABELS}Budget\n400\n90\n20\n510\n\nActual\n398\n101\n27\n526\n",
            ["Budget\tActual", "Staff\t400\t398", "Premises\t90\t101", "Fees\t20\t27", "Total\t510\t526"],
            id="columns with heads",
        ),
        pytest.param(f"{LABELS}$\n400\n90\n20\n510\n", ["Staff\t$ 400", "Premises\t90", "Fees\t20", "Total\t510"], id="one that adds up"),
        pytest.param(f"{LABELS}400\n90\n490\n", ["Staff", "Premises", "Fees", "Total", "400\t90\t490"], id="a figure too few"),
        pytest.param(
            "Staff\nPremises\nReserve\nSpent\n\nYear\nBudget\n\n400\n90\n490\n120\n",
            ["Staff", "Premises", "Reserve", "Spent", "Year", "Budget", "400\t90\t490\t120"],
            id="a sum beside what is no total shows that a cell was empty",
        ),
        pytest.param(
            "Ref\n8.1\n8.2\n\nAction\nWrite to the tenants\nBook the hall\n\nOwner\nAL\nBM\n",
            ["Ref\tAction\tOwner\n8.1\tWrite to the tenants\tAL\n8.2\tBook the hall\tBM"],
            id="an action grid",
        ),
    ],
)
def test_columns_below_each_other_become_rows_where_the_counts_agree(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
