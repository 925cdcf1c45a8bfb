"""metadata.csv: one row a file, a filled cell says something, and faults are told with line and column."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_study import STUDY

from liftmine.errors import ConfigurationError
from liftmine.study.load import load_configuration
from liftmine.study.metadata import COLUMNS, MetadataRow, load_metadata
from liftmine.study.model import Study


@pytest.fixture
def study(make_study: Callable[..., Path]) -> Study:
    return load_configuration(make_study()).study


def write(content: str | bytes) -> Path:
    file = Path("metadata.csv")
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_filled_cell_says_something_and_an_empty_one_nothing(study: Study) -> None:
    rows = load_metadata(
        write("file,date,kind,speaker,organisation,consent\nx/a.txt,2005-03-08,interview,Ann Field,oakstone,Yes\nb.txt,,,, ,\n\n"), study
    )
    assert dict(rows) == {
        "x/a.txt": MetadataRow(
            file="x/a.txt", date=date(2005, 3, 8), kind="interview", speaker="Ann Field", organisation="oakstone", consent=True
        ),
        "b.txt": MetadataRow(file="b.txt"),
    }


def test_columns_may_stand_in_any_order_and_separators_may_be_semicolons(study: Study) -> None:
    rows = load_metadata(write(b'\xef\xbb\xbfConsent;FILE;speaker\r\nno;x\\a.txt;"Field; Ann"\r\n'), study)
    assert dict(rows) == {"x/a.txt": MetadataRow(file="x/a.txt", consent=False, speaker="Field; Ann")}


@pytest.mark.parametrize("name", ["oakstone", "Oakstone Ltd", "oakstone LTD"])
def test_an_organisation_may_be_given_by_id_or_name(study: Study, name: str) -> None:
    assert load_metadata(write(f"file,organisation\na.txt,{name}\n"), study)["a.txt"].organisation == "oakstone"


def test_a_name_that_passed_on_is_read_by_the_date(make_study: Callable[..., Path]) -> None:
    study = load_configuration(make_study(STUDY.replace("[the CCG]", "[the PCT]"))).study
    rows = load_metadata(write("file,organisation,date\na,the PCT,2010-01-01\nb,the PCT,2014-01-01\n"), study)
    assert [rows[name].organisation for name in "ab"] == ["millford-pct", "millford-ccg"]
    with pytest.raises(ConfigurationError, match="2:3: organisation: 'the PCT' leads to millford-pct and millford-ccg; give the id"):
        load_metadata(write("file,organisation\na,the PCT\n"), study)


def test_no_file_means_no_rows(study: Study) -> None:
    assert dict(load_metadata(Path("absent.csv"), study)) == {}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "",
            [f"1:1: the first line must name the columns, and 'file' among them; there may be {', '.join(COLUMNS)}"],
        ),
        ("file,speakr\na,b\n", ["1:6: unknown column 'speakr'; did you mean speaker?"]),
        ("file,date,date\n", ["1:11: the column 'date' stands twice"]),
        ("file,date\na,08/03/2005\n", ["2:3: date: '08/03/2005' is not a date written as year-month-day, such as 2004-09-01"]),
        (
            "file,kind\na,interviews\n",
            ["2:3: kind: 'interviews' is not one of board_minutes, interview, background; did you mean interview?"],
        ),
        ("file,consent\n\na,maybe\n", ["3:3: consent: expected yes or no, found 'maybe'"]),
        ('file,speaker,consent\n"a","Field, Ann",maybe\n', ["2:18: consent: expected yes or no, found 'maybe'"]),
        ("file,partnership\na,milford\n", ["2:3: partnership: 'milford' is not one of millford; did you mean millford?"]),
        (
            "file,organisation\na,oakston\n",
            ["2:3: organisation: 'oakston' is not one of millford-pct, millford-ccg, oakstone; did you mean oakstone?"],
        ),
        (
            "file,speaker\n../a,b\n/b,c\n",
            ["2:1: file: '../a' leads out of the raw folder", "3:1: file: '/b' is an absolute path; write it as seen from the raw folder"],
        ),
        ("file,speaker\na,b\na,c\n", ["3:1: file: 'a' stands twice; first on line 2"]),
        ("file,speaker\n,b\n", ["2:1: file: is missing"]),
        ("file,speaker\na,Field, Ann\n", ["2:9: a cell without a column; text that holds the separator needs quotes"]),
        ('file,speaker\na,"Field\n', ["2:1: the quotation marks of this line do not pair up"]),
        (
            "file,date,consent\na,2005,perhaps\nb,2005-01-01,true\n,,no\n",
            [
                "2:3: date: '2005' is not a date written as year-month-day, such as 2004-09-01",
                "2:8: consent: expected yes or no, found 'perhaps'",
                "4:1: file: is missing",
            ],
        ),
        (b"file,speaker\na,Caf\xe9\n", ["2:6: not UTF-8 from here on; save the file with the encoding UTF-8"]),
    ],
)
def test_a_fault_is_told_with_line_and_column(study: Study, content: str | bytes, expected: list[str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_metadata(write(content), study)
    assert [str(problem) for problem in caught.value.problems] == [f"metadata.csv:{each}" for each in expected]
