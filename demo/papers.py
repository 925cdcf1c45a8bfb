"""All files of data_raw: which paper takes which form, format and name, the awkward ones, and the tables beside them."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

from demo.forms import lay_out
from demo.interviews import Interview, Interviewer
from demo.minutes import Item, Minutes, write_minutes
from demo.passages import BANKS, load_families, load_themes
from demo.plan import MeetingPlan, Planner
from demo.trajectories import write_table
from demo.world import ROOT, World, load_worlds
from demo.writers import Block, Text, write_docx, write_pdf, write_txt, write_vtt

Row = tuple[str, str, str, str, str, str]  # a line of metadata.csv
SEED = 2004
DATA_RAW = ROOT / "data_raw"
HAND_WRITTEN = (
    "README.md",
    "northbridge/background/2005-02_ssdp_summary.txt",
    "northbridge/board_minutes/2005-06-23_liaison_group_note_signed.pdf",  # a scan: pictures of text, no text
    "northbridge/interviews/2005-03-08_interview_01.docx",
    "northbridge/interviews/2005-12-06_interview_02.txt",
    "northbridge/interviews/2007-03-20_interview_03.md",
    "northbridge/interviews/2007-04-17_interview_04.txt",  # without consent
)
"""What stands in data_raw and is not the generator's; it leaves these files alone."""
_ON_HAND_WRITTEN: tuple[Row, ...] = (
    (HAND_WRITTEN[3], "2005-03-08", "interview", "David Pilling", "northbridge-pct", "yes"),
    (HAND_WRITTEN[4], "2005-12-06", "interview", "Catherine Vane", "calder", "yes"),
    (HAND_WRITTEN[5], "2007-03-20", "interview", "Stephen Galloway", "nce", "yes"),
    (HAND_WRITTEN[6], "2007-04-17", "interview", "Tracey Dunmore", "fenwick-fm", "no"),
    (HAND_WRITTEN[1], "2005-02-01", "background", "", "northbridge-pct", ""),
)
_LOOKS = {
    "northbridge": (("paragraphs", "docx"), ("columns", "txt"), ("columns", "pdf")),
    "eastmere": (("tables", "docx"), ("tables", "docx"), ("tables", "pdf")),
    "stourvale": (("letter", "docx"), ("letter", "pdf"), ("letter", "txt")),
}
"""Form and format of one set of minutes after the other."""
_LABELS = {"docx": ("Interviewer", "{name}"), "txt": ("Q", "A"), "vtt": ("Interviewer", "{name}")}

_LATE = date(2006, 6, 13)  # northbridge: came to light six years later
_DRAFT = date(2009, 12, 10)  # eastmere: kept as a draft and as approved
_NUMERIC = date(2008, 9, 11)  # eastmere: 11/09/2008, and no date in the name of the file
_MATRIX = date(2011, 9, 8)  # eastmere: one table of attendance with a column for the status
_INQUORATE = date(2012, 9, 10)  # stourvale: too few came


Told = Counter[tuple[str, str, str, int, str]]


