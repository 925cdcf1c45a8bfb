"""The demo study gives what it gave when somebody last looked at it and agreed: `make golden` writes it anew."""

import csv
import os
from collections import Counter
from pathlib import Path

from demo.passages import MAIN
from demo.trajectories import PLANTED_SIDES
from liftmine.jobs.export import build_attendance, build_sentences

FOLDER = Path(__file__).parent
KEY = ("partnership_id", "partner_type", "measure", "dimension", "partnership_year")
LISTS = (
    "northbridge/board_minutes/2004-10-12_spb_minutes.docx",
    "northbridge/board_minutes/2007-02-13_spb_minutes.txt",
    "northbridge/board_minutes/received_2012/2006-06-13_spb_minutes_found_in_archive.pdf",
    "eastmere/board_minutes/2011-09-08_spb_minutes.docx",
    "eastmere/board_minutes/2013-05-09_spb_minutes.pdf",
    "stourvale/board_minutes/2012-09-10_spb_minutes_not_quorate.docx",
    "stourvale/board_minutes/2013-07-08_spb_minutes.pdf",
)
"""Papers whose attendance is kept: every form, a change of sides, a late arrival, a deputy, a PCT that has become a CCG."""


def compare(name, head, rows):
    """Compare with the golden file, or write it where that was asked for."""
    file = FOLDER / f"{name}.csv"
    lines = [list(head), *([("" if value is None else str(value)) for value in row] for row in rows)]
    if os.environ.get("LIFTMINE_WRITE_GOLDEN"):
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)
    with file.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == lines


def test_every_paper_of_the_demo_has_its_status(demo):
    release, _ = demo
    names = ("document_id", "source_path", "kind", "document_date", "date_basis", "status", "reason_code", "n_turns", "n_sentences")
    compare("documents", names, [[row[name] for name in names] for row in release.table("documents").to_pylist()])


def test_the_planted_cells_of_the_demo(demo):
    """Year by year what minutes say in the voice of the two sides, rounded to what can be told apart."""
    release, _ = demo
    chosen = {*(("lexicon_share", dimension) for dimension in MAIN), ("tone", "all")}
    rows = [
        row
        for row in release.table("culture_series").to_pylist()
        if row["document_kind"] == "board_minutes"
        and row["partner_type"] in PLANTED_SIDES
        and (row["measure"], row["dimension"]) in chosen
        and row["partnership_id"] != "all"
    ]
    numbers, counts = ("value", "ci_low", "ci_high"), ("n_documents", "n_sentences")
    rounded = [[None if row[name] is None else f"{row[name]:.3f}" for name in numbers] for row in rows]
    lines = [[*(row[name] for name in KEY), *values, *(row[name] for name in counts)] for row, values in zip(rows, rounded, strict=True)]
    compare("culture_series", (*KEY, *numbers, *counts), lines)


def test_how_much_each_side_is_heard_in_each_paper_of_the_demo(demo):
    _, corpus = demo
    sentences = build_sentences(corpus)
    content = sentences.filter(sentences["is_content"])
    counts = Counter(zip(*(content[name].to_pylist() for name in ("source_path", "voice_mode", "partner_type")), strict=True))
    ordered = sorted(counts.items(), key=lambda item: tuple(str(part) for part in item[0]))
    compare("voices", ("source_path", "voice_mode", "partner_type", "n_sentences"), [[*key, n] for key, n in ordered])


def test_who_attends_in_the_demo(demo):
    _, corpus = demo
    names = ("source_path", "name", "initials", "role", "organisation_id", "partner_type", "status", "is_chair")
    rows = [row for row in build_attendance(corpus).to_pylist() if row["source_path"] in LISTS]
    compare("attendance", names, [[row[name] for name in names] for row in rows])
