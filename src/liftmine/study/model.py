"""What a study is: partnerships, their organisations and people, and where the papers are (CONTRACT §1)."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from liftmine.study.messages import found

DocumentKind = Literal["board_minutes", "interview", "background"]
DateOrder = Literal["day_month_year", "month_day_year"]
InferredBasis = Literal["implicit", "list_item", "pronoun", "pronoun_group", "initials_derived", "told"]
"""Attribution bases that infer a voice from what stands around it; series can be made without them."""
AnchorKind = Literal["financial_close", "incorporation", "first_document"]

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # beyond them a year is a slip of the keyboard; county councils began in 1889


def read_day(value: object) -> date:
    """The day that text such as 2004-09-01 names.

    Raises `PydanticCustomError` for every other way of writing a date (01/09/2004 is read differently in Leeds and in
    Denver), for days that are not on the calendar, and for years outside 1800–2199.
    """
    day = value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError("day", "'{found}' is not on the calendar", {"found": value}) from None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise PydanticCustomError("day", "{found} is not a date written as year-month-day, such as 2004-09-01", {"found": found(value)})
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise PydanticCustomError("day", "the year of '{found}' is not between 1800 and 2199", {"found": str(value)})
    return day


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
Day = Annotated[date, BeforeValidator(read_day)]
YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]  # to YAML 1.2, a bare yes is text


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


class Strict(BaseModel):
    """Frozen, and closed to keys nobody declared. A declared key without a value counts as left out.

    In files only the alias is a key (`from`); in Python the field name (`from_`) works as well.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, validate_by_name=True, validate_by_alias=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        known = {*cls.model_fields, *(field.alias for field in cls.model_fields.values())}
        return {key: value for key, value in values.items() if value is not None or key not in known}


class Dated(Strict):
    """Something that holds from one day to another, both included. A missing end is open."""

    from_: Day | None = Field(default=None, alias="from", title="From", description="First day, as 2004-09-01. Leave out if always")
    until: Day | None = Field(default=None, title="Until", description="Last day, as 2013-03-31. Leave out if still so")

    def is_valid_on(self, day: date) -> bool:
        """Whether `day` lies between `from` and `until`, both included."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Organisation(Dated):
    """A partner organisation. `from` and `until` are the first and last day it existed (both included)."""

    id: Id = Field(title="Id", description="Short name used in this file and in tables: letters, digits, - and _")
    name: Text = Field(title="Name", description="Full name as written in minutes")
    aliases: tuple[Text, ...] = Field(default=(), title="Aliases", description="Other names and abbreviations used in the papers")
    partner_type: Text = Field(title="Partner type", description="One of the study's partner_types")
    successor: Id | None = Field(default=None, title="Successor", description="Id of the organisation that took over")


class Person(Dated):
    """A person and one affiliation. Someone who changes sides stands here once per affiliation, with dates."""

    name: Text = Field(title="Name", description="First name and surname as in attendance lists")
    initials: Text | None = Field(default=None, title="Initials", description="Initials used in the minutes, such as JS")
    organisation: Id = Field(title="Organisation", description="Id of an organisation of the same partnership")
    role: Text | None = Field(default=None, title="Role", description="Office held, such as Director of Estates")


class Event(Strict):
    """Something that happened to a partnership, before and after which it is compared."""

    name: Text = Field(title="Name", description="What happened, as it should stand in tables")
    date: Day = Field(title="Date", description="The day, as 2009-04-01; its partnership year counts neither as before nor as after")


class Hypothesis(Strict):
    """The one series a study set out to ask about. Its tests stand alone; every other test is corrected for their number."""

    partner_type: Text = Field(title="Partner type", description="One of the study's partner_types, or all")
    measure: Text = Field(default="lexicon_share", title="Measure", description="A measure of culture_series")
    dimension: Text = Field(title="Dimension", description="A culture dimension, or all where the measure has none")


class Partnership(Strict):
    """A partnership. Partnership year 1 begins on `started`."""

    id: Id = Field(title="Id", description="Short name: letters, digits, - and _; also the name of its folder below raw")
    name: Text = Field(title="Name", description="Name as it should stand in reports")
    started: Day = Field(title="Started", description="First day of partnership year 1, as 2004-09-01")
    anchor_kind: AnchorKind = Field(default="financial_close", title="Anchor kind", description="What happened on the day it started")
    organisations: tuple[Organisation, ...] = Field(min_length=1, title="Organisations", description="The partners and bodies")
    people: tuple[Person, ...] = Field(
        default=(), title="People", description="Optional: attendance lists and interview headers are read first"
    )
    event: Event | None = Field(default=None, title="Event", description="Optional: the event before and after which it is compared")

    def organisation(self, organisation_id: str) -> Organisation:
        """The organisation with this id; raises `KeyError` where there is none."""
        return _by_id(self.organisations, organisation_id)


class Source(Strict):
    """A pattern of files below raw, and what they are. The first source that matches a file wins."""

    files: Text = Field(
        title="Files", description="Pattern below raw, in quotes: * is any part of a name, ** any folders, {partnership} a partnership's id"
    )
    kind: DocumentKind = Field(title="Kind", description="What these files are")
    partnership: Id | None = Field(default=None, title="Partnership", description="Whose they are, where the pattern has no {partnership}")
    date_order: DateOrder | None = Field(default=None, title="Date order", description="How 03/04/2005 is read; without it, it is not")
    consent: YesNo = Field(default=False, title="Consent", description="yes: all of it is public record, so interviews are read")
    home_organisation: Id | None = Field(
        default=None, title="Home organisation", description="Id of the body that meets: people listed without affiliation are its own"
    )


class Paths(Strict):
    """Folders, relative to the study file."""

    raw: Path = Field(title="Raw", description="The papers; never written to")
    work: Path = Field(title="Work", description="What is kept between runs; may be deleted at the price of a full run")
    releases: Path = Field(title="Releases", description="What is published")


class Study(Strict):
    """The whole study file."""

    study: Text = Field(title="Study", description="Name of the study")
    partner_types: tuple[Text, ...] = Field(min_length=1, title="Partner types", description="The kinds of partner that are compared")
    paths: Paths = Field(title="Paths", description="Folders, relative to this file")
    partnerships: tuple[Partnership, ...] = Field(min_length=1, title="Partnerships", description="Every partnership studied")
    sources: tuple[Source, ...] = Field(min_length=1, title="Sources", description="Which files are what; the first match wins")
    primary: Hypothesis | None = Field(default=None, title="Primary", description="Optional: the series the study is first of all about")
    metadata: Text | None = Field(default=None, title="Metadata", description="Optional csv in raw; a filled cell overrides the text")

    def partnership(self, partnership_id: str) -> Partnership:
        """The partnership with this id; raises `KeyError` where there is none."""
        return _by_id(self.partnerships, partnership_id)

    @property
    def organisation_names(self) -> tuple[str, ...]:
        """Every name and alias of every organisation, sorted."""
        organisations = [each for partnership in self.partnerships for each in partnership.organisations]
        return tuple(sorted({name for each in organisations for name in (each.name, *each.aliases)}))


def _by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
