"""Reads plain text through the whole room and gives back sentences with their turns, for the tests of voices and targets."""

import re
from datetime import date
from typing import Any, NamedTuple

from attribution_papers import make_blocks, make_paper

from liftmine.attribution.attribute import Attribution, attribute
from liftmine.tables.stages import BLOCKS, SPANS, TEXTS

_SENTENCE = re.compile(r"\S.*?(?:(?<!Mr)(?<!Ms)(?<!Dr)[.?!](?=\s|$)|(?=\n\n)|\n(?=•)|$)", re.DOTALL)


class Said(NamedTuple):
    """A sentence and what was made of it."""

    text: str
    label: str | None
    mode: str
    basis: str
    partner_type: str | None
    targets: str
    is_content: bool
    turn: dict[str, Any]


def tables_of(texts: dict[str, str]) -> tuple[Any, Any, Any]:
    """TEXTS, BLOCKS and SPANS of documents made of paragraphs."""
    blocks: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    for document_id, text in texts.items():
        number = 0
        for block in make_blocks(text) if text else []:
            at = {"char_start": block.char_start, "char_end": block.char_end}
            empty = dict.fromkeys(("page", "table_no", "row_no", "column_no"))
            kind = "list_item" if text[block.char_start] == "•" else block.kind
            blocks.append({"document_id": document_id, "block_no": block.block_no, "kind": kind, "is_bold": False, **empty, **at})
            for match in _SENTENCE.finditer(text, block.char_start, block.char_end):
                end = match.start() + len(match.group().rstrip())
                spans.append(
                    {
                        "document_id": document_id,
                        "span_no": number,
                        "block_no": block.block_no,
                        "char_start": match.start(),
                        "char_end": end,
                    }
                )
                number += 1
    rows = [{"document_id": document_id, "text": text} for document_id, text in texts.items()]
    return TEXTS.from_rows(rows), BLOCKS.from_rows(blocks), SPANS.from_rows(spans)


def attribution_of(text: str, **changes: Any) -> Attribution:
    paper = make_paper(**({"stated_date": date(2007, 5, 3)} | changes))
    return attribute([paper], *tables_of({paper.document_id: text}))


def said(text: str, **changes: Any) -> list[Said]:
    """Every sentence of `text` in order."""
    result = attribution_of(text, **changes)
    turns = result.turns.to_pylist()
    return [
        Said(
            text[row["char_start"] : row["char_end"]],
            (turn := turns[row["turn_no"]])["speaker_label"],
            turn["voice_mode"],
            turn["attribution_basis"],
            turn["partner_type"],
            row["target_types"],
            row["is_content"],
            turn,
        )
        for row in result.sentences.to_pylist()
    ]


PRESENT = (
    "Present: Petra Lund (PL), Harrowgate Developments\nOmar Reyes (OR), Westmere PCT (Chair)\nIda Voss (IV), Westmere Borough Council\n\n"
)
"""An attendance list for minutes."""


def minutes(*paragraphs: str, **changes: Any) -> list[Said]:
    """The sentences of minutes below the attendance list."""
    head = "Westmere LIFT\n\nMinutes of the meeting held on 3 May 2007\n\n" + PRESENT + "1. Matters arising\n\n"
    rows = said(head + "\n\n".join(paragraphs), **changes)
    return [row for row in rows if row.turn["char_start"] >= len(head) or (row.turn["char_end"] > len(head) and row.text not in head)]
