"""The documents as they are published."""

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.errors import Reason
from liftmine.tables.published import DOCUMENTS


def publish_documents(documents: pa.Table) -> pa.Table:
    """The table DOCUMENTS without the paths of interviews, and of their copies anywhere: file names of interviews tell who spoke.

    An empty file is a copy of nothing.
    """
    is_interview = pc.fill_null(pc.equal(documents["kind"], "interview"), fill_value=False)
    has_content = pc.fill_null(pc.not_equal(documents["reason_code"], Reason.EMPTY.value), fill_value=True)
    contents = documents.filter(pc.and_(is_interview, has_content))["sha256"].combine_chunks()
    is_interview = pc.or_(is_interview, pc.is_in(documents["sha256"], contents))
    position = documents.schema.get_field_index("source_path")
    paths = pc.if_else(is_interview, None, documents["source_path"])
    return DOCUMENTS.check(documents.set_column(position, documents.schema.field(position), paths))
