"""Mutants of wholesome files through every reader: `python -m tests.hostile.fuzz 5000` for a longer hunt.

A mutant has bits flipped, pieces taken out, repeated, overwritten or spliced in from another file; of a zip it is mostly what is
packed in it that changes, because a changed zip rarely opens. Each seed gives the same mutants in every run.
"""

import hashlib
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path

import pyarrow as pa

from liftmine.attribution.attribute import attribute
from liftmine.attribution.model import Paper
from liftmine.errors import Reason
from liftmine.language.sentences import split_sentences
from liftmine.reading.batch import Reader, Reading, SourceFile
from liftmine.study.model import Organisation, Partnership
from liftmine.study.settings import ReadingLimits
from tests.hostile.wholesome import FORMATS, archive, whole

DEMO = Path(__file__).parents[2] / "data_raw"
LIMITS = ReadingLimits(cpu_seconds=5)
PARTNERSHIP = Partnership(
    id="eastvale",
    name="Eastvale LIFT",
    started=date(2005, 4, 1),
    organisations=(Organisation(id="eastvale-pct", name="Eastvale PCT", partner_type="public"),),
)
_TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\x1a",
    b"<",
    b"&#",
    b"{",
    b"}",
    b"\\bin",
    b"]]>",
    b"-1",
    b"99999999999",
    b"\r",
    b'"',
    b"<!--",
    b"obj",
    b"\xed\xa0\x80",
)


def seeds() -> dict[str, list[bytes]]:
    """Wholesome files by format: one of our own, and the smallest of the demo."""
    found = {name: [whole(name, 7)] for name in FORMATS}
    for name, files in found.items():
        demo = sorted(DEMO.rglob(f"*.{name}"), key=lambda file: (file.stat().st_size, file.name))
        files += [file.read_bytes() for file in demo[:1]]
    return found


def mutants(number: int) -> Iterator[tuple[str, bytes]]:
    """So many mutants, format after format: the ending and the content."""
    found, chance = seeds(), random.Random(number)
    for index in range(number):
        name = FORMATS[index % len(FORMATS)]
        other = chance.choice(found[chance.choice(FORMATS)])
        yield name, _mutate(chance.choice(found[name]), other, chance)


def _mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_packed(data, other, chance)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 4, 30, 300)))
        match chance.randrange(7):
            case 0 if start < len(changed):
                changed[start] ^= 1 << chance.randrange(8)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end] * chance.choice((2, 50, 1_000))
            case 3:
                changed[start:end] = chance.randbytes(end - start)
            case 4:
                changed[start:start] = chance.choice(_TOKENS) * chance.choice((1, 1, 300))
            case 5:
                changed[start:end] = other[: chance.randrange(2_000)]
            case _ if chance.random() < 0.3:
                del changed[start:]
    return bytes(changed)


def _mutate_packed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as opened:
        entries: dict[str, str | bytes] = {name: opened.read(name) for name in opened.namelist()}
    name = chance.choice([name for name in entries if name.endswith((".xml", ".rels"))])
    entries[name] = _mutate(bytes(entries[name]), other, chance)  # type: ignore[arg-type]
    return archive(entries)


def read_mutants(number: int, folder: Path) -> tuple[Counter[str], Reading]:
    """What became of the mutants, by outcome, and the tables of all of them. Raises whatever a reader lets through."""
    files = []
    for index, (ending, content) in zip(count(), mutants(number), strict=False):
        file = folder / f"{index:06}.{ending}"
        file.write_bytes(content)
        files.append(SourceFile(file.stem, file, hashlib.sha256(content).hexdigest()))
    with Reader(LIMITS) as reader:
        reading = reader.read(files)
        first, reader_of_first = reader._child, reader.read(files[:1])  # the same child still answers, and as before
        assert reader._child is first
        assert reader_of_first.outcomes.to_pylist() == reading.outcomes.to_pylist()[:1]
    return Counter(code or "read" for code in reading.outcomes.column("reason_code").to_pylist()), reading


def check_reading(reading: Reading) -> None:
    """A reason that is one or a text cut into blocks without a rest, and attribution can make something of it."""
    assert {code for code in reading.outcomes.column("reason_code").to_pylist() if code} <= set(Reason)
    texts = dict(zip(*reading.texts.to_pydict().values(), strict=True))
    rows: dict[str, list[tuple[int, int]]] = {name: [] for name in texts}
    for row in reading.blocks.select(["document_id", "char_start", "char_end"]).to_pylist():
        rows[row["document_id"]].append((row["char_start"], row["char_end"]))
    for name, text in texts.items():
        starts, ends = zip(*rows[name], strict=True)
        assert [0, *ends] == [*starts, len(text)], name
    papers = [
        Paper(
            document_id=name,
            file_name=f"{name}.txt",
            kind="interview" if int(name) % 3 == 0 else "board_minutes",
            partnership=PARTNERSHIP,
            date_order="day_month_year",
            home_organisation=None,
            stated_date=None,
            speaker=None,
            organisation=None,
        )
        for name in texts
    ]
    result = attribute(papers, reading.texts, reading.blocks, split_sentences(reading.texts, reading.blocks))
    assert set(result.facts.column("document_id").to_pylist()) == set(texts)
    pa.Table.validate(result.sentences, full=True)


def main() -> None:
    """Hunt, and say what came of it."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        outcomes, reading = read_mutants(number, Path(folder))
        check_reading(reading)
    print(f"{number} mutants in {time.process_time() - begun:.0f} s of the parent's CPU:", dict(outcomes.most_common()))


if __name__ == "__main__":
    main()
