"""Names of people out, pseudonyms in: `[P1a2b3c4d]`.

Only names the papers themselves list (attendance, speakers) and those of the study file are known. Full names and surnames behind a
title are replaced in every document; surnames alone and initials only in the document that lists the person, because `Young` or `AM`
mean something else elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

SOMEONE = "person"  # a name that leads to nobody, or to more than one person
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_POSSESSIVE = re.compile(r"['’]s$")
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "baron",
        "cllr",
        "councillor",
        "ald",
        "alderman",
        "rev",
        "reverend",
        "judge",
    }
)
_LONGEST = 4  # words of a name

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names as lower-case words → person. `behind_title` are surnames; `local` are single words by document."""

    full: Mapping[Key, str]
    behind_title: Mapping[Key, str]
    local: Mapping[str, Mapping[Key, str]]

    def scrub(self, document_id: str, text: str) -> str:
        """`text` with every known name, and the title before it, replaced by the pseudonym of the person in brackets."""
        words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        local = self.local.get(document_id, {})
        pieces, done, at = [], 0, 0
        while at < len(words):
            first = at
            while at < len(words) and words[at][2].lower() in _TITLES:
                at += 1
            found = self._find([word for _, _, word in words[at : at + _LONGEST]], local, has_title=at > first)
            if found is not None:
                length, person = found
                pieces += [text[done : words[first][0]], f"[{person}]"]
                _, end, last = words[at + length - 1]
                done = end - (len(last) - len(_POSSESSIVE.sub("", last)))
                at += length
            elif at == first:
                at += 1
        return "".join([*pieces, text[done:]])

    def _find(self, words: list[str], local: Mapping[Key, str], *, has_title: bool) -> tuple[int, str] | None:
        """Length and person of the longest name that `words` begin with."""
        for length in range(len(words), 0, -1):
            if not words[length - 1][0].isupper():
                continue
            key = tuple(_bare(word) for word in words[:length])
            person = (self.full.get(key) if length > 1 else local.get(key)) or (self.behind_title.get(key) if has_title else None)
            if person is not None:
                return length, person
        return None


def collect_names(attendance: pa.Table, turns: pa.Table, people: Iterable[str]) -> NameBook:
    """The names in attendance lists and speaker labels with their pseudonyms, and those of `people` (the study file) without."""
    full: dict[Key, set[str]] = {}
    surnames: dict[Key, set[str]] = {}
    local: dict[str, dict[Key, set[str]]] = {}
    for document, name, initials, person in _listed(attendance, turns):
        words = _words(name)
        here = local.setdefault(document, {})
        for key in {words[-1:], *((_words(initials or ""),) if initials else ())}:
            here.setdefault(key, set()).add(person)
        for key in _full_forms(words):
            full.setdefault(key, set()).add(person)
        surnames.setdefault(words[-1:], set()).add(person)
    for words in map(_words, people):
        for key in _full_forms(words):
            full.setdefault(key, {SOMEONE})
        surnames.setdefault(words[-1:], {SOMEONE})
    return NameBook(_settle(full), _settle(surnames), {document: _settle(names) for document, names in local.items()})


def _listed(attendance: pa.Table, turns: pa.Table) -> list[tuple[str, str, str | None, str]]:
    """Distinct (document, name, initials, person) of everyone who is listed or speaks."""
    listed = attendance.select(["document_id", "name", "initials", "person_id"])
    labels = turns.select(["document_id", "speaker_label", "person_id"]).filter(turns["person_id"].is_valid())
    labels = labels.filter(labels["speaker_label"].is_valid()).group_by(labels.column_names).aggregate([])
    spoken = zip(*(labels[name].to_pylist() for name in ("document_id", "speaker_label", "person_id")), strict=True)
    rows = [tuple(row.values()) for row in listed.to_pylist()] + [(document, label, None, person) for document, label, person in spoken]
    return [row for row in rows if _words(row[1])]


def _words(name: str) -> Key:
    """The words of a name in lower case, without titles."""
    return tuple(_bare(word) for word in _WORD.findall(name) if _bare(word) not in _TITLES)


def _bare(word: str) -> str:
    """Lower case, straight apostrophes, no possessive."""
    return _POSSESSIVE.sub("", word).lower().replace("’", "'")


def _full_forms(words: Key) -> set[Key]:
    """The whole name, and given name and surname alone."""
    return {form for form in (words[:_LONGEST], (words[0], words[-1])) if len(words) > 1 and len(form) > 1}


def _settle(names: Mapping[Key, set[str]]) -> dict[Key, str]:
    return {key: next(iter(persons)) if len(persons) == 1 else SOMEONE for key, persons in names.items() if key}
