"""Made-up studies whose truth is known: sentences are drawn, not written, so that no lexicon has a part in the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.series.record import Record
from liftmine.study.model import Organisation, Partnership, Paths, Source, Study
from liftmine.study.settings import Settings
from liftmine.tables.published import DOCUMENTS
from liftmine.tables.stages import MATCHES, SCORES, SENTENCES, TURNS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Plan = Callable[[str, str, str, Ints], Floats]  # partnership, voice, dimension (or `tone`), years → share (or mean tone) by year

AS_OF = date(2030, 1, 1)
STARTED = date(2004, 9, 1)
SETTINGS = Settings()


@dataclass(frozen=True)
class Design:
    """Size of a made-up study. `clustering`: intra-class correlation of a paper's sentences; `year_spread`: SD of years (logit)."""

    partnerships: tuple[str, ...] = ("eastmere", "northbridge", "stourvale")
    types: tuple[str, ...] = ("joint", "private", "public")
    dimensions: tuple[str, ...] = tuple(f"d{number:02d}" for number in range(24))
    years: int = 9
    papers: int = 3
    sentences: float = 36  # of one side in one paper
    clustering: float = 0.02
    year_spread: float = 0.0

    @property
    def study(self) -> Study:
        """The study file of it."""
        bodies = (Organisation(id="pct", name="The Care Trust", partner_type=self.types[0]),)
        return Study(
            study="simulated",
            partner_types=self.types,
            paths=Paths(raw="raw", work="work", releases="releases"),
            partnerships=tuple(Partnership(id=name, name=name, started=STARTED, organisations=bodies) for name in self.partnerships),
            sources=(Source(files="*", kind="board_minutes", partnership=self.partnerships[0]),),
        )


@dataclass(frozen=True)
class Papers:
    """The stage tables of a made-up study."""

    documents: pa.Table
    turns: pa.Table
    sentences: pa.Table
    scores: pa.Table
    matches: pa.Table = field(default_factory=MATCHES.empty)

    def record(self, design: Design) -> Record:
        """They as what series are counted from."""
        tables = (self.documents, self.turns, self.sentences, self.scores, self.matches)
        return Record(*tables, study=design.study, dimensions=design.dimensions)


def steady(_place: str, _voice: str, dimension: str, years: Ints) -> Floats:
    """Nothing happens: shares between .5 and 4 per cent, by dimension; level tone."""
    level = 0.0 if dimension == "tone" else 0.005 * (1 + int(dimension[1:]) % 8)
    return np.full(len(years), level)


def draw_papers(design: Design, plan: Plan, rng: np.random.Generator) -> Papers:
    """Minutes of every meeting: each side speaks in one turn for each of two people; every sentence expresses each dimension or not."""
    years = np.arange(1, design.years + 1)
    n_papers = len(design.partnerships) * design.years * design.papers
    place, year, _ = np.unravel_index(np.arange(n_papers), (len(design.partnerships), design.years, design.papers))
    names = np.array([f"D{number:05d}" for number in range(n_papers)])
    n_turns = 2 * len(design.types)
    size = rng.poisson(design.sentences / 2, (n_papers, n_turns))
    paper, turn = (part.repeat(size.ravel()) for part in np.indices(size.shape).reshape(2, -1))
    number = np.arange(len(paper)) - (np.cumsum(size.sum(axis=1)) - size.sum(axis=1))[paper]
    voice = turn // 2

    keys = {"document_id": names[paper], "sentence_no": number}
    span = {"char_start": np.zeros(len(paper), np.int64), "char_end": np.ones(len(paper), np.int64)}
    targets, content = np.full(len(paper), ""), np.ones(len(paper), bool)
    sentences = SENTENCES.build(keys | span | {"turn_no": turn, "target_types": targets, "is_content": content})
    shares = _draw_levels(design, plan, years, rng)[place, :, :, year]  # paper × voice × dimension, then tone
    tone_mean = shares[:, :, -1]
    tone = rng.choice([-0.6, 0.0, 0.6], len(paper)) * 0.6 + (tone_mean + rng.normal(0, 0.05, tone_mean.shape))[paper, voice]
    tone = np.clip(tone, -1, 1)
    score = {"n_tokens": rng.poisson(18, len(paper)) + 3, "n_positive": np.maximum(tone, 0), "n_negative": np.maximum(-tone, 0)}
    scores = SCORES.build(keys | score | {"tone": tone, "tone_terms": targets})
    return Papers(
        _documents(design, names, place, year + 1, size),
        _turns(design, names, place, n_turns),
        sentences,
        scores,
        _hit(design, keys, shares, (paper, voice), rng),
    )


def _draw_levels(design: Design, plan: Plan, years: Ints, rng: np.random.Generator) -> Floats:
    """Partnership × voice × (dimension, tone) × year: the planned level, moved by the year on the logit scale."""
    planned = np.array([[[plan(p, v, d, years) for d in (*design.dimensions, "tone")] for v in design.types] for p in design.partnerships])
    shares = planned[:, :, :-1]
    logit = np.log(shares / (1 - shares)) + design.year_spread * rng.standard_normal(shares.shape)
    planned[:, :, :-1] = 1 / (1 + np.exp(-logit))
    return planned


def _hit(
    design: Design, keys: dict[str, npt.NDArray[np.generic]], levels: Floats, at: tuple[Ints, Ints], rng: np.random.Generator
) -> pa.Table:
    shares = np.clip(levels[:, :, :-1], 1e-4, 1 - 1e-4)
    strength = 1 / design.clustering - 1
    own = rng.beta(shares * strength, (1 - shares) * strength)
    row, dimension = np.nonzero(rng.random((len(at[0]), len(design.dimensions))) < own[at])
    names = np.array(design.dimensions)[dimension]
    place = {name: values[row] for name, values in keys.items()}
    return MATCHES.build(place | {"dimension": names, "term": names, "n_matches": np.ones(len(row), np.int64)})


def _documents(design: Design, names: npt.NDArray[np.str_], place: Ints, year: Ints, size: Ints) -> pa.Table:
    n = len(names)
    columns: dict[str, object] = dict.fromkeys(DOCUMENTS.names, pa.nulls(n))
    told = {"document_id": names, "kind": ["board_minutes"] * n, "partnership_id": np.array(design.partnerships)[place]}
    counts = {"partnership_year": year, "n_turns": np.full(n, size.shape[1]), "n_sentences": size.sum(axis=1)}
    return DOCUMENTS.build(columns | told | counts | {"status": ["ok"] * n, "sha256": names})


def _turns(design: Design, names: npt.NDArray[np.str_], place: Ints, n_turns: int) -> pa.Table:
    n = len(names) * n_turns
    turn = np.tile(np.arange(n_turns), len(names))
    who = {
        "partner_type": np.array(design.types)[turn // 2],
        "person_id": np.char.add("P", (place.repeat(n_turns) * n_turns + turn).astype(str)),
    }
    how = {"voice_mode": ["reported"] * n, "attribution_basis": ["simulated"] * n, "attribution_confidence": np.ones(n)}
    span = {"char_start": np.zeros(n, np.int64), "char_end": np.ones(n, np.int64)}
    nothing = dict.fromkeys(TURNS.names, pa.nulls(n))
    return TURNS.build(nothing | {"document_id": names.repeat(n_turns), "turn_no": turn} | who | how | span)


def publish(design: Design, papers: Papers) -> pa.Table:
    """`culture_series` after disclosure."""
    return suppress(culture_series(papers.record(design), settings=SETTINGS, as_of=AS_OF), SETTINGS)
