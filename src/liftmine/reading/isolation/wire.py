"""What the worker sends back over the pipe: a small head in JSON, the text, and the blocks as one grid of numbers.

A frame is the head's and the text's length (four bytes each, big endian), the head, the text in UTF-8, and a row of 32-bit
integers for each of `COLUMNS`; `NULL` stands for no value, a kind is its place in `KINDS`. Nothing is made per block.
"""

import json
import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liftmine.reading.layout.pieces import Text

COLUMNS = ("kind", "page", "table_no", "row_no", "column_no", "is_bold", "char_start")
KINDS = ("heading", "paragraph", "list_item", "cell")
NULL = -1
_KIND_NO = {kind: no for no, kind in enumerate(KINDS)}
_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the worker: the facts of its head; text and grid (len(COLUMNS) rows of int32) are empty in a refusal.

    Of a page that was drawn, `grid` is the picture.
    """

    head: dict[str, Any]
    text: str = ""
    grid: bytes = b""


def pack_answer(head: dict[str, Any], joined: Text | None = None) -> bytes:
    """The frame of a text that was read, or of a refusal."""
    body = json.dumps(head).encode()
    if joined is None:
        return _LENGTHS.pack(len(body), 0) + body
    text = joined.text.encode()
    n_blocks = len(joined.columns["char_start"] or ())
    rows = [_row(name, joined.columns[name], n_blocks).tobytes() for name in COLUMNS]
    return b"".join([_LENGTHS.pack(len(body), len(text)), body, text, *rows])


def pack_page(head: dict[str, Any], image: bytes) -> bytes:
    """The frame of one page as a picture: its bytes stand where a text has its grid."""
    body = json.dumps(head).encode()
    return b"".join([_LENGTHS.pack(len(body), 0), body, image])


def unpack_answer(frame: bytes) -> Answer:
    """The answer that `pack_answer` or `pack_page` packed."""
    n_head, n_text = _LENGTHS.unpack_from(frame)
    start, end = _LENGTHS.size + n_head, _LENGTHS.size + n_head + n_text
    return Answer(json.loads(frame[_LENGTHS.size : start]), frame[start:end].decode(), frame[end:])


def _row(name: str, values: Sequence[Any] | None, length: int) -> "array[int]":
    if values is None:
        return array("i", [NULL]) * length
    if name == "kind":
        return array("i", map(_KIND_NO.__getitem__, values))
    return array("i", [NULL if value is None else value for value in values] if None in values else values)
