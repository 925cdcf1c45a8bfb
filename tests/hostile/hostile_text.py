"""Plain text, mark-up and tables of text: damaged, disguised, or laid as bait for patterns."""

# A table, a row a line, reads better than what a formatter makes of it.
# ruff: noqa: E501
# fmt: off

import codecs
import random
from collections.abc import Iterator

from tests.hostile.wholesome import lines, text, whole
from tests.unit.reading.reading_files import make_mail

Row = tuple[str, str, bytes, str]


def nothing_in_them() -> Iterator[Row]:
    yield "no bytes at all", "a.txt", b"", "EMPTY"
    yield "no bytes at all, called docx", "a.docx", b"", "EMPTY"
    yield "no bytes at all, called pdf", "a.pdf", b"", "EMPTY"
    yield "no bytes at all, without an ending", "a", b"", "EMPTY"
    yield "spaces and line ends", "a.txt", b" \t\r\n" * 40, "EMPTY"
    yield "a byte order mark and nothing else", "a.txt", codecs.BOM_UTF8, "EMPTY"
    yield "a byte order mark of UTF-16 and nothing else", "a.txt", codecs.BOM_UTF16_LE, "EMPTY"
    yield "zeros", "a.txt", b"\x00" * 5_000, "EMPTY"
    yield "zeros called pdf", "a.pdf", b"\x00" * 5_001, "EMPTY"
    yield "form feeds", "a.txt", b"\x0c" * 300, "EMPTY"
    yield "characters of no width", "a.txt", "\u200b\u2060\ufeff".encode() * 90, "EMPTY"
    yield "spaces of other kinds", "a.txt", "\xa0\u3000\u2003".encode() * 90, "EMPTY"
    yield "a page of HTML without words", "a.html", b"<html><body><p></p></body></html>", "EMPTY"
    yield "a mail without a body", "a.eml", b"From: a@b.c\nMIME-Version: 1.0\nSubject: x\nDate: x\n\n", "EMPTY LOW_TEXT"
    yield "an RTF without words", "a.rtf", b"{\\rtf1\\ansi}", "EMPTY"


def next_to_nothing_in_them() -> Iterator[Row]:
    yield "a digit", "a.txt", b"7", "LOW_TEXT"
    yield "a word", "a.md", b"Minutes", "LOW_TEXT"
    yield "dashes", "a.txt", b"-" * 900, "LOW_TEXT"
    yield "question marks", "a.txt", b"???\n" * 90, "LOW_TEXT"
    yield "a comma", "a.csv", b",", "LOW_TEXT EMPTY"
    yield "the head of a transcript", "a.csv", b"Speaker,Text\n", "LOW_TEXT EMPTY"


def control_characters() -> Iterator[Row]:
    signs = {"bell": "\x07", "escape": "\x1b[31m", "backspace": "a\x08b", "delete": "\x7f", "C1 sign": "\x9b", "unit separator": "\x1f"}
    for name, sign in signs.items():
        yield f"a {name} in the middle", "a.txt", text().replace("Present", f"{sign}Present").encode(), "CONTROL_CHARACTERS"
    yield "a zero in the middle", "a.txt", whole("txt") + b"\x00" + whole("txt"), "CONTROL_CHARACTERS"
    yield "an escape in Markdown", "a.md", whole("md", more="\x1b]0;title\x07"), "CONTROL_CHARACTERS"
    yield "a bell in HTML", "a.html", whole("html", more="\x07"), "CONTROL_CHARACTERS"
    yield "a bell in a table", "a.csv", whole("csv", more="\x07"), "CONTROL_CHARACTERS"
    yield "a bell in captions", "a.vtt", whole("vtt", more="\x07"), "CONTROL_CHARACTERS"
    yield "a bell in RTF", "a.rtf", whole("rtf", more="\\'07"), "CONTROL_CHARACTERS"
    yield "a bell in a subject", "a.eml", make_mail(text()).replace(b"Subject: Minutes", b"Subject: =?utf-8?q?=07?="), "CONTROL_CHARACTERS"
    yield "a bell in XML, which XML forbids", "a.docx", whole("docx", more="&#7;"), "TRUNCATED"