@dataclass(frozen=True, slots=True)
class Papers:
    """Every generated file by its path below data_raw, and what went into them.

    `told` counts contributions by partnership, kind, side, partnership year and stance; `passages` are those of each set of
    minutes by its path, unfilled and in their order.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    passages: dict[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def make_papers(seed: int = SEED) -> Papers:
    """The whole demo. The same seed gives the same bytes."""
    papers = Papers(rows=list(_ON_HAND_WRITTEN))
    for world in load_worlds():
        _add_minutes(papers, world, Random(f"{seed} minutes {world.partnership.id}"))
        _add_interviews(papers, world, Random(f"{seed} interviews {world.partnership.id}"))
    papers.files.update(_background() | {"trajectories.csv": write_table(), "metadata.csv": _metadata(papers.rows)})
    return papers


def _add_minutes(papers: Papers, world: World, rng: Random) -> None:
    name = world.partnership.id
    planner = Planner(world, load_families(), rng)
    plans = [*planner.plan(), *([planner.plan_inquorate(_INQUORATE)] if name == "stourvale" else [])]
    for at, plan in enumerate(plans):
        written = dict(_write_minutes(world, plan, *_LOOKS[name][at % 3], rng))
        spoken = [*plan.matters, *(passage for item in plan.agenda for passage in item.passages), *plan.other_business]
        papers.files.update(written)
        papers.passages.update(dict.fromkeys(written, tuple(passage.text for passage in spoken)))
    papers.told.update(_flat(name, "board_minutes", planner.told))


def _add_interviews(papers: Papers, world: World, rng: Random) -> None:
    name = world.partnership.id
    interviewer = Interviewer(world, load_themes(), rng)
    for number, interview in enumerate(interviewer.conduct(), start=5 if name == "northbridge" else 1):
        row, content = _write_interview(interview, number)
        papers.files[row[0]] = content
        papers.rows.append(row)
    papers.told.update(_flat(name, "interview", interviewer.told))


def _flat(name: str, kind: str, told: Mapping[tuple[str, int], Counter[str]]) -> Told:
    return Told({(name, kind, side, year, stance): n for (side, year), by in told.items() for stance, n in by.items()})


def _write_minutes(world: World, plan: MeetingPlan, form: str, suffix: str, rng: Random) -> Iterator[tuple[str, bytes]]:
    """The file of one meeting; two where a draft was kept beside the approved version."""
    minutes = write_minutes(world, plan, rng)
    folder, stem = f"{world.partnership.id}/board_minutes", f"{plan.day}_spb_minutes"
    here = world.partnership.id, plan.day
    if here == ("northbridge", _LATE):
        folder, stem = f"{folder}/received_2012", f"{stem}_found_in_archive"
    elif here == ("eastmere", _DRAFT):
        yield f"{folder}/{stem}_draft.docx", write_docx(lay_out(_as_draft(minutes), form))
        minutes, stem, suffix = replace(minutes, mark="APPROVED at the meeting held on 11 March 2010"), f"{stem}_approved", "docx"
    elif here == ("eastmere", _NUMERIC):
        minutes, stem, suffix = replace(minutes, date_as_written=f"{plan.day:%d/%m/%Y}"), "spb_minutes_autumn", "docx"
    elif here == ("eastmere", _MATRIX):
        form, suffix = "matrix", "docx"
    elif here == ("stourvale", _INQUORATE):
        minutes, stem = replace(minutes, mark="Notes of an inquorate meeting"), f"{stem}_not_quorate"
    yield f"{folder}/{stem}.{suffix}", _to_bytes(lay_out(minutes, form), suffix, "Minutes of the Strategic Partnering Board")


def _as_draft(minutes: Minutes) -> Minutes:
    """What was sent round before the meeting that approved it: a remark the approved version leaves out, a date still to be checked."""
    items = [_with_note(item) if at == len(minutes.items) // 2 else item for at, item in enumerate(minutes.items)]
    return replace(minutes, items=items, mark="DRAFT - subject to approval at the next meeting")


def _with_note(item: Item) -> Item:
    first, *rest = item.paragraphs
    return replace(
        item, paragraphs=(replace(first, text=f"{first.text} [Secretary's note: figures to be checked before circulation.]"), *rest)
    )


def _to_bytes(blocks: tuple[Block, ...], suffix: str, title: str) -> bytes:
    return {"docx": write_docx, "txt": write_txt}[suffix](blocks) if suffix != "pdf" else write_pdf(blocks, title)


def _write_interview(interview: Interview, number: int) -> tuple[Row, bytes]:
    """The row of metadata.csv, which begins with the path, and the content; formats take turns."""
    suffix = ("docx", "txt", "vtt")[number % 3]
    labels = _LABELS[suffix][0], _LABELS[suffix][1].format(name=interview.person.name)
    if suffix == "vtt":
        content = write_vtt([(label, text) for turn in interview.turns for label, text in zip(labels, turn, strict=True)])
    else:
        content = _to_bytes(interview.blocks(number, labels), suffix, "")
    person = interview.person
    path = f"{interview.world.partnership.id}/interviews/{interview.day}_interview_{number:02}.{suffix}"
    return (path, str(interview.day), "interview", person.name, person.organisation_id, "yes"), content


def _background() -> dict[str, bytes]:
    """Background papers, as plain text."""
    file = BANKS / "background.yaml"
    papers = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")) if file.exists() else ()
    return {
        _background_path(paper): write_txt([Text(paper["title"].upper()), *map(Text, paper["text"].strip().split("\n\n"))])
        for paper in papers
    }


def _background_path(paper: Mapping[str, str]) -> str:
    name = "_".join("".join(sign if sign.isalnum() else " " for sign in paper["title"].lower()).split()[:5])
    return f"{paper['partnership']}/background/{paper['date']}_{name}.txt"


def _metadata(rows: Sequence[Row]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("file", "date", "kind", "speaker", "organisation", "consent"))
    writer.writerows(rows)
    return stream.getvalue().encode()


def write_papers(folder: Path = DATA_RAW) -> Papers:
    """Write all generated files below `folder`; remove what an earlier run left there, and leave the hand-written ones."""
    papers = make_papers()
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        if file.relative_to(folder).as_posix() not in (*HAND_WRITTEN, *papers.files):
            file.unlink()
    for path, content in papers.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return papers
