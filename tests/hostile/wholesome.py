"""Wholesome minutes in every format: what the hostile files are made of. Each number gives minutes of their own."""

import io
import zipfile
from itertools import count

from tests.unit.reading.reading_files import make_docx, make_mail, make_odt, make_pdf, make_xlsx

CANARY = "zebulonian"  # stands in every text: no log and no database may hold it
_NUMBERS = count(1)
FORMATS = ("docx", "pdf", "odt", "rtf", "html", "md", "rst", "txt", "eml", "csv", "xlsx", "ods", "vtt", "srt")


def lines(number: int = 0) -> list[str]:
    """The lines of some minutes."""
    number = number or next(_NUMBERS)
    day = f"{number % 27 + 1} {('May', 'June', 'July')[number % 3]} {2005 + number % 5}"
    matters = ("the roof", "the lease", "the clinic", "the budget", "the heating", "the survey", "the garden")
    said = [
        f"{('MH', 'TB')[k % 2]} {('was concerned about', 'reported progress on', 'asked about')[k % 3]} {matters[(number + k * k) % 7]} "
        f"in phase {number}{k} and said that the partners had been open and honest about it."
        for k in range(4)
    ]
    present = ["Present:", "Mary Holt (MH) Director of Estates, Eastvale PCT", "Tom Brandt (TB) Project Director, Marlow Build"]
    return [f"Minutes of the meeting of the Board held on {day}", *present, f"1. Progress of the {CANARY} scheme no {number}", *said]


def text(number: int = 0) -> str:
    """Minutes as plain text."""
    return "\n\n".join(lines(number)) + "\n"


def whole(file_format: str, number: int = 0, more: str = "") -> bytes:
    """Minutes as a file of the format; `more` stands below them."""
    said = [*lines(number), *([more] if more else [])]
    return _MAKERS[file_format](said)


def archive(entries: dict[str, str | bytes]) -> bytes:
    """A zip of these entries, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def paragraphs(said: list[str]) -> str:
    """The body of a DOCX."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in said)


def _pdf(said: list[str]) -> bytes:
    rows = [part for line in said for part in [*(line[at : at + 90] for at in range(0, min(len(line), 3_000), 90)), ""]]
    return make_pdf(
        [[(60.0, 780.0 - 13 * no, row) for no, row in enumerate(rows[top : top + 55]) if row] for top in range(0, len(rows), 55)]
    )


def _ods(said: list[str]) -> bytes:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{line}</text:p></table:table-cell></table:table-row>'
        for line in said
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "config")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?><office:document-content {names}>{body}</office:document-content>',
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def _cues(said: list[str], point: str) -> str:
    times = [(f"00:{no:02}:00{point}000", f"00:{no:02}:30{point}000") for no in range(len(said))]
    return "\n\n".join(
        f"{no}\n{start} --> {end}\nMary Holt: {line}" for no, ((start, end), line) in enumerate(zip(times, said, strict=True), 1)
    )


_MAKERS = {
    "docx": lambda said: make_docx(paragraphs(said)),
    "pdf": _pdf,
    "odt": lambda said: make_odt("".join(f"<text:p>{line}</text:p>" for line in said)),
    "rtf": lambda said: ("{\\rtf1\\ansi " + "\\par\n".join(said) + "}").encode("ascii", "replace"),
    "html": lambda said: ("<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in said) + "</body></html>").encode(),
    "md": lambda said: ("# Minutes\n\n" + "\n\n".join(said) + "\n").encode(),
    "rst": lambda said: ("Minutes\n=======\n\n" + "\n\n".join(said) + "\n").encode(),
    "txt": lambda said: ("\n\n".join(said) + "\n").encode(),
    "eml": lambda said: make_mail("\n\n".join(said) + "\n"),
    "csv": lambda said: ("Speaker,Text\n" + "".join(f'Mary Holt,"{line}"\n' for line in said)).encode(),
    "xlsx": lambda said: make_xlsx([[line] for line in said]),
    "ods": _ods,
    "vtt": lambda said: ("WEBVTT\n\n" + _cues(said, ".") + "\n").encode(),
    "srt": lambda said: (_cues(said, ",") + "\n").encode(),
}