def encodings() -> Iterator[Row]:
    accents = "The café in the Rue “Émile” – £5, 20 °C."
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"):
        yield f"minutes in {encoding}", "a.txt", (text() + (accents if "-16-" not in encoding else "")).encode(encoding), "ok"
    yield "minutes in UTF-32", "a.txt", text().encode("utf-32"), "CONTROL_CHARACTERS ENCODING_UNSURE"
    yield "minutes in UTF-32 without a mark", "a.txt", text().encode("utf-32-be"), "CONTROL_CHARACTERS ENCODING_UNSURE"
    yield "minutes in EBCDIC", "a.txt", text().encode("cp037"), "ok ENCODING_UNSURE"
    yield "half of a character of UTF-16", "a.txt", text().encode("utf-16")[:-1], "ENCODING_UNSURE"
    yield "UTF-8 after UTF-16", "a.txt", text().encode("utf-16") + accents.encode() * 9 + b"x", "ENCODING_UNSURE"
    yield "half of a pair in UTF-16", "a.txt", codecs.BOM_UTF16_LE + text().encode("utf-16-le") + b"\x3d\xd8", "ENCODING_UNSURE"
    yield "UTF-8 that is longer than it needs to be", "a.txt", whole("txt") + b"\xc0\xaf\xe0\x80\xaf", "ENCODING_UNSURE ok"
    yield "surrogates in UTF-8", "a.txt", whole("txt") + b"\xed\xa0\x80\xed\xb0\x80", "ENCODING_UNSURE ok"
    yield "UTF-8 and Latin-1 in one file", "a.txt", whole("txt") + accents.encode() + accents.encode("cp1252"), "ENCODING_UNSURE ok"
    russian = "Правление собралось в старой библиотеке и обсудило расходы на новую клинику, которые выросли за лето. " * 9
    yield "another language in KOI8-R", "a.txt", russian.encode("koi8-r"), "NOT_ENGLISH ENCODING_UNSURE"
    yield "another language in Shift-JIS", "a.txt", ("理事会は新しい診療所の費用について話し合った。" * 30).encode("shift-jis"), "NOT_ENGLISH ENCODING_UNSURE"
    yield "random bytes", "a.txt", random.Random(1).randbytes(9_000), "CONTROL_CHARACTERS ENCODING_UNSURE"
    yield "random bytes called HTML", "a.html", b"<html>" + random.Random(2).randbytes(9_000), "CONTROL_CHARACTERS ENCODING_UNSURE"
    yield "high bytes", "a.txt", bytes(range(128, 256)) * 30, "ENCODING_UNSURE"
    yield "a page of HTML that lies about its encoding", "a.html", whole("html").replace(b"<body>", b'<meta charset="utf-16"><body>'), "ok"
    yield "an RTF in a code page that is none", "a.rtf", whole("rtf", more="\\'e9").replace(b"\\ansi", b"\\ansicpg77777"), "ENCODING_UNSURE"
    for charset in ("nonsense", "rot13", "hex", "punycode", "idna", "unicode_escape", "utf-7", "undefined", "\udcff"):
        mail = make_mail(text(), subject="charset").replace(b'charset="utf-8"', f'charset="{charset}"'.encode("utf-8", "surrogateescape"))
        yield f"a mail in {charset.encode('ascii', 'replace').decode()}", "a.eml", mail, "ok ENCODING_UNSURE"


def other_scripts() -> Iterator[Row]:
    head = text
    yield "text turned from right to left", "a.txt", (head() + "\u202eThe Board agreed.\u202c\n").encode(), "ok"
    yield "isolates that are never closed", "a.txt", (head() + "\u2067\u2066" * 3_000).encode(), "ok"
    yield "characters without width inside words", "a.txt", "\u200b".join(head()).encode(), "ok"
    yield "soft hyphens inside words", "a.txt", "\xad".join(head()).encode(), "ok DATE_MISSING"
    yield "a thousand accents on a letter", "a.txt", (head() + "a" + "\u0301" * 1_000).encode(), "ok"
    yield "marks that nobody can sort quickly", "a.txt", (head() + "a" + "\u0301\u0323" * 15_000).encode(), "ok"
    yield "letters that look like others", "a.txt", head().replace("a", "а").encode(), "ok NOT_ENGLISH DATE_MISSING"
    yield "letters of full width", "a.txt", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in head()).encode(), "ok NOT_ENGLISH DATE_MISSING"
    yield "letters of mathematics", "a.txt", "".join(chr(0x1D400 + ord(c) - 65) if c.isupper() else c for c in head()).encode(), "ok DATE_MISSING"
    yield "faces", "a.txt", (head() + "👩‍👩‍👧‍👦" * 3_000).encode(), "ok"
    yield "private and missing characters", "a.txt", (head() + "\ue000\uffff\U0010ffff\ufffd" * 900).encode(), "ok CONTROL_CHARACTERS"
    yield "tags that nobody sees", "a.txt", (head() + "".join(chr(0xE0000 + c) for c in range(32, 127)) * 9).encode(), "ok"
    yield "Arabic", "a.txt", ("اجتمع المجلس في المكتبة القديمة وناقش تكاليف العيادة الجديدة. " * 30).encode(), "NOT_ENGLISH"
    yield "French", "a.txt", ("Le conseil a noté que les travaux de la clinique avaient pris du retard et que le coût est en hausse. " * 9).encode(), "NOT_ENGLISH"
    yield "separators of lines and paragraphs", "a.txt", head().replace("\n", "\u2028").encode(), "ok"


