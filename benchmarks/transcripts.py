"""How much of a meeting reaches the turns: two PDF transcripts in ../shared/data against independent ones of the same meetings.

A turn is found where its first sixty characters stand in the text that was read, blanks and the shape of quotation marks aside. Turns
that hold the page's own running header in the independent transcript are counted as they are.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.real import DATA
from liftmine.reading.batch import Reader, SourceFile
from liftmine.study.settings import ReadingLimits

FOLDER = DATA / "winnipeg"
OPENING = 60
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "..."})


def squeeze(text: str) -> str:
    """The text without blanks, quotation marks and dashes in their plain shape."""
    return "".join(text.translate(_PLAIN).split())


def read_text(path: Path) -> str:
    """What reading makes of one file; empty where it refuses it."""
    with Reader(ReadingLimits()) as reader:
        reading = reader.read([SourceFile(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest())])
    return "".join(reading.texts["text"].to_pylist())


def spoken_turns(path: Path) -> list[str]:
    """The words of each turn of an independent transcript."""
    rows = json.loads(path.read_text(encoding="utf-8"))["hansard"]
    return [squeeze(row["spoken"]) for row in rows if row["type"] == "speaker" and row.get("spoken", "").strip()]


def missing_turns(turns: Sequence[str], text: str) -> list[str]:
    """The turns whose opening does not stand in the text."""
    squeezed = squeeze(text)
    return [turn for turn in turns if turn[:OPENING] not in squeezed]


def main() -> None:
    """Print the share of turns found in each transcript."""
    if not FOLDER.is_dir():
        print("skipped: ../shared/data/winnipeg is not there")
        return
    n_turns = n_found = 0
    for path in sorted(FOLDER.glob("*.json")):
        turns = spoken_turns(path)
        missing = missing_turns(turns, read_text(path.with_suffix(".pdf")))
        n_turns, n_found = n_turns + len(turns), n_found + len(turns) - len(missing)
        print(f"{path.stem}: {len(turns) - len(missing)} of {len(turns)} turns found")
        for turn in missing:
            print(f"    missing: {turn[:OPENING]}")
    print(f"all: {n_found} of {n_turns} ({n_found / n_turns:.4f})")


if __name__ == "__main__":
    main()
