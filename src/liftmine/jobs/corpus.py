"""Everything that is known of a study's documents, put together from the stage store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.attribution.people.earlier_meetings import recall_voices
from liftmine.reading.accounting import count_voices, settle_documents
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
    **dict.fromkeys((FACTS, ATTENDANCE, MEETINGS, ACTIONS, RESOLUTIONS, TURNS, SENTENCES, MENTIONS), "attribute"),
    **dict.fromkeys((SCORES, TARGET_SCORES, MATCHES, TOPIC_SHARES), "measure"),
    **dict.fromkeys((OUTCOMES, TEXTS, PRINTS), "read"),
}


@dataclass(frozen=True)
class Corpus:
    """The documents of a study with their status, and a door to the tables of those that are `ok`.

    `turns` are those of all `ok` documents together: who sat in one meeting may tell whose a voice of the next one is.
    """

    house: House
    intake: tuple[Intake, ...]
    documents: pa.Table
    turns: pa.Table
    n_unread: int
    keys: Mapping[str, Mapping[str, str]]

    def load(self, contract: Table) -> pa.Table:
        """A stage table of all documents with status `ok`."""
        chosen = _measured(self.documents)
        if contract is TURNS:
            return self.turns.filter(pc.is_in(self.turns["document_id"], pa.array(chosen, pa.string())))
        return _load(self.house, contract, self.keys, chosen)


def load_corpus(house: House, look: Look) -> Corpus:
    """The corpus as far as it has been read and attributed; `n_unread` counts the files that no run has taken in yet."""
    keys = stage_keys(look.intake, house.configuration, house.model_version)
    unread = {*house.stages.missing("read", keys["read"])}
    outcomes = _load(house, OUTCOMES, keys, [d for d in keys["read"] if d not in unread])
    readable = _documents_without_reason(outcomes)
    unread |= {*house.stages.missing("measure", {d: keys["measure"][d] for d in readable})}
    attributed = sorted(readable - unread)
    known = tuple(item for item in look.intake if (item.copy_of or item.document_id) not in unread)
    study, facts = house.configuration.study, _load(house, FACTS, keys, attributed)
    settled = settle_documents(known, outcomes, _load(house, PRINTS, keys, attributed), facts, study=study, as_of=look.as_of)
    chosen = _measured(settled)
    turns, attendance, meetings = (_load(house, contract, keys, chosen) for contract in (TURNS, ATTENDANCE, MEETINGS))
    partnership_of = dict(zip(settled["document_id"].to_pylist(), settled["partnership_id"].to_pylist(), strict=True))
    turns = recall_voices(turns, attendance, meetings, facts, partnership_of=partnership_of, study=study)
    documents = count_voices(settled, turns, _load(house, SENTENCES, keys, chosen), study.partner_types)
    return Corpus(house, known, documents, turns, len(look.intake) - len(known), keys)


def _measured(documents: pa.Table) -> list[str]:
    """The documents with status `ok`."""
    names: list[str] = documents.filter(pc.equal(documents["status"], "ok"))["document_id"].to_pylist()
    return names


def _load(house: House, contract: Table, keys: Mapping[str, Mapping[str, str]], documents: Iterable[str]) -> pa.Table:
    stage = _STAGE_OF[contract]
    return house.stages.load(stage, contract, {document: keys[stage][document] for document in documents})


def _documents_without_reason(outcomes: pa.Table) -> set[str]:
    rows = zip(outcomes.column("document_id").to_pylist(), outcomes.column("reason_code").to_pylist(), strict=True)
    return {document for document, reason in rows if reason is None}
