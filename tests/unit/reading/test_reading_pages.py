"""Whole pages of minutes in unusual layouts, and what a reader sees on them. All people and places are made up.

`pages/*.txt` hold a page as an extractor leaves it and, behind a rule, what must be read: sentences in one block, headings and blocks
word for word, rows on one line, how blocks begin, and furniture that must be gone.
"""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from liftmine.reading.formats.pdf import read_pdf
from liftmine.reading.formats.plain import read_plain
from liftmine.reading.layout.pieces import Document

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def flat(text: str) -> str:
    return " ".join(text.split())


def is_read(document: Document, what: str, words: str) -> bool:
    blocks = [(piece.kind, flat(piece.text)) for piece in document.pieces]
    match what:
        case "sentence":
            return any(words in text for _, text in blocks)
        case "heading":
            return ("heading", words) in blocks
        case "block":
            return any(text == words for _, text in blocks)
        case "begins":
            return any(text.startswith(words) for _, text in blocks)
        case "furniture":
            return not any(words in text for _, text in blocks)
    return any(flat(words.replace("|", " ")) in flat(line) for piece in document.pieces for line in piece.text.split("\n"))


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_is_read_as_its_reader_sees_it(page: Path) -> None:
    text, _, truth = page.read_text(encoding="utf-8").partition("\n=====\n")
    document = read_plain(text)
    told = [line.partition(": ") for line in truth.splitlines()]
    assert told
    assert [line for line in told if not is_read(document, line[0], flat(line[2]))] == []


PLAIN = ParagraphStyle("plain", fontName="Times-Roman", fontSize=11, leading=13)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Times-Bold")
JUSTIFIED = ParagraphStyle("justified", parent=PLAIN, alignment=4)


def make_paper(story: list[Flowable], footer: str) -> Document:
    """The document read from a PDF that holds the story, with a footer on every page."""
    buffer = io.BytesIO()
    paper = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    frame = Frame(60, 70, A4[0] - 120, A4[1] - 140)

    def draw_footer(canvas: object, document: object) -> None:
        canvas.drawRightString(535, 40, footer.format(document.page))  # type: ignore[attr-defined]

    paper.addPageTemplates([PageTemplate(frames=[frame], onPage=draw_footer)])
    paper.build(story)
    return read_pdf(buffer.getvalue(), 9)


def test_an_action_column_beside_the_text_is_told_by_its_place() -> None:
    owners = ["JW, MT and RP", "Clerk", "Company Secretary", "All"]
    places = [f"{side} {part}" for side in ("east", "west", "north", "south") for part in ("wing", "roof", "stair", "yard", "lift", "gate")]
    sentences = [
        f"The manager reported that the {place} would be looked at as soon as the tenants had been told of it." for place in places
    ]
    rows = [["", "", Paragraph("Action", BOLD)]]
    for no, sentence in enumerate(sentences):
        rows.append([Paragraph(f"{no + 1}."), Paragraph(f"Survey of the {places[no]}", BOLD), ""])
        rows.append(["", Paragraph(sentence, PLAIN), Paragraph(owners[no % 4], PLAIN)])
    document = make_paper([Table(rows, colWidths=[30, 370, 60], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])], "Estates group    {}")
    blocks = [(piece.kind, flat(piece.text)) for piece in document.pieces]
    assert [text for kind, text in blocks if text.startswith("The manager")] == sentences
    assert sum(kind == "heading" for kind, _ in blocks) == len(sentences)
    assert not any("Estates group" in text for _, text in blocks)


def test_bold_type_behind_a_full_line_begins_a_heading() -> None:
    heads = ["Opening hours at the pharmacy", "Parking for disabled visitors", "Complaints"]
    text = (
        "Mrs Olive Brand said that she had written to the landlord about this on two occasions and that no answer had come, although "
        "the agent had rung to say that one was on its way. Nobody objected to it."
    )
    story = [part for head in heads for part in (Paragraph(head, BOLD), Paragraph(text, JUSTIFIED))]
    pieces = make_paper(story, "{}").pieces
    assert [flat(piece.text) for piece in pieces if piece.kind == "heading"] == heads
