"""The tables that pass from room to room. They stay in the stage store; none of them is published.

Character positions (`char_start`, `char_end`) are offsets in code points into `texts.text`, half open, from 0.
"""

from liftmine.tables.contract import Column, Table, Type

_DOCUMENT = Column("document_id", Type.STRING, "The document, named after its content", nullable=False)
_START = Column("char_start", Type.INT32, "First character", unit="code points", range=">= 0", nullable=False)
_END = Column("char_end", Type.INT32, "Behind the last character", unit="code points", range=">= char_start", nullable=False)

OUTCOMES = Table(
    "outcomes",
    "What became of each file that was opened: its text, or the reason why there is none.",
    ("document_id",),
    (
        _DOCUMENT,
        Column(
            "format",
            Type.STRING,
            "Format told from the bytes: docx, pdf, odt, rtf, html, md, rst, txt, eml, csv, xlsx, ods, vtt, srt, "
            "or the name of one that is not read; null where it could not be told",
        ),
        Column("reason_code", Type.STRING, "Null where the file was read; else why not (CONTRACT §5)"),
        Column("n_pages", Type.INT32, "Pages, where the format has them", unit="pages"),
        Column("n_furniture", Type.INT32, "Running headers, footers and page numbers taken out", unit="lines", nullable=False),
        Column("text_origin", Type.STRING, "The file's own text, or recognised in a scan; null where not read", range="text, ocr"),
    ),
)

TEXTS = Table(
    "texts",
    "The text of each document that was read, without page furniture; lines end with \\n, table cells with \\t.",
    ("document_id",),
    (_DOCUMENT, Column("text", Type.STRING, "The whole text", nullable=False)),
)

PRINTS = Table(
    "prints",
    "What each text that was read is told from others by: near duplicates, and the draft of what was approved.",
    ("document_id",),
    (
        _DOCUMENT,
        Column("sketch", Type.STRING, "MinHash of its runs of three words, 256 numbers in hexadecimal; null where they are too few"),
        Column("n_runs", Type.INT32, "Distinct runs of three words", unit="runs", range=">= 0", nullable=False),
        Column("standing", Type.STRING, "What title, running headers and footers say of it; null: nothing", range="draft, approved"),
        Column("version", Type.FLOAT, "Number of its version; 0 where it has none", range=">= 0", nullable=False),
        Column("body", Type.STRING, "The board or committee its title names first, in small letters"),
    ),
)

