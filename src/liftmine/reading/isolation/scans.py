"""A scan, page by page: the worker draws a page, tesseract recognises its words, and the worker makes a document of them.

All this goes on in the supervisor, which sees neither picture nor words: it hands them on.
"""

import json
import select
from collections.abc import Callable

from liftmine.errors import Reason
from liftmine.reading.isolation.tesseract import Tesseract, may_be_scan
from liftmine.reading.isolation.wire import pack_answer, unpack_answer
from liftmine.reading.layout.pieces import Unreadable

_SCANS = (Reason.NO_TEXT_LAYER, Reason.LOW_TEXT)


def is_scan(request: bytes, answer: bytes) -> bool:
    """Whether a file was refused that OCR may read: a PDF without a text worth the name."""
    head = unpack_answer(answer).head
    return head.get("format") == "pdf" and head.get("reason_code") in _SCANS and may_be_scan(json.loads(request)["path"])


def read_scan(ask: Callable[[bytes], bytes], request: bytes, tesseract: Tesseract, limits: dict[str, int]) -> bytes:
    """The answer to a request whose file is a scan: its recognised text, or the reason why there is none.

    `ask` puts a request to the worker. The parent asks for one file at a time, so that whatever comes from it meanwhile is its end.
    """
    wanted, pages, n_pages = json.loads(request), list[str](), 1
    while len(pages) < n_pages:
        frame = ask(json.dumps(wanted | {"page": len(pages)}).encode())
        drawn = unpack_answer(frame)
        if not drawn.grid:
            return frame
        n_pages = drawn.head["n_pages"]
        try:
            pages.append(tesseract.recognise(drawn.grid, drawn.head["dots_per_inch"], limits))
        except Unreadable as refusal:
            return pack_answer({"format": refusal.file_format, "reason_code": refusal.reason.value})
        if select.select([0], [], [], 0)[0]:
            raise SystemExit
    return ask(json.dumps(wanted | {"recognised": pages}).encode())
