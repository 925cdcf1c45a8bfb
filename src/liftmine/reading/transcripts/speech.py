"""Who says what, as captions, exported transcripts and tables tell it: laid out the one way a transcript is read later on.

A turn becomes a paragraph "Name: words". What a recording needs and a reader does not (times, cue numbers) is left out.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from liftmine.reading.layout.pieces import Piece

LONGEST_LABEL = 59
_FEWEST_USES = 3
_LONG = 600  # characters of a paragraph that nobody is known to speak, after which the next sentence begins another
_STOPS = (".", "?", "!", "…", ".”", '."', "?”", '?"')
_PARTICLES = frozenset(
    ("al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "for", "la", "le", "of", "the", "van", "von", "&")
)
_PART = re.compile(
    r"(?:interviewer|interviewee|respondent|participant|speaker|moderator|facilitator|researcher|witness|question|answer)s? ?\d{0,2}",
    re.IGNORECASE,
)
_STAGE = re.compile(r"(?:\([^()]{1,100}\)|\[[^\[\]]{1,100}\])\.?")

# What columns of a transcript are called, best first.
_SPEAKERS = ("speaker", "speaker name", "speaker label", "participant", "participant name", "interviewee")
_SPEAKER_COLUMNS = (*_SPEAKERS, "voice", "who", "name", "person")
_TEXT_COLUMNS = (
    *("utterance", "text", "transcript", "transcription", "transcript text", "spoken text", "speech", "content", "words", "verbatim"),
    *("sentence", "turn", "what was said", "message", "statement", "response"),
)


class Utterance(NamedTuple):
    """Words, and who says them; None where the file does not say, which means that the speaker before goes on."""

    speaker: str | None
    text: str
    page: int | None = None


def lay_out(utterances: Iterable[Utterance], *, is_merged: bool = True) -> list[Piece]:
    """A paragraph per turn; consecutive utterances of one speaker are one turn where `is_merged`.

    Stage directions ("[laughter]") stand alone. What nobody is known to say is cut where a sentence ends.
    """
    turns: list[tuple[int | None, list[str]]] = []  # page, and the words in parts
    current, is_open, n_characters = None, False, 0
    for speaker, text, page in utterances:
        if _STAGE.fullmatch(text):
            turns.append((page, [text]))
            is_open = False
            continue
        goes_on = speaker is None or (is_merged and speaker == current)
        if not (goes_on and is_open):
            turns.append((page, [] if goes_on or not speaker else [f"{label_of(speaker)}:"]))
            n_characters = 0
        turns[-1][1].append(text)
        n_characters += len(text)
        current = speaker or current
        is_open = current is not None or n_characters <= _LONG or not text.endswith(_STOPS)
    return [Piece("paragraph", " ".join(filter(None, parts)), page, after="\n\n") for page, parts in turns]


def label_of(name: str) -> str:
    """A name as the label of a turn: on one line, without a colon, beginning with a letter ("2" is "Speaker 2")."""
    name = " ".join(name.replace(":", " ").split())[:LONGEST_LABEL].rstrip()
    return name if name[:1].isalpha() else f"Speaker {name}"


def is_speaker(label: str, n_uses: int) -> bool:
    """Whether words in front of a colon or a time name a speaker: by their shape, or because they come back ("interviewer")."""
    return has_shape_of_name(label) or (n_uses >= _FEWEST_USES and len(label.split()) <= 2)


def has_shape_of_name(label: str) -> bool:
    """Few words, with capitals, or the word for a part: "Ann van Lee (PCT)", "interviewer 2"."""
    if _PART.fullmatch(label):
        return True
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", label).split()
    if not 0 < len(words) <= 6 or not words[0][0].isalpha():
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word[0].isdigit() or word.lower() in _PARTICLES for word in words)


def find_columns(header: Sequence[str], *, is_paper: bool = False) -> tuple[int, int] | None:
    """The columns of speaker and words in the header of a table; None where it is not one of a transcript.

    Tables in papers (`is_paper`) have columns "name" and "who" for attendance and actions, so these are not enough there.
    """
    names = [" ".join(cell.replace("_", " ").casefold().split()) for cell in header]
    speaker = next((names.index(name) for name in (_SPEAKERS if is_paper else _SPEAKER_COLUMNS) if name in names), None)
    text = next((names.index(name) for name in _TEXT_COLUMNS if name in names), None)
    return None if speaker is None or text is None else (speaker, text)