def broken_dates() -> Iterator[Row]:
    for day, expected in {
        "31 February 2006": "DATE_MISSING DATE_AMBIGUOUS", "99 May 2006": "DATE_MISSING DATE_AMBIGUOUS", "0 May 2006": "DATE_MISSING DATE_AMBIGUOUS",
        "32/13/2006": "DATE_MISSING DATE_AMBIGUOUS", "00/00/0000": "DATE_MISSING DATE_AMBIGUOUS", "5 May 2999": "DATE_FUTURE DATE_MISSING",
        "1 January 9999": "DATE_FUTURE DATE_MISSING DATE_AMBIGUOUS", "5 May 0001": "DATE_MISSING DATE_AMBIGUOUS ok", "a day nobody wrote down": "DATE_MISSING",
        "29 February 2007": "DATE_MISSING DATE_AMBIGUOUS", "5 May 2006 or 9 June 2006": "ok DATE_AMBIGUOUS DATE_MISSING",
        "99999999999999999999/99/9999": "DATE_MISSING DATE_AMBIGUOUS", "５ May ２００６": "ok DATE_MISSING DATE_AMBIGUOUS", "٣ May ٢٠٠٦": "ok DATE_MISSING DATE_AMBIGUOUS",
        "²³ May 2006": "ok DATE_MISSING DATE_AMBIGUOUS",
    }.items():
        said = lines()
        said[0] = f"Minutes of the meeting of the Board held on {day}"
        yield f"minutes of {day}", "a.txt", "\n\n".join(said).encode(), expected
    undated = lambda: "\n\n".join(["Minutes of the meeting of the Board", *lines()[1:]]).encode()  # noqa: E731
    yield "a name with a day that is none", "2006-13-45.txt", undated(), "DATE_MISSING DATE_AMBIGUOUS"
    yield "a name with a year that is none", "00000000_minutes.txt", undated(), "DATE_MISSING DATE_AMBIGUOUS"
    yield "a name of nothing but digits", "9" * 200 + ".txt", undated(), "DATE_MISSING DATE_AMBIGUOUS"
    yield "a name in digits of another script", "٢٠٠٦-٠٥-٠٣.txt", undated(), "ok DATE_MISSING DATE_AMBIGUOUS"


_BAIT = {
    "spaces": " ", "spaces and a letter": "          a", "tabs": "\t", "dots": ".", "dotted lines": ". . . ", "dashes": "-", "long dashes": "—",
    "underscores": "_", "brackets that open": "(", "brackets of all kinds": "([{<", "pairs of brackets": "()", "asterisks": "*", "hashes": "#",
    "backticks": "`", "bars": "|", "quotation marks": '"', "quotation marks that open": "“", "apostrophes": "'", "colons": ":", "slashes": "/", "ampersands": "&",
    "angle brackets": "<", "names": "Ann Lee, ", "names in capitals": "ANN LEE ", "names with titles": "Dr Mrs Sir ", "initials": "A. B. ", "bracketed initials": "(MH) ",
    "labels": "MH: ", "one label after another": "Present: ", "actions": "Action: MH ", "numbers of items": "1.1.1.", "numbers": "1 ", "digits": "1",
    "days": "1 May 2006 ", "halves of days": "1 May ", "years": "2005/06 ", "ordinals": "1st of the ", "times": "10:00 - ", "speech in speech": "MH said that TB said that ",
    "reports": "reported ", "and and and": "and ", "commas": ",", "ends of sentences": "? ", "words cut at line ends": "build-\n", "letters by lines": "a\n",
    "capitals": "A", "capitals and small letters": "Aa", "hyphenated words": "well-", "addresses": "a@b.", "links": "http://", "page numbers": "Page 1 of 1\n", "form feeds": "\f1\n",
    "bullets": "• ", "items": "(a) ", "comments of HTML": "<!---->", "escapes": "&amp;", "emphasis": "**a", "cells": "a\t", "figures": "£1\n", "quoted lines": "> ",
    "the same line": "The Board noted the report.\n", "zero-width joiners in names": "A\u200dB ", "semicolons and names": "Ann Lee (AL); ", "apologies": "Apologies: Ann Lee\n",
}


