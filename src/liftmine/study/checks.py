"""What types cannot say about a study: ids that clash, references that lead nowhere, people in two places at once.

The checks read the tree of the file, not the models, so that one bad value does not hide the faults beside it. What is not
of the right type is passed over here: the models have already complained.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from os.path import normpath
from pathlib import Path

from liftmine.errors import Problem
from liftmine.study.entry import Entry
from liftmine.study.messages import not_one_of
from liftmine.study.sources import PARTNERSHIP, path_fault
from liftmine.study.yaml import Document

_RESERVED = ("all", "collective", "unknown")  # values the tables use beside the study's own


def check_study(document: Document) -> list[Problem]:
    """Every fault of a study file that its types do not show, in no particular order."""
    study = Entry(document, (), document.tree)
    checks: tuple[Callable[[Entry], Iterable[Problem]], ...] = (
        _check_partner_types,
        _check_paths,
        _check_ids,
        _check_sources,
        _check_metadata,
    )
    problems = [problem for check in checks for problem in check(study)]
    types = [name for _, name in study.texts("partner_types")]
    problems += _check_reference(study.entry("primary"), "partner_type", [*types, "all"], "the study's partner_types")
    for partnership in study.entries("partnerships"):
        problems += _check_organisations(partnership, types)
        problems += _check_successors(partnership)
        problems += _check_people(partnership)
        problems += _check_affiliations(partnership)
        problems += _check_aliases(partnership)
    return problems


def _check_partner_types(study: Entry) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, name in study.texts("partner_types"):
        if name in seen:
            yield study.problem("partner_types", at, message=f"'{name}' stands twice")
        if name in _RESERVED:
            yield study.problem("partner_types", at, message=f"'{name}' has a meaning of its own in the tables; choose another name")
        seen.add(name)


def _check_paths(study: Entry) -> Iterator[Problem]:
    paths = study.entry("paths")
    keys = ("raw", "work", "releases")
    folders = {key: Path(normpath(text)) for key in keys if (text := paths.text(key))}
    for key in keys:
        if paths.text(key) == "":
            yield paths.problem(key, message="must not be empty")
    for key, folder in folders.items():
        if key != "raw" and "raw" in folders and folder.is_relative_to(folders["raw"]):
            yield paths.problem(key, message=f"'{folder}' lies inside raw, which is never written to; choose a folder beside it")
    if "work" in folders and folders.get("releases") == folders["work"]:
        yield paths.problem("releases", message="is the same folder as work; choose another")


def _check_ids(study: Entry) -> Iterator[Problem]:
    partnerships = study.entries("partnerships")
    yield from _check_unique(partnerships, "partnership")
    yield from _check_unique([organisation for each in partnerships for organisation in each.entries("organisations")], "organisation")
    for partnership in partnerships:
        if partnership.text("id") == "all":
            yield partnership.problem("id", message="'all' has a meaning of its own in the tables; choose another id")


def _check_unique(entries: list[Entry], what: str) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        name = entry.text("id")
        if name is None:
            continue
        if name in first:
            yield entry.problem("id", message=f"'{name}' is already the id of another {what} (line {first[name].line('id')})")
        first.setdefault(name, entry)


def _check_sources(study: Entry) -> Iterator[Problem]:
    partnerships = study.entries("partnerships")
    partnership_ids = _ids(partnerships)
    organisation_ids = _ids(each for partnership in partnerships for each in partnership.entries("organisations"))
    for source in study.entries("sources"):
        yield from _check_reference(source, "partnership", partnership_ids, "the study's partnerships")
        yield from _check_reference(source, "home_organisation", organisation_ids, "the study's organisations")
        pattern = source.text("files")
        if not pattern:
            continue
        if PARTNERSHIP not in pattern and source.value.get("partnership") is None:
            yield source.problem(
                "files", message=f"'{pattern}' does not say whose files these are; put {{partnership}} into it, or add the key partnership"
            )
        if message := path_fault(pattern):
            yield source.problem("files", message=message)
        rest = pattern.replace(PARTNERSHIP, "")
        if "{" in rest or "}" in rest:
            yield source.problem("files", message=f"'{pattern}' holds braces; {PARTNERSHIP} is the only word that may stand in them")


def _check_metadata(study: Entry) -> Iterator[Problem]:
    name = study.text("metadata")
    if name and (message := path_fault(name)):
        yield study.problem("metadata", message=message)


def _ids(entries: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(name for entry in entries if (name := entry.text("id"))))


def _check_reference(entry: Entry, key: str, options: list[str], whole: str) -> Iterator[Problem]:
    """A name that is none of the options. Where there are none at all, that is the fault, and reported already."""
    name = entry.text(key)
    if options and name is not None and name not in options:
        yield entry.problem(key, message=not_one_of(name, options, whole))


def _check_organisations(partnership: Entry, types: list[str]) -> Iterator[Problem]:
    started = partnership.day("started")
    for organisation in partnership.entries("organisations"):
        yield from _check_reference(organisation, "partner_type", types, "the study's partner_types")
        yield from _check_order(organisation)
        if started and organisation.last < started:
            yield organisation.problem("until", message=f"{organisation.last} is before the partnership started ({started})")


def _check_order(entry: Entry) -> Iterator[Problem]:
    if entry.last < entry.first:
        yield entry.problem("until", message=f"{entry.last} is before its from ({entry.first})")


def _check_successors(partnership: Entry) -> Iterator[Problem]:
    organisations = partnership.entries("organisations")
    for organisation in organisations:
        yield from _check_reference(organisation, "successor", _ids(organisations), "the partnership's organisations")
    following = {name: each.text("successor") for each in organisations if (name := each.text("id"))}
    reported: set[str] = set()
    for organisation in organisations:
        chain = _chain(organisation.text("id"), following)
        if len(chain) > 1 and chain[-1] == chain[0] and chain[0] not in reported:
            reported.update(chain)
            yield organisation.problem("successor", message=f"the successors run in a circle: {' → '.join(chain)}")


def _chain(start: str | None, following: dict[str, str | None]) -> list[str]:
    """The successors from `start` on, up to the first that comes again."""
    chain: list[str] = []
    name = start
    while name is not None and name not in chain:
        chain.append(name)
        name = following.get(name)
    return [*chain, name] if name is not None else chain


def _check_people(partnership: Entry) -> Iterator[Problem]:
    organisations = {name: each for each in partnership.entries("organisations") if (name := each.text("id"))}
    for person in partnership.entries("people"):
        yield from _check_reference(person, "organisation", list(organisations), "the partnership's organisations")
        yield from _check_order(person)
        organisation = organisations.get(person.text("organisation") or "")
        if organisation is None:
            continue
        for key in ("from", "until"):
            day = person.day(key)
            if day is not None and not organisation.first <= day <= organisation.last:
                yield person.problem(key, message=f"{day} is outside the time of '{organisation.text('id')}' ({_span(organisation)})")


def _span(entry: Entry) -> str:
    parts = [f"{key} {day}" for key in ("from", "until") if (day := entry.day(key))]
    return " ".join(parts)


def _check_affiliations(partnership: Entry) -> Iterator[Problem]:
    """One name at two organisations on one day. Without dates of their own, people have those of their organisation."""
    organisations = {name: each for each in partnership.entries("organisations") if (name := each.text("id"))}
    people: dict[str, list[Entry]] = {}
    for person in partnership.entries("people"):
        if (name := person.text("name")) and person.text("organisation") in organisations:
            people.setdefault(" ".join(name.casefold().split()), []).append(person)
    for same in people.values():
        for earlier, later in combinations(same, 2):
            homes = [organisations[str(each.text("organisation"))] for each in (earlier, later)]
            first = max(each.first for each in (earlier, later, *homes))
            last = min(each.last for each in (earlier, later, *homes))
            if homes[0] is not homes[1] and first <= last:
                yield later.problem(
                    message=f"'{later.text('name')}' is already at '{earlier.text('organisation')}' {_overlap(first, last)}"
                    f" (line {earlier.line('name')}); give both affiliations from and until"
                )


def _check_aliases(partnership: Entry) -> Iterator[Problem]:
    """One name for two organisations on one day: whoever reads it could not know which is meant."""
    owners: dict[str, list[Entry]] = {}
    for organisation in partnership.entries("organisations"):
        for where, name in _names(organisation):
            spoken = " ".join(name.casefold().split()).removeprefix("the ")
            earlier = owners.setdefault(spoken, [])
            for other in earlier:
                first, last = max(other.first, organisation.first), min(other.last, organisation.last)
                if other is not organisation and first <= last:
                    yield organisation.problem(
                        *where,
                        message=f"'{name}' already leads to '{other.text('id')}' {_overlap(first, last)}; one name, one organisation",
                    )
            if organisation not in earlier:
                earlier.append(organisation)


def _names(organisation: Entry) -> list[tuple[tuple[str | int, ...], str]]:
    name = organisation.text("name")
    own: list[tuple[tuple[str | int, ...], str]] = [(("name",), name)] if name else []
    return own + [(("aliases", at), alias) for at, alias in organisation.texts("aliases") if alias]


def _overlap(first: date, last: date) -> str:
    if first == date.min and last == date.max:
        return "at the same time"
    return " ".join(part for part in (f"from {first}" if first > date.min else "", f"until {last}" if last < date.max else "") if part)
