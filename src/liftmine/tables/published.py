"""The tables of a release (CONTRACT §3). Names and types are fixed: people's notebooks depend on them."""

from liftmine.tables.contract import Column, Table, Type

_PARTNERSHIP = Column("partnership_id", Type.STRING, "Partnership of the study, or `all`", nullable=False)
_TYPE = Column(
    "partner_type",
    Type.STRING,
    "Whose words (measure mention_share: of whom is spoken): a partner type of the study, `collective` (the Board agreed), `unknown`, "
    "or `all` (every sentence)",
    nullable=False,
)
_KIND = Column(
    "document_kind",
    Type.STRING,
    "Kind of document, or `all` (kinds weighted as in settings)",
    range="board_minutes, interview, background, all",
    nullable=False,
)
_MEASURE = Column(
    "measure",
    Type.STRING,
    "What is measured. lexicon_share, topic_share: mean over documents of a dimension's share in the sentences. "
    "tone: mean over documents of the mean tone of the sentences, of all or of those that express the dimension. "
    "tone_intensity: as tone, polar expressions in 100 sentences. "
    "voice_share: sentences of this voice over those of partner types and collective; of `unknown` over these and the unknown ones; "
    "of `all` the attributed over all sentences. "
    "mention_share: sentences that speak of this type (of `all`: of any type) over all sentences",
    range="lexicon_share, topic_share, tone, tone_intensity, voice_share, mention_share",
    nullable=False,
)
_DIMENSION = Column(
    "dimension",
    Type.STRING,
    "Culture dimension (table `dimensions` has its label and definition), or `all`: of no dimension",
    nullable=False,
)
_YEAR = Column(
    "partnership_year",
    Type.INT16,
    "floor((date − started) / 365.2425 days) + 1: year 1 begins on the day `started` of table `partnerships`, year 0 is the year before",
    unit="years",
    nullable=False,
)
_LOW = Column(
    "ci_low",
    Type.FLOAT,
    "Lower end of the 95 % interval: of one partnership from how its documents differ, of `all` from how partnerships do; "
    "null for `all` of fewer than 3 partnerships, and where nothing differs",
)
_HIGH = Column("ci_high", Type.FLOAT, "Upper end of that interval")
_DOCUMENTS = Column(
    "n_documents", Type.INT32, "Documents behind the value; 0 where the year has none", unit="documents", range=">= 0", nullable=False
)
_SENTENCES = Column(
    "n_sentences", Type.INT32, "Sentences behind the value; null only in a suppressed interview cell", unit="sentences", range=">= 0"
)
_COMPLETE = Column("is_period_complete", Type.BOOL, "The year had ended when the release was made", nullable=False)
_PARTIAL = Column(
    "is_partial",
    Type.BOOL,
    "The minutes begin or end in this year and cover fewer than six months of it (never of other kinds; of `all` kinds or "
    "partnerships: so for one of them). Left out of `changes`",
)
_RECORDING = Column(
    "is_recording_break",
    Type.BOOL,
    "True in the first year in which the minutes are kept in another way than before (`changes`, question recording; in `all`: those of "
    "a partnership). Do not compare years on its two sides: what differs may be the record and not the partners",
)
_RECOMPOSED = Column(
    "is_composition_change",
    Type.BOOL,
    "Only in rows of partnership `all`: other partnerships are behind the value than in the year before that has one",
)
_MISSING = Column(
    "kinds_missing",
    Type.STRING,
    "Where kinds of document are mixed: the kinds with a weight that are not in it, for want of documents or because their own cell "
    "is withheld, joined by `;`; else null",
)
_SUPPRESSED = Column("is_suppressed", Type.BOOL, "The value is withheld", nullable=False)
_SUPPRESSION = Column(
    "suppression_reason", Type.STRING, "Why it is withheld", range="few_documents, few_sentences, few_speakers, complementary, difference"
)

