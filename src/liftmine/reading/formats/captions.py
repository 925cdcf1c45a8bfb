"""WebVTT and SubRip: cues to turns. Times, cue names, settings, styles and comments are left out, and so are words shown twice."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from liftmine.reading.layout.normalise import normalise, refuse_controls
from liftmine.reading.layout.pieces import Document, Piece
from liftmine.reading.transcripts.speech import Utterance, is_speaker, lay_out

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_SETTING = re.compile(r"(?:confidence|duration|language|recogni[sz]ability|kind|region)\s*:", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,50})*[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?(?!v[ \t.])[A-Za-z\d][^<>\n]{0,200}>|\{\\[^{}\n]{0,50}\}")  # <c.loud>, <00:01.000>, </v>; {\an8} of SubRip
_LABEL = re.compile(r"(?:(?:>>+|[-–—])\s*)?(?P<label>[^\W\d_][^:<>\n]{0,58}):(?=\s|$)\s*")
_ARROWS = re.compile(r"^>>+\s*")
_ROLLING = 0.25  # of the cues begin with what the cue before has shown: captions that scroll or grow


def read_captions(text: str, file_format: str) -> Document:
    """The turns of a WebVTT (`vtt`) or SubRip (`srt`) file. Raises `Unreadable` (CONTROL_CHARACTERS)."""
    text = normalise(text)
    refuse_controls(text)
    head, cues, n_furniture = _cut_cues(text.split("\n"))
    has_voices = _VOICE.search(text) is not None
    cues = _without_repeats([[line for line in map(_clean, cue) if line] for cue in cues])
    utterances = _by_voice(cues) if has_voices else _by_label(cues)
    return Document(file_format, head + lay_out(utterances), n_furniture=n_furniture)


def _cut_cues(lines: Sequence[str]) -> tuple[list[Piece], list[list[str]], int]:
    """Title and comments above the first cue, the lines of each cue, and how many lines say nothing that was said."""
    head: list[Piece] = []
    cues: list[list[str]] = []
    n_furniture = 0
    for block in _blocks(lines):
        if _COMMENT.match(block[0]) and not any(map(TIMING.match, block)):
            note = "\n".join(block).removeprefix("NOTE").strip()
            is_told = not cues and block[0].startswith("NOTE") and note and not _SETTING.match(note)
            head += [Piece("paragraph", note, after="\n\n")] if is_told else []
            n_furniture += 0 if is_told else len(block)
        elif not cues and block[0].startswith("WEBVTT"):
            title = block[0].removeprefix("WEBVTT").strip(" -–—")
            head += [Piece("heading", title, after="\n\n")] if title else []
            n_furniture += len(block) - bool(title)
            _add_block(block[1:], head, cues, is_header=True)
        else:
            n_furniture += _add_block(block, head, cues)
    return head, cues, n_furniture


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []


def _add_block(block: Sequence[str], head: list[Piece], cues: list[list[str]], *, is_header: bool = False) -> int:
    """Adds the cues of a run of lines; returns the lines that hold times and cue names.

    Some programs leave out the blank lines between cues, or put blank lines into them.
    """
    n_furniture = 0
    timed = [no for no, line in enumerate(block) if TIMING.match(line)]
    names = {no - 1 for no in timed if no == 1 or (no > 1 and block[no - 1].isdigit())}
    for no, line in enumerate(block):
        if no in timed:
            cues.append([])
        elif no in names or (len(block) == 1 and line.isdigit()):
            n_furniture += 1
        elif cues:
            cues[-1].append(line)
        elif not is_header:
            head.append(Piece("paragraph", line))
    return n_furniture + len(timed)


def _clean(line: str) -> str:
    """A line of a cue without marks, but with its voices."""
    return _TAG.sub("", line).strip() if "<" in line or "{" in line else line


def _without_repeats(cues: list[list[str]]) -> list[list[str]]:
    """Scrolling captions show a line again in the next cue, and live ones show it as it grows: each is kept once, whole."""
    overlaps = [_overlap(above, cue) for above, cue in pairwise([[], *cues])]
    grows = [_grows(above, cue) for above, cue in pairwise([[], *cues])]
    if sum(map(bool, overlaps)) + sum(grows) < _ROLLING * len(cues):
        return cues
    kept: list[list[str]] = []
    for cue, overlap, is_longer in zip(cues, overlaps, grows, strict=True):
        if is_longer:
            kept[-1] = kept[-1][:-1]
        kept.append(cue[overlap:])
    return kept


def _overlap(above: Sequence[str], cue: Sequence[str]) -> int:
    """How many of the cue's first lines are the last lines of the cue above."""
    return next((n for n in range(min(len(above), len(cue)), 0, -1) if above[-n:] == cue[:n]), 0)


def _grows(above: Sequence[str], cue: Sequence[str]) -> bool:
    return bool(above and cue) and len(cue[0]) > len(above[-1]) and cue[0].startswith(above[-1])


def _by_voice(cues: Sequence[Sequence[str]]) -> Iterator[Utterance]:
    """Cues whose speakers stand in voice tags."""
    for cue in cues:
        parts = _VOICE.split(" ".join(cue))
        for speaker, words in zip([None, *parts[1::2]], parts[::2], strict=True):
            yield from _utterance(speaker and _plain(speaker), words)


def _by_label(cues: Sequence[Sequence[str]]) -> Iterator[Utterance]:
    """Cues whose speakers stand in front of a colon, at the beginning of any line."""
    lines = [_ARROWS.sub(">>", _plain(line)) for cue in cues for line in cue]
    labels = [match and " ".join(match["label"].split()) for match in map(_LABEL.match, lines)]
    counts = Counter(label for label in labels if label)
    for line, match, label in zip(lines, map(_LABEL.match, lines), labels, strict=True):
        if match and label and is_speaker(label, counts[label]):
            yield from _utterance(label, line[match.end() :], is_label=True)
        else:
            yield from _utterance(None, line.removeprefix(">>"))


def _plain(text: str) -> str:
    return normalise(unescape(text)).strip() if "&" in text else text.strip()


def _utterance(speaker: str | None, words: str, *, is_label: bool = False) -> Iterator[Utterance]:
    words = " ".join(_plain(words).split())
    if words or is_label:
        yield Utterance(speaker, words)
