"""One format each: DOCX, PDF, Markdown, reStructuredText, HTML."""

import pytest
from reading_files import make_docx, make_pdf

from liftmine.reading.formats.docx import read_docx
from liftmine.reading.formats.html import read_html
from liftmine.reading.formats.markup import read_markup, take_off_marks
from liftmine.reading.formats.pdf import read_pdf
from liftmine.reading.layout.pieces import Piece, join_pieces
from liftmine.study.settings import ReadingLimits

LIMITS = ReadingLimits().model_dump()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def docx(body: str, **parts: str) -> list[Piece]:
    return list(read_docx(make_docx(body, **parts), LIMITS).pieces)


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def test_docx_keeps_insertions_and_drops_deletions() -> None:
    body = paragraph(
        run("The board "), f"<w:ins>{run('agreed')}</w:ins>", "<w:del><w:r><w:delText>refused</w:delText></w:r></w:del>", run(" it.")
    )
    assert texts(docx(body)) == ["The board agreed it."]


def test_docx_keeps_moved_text_where_it_went_and_leaves_out_notes_comments_and_margins() -> None:
    body = (
        paragraph(f"<w:moveFrom>{run('It rained. ')}</w:moveFrom>", run("The lease"), '<w:commentRangeStart w:id="1"/>', run(" was signed"))
        + paragraph(f"<w:moveTo>{run('It rained.')}</w:moveTo>", run("", "<w:b/>") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    )  # fmt: skip
    other = paragraph(run("small print"))
    assert texts(docx(body, footnotes=other, comments=other, header1=other, endnotes=other)) == ["The lease was signed", "It rained."]


def test_docx_reads_content_controls_links_and_text_boxes() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent></w:pict></w:r>"
    control = f"<w:sdt><w:sdtContent>{run('Fernhill')}</w:sdtContent></w:sdt>"
    body = paragraph(run("At "), control, f"<w:hyperlink>{run(' House')}</w:hyperlink>", box)
    assert texts(docx(body)) == ["At Fernhill House", "In the box"]


def test_docx_does_not_read_a_text_box_twice_where_word_keeps_a_copy_for_old_readers() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent>"
    copies = f"<mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert texts(docx(paragraph(f"<w:r>{copies}</w:r>"))) == ["In the box"]


def test_docx_tells_headings_through_inherited_styles_and_bold_runs() -> None:
    styles = (
        '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H"/></w:style>'
    )
    body = (
        paragraph(run("Rent"), properties='<w:pStyle w:val="Mine"/>')
        + paragraph(run("Ann Lee:", "<w:b/>"), run(" yes"))
        + paragraph(run("All bold", "<w:b/>"), run(" "))
        + paragraph(run("Not bold", '<w:b w:val="0"/>'))
    )
    assert [(p.kind, p.is_bold) for p in docx(body, styles=styles)] == [
        ("heading", True), ("paragraph", False), ("paragraph", True), ("paragraph", False),
    ]  # fmt: skip


def test_docx_counts_list_numbers_as_word_shows_them() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="7">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )

    def item(text: str, level: int) -> str:
        return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = item("Rent", 0) + item("old", 1) + item("new", 1) + item("Lease", 0) + item("signed", 1)
    pieces = docx(body, numbering=levels)
    assert texts(pieces) == ["3. Rent", "3.i old", "3.ii new", "4. Lease", "4.i signed"]
    assert {piece.kind for piece in pieces} == {"list_item"}


def test_docx_table_cells_keep_their_place_and_separators() -> None:
    def cell(*paragraphs: str, span: int = 1) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{"".join(paragraphs)}</w:tc>'

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('inner')))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{cell(paragraph(run('Ann Lee')), paragraph(run('Chair')), span=2)}{cell(paragraph(run('present')))}</w:tr>"
        f"<w:tr>{cell(paragraph())}{cell(inner)}{cell(paragraph(run('late')))}</w:tr>"
    )
    pieces = docx(f"<w:tbl>{rows}</w:tbl>" + paragraph(run("End")))
    assert [(p.text, p.table_no, p.row_no, p.column_no) for p in pieces if p.text] == [
        ("Ann Lee", 0, 0, 0), ("Chair", 0, 0, 0), ("present", 0, 0, 2), ("inner", 1, 0, 0), ("late", 0, 1, 2), ("End", None, None, None),
    ]  # fmt: skip
    assert join_pieces(pieces).text == "Ann Lee\nChair\tpresent\n\tinner\tlate\nEnd"


