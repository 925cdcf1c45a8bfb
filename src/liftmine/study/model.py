"""What a study is: partnerships, their organisations and people, and where the papers are (CONTRACT §1)."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DocumentKind = Literal["board_minutes", "interview", "background"]
DateOrder = Literal["day_month_year", "month_day_year"]
AnchorKind = Literal["financial_close", "incorporation", "first_document"]


class Strict(BaseModel):
    """Frozen, and closed to keys nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(Strict):
    """A partner organisation. `from` and `until` are the first and last day it existed (both included)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    partner_type: str
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    successor: str | None = None


class Person(Strict):
    """A person and one affiliation. Someone who changes sides stands here once per affiliation, with dates."""

    name: str
    initials: str | None = None
    organisation: str
    role: str | None = None
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None


class Partnership(Strict):
    """A partnership. Partnership year 1 begins on `started`."""

    id: str
    name: str
    started: date
    anchor_kind: AnchorKind = "financial_close"
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...] = ()


class Source(Strict):
    """A pattern of files below raw, and what they are. The first source that matches a file wins."""

    files: str
    kind: DocumentKind
    partnership: str | None = None
    date_order: DateOrder | None = None
    consent: bool = False
    home_organisation: str | None = None


class Paths(Strict):
    """Folders, relative to the study file."""

    raw: Path
    work: Path
    releases: Path


class Study(Strict):
    """The whole study file."""

    study: str
    partner_types: tuple[str, ...]
    paths: Paths
    partnerships: tuple[Partnership, ...]
    sources: tuple[Source, ...]
    metadata: str | None = None
