"""A release on invented numbers, made with the table contracts: gaps, withheld cells, lone years, years before close, long names."""

import math
import random
from datetime import date, timedelta

import pyarrow as pa

from liftmine.tables.published import CULTURE_SERIES, DIMENSIONS, DOCUMENTS, PARTNERSHIPS, RELEASE_TABLES

TYPES = ("public", "private", "joint", "national")
LABELS = {kind: kind for kind in TYPES}
MANIFEST = {"release_id": "R2031-02-03.1", "created_at": "2031-02-03T03:15:00+00:00", "code_version": "0.1.0", "files": {}}
NAMES = (
    "Eastmere",
    "Harrow Vale and the Seven Upper Parishes Local Improvement Finance Trust Company (Holdings)",
    "Wick & Stoke",
    "Ashcombe",
)
FRAMEWORKS = ("Competing Values Framework", "Institutional logics", "Partnership working", "Outcomes")


def _dimension(number: int) -> str:
    names = ("clan", "market", "hierarchy", "adhocracy", "trust_relational", "risk", "accountability", "commercial_confidentiality")
    return names[number] if number < len(names) else f"dimension_{number:02d}"


def cell(partnership: str, kind: str, measure: str, dimension: str, year: int, **changes: object) -> dict[str, object]:
    """One published row; `changes` replace its columns."""
    is_tone = measure == "tone"
    row: dict[str, object] = dict.fromkeys(CULTURE_SERIES.names) | {
        "partnership_id": partnership, "partner_type": kind, "document_kind": "all", "measure": measure, "dimension": dimension,
        "partnership_year": year, "period_start": None, "period_end": None, "is_period_complete": True, "value": 0.1, "ci_low": 0.05,
        "ci_high": 0.15, "value_smoothed": None, "unit": "score" if is_tone else "share", "n_documents": 10, "n_sentences": 500,
        "n_speakers": 6, "kinds_missing": "interview", "is_suppressed": False, "suppression_reason": None, "method_version": "1",
    }  # fmt: skip
    return {**row, **changes}


WITHHELD: dict[str, object] = {
    "value": None, "ci_low": None, "ci_high": None, "n_documents": 2, "is_suppressed": True, "suppression_reason": "few_documents",
}  # fmt: skip
NO_DOCUMENTS: dict[str, object] = {"value": None, "ci_low": None, "ci_high": None, "n_documents": 0, "n_sentences": 0, "n_speakers": 0}


def series_rows(partnerships: list[str], n_dimensions: int, years: range, seed: int) -> list[dict[str, object]]:
    """The grid of document kind `all`: levels, slopes and gaps by chance; the last dimension has no value anywhere."""
    chance = random.Random(seed)
    measures = [("voice_share", "all"), ("mention_share", "all"), ("tone", "all")]
    measures += [("lexicon_share", _dimension(number)) for number in range(n_dimensions)]
    rows = []
    for partnership in partnerships:
        for kind in (*TYPES, "collective", "unknown", "all"):
            for number, (measure, dimension) in enumerate(measures):
                level, slope = chance.uniform(0.03, 0.2), chance.choice([0, 0, 0.03, -0.02])
                gap = chance.choice([None, None, years[len(years) // 2], years[2 % len(years)]])
                lone = kind == "national" and number % 3 == 0
                for year in years:
                    rows.append(cell(partnership, kind, measure, dimension, year))
                    n = chance.randint(1, 14) * (len(partnerships) if partnership == "all" else 1)
                    share = max(0.0, level * math.exp(slope * (year - years[0])) + chance.gauss(0, 0.012))
                    half = 0.09 / math.sqrt(n)
                    if year == gap or (lone and year != years[-2 % len(years)]):
                        rows[-1].update(NO_DOCUMENTS)
                    elif n < 3 or number == len(measures) - 1:
                        rows[-1].update(WITHHELD)
                    elif measure == "tone":
                        rows[-1].update(
                            value=share * 4 - 0.4, ci_low=share * 4 - 0.4 - half * 2, ci_high=share * 4 - 0.4 + half * 2, n_documents=n
                        )
                    else:
                        rows[-1].update(value=share, ci_low=max(0.0, share - half), ci_high=share + half * 1.2, n_documents=n)
                    rows[-1]["is_period_complete"] = year != years[-1]
    return rows


def partnership_rows(names: list[str]) -> list[dict[str, object]]:
    """Partnerships `p00`, `p01` … with the names given."""
    return [
        {"partnership_id": f"p{number:02d}", "name": name, "started": date(2004, 9, 1) + timedelta(days=90 * number),
         "anchor_kind": "financial_close", "n_documents": 40, "first_year": -1, "last_year": 12}
        for number, name in enumerate(names)
    ]  # fmt: skip


def dimension_row(dimension: str, framework: str = FRAMEWORKS[0], definition: str = "How far people speak of it") -> dict[str, object]:
    """One dimension."""
    return {"dimension": dimension, "label": dimension.replace("_", " ").capitalize(), "framework": framework,
            "definition": definition, "source": "own", "n_terms": 14,
            "lexicon": "culture.yaml", "lexicon_sha256": "0" * 64}  # fmt: skip


def document_rows(number: int, seed: int) -> list[dict[str, object]]:
    """Files of every status; interviews without a path."""
    chance = random.Random(seed)
    rows = []
    for index in range(number):
        status = chance.choices(["ok", "quarantined", "duplicate", "superseded", "withdrawn"], [84, 8, 4, 3, 2])[0]
        interview = index % 9 == 0
        read = status == "ok"
        reason = chance.choice(["NO_TEXT_LAYER", "DATE_AMBIGUOUS", "NO_CONSENT"])
        rows.append({
            "document_id": f"d{index:04d}a7c3", "kind": "interview" if interview else "board_minutes", "partnership_id": "p00",
            "source_path": None if interview else f"eastmere/board_minutes/2004/board_{index:04d}.docx",
            "document_date": date(2004, 9, 1) + timedelta(days=7 * index), "date_basis": "text", "partnership_year": 1 + index // 52,
            "status": status, "reason_code": reason if status == "quarantined" else None,
            "n_turns": 40 * read, "n_sentences": 90 * read, "attributed_share": chance.random() if read else None, "sha256": "0" * 64,
            "superseded_by": "d0001a7c3" if status == "superseded" else None, "near_duplicate_of": None,
            "text_origin": "text" if read else None,
        })  # fmt: skip
    return rows


def make_release(
    n_partnerships: int = 1, n_dimensions: int = 6, years: range = range(-1, 13), n_documents: int = 40, seed: int = 7
) -> dict[str, pa.Table]:
    """All release tables."""
    names = [NAMES[number] if number < len(NAMES) else f"Partnership {number}" for number in range(n_partnerships)]
    ids = [f"p{number:02d}" for number in range(n_partnerships)]
    frameworks = [FRAMEWORKS[number * len(FRAMEWORKS) // n_dimensions] for number in range(n_dimensions)]
    definition = "How far people speak of the partnership as a family: loyalty, morale, shared ownership, listening to each other."
    return {
        **{table.name: table.empty() for table in RELEASE_TABLES},
        "culture_series": CULTURE_SERIES.from_rows(series_rows(["all", *ids], n_dimensions, years, seed)),
        "partnerships": PARTNERSHIPS.from_rows(partnership_rows(names)),
        "dimensions": DIMENSIONS.from_rows(
            dimension_row(_dimension(number), framework, definition) for number, framework in enumerate(frameworks)
        ),
        "documents": DOCUMENTS.from_rows(document_rows(n_documents, seed)),
    }
