"""Times in front of letters: "[00:12:03] AL words", where no colon says that a speaker is named."""

from liftmine.reading.formats.plain import read_plain
from liftmine.reading.transcripts.stamped import tell_turns


def told(*lines: str) -> list[str]:
    stamped = "\n\n".join(f"[00:{no:02}:07] {line}" for no, line in enumerate(lines))
    return [piece.text.strip() for piece in tell_turns(read_plain(stamped)).pieces]


def test_letters_behind_nearly_every_time_are_the_speaker() -> None:
    lines = ("RK How did it begin?", "JA With a letter: mine.", "RK And then?", "JA No.")
    assert told(*lines) == ["RK: How did it begin?", "JA: With a letter: mine.", "RK: And then?", "JA: No."]


def test_letters_behind_few_times_begin_a_sentence() -> None:
    lines = ("Well, how did it begin?", "PCT people wrote to us.", "And then we met.", "They came.", "PCT people again.", "So we left.")
    assert not any(text.startswith("PCT:") for text in told(*lines))