CULTURE_SERIES = Table(
    "culture_series",
    "Culture, tone, voice and mention per partnership, partner type, kind of document and partnership year. "
    "Rows of `all` stand beside the rows they are made of: choose one partnership_id, document_kind and partner_type, or leave `all` out, "
    "before you add or average. `all` of partnerships and of kinds is made of the cells that are published, and counts those alone.",
    ("partnership_id", "partner_type", "document_kind", "measure", "dimension", "partnership_year"),
    (
        _PARTNERSHIP,
        _TYPE,
        _KIND,
        _MEASURE,
        _DIMENSION,
        _YEAR,
        Column("period_start", Type.DATE, "First day of the partnership year; null for partnership `all`"),
        Column("period_end", Type.DATE, "Last day of the partnership year; null for partnership `all`"),
        _COMPLETE,
        Column("value", Type.FLOAT, "The measure, in `unit`; null where there is no document or the cell is suppressed"),
        _LOW,
        _HIGH,
        Column(
            "value_smoothed",
            Type.FLOAT,
            "The value drawn towards the series' own straight line, the more the wider its interval: for the eye, "
            "not for tests; null in series of fewer than 4 years",
        ),
        Column(
            "unit",
            Type.STRING,
            "Unit of value: share 0–1, score −1–1, or number in 100 sentences",
            range="share, score, per_100_sentences",
            nullable=False,
        ),
        _DOCUMENTS,
        _SENTENCES,
        Column(
            "n_speakers",
            Type.INT32,
            "Distinct speakers behind the value; null only in a suppressed interview cell",
            unit="people",
            range=">= 0",
        ),
        _MISSING,
        _SUPPRESSED,
        _SUPPRESSION,
        Column("method_version", Type.STRING, "Version of the estimator", nullable=False),
        Column("n_partnerships", Type.INT32, "Partnerships behind the value", unit="partnerships", range=">= 0"),
        Column(
            "is_thin",
            Type.BOOL,
            "The value rests on fewer than 5 documents, that of partnership `all` on fewer than 3 partnerships (then it has no interval)",
        ),
        _PARTIAL,
        _RECORDING,
        _RECOMPOSED,
    ),
)

DYAD_SERIES = Table(
    "dyad_series",
    "How each partner type speaks of each other type.",
    ("partnership_id", "voice_type", "target_type", "partnership_year"),
    (
        _PARTNERSHIP,
        Column("voice_type", Type.STRING, "Whose words", nullable=False),
        Column("target_type", Type.STRING, "Of whom they speak: a partner type of the study", nullable=False),
        _YEAR,
        Column("tone", Type.FLOAT, "Tone of the sentences towards the target", unit="score", range="-1–1"),
        _LOW,
        _HIGH,
        Column("mention_share", Type.FLOAT, "Share of the voice's sentences that speak of the target", unit="share", range="0–1"),
        _DOCUMENTS,
        _SENTENCES,
        Column(
            "coverage",
            Type.FLOAT,
            "Share of the voice's positive and negative expressions that could be given a target",
            unit="share",
            range="0–1",
        ),
        _SUPPRESSED,
        _SUPPRESSION,
    ),
)

