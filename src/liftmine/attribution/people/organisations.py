"""The study's organisations by name, alias and abbreviation, on a day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from liftmine.study.model import Organisation, Partnership

_ARTICLE = re.compile(r"^(?:the|our)\s+", re.IGNORECASE)
_SPACE = re.compile(r"[\s.]+")

CUES = re.compile(
    r"\b(?:trust|pct|ccg|icb|nhs|council|authority|ltd|limited|llp|plc|inc|llc|corp(?:oration)?|company|hospitals?|university|college|association|"
    r"federation|foundation|society|partnerships?|partners|forum|consortium|bank|agency|institute|ministry|borough|county of|"
    r"city of|town of|"
    r"church|charity|commission|chamber|union|consulting|associates|solicitors|architects|lift(?:co)?|lb|ha|group|school|board of|"
    r"(?:ambulance|fire|rescue|health|police|probation|library|prison|civil) service)\b",
    re.IGNORECASE,
)
"""Words by which the name of an organisation is known."""


@lru_cache(maxsize=1 << 13)
def normalise(name: str) -> str:
    """The form under which names of organisations are compared: no article, one space, lower case, straight apostrophes."""
    return _SPACE.sub(" ", _ARTICLE.sub("", name.strip().strip(",;:()")).replace("’", "'")).strip().casefold()


class Organisations:
    """Lookup of a partnership's organisations by what people call them."""

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self.by_id = {organisation.id: organisation for organisation in organisations}
        self.by_alias: dict[str, list[Organisation]] = {}
        phrases: set[str] = set()
        for organisation in organisations:
            names = (organisation.name, *organisation.aliases)
            for alias in dict.fromkeys(map(normalise, names)):
                self.by_alias.setdefault(alias, []).append(organisation)
            # "the PCT" is one of many: it never means this one inside "Harrow PCT".
            phrases.update(normalise(name) for name in names if not _ARTICLE.match(name))
        self._phrases = _phrase_pattern(phrases)
        self._aliases: dict[date | None, tuple[tuple[str, Organisation], ...]] = {}

    def find(self, name: str, day: date | None) -> Organisation | None:
        """The organisation called `name` on `day`; None where none is, or two are."""
        named = self.by_alias.get(normalise(name))
        return self._choose(named, day) if named else None

    def aliases(self, day: date | None) -> tuple[tuple[str, Organisation], ...]:
        """Every name and alias with the organisation that goes by it on `day`; remembered, because papers share their days and names."""
        if day not in self._aliases:
            pairs = [(alias, o) for o in self.by_id.values() for alias in (o.name, *o.aliases)]
            self._aliases[day] = tuple((alias, self.find(alias, day) or o) for alias, o in pairs)
        return self._aliases[day]

    def find_within(self, text: str, day: date | None) -> Organisation | None:
        """The one organisation named inside `text` (longest name first); None where none is, or several are."""
        if self._phrases is None:
            return None
        found = {match.group().casefold() for match in self._phrases.finditer(text.replace("’", "'"))}
        organisations = {o.id: o for phrase in sorted(found) if (o := self._choose(self.by_alias.get(_SPACE.sub(" ", phrase), ()), day))}
        return next(iter(organisations.values())) if len(organisations) == 1 else None

    def _choose(self, organisations: Sequence[Organisation], day: date | None) -> Organisation | None:
        valid = [o for o in organisations if is_valid(o.from_, o.until, day)]
        if len(valid) == 1:
            return valid[0]
        if valid or len(organisations) != 1:
            return None
        return self._successor(organisations[0], day)

    def _successor(self, organisation: Organisation, day: date | None) -> Organisation:
        """What took its place by `day`; before its first day and without a successor, itself."""
        seen = {organisation.id}
        while day and organisation.until and organisation.until < day and organisation.successor and organisation.successor not in seen:
            seen.add(organisation.successor)
            organisation = self.by_id[organisation.successor]
        return organisation


def is_valid(first: date | None, last: date | None, day: date | None) -> bool:
    """Whether `day` lies within first and last day, both included; an unknown day lies in every span."""
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def _phrase_pattern(aliases: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted((alias for alias in aliases if len(alias) > 1), key=lambda alias: (-len(alias), alias))
    if not ordered:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(alias) for alias in ordered)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def organisations_of(partnership: Partnership) -> Organisations:
    """The lookup of a partnership, built once."""
    return Organisations(partnership.organisations)
