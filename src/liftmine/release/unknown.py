"""Whom attendance lists name and the study does not know, with the lines that would make them known (restricted: it holds names)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process, utils

from liftmine.study.model import Partnership, Study
from liftmine.tables.restricted import UNKNOWN_NAMES

UNDECIDED = '"???"'  # in quotes: bare question marks are no YAML inside braces, and the message would not say what to write
_NEAR = 75  # below it two names rarely mean the same, above it they often do; a person decides
_PLAIN = re.compile(r"[A-Za-z][\w .'’&()/-]*(?<![\s:])")
_WORDS_OF_YAML = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})
_SMALL_WORDS = frozenset({"and", "the"})
_NOT_OF_IDS = re.compile(r"[^a-z0-9]+")
_EXPLANATION = f"""\
# People and organisations that attendance lists of minutes name and the study does not know. What they say counts as unknown.
# Put the lines you want into the study file, under their partnership, and write what is right for {UNDECIDED}.
# An organisation that is known under another name needs no line: add the name to its aliases.
# Guests may stay unknown. This file holds names: keep it where the interviews may be.
"""


class _Listing(NamedTuple):
    """One line of an attendance list. `hint` is what was written beside the name: organisation, else role."""

    partnership_id: str
    section: str
    name: str
    hint: str
    document_id: str
    day: date | None


def unknown_names_table(documents: pa.Table, attendance: pa.Table, study: Study) -> pa.Table:
    """The table UNKNOWN_NAMES from the documents table, ATTENDANCE and the study.

    A person listed with an organisation that the study does not know is answered by the line of that organisation; anyone else
    without a partner type by a line of their own. Only board minutes with status `ok` are looked at: interviews are confidential.
    """
    listings = list(_listings(documents, attendance))
    taken = {organisation.id for partnership in study.partnerships for organisation in partnership.organisations}
    rows: list[dict[str, Any]] = []
    for partnership in study.partnerships:
        mine = [listing for listing in listings if listing.partnership_id == partnership.id]
        near_house, near_person = _nearest_organisation(partnership), _nearest_person(partnership)
        for section, line in (("organisations", _organisation_line), ("people", _person_line)):
            for name, lines in sorted(_by_name(each for each in mine if each.section == section).items()):
                hint = " ".join(_most_frequent(Counter(each.hint for each in lines)).split())
                nearest = near_house(hint) if section == "organisations" else near_person(name) or near_house(hint)
                days = [each.day for each in lines if each.day is not None]
                rows.append(
                    {
                        "partnership_id": partnership.id,
                        "section": section,
                        "name": name,
                        "beside": hint if section == "people" and hint else None,
                        "n_documents": len({each.document_id for each in lines}),
                        "first_date": min(days, default=None),
                        "last_date": max(days, default=None),
                        "nearest": nearest.organisation_id if nearest else None,
                        "similarity": nearest.similarity if nearest else None,
                        "study_line": line(name, taken, nearest),
                    }
                )
    return UNKNOWN_NAMES.from_rows(rows)


def _listings(documents: pa.Table, attendance: pa.Table) -> Iterable[_Listing]:
    measured = documents.filter(pc.and_(pc.equal(documents["status"], "ok"), pc.equal(documents["kind"], "board_minutes")))
    facts = zip(*(measured[name].to_pylist() for name in ("document_id", "partnership_id", "document_date")), strict=True)
    papers = {document: (partnership, day) for document, partnership, day in facts}
    unknown = attendance.filter(attendance["partner_type"].is_null())
    columns = (unknown[name].to_pylist() for name in ("document_id", "person_id", "name", "organisation", "role"))
    rows = [row for row in zip(*columns, strict=True) if row[0] in papers]
    spellings: dict[str, Counter[str]] = {}
    for _, person, name, _, _ in rows:
        spellings.setdefault(person, Counter())[name] += 1
    for document, person, _, organisation, role in rows:
        partnership, day = papers[document]
        if organisation:
            yield _Listing(partnership, "organisations", organisation, organisation, document, day)
        else:
            yield _Listing(partnership, "people", _most_frequent(spellings[person]), role or "", document, day)


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _by_name(listings: Iterable[_Listing]) -> Mapping[str, list[_Listing]]:
    """The listings by name as most often written; capitals, `the` and how `and` is written make no other name."""
    grouped: dict[tuple[str, ...], list[_Listing]] = {}
    for listing in listings:
        words = listing.name.casefold().replace("&", " ").split()
        grouped.setdefault(tuple(word for word in words if word not in _SMALL_WORDS), []).append(listing)
    return {_most_frequent(Counter(each.name for each in lines)): lines for lines in grouped.values()}


class _Near(NamedTuple):
    """An organisation of the study, the name by which it was found, and how near that is (0–100)."""

    organisation_id: str
    found_by: str
    similarity: float


def _nearest_organisation(partnership: Partnership) -> Callable[[str], _Near | None]:
    return _finder({name: o.id for o in partnership.organisations for name in (o.name, *o.aliases)})


def _nearest_person(partnership: Partnership) -> Callable[[str], _Near | None]:
    return _finder({person.name: person.organisation for person in partnership.people})


def _finder(names: Mapping[str, str]) -> Callable[[str], _Near | None]:
    """A search for the nearest of `names` (name → organisation); the first in alphabetical order where two are as near."""
    ordered = sorted(names)

    def find(text: str) -> _Near | None:
        found = process.extractOne(text, ordered, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=_NEAR)
        return _Near(names[found[0]], found[0], round(found[1], 1)) if found else None

    return find


def _organisation_line(name: str, taken: set[str], nearest: _Near | None) -> str:
    """The line of an organisation, under an id nobody has yet."""
    stem = _NOT_OF_IDS.sub("-", name.lower()).strip("-") or "organisation"
    free = next(each for number in range(1, len(taken) + 2) if (each := stem if number == 1 else f"{stem}-{number}") not in taken)
    taken.add(free)
    asked = f"  # or another name of {nearest.organisation_id} ({nearest.found_by})? Then add it to its aliases" if nearest else ""
    return f"- {{id: {write_scalar(free)}, name: {write_scalar(name)}, partner_type: {UNDECIDED}}}{asked}"


def _person_line(name: str, _taken: set[str], nearest: _Near | None) -> str:
    asked = f"  # {nearest.organisation_id}, as {nearest.found_by}?" if nearest else ""
    return f"- {{name: {write_scalar(name)}, organisation: {UNDECIDED}}}{asked}"


def list_study_lines(names: pa.Table) -> str:
    """The table UNKNOWN_NAMES as YAML to copy from: by partnership and section, the names of most papers first."""
    sections: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in names.to_pylist():
        sections.setdefault((row["partnership_id"], row["section"]), []).append(row)
    parts = [_EXPLANATION]
    for (partnership, section), rows in sections.items():
        first = f"{partnership}:\n" if section == "organisations" or (partnership, "organisations") not in sections else ""
        lines = [_with_papers(row) for row in sorted(rows, key=lambda row: (-row["n_documents"], row["name"]))]
        parts.append("\n".join([f"{first}    {section}:", *lines]) + "\n")
    return "\n".join(parts)


def _with_papers(row: Mapping[str, Any]) -> str:
    line, _, asked = row["study_line"].partition("  # ")
    days = " to ".join(dict.fromkeys(str(day) for day in (row["first_date"], row["last_date"]) if day is not None))
    notes = [f"{row['n_documents']} paper{'s' * (row['n_documents'] > 1)}", days, row["beside"], asked]
    return f"      {line}  # {'; '.join(note for note in notes if note)}"


def write_scalar(text: str) -> str:
    """`text` as a YAML scalar inside braces: plain where that is safe, else in single quotes."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"
