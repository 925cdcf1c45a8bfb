"""The documents as they are published."""

import pyarrow as pa
import pyarrow.compute as pc

from liftmine.tables.published import DOCUMENTS


def publish_documents(documents: pa.Table) -> pa.Table:
    """The table DOCUMENTS without the paths of interviews: file names of interviews tell who spoke."""
    is_interview = pc.fill_null(pc.equal(documents["kind"], "interview"), fill_value=False)
    position = documents.schema.get_field_index("source_path")
    paths = pc.if_else(is_interview, None, documents["source_path"])
    return DOCUMENTS.check(documents.set_column(position, documents.schema.field(position), paths))