def grid(rows: list[tuple[str, str, str]], top: float = 780) -> list[tuple[float, float, str]]:
    placed = []
    for no, row in enumerate(rows):
        placed += [(x, top - 14 * no, text) for x, text in zip((50.0, 110.0, 520.0), row, strict=True) if text]
    return placed


GRID = [
    ("", "", "Action"),
    ("1.", "Welcome", ""),
    ("", "The Chair welcomed the members to the meeting in the Fernhill centre, and asked", "AL"),
    ("", "the Council to send the lease to all of the partners before the end of May.", ""),
    ("2.", "Rent", ""),
    ("", "The treasurer reported that the rent was agreed with the partners and that the", "BM/"),
    ("", "first payment would be made in June.", "CN"),
]


@pytest.mark.parametrize("rotated", [False, True])
def test_pdf_columns_are_read_in_order_also_where_the_page_lies_on_its_side(rotated: bool) -> None:
    pieces = read_pdf(make_pdf([grid(GRID)], rotated=rotated), 10).pieces
    flat = [(piece.kind, " ".join(piece.text.split())) for piece in pieces]
    assert flat == [
        ("paragraph", "Action"),
        ("heading", "1. Welcome"),
        ("paragraph", " ".join(GRID[2][1:2] + GRID[3][1:2])),
        ("paragraph", "AL"),
        ("heading", "2. Rent"),
        ("paragraph", " ".join(GRID[5][1:2] + GRID[6][1:2])),
        ("paragraph", "BM/ CN"),
    ]


PRESENT = [
    (50.0, 800.0, "Present"),
    (130.0, 800.0, "Ann Lee"),
    (300.0, 800.0, "Director, Fernhill Estates (Holdings)"),
    (525.0, 800.0, "Ltd"),
]


def test_pdf_action_column_begins_at_its_head_and_a_repeated_head_goes() -> None:
    later = [("", "", "Action"), ("3.", "Car park", ""), ("", "The clerk was asked to have the lights of the car park mended.", "AL")]
    document = read_pdf(make_pdf([PRESENT + grid(GRID), grid(later)]), 10)
    flat = [" ".join(piece.text.split()) for piece in document.pieces]
    assert flat[0] == "Present Ann Lee Director, Fernhill Estates (Holdings) Ltd"
    assert flat.count("Action") == 1
    assert flat.count("AL") == 2
    assert document.n_furniture == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Rent of the Fernhill Centre", "4.", "The treasurer"], ["4. Rent of the Fernhill Centre", "The treasurer"]),
        (["Rent of the Fernhill Centre", "7", "The treasurer"], ["Rent of the Fernhill Centre", "7"]),
        (["The lease was signed.", "4.", "Rent"], ["The lease was signed.", "4. Rent"]),
    ],
    ids=["below its heading", "a figure without a point is no item number", "below the end of a sentence it numbers what follows"],
)
def test_pdf_item_number_that_stands_lower_than_its_heading_comes_first(rows: list[str], expected: list[str]) -> None:
    body = [(120.0, 600.0 - 14 * no, "The council reported that the lease of the centre had been agreed.") for no in range(6)]
    placed = [(75.0 if row[0].isdigit() else 120.0, 700.0 - 12.6 * no, row) for no, row in enumerate(rows)]
    flat = [" ".join(piece.text.split()) for piece in read_pdf(make_pdf([placed + body]), 10).pieces]
    assert flat[:2] == expected


def test_pdf_columns_of_a_list_stay_apart_and_aligned() -> None:
    names = [("Ann Lee", "Chair"), ("Bartholomew Quill", "Director"), ("Cy Noe", "Clerk")] * 4
    placed = [(x, 780 - 14 * no, text) for no, row in enumerate(names) for x, text in zip((60.0, 260.0), row, strict=True)]
    lines = "\n".join(texts(list(read_pdf(make_pdf([placed]), 10).pieces))).split("\n")
    starts = {line.index(row[1]) for line, row in zip(lines, names, strict=True)}
    assert max(starts) - min(starts) <= 1
    assert all("   " in line for line in lines)


