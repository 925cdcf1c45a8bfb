"""Thresholds and limits (config/settings.yaml). Every field has a default, so an empty file is valid."""

from typing import get_args

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt, field_validator
from pydantic_core import PydanticCustomError

from liftmine.study.model import DocumentKind, InferredBasis, Strict, YesNo
from liftmine.study.schedule import Schedule


class ReadingLimits(Strict):
    """What a file may cost (RELIABILITY, Bad input). A file that costs more is quarantined."""

    file_megabytes: PositiveFloat = Field(default=50, description="Largest file that is opened (TOO_BIG)")
    unzipped_megabytes: PositiveFloat = Field(default=200, description="Most a zipped file such as docx may unpack to (ZIP_BOMB)")
    compression_ratio: PositiveFloat = Field(
        default=100, description="Most that 1 byte of a zipped file may unpack to, above 1 MB (ZIP_BOMB)"
    )
    archive_entries: PositiveInt = Field(default=2_000, description="Most parts a zipped file may have (ZIP_BOMB)")
    characters: PositiveInt = Field(default=5_000_000, description="Longest text (TOO_BIG)")
    pages: PositiveInt = Field(default=2_000, description="Most pages of a pdf (TOO_BIG)")
    memory_megabytes: PositiveInt = Field(default=1_024, description="Memory of the process that reads one file (OUT_OF_MEMORY)")
    cpu_seconds: PositiveInt = Field(default=30, description="Processor time for one file (TIMEOUT)")
    wall_seconds: PositiveInt = Field(default=60, description="Time on the clock for one file (TIMEOUT)")
    ocr: YesNo = Field(default=False, description="yes: scans are read with tesseract, which must be installed; no: they are NO_TEXT_LAYER")
    ocr_pages: PositiveInt = Field(
        default=200, description="Most pages of a scan (TOO_BIG); the time and memory of a file are those of a page then"
    )


class Disclosure(Strict):
    """The smallest cell that is published (METHODS §4)."""

    documents: PositiveInt = Field(default=3, description="Fewest documents behind a published value")
    sentences: PositiveInt = Field(default=100, description="Fewest sentences behind a published value")
    speakers: PositiveInt = Field(default=2, description="Fewest speakers behind a value from minutes")
    interview_speakers: PositiveInt = Field(
        default=3, description="Fewest speakers behind a value from interviews; 10 for what is given out"
    )


class SeriesSettings(Strict):
    """Estimation (METHODS §1 and §4)."""

    kind_weights: dict[DocumentKind, NonNegativeFloat] = Field(
        default={"board_minutes": 0.75, "interview": 0.25, "background": 0.0},
        description="Weights by which kinds are standardised; a kind left out weighs 0; renormalised where a kind is missing",
    )
    prior_degrees_of_freedom: PositiveFloat = Field(
        default=20, description="d0 of METHODS §4: trust in the pooled variance over a cell's own"
    )
    without_bases: tuple[InferredBasis, ...] = Field(
        default=(), description="Voices that were inferred in one of these ways are not counted: their sentences become narration"
    )
    null_draws: PositiveInt = Field(default=9_999, description="Simulated series against which a break is judged")
    seed: NonNegativeInt = Field(default=1, description="Where the random numbers of these simulations start")

    @field_validator("kind_weights")
    @classmethod
    def _complete(cls, weights: dict[DocumentKind, float]) -> dict[DocumentKind, float]:
        if not sum(weights.values()) > 0:
            raise PydanticCustomError("weights", "the weights are all 0; at least one kind needs a weight above 0")
        return {kind: weights.get(kind, 0.0) for kind in get_args(DocumentKind)}


class ToneSettings(Strict):
    """Tone (METHODS §3)."""

    neutral_band: float = Field(default=0.05, ge=0, le=1, description="Tone between minus this and plus this reads as neutral")


class LanguageSettings(Strict):
    """Language. Nothing needs a model; one with a parser tells more surely whom an expression speaks of (METHODS §3)."""

    model: str = Field(
        default="", description="An installed spaCy model with an English parser, or its folder, from the study file; empty: rules alone"
    )


class TopicSettings(Strict):
    """The topic model (METHODS §2). What is changed here takes effect with the next `liftmine refit`."""

    residual_topics: PositiveInt = Field(default=15, description="Topics beside those of the dimensions, for what no dimension is about")
    least_sentences: PositiveInt = Field(default=2_000, description="Fewest sentences a model is fitted on")
    least_documents: PositiveInt = Field(default=5, description="Fewest documents a word of the model stands in")
    most_documents: float = Field(
        default=0.8, gt=0, le=1, description="Largest share of the documents a word stands in; terms may stand in all"
    )
    fits: PositiveInt = Field(default=3, description="Fits that are averaged; their agreement is published as the stability of a topic")
    seed: NonNegativeInt = Field(default=1, description="Where the random numbers of the first fit start")
    least_similarity: float = Field(default=0.9, ge=0, le=1, description="A topic this alike to one of the model in use continues it")
    least_correlation: float = Field(
        default=0.98, ge=-1, le=1, description="A new model is refused where the series of a dimension correlates less with that in use"
    )


class Runner(Strict):
    """How a run is cut up. The results do not depend on it."""

    batch_kibibytes: PositiveInt = Field(default=2048, description="Text of one batch; every batch costs Prefect about 40 ms a stage")
    batch_documents: PositiveInt = Field(default=200, description="Documents of one batch at most")


class Settings(Strict):
    """The whole settings file."""

    reading: ReadingLimits = Field(default=ReadingLimits(), description="What a file may cost before it is quarantined")
    disclosure: Disclosure = Field(default=Disclosure(), description="The smallest cell that is published")
    series: SeriesSettings = Field(default=SeriesSettings(), description="How series are estimated")
    language: LanguageSettings = Field(default=LanguageSettings(), description="How sentences are taken apart")
    tone: ToneSettings = Field(default=ToneSettings(), description="How tone is read")
    topics: TopicSettings = Field(default=TopicSettings(), description="How the topic model is fitted")
    runner: Runner = Field(default=Runner(), description="How a run is cut into batches")
    schedule: Schedule = Field(default=Schedule(), description="When the nightly run is due")
