"""metadata.csv: what the data manager knows of single files. A filled cell overrides text and source; an empty one says nothing.

UTF-8, one file a line, the first line names the columns in any order. Commas, or (as Excel writes in much of Europe)
semicolons; which, the first line decides. Paths are relative to raw; Excel's backslashes are taken for `/`.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

from pydantic import Field, ValidationError

from liftmine.errors import ConfigurationError, Problem
from liftmine.study.messages import explain_value, not_one_of, unknown_key
from liftmine.study.model import Day, DocumentKind, Organisation, Strict, Study, Text, YesNo
from liftmine.study.sources import match_source, path_fault
from liftmine.study.yaml import in_file_order, read_text

_Cells = dict[str, tuple[str, int]]  # column → text and position (from 1) in its line


class MetadataRow(Strict):
    """What metadata.csv says of one file; None where it says nothing."""

    file: Text = Field(description="Path relative to raw, with /")
    date: Day | None = Field(default=None, description="Day of the meeting or interview, as 2005-03-08")
    kind: DocumentKind | None = Field(default=None, description="board_minutes, interview or background")
    speaker: Text | None = Field(default=None, description="Whose interview it is")
    organisation: Text | None = Field(default=None, description="Id of the speaker's organisation; a name or alias is turned into the id")
    consent: YesNo | None = Field(default=None, description="yes or no; without a yes an interview is not read")
    partnership: Text | None = Field(default=None, description="Id of the partnership")


COLUMNS = tuple(MetadataRow.model_fields)


def load_metadata(file: Path, study: Study) -> Mapping[str, MetadataRow]:
    """The rows of metadata.csv by their path below raw; none where there is no such file (it is optional).

    Raises `ConfigurationError` with every problem: unknown columns, values that are not allowed, partnerships and organisations
    the study does not know, a file that stands twice.
    """
    if not file.exists():
        return MappingProxyType({})
    lines = read_text(file)[0].splitlines() or [""]
    delimiter = ";" if ";" in lines[0] and "," not in lines[0] else ","
    header = _split(lines[0], delimiter) or []
    columns = [text.casefold() for text, _ in header]
    problems = [Problem(file, 1, position, "", message) for position, message in _check_header(header, columns)]
    rows: dict[str, MetadataRow] = {}
    first: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2) if not problems else ():
        row, faults = _read_row(_split(line, delimiter), columns, study)
        problems += [Problem(file, number, position, where, message) for position, where, message in faults]
        if row is not None and row.file in first:
            problems.append(Problem(file, number, 1, "file", f"'{row.file}' stands twice; first on line {first[row.file]}"))
        if row is not None:
            rows[row.file] = row
            first.setdefault(row.file, number)
    if problems:
        raise ConfigurationError(in_file_order(problems))
    return MappingProxyType(rows)


def _split(line: str, delimiter: str) -> list[tuple[str, int]] | None:
    """The cells of a line with their positions (from 1), or None where its quotation marks do not pair up."""
    starts, quoted = [1], False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == delimiter and not quoted:
            starts.append(at + 2)
    if quoted:
        return None
    return [(text.strip(), start) for text, start in zip(next(csv.reader([line], delimiter=delimiter), []), starts, strict=False)]


def _check_header(header: list[tuple[str, int]], columns: list[str]) -> Iterator[tuple[int, str]]:
    if "file" not in columns:
        yield 1, f"the first line must name the columns, and 'file' among them; there may be {', '.join(COLUMNS)}"
    for at, (text, position) in enumerate(header):
        if columns[at] and columns[at] not in COLUMNS:
            yield position, unknown_key(text, COLUMNS, "column")
        elif columns[at] in columns[:at]:
            yield position, f"the column '{text}' stands twice"


def _read_row(
    split: list[tuple[str, int]] | None, columns: list[str], study: Study
) -> tuple[MetadataRow | None, list[tuple[int, str, str]]]:
    """One row (None for a line that says nothing), and its faults as position, column and message."""
    if split is None:
        return None, [(1, "", "the quotation marks of this line do not pair up")]
    beyond = [
        (position, "", "a cell without a column; text that holds the separator needs quotes")
        for text, position in split[len(columns) :]
        if text
    ]
    cells = {column: cell for column, cell in zip(columns, split, strict=False) if cell[0]}
    if not cells or beyond:
        return None, beyond
    try:
        row = MetadataRow.model_validate({column: text for column, (text, _) in cells.items()})
    except ValidationError as error:
        return None, [
            (cells.get(str(e["loc"][0]), ("", 1))[1], str(e["loc"][0]), explain_value(e)) for e in error.errors(include_url=False)
        ]
    return _refer(row, cells, study)


def _refer(row: MetadataRow, cells: _Cells, study: Study) -> tuple[MetadataRow, list[tuple[int, str, str]]]:
    """The row with a clean path and with an id for its organisation, and what in it leads nowhere."""
    path = normalize("NFC", row.file.replace("\\", "/").removeprefix("./"))
    messages = {"file": path_fault(path)}
    partnership_ids = [each.id for each in study.partnerships]
    if row.partnership is not None and row.partnership not in partnership_ids:
        messages["partnership"] = not_one_of(row.partnership, partnership_ids, "the study's partnerships")
    organisation_id = row.organisation
    if row.organisation is not None:
        matching = match_source(study, path)
        partnership_id = row.partnership or (matching[1] if matching else None)
        organisations = [each for p in study.partnerships if partnership_id in (None, p.id) for each in p.organisations]
        organisation_id, messages["organisation"] = _resolve(row.organisation, row.date, organisations)
    faults = [(cells[column][1], column, message) for column, message in messages.items() if message]
    return row.model_copy(update={"file": path, "organisation": organisation_id}), faults


def _resolve(name: str, day: date | None, organisations: list[Organisation]) -> tuple[str | None, str | None]:
    """The id of the one organisation that an id, a name or an alias leads to (on that day), or what is wrong with it."""
    ids = [each.id for each in organisations]
    if name in ids:
        return name, None
    spoken = name.casefold()
    named = [each for each in organisations if spoken in (each.name.casefold(), *(alias.casefold() for alias in each.aliases))]
    if len(named) > 1 and day is not None:
        named = [each for each in named if each.is_valid_on(day)]
    if len(named) > 1:
        return None, f"'{name}' leads to {' and '.join(each.id for each in named)}; give the id"
    return (named[0].id, None) if named else (None, not_one_of(name, ids, "the study's organisations"))
