"""Validation of tone (METHODS §3) on labelled sentences: the project's own gold and patients' comments, beside VADER on the same rows.

Own gold: `tests/gold/tone.csv` (minutes and interviews, labelled in two rounds) and `tests/gold/tone_targets.csv` (sentences that
say different things of two targets), each cut into a development half, which the rules were written on, and a test half.
Run `make tone`; it fails where a figure of the test half lies below its floor.
"""

import csv
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import spacy
from scipy.stats import rankdata, spearmanr
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from liftmine.errors import Problem
from liftmine.jobs.score import score_texts
from liftmine.language.pipeline import tokenise
from liftmine.measures.expressions import find_expressions
from liftmine.measures.targets import score_targets
from liftmine.measures.terms import find_terms
from liftmine.measures.tone import sum_tone
from liftmine.study.lexicon import Lexicons
from liftmine.study.load import load_lexicons
from liftmine.tables.stages import SENTENCES, TEXTS

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
COMMENTS = ROOT.parent / "shared" / "data" / "nhs_comments" / "px_v6_NHFT_sentiment.csv"
MINUTES = ROOT.parent / "shared" / "data" / "rtd_p3"
LONGEST_SENTENCE = 600  # characters
BAND = 0.05  # a tone within it is neutral, VADER's compound score likewise (Hutto and Gilbert 2014)
REACH = 6  # words each side of a target that a word window reads
CLASSES = (-1, 0, 1)
Labels = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
Row = dict[str, str]
Scorer = Callable[[Sequence[str], Sequence[str | None]], Scores]


@dataclass(frozen=True)
class Figure:
    """A measured figure of `n` rows and the floor (or, for a share of mistakes, the ceiling) it must keep."""

    what: str
    value: float
    n: int
    floor: float | None = None
    ceiling: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its bound."""
        return (self.floor is None or self.value >= self.floor) and (self.ceiling is None or self.value <= self.ceiling)

    def __str__(self) -> str:
        bound = "" if self.floor is None else f"  at least {self.floor:.2f}"
        bound = bound if self.ceiling is None else f"  at most {self.ceiling:.2f}"
        return f"{self.what:<66} {self.value:7.3f} {self.n:>6,}{bound}{'' if self.holds else '  MISSED'}"


def scorers() -> dict[str, Scorer]:
    """Scores in [-1, 1] of texts, toward targets where given, by name; VADER knows no targets."""
    problems: list[Problem] = []
    lexicons, _ = load_lexicons(ROOT / "config" / "lexicons", problems)
    if lexicons is None:
        raise SystemExit("\n".join(map(str, problems)))
    analyser = SentimentIntensityAnalyzer()
    return {
        "liftmine": partial(_tones, lexicons),
        "VADER": lambda texts, _: np.array([analyser.polarity_scores(text)["compound"] for text in texts]),
    }


def _tones(lexicons: Lexicons, texts: Sequence[str], targets: Sequence[str | None]) -> Scores:
    tone = score_texts(list(texts), list(targets), lexicons)["tone"]
    return np.asarray(tone.fill_null(0.0).to_numpy(), dtype=np.float64)


def classify(scores: Scores) -> Labels:
    """-1, 0 or 1."""
    return (scores > BAND).astype(np.int64) - (scores < -BAND)


def accuracy(label: Labels, said: Labels) -> float:
    """Share of rows said right."""
    return float(np.mean(label == said))


def macro_f1(label: Labels, said: Labels) -> float:
    """Mean over the classes of 2·hits / (rows of the class + rows said to be it)."""
    return float(np.mean([2 * np.sum((label == c) & (said == c)) / max(np.sum(label == c) + np.sum(said == c), 1) for c in CLASSES]))


def pairwise(rating: Labels, scores: Scores) -> float:
    """Share of pairs with different ratings that the scores put in the same order; a tie counts half."""
    ranks, pairs, right = rankdata(scores), 0, 0.0
    for higher in np.unique(rating)[1:]:
        above, below = ranks[rating == higher], np.sort(ranks[rating < higher])
        right += (np.searchsorted(below, above, side="left") + np.searchsorted(below, above, side="right")).sum() / 2
        pairs += len(above) * len(below)
    return right / max(pairs, 1)


def read(file: Path) -> list[Row]:
    """The rows of a table."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def judge_sentences(rows: Sequence[Row], score: Scorer, name: str, *, bound: bool) -> Iterator[Figure]:
    """What a scorer makes of own gold sentences."""
    label = np.array([int(row["label"]) for row in rows])
    said = classify(score([row["text"] for row in rows], [None] * len(rows)))
    kind = np.array([row["kind"] for row in rows])
    yield Figure(f"{name}: accuracy", accuracy(label, said), len(rows), 0.80 if bound else None)
    yield Figure(f"{name}: macro-F1", macro_f1(label, said), len(rows), 0.80 if bound else None)
    formal = np.isin(kind, ["formula", "thanks"]) & (label == 0)
    yield Figure(
        f"{name}: procedural formulae given a polarity", float(np.mean(said[formal] != 0)), int(formal.sum()), None, 0.1 if bound else None
    )
    hidden = np.isin(kind, ["negated", "understated"]) & (label < 0)
    yield Figure(
        f"{name}: negated and understated negatives recalled", float(np.mean(said[hidden] < 0)), int(hidden.sum()), 0.75 if bound else None
    )
    for each in dict.fromkeys(kind.tolist()):
        yield Figure(f"{name}:   {each}, accuracy", accuracy(label[kind == each], said[kind == each]), int(np.sum(kind == each)))
    for wanted in CLASSES:
        counts = ", ".join(f"{np.sum((label == wanted) & (said == got))} as {got:+d}" for got in CLASSES)
        print(f"  {name}: of {wanted:+d} read {counts}")