def bait_for_patterns() -> Iterator[Row]:
    for name, bait in _BAIT.items():
        yield f"twenty thousand characters of {name}", "a.txt", (text() + "\n" + bait * (20_000 // len(bait)) + "!\n").encode(), "ok NOT_ENGLISH"
    yield "a list of ten thousand people who are present", "a.txt", (text().partition("Present")[0] + "Present: " + ", ".join(
        f"{'ABCDEFGHIJ'[n % 10]}nn {'LMNPRSTW'[n // 10 % 8]}ee{n // 80} ({'ABCDEFGHIJ'[n % 10]}L)" for n in range(10_000)
    ) + "\n\n1. Progress\n\nThe Board met.\n").encode(), "ok"
    yield "ten thousand people below each other", "a.txt", (text().partition("Present")[0] + "Present:\n" + "".join(
        f"Ann {'abcdefghij'[n % 10].upper()}ee{'abcdefghij'[n // 10 % 10]} Director of Estates, Eastvale PCT\n" for n in range(10_000)
    ) + "\n1. Progress\n\nThe Board met.\n").encode(), "ok"
    for ending in ("md", "rst", "html", "csv", "vtt", "srt", "rtf", "eml"):
        bait = "".join(part * (3_000 // len(part)) for part in ("<!---->", "**a", "| ", "`", "[a](", "> ", "- ", "&#", "<v ", "\\'", "{", "=?"))
        yield f"all signs of mark-up in {ending}", f"a.{ending}", whole(ending, more=bait), "ok TRUNCATED PARSER_CRASH TYPE_MISMATCH ENCODING_UNSURE"
    yield "comments in front of HTML that never comes", "a.txt", b"<!---->" * 600 + whole("txt"), "ok"


def long_lines() -> Iterator[Row]:
    yield "ten megabytes of one word", "a.txt", b"lease" * 2_000_000, "TOO_BIG"
    yield "half a megabyte in one line", "a.txt", (" ".join(lines()) + " The Board agreed the lease with the trust and went home." * 9_000).encode(), "ok"
    yield "a megabyte of one word", "a.txt", (text() + "x" * 1_000_000).encode(), "ok"
    yield "a megabyte of one word in HTML", "a.html", whole("html", more="y" * 1_000_000), "ok"
    yield "sixty thousand short lines", "a.txt", (text() + "Ann Lee\n" * 60_000).encode(), "ok"
    yield "two hundred thousand blank lines", "a.txt", (text() + "\n" * 200_000 + "The end.").encode(), "ok"
    yield "twenty thousand headings", "a.md", (text() + "# Heading\n\n" * 20_000).encode(), "ok"
    yield "a line of carriage returns", "a.txt", (text() + "\r" * 100_000).encode(), "ok"


def active_pages() -> Iterator[Row]:
    parts = {
        "a script": "<script>document.write('x')</script>", "a style": "<style>p{content:'x'}</style>", "a frame": "<iframe src='http://x.example'></iframe>",
        "an event": "<img src=x onerror=alert(1)>", "a refresh": "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>", "a picture in it": f"<img src='data:image/png;base64,{'A' * 9_000}'>",
        "a drawing with words": "<svg><foreignObject><p>hidden</p></foreignObject></svg>", "a form": "<form action=x><input value=y><textarea>z</textarea></form>",
        "a template": "<template><p>hidden</p></template>", "tags that never close": "<b><i><u>" * 300, "an attribute without end": "<p title=\"" + "a" * 9_000,
        "a million tags of one kind": "<br>" * 100_000, "a comment without end": "<!-- " * 900, "names that are none": "&nonsense;&#xD800;&#1114112;&#0;",
        "markup for other programs": "<![CDATA[x]]><?php system('x') ?><%= x %>",
    }
    for name, part in parts.items():
        yield f"a page with {name}", "a.html", whole("html", more=part), "ok"


def formulas() -> Iterator[Row]:
    for start in ("=", "+", "-", "@", "\t=", " ="):
        cell = f"{start}HYPERLINK(http://x.example;A1)"
        yield f"a speaker called {start!r} and a formula", "a.csv", whole("csv").replace(b"Mary Holt", cell.encode()), "ok DATE_MISSING TYPE_MISMATCH"
    yield "a heading that is a formula", "a.txt", text().replace("1. Progress", "=cmd|' /C calc'!A0").encode(), "ok"
    present = text().replace("Eastvale PCT", "=1+1").replace("Mary Holt", "@SUM(A1)")
    yield "people and organisations that are formulas", "a.txt", present.encode(), "ok"


def mails() -> Iterator[Row]:
    yield "an attached program", "a.eml", make_mail(text(), [("minutes.exe", b"MZ\x90\x00" + bytes(99))]), "UNSUPPORTED_TYPE"
    yield "an attached archive", "a.eml", make_mail(text(), [("a.zip", b"PK\x03\x04" + bytes(99))]), "UNSUPPORTED_TYPE"
    yield "an attachment whose name climbs", "a.eml", make_mail(text(), [("../../../etc/passwd", whole("txt"))]), "ok"
    yield "an attachment whose name holds a zero", "a.eml", make_mail(text(), [("a=00.txt", whole("txt"))]).replace(b"a=00", b"=?utf-8?q?=00?="), "ok CONTROL_CHARACTERS"
    yield "an attached paper that is cut", "a.eml", make_mail(text(), [("a.docx", whole("docx")[:-200])]), "TRUNCATED"
    yield "an attachment with nothing in it", "a.eml", make_mail(text(), [("a.docx", b"")]), "ok"
    yield "three hundred attachments", "a.eml", make_mail(text(), [(f"{n}.txt", b"a") for n in range(300)]), "ZIP_BOMB"
    nested = make_mail(text())
    for _ in range(12):
        nested = b"From: a@b.example\nMIME-Version: 1.0\nDate: x\nContent-Type: message/rfc822\n\n" + nested
    yield "mails in mails", "a.eml", nested, "ZIP_BOMB"
    head = b"From: a@b.example\nMIME-Version: 1.0\nDate: Mon, 05 Mar 2012 10:00:00 +0000\nSubject: lease\n"
    yield "parts without a boundary", "a.eml", head + b"Content-Type: multipart/mixed\n\n" + whole("txt"), "ok EMPTY LOW_TEXT"
    yield "parts that never end", "a.eml", head + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n' + whole("txt"), "ok"
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="x%d"\n\n--x%d\n' % (n, n) for n in range(300))
    yield "parts in parts", "a.eml", head + opened + b"\n" + whole("txt"), "ok PARSER_CRASH ZIP_BOMB EMPTY LOW_TEXT"
    yield "a header of a megabyte", "a.eml", head + b"X-Long: " + b"a" * 1_000_000 + b"\n\n" + whole("txt"), "ok"
    yield "a subject of ten thousand encoded words", "a.eml", head.replace(b"lease", b"=?utf-8?q?a?= " * 10_000) + b"\n" + whole("txt"), "ok DATE_MISSING"
    yield "a date that is none", "a.eml", head.replace(b"05 Mar 2012", b"99 Foo 99999999") + b"\n" + whole("txt"), "ok"
    yield "base64 that is none", "a.eml", head + b"Content-Transfer-Encoding: base64\n\n" + b"!!!!" * 900, "EMPTY LOW_TEXT CONTROL_CHARACTERS ENCODING_UNSURE ok"
    yield "an encoding of parts that is none", "a.eml", head + b"Content-Transfer-Encoding: x-uue\n\nbegin 644 a\n" + whole("txt"), "ok PARSER_CRASH"
    yield "headers and no end of them", "a.eml", head + b"X: y\n" * 20_000, "ok EMPTY LOW_TEXT"


def tables_and_captions() -> Iterator[Row]:
    yield "a quotation mark that never closes", "a.csv", whole("csv") + b'Tom Brandt,"The lease was signed\n' * 9, "ok"
    yield "ten thousand columns", "a.csv", whole("csv") + b"," * 10_000 + b"\n", "ok"
    yield "a field of a megabyte", "a.csv", whole("csv", more="a" * 1_000_000), "ok"
    yield "prose in the place of a table", "a.csv", whole("txt"), "TYPE_MISMATCH ok"
    yield "captions without a cue", "a.vtt", b"WEBVTT\n\nNOTE nothing\n", "LOW_TEXT EMPTY"
    yield "captions whose times run backwards", "a.srt", whole("srt").replace(b"00:01:00", b"99:99:99"), "ok"
    yield "captions without times", "a.vtt", b"WEBVTT\n\n" + whole("txt"), "ok"
    yield "tags of voices that never close", "a.vtt", whole("vtt", more="<v Ann " * 9_000), "ok"
    yield "twenty thousand cues of one word", "a.srt", whole("srt") + b"\n1\n00:00:01,000 --> 00:00:02,000\nyes\n" * 20_000, "ok"


SORTS = (
    nothing_in_them, next_to_nothing_in_them, control_characters, encodings, other_scripts, broken_dates, bait_for_patterns, long_lines,
    active_pages, formulas, mails, tables_and_captions,
)
