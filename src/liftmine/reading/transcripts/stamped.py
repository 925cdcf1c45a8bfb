"""Transcripts as Teams, Zoom, Otter and transcribers export them: a name and a time, then what was said.

They come as text, Word or PDF, so they are told by their lines, whatever the format: "Ann Lee   0:03", "[Ann Lee] 10:03:12",
"00:01:02 Ann Lee: …", "Ann Lee (00:03): …", "0:0:3.120 --> 0:0:7.500" above a name. Times go, names become labels.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from liftmine.reading.formats.captions import TIMING
from liftmine.reading.layout.pieces import Document, Piece
from liftmine.reading.transcripts.grids import tell_rows
from liftmine.reading.transcripts.speech import Utterance, is_speaker, lay_out

_TOP = 20_000  # characters in which a transcript with times has shown some
_FEWEST = 3
_FEWEST_OF_ONE = 6  # where one speaker alone is named
_MOST_LINES = 80  # a head
_IN_ORDER, _RECURRENCE, _FOLLOWED = 0.9, 0.5, 0.7  # shares of the heads
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME = rf"(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}},? )?(?P<time>{_CLOCK})(?: ?[AaPp][Mm])?"
_NAME = r"(?P<name>(?![AaPp]\.?[Mm]\b)[^\W\d_][^:\[\]<>]{0,58}?(?: \[[A-Za-z][^\[\]:]{0,20}\])?)"
_MINUTES = re.compile(r":\d")
_STAMP = re.compile(r"^\d{1,2}:\d|\d:\d\d(?:[\])]|-\d#| *:?$)")  # at the edge of a line, or in brackets
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\[{_NAME}\] *[\[(]?{_TIME}[\])]? *:?(?P<words>)$",  # [Ann Lee] 10:03:12
        rf"{_NAME}(?: *[,–|-])? +[\[(]?{_TIME}[\])]? *:?(?P<words>)$",  # Ann Lee   0:03
        rf"{_NAME} *[\[(]{_TIME}[\])] *:? +(?P<words>\S.*)$",  # Ann Lee (00:03): words
        rf"[\[(]?{_TIME}[\])]? {{0,4}}[–-]? {{0,4}}(?:From )?{_NAME}(?: to [^:]{{1,59}})? *:(?P<words>(?: .*)?)$",  # 0:02 Ann Lee: words
        rf"[\[(]?{_TIME}[\])]? {{0,4}}[–-]? {{0,4}}{_NAME}(?P<words>)$",  # 00:01:02 Ann Lee
    )
)
_CODE = re.compile(  # [00:01:02] AL words: letters, or a part with a number, need no colon where nearly every time has them
    rf"[\[(]?{_TIME}[\])]? {{0,4}}[–-]? {{0,4}}"
    r"(?P<name>[A-Z]{2,4}\d{0,2}|[A-Z]\d{1,2}|(?:Speaker|Participant|Respondent|Interviewe[re]) ?\d{0,2})"
    r"(?P<words> +(?=.*[a-z])\S.*)$"
)
_CODED = 0.8  # of the lines that begin with a time
_STAMPED = re.compile(rf"[\[(]?{_CLOCK}[\])]? *\S")
_TIME_ALONE = re.compile(rf"[\[(]?{_CLOCK}[\])]?$")
_RECORDER = re.compile(r"\S.{0,80} (?:started|stopped) (?:the )?(?:transcription|recording)$")
_DAY = re.compile(r"\d{4}|\d.*(?:day|uary|march|april|may|june|july|august|ber)\b|(?:day|uary|march|april|may|june|july|august|ber)\b.*\d")
_MARK = re.compile(r" *(?:[\[({]\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?[\])}]|#\d{1,2}:\d{2}:\d{2}-\d#)")  # [00:12:31], #00:12:31-5#


class _Head(NamedTuple):
    """What the line that opens a turn says."""

    name: str
    seconds: float
    words: str


def tell_turns(document: Document) -> Document:
    """The document with its turns as "Name: words" and without times, where it is a transcript with times; else as it is."""
    document = tell_rows(document)
    pieces = document.pieces
    if not _has_times(pieces):
        return document
    lines = [(no, line.strip()) for no, piece in enumerate(pieces) for line in piece.text.split("\n")]
    heads = _find_heads([line for _, line in lines])
    if any(piece.table_no is not None for piece in pieces) or not _is_transcript(heads, len(lines)):
        return _without_marks(document)
    first = min(heads)
    said = [(no, line) for no, (_, line) in enumerate(lines) if no >= first and not _is_furniture(line)]
    utterances = []
    for no, line in said:
        name, words = (heads[no].name, heads[no].words) if no in heads else (None, _MARK.sub("", line).strip())
        utterances.append(Utterance(name, words, pieces[lines[no][0]].page))
    above = [no for no in range(first) if not _is_furniture(lines[no][1])]
    n_furniture = len(lines) - len(above) - len(said)
    told = _pieces_of(pieces, [lines[no] for no in above]) + lay_out(utterances)
    return replace(document, pieces=told, n_furniture=document.n_furniture + n_furniture)


def _has_times(pieces: Sequence[Piece]) -> bool:
    """A quick look at the beginning, which spares the rest all other papers."""
    n_seen, top = 0, []
    for piece in pieces:
        top.append(piece.text)
        n_seen += len(piece.text)
        if n_seen > _TOP:
            break
    text = "\n".join(top)
    if len(_MINUTES.findall(text)) < _FEWEST:
        return False
    return sum(_STAMP.search(line) is not None for line in text.split("\n") if ":" in line) >= _FEWEST


def _is_furniture(line: str) -> bool:
    return TIMING.match(line) is not None or _TIME_ALONE.match(line) is not None or _RECORDER.match(line) is not None


def _find_heads(lines: Sequence[str]) -> dict[int, _Head]:
    """Line number → head, for the lines that open a turn."""
    found = {no: head for no, line in enumerate(lines) if (head := _read_head(line, lines[no - 1] if no else "")) is not None}
    uses = Counter(head.name for head in found.values())
    heads = {no: head for no, head in found.items() if is_speaker(head.name, uses[head.name])}
    open_ = [no for no, line in enumerate(lines) if not (no in heads and (heads[no].words or line.endswith(":")))]
    coded = {no: _head(match) for no in open_ if (match := _CODE.match(lines[no]))}
    is_coded = len(coded) >= _CODED * sum(_STAMPED.match(line) is not None for line in lines)
    return dict(sorted((heads | coded).items())) if is_coded else heads


def _read_head(line: str, above: str) -> _Head | None:
    if TIMING.match(above) and not TIMING.match(line):
        return _Head(line, _seconds(above.partition("-->")[0]), "") if len(line) < 60 and ":" not in line else None
    if ":" not in line or not _STAMP.search(line):
        return None
    match = next((match for form in _FORMS if (match := form.match(line))), None)
    if match is None or _DAY.search(match["name"].lower()):
        return None
    return _head(match)


def _head(match: re.Match[str]) -> _Head:
    return _Head(" ".join(match["name"].split()).rstrip(" ,|–-"), _seconds(match["time"]), _MARK.sub("", match["words"]).strip())


def _seconds(time: str) -> float:
    """A time of day or of the recording in seconds; "0:03" counts as minutes and seconds, for the order it does not matter."""
    seconds = 0.0
    for part in time.strip().replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _is_transcript(heads: Mapping[int, _Head], n_lines: int) -> bool:
    """Speakers come back, times go on, and words follow: an agenda with times does none of that."""
    uses = Counter(head.name for head in heads.values())
    if len(heads) < (_FEWEST if len(uses) > 1 else _FEWEST_OF_ONE) or n_lines > _MOST_LINES * len(heads):
        return False
    recurrence = sum(n for n in uses.values() if n > 1) / len(heads)
    in_order = sum(a.seconds <= b.seconds for a, b in pairwise(heads.values())) / (len(heads) - 1)
    followed = sum(bool(head.words) or no + 1 not in heads for no, head in heads.items()) / len(heads)
    return recurrence >= _RECURRENCE and in_order >= _IN_ORDER and followed >= _FOLLOWED


def _pieces_of(pieces: Sequence[Piece], lines: Sequence[tuple[int, str]]) -> list[Piece]:
    """The pieces that these lines are left of."""
    kept: dict[int, list[str]] = {}
    for piece_no, line in lines:
        kept.setdefault(piece_no, []).append(line)
    return [replace(pieces[no], text="\n".join(left), after="\n\n") for no, left in kept.items()]


def _without_marks(document: Document) -> Document:
    """Times that a transcriber has put into the text are taken out of it where there are some."""
    if sum(len(_MARK.findall(piece.text)) for piece in document.pieces) < _FEWEST:
        return document
    pieces = [replace(piece, text=_MARK.sub("", piece.text).strip()) for piece in document.pieces]
    return replace(document, pieces=pieces)