DISTANCE_SERIES = Table(
    "distance_series",
    "How far apart two partner types are in what they speak about: in the shares of the dimensions in all that a type says of culture. "
    "How much of culture it says is no part of it.",
    ("partnership_id", "type_a", "type_b", "partnership_year"),
    (
        _PARTNERSHIP,
        Column("type_a", Type.STRING, "First partner type, in alphabetical order", nullable=False),
        Column("type_b", Type.STRING, "Second partner type", nullable=False),
        _YEAR,
        Column(
            "distance",
            Type.FLOAT,
            "Sum over the dimensions of the squared difference of the two shares, less what chance alone makes of it: about 0, above or "
            "below, where two types speak alike",
            unit="squared share",
        ),
        _LOW,
        _HIGH,
        Column("null_mean", Type.FLOAT, "Mean distance when the two types are exchanged at random: about 0", unit="squared share"),
        Column(
            "p_value",
            Type.FLOAT,
            "How often types exchanged at random are as far apart; null where there are too few ways to exchange them (fewer than 5 "
            "meetings with both)",
            unit="probability",
            range="0–1",
        ),
        Column("n_pairs", Type.INT32, "Meetings that hold both voices", unit="meetings", range=">= 0", nullable=False),
        Column(
            "method",
            Type.STRING,
            "Estimator. paired: differences within the meetings that hold both voices. unpaired: all documents. "
            "mixed: kinds or partnerships of both",
            range="paired, unpaired, mixed",
        ),
        Column("n_documents_a", Type.INT32, "Documents of type_a that are compared", unit="documents", range=">= 0", nullable=False),
        Column("n_documents_b", Type.INT32, "Documents of type_b that are compared", unit="documents", range=">= 0", nullable=False),
        Column("n_partnerships", Type.INT32, "Partnerships behind the value", unit="partnerships", range=">= 0", nullable=False),
        Column("is_thin", Type.BOOL, "Fewer than 10 documents on a side", nullable=False),
        _COMPLETE,
        _MISSING,
        _SUPPRESSED,
        _SUPPRESSION,
        _PARTIAL,
        _RECORDING,
        _RECOMPOSED,
    ),
)

ALLIANCE_SERIES = Table(
    "alliance_series",
    "Where each partnership stands between integration and dominance.",
    ("partnership_id", "partnership_year"),
    (
        _PARTNERSHIP,
        _YEAR,
        Column("integration", Type.FLOAT, "Mean of the available integration components", unit="score", range="0–1"),
        Column("integration_ci_low", Type.FLOAT, "Lower end of its 95 % interval"),
        Column("integration_ci_high", Type.FLOAT, "Upper end of its 95 % interval"),
        Column("integration_similarity", Type.FLOAT, "Component I1: similarity of topics", range="0–1"),
        Column("integration_mutual_tone", Type.FLOAT, "Component I2: mutual, positive tone", range="0–1"),
        Column("integration_joint_identity", Type.FLOAT, "Component I3: joint against exclusive identity", range="0–1"),
        Column("integration_uptake", Type.FLOAT, "Component I4: uptake of each other's topics", range="0–1"),
        Column("dominance", Type.FLOAT, "Weighted mean of the available dominance components; + = private", unit="score", range="-1–1"),
        Column("dominance_ci_low", Type.FLOAT, "Lower end of its 95 % interval"),
        Column("dominance_ci_high", Type.FLOAT, "Upper end of its 95 % interval"),
        Column("dominance_voice", Type.FLOAT, "Component D1: voice per seat", range="-1–1"),
        Column("dominance_requests", Type.FLOAT, "Component D2: who asks whom", range="-1–1"),
        Column("dominance_uptake", Type.FLOAT, "Component D3: whose topics are taken up", range="-1–1"),
        Column("dominance_proposals", Type.FLOAT, "Component D4: whose proposals are carried", range="-1–1"),
        Column("p_synergy", Type.FLOAT, "Share of draws in this mode", unit="probability", range="0–1"),
        Column("p_domination", Type.FLOAT, "Share of draws in this mode", unit="probability", range="0–1"),
        Column("p_segregation", Type.FLOAT, "Share of draws in this mode", unit="probability", range="0–1"),
        Column("p_breakdown", Type.FLOAT, "Share of draws in this mode", unit="probability", range="0–1"),
        Column(
            "mode",
            Type.STRING,
            "The mode, where one has at least .6 of the draws",
            range="synergy, domination, segregation, breakdown, contested, indeterminate",
        ),
    ),
)

