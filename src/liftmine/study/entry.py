"""Tolerant access to the tree of a file, for checks that must not stop at the first fault."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from liftmine.errors import Problem
from liftmine.study.model import read_day
from liftmine.study.yaml import Document, Where


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of the file, with tolerant access: what is missing or of another type is None or empty."""

    document: Document
    where: Where
    value: Any

    def text(self, key: str) -> str | None:
        """The text under a key."""
        value = self._get(key)
        return value.strip() if isinstance(value, str) else None

    def day(self, key: str) -> date | None:
        """The date under a key."""
        try:
            return read_day(self.text(key))
        except PydanticCustomError:
            return None

    def texts(self, key: str) -> list[tuple[int, str]]:
        """The texts of the list under a key, each with its number in the list."""
        return [(at, item.strip()) for at, item in enumerate(self._list(key)) if isinstance(item, str)]

    def entry(self, key: str) -> "Entry":
        """The mapping under a key."""
        return Entry(self.document, (*self.where, key), self._get(key))

    def entries(self, key: str) -> list["Entry"]:
        """The entries of the list under a key."""
        return [Entry(self.document, (*self.where, key, at), item) for at, item in enumerate(self._list(key))]

    def line(self, key: str) -> int:
        """The line on which the value of a key stands."""
        return self.document.values[(*self.where, key)][0]

    def problem(self, *where: str | int, message: str) -> Problem:
        """A problem with something in this entry, or with the entry itself."""
        return self.document.problem((*self.where, *where), message)

    @property
    def first(self) -> date:
        """The first day, `from`; open is the first day of the calendar."""
        return self.day("from") or date.min

    @property
    def last(self) -> date:
        """The last day, `until`; open is the last day of the calendar."""
        return self.day("until") or date.max

    def _get(self, key: str) -> Any:
        return self.value.get(key) if isinstance(self.value, dict) else None

    def _list(self, key: str) -> list[Any]:
        value = self._get(key)
        return value if isinstance(value, list) else []
