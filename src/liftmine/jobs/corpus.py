"""Everything that is known of a study's documents, put together from the stage store."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from liftmine.reading.accounting import settle_documents
from liftmine.reading.identity import Intake
from liftmine.tables.contract import Table
from liftmine.tables.stages import (
    ACTIONS,
    ATTENDANCE,
    FACTS,
    MATCHES,
    MEETINGS,
    MENTIONS,
    OUTCOMES,
    PRINTS,
    RESOLUTIONS,
    SCORES,
    SENTENCES,
    TARGET_SCORES,
    TEXTS,
    TOPIC_SHARES,
    TURNS,
)
from liftmine.workspace.house import House, Look
from liftmine.workspace.keys import stage_keys

_STAGE_OF = {
    **dict.fromkeys((ATTENDANCE, MEETINGS, ACTIONS, RESOLUTIONS, TURNS, SENTENCES, MENTIONS), "attribute"),
    **dict.fromkeys((SCORES, TARGET_SCORES, MATCHES, TOPIC_SHARES), "measure"),
    TEXTS: "read",
}


@dataclass(frozen=True)
class Corpus:
    """The documents of a study with their status, and a door to the tables of those that are `ok`."""

    house: House
    intake: tuple[Intake, ...]
    documents: pa.Table
    n_unread: int
    keys: Mapping[str, Mapping[str, str]]

    def load(self, contract: Table) -> pa.Table:
        """A stage table of all documents with status `ok`."""
        rows = zip(self.documents.column("document_id").to_pylist(), self.documents.column("status").to_pylist(), strict=True)
        stage = _STAGE_OF[contract]
        keys = {document: self.keys[stage][document] for document, status in rows if status == "ok"}
        return self.house.stages.load(stage, contract, keys)


def load_corpus(house: House, look: Look) -> Corpus:
    """The corpus as far as it has been read and attributed; `n_unread` counts the files that no run has taken in yet."""
    keys = stage_keys(look.intake, house.configuration, house.model_version)
    unread = {*house.stages.missing("read", keys["read"])}
    outcomes = house.stages.load("read", OUTCOMES, {d: key for d, key in keys["read"].items() if d not in unread})
    readable = _documents_without_reason(outcomes)
    unread |= {*house.stages.missing("measure", {d: keys["measure"][d] for d in readable})}
    attributed = {d: keys["attribute"][d] for d in readable - unread}
    known = tuple(item for item in look.intake if (item.copy_of or item.document_id) not in unread)
    documents = settle_documents(
        known,
        outcomes,
        house.stages.load("read", PRINTS, {d: keys["read"][d] for d in readable - unread}),
        house.stages.load("attribute", FACTS, attributed),
        turns=house.stages.load("attribute", TURNS, attributed),
        sentences=house.stages.load("attribute", SENTENCES, attributed),
        study=house.configuration.study,
        as_of=look.as_of,
    )
    return Corpus(house, known, documents, len(look.intake) - len(known), keys)


def _documents_without_reason(outcomes: pa.Table) -> set[str]:
    rows = zip(outcomes.column("document_id").to_pylist(), outcomes.column("reason_code").to_pylist(), strict=True)
    return {document for document, reason in rows if reason is None}
