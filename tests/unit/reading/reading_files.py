"""Makers of small files in the real formats."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import openpyxl

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="x"/></Types>'
)


def make_docx(body: str, **parts: str) -> bytes:
    """A DOCX around the XML of a body; `parts` are further files below word/."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        document = body if body.startswith("<?xml") else f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_W}>{content}</w:{name}>")
    return buffer.getvalue()


Placed = tuple[float, float, str]


def make_pdf(pages: Sequence[Sequence[Placed]], *, image: bool = False, bold: bool = False, rotated: bool = False) -> bytes:
    """A PDF in 11 point Helvetica; each text stands at x, y from the lower left corner. `image` puts a picture on each page."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>".encode()]
    image_head = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    objects.append(image_head + b"\nstream\n0\nendstream")
    kids = []
    for page in pages:
        parts = ["q 500 0 0 700 40 40 cm /I Do Q"] if image else []
        for x, y, text in page:
            matrix = f"0 1 -1 0 {595 - y} {x}" if rotated else f"1 0 0 1 {x} {y}"
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"BT /F 11 Tf {matrix} Tm ({escaped}) Tj ET")
        stream = "\n".join(parts).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % len(objects)
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    return _with_table(objects)


def _with_table(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def make_encrypted_pdf() -> bytes:
    """A PDF whose password nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 0 /Kids [] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    ]
    return _with_table(objects, b"/Encrypt 3 0 R /ID [<" + b"33" * 16 + b"> <" + b"33" * 16 + b">]")


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"), ("fo", "fo"))
)


def make_odt(body: str, automatic: str = "", shared: str = "", manifest: str = "") -> bytes:
    """An ODT around the XML of a body, with automatic styles and the content of styles.xml."""
    buffer = io.BytesIO()
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", f"<office:document-content {_ODF}>{content}</office:document-content>")
        archive.writestr("styles.xml", f"<office:document-styles {_ODF}>{shared}</office:document-styles>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return buffer.getvalue()


def make_mail(body: str, attachments: Sequence[tuple[str, bytes]] = (), subject: str = "Minutes", **parts: str) -> bytes:
    """A mail of Monday 5 March 2012 with a plain body; `parts` may hold `html`; attachments are name and content."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = subject, "Ann Lee <ann@fernhill.example>", "Mon, 05 Mar 2012 10:00:00 +0000"
    mail["Message-ID"] = "<1@fernhill.example>"
    mail.set_content(body)
    if "html" in parts:
        mail.add_alternative(parts["html"], subtype="html")
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def make_xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these rows, a sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
