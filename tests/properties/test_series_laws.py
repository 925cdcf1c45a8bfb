"""Laws of `culture_series`, before and after disclosure, whatever the papers hold."""

from datetime import date

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from liftmine.release.disclosure import suppress
from liftmine.series.culture import culture_series
from liftmine.series.smoothing import smooth_series
from liftmine.study.model import Organisation, Partnership, Paths, Source, Study
from liftmine.study.settings import Disclosure, Settings
from liftmine.tables.published import CULTURE_SERIES, DOCUMENTS
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
def papers(draw):
    """Stage tables of up to 25 documents with up to 5 sentences each, every sentence a turn of its own."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, tables = draw(st.integers(1, 25)), {table: [] for table in (DOCUMENTS, TURNS, SENTENCES, SCORES, MATCHES)}
    for number in range(n):
        name = f"D{number:02d}"
        place = {"kind": KINDS[rng.integers(2)], "partnership_id": ("east", "west", "zone")[rng.integers(3)]}
        status = "ok" if rng.random() < 0.9 else "withdrawn"
        facts = {"partnership_year": int(rng.integers(-1, 4)), "status": status, "n_turns": 1, "n_sentences": 1, "sha256": name}
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


def measure(tables):
    return culture_series(*tables, study=STUDY, settings=LOOSE, dimensions=DIMENSIONS, as_of=date(2006, 9, 1))


@given(papers())
@settings(max_examples=40, deadline=None)
def test_values_lie_in_their_range_and_inside_their_intervals(tables):
    for row in smooth_series(measure(tables)).to_pylist():
        low, high = {"share": (0, 1), "score": (-1, 1), "per_100_sentences": (0, float("inf"))}[row["unit"]]
        assert (row["value"] is None) == (row["n_documents"] == 0)
        if row["ci_low"] is not None:
            assert low - 1e-12 <= row["ci_low"] <= row["value"] + 1e-12
            assert row["value"] - 1e-12 <= row["ci_high"] <= high + 1e-12
            assert row["ci_low"] < row["ci_high"]
        if row["value_smoothed"] is not None:
            assert low <= row["value_smoothed"] <= high


@given(papers(), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_rows_does_not_matter(tables, seed):
    rng = np.random.default_rng(seed)
    shuffled = [table.take(pa.array(rng.permutation(table.num_rows))) for table in tables]
    assert measure(shuffled).equals(measure(tables))


@given(papers())
@settings(max_examples=25, deadline=None)
def test_the_grid_is_complete_and_holds_every_key_once(tables):
    documents = [row for row in tables[0].to_pylist() if row["status"] == "ok"]
    years = {}
    for row in documents:
        years.setdefault(row["partnership_id"], set()).add(row["partnership_year"])
        years.setdefault("all", set()).add(row["partnership_year"])
    columns = [("lexicon_share", d) for d in DIMENSIONS] + [("tone", d) for d in (*DIMENSIONS, "all")]
    columns += [(measure, "all") for measure in ("tone_intensity", "voice_share", "mention_share")]
    expected = {
        (partnership, voice, kind, name, dimension, year)
        for partnership, covered in years.items()
        for year in range(min(covered), max(covered) + 1)
        for kind in (*KINDS, "all")
        for name, dimension in columns
        for voice in (*TYPES, "all", *(() if name == "mention_share" else ("collective", "unknown")))
    }
    table = measure(tables)
    keys = list(zip(*(table[name].to_pylist() for name in CULTURE_SERIES.key), strict=True))
    assert set(keys) == expected
    assert len(keys) == len(expected)
    assert keys == sorted(keys)


@given(papers())
@settings(max_examples=25, deadline=None)
def test_voice_shares_of_types_and_collective_add_up_to_one(tables):
    sums = {}
    for row in measure(tables).to_pylist():
        if row["measure"] == "voice_share" and row["partner_type"] in (*TYPES, "collective") and row["value"] is not None:
            sums.setdefault((row["partnership_id"], row["document_kind"], row["partnership_year"]), []).append(row["value"])
    assert all(abs(sum(values) - 1) < 1e-9 for values in sums.values())


@given(papers())
@settings(max_examples=25, deadline=None)
def test_disclosure_is_settled_and_only_ever_takes_away(tables):
    before, after = measure(tables), smooth_series(suppress(measure(tables), LOOSE))
    CULTURE_SERIES.check(after)
    for old, new in zip(before.to_pylist(), after.to_pylist(), strict=True):
        if new["is_suppressed"]:
            assert old["value"] is not None
            assert [new[name] for name in ("value", "ci_low", "ci_high", "value_smoothed")] == [None] * 4
        else:
            assert (new["value"], new["n_sentences"]) == (old["value"], old["n_sentences"])
        if new["n_documents"] and not new["is_suppressed"]:
            assert new["n_documents"] >= LOOSE.disclosure.documents


@given(papers())
@settings(max_examples=25, deadline=None)
def test_no_withheld_kind_follows_from_the_published_ones(tables):
    rows = suppress(measure(tables), LOOSE).to_pylist()
    by_key = {tuple(row[name] for name in CULTURE_SERIES.key): row for row in rows}
    for (partnership, voice, kind, *rest), row in by_key.items():
        if kind != "all" and row["is_suppressed"]:
            assert by_key[(partnership, voice, "all", *rest)]["value"] is None
