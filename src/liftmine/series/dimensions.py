"""The table of dimensions: what is measured, and where its terms come from."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from liftmine.study.lexicon import DimensionEntry
from liftmine.tables.published import DIMENSIONS


def dimensions_table(entries: Iterable[DimensionEntry], hashes: Mapping[str, str]) -> pa.Table:
    """The table DIMENSIONS. `hashes` gives the SHA-256 of each lexicon file under `lexicons/NAME`, as the configuration holds them."""
    return DIMENSIONS.from_rows(
        {
            "dimension": entry.dimension,
            "label": entry.label,
            "framework": entry.framework,
            "definition": entry.definition,
            "source": entry.source,
            "n_terms": len(entry.terms),
            "lexicon": entry.lexicon,
            "lexicon_sha256": hashes[f"lexicons/{entry.lexicon}"],
        }
        for entry in entries
    )
