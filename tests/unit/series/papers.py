"""Stage tables of a few made-up documents, written down as speakers and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from liftmine.series.record import Record
from liftmine.study.model import Organisation, Partnership, Paths, Source, Study
from liftmine.tables.published import DOCUMENTS
from liftmine.tables.stages import MATCHES, SCORES, SENTENCES, TARGET_SCORES, TURNS

STARTED = date(2004, 9, 1)
TYPES = ("public", "private")


@dataclass(frozen=True)
class Said:
    """One sentence. `hits` maps dimensions to matched terms, `toward` types spoken of to the tone toward them."""

    tone: float = 0.0
    hits: dict[str, int] = field(default_factory=dict)
    targets: str = ""
    is_content: bool = True
    toward: dict[str, float] | None = None


@dataclass(frozen=True)
class Voice:
    """A turn: who, for whom, and the sentences."""

    partner_type: str | None
    person: str | None
    sentences: list[Said]


@dataclass(frozen=True)
class Document:
    name: str
    year: int
    voices: list[Voice]
    kind: str = "board_minutes"
    partnership: str = "northbridge"
    status: str = "ok"


def make_study(*partnerships: str, kinds: tuple[str, ...] = ("board_minutes",)) -> Study:
    bodies = (Organisation(id="pct", name="The Care Trust", partner_type="public"),)
    return Study(
        study="demo",
        partner_types=TYPES,
        paths=Paths(raw="raw", work="work", releases="releases"),
        partnerships=tuple(Partnership(id=p, name=p.title(), started=STARTED, organisations=bodies) for p in partnerships),
        sources=tuple(Source(files=f"{kind}/*", kind=kind, partnership=partnerships[0]) for kind in kinds),
    )


def make_tables(papers: list[Document]) -> dict[str, pa.Table]:
    """Documents and stage tables, as arguments of `Record`."""
    documents, turns, sentences, scores, toward, matches = [], [], [], [], [], []
    for paper in papers:
        number = 0
        for turn, voice in enumerate(paper.voices):
            turns.append(_turn(paper.name, turn, voice))
            for said in voice.sentences:
                place = {"document_id": paper.name, "sentence_no": number}
                number += 1
                content = {"turn_no": turn, "target_types": said.targets, "is_content": said.is_content, "char_start": 0, "char_end": 1}
                sentences.append(place | content)
                polarity = {"n_positive": max(said.tone, 0.0), "n_negative": max(-said.tone, 0.0)}
                scores.append(place | polarity | {"n_tokens": 5, "tone": said.tone, "tone_terms": ""})
                tones = dict.fromkeys(filter(None, said.targets.split(";")), said.tone) if said.toward is None else said.toward
                toward += [
                    place | {"target_type": t, "n_positive": max(x, 0.0), "n_negative": max(-x, 0.0), "tone": x} for t, x in tones.items()
                ]
                matches += [place | {"dimension": d, "term": d, "n_matches": n} for d, n in said.hits.items()]
        documents.append(_document(paper))
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "turns": TURNS.from_rows(turns),
        "sentences": SENTENCES.from_rows(sentences),
        "scores": SCORES.from_rows(scores),
        "matches": MATCHES.from_rows(matches),
        "target_scores": TARGET_SCORES.from_rows(toward),
    }


def make_record(papers: list[Document], study: Study, dimensions: Sequence[str] = ()) -> Record:
    """They as what series are counted from."""
    return Record(**make_tables(papers), study=study, dimensions=dimensions)


def _turn(document: str, number: int, voice: Voice) -> dict:
    mode = "none" if voice.partner_type is None else "reported"
    return dict.fromkeys(TURNS.names) | {
        "document_id": document,
        "turn_no": number,
        "person_id": voice.person,
        "partner_type": voice.partner_type,
        "voice_mode": mode,
        "attribution_basis": "test",
        "attribution_confidence": 1.0,
        "char_start": 0,
        "char_end": 1,
    }


def _document(paper: Document) -> dict:
    return dict.fromkeys(DOCUMENTS.names) | {
        "document_id": paper.name,
        "source_path": f"{paper.name}.txt",
        "kind": paper.kind,
        "partnership_id": paper.partnership,
        "document_date": STARTED + timedelta(days=round(365.2425 * (paper.year - 1)) + 10),
        "partnership_year": paper.year,
        "status": paper.status,
        "n_turns": len(paper.voices),
        "n_sentences": sum(len(voice.sentences) for voice in paper.voices),
        "sha256": paper.name,
    }
