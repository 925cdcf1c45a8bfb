"""Scans: read with tesseract where it is installed and wanted, and marked as what they are."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reading_files import make_pdf

from liftmine.errors import Reason
from liftmine.reading.batch import Reader, Reading
from liftmine.reading.formats.pdf_scan import DOTS_PER_INCH, draw_page, read_recognised
from liftmine.reading.isolation.child import write_frame
from liftmine.reading.isolation.tesseract import Tesseract
from liftmine.reading.layout.pieces import Unreadable, join_pieces
from liftmine.study.settings import ReadingLimits

ReadFiles = Callable[..., Reading]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

MINUTES = (
    "Fernhill Partnership Board",
    "Minutes of the meeting held on 4 June 2009",
    "Present: Ann Lee (Chair), Robert May, Clare Oakes",
    "1. The Chair welcomed the members to the health centre.",
    "2. Mr May reported that the lease of the surgery was signed,",
    "and that the builders would be asked for a new programme.",
)
PAGE = [(70.0, 760.0 - 18 * no, line) for no, line in enumerate(MINUTES)]


def make_scan(pages: list[list[tuple[float, float, str]]], turned: int = 0) -> bytes:
    """A PDF of the pictures of pages, each turned clockwise by so many degrees."""
    source = pypdfium2.PdfDocument(make_pdf(pages))
    pictures = [page.render(scale=200 / 72, grayscale=True).to_pil().rotate(-turned, expand=True) for page in source]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return buffer.getvalue()


def make_picture(dots: np.ndarray) -> bytes:
    """A PDF of one page with this picture on it."""
    buffer = io.BytesIO()
    Image.fromarray(dots).save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_scan_is_read_and_marked_whichever_way_its_pages_lie(turned: int, read_files: ReadFiles) -> None:
    reading = read_files({"scan.pdf": make_scan([PAGE], turned)}, ReadingLimits(ocr=True))
    outcome = reading.outcomes.to_pylist()[0]
    assert (outcome["reason_code"], outcome["text_origin"], outcome["n_pages"]) == (None, "ocr", 1)
    text = " ".join(reading.texts["text"][0].as_py().split())
    assert text == " ".join(MINUTES)


@needs_tesseract
def test_the_same_scan_gives_the_same_tables_and_its_pages_are_counted(read_files: ReadFiles) -> None:
    scan = {"scan.pdf": make_scan([PAGE, PAGE])}
    first, second = read_files(scan, ReadingLimits(ocr=True)), read_files(scan, ReadingLimits(ocr=True))
    assert first == second
    assert set(first.blocks["page"].to_pylist()) == {1, 2}


def test_without_the_setting_or_the_program_a_scan_has_no_text_layer(
    read_files: ReadFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = {"scan.pdf": make_scan([PAGE])}
    unread = {"format": "pdf", "reason_code": "NO_TEXT_LAYER", "text_origin": None}
    assert read_files(scan).outcomes.to_pylist()[0].items() >= unread.items()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Tesseract.find() is None
    assert read_files(scan, ReadingLimits(ocr=True)).outcomes.to_pylist()[0].items() >= unread.items()


def test_a_text_is_marked_as_text_with_and_without_the_setting(read_files: ReadFiles) -> None:
    page = [(60.0, 760.0 - 14 * no, "The treasurer reported that the rent was agreed.") for no in range(9)]
    for limits in (None, ReadingLimits(ocr=True)):
        assert read_files({"a.pdf": make_pdf([page])}, limits).outcomes["text_origin"].to_pylist() == ["text"]


@needs_tesseract
def test_what_ocr_cannot_read_has_a_reason_and_the_next_file_is_read(read_files: ReadFiles) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (900, 700), dtype=np.uint8)
    reading = read_files(
        {
            "1_blank.pdf": make_scan([[]]),
            "2_long.pdf": make_scan([PAGE] * 3),
            "3_noise.pdf": make_picture(noise),
            "4_sound.pdf": make_scan([PAGE]),
        },
        ReadingLimits(ocr=True, ocr_pages=2),
    )
    assert reading.outcomes["reason_code"].to_pylist() == [Reason.LOW_TEXT, Reason.TOO_BIG, Reason.LOW_TEXT, None]


@needs_tesseract
@pytest.mark.parametrize(
    ("picture", "limits", "reason"),
    [
        ("sound", {"memory_megabytes": 90}, Reason.OUT_OF_MEMORY),
        ("sound", {"wall_seconds": 0.01}, Reason.TIMEOUT),
        ("noise", {"cpu_seconds": 1}, Reason.TIMEOUT),
        ("none", {}, Reason.PARSER_CRASH),
    ],
)
def test_the_death_of_the_program_is_a_reason(picture: str, limits: dict[str, float], reason: Reason) -> None:
    program = Tesseract.find()
    assert program is not None
    rough = np.random.default_rng(3).normal(180, 90, (3300, 2550)).clip(0, 255).astype(np.uint8)
    pictures = {
        "sound": draw_page(make_pdf([PAGE]), 0, 1)[0],
        "noise": b"P5 2550 3300 255\n" + rough.tobytes(),
        "none": b"no picture at all",
    }
    with pytest.raises(Unreadable) as refusal:
        program.recognise(pictures[picture], DOTS_PER_INCH, ReadingLimits().model_dump() | limits)
    assert refusal.value.reason is reason


@needs_tesseract
def test_a_supervisor_whose_parent_has_gone_leaves_the_scan_at_the_next_page(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan := make_scan([PAGE, PAGE]))
    reader = Reader(ReadingLimits(ocr=True))
    child = reader._start()
    request = {"path": str(tmp_path / "scan.pdf"), "sha256": hashlib.sha256(scan).hexdigest()}
    assert child.stdin is not None
    write_frame(child.stdin.fileno(), json.dumps(request).encode())
    reader.close()
    assert child.returncode == 0  # it does not come so far as to answer into a closed pipe


@pytest.mark.parametrize("size", [(595, 842), (30, 30), (9_000, 14_000)])
def test_a_page_of_any_size_is_drawn_in_bounds(size: tuple[int, int]) -> None:
    data = make_pdf([PAGE]).replace(b"[0 0 595 842]", b"[0 0 %d %d]" % size)
    image, n_pages = draw_page(data, 0, 1)
    width, height = map(int, image.split(b"\n", 1)[0].split()[1:3])
    assert n_pages == 1
    assert len(image.split(b"\n", 1)[1]) == width * height <= 31_000_000


Box = tuple[int, int, int, int, float, str]  # left, top, width, height, sureness, text


def as_table(lines: Sequence[Sequence[Box]]) -> str:
    """As tesseract prints it, a paragraph to each line."""
    head = ["level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text"]
    rows = [[4, 1, 1, no, 1, 0, 0, 0, 9, 9, -1, ""] for no in range(2)]
    rows += [[5, 1, 1, no, 1, at, *box] for no, line in enumerate(lines) for at, box in enumerate(line)]
    return "\n".join("\t".join(map(str, row)) for row in [head, *rows]) + "\n"


def as_line(text: str, top: int, sureness: float = 95.0) -> list[Box]:
    """Words of 20 dots a letter, 30 dots tall."""
    boxes, left = list[Box](), 200
    for word in text.split():
        boxes.append((left, top, 20 * len(word), 30, sureness, word))
        left += 20 * len(word) + 15
    return boxes


def recognised(*pages: Sequence[Sequence[Box]]) -> str:
    return join_pieces(read_recognised([as_table(page) for page in pages]).pieces).text


PROSE = "The Treasurer said that the rent of the surgery had been agreed with the Trust"


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("Mr Lee said that | agree", "Mr Lee said that I agree"),
        ("Mr Lee said: |'m content", "Mr Lee said: I'm content"),
        ("the C, S and |, and F Funds", "the C, S and I, and F Funds"),
        ("Mr Lee: “| agree (| think)”", "Mr Lee: “I agree (I think)”"),
        ("|Lease |signed|", "Lease signed"),
    ],
)
def test_an_upright_stroke_beside_words_is_the_letter_i(heard: str, text: str) -> None:
    assert recognised([as_line(heard, 100), as_line(PROSE, 150)]).startswith(text + "\n")


@pytest.mark.parametrize(
    ("heard", "text"),
    [
        ("lan Petrie said lt was so and lvy agreed", "Ian Petrie said It was so and Ivy agreed"),
        ("If l may: l'm (ln part) content", "If I may: I'm (In part) content"),
        ("late lands all loans of Calder ltd weigh 20 lbs and 5l", "late lands all loans of Calder ltd weigh 20 lbs and 5l"),
    ],
)
def test_a_small_l_where_no_word_has_one_is_the_letter_i(heard: str, text: str) -> None:
    assert recognised([as_line(heard, 100), as_line(PROSE, 150)]).startswith(text + "\n")


@pytest.mark.parametrize("slant", [-0.03, 0.02])
def test_cells_beside_each_other_stay_one_row_on_a_page_that_lies_at_a_slant(slant: float) -> None:
    rows = [[(200, "Ann Lee"), (1000, "Fernhill Trust"), (1900, "Chair")], [(200, "Bob May"), (1000, "Calder Estates"), (1900, "Director")]]
    cells = [[(left + box[0] - 200, *box[1:]) for box in as_line(text, 100 + 60 * no)] for no, row in enumerate(rows) for left, text in row]
    page = [[(box[0], round(box[1] + slant * box[0]), *box[2:]) for box in line] for line in [*cells, as_line(PROSE, 250)]]
    lines = recognised(page).split("\n")
    assert ["".join(line.split()) for line in lines[:2]] == ["".join(text for _, text in row).replace(" ", "") for row in rows]


@pytest.mark.parametrize("rule", [(170, 40, 4, 150, 95.0, "|"), (2500, 100, 4, 30, 95.0, "|"), (170, 100, 9, 30, 20.0, "~")])
def test_rules_edges_and_specks_are_no_text(rule: Box) -> None:
    assert recognised([sorted([rule, *as_line(PROSE, 100)])]) == PROSE


def test_a_page_of_nonsense_has_no_words_and_a_paper_of_nonsense_is_refused() -> None:
    sound, nonsense = [as_line(PROSE, 100)], [as_line("sser ssahkoTdwy Terzsepay perzTisYy pue SATIOW uTQAedoT", 100, 31.0)]
    other = [as_line("Mrs Oakes thanked the builders who had finished before the winter", 100)]
    assert recognised(sound, nonsense, other).split("\n") == [PROSE, "".join(box[5] + " " for box in other[0]).strip()]
    for pages in ([nonsense], [sound, nonsense], [[]], [[as_line("Agenda", 100)]]):
        with pytest.raises(Unreadable) as refusal:
            recognised(*pages)
        assert refusal.value.reason is Reason.LOW_TEXT