CHANGES = Table(
    "changes",
    "What changed over the years, and how surely.",
    ("partnership_id", "partner_type", "measure", "dimension", "question"),
    (
        _PARTNERSHIP,
        Column("partner_type", Type.STRING, f"{_TYPE.meaning}; of a distance the two types, joined by `;`", nullable=False),
        Column(
            "measure",
            Type.STRING,
            "A measure of `culture_series`, `distance` (of `distance_series`), or `recording` (how minutes are kept)",
            nullable=False,
        ),
        _DIMENSION,
        Column(
            "question",
            Type.STRING,
            "What is asked. trend: does it rise or fall? break: is there a step between two years "
            "(of `all`: in the mean, which a single partnership may make)? convergence: do two types come closer? "
            "before_after: does it change with the event that the study file names? recording: are the minutes kept in another way? "
            "Where trend and break are both clear, a filled `break_year` says that the step fits better, an empty one the line",
            range="trend, break, convergence, before_after, recording",
            nullable=False,
        ),
        Column(
            "estimate",
            Type.FLOAT,
            "The answer, in `unit`. trend: change a year. convergence: change of the distance a year, below 0 where types converge. "
            "break: after minus before. "
            "before_after: after minus before the event, beside the series' own linear trend "
            "(fewer than 3 years on a side: difference of means, not tested). "
            "recording: after to before, a ratio of words or a difference of shares",
        ),
        Column(
            "unit",
            Type.STRING,
            "Unit of the estimate: that of the measure, with `_per_year` where it is a change a year; ratio: times as many words",
            nullable=False,
        ),
        Column("ci_low", Type.FLOAT, "Lower end of the 95 % interval of the estimate; null where p_value is"),
        Column("ci_high", Type.FLOAT, "Upper end of it"),
        Column(
            "p_value",
            Type.FLOAT,
            "p-value; null in rows of `all` with n_partnerships below 3, where nothing is tested (see `note`) and where nothing differs. "
            "That of one partnership asks about its own years only",
            unit="probability",
            range="0–1",
        ),
        Column(
            "q_value",
            Type.FLOAT,
            "p-value after Benjamini–Hochberg within the question and partnership_id, which allows for how many series are asked: "
            "below .05 is called clear. The study's primary series stands alone",
            unit="probability",
            range="0–1",
        ),
        Column(
            "break_year",
            Type.INT16,
            "First partnership year after the break; null where there is none (break: q_value >= .05, or a straight line fits better)",
            unit="years",
        ),
        Column(
            "break_year_low",
            Type.INT16,
            "How sure the year of a break is: of 500 series redrawn with its step and noise, 95 % have their break from this year …",
            unit="years",
        ),
        Column("break_year_high", Type.INT16, "… to this one", unit="years"),
        Column("break_year_share", Type.FLOAT, "Share of these redrawn series whose break is in `break_year`", unit="share", range="0–1"),
        Column("n_partnerships", Type.INT32, "Partnerships behind the estimate", unit="partnerships", range=">= 0", nullable=False),
        Column(
            "note",
            Type.STRING,
            "What the reader must know, joined by `; `. recording_break_in_year_N (_of_P, a partnership): the years compared hold a break "
            "of recording, so this may be the record's. made of K alone: other kinds of document are left out, as too few years have them. "
            "descriptive: not tested. event: its name. also in year N: a further break of recording. primary: the study's primary series",
        ),
    ),
)

TOPICS = Table(
    "topics",
    "The words of every topic of every model version.",
    ("model_version", "topic_id", "rank"),
    (
        Column("model_version", Type.STRING, "Version of the topic model", nullable=False),
        Column("topic_id", Type.STRING, "Dimension of an anchored topic, or the name of a residual one", nullable=False),
        Column("rank", Type.INT16, "Place of the term in the topic, from 1", nullable=False),
        Column("term", Type.STRING, "Term", nullable=False),
        Column("weight", Type.FLOAT, "Probability of the term in the topic", unit="probability", range="0–1"),
        Column("is_seed", Type.BOOL, "A seed of this topic", nullable=False),
        Column("coherence", Type.FLOAT, "Coherence of the topic (mean NPMI of its first 10 words)", range="-1–1"),
        Column("stability", Type.FLOAT, "Mean Bhattacharyya similarity of the topic between fits with other seeds", range="0–1"),
        Column("share_early", Type.FLOAT, "Share of the term in the topic's words, first half of the partnership years", range="0–1"),
        Column("share_late", Type.FLOAT, "Share of the term in the topic's words, second half", range="0–1"),
        Column("matched_topic_id", Type.STRING, "The topic of the version before that it continues"),
        Column("match_similarity", Type.FLOAT, "Bhattacharyya similarity to it", range="0–1"),
    ),
)

