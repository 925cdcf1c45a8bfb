"""Validation of topics (METHODS §7): mixtures of real texts planted by plan, and how well topic and lexicon shares follow them.

Themes are patients' comments by the label that people gave them, and minutes of boards by the body they come from; each is mixed with
texts of another register that no seed is about. The seeds were written for the theme before any of its text was looked at, and nothing
was chosen by a single pair of texts. Judged is r with the realised shares over 20 cells (METHODS §7: the plan itself is out of reach).

Run `python -m benchmarks.topics`; it reads ../shared/data and says so where it is absent.
"""

import csv
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figures import Figure
from benchmarks.real import DATA, run_study
from liftmine.jobs.export import build_sentences
from liftmine.language.pipeline import tokenise
from liftmine.measures.bags import count_words, read_words
from liftmine.measures.topics import fit_topics
from liftmine.study.load import load_lexicons
from liftmine.study.settings import TopicSettings
from liftmine.tables.stages import SENTENCES, TEXTS
from liftmine.tables.tokens import Tokens

ROOT = Path(__file__).parents[1]
COMMENTS = DATA / "nhs_comments" / "px_v6_NHFT_sentiment.csv"
FIRST_LABEL = 11  # column of the comments' file from which on a filled cell is a label
LABELS = {
    "staff": "Staff manner & personal attributes|Staff listening, understanding & involving patients|Competence & training",
    "access": "Appointment arrangements|Timeliness of care|Contacting services|Appointment method|Referals & continuity of care",
    "place": "Food & drink provision & facilities|Activities & access to fresh air|Environment & Facilities|Sensory experience",
    "information": "Information directly from staff during care|Information provision & guidance",
}
SEEDS = {
    "staff": "kind friendly polite caring helpful listen understanding compassionate attentive respectful supportive manner professional",
    "access": "appointment wait waiting_list waiting_time cancel delay phone telephone late referral refer book queue quick prompt",
    "place": "food meal drink menu breakfast garden walk activity gym room clean noise noisy outside toilet",
    "information": "information leaflet explain explanation advice question inform website answer clear booklet letter",
    "libraries": "library librarian book reader reading borrow borrower loan branch literacy e-book volunteer reading_group stock author",
    "pension": "pension retirement investment fund equity bond index contribution participant beneficiary annuity portfolio fiduciary",
    "council": "council mayor councillor bylaw zoning street property tax police park snow residential neighbourhood ward rezoning permit",
}
YEARS, TYPES = 10, 2
SENTENCES_A_PAPER, TOGETHER = 30, 4
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Pool = list[list[str]]  # passages of sentences


@dataclass(frozen=True)
class Mixture:
    """Papers put together from passages: per sentence its tokens, paper, cell and theme (number in `themes`, beyond them background)."""

    themes: tuple[str, ...]
    tokens: Tokens
    paper: npt.NDArray[np.int32]
    cell: Longs
    theme: Longs

    def average(self, rows: npt.NDArray[np.integer], shares: Floats) -> Floats:
        """Cell × theme: mean over papers of the mean over their sentences `rows`; `shares` is row × theme."""
        n = np.bincount(self.paper[rows], minlength=int(self.paper.max()) + 1)
        cell = np.zeros(len(n), np.int64)
        cell[self.paper] = self.cell
        means = [np.bincount(self.paper[rows], share, minlength=len(n))[n > 0] / n[n > 0] for share in shares.T]
        return np.stack([np.bincount(cell[n > 0], mean) / np.bincount(cell[n > 0]) for mean in means], axis=1)

    @property
    def realised(self) -> Floats:
        """Cell × theme: the shares that came about."""
        return self.average(np.arange(len(self.theme)), (self.theme[:, None] == np.arange(len(self.themes))).astype(float))


def read_comments() -> dict[str, Pool]:
    """Comments whose labels all belong to one theme, by theme."""
    theme_of = {label: theme for theme, labels in LABELS.items() for label in labels.split("|")}
    pools: dict[str, Pool] = {theme: [] for theme in LABELS}
    with COMMENTS.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            themes = {theme_of.get(label) for label in list(row)[FIRST_LABEL:] if (row[label] or "").strip()}
            if len(themes) == 1 and (theme := themes.pop()) and row["FFT answer"].strip():
                pools[theme].append(re.split(r"(?<=[.!?])\s+", row["FFT answer"].strip()))
    return pools


def read_board(name: str) -> Pool:
    """Passages of a real study: its measured sentences, a few that follow one another together."""
    table = build_sentences(run_study(name)[0])
    rows = table["text"].filter(table["is_content"]).to_pylist()
    return [rows[first : first + TOGETHER] for first in range(0, len(rows) - TOGETHER + 1, TOGETHER)]


