"""Which files are which documents: source, kind, partnership, consent, and what is a copy of what."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from liftmine.errors import Reason
from liftmine.study.metadata import MetadataRow
from liftmine.study.model import DocumentKind, Source, Study
from liftmine.study.sources import match_source


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that belongs to the study, before it is read.

    `document_id` comes from the content alone; further copies of it get -2, -3 in path order, with `copy_of` naming the first.
    `reason` is set where the file must not be read.
    """

    document_id: str
    path: str
    sha256: str
    kind: DocumentKind
    partnership_id: str
    source: Source
    metadata: MetadataRow | None
    reason: Reason | None
    copy_of: str | None

    @property
    def is_readable(self) -> bool:
        """The file is to be read: neither refused nor a copy."""
        return self.reason is None and self.copy_of is None


def identify(seen: Iterable[tuple[str, str, Reason | None]], study: Study, metadata: Mapping[str, MetadataRow]) -> tuple[Intake, ...]:
    """The files of the study, in path order, from (path, SHA-256, reason not to open it).

    A file that no source matches is no part of the study and is left out.
    """
    copies: Counter[str] = Counter()
    first: dict[str, str] = {}
    intake = []
    for path, sha256, reason in sorted(seen, key=lambda row: row[0]):
        matched = match_source(study, path)
        if matched is None:
            continue
        row = metadata.get(normalize("NFC", path))
        source, partnership_id = matched[0], (row.partnership if row else None) or matched[1]
        kind: DocumentKind = (row.kind if row else None) or source.kind
        base = f"D{sha256[:16]}"
        copies[base] += 1
        document_id = base if copies[base] == 1 else f"{base}-{copies[base]}"
        refusal = reason or (Reason.NO_CONSENT if kind == "interview" and not _has_consent(source, row) else None)
        copy_of = first.get(sha256) if refusal is None else None
        if refusal is None and copy_of is None:
            first[sha256] = document_id
        intake.append(Intake(document_id, path, sha256, kind, partnership_id, source, row, refusal, copy_of))
    return tuple(intake)


def _has_consent(source: Source, row: MetadataRow | None) -> bool:
    return row.consent if row is not None and row.consent is not None else source.consent
