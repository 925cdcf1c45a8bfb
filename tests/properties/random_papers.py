"""Random stage tables of a small study, for the laws of series and disclosure."""

from datetime import date

import numpy as np
from hypothesis import strategies as st

from liftmine.series.culture import culture_series
from liftmine.series.record import Record
from liftmine.study.model import Organisation, Partnership, Paths, Source, Study
from liftmine.study.settings import Disclosure, Settings
from liftmine.tables.published import DOCUMENTS
from liftmine.tables.stages import MATCHES, SCORES, SENTENCES, TURNS

TYPES = ("public", "private")
KINDS = ("board_minutes", "interview")
DIMENSIONS = ("market", "trust")
BODY = (Organisation(id="pct", name="The Care Trust", partner_type="public"),)
STUDY = Study(
    study="laws",
    partner_types=TYPES,
    paths=Paths(raw="raw", work="work", releases="releases"),
    partnerships=tuple(Partnership(id=name, name=name, started=date(2004, 9, 1), organisations=BODY) for name in ("east", "west", "zone")),
    sources=tuple(Source(files=f"{kind}/*", kind=kind, partnership="east") for kind in KINDS),
)
LOOSE = Settings(disclosure=Disclosure(documents=2, sentences=3, speakers=1, interview_speakers=2))


@st.composite
def papers(draw, years=(-1, 3), most=25):
    """Stage tables of up to `most` documents with up to 5 sentences each, every sentence a turn of its own."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, tables = draw(st.integers(1, most)), {table: [] for table in (DOCUMENTS, TURNS, SENTENCES, SCORES, MATCHES)}
    for number in range(n):
        name = f"D{number:02d}"
        place = {"kind": KINDS[rng.integers(2)], "partnership_id": ("east", "west", "zone")[rng.integers(3)]}
        status = "ok" if rng.random() < 0.9 else "withdrawn"
        facts = {
            "partnership_year": int(rng.integers(years[0], years[1] + 1)),
            "status": status,
            "n_turns": 1,
            "n_sentences": 1,
            "sha256": name,
        }
        tables[DOCUMENTS].append(dict.fromkeys(DOCUMENTS.names) | {"document_id": name, **place, **facts})
        for sentence in range(rng.integers(0, 6)):
            _add_sentence(tables, {"document_id": name}, sentence, rng)
    return tuple(table.from_rows(rows) for table, rows in tables.items())


def _add_sentence(tables, document, sentence, rng):
    voice = (*TYPES, "collective", "unknown", None)[rng.integers(5)]
    person = f"P{rng.integers(4)}" if voice in (*TYPES, "unknown") and rng.random() < 0.8 else None
    span = {"char_start": 0, "char_end": 1}
    how = {"voice_mode": "reported", "attribution_basis": "x", "attribution_confidence": 1.0, **span}
    tables[TURNS].append(dict.fromkeys(TURNS.names) | document | {"turn_no": sentence, "person_id": person, "partner_type": voice, **how})
    targets = ("", "private", "private;public")[rng.integers(3)]
    content = {"turn_no": sentence, "target_types": targets, "is_content": bool(rng.random() < 0.9), **span}
    tables[SENTENCES].append(document | {"sentence_no": sentence, **content})
    polarity = {"n_tokens": 9, "n_positive": float(rng.integers(3)), "n_negative": float(rng.integers(3))}
    tone = float(rng.choice([0.0, 1.0, -1.0, rng.uniform(-1, 1)]))
    tables[SCORES].append(document | {"sentence_no": sentence, "tone": tone, "tone_terms": "", **polarity})
    for dimension in DIMENSIONS:
        if rng.random() < 0.4:
            hits = {"dimension": dimension, "term": dimension, "n_matches": int(rng.integers(1, 4))}
            tables[MATCHES].append(document | {"sentence_no": sentence, **hits})


def as_record(tables):
    return Record(*tables, study=STUDY, dimensions=DIMENSIONS)


def measure(tables):
    return culture_series(as_record(tables), settings=LOOSE, as_of=date(2006, 9, 1))
