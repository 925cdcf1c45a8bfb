"""WebVTT and SubRip, and transcripts with times: who says what, and nothing else."""

import pytest

from liftmine.reading.formats.captions import read_captions
from liftmine.reading.formats.plain import read_plain
from liftmine.reading.layout.pieces import Document
from liftmine.reading.transcripts.stamped import tell_turns


def texts(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


def captions(*cues: str, head: str = "WEBVTT\n\n") -> list[str]:
    timed = (f"00:00:{2 * no:02}.000 --> 00:00:{2 * no + 2:02}.000\n{cue}" for no, cue in enumerate(cues))
    return texts(read_captions(head + "\n\n".join(timed) + "\n", "vtt"))


def told(text: str) -> list[str]:
    return texts(tell_turns(read_plain(text)))


def test_consecutive_cues_of_one_voice_are_one_turn() -> None:
    assert captions("<v Ann Lee>How did", "<v Ann Lee>you begin?</v>", "<v.loud Bob May>In 2004.</v>", "With you.") == [
        "Ann Lee: How did you begin?",
        "Bob May: In 2004. With you.",
    ]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    assert captions("<v Ann Lee>Did you?</v> <v Bob May>We did.") == ["Ann Lee: Did you?", "Bob May: We did."]


def test_marks_entities_and_times_inside_a_cue_go() -> None:
    assert captions("<v Bob &amp; Co>The <i>old</i> <c.red>lease</c> <00:00:01.500>&amp; a &lt; b, 3 < 4&nbsp;!") == [
        "Bob & Co: The old lease & a < b, 3 < 4 !"
    ]


def test_cue_names_settings_styles_regions_and_notes_are_no_words() -> None:
    text = (
        "WEBVTT - Interview of 3 March 2010\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n"
        "NOTE Confidence: 0.91\n\nNOTE Recorded at Fernhill\n\n"
        "7f/12-0\n00:01.000 --> 00:04.000 align:start position:0%\n<v Ann Lee>Tell me.\n\nNOTE later\n\n"
        "intro of all\n1:00:04.000 --> 1:00:05.000\n<v Bob May>In 2004.\n"
    )
    document = read_captions(text, "vtt")
    assert [(piece.kind, piece.text) for piece in document.pieces] == [
        ("heading", "Interview of 3 March 2010"),
        ("paragraph", "Recorded at Fernhill"),
        ("paragraph", "Ann Lee: Tell me."),
        ("paragraph", "Bob May: In 2004."),
    ]
    assert document.n_furniture == 11


def test_subrip_without_blank_lines_and_with_them_inside_a_cue_loses_nothing() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\n{\\an8}Interviewer: Tell me how you\nbegan.\n2\n00:00:04,000 --> 00:00:06,000\n"
        "- Bob May: In 2004.\n\nAnd then one thing: money.\n\n3\n\n00:00:06,000 --> 00:00:09,000\ninterviewer: Thanks.\n"
    )
    assert texts(read_captions(text, "srt")) == [
        "Interviewer: Tell me how you began.",
        "Bob May: In 2004. And then one thing: money.",
        "interviewer: Thanks.",
    ]


def test_a_colon_inside_what_is_said_makes_no_speaker() -> None:
    assert captions("Ann Lee: We saw", "the plan: it was good.", "see http://fernhill.example") == [
        "Ann Lee: We saw the plan: it was good. see http://fernhill.example"
    ]


def test_a_voice_that_begins_with_a_figure_or_holds_a_colon_is_still_a_label() -> None:
    assert captions("<v 1>Yes.", "<v Room: east>No.") == ["Speaker 1: Yes.", "Room east: No."]


def test_stage_directions_stand_alone_and_the_turn_goes_on() -> None:
    assert captions("<v Ann Lee>I said", "[laughter]", "no.") == ["Ann Lee: I said", "[laughter]", "no."]


def test_captions_that_scroll_are_read_once() -> None:
    cues = [
        "we thought that the",
        "we thought that the\nlease<00:00:02.500><c> was fair</c>",
        "lease was fair",
        "lease was fair\nin the end",
    ]
    assert captions(*cues) == ["we thought that the lease was fair in the end"]


def test_captions_that_grow_are_read_once() -> None:
    assert captions("I think", "I think we", "I think we did.", "And then") == ["I think we did. And then"]


def test_a_word_that_is_said_twice_stays_where_captions_do_not_scroll() -> None:
    others = [f"<v Bob May>Sentence number {no}." for no in range(8)]
    assert captions("<v Ann Lee>Yes.", "<v Ann Lee>Yes.", *others)[0] == "Ann Lee: Yes. Yes."


