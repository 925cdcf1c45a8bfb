"""ODT: what is kept, what is left out, and numbers as they are shown."""

import pytest
from reading_files import make_odt

from liftmine.errors import Reason
from liftmine.reading.formats.odt import read_odt
from liftmine.reading.layout.pieces import Piece, Unreadable, join_pieces
from liftmine.study.settings import ReadingLimits

LIMITS = ReadingLimits().model_dump()


def odt(body: str, automatic: str = "", shared: str = "") -> list[Piece]:
    return list(read_odt(make_odt(body, automatic, shared), LIMITS).pieces)


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_insertions_stay_and_deletions_go() -> None:
    deletion = "<text:changed-region><text:deletion><text:p>refused</text:p></text:deletion></text:changed-region>"
    tracked = f"<text:tracked-changes>{deletion}</text:tracked-changes>"
    inserted = '<text:change-start text:change-id="a"/>agreed<text:change-end text:change-id="a"/>'
    assert texts(odt(tracked + p(f'The board <text:change text:change-id="b"/>{inserted} it.'))) == ["The board agreed it."]


def test_notes_comments_and_hidden_text_are_not_in_the_sentence_and_what_follows_them_is() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>small print</text:p></text:note-body></text:note>"
    comment = "<office:annotation><text:p>is that so?</text:p></office:annotation>"
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = p(f'The lease{note} was{comment} signed<text:span text:style-name="H"> secretly</text:span>.')
    assert texts(odt(body, hidden)) == ["The lease was signed."]


def test_spaces_tabs_and_line_breaks() -> None:
    assert texts(odt(p('  Ann\n Lee:<text:tab/>a<text:s text:c="3"/>b<text:line-break/>c'))) == ["Ann Lee:    a   b\nc"]


def test_headings_by_element_and_inherited_style_and_bold() -> None:
    shared = (
        '<style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = (
        p("Minutes", "P1") + '<text:h text:outline-level="1">Rent</text:h>' + p('<text:span text:style-name="T1">Ann Lee:</text:span> yes')
        + p('<text:span text:style-name="T1">All bold</text:span>')
    )  # fmt: skip
    assert [(piece.kind, piece.text, piece.is_bold) for piece in odt(body, shared=shared)] == [
        ("heading", "Minutes", True), ("heading", "Rent", False), ("paragraph", "Ann Lee: yes", False), ("paragraph", "All bold", True),
    ]  # fmt: skip


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."'
    ' text:start-value="3"/><text:list-level-style-number text:level="2" style:num-format="i" style:num-prefix="(" style:num-suffix=")"'
    ' text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="A" style:num-suffix=")"/>'
    "</text:outline-style>"
)


def item(text: str, inner: str = "") -> str:
    return f"<text:list-item>{p(text) if text else ''}{inner}</text:list-item>"


def test_list_numbers_are_those_the_page_shows() -> None:
    inner = f"<text:list>{item('old')}{item('new')}</text:list>"
    first = f'<text:list text:style-name="L">{item("Rent", inner)}{item("Lease")}</text:list>'
    signed = item("", f"<text:list>{item('signed')}</text:list>")
    going_on = f'<text:list text:style-name="L" text:continue-numbering="true">{signed}</text:list>'
    again = f'<text:list text:style-name="L">{item("Other")}</text:list><text:list text:style-name="B">{item("dot")}</text:list>'
    heading = '<text:h text:outline-level="1">Works</text:h>'
    pieces = odt(first + p("between") + going_on + again + heading, shared=LEVELS)
    assert texts(pieces) == [
        *("3. Rent", "(3.i) old", "(3.ii) new", "4. Lease", "between", "(4.i) signed", "3. Other", "• dot", "A) Works"),
    ]
    assert [piece.kind for piece in pieces[:4]] == ["list_item"] * 4


def test_table_cells_keep_their_place_also_beside_merged_ones() -> None:
    def cell(content: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{content}</table:table-cell>"

    inner = f"<table:table><table:table-row>{cell(p('inner'))}</table:table-row></table:table>"
    head = cell(p("Ann Lee") + p("Chair"), 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell(p("present"))
    second = cell("", 'table:number-columns-repeated="2"') + cell(inner + p("late"))
    rows = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    rows += f"<table:table-row>{second}</table:table-row>"
    pieces = odt(f"<table:table>{rows}</table:table>" + p("End"))
    assert [(x.text, x.table_no, x.row_no, x.column_no) for x in pieces if x.text] == [
        ("Ann Lee", 0, 0, 0), ("Chair", 0, 0, 0), ("present", 0, 0, 2), ("inner", 1, 0, 0), ("late", 0, 1, 2), ("End", None, None, None),
    ]  # fmt: skip
    assert join_pieces(pieces).text.startswith("Ann Lee\nChair\tpresent\n")


def test_text_boxes_follow_their_paragraph_and_sections_are_walked() -> None:
    box = f"<draw:frame><draw:text-box>{p('In the box')}</draw:text-box></draw:frame>"
    assert texts(odt(f"<text:section>{p(f'At {box}Fernhill')}</text:section>" + p("End"))) == ["At Fernhill", "In the box", "End"]


def test_headers_and_footers_are_margins() -> None:
    shared = "<style:master-page><style:header><text:p>Draft</text:p></style:header></style:master-page>"
    document = read_odt(make_odt(p("Text"), shared=shared), LIMITS)
    assert (texts(list(document.pieces)), document.margins) == (["Text"], "Draft")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_odt(p("a"), manifest="<encryption-data/>"), Reason.ENCRYPTED),
        (make_odt("<text:p>never closed"), Reason.TRUNCATED),
        (make_odt(p("a"))[:-40], Reason.TRUNCATED),
        (make_odt("<text:section>" * 5_000 + "</text:section>" * 5_000), Reason.PARSER_CRASH),
        (make_odt(p("a" * 3_000_000)), Reason.ZIP_BOMB),
    ],
)
def test_a_bad_odt_gets_its_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read_odt(content, LIMITS)
    assert caught.value.reason is reason
