"""Office documents and other containers: cut, bombed, nested, locked, misnamed, or two things at once."""

# A table, a row a line, reads better than what a formatter makes of it.
# ruff: noqa: E501
# fmt: off

import io
import struct
import zipfile
from collections.abc import Iterator
from itertools import count, product

from tests.hostile.wholesome import FORMATS, archive, lines, paragraphs, text, whole
from tests.unit.reading.reading_files import make_docx, make_encrypted_pdf, make_odt, make_pdf

Row = tuple[str, str, bytes, str]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SALT = count(1)


def _document(body: str) -> str:
    return f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'


def _entries(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _with(packed: bytes, **more: str | bytes) -> bytes:
    """The archive with further entries, or with others in the place of those it has; names are written with __ for / and _ for a dot."""
    return archive(_entries(packed) | {name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): content for name, content in more.items()})


def cut_short() -> Iterator[Row]:
    for ending in ("docx", "odt", "xlsx", "ods"):
        data = whole(ending)
        for share in (10, 35, 60, 85, 99):
            yield f"{share} % of an {ending}", f"a.{ending}", data[: len(data) * share // 100], "TRUNCATED TYPE_MISMATCH"
    data = whole("pdf")
    for share in (5, 30, 60, 85, 99):
        yield f"{share} % of a pdf", "a.pdf", data[: len(data) * share // 100], "TRUNCATED ok NO_TEXT_LAYER LOW_TEXT"
    for ending in ("rtf", "eml", "html", "csv", "vtt", "srt", "txt", "md", "rst"):
        data = whole(ending)
        for share in (50, 97):
            yield f"{share} % of an {ending}", f"a.{ending}", data[: len(data) * share // 100], "TRUNCATED" if ending == "rtf" else "ok"


def bombs() -> Iterator[Row]:
    long = "a" * 3_000_000
    yield "a docx that swells a thousandfold", "a.docx", make_docx(paragraphs([*lines(), long])), "ZIP_BOMB"
    yield "an odt that swells a thousandfold", "a.odt", make_odt(f"<text:p>{long}</text:p>"), "ZIP_BOMB"
    yield "an xlsx that swells a thousandfold", "a.xlsx", _with(whole("xlsx"), xl__more_xml=long), "ZIP_BOMB"
    yield "a docx of three thousand entries", "a.docx", archive(_entries(whole("docx")) | {f"x/{n}": "" for n in range(3_000)}), "ZIP_BOMB"
    yield "a docx whose fonts are a bomb", "a.docx", _with(whole("docx"), word__fonts_bin=bytes(4_000_000)), "ZIP_BOMB"
    inner = archive({"a": bytes(9_000_000)})
    yield "a docx with a bomb packed twice", "a.docx", _with(whole("docx"), word__embedded_bin=inner), "ok"
    yield "a zip of zips", "a.zip", archive({f"{n}.zip": inner for n in range(9)}), "UNSUPPORTED_TYPE"
    yield "a docx that says it holds 4 GB", "a.docx", _lying(whole("docx"), 0xFFFFFFFE), "ZIP_BOMB TRUNCATED"
    yield "a docx that holds more than it says", "a.docx", _lying(whole("docx"), 100), "TRUNCATED"
    yield "a docx whose entries lie over each other", "a.docx", _overlapping(), "TRUNCATED ZIP_BOMB"
    yield "a docx with the same name twice", "a.docx", _twice(), "ok TRUNCATED"
    yield "a docx packed in a way nobody knows", "a.docx", _lying(whole("docx"), 99, at=10, width=2), "TRUNCATED"
    yield "an odt with a thousand million spaces", "a.odt", make_odt("".join(f'<text:p>{line}<text:s text:c="999999999"/></text:p>' for line in lines())), "ok"
    repeated = '<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"/></table:table-row></table:table>'
    yield "an odt with a table of a million million cells", "a.odt", make_odt("".join(f"<text:p>{line}</text:p>" for line in lines()) + repeated), "ok"
    ods = _entries(whole("ods"))
    cell = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>yes</text:p></table:table-cell></table:table-row></table:table>'
    yield "an ods with a table of a million million cells", "a.ods", archive(ods | {"content.xml": ods["content.xml"].replace(b"</table:table>", cell)}), "PARSER_CRASH OUT_OF_MEMORY TIMEOUT TOO_BIG TRUNCATED"
    xlsx = _entries(whole("xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    yield "an xlsx with a cell at the end of the world", "a.xlsx", archive(xlsx | {sheet: xlsx[sheet].replace(b"</sheetData>", far)}), "PARSER_CRASH OUT_OF_MEMORY TIMEOUT TOO_BIG"
    wrong = b'<row r="99"><c r="A99" t="s"><v>99999999</v></c><c r="ZZZZZZ1"><v>1</v></c></row></sheetData>'
    yield "an xlsx that points behind its strings", "a.xlsx", archive(xlsx | {sheet: xlsx[sheet].replace(b"</sheetData>", wrong)}), "PARSER_CRASH TRUNCATED ok"


def _lying(packed: bytes, value: int, at: int = 24, width: int = 4) -> bytes:
    """The number at this place of the directory's row for word/document.xml replaced (24: the unpacked size), locally too."""
    data = bytearray(packed)
    for sign, shift in ((b"PK\x01\x02", 0), (b"PK\x03\x04", -2)):
        start = data.find(sign)
        while start >= 0:
            name = start + (46 if shift == 0 else 30)
            if data[name : name + 17] == b"word/document.xml":
                data[start + at + shift : start + at + shift + width] = value.to_bytes(width, "little")
            start = data.find(sign, start + 4)
    return bytes(data)


def _overlapping() -> bytes:
    """The directory's rows all point at the first entry."""
    data = bytearray(whole("docx"))
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 42 : start + 46] = struct.pack("<I", 0)
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(data)


def _twice() -> bytes:
    import warnings

    buffer = io.BytesIO(whole("docx"))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as opened:
        warnings.simplefilter("ignore")
        opened.writestr("word/document.xml", _document(paragraphs(lines())))
    return buffer.getvalue()


def entities() -> Iterator[Row]:
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = "<!DOCTYPE a [" + '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
    quadratic = f'<!DOCTYPE a [<!ENTITY x "{"ha" * 40_000}">]>'
    outward = '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x.example/a.dtd"> %p;]>'
    for name, doctype in {"a file": outside, "laughs": laughs, "a long entity": quadratic, "a web page": outward}.items():
        body = _document(paragraphs([*lines(), "&x;"])).replace("?>", f"?>{doctype}", 1)
        yield f"a docx that asks for {name}", "a.docx", make_docx(body), "XML_DTD"
    for part in ("styles", "numbering", "header1", "footer3"):
        yield f"a docx with entities in its {part}", "a.docx", _with(whole("docx"), **{f"word__{part}_xml": f"{laughs}<a>&a9;</a>"}), "XML_DTD"
    odt = _entries(whole("odt"))
    for part in ("content.xml", "styles.xml"):
        yield f"an odt with entities in its {part}", "a.odt", archive(odt | {part: outside.encode() + odt[part]}), "XML_DTD"
    yield "an odt with a doctype behind a long comment", "a.odt", archive(odt | {"content.xml": b"<!--" + b"-" * 0 + b"a" * 9_000 + b"-->" + laughs.encode() + odt["content.xml"]}), "XML_DTD"
    xlsx = _entries(whole("xlsx"))
    for part in ("xl/sharedStrings.xml", "xl/workbook.xml"):
        yield f"an xlsx with entities in its {part}", "a.xlsx", archive(xlsx | {part: laughs.encode() + xlsx.get(part, b"<sst/>")}), "XML_DTD"
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{laughs}<a>&a9;</a>'.encode("utf-16")
    yield "a docx with entities in UTF-16", "a.docx", archive(_entries(whole("docx")) | {"word/document.xml": utf16}), "XML_DTD"
    yield "a page with entities of its own", "a.html", whole("html").replace(b"<!DOCTYPE html>", b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), "ok"
    yield "a drawing that asks for a file", "a.svg", (outside + "<svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text></svg>").encode(), "UNSUPPORTED_TYPE"
    yield "XML that laughs", "a.xml", (laughs + "<a>&a9;</a>").encode(), "UNSUPPORTED_TYPE"
    yield "XML called text", "a.txt", (f'<?xml version="1.0"?>{outside}<a>&x;</a>').encode(), "TYPE_MISMATCH UNSUPPORTED_TYPE"


def names_that_climb_out() -> Iterator[Row]:
    for name in ("../../../../tmp/liftmine_was_here", "/tmp/liftmine_was_here", "..\\..\\liftmine_was_here", "word/../../../liftmine_was_here", "C:\\liftmine_was_here"):  # noqa: S108
        yield f"a docx with an entry called {name}", "a.docx", archive(_entries(whole("docx")) | {name: "x"}), "ok"
    types = b'<Types><Override PartName="/word/document/../../../../etc/passwd" ContentType="x"/></Types>'
    yield "a docx whose body is said to lie elsewhere", "a.docx", archive(_entries(whole("docx")) | {"[Content_Types].xml": types}), "ok"
    link = zipfile.ZipInfo("word/document.xml")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr(link, "/etc/passwd")
    yield "a docx whose body is a link", "a.docx", buffer.getvalue(), "TRUNCATED"


def locked() -> Iterator[Row]:
    package = "EncryptedPackage".encode("utf-16-le")
    for ending in ("docx", "xlsx"):
        yield f"an {ending} with a password", f"a.{ending}", _OLE + ending.encode() + bytes(600) + package, "ENCRYPTED"
    yield "a docx with a password, called pdf", "a.pdf", _OLE + b"pdf" + bytes(600) + package, "ENCRYPTED"
    yield "a pdf with a password", "a.pdf", make_encrypted_pdf(), "ENCRYPTED"
    yield "a docx whose entries are locked", "a.docx", _lying(whole("docx"), 1, at=8, width=2), "ENCRYPTED"
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    yield "an odt with a password", "a.odt", archive(_entries(whole("odt")) | {"META-INF/manifest.xml": manifest}), "ENCRYPTED"
    entry = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">' + entry + b"</manifest:manifest>"
    sealed = {"META-INF/manifest.xml": manifest, "content.xml": bytes(range(256)) * 9}
    yield "an ods with a password", "a.ods", archive(_entries(whole("ods")) | sealed), "ENCRYPTED"
    signed = b'From: a@b.example\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name="smime.p7m"\n\n\x30\x82' + bytes(range(128, 200))
    yield "an encrypted mail", "a.eml", signed, "UNSUPPORTED_TYPE ENCODING_UNSURE CONTROL_CHARACTERS ENCRYPTED EMPTY LOW_TEXT"


def pictures_of_text() -> Iterator[Row]:
    picture = "<w:p><w:r><w:drawing><inline><blip embed='rId1'/></inline></w:drawing></w:r></w:p>"
    yield "a docx of nothing but pictures", "a.docx", _with(make_docx(picture), word__media__a_bin=b"\x89PNG" + bytes(900)), "NO_TEXT_LAYER"
    frame = '<text:p><draw:frame><draw:image xlink="Pictures/a.png"/></draw:frame></text:p>'
    yield "an odt of nothing but pictures", "a.odt", _with(make_odt(frame), Pictures__a_bin=b"\x89PNG" + bytes(900)), "NO_TEXT_LAYER"
    for pages in (1, 3, 20):
        yield f"a scan of {pages} pages", "a.pdf", make_pdf([[]] * pages, image=True), "NO_TEXT_LAYER"
    yield "a scan with a stamp on each page", "a.pdf", make_pdf([[(60, 800, f"Received {n} May")] for n in range(1, 5)], image=True), "NO_TEXT_LAYER"
    garbage = [(60.0, 700.0 - 14 * no, "hx4%k ]]q rtwz~ vvn# 0xq;k zzz| ~~t pl$kr wq^p lk}j") for no in range(20)]
    yield "a scan whose text layer is rubbish", "a.pdf", make_pdf([garbage, garbage], image=True), "NO_TEXT_LAYER"
    yield "a page with a picture for each word", "a.html", b"<html><body>" + b"<img src=a.png>" * 900 + b"</body></html>", "EMPTY NO_TEXT_LAYER"
    yield "an RTF of a picture", "a.rtf", b"{\\rtf1\\ansi{\\pict\\pngblip 89504e47" + b"00" * 900 + b"}}", "EMPTY NO_TEXT_LAYER"


def nested_deeply() -> Iterator[Row]:
    deep = "PARSER_CRASH ok TRUNCATED"
    yield "content controls in content controls", "a.docx", make_docx(paragraphs(lines()) + "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), deep
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    yield "tables in tables", "a.docx", make_docx(paragraphs(lines()) + table * 500 + "<w:p/>" + end * 500), deep
    yield "runs in runs", "a.docx", make_docx("<w:p>" + "<w:ins>" * 2_000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 2_000 + "</w:p>"), deep
    yield "sixty thousand elements in each other", "a.docx", make_docx("<w:a>" * 60_000 + "</w:a>" * 60_000), deep
    yield "sections in sections", "a.odt", make_odt("<text:section>" * 3_000 + "<text:p>a</text:p>" + "</text:section>" * 3_000), deep
    yield "lists in lists", "a.odt", make_odt("<text:list><text:list-item>" * 900 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 900), deep
    yield "twenty thousand divisions", "a.html", whole("html", more="<div>" * 20_000), deep
    yield "tables in tables of a page", "a.html", whole("html", more="<table><tr><td>" * 3_000), deep
    yield "lists in lists of a page", "a.html", whole("html", more="<ul><li>" * 900), deep
    yield "a hundred thousand braces", "a.rtf", whole("rtf", more="{" * 100_000 + "}" * 100_000), deep
    yield "more braces that close than open", "a.rtf", whole("rtf") + b"}" * 9_000, deep
    yield "quotes in quotes", "a.md", whole("md", more="> " * 20_000), deep
    yield "brackets in brackets", "a.md", whole("md", more="[" * 20_000 + "](x)" * 9_000), deep
    based = "".join(f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{(n + 1) % 300}"/></w:style>' for n in range(300))
    yield "styles that rest on each other in a ring", "a.docx", make_docx('<w:p><w:pPr><w:pStyle w:val="S1"/></w:pPr></w:p>' + paragraphs(lines()), styles=based), "ok"
    level = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:start w:val="2000000000"/><w:lvlText w:val="%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>The lease.</w:t></w:r></w:p>'
    yield "lists that begin at two thousand million, in Roman numbers", "a.docx", make_docx(item * 9, numbering=level), "TOO_BIG OUT_OF_MEMORY ok"
    for value in ("-1", "x", "9" * 5_000):
        yield f"a list that begins at {value[:9]}", "a.docx", make_docx(item + paragraphs(lines()), numbering=level.replace("2000000000", value)), "ok PARSER_CRASH TOO_BIG"
    yield "cells that span a thousand million columns", "a.docx", make_docx(paragraphs(lines()) + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'), "ok"


def broken_rtf() -> Iterator[Row]:
    yield "bytes to skip that are not there", "a.rtf", whole("rtf", more="\\bin999999999 x"), "TRUNCATED"
    yield "bytes to skip backwards", "a.rtf", whole("rtf", more="\\bin-99 x"), "ok"
    yield "escapes that are none", "a.rtf", whole("rtf", more="\\'zz\\u99999999999 ?\\u-1 ?\\\\"), "ok TRUNCATED"
    yield "halves of characters", "a.rtf", whole("rtf", more="\\u55357 ?\\u55357 ?"), "ok"
    yield "an object inside", "a.rtf", whole("rtf", more="{\\object\\objemb{\\objdata " + "4d5a" * 9_000 + "}}"), "ok"
    yield "a field that starts a program", "a.rtf", whole("rtf", more='{\\field{\\*\\fldinst DDEAUTO c:\\\\\\\\cmd.exe "/k calc"}{\\fldrslt x}}'), "ok"


def endings_that_lie() -> Iterator[Row]:
    containers = ("docx", "pdf", "odt", "xlsx", "ods")
    for ending, content in product(containers, ("docx", "pdf", "odt", "xlsx", "rtf", "html", "txt", "eml", "png")):
        if ending != content:
            data = b"\x89PNG\r\n\x1a\n" + next(_SALT).to_bytes(4, "big") + bytes(90) if content == "png" else whole(content)
            yield f"{content} called {ending}", f"a.{ending}", data, "TYPE_MISMATCH"
    for ending, content in product(("txt", "md", "html", "csv", "doc", "bak"), containers):
        yield f"{content} called {ending}", f"a.{ending}", whole(content), "ok"
    for ending in FORMATS:
        yield f"{ending} without an ending", "a", whole(ending), "ok"


_PROGRAMS = {
    "an ELF program": b"\x7fELF\x02\x01\x01", "a Windows program": b"MZ\x90\x00\x03", "a Mach-O program": b"\xcf\xfa\xed\xfe\x07", "a Java class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    "WebAssembly": b"\x00asm\x01\x00\x00\x00", "a gzip file": b"\x1f\x8b\x08\x00", "a bzip2 file": b"BZh91AY&SY\x00", "an xz file": b"\xfd7zXZ\x00", "a 7z file": b"7z\xbc\xaf\x27\x1c",
    "a RAR file": b"Rar!\x1a\x07\x00", "a tape archive": b"a.txt" + bytes(252) + b"ustar\x0000", "a disk image": bytes(999) + b"CD001", "a database": b"SQLite format 3\x00",
    "a parquet file": b"PAR1", "a pickle": b"\x80\x04\x95\x00\x00", "a PNG": b"\x89PNG\r\n\x1a\n", "a JPEG": b"\xff\xd8\xff\xe0", "a TIFF": b"II*\x00", "a recording": b"ID3\x04\x00",
    "a film": b"\x00\x00\x00\x18ftypmp42", "a Word document of 1997": _OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "a font": b"\x00\x01\x00\x00\x00\x0f", "PostScript": b"%!PS-Adobe-3.0\n",
}


def no_papers_at_all() -> Iterator[Row]:
    refused = "UNSUPPORTED_TYPE TYPE_MISMATCH CONTROL_CHARACTERS ENCODING_UNSURE"
    for name, magic in _PROGRAMS.items():
        yield name, "a.bin", magic + bytes(range(256)) * 4, refused
    for name in ("an ELF program", "a PNG", "a gzip file", "a recording"):
        yield f"{name}, called txt", "a.txt", _PROGRAMS[name] + bytes(range(255, -1, -1)) * 4, refused
    yield "a script of the shell", "a.sh", b"#!/bin/sh\necho nothing\n", "ok LOW_TEXT DATE_MISSING UNSUPPORTED_TYPE"


def two_things_at_once() -> Iterator[Row]:
    yield "a pdf with a docx behind it", "a.pdf", whole("pdf") + whole("docx"), "ok"
    yield "a pdf with a docx behind it, called docx", "a.docx", whole("pdf") + whole("docx"), "TYPE_MISMATCH"
    yield "a docx with a script in front", "a.docx", b"#!/bin/sh\n" + whole("docx"), "TYPE_MISMATCH TRUNCATED ok"
    yield "a page that is a pdf too", "a.html", b"<html><!--" + whole("pdf") + b"-->" + whole("html"), "ok TRUNCATED CONTROL_CHARACTERS"
    yield "a picture that is an archive too", "a.gif", b"GIF89a" + bytes(20) + whole("docx"), "UNSUPPORTED_TYPE"
    yield "a program that is text", "a.txt", b"MZ\x90\x00" + whole("txt"), "TYPE_MISMATCH UNSUPPORTED_TYPE"
    yield "an RTF that is a page too", "a.rtf", whole("rtf") + whole("html"), "ok"
    yield "a docx that is an odt too", "a.docx", archive(_entries(whole("odt")) | _entries(whole("docx"))), "ok TYPE_MISMATCH"
    yield "minutes that speak of %PDF-", "a.txt", (text() + "The file began with %PDF-1.4 and could not be opened.\n").encode(), "ok TRUNCATED"
    yield "two pdfs in one", "a.pdf", whole("pdf") + whole("pdf"), "ok"


SORTS = (
    cut_short, bombs, entities, names_that_climb_out, locked, pictures_of_text, nested_deeply, broken_rtf, endings_that_lie, no_papers_at_all,
    two_things_at_once,
)