def test_what_nobody_is_known_to_say_is_cut_into_paragraphs_at_sentence_ends() -> None:
    paragraphs = captions(*(["We thought about it and it was", "good."] * 40))
    assert len(paragraphs) > 1
    assert all(paragraph.endswith("good.") for paragraph in paragraphs)


ASKS, ANSWERS, LAST = "Could you tell me how you came?", "I came then. I left at 10:30 or so.", "Thank you."


@pytest.mark.parametrize(
    "form",
    [
        "{name}   {minute}:0{minute}\n{words}\n",
        "{name}  {minute}:0{minute}  \n{words}\n\n",
        "[{name}] 10:0{minute}:12\n{words}\n\n",
        "00:0{minute}:02 {name}: {words}\n",
        "[00:0{minute}:02] {name}: {words}\n\n",
        "00:0{minute}:02 {name}\n{words}\n\n",
        "{name} (00:0{minute}): {words}\n\n",
        "{name} [00:0{minute}:10] {words}\n\n",
        "{name} (00:0{minute}):\n{words}\n\n",
        "{name}, 00:0{minute}:10\n{words}\n\n",
        "00:0{minute}:02 From {name} to Everyone: {words}\n",
        "0:{minute}:0.0 --> 0:{minute}:7.500\n{name}\n{words}\n\n",
        "[05/03/2012 10:0{minute}] {name}\n{words}\n",
        "{name}: {words} #00:0{minute}:02-5#\n\n",
        "{name}: [00:0{minute}:02] {words}\n\n",
    ],
)
def test_exported_transcripts_come_out_as_labels_and_words(form: str) -> None:
    turns = [("Ann Lee", ASKS), ("Bob May", ANSWERS), ("Ann Lee", LAST)]
    text = "".join(form.format(name=name, minute=minute, words=words) for minute, (name, words) in enumerate(turns, 1))
    assert told(text) == [f"{name}: {words}" for name, words in turns]


@pytest.mark.parametrize("name", ["Ann Lee [External]", "LEE, Ann (NHS FERNHILL)", "Ann van Lee", "ann.lee", "Speaker 2"])
def test_names_as_programs_write_them_are_labels(name: str) -> None:
    turns = [(name, ASKS), ("Bob May", ANSWERS), (name, LAST), ("Bob May", ASKS), (name, LAST)]
    said = [f"{who}: {words}" for who, words in turns]
    assert told("".join(f"{who}   0:0{no}\n{words}\n" for no, (who, words) in enumerate(turns))) == said
    assert captions(*said) == said


def test_teams_head_and_recorder_are_no_speech_and_cut_turns_are_joined() -> None:
    text = (
        "Interview transcript\n5 March 2012, 2:00PM\n14m 3s\n\nAnn Lee started transcription\n\nAnn Lee   0:03\nCould you tell\nme?\n"
        "Bob May   0:08\nI came in the second\nBob May   0:38\nyear of it.\n\nAnn Lee   1:00:08\nThanks.\nAnn Lee stopped transcription\n"
    )
    assert told(text) == [
        *("Interview transcript", "5 March 2012, 2:00PM", "14m 3s"),
        *("Ann Lee: Could you tell me?", "Bob May: I came in the second year of it.", "Ann Lee: Thanks."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "AGENDA\n10:00 Welcome\n10:05 Apologies\n10:10 Minutes\nLunch 12:30\nTea 15:30\n",
        "Director Lee   Present 5:30\nDirector May   Present 5:31\nDirector Quill   Absent\nDirector Noe   Late 5:45\n",
        "The chair opened the meeting at 10:03.\n\nWe met at 10:05\n\nIt closed at 11:00\n",
    ],
    ids=["agenda", "arrivals", "prose"],
)
def test_times_in_minutes_do_not_make_a_transcript(text: str) -> None:
    document = read_plain(text)
    assert tell_turns(document) is document


@pytest.mark.parametrize(
    "pattern",
    ["<v a", "a:", "[a] 1:00\n", "1:00 --> ", "Ann Lee 0:01\n", "<", "{\\", "NOTE ", "A. 1:00 ", "00:00:00.000 --> 00:00:01.000\nab\n"],
)
def test_hostile_captions_end(pattern: str) -> None:
    content = pattern * (100_000 // len(pattern))
    read_captions("WEBVTT\n\n" + content, "vtt")
    tell_turns(read_plain(content))