def judge_targets(rows: Sequence[Row], score: Scorer, name: str, *, bound: bool) -> Iterator[Figure]:
    """Tone toward targets, and by a window of words around each."""
    label = np.array([int(row["label"]) for row in rows])
    texts, targets = [row["text"] for row in rows], [row["target"] for row in rows]
    windows = [_window(text, target) for text, target in zip(texts, targets, strict=True)]
    near = accuracy(label, classify(score(windows, [None] * len(rows))))
    toward = accuracy(label, classify(score(texts, targets)))
    yield Figure(f"{name}: toward one of two targets, accuracy", toward, len(rows), max(0.55, near) if bound else None)
    yield Figure(f"{name}: {REACH} words each side of the target, accuracy", near, len(rows))


def _window(text: str, target: str) -> str:
    words, wanted = text.split(), target.lower().split()[-1]
    at = next((place for place, word in enumerate(words) if wanted in word.lower()), 0)
    return " ".join(words[max(at - REACH, 0) : at + REACH + 1])


def judge_comments(rows: Sequence[Row], score: Scorer, name: str) -> Iterator[Figure]:
    """Patients' comments, rated by people from 1 (very positive) to 5 (very negative)."""
    rated = [row for row in rows if row["Comment sentiment"].strip() in set("12345") and row["FFT answer"].strip()]
    rating = np.array([3 - int(row["Comment sentiment"]) for row in rated])
    scores = score([row["FFT answer"] for row in rated], [None] * len(rated))
    label, said = np.sign(rating), classify(scores)
    yield Figure(f"{name}: accuracy", accuracy(label, said), len(rated))
    yield Figure(f"{name}: macro-F1", macro_f1(label, said), len(rated))
    yield Figure(f"{name}: pairs in the right order", pairwise(rating, scores), len(rated))
    yield Figure(f"{name}: rank correlation", float(spearmanr(rating, scores).statistic), len(rated))
    for wanted in CLASSES:
        counts = ", ".join(f"{np.sum((label == wanted) & (said == got))} as {got:+d}" for got in CLASSES)
        print(f"  {name}: of {wanted:+d} read {counts}")


def judge_speed(texts: list[str]) -> Iterator[Figure]:
    """CPU of lexicon, tone and targets together as a share of a blank spaCy tokenizer's over the same texts, least of three."""
    problems: list[Problem] = []
    lexicons, _ = load_lexicons(ROOT / "config" / "lexicons", problems)
    if lexicons is None:
        raise SystemExit("\n".join(map(str, problems)))
    sentences, corpus = one_sentence_each(texts)
    tokens = tokenise(corpus, sentences, lexicons.masks)
    usual = spacy.blank("en").make_doc

    def score() -> None:
        found = find_expressions(tokens, lexicons)
        find_terms(sentences, tokens, lexicons)
        sum_tone(sentences, tokens, found)
        score_targets(tokens, ["the Board"] * len(texts), found)

    ratio = _least_cpu(score) / _least_cpu(lambda: deque(map(usual, texts), maxlen=0))
    yield Figure("CPU of lexicon, tone and targets / of tokenising with spaCy", ratio, len(texts), None, 1.0)


def one_sentence_each(texts: list[str]) -> tuple[pa.Table, pa.Table]:
    """SENTENCES and TEXTS in which every text is one sentence."""
    ids, n = [f"{row:08d}" for row in range(len(texts))], len(texts)
    columns = {"document_id": ids, "sentence_no": [0] * n, "turn_no": [0] * n, "target_types": [""] * n, "is_content": [True] * n}
    edges = {"char_start": [0] * n, "char_end": [len(text) for text in texts]}
    return SENTENCES.build(columns | edges), TEXTS.build({"document_id": ids, "text": texts})


def _least_cpu(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def study() -> Iterator[Figure]:
    """Every figure, in the order of the tables."""
    sentences, targets = read(GOLD / "tone.csv"), read(GOLD / "tone_targets.csv")
    twice = [row for row in sentences if row["second_round"]]
    agreed = np.mean([row["first_round"] == row["second_round"] for row in twice])
    yield Figure("own gold: the two rounds agree", float(agreed), len(twice))
    for half in ("development", "test", "late"):
        for name, score in scorers().items():
            bound = name == "liftmine" and half != "development"
            yield from judge_sentences([row for row in sentences if row["half"] == half], score, f"{half} half, {name}", bound=bound)
            if chosen := [row for row in targets if row["half"] == half]:
                yield from judge_targets(chosen, score, f"{half} half, {name}", bound=bound)
    if MINUTES.is_dir():
        whole = " ".join(file.read_text(encoding="utf-8", errors="replace") for file in sorted(MINUTES.glob("*.txt"))[:200])
        yield from judge_speed([sentence for sentence in re.split(r"(?<=[.!?])\s+", whole) if 0 < len(sentence.strip()) < LONGEST_SENTENCE])
    if not COMMENTS.is_file():
        print("patients' comments skipped: ../shared/data/nhs_comments is not there")
        return
    for name, score in scorers().items():
        yield from judge_comments(read(COMMENTS), score, f"comments, {name}")


def main() -> int:
    """Print the table; 1 where a floor is missed."""
    holds = True
    for figure in study():
        print(figure, flush=True)
        holds &= figure.holds
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
