"""PDFs that act, loop, swell or lie."""

# A table, a row a line, reads better than what a formatter makes of it.
# ruff: noqa: E501
# fmt: off

import zlib
from collections.abc import Iterator

from tests.hostile.wholesome import lines, whole
from tests.unit.reading.reading_files import make_pdf

Row = tuple[str, str, bytes, str]


def _objects(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _stream(content: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content) if length is None else length, more) + content + b"\nendstream"


def _words() -> bytes:
    rows = [line[at : at + 90] for line in lines() for at in range(0, len(line), 90)]
    return b"\n".join(b"BT /F 11 Tf 1 0 0 1 60 %d Tm (%s) Tj ET" % (780 - 14 * no, row.encode().replace(b"(", b"\\(").replace(b")", b"\\)")) for no, row in enumerate(rows))


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> %s >> %s >>"


def _one_page(  # noqa: PLR0917
    catalog: bytes = b"", page: bytes = b"", resources: bytes = b"", content: bytes | None = None, more: tuple[bytes, ...] = (), kids: bytes = b"/Count 1 /Kids [3 0 R]",
) -> bytes:
    return _objects(
        [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, b"<< /Type /Pages %s >>" % kids, _PAGE % (resources, page), _FONT, content or _stream(_words()), *more]
    )


def pdfs_that_act() -> Iterator[Row]:
    yield "a script when it opens", "a.pdf", _one_page(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "ok"
    yield "a program when it opens", "a.pdf", _one_page(b"/OpenAction << /S /Launch /F (/bin/sh) >>"), "ok"
    yield "a file inside", "a.pdf", _one_page(b"/Names << /EmbeddedFiles << /Names [(a.exe) << /EF << /F 6 0 R >> >>] >> >>", more=(_stream(b"MZ"),)), "ok"
    yield "a link to another machine", "a.pdf", _one_page(page=b"/AA << /O << /S /GoToR /F (\\\\\\\\x.example\\\\a) >> >>"), "ok"
    yield "a form that is sent off", "a.pdf", _one_page(b"/AcroForm << /XFA 6 0 R /Fields [] >>", more=(_stream(b"<xdp><script>x</script></xdp>"),)), "ok"
    yield "a film", "a.pdf", _one_page(page=b"/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "ok"


def pdfs_that_loop_or_swell() -> Iterator[Row]:
    broken = "TRUNCATED NO_TEXT_LAYER LOW_TEXT ok TOO_BIG OUT_OF_MEMORY TIMEOUT PARSER_CRASH"
    yield "three thousand pages", "a.pdf", make_pdf([[]] * 3_000), "TOO_BIG"
    yield "a thousand million pages that are not there", "a.pdf", _one_page(kids=b"/Count 999999999 /Kids [3 0 R]"), "TOO_BIG ok TRUNCATED"
    yield "fewer than no pages", "a.pdf", _one_page(kids=b"/Count -5 /Kids [3 0 R]"), broken
    yield "a page that is its own parent's parent", "a.pdf", _one_page(kids=b"/Count 2 /Kids [2 0 R 3 0 R]"), broken
    deep = [b"<< /Type /Catalog /Pages 2 0 R >>", *(b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (n + 1) for n in range(2, 3_000)), b"<< /Type /Page /MediaBox [0 0 9 9] >>"]
    yield "a tree of pages three thousand deep", "a.pdf", _objects(deep), broken
    bomb = zlib.compress(b"0 0 m " * 8_000_000, 9)
    yield "a page that swells a thousandfold", "a.pdf", _one_page(content=_stream(bomb, b"/Filter /FlateDecode")), broken
    twice = zlib.compress(zlib.compress(b"BT " * 20_000_000, 9), 9)
    yield "a page packed twice", "a.pdf", _one_page(content=_stream(twice, b"/Filter [/FlateDecode /FlateDecode]")), broken
    forms = tuple(_stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (n + 1)) for n in range(6, 14))
    laugh = _stream(b"BT /F 11 Tf (ha) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 4 0 R >> >>")
    yield "forms in forms that laugh", "a.pdf", _one_page(resources=b"/XObject << /X 6 0 R >>", content=_stream(b"/X Do"), more=(*forms, laugh)), broken
    itself = _stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    yield "a form that shows itself", "a.pdf", _one_page(resources=b"/XObject << /X 6 0 R >>", content=_stream(_words() + b" /X Do"), more=(itself,)), "ok"
    yield "a page as wide as the earth", "a.pdf", _one_page().replace(b"0 0 595 842", b"0 0 9e9 9e9"), broken
    yield "a page of no size", "a.pdf", _one_page().replace(b"0 0 595 842", b"0 0 0 0"), broken
    yield "a page whose numbers are none", "a.pdf", _one_page().replace(b"1 0 0 1 60", b"nan inf 1e99 -1e99 60"), broken
    yield "a table that points at itself", "a.pdf", _one_page().replace(b"/Size", b"/Prev 9 /Size"), broken
    yield "a table that points nowhere", "a.pdf", _one_page().replace(b"startxref\n", b"startxref\n99999999"), broken
    yield "a stream that says it is longer", "a.pdf", _one_page(content=_stream(_words(), length=99_999_999)), broken
    yield "a stream that says it is shorter than nothing", "a.pdf", _one_page(content=_stream(_words(), length=-1)), broken
    yield "a stream whose length is itself", "a.pdf", _one_page(content=_stream(_words()).replace(b"/Length", b"/Length 5 0 R /L")), broken
    yield "a catalog that is missing", "a.pdf", _one_page().replace(b"/Type /Catalog", b"/Type /Nothing").replace(b"/Pages 2 0 R", b""), broken
    yield "arrays in arrays", "a.pdf", _one_page(catalog=b"/A " + b"[" * 50_000 + b"]" * 50_000), broken
    yield "a font that is missing", "a.pdf", _one_page().replace(_FONT, b"null"), broken
    yield "letters smaller than a point", "a.pdf", _one_page().replace(b"/F 11 Tf", b"/F 1e-9 Tf"), broken
    yield "twenty thousand words on a page", "a.pdf", make_pdf([[(n % 500 + 1.0, n % 800 + 1.0, "lease") for n in range(20_000)]]), "ok DATE_MISSING"
    yield "a head and nothing behind it", "a.pdf", b"%PDF-1.7\n" + b"%" * 900, "TRUNCATED"
    yield "a thousand heads", "a.pdf", b"%PDF-1.7\n" * 1_000 + whole("pdf"), broken


SORTS = (pdfs_that_act, pdfs_that_loop_or_swell)
