"""Texts that are almost the same, found by their sketches: who compares 10,000 texts cannot read each twice.

A sketch is a MinHash (Broder 1997) of the text's runs of three words, by one permutation: hashes are thrown into 256 bins and each
bin keeps its smallest (Li, Owen & Zhang 2012); an empty bin takes over its neighbour's (Shrivastava & Li 2014). The share of equal
bins estimates the Jaccard similarity of the two sets of runs, with a standard error below 0.03. Hashes are of letters and
figures alone and of no random seed, so that line breaks, spaces and hyphens do not count, and every machine gives the same sketch.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

NEAR = 0.85  # two versions of one paper lie above, short minutes of two meetings on one form below: see the table of the tests
_WORDS = 3
_BINS = 256
_BAND = 4  # texts as like as NEAR share one of 64 runs of four bins but once in 10^20 times
_CROWD = 16  # of more texts in one bucket each is compared with the earliest only
_FEWEST = 20  # runs of words; a text of fewer says too little
_LONGEST = 1_000_000  # characters that are looked at
_PRIME = 0x9E3779B97F4A7C15  # odd: it has an inverse modulo 2^64
_EMPTY = np.uint64(1 << 32)

Words = npt.NDArray[np.uint64]
Sketch = npt.NDArray[np.uint32]

_IS_WORD = np.zeros(256, dtype=bool)
# In UTF-8 the first bytes of letters with accents, not those of quotation marks, dashes and bullets: each program has its own of these.
_IS_WORD[[*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(0xC3, 0xE2), *range(0xE3, 0xF5)]] = True


def sketch_text(text: str) -> tuple[str | None, int]:
    """The sketch in hexadecimal, and the number of distinct runs of three words; None where these are fewer than 20."""
    hashes = np.sort(_hash_runs(text))
    n_runs = int(np.count_nonzero(hashes[1:] != hashes[:-1])) + min(len(hashes), 1)
    if n_runs < _FEWEST:
        return None, n_runs
    smallest = np.full(_BINS, _EMPTY, dtype=np.uint64)
    np.minimum.at(smallest, (hashes >> np.uint64(56)).astype(np.intp), hashes & np.uint64(0xFFFFFFFF))
    filled = np.flatnonzero(smallest < _EMPTY)
    source = filled[np.searchsorted(filled, np.arange(_BINS)) % len(filled)]
    distance = (source - np.arange(_BINS)) % _BINS  # taken along: two bins filled from one must not agree by that alone
    sketch = smallest[source] + distance.astype(np.uint64) * np.uint64(0x9E3779B1)
    return sketch.astype(np.uint32).astype(">u4").tobytes().hex(), n_runs


def read_sketch(written: str) -> Sketch:
    """The 256 numbers of a sketch."""
    return np.frombuffer(bytes.fromhex(written), dtype=">u4").astype(np.uint32)


def similarity(one: Sketch, other: Sketch) -> float:
    """Estimated Jaccard similarity of two texts, 0–1."""
    return float(np.mean(one == other))


def overlap(one: Sketch, other: Sketch, sizes: tuple[int, int]) -> float:
    """Estimated share, 0–1, of the shorter text's runs of words that stand in the longer one, too."""
    jaccard = similarity(one, other)
    return min(1.0, jaccard / (1 + jaccard) * sum(sizes) / max(1, min(sizes)))


def find_near_duplicates(sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """Document → the earliest document before it that is almost the same. The order of `sketches` says what is earlier."""
    names = list(sketches)
    if len(names) < 2:
        return {}
    grid = np.stack(list(sketches.values()))
    found: dict[int, int] = {}
    for earlier, later in sorted(set(_candidates(grid))):
        if later not in found and similarity(grid[earlier], grid[later]) >= NEAR:
            found[later] = earlier
    return {names[later]: names[earlier] for later, earlier in sorted(found.items())}


def _candidates(grid: npt.NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of rows (smaller first) that agree in all bins of a band."""
    for start in range(0, _BINS, _BAND):
        band = np.ascontiguousarray(grid[:, start : start + _BAND]).view(f"V{4 * _BAND}").ravel()
        order = np.argsort(band, kind="stable")
        edges = np.flatnonzero(np.append(band[order][1:] != band[order][:-1], True)) + 1
        first = 0
        for end in edges.tolist():
            if end - first > 1:
                members: Sequence[int] = sorted(order[first:end].tolist())
                yield from combinations(members, 2) if len(members) <= _CROWD else ((members[0], member) for member in members[1:])
            first = end


def _hash_runs(text: str) -> Words:
    """One hash per run of three words, from the letters' polynomial modulo 2^64, mixed (Steele, Lea & Flood 2014)."""
    signs = np.frombuffer(text[:_LONGEST].lower().encode("utf-8", "replace"), dtype=np.uint8)
    is_word = _IS_WORD[signs]
    starts_word = is_word & ~np.concatenate([[False], is_word[:-1]])
    letters = signs[is_word].astype(np.uint64)
    places = np.append(np.cumsum(is_word)[starts_word] - 1, len(letters))
    if len(places) <= _WORDS:
        return np.empty(0, dtype=np.uint64)
    powers, inverses = _powers(1 << max(10, len(letters).bit_length()))
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum((letters + np.uint64(1)) * powers[: len(letters)], dtype=np.uint64)])
    hashes = (sums[places[_WORDS:]] - sums[places[:-_WORDS]]) * inverses[places[:-_WORDS]]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * np.uint64(factor)
    mixed: Words = hashes ^ (hashes >> np.uint64(31))
    return mixed


@lru_cache(maxsize=16)
def _powers(length: int) -> tuple[Words, Words]:
    """The first powers of the prime and of its inverse, modulo 2^64."""
    bases = (_PRIME, pow(_PRIME, -1, 1 << 64))
    one, inverse = (np.multiply.accumulate(np.append(np.uint64(1), np.full(length, base, dtype=np.uint64))) for base in bases)
    return one, inverse
