"""Evidence behind the published numbers: a few sentences for each, with people replaced by pseudonyms."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liftmine.release.names import collect_names
from liftmine.tables.restricted import QUOTES

PER_CELL = 3
_CELL = ["partnership_id", "partner_type", "kind", "dimension", "partnership_year"]
_SENTENCE = ["document_id", "sentence_no"]
_EVIDENCE = [*_SENTENCE, "dimension"]


def quotes_table(
    culture: pa.Table,
    documents: pa.Table,
    turns: pa.Table,
    sentences: pa.Table,
    matches: pa.Table,
    *,
    scores: pa.Table,
    texts: pa.Table,
    attendance: pa.Table,
    people: Iterable[str] = (),
) -> pa.Table:
    """The table QUOTES: for each published `lexicon_share` cell up to `PER_CELL` sentences of that voice with the most matched terms.

    `culture` is the table after disclosure: a withheld cell has no quotes. Ties go to the first in order of document and sentence.
    `people` are further names to take out. Names that no paper lists stay in: the table is restricted for that reason.
    """
    chosen = _choose(_find_evidence(culture, documents, turns, sentences, matches))
    chosen = chosen.join(scores.select([*_SENTENCE, "tone"]), keys=_SENTENCE).sort_by([(name, "ascending") for name in _SENTENCE])
    text_of = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    names = collect_names(attendance, turns, people)
    places = zip(*(chosen[name].to_pylist() for name in ("document_id", "char_start", "char_end")), strict=True)
    spelled = [names.scrub(document, " ".join(text_of[document][start:end].split())) for document, start, end in places]
    kept = ("document_id", "sentence_no", "dimension", "partner_type", "partnership_year", "tone")
    return QUOTES.build({**{name: chosen[name] for name in kept}, "text": spelled, "terms": _spell_terms(chosen, matches)})


def _find_evidence(culture: pa.Table, documents: pa.Table, turns: pa.Table, sentences: pa.Table, matches: pa.Table) -> pa.Table:
    """One row per voiced content sentence and dimension it expresses, in cells that are published."""
    measured = documents.filter(pc.equal(documents["status"], "ok")).select(["document_id", "partnership_id", "kind", "partnership_year"])
    content = sentences.filter(sentences["is_content"]).select([*_SENTENCE, "turn_no", "char_start", "char_end"])
    voices = turns.filter(turns["partner_type"].is_valid()).select(["document_id", "turn_no", "partner_type"])
    found = matches.group_by(_EVIDENCE, use_threads=False).aggregate([("n_matches", "sum")])
    found = found.rename_columns({"n_matches_sum": "n_found"})
    evidence = found.join(content, keys=_SENTENCE, join_type="inner").join(measured, keys="document_id", join_type="inner")
    evidence = evidence.join(voices, keys=["document_id", "turn_no"], join_type="inner")
    is_open = pc.and_(pc.equal(culture["measure"], "lexicon_share"), culture["value"].is_valid())
    cells = culture.filter(is_open).rename_columns({"document_kind": "kind"}).select(_CELL)
    return evidence.join(cells, keys=_CELL, join_type="left semi")


def _choose(evidence: pa.Table) -> pa.Table:
    """The first `PER_CELL` rows of each cell: most matches, then order."""
    order = [*((name, "ascending") for name in _CELL), ("n_found", "descending"), *((name, "ascending") for name in _SENTENCE)]
    evidence = evidence.sort_by(order)
    codes = np.stack([evidence[name].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False) for name in _CELL])
    is_new = np.ones(evidence.num_rows, bool)
    is_new[1:] = (codes[:, 1:] != codes[:, :-1]).any(axis=0)
    rank = np.arange(evidence.num_rows) - np.maximum.accumulate(np.where(is_new, np.arange(evidence.num_rows), 0))
    return evidence.filter(pa.array(rank < PER_CELL))


def _spell_terms(chosen: pa.Table, matches: pa.Table) -> list[str]:
    """The matched terms of each chosen row, sorted and joined by `;`."""
    wanted = matches.join(chosen.select(_EVIDENCE), keys=_EVIDENCE, join_type="left semi")
    terms: dict[tuple[str, int, str], list[str]] = {}
    for *key, term in zip(*(wanted[name].to_pylist() for name in (*_EVIDENCE, "term")), strict=True):
        terms.setdefault((key[0], key[1], key[2]), []).append(term)
    return [";".join(sorted(terms[key])) for key in zip(*(chosen[name].to_pylist() for name in _EVIDENCE), strict=True)]
