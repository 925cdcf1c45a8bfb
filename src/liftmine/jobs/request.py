"""What an ad-hoc run is asked for: the one form of the flow, and the filters of `liftmine run`."""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from liftmine.errors import UsageError
from liftmine.study.messages import not_one_of
from liftmine.study.model import DocumentKind, InferredBasis, Study

_LONGEST_NAME = 60
_NAME = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9_-]{{0,{_LONGEST_NAME - 1}}}")


def _place(position: int) -> dict[str, Any]:
    return {"position": position}


class Request(BaseModel):
    """What to measure. A list that is left empty takes everything."""

    model_config = ConfigDict(title="Ad-hoc run", frozen=True, extra="forbid")

    partnerships: tuple[str, ...] = Field(
        default=(), title="Partnerships", description="Their ids in the study file; none: all", json_schema_extra=_place(0)
    )
    first_year: int | SkipJsonSchema[None] = Field(
        default=None, title="First year", description="Partnership year, 1 = the first after close", json_schema_extra=_place(1)
    )
    last_year: int | SkipJsonSchema[None] = Field(
        default=None, title="Last year", description="Partnership year, included", json_schema_extra=_place(2)
    )
    partner_types: tuple[str, ...] = Field(
        default=(),
        title="Partner types",
        description="Whose words are published; none: everybody's. Collective, unknown and all are always there",
        json_schema_extra=_place(3),
    )
    kinds: tuple[DocumentKind, ...] = Field(
        default=(), title="Kinds of document", description="None: every kind", json_schema_extra=_place(4)
    )
    without_bases: tuple[InferredBasis, ...] = Field(
        default=(),
        title="Without voices inferred by",
        description="implicit: speech that goes on without saying so. Their sentences count as narration; none: every voice counts",
        json_schema_extra=_place(5),
    )
    lexicon: str = Field(
        default="",
        title="Lexicon file",
        description="A further lexicon, beside those of the study: a path on the machine of the run, relative to the study file",
        json_schema_extra=_place(6),
    )
    name: str = Field(
        default="",
        title="Name",
        description="The release is written to releases/adhoc/NAME, in the place of one of that name. Left out, it says what was asked",
        json_schema_extra=_place(7),
    )

    @property
    def folder_name(self) -> str:
        """The name, or one made of what is asked, with a hash where that is too long."""
        if self.name:
            return self.name
        lexicon = [self.lexicon.rpartition("/")[2].rpartition(".")[0]] if self.lexicon else []
        without = ["without", *self.without_bases] if self.without_bases else []
        words = " ".join([*self.partnerships, *self._years, *self.partner_types, *self.kinds, *without, *lexicon]) or "everything"
        name = re.sub(r"[^A-Za-z0-9_]+", "-", words).strip("-")
        if len(name) <= _LONGEST_NAME:
            return name
        return f"{name[: _LONGEST_NAME - 9]}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"

    @property
    def _years(self) -> list[str]:
        first, last = self.first_year, self.last_year
        if first is not None and last is not None:
            return [f"years {_spell(first)} {_spell(last)}"]
        return [f"{word} {_spell(year)}" for word, year in (("from", first), ("to", last)) if year is not None]

    def check(self, study: Study) -> None:
        """Raise `UsageError`, naming everything the study does not know or that makes no sense."""
        unknown = [
            *_unknown("partnership", self.partnerships, [each.id for each in study.partnerships]),
            *_unknown("partner type", self.partner_types, study.partner_types),
        ]
        problems = list(unknown)
        if self.first_year is not None and self.last_year is not None and self.first_year > self.last_year:
            problems.append(f"years {self.first_year}:{self.last_year}: the first year comes after the last")
        if not _NAME.fullmatch(self.folder_name):
            problems.append(f"name '{self.folder_name}' may hold only letters, digits, - and _, {_LONGEST_NAME} at most, no - in front")
        if problems:
            raise UsageError("\n".join(problems), remedy="The names are those of the study file." if unknown else "")


def _unknown(what: str, asked: Collection[str], known: Collection[str]) -> list[str]:
    return [f"{what} {not_one_of(name, known)}" for name in asked if name not in known]


def _spell(year: int) -> str:
    return str(year) if year >= 0 else f"minus{-year}"
