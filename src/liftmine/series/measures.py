"""The measures of `culture_series`, each as a ratio over documents (METHODS §1; CONTRACT §3)."""

from collections.abc import Iterator

import numpy as np

from liftmine.series.cells import Cells, Tally, join_speakers
from liftmine.series.observations import ALL, COLLECTIVE, UNKNOWN, Floats, Ints, Observations

SCORES = ("tone",)
RATES = ("tone_intensity",)
UNITS = {
    "lexicon_share": "share",
    "mention_share": "share",
    "tone": "score",
    "tone_intensity": "per_100_sentences",
    "topic_share": "share",
    "voice_share": "share",
}


def measure_cells(tally: Tally) -> Iterator[Cells]:
    """The cells of every measure."""
    yield lexicon_share(tally)
    yield _mention_share(tally)
    yield _tone(tally)
    yield _tone_by_dimension(tally)
    yield _tone_intensity(tally)
    if tally.seen.topics:
        yield _topic_share(tally)
    yield _voice_share(tally)


def lexicon_share(tally: Tally) -> Cells:
    """Mean over documents of the mean x_sm of a voice's sentences."""
    seen, n = tally.seen, tally.n_sentences
    shares = tally.sum(seen.hit_sentence, seen.hit_share, seen.hit_dimension, len(seen.axes.dimensions))
    return tally.to_cells("lexicon_share", seen.axes.dimensions, mean_of_documents(shares, n), n, tally.speakers)


def _tone(tally: Tally) -> Cells:
    """Mean over documents of the mean tone of a voice's sentences, as (1 + tone) / 2."""
    n = tally.n_sentences
    toned = tally.sum(_every(tally.seen), (1 + tally.seen.tone) / 2)
    return tally.to_cells("tone", (ALL,), mean_of_documents(toned, n), n, tally.speakers)


def _tone_by_dimension(tally: Tally) -> Cells:
    """As `_tone`, over the sentences that express the dimension."""
    seen, width = tally.seen, len(tally.seen.axes.dimensions)
    rows, columns = seen.hit_sentence, seen.hit_dimension
    n = tally.sum(rows, None, columns, width)
    toned = tally.sum(rows, (1 + seen.tone[rows]) / 2, columns, width)
    speakers = tally.find_speakers(rows, seen.voice, columns, width)
    return tally.to_cells("tone", seen.axes.dimensions, mean_of_documents(toned, n), n, speakers)


def _tone_intensity(tally: Tally) -> Cells:
    """Mean over documents of the polar expressions (P + N) in 100 sentences."""
    n = tally.n_sentences
    rates = 100 * tally.sum(_every(tally.seen), tally.seen.polarity)
    return tally.to_cells("tone_intensity", (ALL,), mean_of_documents(rates, n), n, tally.speakers)


def _topic_share(tally: Tally) -> Cells:
    """Mean over documents of the mean share of a topic in the voice's sentences; those without a word of the model tell nothing."""
    seen, rows = tally.seen, tally.seen.topic_sentence
    n = tally.sum(rows)
    shares = np.concatenate([tally.sum(rows, share) for share in seen.topic_share.T], axis=2)
    return tally.to_cells("topic_share", seen.topics, mean_of_documents(shares, n), n, tally.find_speakers(rows, seen.voice))


def _voice_share(tally: Tally) -> Cells:
    """Sentences of a voice over the attributed sentences (partner types and collective).

    For `unknown` over attributed and unknown ones; for `all` attributed over all sentences.
    """
    seen, axes, n = tally.seen, tally.seen.axes, tally.n_sentences
    attributed = np.array([voice in (*axes.types, COLLECTIVE) for voice in axes.voices])
    among, unknown, everything = n[:, attributed].sum(axis=1), n[:, axes.voice(UNKNOWN)], n[:, axes.voice(ALL)]
    numerator, denominator = n.copy(), np.repeat(among[:, None], len(axes.voices), axis=1)
    denominator[:, axes.voice(UNKNOWN)] = among + unknown
    numerator[:, axes.voice(ALL)], denominator[:, axes.voice(ALL)] = among, everything
    # All attributed voices as one, so that a person with two affiliations is counted once.
    together = axes.voice(COLLECTIVE)
    speaking = tally.find_speakers(_every(seen), np.where(np.append(attributed, False)[seen.voice], together, -1))
    whole = (tally.speakers, axes.voice(ALL))
    speakers = join_speakers([(speaking, together) if is_attributed else whole for is_attributed in attributed])
    return tally.to_cells("voice_share", (ALL,), (numerator, denominator), denominator, speakers)


def _mention_share(tally: Tally) -> Cells:
    """Sentences that speak of a partner type over all sentences, whoever says them; for `all`, that speak of any."""
    seen, axes = tally.seen, tally.seen.axes
    everything = tally.n_sentences[:, [axes.voice(ALL)]]
    numerator = np.zeros_like(tally.n_sentences)
    for position, name in enumerate(axes.types):
        numerator[:, axes.voice(name), 0] = np.bincount(seen.document, seen.targets[:, position], minlength=seen.n_documents)
    numerator[:, axes.voice(ALL), 0] = np.bincount(seen.document, seen.targets.any(axis=1), minlength=seen.n_documents)
    denominator = np.repeat(everything, len(axes.voices), axis=1)
    speakers = join_speakers([(tally.speakers, axes.voice(ALL))] * len(axes.voices))
    voices = frozenset((*axes.types, ALL))
    return tally.to_cells("mention_share", (ALL,), (numerator, denominator), denominator, speakers, voices=voices)


def _every(seen: Observations) -> Ints:
    return np.arange(len(seen.document))


def mean_of_documents(sums: Floats, n: Floats) -> tuple[Floats, Floats]:
    """The ratio that weighs documents alike: each document's mean over its `n` sentences, and 1 where it has any."""
    return sums / np.maximum(n, 1), (n > 0).astype(np.float64)
