"""Slots to words: who is meant, how this paper calls them, and small facts that fit the day."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from demo.passages import CHOICE, SLOT
from demo.world import Person, Style

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SEASONS = ("winter", "winter", "spring", "spring", "spring", "summer", "summer", "summer", "autumn", "autumn", "autumn", "winter")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PRONOUNS = {"he": ("he", "she"), "his": ("his", "her"), "him": ("him", "her"), "himself": ("himself", "herself")}
_SENTENCE_START = re.compile(r"(?:\A|[.!?][\"')]?\s+)\Z")
_AN = r"£?(?:8|11|18)\b|£?8\d|£?8,|eight|eleven|August|April|October"
_ARTICLE = re.compile(rf"\b([Aa])n? (?=(?P<an>{_AN})|£?\d|(?:two|three|four|five|six|seven|nine|ten|twelve)\b)")
_TWICE = re.compile(r"\b([Tt]he) the\b")

DRAWS: Mapping[str, Callable[[Random, date], str]] = {
    "month": lambda rng, day: MONTHS[(day.month + rng.randrange(4)) % 12],
    "last_month": lambda rng, day: MONTHS[(day.month - 2 - rng.randrange(3)) % 12],
    "season": lambda rng, day: _SEASONS[(day.month + 1 + rng.randrange(4)) % 12],
    "weekday": lambda rng, _: rng.choice(_WEEKDAYS),
    "money": lambda rng, _: f"£{rng.randrange(11, 89) / 10:.1f}m",
    "small_money": lambda rng, _: f"£{rng.randrange(9, 290) * 100 + rng.choice((0, 0, 50)):,}",
    "percent": lambda rng, _: f"{rng.randrange(2, 15)} per cent",
    "weeks": lambda rng, _: f"{rng.choice(_NUMBERS)} weeks",
    "days": lambda rng, _: f"{rng.choice(_NUMBERS[1:])} working days",
    "count": lambda rng, _: rng.choice(_NUMBERS),
}
"""Facts that change from passage to passage. A month to come is one of the next four, a month past one of the three before."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How one paper words things: its day, its style, and what the partners and places of the item at hand are called."""

    day: date
    style: Style
    names: Mapping[str, str]

    def fill(self, text: str, cast: Mapping[str, Person], rng: Random) -> str:
        """The text with every slot and choice filled; `cast` gives the person behind each speaker's slot."""
        facts: dict[str, str] = {}
        text = CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)
        written, position = "", 0
        for match in SLOT.finditer(text):
            written += text[position : match.start()]
            value = self._value(match[1], cast, facts, rng)
            written += value[:1].upper() + value[1:] if match[1][:1].isupper() or _SENTENCE_START.search(written) else value
            position = match.end()
        return tidy(written + text[position:])

    def _value(self, slot: str, cast: Mapping[str, Person], facts: dict[str, str], rng: Random) -> str:
        key = slot[:1].lower() + slot[1:]
        pronoun, _, who = key.partition(":")
        if who:
            return _PRONOUNS[pronoun][cast[who].is_female]
        if key in cast:
            return cast[key].called(self.style)
        if key in self.names:
            return self.names[key]
        if key not in facts:
            facts[key] = DRAWS[key](rng, self.day)
        return facts[key]


def tidy(text: str) -> str:
    """One article, and the right one: no "the the Council", no "a eight-week delay"."""
    text = _TWICE.sub(r"\1", text)
    return _ARTICLE.sub(lambda match: f"{match[1]}n " if match["an"] else f"{match[1]} ", text)