def test_pdf_takes_out_furniture_counts_pages_and_mends_hyphens() -> None:
    body = ["{} reported that the rent of the new health centre had been agreed with the part-", "ners in May of last year with {}."]
    people = ("Ann Lee", "Bob May", "Cy Noe")
    pages = [
        [
            (60, 800, "Board of Fernhill Estates"),
            *((60, 700 - 14 * no, text) for no, text in enumerate(line.format(people[number - 1]) for line in body)),
            (280, 40, f"Page {number} of 3"),
        ]
        for number in (1, 2, 3)
    ]
    document = read_pdf(make_pdf(pages), 10)
    assert (document.n_pages, document.n_furniture) == (3, 5)
    paragraphs = [piece for piece in document.pieces if piece.kind == "paragraph"]
    assert [piece.page for piece in paragraphs] == [1, 2, 3]
    assert all("the partners\nin May" in piece.text for piece in paragraphs)


def test_pdf_tells_bold_lines() -> None:
    lines = [(60.0, 700.0 - 14 * no, "The treasurer reported that the rent was agreed.") for no in range(5)]
    assert {piece.is_bold for piece in read_pdf(make_pdf([lines], bold=True), 10).pieces} == {True}
    assert {piece.is_bold for piece in read_pdf(make_pdf([lines]), 10).pieces} == {False}


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Ann Lee**: The *lease* is `signed`.", "Ann Lee: The lease is signed."),
        ("***Ann*** and __Bob__ and _Cy_", "Ann and Bob and Cy"),
        ("see [the paper](http://x.org/a) and <http://y.org>", "see the paper and http://y.org"),
        ("see `the paper <http://x.org>`_ and :ref:`this one`", "see the paper and this one"),
        ("2 * 3 * 4 and snake_case_name and 5*", "2 * 3 * 4 and snake_case_name and 5*"),
        (r"\*not marked\* &amp; so", "*not marked* & so"),
        ("Signed ______________", "Signed ______________"),
    ],
)
def test_marks_go_and_what_is_no_mark_stays(marked: str, plain: str) -> None:
    assert take_off_marks(marked) == plain


def test_markdown_blocks_front_matter_and_tables() -> None:
    text = (
        '---\ntitle: "Minutes"\n---\n# Rent\nWe **agreed** it\nall.\n\nLease\n-----\n- one\n  more\n- two\n\n> quoted\n\n'
        "| Name | Role |\n|---|---|\n| **Ann Lee** | |\n\n**All bold**\n"
    )
    document = read_markup(text, "md")
    assert document.n_furniture == 3
    assert [(p.kind, p.text, p.is_bold) for p in document.pieces if p.text] == [
        ("heading", "Rent", False), ("paragraph", "We agreed it\nall.", False), ("heading", "Lease", False),
        ("list_item", "- one\n  more", False), ("list_item", "- two", False), ("paragraph", "quoted", False),
        ("cell", "Name", False), ("cell", "Role", False),
        ("cell", "Ann Lee", True), ("paragraph", "All bold", True),
    ]  # fmt: skip


def test_rst_headings_comments_and_directives() -> None:
    text = "=====\nRent\n=====\n\n.. image:: x.png\n   :alt: y\n\n.. a comment\n\n**Ann Lee**: Yes.\n"
    document = read_markup(text, "rst")
    assert [(p.kind, p.text) for p in document.pieces] == [("heading", "Rent"), ("paragraph", "Ann Lee: Yes.")]
    assert document.n_furniture == 3


def test_html_blocks_cells_and_what_is_left_out() -> None:
    text = (
        "<!DOCTYPE html><html><head><title>t</title></head><body><nav>menu</nav><script>x()</script><h2>The <b>rent</b></h2>"
        "<p><strong>Ann Lee</strong>: yes,<br>we  did</p><p style='display: none'>hidden</p><ul><li>one</li></ul>"
        "<table><tr><th>Name</th><th colspan=2>Role</th></tr><tr><td></td>"
        "<td><p>a</p><p>b</p></td><td>c</td></tr></table>tail</body></html>"
    )
    pieces = list(read_html(text).pieces)
    assert [(p.kind, p.text, p.row_no, p.column_no, p.is_bold) for p in pieces if p.text] == [
        ("heading", "The rent", None, None, False), ("paragraph", "Ann Lee: yes,\nwe did", None, None, False),
        ("list_item", "one", None, None, False),
        ("cell", "Name", 0, 0, True), ("cell", "Role", 0, 1, True), ("cell", "a", 1, 1, False), ("cell", "b", 1, 1, False),
        ("cell", "c", 1, 2, False), ("paragraph", "tail", None, None, False),
    ]  # fmt: skip
    assert "Name\tRole\n\ta\nb\tc\ntail" in join_pieces(pieces).text
