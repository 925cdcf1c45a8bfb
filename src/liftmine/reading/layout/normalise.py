"""Characters: one spelling for what means the same, and a refusal of what is no text."""

import re
import unicodedata

from liftmine.errors import Reason
from liftmine.reading.layout.pieces import Unreadable

_LINE_ENDS = {"\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_SPACES = dict.fromkeys("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_INVISIBLE = dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff", "")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# The Symbol and Wingdings fonts put their bullets into the private use area; every word processor writes these.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▫", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "–", "\uf0e0": "→"}
_PLAIN = {"\t": "    "} | _LINE_ENDS | _SPACES | _INVISIBLE | _LIGATURES | _BULLETS

_ASCII = bytes(range(128))
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
# Nothing of Latin-1, general punctuation or the private use area has another composed form; the rest is asked.
_COMPOSED = frozenset(map(chr, [*range(0x100), *range(0x2002, 0x2070), 0x20AC, 0x2122, *range(0xE000, 0xF900)]))
_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")


def normalise(text: str) -> str:
    """NFC, line feeds as line ends, plain spaces for all kinds of spaces, four for a tab, no soft hyphens or ligatures.

    Form feeds stay: they are page breaks. Idempotent.
    """
    # Distinct characters are few: telling them from the bytes and replacing each once runs at the speed of memory.
    exotic = frozenset() if text.isascii() else frozenset(text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8"))
    text = text.replace("\r\n", "\n")
    for character in [c for c in "\t\r\x0b" if c in text] + sorted(exotic & _PLAIN.keys()):
        text = text.replace(character, _PLAIN[character])
    return text if exotic <= _COMPOSED else unicodedata.normalize("NFC", text)


def refuse_controls(text: str) -> None:
    """Raises `Unreadable` (CONTROL_CHARACTERS) where a C0 or C1 control character stands that no text holds."""
    data = text.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) != len(data) or (b"\xc2" in data and _C1.search(data)):
        raise Unreadable(Reason.CONTROL_CHARACTERS)
