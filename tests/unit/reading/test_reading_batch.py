"""The reader as its users meet it: bytes in, tables out, and a reason for what cannot be read."""

import os
import select
import signal
import zipfile
from array import array
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reading_files import make_docx, make_encrypted_pdf, make_mail, make_odt, make_pdf, make_xlsx

from liftmine.errors import Reason
from liftmine.reading.batch import FileChanged, Reader, Reading, SourceFile
from liftmine.reading.isolation.wire import pack_answer, unpack_answer
from liftmine.reading.layout.pieces import Text
from liftmine.study.settings import ReadingLimits

ReadFiles = Callable[..., Reading]

MINUTES = b"MINUTES\n\nThe Chair welcomed the members of the board to Fernhill Health Centre.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
LINE = [(60.0, 700.0 - 14 * no, "The treasurer reported that the rent for the new health centre was agreed.") for no in range(20)]


def reasons(reading: Reading) -> dict[str, str | None]:
    columns = reading.outcomes.select(["document_id", "reason_code"]).to_pydict()
    return dict(zip(columns["document_id"], columns["reason_code"], strict=True))


def blocks(reading: Reading) -> list[tuple[str, str]]:
    texts = dict(zip(*reading.texts.to_pydict().values(), strict=True))
    return [(row["kind"], texts[row["document_id"]][row["char_start"] : row["char_end"]].strip()) for row in reading.blocks.to_pylist()]


