"""Who is introduced at the head of an interview: "Interview with Ann Ray, Manager, Northbridge PCT", "Interviewee: Ann Ray"."""

import re
from functools import lru_cache

from liftmine.attribution.people.names import Name, read_name
from liftmine.attribution.people.organisations import Organisations
from liftmine.attribution.people.people import Entry, scan_people
from liftmine.attribution.transcripts.legend import explain, read_legend
from liftmine.study.model import Organisation

_HEAD = 1_500  # characters in which an interview introduces its people
_MARKS = r"[#*_> \t]{0,6}"
_INTRODUCTION = re.compile(
    rf"^{_MARKS}(?:an? )?(?:(?:(?:verbatim |edited |full |summary )?(?:transcript|transcription|notes?|record|recording|summary)"
    r"(?: of|:)? (?:an? |the |our )?)?(?:(?!the )[a-z-]{3,12} )?interview(?: (?:no\.? ?)?\d{1,3})?"
    r"(?: with| of|:| [–—-])|(?:name of )?(?:interviewee|respondent|informant)s?(?: name)?(?: \([A-Z]{1,4}\d?\))?:)"
    r"[*_]{0,2}\s{1,3}",
    re.IGNORECASE | re.MULTILINE,
)
_LIST = re.compile(
    rf"^{_MARKS}(?:witness(?:es)?|participants?|interviewees|respondents|panel(?:lists| members)?|speakers|contributors)(?: present)?"
    r"[*_]{0,2}(?::[*_]{0,2}[ \t]*|[ \t]*:?[*_]{0,2}\n\s{0,2}(?=[IVX]{1,4}[:.)]))(?:[IVX]{1,4}[:.)][ \t]*)?(?P<said>[^\n]{5,600})",
    re.IGNORECASE | re.MULTILINE,
)
_FORM_LINE = re.compile(
    rf"^{_MARKS}(?:organi[sz]ation|employer|affiliation|company|role|position|post|job title|title)[*_]{{0,2}}:[*_]{{0,2}}[ \t]*"
    r"(?P<said>[^\n]{2,100}?)[*_ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TOP_LINES = 8
_DETAILS = re.compile(r"\s?[(,–—-]\s?\S")
_END = re.compile(
    r"[*_]|(?<=[a-z)]{2})\.(?=\s+[A-Z]|\s*$)|[,;(–—-]?\s*(?:\bon\s+)?(?:\b\d{1,2}[ /.]|\b\d{4}\b)|"
    r"[,;(–—-]?\s*\b(?:interviewed|conducted|recorded|interviewer|transcribed|by (?=[A-Z]))\b",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"(?<!,)[ \t]*[\r\n]")  # behind a comma the head goes on
_NEXT = re.compile(r"\s*(?:;|,?\s(?:and|&)\s)\s*", re.IGNORECASE)


@lru_cache(maxsize=64)
def read_introductions(text: str) -> tuple[Entry, ...]:
    """The people an interview's head introduces to be asked, with what it says of them; empty where it names nobody."""
    head = text[:_HEAD]
    legend = read_legend(text)
    entries = [entry for match in _INTRODUCTION.finditer(head) for entry in _read_people(head[match.end() : match.end() + 300])]
    entries += [entry for listed in _LIST.finditer(head) for entry in scan_people(listed["said"])]
    entries += _read_opening(head)
    entries += [Entry(s.name, "", f", {s.details}" if s.details else "") for s in legend.labels.values() if s.name]
    asks = {name.text.casefold() for name, _ in legend.askers}
    found = {entry.name.text.casefold(): entry for entry in reversed(entries)}  # of several the first counts
    named = dict.fromkeys(entry.name.text.casefold() for entry in entries)
    people = [found[name] for name in named if name not in asks]
    if len(people) == 1 and not people[0].details.strip(" ,;.()"):
        said = ", ".join(line["said"] for line in _FORM_LINE.finditer(head))
        people[0] = people[0]._replace(details=f", {said}" if said else "")
    return tuple(people)


def find_heading_organisation(text: str, by_alias: dict[str, list[Organisation]]) -> Organisation | None:
    """The organisation that has a line of its own above the line that introduces somebody: whose people are interviewed."""
    introduced = _INTRODUCTION.search(text, 0, _HEAD)
    lines = text[: introduced.start()].split("\n") if introduced else []
    named = [by_alias.get(" ".join(line.strip(" #*_\t").split()).casefold(), []) for line in lines]
    houses = {houses[0].id: houses[0] for houses in named if len(houses) == 1}
    return next(iter(houses.values())) if len(houses) == 1 else None


def _read_opening(head: str) -> list[Entry]:
    """The people of lines at the top that begin with a name and say more of it: "Ann Ray (Northbridge PCT), 7 July 2009"."""
    people: list[Entry] = []
    for line in head.split("\n")[:_TOP_LINES]:
        words = line.strip(" \t#*_")
        name = _name_at(words, 0)
        if (
            name
            and name.is_full
            and not words[: name.end].isupper()
            and _DETAILS.match(words, name.end)
            and ":" not in words
            and explain(words)
        ):
            people += scan_people(words)
    return people


def find_stated_organisation(text: str, organisations: Organisations) -> Organisation | None:
    """The one organisation that the head states of an interviewee without a name: "Respondent: Head of Estates, Northbridge PCT"."""
    head = text[:_HEAD]
    said = [_LINE_END.split(head[match.end() : match.end() + 300], 1)[0] for match in _INTRODUCTION.finditer(head)]
    said = [line for line in said if explain(line.strip(" .*_")) or organisations.find(line.strip(" .*_"), None)]
    said += [line["said"] for line in _FORM_LINE.finditer(head)]
    houses = {house.id: house for line in said if (house := organisations.find_within(line, None))}
    return next(iter(houses.values())) if len(houses) == 1 else None


def _read_people(said: str) -> list[Entry]:
    """One person, or several with "and" between them, each with what stands behind the name."""
    people: list[Entry] = []
    said = _LINE_END.split(said, 1)[0]
    first = _name_at(said, 0)
    if first is None:
        return people
    end = _END.search(said, first.end)
    line = said[: end.start() if end else len(said)]
    starts = [(0, first)]
    for gap in _NEXT.finditer(line, first.end):
        following = _name_at(line, gap.end())
        if following:
            starts.append((gap.start(), following))
    ends = [start for start, _ in starts[1:]] + [len(line)]
    return [Entry(name, "", line[name.end : end]) for (_, name), end in zip(starts, ends, strict=True)]


def _name_at(text: str, position: int) -> Name | None:
    """A name, which a title in capitals may shout."""
    name = read_name(text, position)
    if name and name.text.isupper():
        quiet = read_name(name.text.title())
        return quiet._replace(end=name.end) if quiet else name
    return name
