"""The restricted tables: evidence in a release, and the research exports (CONTRACT §4). They hold text of documents."""

from dataclasses import replace

from liftmine.tables.contract import Column, Table, Type
from liftmine.tables.published import DOCUMENTS
from liftmine.tables.stages import ACTIONS, ATTENDANCE, MEETINGS, RESOLUTIONS, SENTENCES, TURNS

_PATH = Column("source_path", Type.STRING, "Path below raw, with /", nullable=False)


def _columns(table: Table, *names: str) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.name in names)


EXPORTED_TURNS = Table(
    "turns",
    TURNS.meaning,
    TURNS.key,
    (
        *_columns(TURNS, "document_id"),
        _PATH,
        *_columns(TURNS, "turn_no", "section", "speaker_label", "person_id", "organisation_id", "partner_type"),
        *_columns(TURNS, "voice_mode", "attribution_basis", "attribution_confidence"),
        Column("text", Type.STRING, "The text between char_start and char_end", nullable=False),
        *_columns(TURNS, "char_start", "char_end"),
    ),
)

EXPORTED_SENTENCES = Table(
    "sentences",
    SENTENCES.meaning,
    SENTENCES.key,
    (
        *_columns(SENTENCES, "document_id"),
        _PATH,
        *_columns(SENTENCES, "turn_no", "sentence_no"),
        *_columns(TURNS, "speaker_label", "person_id", "partner_type", "voice_mode"),
        *_columns(SENTENCES, "target_types"),
        Column("text", Type.STRING, "The sentence on one line", nullable=False),
        *_columns(SENTENCES, "is_content"),
        Column("tone", Type.FLOAT, "Tone; null where the sentence is not measured", range="-1–1"),
        Column("target_tones", Type.STRING, "Tone toward each type it speaks of, where any: `type=tone; type=tone`", nullable=False),
        Column("terms", Type.STRING, "Matched terms per dimension: `dimension=term,term; dimension=term`", nullable=False),
        Column(
            "topic_shares",
            Type.STRING,
            "Topics with a share of 0.05 or more, largest first: `topic=share; …`; null without a topic model",
        ),
    ),
)

EXPORTED_ATTENDANCE = Table(
    "attendance",
    ATTENDANCE.meaning,
    ATTENDANCE.key,
    (ATTENDANCE.columns[0], _PATH, *ATTENDANCE.columns[1:]),
)

_DAY = Column("document_date", Type.DATE, "Date of the meeting", nullable=False)
_TEXT = Column("text", Type.STRING, "The text between char_start and char_end, on one line", nullable=False)

EXPORTED_MEETINGS = replace(MEETINGS, columns=(MEETINGS.columns[0], _PATH, _DAY, *MEETINGS.columns[1:]))
EXPORTED_ACTIONS = replace(ACTIONS, columns=(ACTIONS.columns[0], _PATH, _DAY, *ACTIONS.columns[1:3], _TEXT, *ACTIONS.columns[3:]))
EXPORTED_RESOLUTIONS = replace(
    RESOLUTIONS, columns=(RESOLUTIONS.columns[0], _PATH, _DAY, *RESOLUTIONS.columns[1:3], _TEXT, *RESOLUTIONS.columns[3:])
)

EXPORTED_DOCUMENTS = replace(DOCUMENTS, meaning=f"{DOCUMENTS.meaning} Nothing is withheld.")

QUOTES = Table(
    "quotes",
    "Pseudonymised evidence: sentences behind the published numbers.",
    ("document_id", "sentence_no", "dimension"),
    (
        *_columns(SENTENCES, "document_id", "sentence_no"),
        Column("dimension", Type.STRING, "Culture dimension the sentence expresses", nullable=False),
        Column("partner_type", Type.STRING, "Whose words", nullable=False),
        Column("partnership_year", Type.INT16, "Partnership year", nullable=False),
        Column("text", Type.STRING, "The sentence, with people replaced by pseudonyms", nullable=False),
        Column("terms", Type.STRING, "Matched terms, joined by `;`", nullable=False),
        Column("tone", Type.FLOAT, "Tone", range="-1–1"),
    ),
)

UNKNOWN_NAMES = Table(
    "unknown_names",
    "People and organisations that attendance lists of measured minutes name and the study does not know, with lines for the study file.",
    ("partnership_id", "section", "name"),
    (
        Column("partnership_id", Type.STRING, "Partnership whose papers name them", nullable=False),
        Column("section", Type.STRING, "Where the line belongs in the study file", range="organisations, people", nullable=False),
        Column("name", Type.STRING, "Name as most often written", nullable=False),
        Column("beside", Type.STRING, "Role most often written beside the name of a person"),
        Column("n_documents", Type.INT32, "Papers that list the name", unit="documents", range=">= 1", nullable=False),
        Column("first_date", Type.DATE, "Date of the first of them"),
        Column("last_date", Type.DATE, "Date of the last of them"),
        Column("nearest", Type.STRING, "Organisation of the study with the nearest name: a suggestion, never taken by itself"),
        Column("similarity", Type.FLOAT, "How near, by edit distance of the words in alphabetical order", range="0–100"),
        Column("study_line", Type.STRING, "The line for the study file; ??? is for a person to decide", nullable=False),
    ),
)