DIMENSIONS = Table(
    "dimensions",
    "The culture dimensions and where their terms come from.",
    ("dimension",),
    (
        Column("dimension", Type.STRING, "Name of the dimension", nullable=False),
        Column("label", Type.STRING, "How pages call it", nullable=False),
        Column("framework", Type.STRING, "Theory it belongs to", nullable=False),
        Column("definition", Type.STRING, "What it measures", nullable=False),
        Column("source", Type.STRING, "Where its terms come from", nullable=False),
        Column("n_terms", Type.INT32, "Number of terms", unit="terms", nullable=False),
        Column("lexicon", Type.STRING, "Lexicon file it stands in", nullable=False),
        Column("lexicon_sha256", Type.STRING, "SHA-256 of that file", nullable=False),
    ),
)

PARTNERSHIPS = Table(
    "partnerships",
    "The partnerships of the study.",
    ("partnership_id",),
    (
        _PARTNERSHIP,
        Column("name", Type.STRING, "Name", nullable=False),
        Column("started", Type.DATE, "The anchor: partnership year 1 begins on this day", nullable=False),
        Column("anchor_kind", Type.STRING, "What the anchor is", range="financial_close, incorporation, first_document", nullable=False),
        Column("n_documents", Type.INT32, "Documents measured", unit="documents", range=">= 0", nullable=False),
        Column("first_year", Type.INT16, "First partnership year with a document", unit="years"),
        Column("last_year", Type.INT16, "Last partnership year with a document", unit="years"),
    ),
)

DOCUMENTS = Table(
    "documents",
    "Every file that was seen, and what became of it.",
    ("document_id",),
    (
        Column("document_id", Type.STRING, "Named after the content; further copies get -2, -3 in path order", nullable=False),
        Column("source_path", Type.STRING, "Path below the folder of papers, with /; null for interviews"),
        Column("kind", Type.STRING, "Kind of document", range="board_minutes, interview, background"),
        Column("partnership_id", Type.STRING, "Partnership it belongs to"),
        Column("document_date", Type.DATE, "Date of the meeting or interview, wherever one was found"),
        Column("date_basis", Type.STRING, "Where the date comes from", range="metadata, text, file_name"),
        Column("partnership_year", Type.INT16, "Partnership year of the date", unit="years"),
        Column(
            "status",
            Type.STRING,
            "What became of it. ok: read and measured; the others are in no number",
            range="ok, quarantined, duplicate, superseded, withdrawn",
            nullable=False,
        ),
        Column("reason_code", Type.STRING, "Why it is quarantined (`report.html` has the remedy)"),
        Column("n_turns", Type.INT32, "Turns: stretches of text with one speaker", unit="turns", range=">= 0", nullable=False),
        Column("n_sentences", Type.INT32, "Measured sentences", unit="sentences", range=">= 0", nullable=False),
        Column("attributed_share", Type.FLOAT, "Share of the measured sentences with a known partner type", unit="share", range="0–1"),
        Column("sha256", Type.STRING, "SHA-256 of the file", nullable=False),
        Column("superseded_by", Type.STRING, "The approved version of a draft"),
        Column("near_duplicate_of", Type.STRING, "A document with almost the same text"),
        Column(
            "text_origin",
            Type.STRING,
            "`text`: the file's own; `ocr`: a scan whose letters were recognised, with the faults this brings; null where not read",
            range="text, ocr",
        ),
    ),
)

RELEASE_TABLES = (
    CULTURE_SERIES,
    DYAD_SERIES,
    DISTANCE_SERIES,
    ALLIANCE_SERIES,
    CHANGES,
    TOPICS,
    DIMENSIONS,
    PARTNERSHIPS,
    DOCUMENTS,
)
