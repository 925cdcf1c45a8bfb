"""Mails: covering message, attached papers, earlier messages, and what cannot be read."""

from base64 import encodebytes
from email.message import EmailMessage

import pytest
from reading_files import make_docx, make_mail, make_odt

from liftmine.errors import Reason
from liftmine.reading.isolation.worker import read_document
from liftmine.reading.layout.pieces import Document, Unreadable
from liftmine.study.settings import ReadingLimits

LIMITS = ReadingLimits().model_dump()
HEAD = ["Minutes", "From: Ann Lee", "Date: 2012-03-05"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def read(mail: bytes) -> Document:
    return read_document(mail, "a.eml", LIMITS)


def texts(mail: bytes) -> list[str]:
    return [piece.text for piece in read(mail).pieces]


def test_a_mail_gives_subject_sender_day_and_plain_body() -> None:
    mail = make_mail("The lease was signed – at last.\n", html="<p>The lease in HTML.</p>")
    assert texts(mail) == [*HEAD, "The lease was signed – at last."]
    assert read(mail).pieces[0].kind == "heading"


def test_the_html_body_is_read_where_the_plain_one_is_empty() -> None:
    assert texts(make_mail("\n", html="<html><body><p>The <b>lease</b> was signed.</p></body></html>")) == [*HEAD, "The lease was signed."]


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "iso-8859-15"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_bodies_and_headers_in_any_encoding(charset: str, encoding: str) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "Café – minutes", "Zoë <z@x.example>", "<1@x.example>"
    mail.set_content("The café is open.\n", charset=charset, cte=encoding)
    assert texts(mail.as_bytes()) == ["Café – minutes", "From: Zoë", "The café is open."]


def test_attached_papers_come_first_and_tables_are_counted_through() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    papers = [("minutes.docx", make_docx(table.format("Ann Lee"))), ("list.docx", make_docx(table.format("Bob May")))]
    document = read(make_mail("Attached.\n", papers))
    assert [(p.text, p.table_no) for p in document.pieces] == [
        ("Ann Lee", 0),
        ("Bob May", 1),
        *((text, None) for text in HEAD),
        ("Attached.", None),
    ]


def test_papers_beside_the_alternatives_are_read_too() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "Minutes", "<1@x.example>"
    mail.set_content("See below.\n")
    mail.add_alternative("<p>See below, in HTML.</p>", subtype="html")
    mail.get_payload()[1].make_mixed()
    mail.get_payload()[1].add_attachment(b"The paper itself.\n", maintype="text", subtype="plain", filename="paper.txt")
    assert texts(mail.as_bytes()) == ["The paper itself.", "Minutes", "See below."]


def test_a_mail_inside_a_mail_is_read_and_deep_nesting_is_refused() -> None:
    inner: EmailMessage | None = None
    for depth in range(9):
        mail = EmailMessage()
        mail["Subject"], mail["Message-ID"] = f"Mail {depth}", "<1@x.example>"
        mail.set_content(f"Body {depth}.\n")
        if inner is not None:
            mail.add_attachment(inner)
        inner = mail
        if depth == 1:
            assert texts(mail.as_bytes()) == ["Mail 1", "Body 1.", "Mail 0", "Body 0."]
    assert inner is not None
    with pytest.raises(Unreadable) as caught:
        read(inner.as_bytes())
    assert caught.value.reason is Reason.ZIP_BOMB


@pytest.mark.parametrize(
    "earlier",
    [
        "On Fri, 2 Mar 2012 at 10:00, Bob May <b@x.example> wrote:\n> Was it signed?\n>\n> Bob\n",
        "On Fri, 2 Mar 2012 at 10:00, Bob May\n<b@x.example> wrote:\n\n> Was it signed?\n",
        "-----Original Message-----\nFrom: Bob May\nSent: 2 March 2012\n\nWas it signed?\n",
        "________________________________\nFrom: Bob May\nSent: 2 March 2012\n\nWas it signed?\n",
        "From: Bob May <b@x.example>\nSent: 2 March 2012\nTo: Ann Lee\n\nWas it signed?\n",
    ],
)
def test_the_earlier_message_below_a_reply_goes_and_is_counted(earlier: str) -> None:
    document = read(make_mail("It was signed.\n\n" + earlier, subject="Re: lease"))
    assert [piece.text for piece in document.pieces] == ["Re: lease", *HEAD[1:], "It was signed."]
    assert document.n_furniture > 0


def test_forwarded_messages_and_answers_between_quoted_lines_stay() -> None:
    forwarded = "-----Original Message-----\nFrom: Bob May\nSent: 2 March 2012\n\nIt was signed.\n"
    assert "It was signed." in texts(make_mail("See below.\n\n" + forwarded, subject="FW: lease"))
    assert texts(make_mail("> Was it signed?\n\nIt was.\n\n> And paid?\n\nNot yet.\n"))[3:] == [
        "Was it signed?",
        "It was.",
        "And paid?",
        "Not yet.",
    ]


def test_an_html_reply_ends_where_the_earlier_message_begins() -> None:
    html = "<p>It was signed.</p><div>On Fri, 2 Mar 2012 Bob May wrote:</div><blockquote><p>Was it?</p></blockquote>"
    assert texts(make_mail("\n", html=html)) == [*HEAD, "It was signed."]


def test_pictures_in_the_message_and_invitations_are_no_papers() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "Minutes", "<1@x.example>"
    mail.set_content("The lease was signed.\n")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, maintype="image", subtype="png", cid="<a@b>")
    mail.add_attachment(b"BEGIN:VCALENDAR\n", maintype="text", subtype="calendar", filename="invite.ics")
    mail.add_attachment(b"", maintype="application", subtype="octet-stream", filename="empty.docx")
    assert texts(mail.as_bytes()) == ["Minutes", "The lease was signed."]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("minutes.doc", OLE, Reason.UNSUPPORTED_TYPE),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, Reason.UNSUPPORTED_TYPE),
        ("locked.odt", make_odt("", manifest="<encryption-data/>"), Reason.ENCRYPTED),
        ("cut.docx", make_docx("<w:p/>")[:-60], Reason.TRUNCATED),
    ],
)
def test_a_paper_that_cannot_be_read_refuses_the_mail_with_its_reason(name: str, content: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read(make_mail("Attached.\n", [(name, content)]))
    assert (caught.value.reason, caught.value.file_format) == (reason, "eml")


SAID = "The Café Trust – it “agreed” the lease of £4,000."


def make_raw(charset: str | None, body: bytes, subtype: str = "plain") -> bytes:
    """A mail whose body is in base64, and declares its encoding rightly, wrongly or not at all."""
    declared = f"; charset={charset}" if charset else ""
    head = f"Subject: Lease\nFrom: Ann Lee <a@b.example>\nMIME-Version: 1.0\nContent-Type: text/{subtype}{declared}\n"
    return f"{head}Content-Transfer-Encoding: base64\n\n".encode() + encodebytes(body)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("utf-16le", "utf-16"),
        ("utf-8", "utf-16-le"),
        ("unicode", "utf-16-be"),
        ("us-ascii", "utf-16"),
        (None, "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "utf-8"),
        ("us-ascii", "utf-8-sig"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("x-unknown", "cp1252"),
        ("rot13", "cp1252"),
        ("macintosh", "mac-roman"),
        ("utf-7", "utf-7"),
        (None, "cp1252"),
    ],
)
def test_a_body_is_read_whatever_it_declares(charset: str | None, encoding: str) -> None:
    assert texts(make_raw(charset, f"{SAID}\r\n".encode(encoding)))[-1] == SAID
    page = f"<html><body><p>{SAID}</p></body></html>".encode(encoding)
    assert texts(make_raw(charset, page, "html"))[-1] == SAID


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mail_that_an_editor_saved_in_another_encoding_is_a_mail(encoding: str) -> None:
    saved = make_raw("utf-8", SAID.encode()).decode().encode(encoding)
    assert read(saved).file_format == "eml"
    assert texts(saved)[-1] == SAID


def test_a_heading_of_windows_characters_declared_as_latin_is_read() -> None:
    mail = make_raw("utf-8", SAID.encode()).replace(b"Subject: Lease", b"Subject: =?iso-8859-1?Q?Caf=E9_=96_=93lease=94?=")
    assert texts(mail)[0] == "Café – “lease”"
