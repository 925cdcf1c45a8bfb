"""Thresholds and limits (config/settings.yaml). Every field has a default, so an empty file is valid."""

from pydantic import Field

from liftmine.study.model import DocumentKind, Strict


class ReadingLimits(Strict):
    """What a file may cost (RELIABILITY, Bad input)."""

    file_megabytes: float = 50
    unzipped_megabytes: float = 200
    compression_ratio: float = 100
    archive_entries: int = 2_000
    characters: int = 5_000_000
    pages: int = 2_000
    memory_megabytes: int = 1_024
    cpu_seconds: int = 30
    wall_seconds: int = 60


class Disclosure(Strict):
    """The smallest cell that is published (METHODS §4)."""

    documents: int = 3
    sentences: int = 100
    speakers: int = 2
    interview_speakers: int = 3


class SeriesSettings(Strict):
    """Estimation."""

    kind_weights: dict[DocumentKind, float] = Field(
        default={"board_minutes": 0.75, "interview": 0.25, "background": 0.0},
        description="Weights by which kinds are standardised; renormalised where a kind is missing",
    )
    prior_degrees_of_freedom: float = Field(default=20, description="d0 of METHODS §4")


class ToneSettings(Strict):
    """Tone."""

    neutral_band: float = 0.05


class Runner(Strict):
    """How a run is cut up."""

    batch_kibibytes: int = Field(default=768, description="Text of one batch")
    batch_documents: int = Field(default=200, description="Documents of one batch at most")


class Settings(Strict):
    """The whole settings file."""

    reading: ReadingLimits = ReadingLimits()
    disclosure: Disclosure = Disclosure()
    series: SeriesSettings = SeriesSettings()
    tone: ToneSettings = ToneSettings()
    runner: Runner = Runner()