@pytest.mark.parametrize(
    ("name", "content", "file_format"),
    [
        ("a.txt", MINUTES, "txt"),
        ("a.md", b"# Minutes\n\n**Ann Lee**: The lease was signed on Monday.\n", "md"),
        ("a.rst", b"Minutes\n=======\n\n**Ann Lee**: The lease was signed on Monday.\n", "rst"),
        ("a.html", b"<!DOCTYPE html><html><body><h1>Minutes</h1><p>The lease was signed on Monday.</p></body></html>", "html"),
        ("a.docx", make_docx("<w:p><w:r><w:t>The lease was signed on Monday.</w:t></w:r></w:p>"), "docx"),
        ("a.pdf", make_pdf([LINE]), "pdf"),
        ("a", make_pdf([LINE]), "pdf"),
        ("a.odt", make_odt("<text:p>The lease was signed on Monday.</text:p>"), "odt"),
        ("a.doc", b"{\\rtf1 The lease was signed on Monday.}", "rtf"),
        ("a.xlsx", make_xlsx([["name", "role"], ["Ann Lee", "Chair of the board"]]), "xlsx"),
        ("a.csv", b"name,role\nAnn Lee,Chair of the board\n", "csv"),
        ("a.txt", b"Speaker,Text\nAnn Lee,The lease was signed on Monday.\n", "csv"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann Lee>The lease was signed.\n", "vtt"),
        ("a", b"1\r\n00:00:01,000 --> 00:00:04,000\r\nAnn Lee: The lease was signed.\r\n", "srt"),
        ("a.eml", make_mail("The lease was signed on Monday.\n"), "eml"),
        ("mail", b"X-Mailer: x\nReceived: from x\n\tby y\nFrom: a@b\nSubject: lease\n\nThe lease was signed.\n", "eml"),
        ("memo.txt", b"To: Ann Lee\nFrom: Bob May\nDate: 3 May\nSubject: lease\n\nThe lease was signed.\n", "txt"),
        ("page.txt", b"<html><body><p>The lease was signed on Monday.</p></body></html>", "html"),
    ],
)
def test_the_format_is_told_from_the_bytes_and_the_file_is_read(name: str, content: bytes, file_format: str, read_files: ReadFiles) -> None:
    reading = read_files({name: content})
    assert reading.outcomes.to_pylist()[0]["reason_code"] is None
    assert reading.outcomes.to_pylist()[0]["format"] == file_format
    assert reading.blocks.num_rows >= 1


def zip_bomb() -> bytes:
    return make_docx("<w:p><w:r><w:t>" + "a" * 3_000_000 + "</w:t></w:r></w:p>")


def crowded_zip() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        for number in range(2_001):
            archive.writestr(str(number), "")
    return buffer.getvalue()


def lying_zip() -> bytes:
    """An entry that unpacks to more than its directory says."""
    honest = make_docx("<w:p><w:r><w:t>" + "one two three " * 500 + "</w:t></w:r></w:p>")
    with zipfile.ZipFile(BytesIO(honest)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def make_zip(name: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "<a/>")
    return buffer.getvalue()


def make_wide_xlsx() -> bytes:
    """A sheet with two cells, in its first and its last place: every cell between them would be made."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(make_xlsx([["a", "b"]]))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'r="B1"', b'r="XFD1048576"') if "sheet" in name else content)
    return buffer.getvalue()


DTD = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
GARBAGE = [(60.0, 700.0 - 14 * no, "hx4%k ]]q rtwz~ vvn# 0xq;k zzz| ~~t pl$kr wq^p lk}j") for no in range(20)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", Reason.EMPTY),
        ("blank.txt", b" \n\t\n \x0c", Reason.EMPTY),
        ("digits.txt", b"1 2 3\n", Reason.LOW_TEXT),
        ("cut.pdf", make_pdf([LINE])[:300], Reason.TRUNCATED),
        ("cut.docx", make_docx("<w:p><w:r><w:t>The lease was signed.</w:t></w:r></w:p>")[:-60], Reason.TRUNCATED),
        ("broken.docx", make_docx("<w:p><w:r><w:t>never closed"), Reason.TRUNCATED),
        ("text.docx", MINUTES, Reason.TYPE_MISMATCH),
        ("text.pdf", MINUTES, Reason.TYPE_MISMATCH),
        ("docx.pdf", make_docx("<w:p/>"), Reason.TYPE_MISMATCH),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, Reason.TYPE_MISMATCH),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, Reason.UNSUPPORTED_TYPE),
        ("letter.doc", OLE + "WordDocument".encode("utf-16-le"), Reason.UNSUPPORTED_TYPE),
        ("mail.msg", OLE + "__substg1.0_".encode("utf-16-le"), Reason.UNSUPPORTED_TYPE),
        ("letter.docx", OLE + "WordDocument".encode("utf-16-le"), Reason.TYPE_MISMATCH),
        ("slides.pptx", make_zip("ppt/presentation.xml"), Reason.UNSUPPORTED_TYPE),
        ("papers.zip", make_zip("minutes.txt"), Reason.UNSUPPORTED_TYPE),
        ("table.odt", make_xlsx([["a"]]), Reason.TYPE_MISMATCH),
        ("talk.mp3", b"\xff\xfb\x90\x00" * 9, Reason.UNSUPPORTED_TYPE),
        ("talk.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40, Reason.UNSUPPORTED_TYPE),
        ("program.exe", b"MZ\x90\x00" + b"\x00" * 40, Reason.UNSUPPORTED_TYPE),
        ("prose.csv", b"We met, and agreed.\nIt was long, with rain, and we left.\nNothing.\n", Reason.TYPE_MISMATCH),
        ("header.vtt", b"WEBVTT\n\nNOTE nothing here\n", Reason.LOW_TEXT),
        ("bomb.xlsx", make_xlsx([["a" * 30_000] * 100]), Reason.ZIP_BOMB),
        ("wide.xlsx", make_wide_xlsx(), Reason.PARSER_CRASH),
        ("locked.pdf", make_encrypted_pdf(), Reason.ENCRYPTED),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        ("scan.pdf", make_pdf([[], []], image=True), Reason.NO_TEXT_LAYER),
        ("stamped.pdf", make_pdf([[(60, 800, "Received 4 May")]] * 3, image=True), Reason.NO_TEXT_LAYER),
        ("garbled.pdf", make_pdf([GARBAGE]), Reason.NO_TEXT_LAYER),
        ("cover.pdf", make_pdf([[(60, 700, "Board papers")]]), Reason.LOW_TEXT),
        ("bomb.docx", zip_bomb(), Reason.ZIP_BOMB),
        ("crowd.docx", crowded_zip(), Reason.ZIP_BOMB),
        ("liar.docx", lying_zip(), Reason.TRUNCATED),
        ("entity.docx", make_docx(DTD), Reason.XML_DTD),
        ("deep.docx", make_docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), Reason.PARSER_CRASH),
        ("bytes.txt", bytes(range(128, 256)) * 4, Reason.ENCODING_UNSURE),
        ("cut16.txt", b"\xff\xfe" + "The lease was signed".encode("utf-16-le") + b"\x00", Reason.ENCODING_UNSURE),
        ("nul.txt", MINUTES + b"\x00", Reason.CONTROL_CHARACTERS),
        ("bell.txt", MINUTES + b"\x07", Reason.CONTROL_CHARACTERS),
        ("c1.txt", MINUTES + "\x9b".encode(), Reason.CONTROL_CHARACTERS),
    ],
)
def test_a_bad_file_gets_its_reason_and_its_neighbours_are_read(name: str, content: bytes, reason: Reason, read_files: ReadFiles) -> None:
    reading = read_files({"0.txt": MINUTES, name: content, "z.txt": MINUTES})
    assert reasons(reading) == {"0.txt": None, name: reason.value, "z.txt": None}
    assert reading.texts.column("document_id").to_pylist() == ["0.txt", "z.txt"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The café in Bryn Mawr – “open” for £2.".encode(), "The café in Bryn Mawr – “open” for £2."),
        (b"\xef\xbb\xbf" + "The café in Bryn Mawr is open.".encode(), "The café in Bryn Mawr is open."),
        ("The café in Bryn Mawr is open.".encode("utf-16"), "The café in Bryn Mawr is open."),
        ("The cafe in Bryn Mawr is open.".encode("utf-16-be"), "The cafe in Bryn Mawr is open."),
        ("The café in Bryn Mawr – “open” for £2.".encode("cp1252"), "The café in Bryn Mawr – “open” for £2."),
        ("The cafe\u0301 of\ufb01ce\xa0in Bryn Ma\xadwr is open.".encode(), "The café office in Bryn Mawr is open."),
        (b"The board met.\r\nIt agreed\rthe lease with the trust.", "The board met.\nIt agreed\nthe lease with the trust."),
    ],
)
def test_encodings_and_spellings_of_a_character_come_out_as_one(content: bytes, expected: str, read_files: ReadFiles) -> None:
    assert read_files({"a.txt": content}).texts.column("text").to_pylist() == [expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Zoë>{}\n"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:04,000\nZoë: {}\n"),
        ("a.csv", "speaker,text\nZoë,{}\n"),
        ("a.txt", "Zoë: {}\n"),
        ("a.md", "**Zoë**: {}\n"),
        ("a.html", "<html><body><p>Zoë: {}</p></body></html>"),
    ],
)
def test_every_format_of_plain_text_is_read_in_every_encoding(name: str, text: str, encoding: str, read_files: ReadFiles) -> None:
    words = "the café – “open” for £2 on Monday and on Tuesday"
    assert read_files({name: text.format(words).encode(encoding)}).texts.column("text").to_pylist() == [f"Zoë: {words}"]


LONG = b"Ann Lee\n" * 3_000_000
PATIENT = {"characters": 10**8, "memory_megabytes": 8_192}


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (ReadingLimits(memory_megabytes=150, characters=10**8), Reason.OUT_OF_MEMORY),
        (ReadingLimits(cpu_seconds=1, **PATIENT), Reason.TIMEOUT),
        (ReadingLimits(wall_seconds=1, **PATIENT), Reason.TIMEOUT),
        (ReadingLimits(file_megabytes=1), Reason.TOO_BIG),
        (ReadingLimits(characters=1_000_000), Reason.TOO_BIG),
    ],
)
def test_a_file_that_costs_too_much_is_ended_and_the_next_is_read(limits: ReadingLimits, reason: Reason, read_files: ReadFiles) -> None:
    assert reasons(read_files({"0.txt": MINUTES, "long.txt": LONG, "z.txt": MINUTES}, limits)) == {
        "0.txt": None,
        "long.txt": reason.value,
        "z.txt": None,
    }


@pytest.mark.parametrize(
    "pattern", ["A. ", "1.", "- ", "(", "Action ", "a:", "   ", "Aa Aa ", "p. 1 ", "—", "a-\n", "1/", ".\n\n", "\f1\n", "**a "]
)
def test_hostile_repeats_stay_within_the_limits(pattern: str, read_files: ReadFiles) -> None:
    content = (pattern * (200_000 // len(pattern)) + "the end of the minutes").encode()
    found = reasons(read_files({"a.txt": content, "a.md": content}, ReadingLimits(cpu_seconds=10)))
    assert Reason.TIMEOUT not in found.values()


def test_a_pdf_with_too_many_pages_is_too_big(read_files: ReadFiles) -> None:
    assert reasons(read_files({"a.pdf": make_pdf([LINE] * 3)}, ReadingLimits(pages=2))) == {"a.pdf": "TOO_BIG"}


def test_a_link_is_not_followed(tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "real.txt").write_bytes(MINUTES)
    (tmp_path / "link.txt").symlink_to("real.txt")
    reading = reader.read([SourceFile("d", tmp_path / "link.txt", "0" * 64)])
    assert reasons(reading) == {"d": "SYMLINK"}


def test_a_pipe_is_no_file_and_does_not_hang(tmp_path: Path, reader: Reader) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(reader.read([SourceFile("d", tmp_path / "pipe.txt", "0" * 64)])) == {"d": "UNSUPPORTED_TYPE"}


@pytest.mark.parametrize("name", ["a.txt", "gone.txt"])
def test_a_file_that_is_not_what_the_scan_saw_raises_with_its_path_only(name: str, tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "a.txt").write_bytes(MINUTES)
    with pytest.raises(FileChanged) as caught:
        reader.read([SourceFile("d", tmp_path / name, "0" * 64)])
    assert str(caught.value) == f"{tmp_path / name} changed while it was read"
    assert isinstance(caught.value, OSError)


def test_a_worker_or_supervisor_that_dies_between_files_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(MINUTES)
    import hashlib

    file = SourceFile("d", tmp_path / "a.txt", hashlib.sha256(MINUTES).hexdigest())
    with Reader(ReadingLimits()) as reader:
        before = reader.read([file])
        assert reader._child is not None
        children = Path(f"/proc/{reader._child.pid}/task/{reader._child.pid}/children")
        if children.exists():
            worker = int(children.read_text().split()[0])
            watch = os.pidfd_open(worker)
            os.kill(worker, signal.SIGSEGV)
            select.select([watch], [], [])
            os.close(watch)
            assert reader.read([file]).texts == before.texts
        reader._child.kill()
        assert reader.read([file]).texts == before.texts


def test_the_result_does_not_depend_on_the_order_of_the_batch(read_files: ReadFiles) -> None:
    contents = {"a.txt": MINUTES, "b.pdf": make_pdf([LINE]), "c.txt": b"", "d.md": b"# Minutes\n\nThe lease was signed on Monday.\n"}
    one, other = read_files(contents), read_files(dict(reversed(contents.items())))
    assert (one.outcomes, one.texts, one.blocks) == (other.outcomes, other.texts, other.blocks)


def test_places_in_tables_are_null_outside_them_whatever_else_the_batch_holds(read_files: ReadFiles) -> None:
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ann Lee, chair of the board</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = cell + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>The lease was signed.</w:t></w:r></w:p>"
    rows = read_files({"b.docx": make_docx(body), "a.txt": b"The lease \xe2\x80\x93 signed on Monday.\n\nAll agreed.\n"}).blocks.to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("a.txt", 0, "paragraph", None, None, None, None, False, 0, 31), ("a.txt", 1, "paragraph", None, None, None, None, False, 31, 42),
        ("b.docx", 0, "cell", None, 0, 0, 0, False, 0, 28), ("b.docx", 1, "paragraph", None, None, None, None, True, 28, 49),
    ]  # fmt: skip


def test_an_answer_is_unpacked_as_it_was_packed() -> None:
    head = {"format": "txt", "reason_code": None}
    columns = {"kind": ["cell", "heading"], "page": None, "table_no": [0, None], "row_no": [2, None], "column_no": [1, None]}
    joined = Text("né\nRent", columns | {"is_bold": [False, True], "char_start": [0, 3]})
    answer = unpack_answer(pack_answer(head, joined))
    assert (answer.head, answer.text) == (head, "né\nRent")
    numbers = array("i", answer.grid).tolist()
    assert numbers == [3, 0, -1, -1, 0, -1, 2, -1, 1, -1, 0, 1, 0, 3]
    assert unpack_answer(pack_answer({"changed": True})).head == {"changed": True}


def test_an_empty_batch_gives_empty_tables(reader: Reader) -> None:
    reading = reader.read([])
    assert (reading.outcomes.num_rows, reading.texts.num_rows, reading.blocks.num_rows) == (0, 0, 0)


def test_the_child_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, liftmine.reading.isolation.worker, liftmine.reading.isolation.child; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"spacy", "pandas", "pyarrow", "numpy", "prefect", "pydantic", "pypdfium2", "selectolax", "python_calamine", "email", "csv"}
    assert not heavy & set(loaded)


def test_the_worker_has_no_network_and_starts_no_program() -> None:
    import subprocess
    import sys

    code = (
        "import os, socket, subprocess\n"
        "from liftmine.reading.isolation.sandbox import enter_sandbox\n"
        "enter_sandbox(2048)\n"
        "for attempt in (socket.socket, lambda: subprocess.run(['true']), lambda: os.system('true')):\n"
        "    try:\n"
        "        attempt()\n"
        "    except PermissionError:\n"
        "        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 3
