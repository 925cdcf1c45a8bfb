"""Tables of rows: csv, xlsx and ods. With columns for speaker and words a transcript, a turn a row; else a table as it stands."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from liftmine.errors import Reason
from liftmine.reading.formats.archive import Archive
from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece, Unreadable
from liftmine.reading.transcripts.speech import Utterance, find_columns, lay_out

_TOP = 15  # rows in which the header of a transcript stands
_DELIMITERS = ",;\t|"
_SAMPLE = 200  # rows from which the delimiter is told
_EVEN = 0.7  # of the rows have as many cells as most have; commas of prose come as they like
Row = Sequence[str]


def read_csv(text: str) -> Document:
    """The rows of a text with delimiters. Raises `Unreadable`: CONTROL_CHARACTERS; TYPE_MISMATCH where it is prose."""
    refuse_controls(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(max(len(text), 1))
    delimiter = _tell_delimiter(text)
    rows = [[_tidy(cell) for cell in row] for row in _parse(text, delimiter)]
    return _to_document("csv", [rows], delimiter)


def read_workbook(data: bytes, file_format: str, limits: dict[str, Any]) -> Document:
    """The rows of every sheet of an `xlsx` or `ods` that is not hidden.

    Raises `Unreadable`: TRUNCATED, ENCRYPTED, ZIP_BOMB, CONTROL_CHARACTERS.
    """
    Archive(data, limits).refuse_doctypes()
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 — only here

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet and s.visible == SheetVisibleEnum.Visible]
        sheets = [[[_write(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()] for name in shown]
    except CalamineError:
        raise Unreadable(Reason.TRUNCATED) from None
    for sheet in sheets:
        for row in sheet:
            refuse_controls("".join(row))
    return _to_document(file_format, sheets)


def _write(cell: object) -> str:
    """A cell as people read it: whole numbers without a point, days without midnight."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else _tidy(str(cell))


def _tidy(cell: str) -> str:
    return "\n".join(" ".join(line.split()) for line in normalise(cell).strip().split("\n"))


def _tell_delimiter(text: str) -> str:
    """The sign that cuts the header of a transcript, or the rows evenly; raises TYPE_MISMATCH where commas stand as in prose."""
    tops = {sign: [row for row, _ in zip(_parse(text, sign), range(_SAMPLE), strict=False) if row] for sign in _DELIMITERS}
    spoken = next((sign for sign, rows in tops.items() if any(find_columns(row) for row in rows[:_TOP])), None)
    evenness = {sign: _evenness([len(row) for row in rows]) for sign, rows in tops.items()}
    best = max(evenness, key=lambda sign: evenness[sign])  # of equals the first
    if spoken is None and evenness[best] < _EVEN and any(len(row) > 1 for row in tops[","]):
        raise Unreadable(Reason.TYPE_MISMATCH)
    return spoken or best


def _evenness(widths: Sequence[int]) -> float:
    """The share of the rows that have as many cells as most, if that is more than one."""
    width, n_rows = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return n_rows / len(widths) if width > 1 else 0.0


def _parse(text: str, delimiter: str) -> Iterator[Row]:
    """Rows as the csv module cuts them; where the quotation marks do not fit together, they are taken for text."""
    try:
        for _ in csv.reader(StringIO(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return csv.reader(StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(StringIO(text), delimiter=delimiter)


def _to_document(file_format: str, sheets: Sequence[Sequence[Row]], delimiter: str = ",") -> Document:
    pieces: list[Piece] = []
    n_left_out = 0
    for sheet_no, rows in enumerate(sheets):
        header = next((no for no, row in enumerate(rows[:_TOP]) if find_columns(row) is not None), None)
        if header is None:
            pieces += _to_table(rows, sheet_no)
        else:
            turns, n_more = _to_turns(rows, header, delimiter)
            pieces += turns
            n_left_out += n_more
        if pieces:
            pieces[-1].after = "\n\n"
    return Document(file_format, pieces, n_furniture=n_left_out)


def _to_table(rows: Sequence[Row], table_no: int) -> list[Piece]:
    pieces: list[Piece] = []
    for row_no, row in enumerate(rows):
        if not any(row):
            continue
        for column_no, cell in enumerate(row):
            pieces.append(Piece("cell", cell, None, table_no, row_no, column_no, after="\n" if column_no == len(row) - 1 else "\t"))
    return pieces


def _to_turns(rows: Sequence[Row], header: int, delimiter: str) -> tuple[list[Piece], int]:
    """What stands above the header, then a turn per row; and the number of rows without words.

    A row without a speaker goes on with the one above. Other columns (times, numbers, codes) are no speech and are left out.
    """
    speaker, text = find_columns(rows[header]) or (0, 0)
    above = [Piece("paragraph", " ".join(filter(None, row)), after="\n\n") for row in rows[:header] if any(row)]
    last = None if text == len(rows[header]) - 1 else text + 1  # commas that nobody has quoted can be told in the last column
    below = [row for row in rows[header + 1 :] if len(row) > max(speaker, text)]
    said = [(row[speaker], f"{delimiter} ".join(row[text:last])) for row in below if row[text]]
    utterances = [Utterance(name or None, " ".join(words.split())) for name, words in said]
    return above + lay_out(utterances, is_merged=False), len(rows) - header - len(said)
