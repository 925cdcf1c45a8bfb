"""Which files are which documents: source, kind, partnership, consent, and what is a copy of what."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from liftmine.errors import Reason
from liftmine.study.metadata import MetadataRow
from liftmine.study.model import DocumentKind, Source, Study
from liftmine.study.sources import match_source

_NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that belongs to the study, before it is read.

    `document_id` comes from the content alone; further copies of it get -2, -3 in path order. `copy_of` names the copy that is read
    in its place, because nothing but the folder tells them apart. `reason` is set where the file must not be read.
    """

    document_id: str
    path: str
    sha256: str
    kind: DocumentKind
    partnership_id: str
    source: Source
    metadata: MetadataRow | None
    reason: Reason | None
    copy_of: str | None = None

    @property
    def is_readable(self) -> bool:
        """The file is to be read: neither refused nor a copy that reads like another."""
        return self.reason is None and self.copy_of is None


def identify(seen: Iterable[tuple[str, str, Reason | None]], study: Study, metadata: Mapping[str, MetadataRow]) -> tuple[Intake, ...]:
    """The files of the study, in path order, from (path, SHA-256, reason not to open it).

    A file that no source matches is no part of the study and is left out, also as a copy. What one copy needs consent for, every
    copy needs it for. An empty file is a copy of nothing.
    """
    numbers: Counter[str] = Counter()
    contents: dict[str, list[Intake]] = defaultdict(list)
    for path, sha256, reason in sorted(seen, key=lambda row: row[0]):
        matched = match_source(study, path)
        if matched is None:
            continue
        row = metadata.get(normalize("NFC", path))
        source, partnership_id = matched[0], (row.partnership if row else None) or matched[1]
        kind: DocumentKind = (row.kind if row else None) or source.kind
        base = f"D{sha256[:16]}"
        numbers[base] += 1
        document_id = base if numbers[base] == 1 else f"{base}-{numbers[base]}"
        contents[path if sha256 == _NOTHING else sha256].append(
            Intake(document_id, path, sha256, kind, partnership_id, source, row, reason)
        )
    return tuple(sorted((item for copies in contents.values() for item in _compare(copies)), key=lambda item: item.path))


def choose_copies(intake: Iterable[Intake], study: Study, failures: Mapping[str, int]) -> dict[str, Intake]:
    """SHA-256 → the copy that counts for this content, of all files that were to be read.

    It is the one that came furthest (`failures`: document → how early it failed; those that did not are absent). Of several: one that
    metadata.csv names, then that of the first source of the study, then the first by path. None of this looks at the calendar.
    """

    def trust(item: Intake) -> tuple[int, bool, int, str]:
        return failures.get(item.document_id, 0), item.metadata is None, study.sources.index(item.source), item.path

    counting: dict[str, Intake] = {}
    for item in sorted(filter(lambda item: item.is_readable, intake), key=trust):
        counting.setdefault(item.sha256, item)
    return counting


def _compare(copies: Sequence[Intake]) -> Iterator[Intake]:
    """The files of one content with what follows from the others: consent, and which of them need not be read."""
    lacks_consent = _lacks_consent(copies)
    first: dict[Hashable, str] = {}
    for item in copies:
        if item.reason or lacks_consent:
            yield replace(item, reason=item.reason or Reason.NO_CONSENT)
        else:
            same = first.setdefault(_evidence(item), item.document_id)
            yield replace(item, copy_of=None if same == item.document_id else same)


def _lacks_consent(copies: Sequence[Intake]) -> bool:
    """An interview under one name is one under every name: a no refuses all copies, then a yes opens all.

    Where no row of metadata.csv says either, a folder of public records does not stand for one that is none.
    """
    said = {item.metadata.consent for item in copies if item.metadata}
    interviews = [item for item in copies if item.kind == "interview"]
    return bool(interviews) and (False in said or (True not in said and not all(item.source.consent for item in interviews)))


def _evidence(item: Intake) -> Hashable:
    """What a file says beside its content. A name says something by its ending, and by a date, which has figures."""
    row, name = item.metadata, item.path.rpartition("/")[2]
    told = (row.date, row.speaker, row.organisation) if row else None
    named = name if any(sign.isdigit() for sign in name) else name.rpartition(".")[2]
    return named, item.kind, item.partnership_id, item.source.files, told