BLOCKS = Table(
    "blocks",
    "The layout of the text: consecutive blocks that together cover every character of it.",
    ("document_id", "block_no"),
    (
        _DOCUMENT,
        Column("block_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("kind", Type.STRING, "What the file says it is", range="heading, paragraph, list_item, cell", nullable=False),
        Column("page", Type.INT32, "Page, from 1; null where the format has none"),
        Column("table_no", Type.INT32, "Table in the document, from 0; null outside tables"),
        Column("row_no", Type.INT32, "Row in the table, from 0; null outside tables"),
        Column("column_no", Type.INT32, "Column in the table, from 0; null outside tables"),
        Column("is_bold", Type.BOOL, "Set in bold from its first to its last word", nullable=False),
        _START,
        _END,
    ),
)

SPANS = Table(
    "spans",
    "Where sentences stand in the text, before anyone asks who speaks. No sentence crosses a block.",
    ("document_id", "span_no"),
    (
        _DOCUMENT,
        Column("span_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("block_no", Type.INT32, "The block it stands in", nullable=False),
        _START,
        _END,
    ),
)

FACTS = Table(
    "facts",
    "What a document says of itself: its meeting, its date, its layout.",
    ("document_id",),
    (
        _DOCUMENT,
        Column("document_date", Type.DATE, "Date of the meeting or interview; null where none could be told"),
        Column("period_start", Type.DATE, "First day of the month, quarter or financial year that is all the document states; else null"),
        Column("period_end", Type.DATE, "Last day of that period"),
        Column("date_basis", Type.STRING, "Where the date comes from", range="metadata, text, file_name"),
        Column("reason_code", Type.STRING, "Null, or why the document cannot be used (DATE_…, NO_TURNS, NOT_ENGLISH)"),
        Column("layout", Type.STRING, "How voices are recorded", range="minutes, transcript", nullable=False),
    ),
)

ATTENDANCE = Table(
    "attendance",
    "Who was at the meeting and for whom, as the document lists it.",
    ("document_id", "attendee_no"),
    (
        _DOCUMENT,
        Column("attendee_no", Type.INT32, "Order in the list, from 0", nullable=False),
        Column("name", Type.STRING, "Name as written, without title-case changes", nullable=False),
        Column("initials", Type.STRING, "Initials the list defines; null where it defines none"),
        Column("person_id", Type.STRING, "Pseudonym of the person", nullable=False),
        Column("role", Type.STRING, "Role as written"),
        Column("organisation", Type.STRING, "Organisation as written"),
        Column("organisation_id", Type.STRING, "Organisation of the study; null where unknown"),
        Column("partner_type", Type.STRING, "Partner type of that organisation on the day; null where unknown"),
        Column("affiliation_basis", Type.STRING, "How the organisation is known", range="list, roster, host, unknown", nullable=False),
        Column("status", Type.STRING, "Presence", range="present, in_attendance, apologies, absent", nullable=False),
        Column("is_chair", Type.BOOL, "Listed as chair", nullable=False),
        Column("represents", Type.STRING, "Name, as written, of the person stood in for"),
    ),
)

MEETINGS = Table(
    "meetings",
    "The meeting each paper records: which body met, where and when. Interviews and background papers have no row.",
    ("document_id",),
    (
        _DOCUMENT,
        Column("body", Type.STRING, "Board or committee, without the name of its house: `Strategic Partnering Board`; null where not told"),
        Column("house", Type.STRING, "The organisation or partnership the title names, as written"),
        Column(
            "meeting_kind",
            Type.STRING,
            "What kind of meeting the title states; null where it states none",
            range="ordinary, extraordinary, special, emergency, inaugural, annual_general",
        ),
        Column("place", Type.STRING, "Place as written"),
        Column("start_time", Type.STRING, "When it began, HH:MM in 24 hours"),
        Column("end_time", Type.STRING, "When it closed, HH:MM in 24 hours"),
        Column("chair", Type.STRING, "Name of the chair as listed; null where none or several are"),
        Column("chair_person_id", Type.STRING, "Pseudonym of the chair"),
        Column("n_present", Type.INT32, "People listed as present or in attendance", unit="people", range=">= 0", nullable=False),
        Column("is_quorate", Type.BOOL, "Whether the minutes state a quorum, or that there was none; null where they state neither"),
        Column("next_meeting_date", Type.DATE, "Day of the next meeting, where stated and later than this one"),
    ),
)

ACTIONS = Table(
    "actions",
    "What somebody has to do, where minutes mark it as an action: a line, a column of initials, a table of actions.",
    ("document_id", "action_no"),
    (
        _DOCUMENT,
        Column("action_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("section", Type.STRING, "Number and heading of the agenda item"),
        Column("owners", Type.STRING, "Who has to do it, as written, joined by `; `; null where not stated"),
        Column("owner_person_ids", Type.STRING, "Pseudonym of each, in order, joined by `;`; `ambiguous` where two people fit, else empty"),
        Column("owner_partner_types", Type.STRING, "Partner type of each, in order, joined by `;`; `collective` for all, or `unknown`"),
        Column("due", Type.STRING, "By when, as written: `14 June`, `next meeting`, `ASAP`"),
        Column("due_date", Type.DATE, "The day; null for a week, a month, a meeting, `ongoing`"),
        Column("status", Type.STRING, "What a table of actions says of it; null elsewhere", range="open, closed"),
        _START,
        _END,
    ),
)

RESOLUTIONS = Table(
    "resolutions",
    "What the meeting decided: resolutions, what it agreed, approved, noted or recommended, and motions with their outcome.",
    ("document_id", "resolution_no"),
    (
        _DOCUMENT,
        Column("resolution_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("section", Type.STRING, "Number and heading of the agenda item"),
        Column(
            "kind",
            Type.STRING,
            "The word of the decision",
            range="resolved, agreed, approved, noted, recommended, requested, delegated, deferred, rejected, motion",
            nullable=False,
        ),
        Column("outcome", Type.STRING, "What became of a motion; null where not told", range="carried, failed, withdrawn, deferred"),
        _START,
        _END,
    ),
)

TURNS = Table(
    "turns",
    "The whole text in order, cut where the voice changes: every character belongs to one turn.",
    ("document_id", "turn_no"),
    (
        _DOCUMENT,
        Column("turn_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("section", Type.STRING, "Number and heading of the agenda item"),
        Column("speaker_label", Type.STRING, "The speaker's name as written; null for narration"),
        Column("person_id", Type.STRING, "Pseudonym of the speaker; null where unknown"),
        Column("organisation_id", Type.STRING, "The speaker's organisation on the day"),
        Column(
            "partner_type",
            Type.STRING,
            "Whose words these are: a partner type of the study, `collective`, or `unknown`; null for narration",
        ),
        Column("voice_mode", Type.STRING, "How the words are given", range="verbatim, reported, collective, none", nullable=False),
        Column("attribution_basis", Type.STRING, "The rule that found the speaker", nullable=False),
        Column("attribution_confidence", Type.FLOAT, "Confidence in the speaker", unit="probability", range="0–1", nullable=False),
        _START,
        _END,
    ),
)

SENTENCES = Table(
    "sentences",
    "The units that are measured: sentences, cut further where the voice changes inside one.",
    ("document_id", "sentence_no"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "Number in reading order, from 0", nullable=False),
        Column("turn_no", Type.INT32, "The turn it belongs to", nullable=False),
        Column("target_types", Type.STRING, "Partner types it speaks of, sorted, joined by `;`; empty where none", nullable=False),
        Column("is_content", Type.BOOL, "False for headings, attendance, motions, votes and formulae: never measured", nullable=False),
        _START,
        _END,
    ),
)

MENTIONS = Table(
    "mentions",
    "The words by which each sentence speaks of a partner type: names, nouns, pronouns.",
    ("document_id", "sentence_no", "target_type", "char_start", "char_end"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "The sentence", nullable=False),
        Column("target_type", Type.STRING, "Partner type of the study", nullable=False),
        _START,
        _END,
    ),
)

TOKENS = Table(
    "tokens",
    "The words of the measured sentences as numbers of the vocabulary; in memory only.",
    (),
    (
        Column("sentence_row", Type.INT32, "Row of the sentence in the sentences table given", nullable=False),
        Column("form_no", Type.INT32, "Row in the vocabulary", nullable=False),
        Column("is_masked", Type.BOOL, "Part of a name or of a lift that moves people: never counted", nullable=False),
        Column("is_tone_masked", Type.BOOL, "Part of a term without polarity (risk register): not counted for tone", nullable=False),
    ),
)

VOCABULARY = Table(
    "vocabulary",
    "Each distinct form once.",
    ("form_no",),
    (
        Column("form_no", Type.INT32, "Number of the form, from 0", nullable=False),
        Column("form", Type.STRING, "The token as written", nullable=False),
        Column("lemma", Type.STRING, "Its lemma, lower case, British spelling where both exist", nullable=False),
    ),
)

PARSES = Table(
    "parses",
    "How the words of chosen sentences depend on one another, where a parser is configured; in memory only.",
    (),
    (
        Column("sentence_row", Type.INT32, "Row of the sentence in the sentences table given", nullable=False),
        Column("token_no", Type.INT32, "The token, counted in its sentence from 0", nullable=False),
        Column("head_no", Type.INT32, "The token it depends on; itself at the root", nullable=False),
        Column("label", Type.STRING, "How it depends on it, as spaCy's English models say (`nsubj`, `dobj`, `pobj`)", nullable=False),
    ),
)

SCORES = Table(
    "scores",
    "The tone of each measured sentence.",
    ("document_id", "sentence_no"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "The sentence", nullable=False),
        Column("n_tokens", Type.INT32, "Words", unit="words", nullable=False),
        Column("n_positive", Type.FLOAT, "Weight of positive expressions", range=">= 0", nullable=False),
        Column("n_negative", Type.FLOAT, "Weight of negative expressions", range=">= 0", nullable=False),
        Column("tone", Type.FLOAT, "Tone; |tone| <= 0.05 reads as neutral", range="-1–1", nullable=False),
        Column("tone_terms", Type.STRING, "The expressions that made it, each with its sign (`pleased:+`), joined by `;`", nullable=False),
    ),
)

TARGET_SCORES = Table(
    "target_scores",
    "The tone of each measured sentence toward each partner type it speaks of; no row where no polar expression reaches that far.",
    ("document_id", "sentence_no", "target_type"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "The sentence", nullable=False),
        Column("target_type", Type.STRING, "Partner type of the study", nullable=False),
        Column("n_positive", Type.FLOAT, "Weight of positive expressions toward it", range=">= 0", nullable=False),
        Column("n_negative", Type.FLOAT, "Weight of negative expressions toward it", range=">= 0", nullable=False),
        Column("tone", Type.FLOAT, "Tone toward it; |tone| <= 0.05 reads as neutral", range="-1–1", nullable=False),
    ),
)

MATCHES = Table(
    "matches",
    "The lexicon terms found in each measured sentence; a sentence without any has no row.",
    ("document_id", "sentence_no", "dimension", "term"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "The sentence", nullable=False),
        Column("dimension", Type.STRING, "Culture dimension", nullable=False),
        Column("term", Type.STRING, "Term of the lexicon, words joined by `_`", nullable=False),
        Column("n_matches", Type.INT32, "How often", range=">= 1", nullable=False),
    ),
)

TOPIC_SHARES = Table(
    "topic_shares",
    "What each measured sentence speaks about; one without a word of the topic model has no row. Empty without a model.",
    ("document_id", "sentence_no"),
    (
        _DOCUMENT,
        Column("sentence_no", Type.INT32, "The sentence", nullable=False),
        Column(
            "shares", Type.STRING, "Share of each topic in the order of the model, four hexadecimal digits, in 1/65,535", nullable=False
        ),
    ),
)

STAGE_TABLES = (
    *(OUTCOMES, TEXTS, PRINTS, BLOCKS, SPANS, FACTS, ATTENDANCE, MEETINGS, ACTIONS, RESOLUTIONS, TURNS, SENTENCES),
    *(MENTIONS, SCORES, TARGET_SCORES, MATCHES, TOPIC_SHARES),
)
