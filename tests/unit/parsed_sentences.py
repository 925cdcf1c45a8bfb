"""Own sentences with their trees, as spaCy's English models would have them, and of whom of those they name they say good or bad.

In `tests/gold/parsed_sentences.csv` a tree is `word/label/head` for each word, heads counted from 1, 0 at the root; `toward` says what
a sentence says of each: + good, - bad, = nothing.
"""

import csv
from pathlib import Path

FILE = Path(__file__).parents[1] / "gold" / "parsed_sentences.csv"


def take_apart(tree: str) -> tuple[list[str], list[int], list[str]]:
    """The words, the number of each word's head (its own at the root), and the labels."""
    parts = [part.rsplit("/", 2) for part in tree.split()]
    heads = [int(head) - 1 if int(head) else at for at, (_, _, head) in enumerate(parts)]
    return [word for word, _, _ in parts], heads, [label for _, label, _ in parts]


with FILE.open(encoding="utf-8", newline="") as stream:
    TREES = [(row["tree"], dict(each.split(": ") for each in row["toward"].split("; "))) for row in csv.DictReader(stream)]