def plan_cells(n_themes: int, rng: np.random.Generator) -> Floats:
    """Cell × (themes, background): each theme rises, falls, steps or stays, and otherwise for the other type of partner."""
    line = np.linspace(0, 1, YEARS)
    courses = (0.05 + 0.15 * line, 0.20 - 0.15 * line, np.where(line > 0.5, 0.2, 0.06), np.full(YEARS, 0.12))
    drawn = rng.integers(len(courses), size=(TYPES, n_themes))
    shares = np.stack([np.stack([courses[k] for k in row], axis=1) for row in drawn]).reshape(TYPES * YEARS, n_themes)
    return np.append(shares, 1 - shares.sum(axis=1, keepdims=True), axis=1)


def draw_mixture(pools: Mapping[str, Pool], background: Pool, papers: int, seed: int) -> Mixture:
    """`papers` papers a cell; the mix of each varies about the plan of its cell (Dirichlet, concentration 10)."""
    rng = np.random.default_rng(seed)
    sources = [*pools.values(), background]
    texts: list[str] = []
    rows: list[tuple[int, int, int]] = []
    for cell, plan in enumerate(plan_cells(len(pools), rng)):
        for number in range(papers):
            mix, begun = rng.dirichlet(plan * 10), len(texts)
            while len(texts) - begun < SENTENCES_A_PAPER:
                theme = int(rng.choice(len(sources), p=mix))
                passage = sources[theme][rng.integers(len(sources[theme]))]
                texts += passage
                rows += [(cell * papers + number, cell, theme)] * len(passage)
    paper, cell_of, theme_of = np.array(rows).T
    return Mixture(tuple(pools), _tokenise(texts), paper.astype(np.int32), cell_of, theme_of)


def _tokenise(texts: Sequence[str]) -> Tokens:
    ids, zeros = [f"{row:06d}" for row in range(len(texts))], [0] * len(texts)
    columns = {"document_id": ids, "sentence_no": zeros, "turn_no": zeros, "target_types": [""] * len(texts)}
    columns |= {"is_content": [True] * len(texts), "char_start": zeros, "char_end": [len(text) for text in texts]}
    lexicons, _ = load_lexicons(ROOT / "config" / "lexicons", [])
    assert lexicons is not None
    return tokenise(TEXTS.build({"document_id": ids, "text": list(texts)}), SENTENCES.build(columns), lexicons.masks)


def correlate(mixture: Mixture) -> dict[str, Floats]:
    """Pearson's r of each theme with its realised shares, by measure."""
    dimensions = {theme: SEEDS[theme].split() for theme in mixture.themes}
    model = fit_topics(mixture.tokens, mixture.paper, dimensions, names=frozenset(), settings=TopicSettings()).model
    rows, shares = model.share(mixture.tokens)
    columns = [model.topics.index(theme) for theme in mixture.themes]
    measured = {
        "topic_share": mixture.average(rows, shares[:, columns].astype(float)),
        "lexicon_share": mixture.average(np.arange(len(mixture.theme)), count_lexicon(mixture, dimensions)),
    }
    realised = mixture.realised
    pairs = range(len(mixture.themes))
    return {name: np.array([np.corrcoef(value[:, k], realised[:, k])[0, 1] for k in pairs]) for name, value in measured.items()}


def count_lexicon(mixture: Mixture, dimensions: Mapping[str, Sequence[str]]) -> Floats:
    """Sentence × theme: share of the theme in the terms that stand in the sentence (METHODS §1)."""
    terms = sorted({term for group in dimensions.values() for term in group})
    bags = count_words(read_words(mixture.tokens, terms), terms)
    sentence = bags.rows[np.repeat(np.arange(len(bags.rows)), np.diff(bags.starts))]
    own = [np.isin(bags.words, [terms.index(term) for term in group]) for group in dimensions.values()]
    hits = np.stack([np.bincount(sentence, bags.counts * each, minlength=len(mixture.theme)) for each in own], axis=1)
    total = hits.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(hits, total, out=np.zeros_like(hits), where=total > 0)
    return shares


def measure(draws: int) -> Iterator[Figure]:
    """Mean r over themes and draws."""
    boards = {
        theme: read_board(name) for theme, name in (("libraries", "suffolk_libraries"), ("pension", "frtib"), ("council", "winnipeg"))
    }
    hearings = read_board("covid_inquiry")
    mixtures = {
        "patients' comments among board minutes": (read_comments(), boards["libraries"] + boards["council"]),
        "three boards among hearings": (boards, hearings),
    }
    for what, (pools, background) in mixtures.items():
        for papers in (10, 40):
            found = [correlate(draw_mixture(pools, background, papers, seed)) for seed in range(1, draws + 1)]
            for name in found[0]:
                yield Figure(f"{what}, {papers} papers a cell: r of {name}", float(np.mean([each[name] for each in found])), draws)


def main() -> None:
    """Print every figure."""
    if not DATA.exists():
        sys.exit(f"{DATA} is absent: nothing to plant, nothing measured.")
    for figure in measure(draws=2):
        print(figure, flush=True)


if __name__ == "__main__":
    main()
