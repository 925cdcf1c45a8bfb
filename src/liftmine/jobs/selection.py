"""What a request leaves of the files, of the documents, and of the rows of a release."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.jobs.request import Request
from liftmine.study.model import Study
from liftmine.tables.contract import Table
from liftmine.tables.published import PARTNERSHIPS
from liftmine.workspace.house import Look

_VOICES = ("partner_type", "voice_type", "type_a", "type_b")


def select_files(look: Look, request: Request) -> Look:
    """The look without the files that need not be read: of other partnerships and kinds, unless they are copies of wanted ones."""
    wanted = [
        item
        for item in look.intake
        if (not request.partnerships or item.partnership_id in request.partnerships) and (not request.kinds or item.kind in request.kinds)
    ]
    contents = {item.sha256 for item in wanted}
    return replace(look, intake=tuple(item for item in look.intake if item.sha256 in contents))


def select_documents(documents: pa.Table, request: Request) -> pa.Table:
    """The rows of DOCUMENTS that were asked for. A quarantined one without a year stays: it may belong to those years."""
    rows = _keep(_keep(documents, "partnership_id", request.partnerships), "kind", request.kinds)
    year = rows["partnership_year"]
    for limit, fits in ((request.first_year, pc.greater_equal), (request.last_year, pc.less_equal)):
        if limit is not None:
            rows = rows.filter(pc.fill_null(fits(year, limit), fill_value=True))
            year = rows["partnership_year"]
    return rows


def select_rows(tables: Mapping[Table, pa.Table], request: Request, study: Study) -> dict[Table, pa.Table]:
    """The tables without other partnerships, and without the voices of partner types that were not asked for."""
    others = {name for name in study.partner_types if request.partner_types and name not in request.partner_types}
    selected = {}
    for contract, table in tables.items():
        kept = _keep(table, "partnership_id", request.partnerships) if contract is PARTNERSHIPS else table
        for name in set(_VOICES) & set(table.column_names):
            kept = kept.filter(pa.array([others.isdisjoint(voice.split(";")) for voice in kept[name].to_pylist()], pa.bool_()))
        selected[contract] = kept
    return selected


def silence(turns: pa.Table, bases: Collection[str]) -> pa.Table:
    """TURNS in which the voices found by one of `bases` are nobody's: they read as the secretary's narration."""
    if not bases:
        return turns
    heard = pc.invert(pc.is_in(turns["attribution_basis"], pa.array(list(bases), pa.string())))
    nobody = {"speaker_label": None, "person_id": None, "organisation_id": None, "partner_type": None, "voice_mode": "none"}
    columns = [pc.if_else(heard, turns[name], nobody[name]) if name in nobody else turns[name] for name in turns.column_names]
    return pa.table(columns, schema=turns.schema)


def _keep(table: pa.Table, column: str, values: Collection[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], pa.array(list(values), pa.string()))) if values else table
