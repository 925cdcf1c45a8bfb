"""No withheld number follows from what is published: every release of a small random study is attacked by linear algebra.

The attacker knows all counts, the weights of the kinds and which cells went into a total, and takes every total for exact.
"""

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from random_papers import KINDS, LOOSE, TYPES, measure, papers

from liftmine.release.disclosure import suppress
from liftmine.tables.published import CULTURE_SERIES

ALL, NARRATION = "all", "narration"
SPOKEN = (*TYPES, "collective", "unknown")
PLACES = ("east", "west", "zone")
WEIGHTS = LOOSE.series.kind_weights


class Release:
    """The rows of one measure, dimension and year; a value is a mixture of unknowns (partnership, kind, voice) → weight."""

    def __init__(self, name, rows, counts):
        self.name, self.rows, self.counts = name, rows, counts

    def mixture(self, place, voice, kind):
        """What the value of a row is made of, as the release tells."""
        if place == ALL:
            there = [p for p in PLACES if self.is_there(p, voice, kind)]
            used = [p for p in there if not self.rows[(p, voice, kind)]["is_suppressed"]] or there
            return self._average([(1.0, self.mixture(p, voice, kind)) for p in used])
        if kind == ALL:
            missing = (self.rows[(place, voice, kind)]["kinds_missing"] or "").split(";")
            return self._average([(WEIGHTS[k], {(place, k, voice): 1.0}) for k in KINDS if k not in missing])
        return {(place, kind, voice): 1.0}

    def is_there(self, place, voice, kind):
        return (place, voice, kind) in self.rows and self.counts[(place, voice, kind)] > 0

    @staticmethod
    def _average(parts):
        mixed, whole = defaultdict(float), sum(weight for weight, _ in parts)
        for weight, part in parts:
            for unknown, share in part.items():
                mixed[unknown] += weight * share / whole
        return dict(mixed)

    def known(self):
        """Everything that is published, and how the voices of a record make up the whole."""
        yield from (self.mixture(*key) for key, row in self.rows.items() if row["value"] is not None)
        for place in PLACES:
            for kind in KINDS:
                if self.is_there(place, ALL, kind):
                    yield self._voices(place, kind)

    def _voices(self, place, kind):
        if self.name == "voice_share":  # they add up to 1
            return {(place, kind, voice): 1.0 for voice in (*TYPES, "collective")}
        if self.name == "mention_share":
            return {}
        sizes = {voice: self.counts[(place, voice, kind)] for voice in (*SPOKEN, ALL)}
        rest = {NARRATION: sizes[ALL] - sum(sizes[voice] for voice in SPOKEN), ALL: -sizes[ALL]}
        return {(place, kind, voice): float(n) for voice, n in (sizes | rest).items() if n}

    def hidden(self):
        """Everything that is withheld and has something to hide."""
        for key, row in self.rows.items():
            mixture = self.mixture(*key)
            if row["is_suppressed"] and not self._is_open(mixture):
                yield key, mixture

    def _is_open(self, mixture):
        """A record, or a mixture of records, all of whose voices are published: their sum tells nothing that they do not tell."""
        if self.name in ("voice_share", "mention_share"):
            return False
        return all(voice == ALL and not any(self._is_hidden(place, v, kind) for v in SPOKEN) for place, kind, voice in mixture)

    def _is_hidden(self, place, voice, kind):
        return (place, voice, kind) in self.rows and self.rows[(place, voice, kind)]["is_suppressed"]


def releases(before, after):
    """One `Release` per measure, dimension and year."""
    rows, counts = defaultdict(dict), defaultdict(dict)
    for old, new in zip(before.to_pylist(), after.to_pylist(), strict=True):
        group = tuple(new[name] for name in ("measure", "dimension", "partnership_year"))
        key = tuple(new[name] for name in ("partnership_id", "partner_type", "document_kind"))
        rows[group][key], counts[group][key] = new, old["n_sentences"]
    return [Release(group[0], rows[group], counts[group]) for group in rows]


def determined(release):
    """The withheld rows whose value the attacker can work out: those in the span of what is known."""
    known, hidden = [*release.known()], [*release.hidden()]
    columns = {unknown: i for i, unknown in enumerate(sorted({u for part in (*known, *(h for _, h in hidden)) for u in part}))}

    def lay_out(parts):
        matrix = np.zeros((len(parts), len(columns)))
        for line, part in zip(matrix, parts, strict=True):
            for unknown, weight in part.items():
                line[columns[unknown]] = weight / max(map(abs, part.values()))
        return matrix

    _, sizes, basis = np.linalg.svd(lay_out(known), full_matrices=False)
    basis, wanted = basis[sizes > 1e-9], lay_out([part for _, part in hidden])
    left = np.linalg.norm(wanted - wanted @ basis.T @ basis, axis=1)
    return [key for (key, _), rest in zip(hidden, left, strict=True) if rest < 1e-6]


@given(papers(years=(1, 2), most=60))
@settings(max_examples=60, deadline=None)
def test_no_withheld_value_follows_from_the_published_ones(tables):
    before = measure(tables)
    for release in releases(before, suppress(before, LOOSE)):
        assert determined(release) == []


def test_the_attack_finds_what_is_left_open():
    """Two voices and no narration, one of them withheld and `all` not: the attack must see it."""
    names = dict.fromkeys(CULTURE_SERIES.names) | {"is_suppressed": False, "value": 0.5}
    rows = {("east", voice, "interview"): dict(names) for voice in (*SPOKEN, ALL)}
    rows[("east", "private", "interview")] |= {"is_suppressed": True, "value": None}
    counts = {key: 10 if key[1] in TYPES else 0 for key in rows} | {("east", ALL, "interview"): 20}
    assert determined(Release("tone", rows, counts)) == [("east", "private", "interview")]


@given(papers(years=(1, 2), most=60))
@settings(max_examples=30, deadline=None)
def test_totals_are_published_exactly_where_a_part_of_them_is(tables):
    after = suppress(measure(tables), LOOSE)
    rows = {tuple(row[name] for name in CULTURE_SERIES.key): row for row in after.to_pylist()}
    for (place, voice, kind, *rest), row in rows.items():
        if place == ALL:
            parts = [rows.get((p, voice, kind, *rest)) for p in PLACES]
        elif kind == ALL:
            parts = [rows[(place, voice, k, *rest)] for k in KINDS]
        else:
            continue
        values = [part["value"] for part in parts if part and part["value"] is not None]
        assert (row["value"] is None) == (values == [])
        if values:
            assert min(values) - 1e-12 <= row["value"] <= max(values) + 1e-12
            assert row["n_documents"] == sum(part["n_documents"] for part in parts if part and part["value"] is not None)
            assert row["n_sentences"] == sum(part["n_sentences"] for part in parts if part and part["value"] is not None)


@given(papers(years=(1, 2), most=60))
@settings(max_examples=30, deadline=None)
def test_every_published_cell_of_a_kind_passes_the_thresholds(tables):
    limits = LOOSE.disclosure
    for row in suppress(measure(tables), LOOSE).to_pylist():
        if row["value"] is not None:
            assert row["n_documents"] >= limits.documents
            assert row["n_sentences"] >= limits.sentences
            if row["document_kind"] == "interview" and row["partner_type"] != "collective":
                assert row["n_speakers"] >= limits.interview_speakers
