"""What the head of an interview says of its labels: "R1 – Director of Estates, Northbridge PCT", "Speaker 2 is Ann Ray of Fenwick"."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.people.names import Name, read_name
from liftmine.attribution.people.organisations import CUES
from liftmine.attribution.people.people import ROLE

_HEAD = 2_500  # characters in which labels are explained
_LONGEST = 150  # characters said of one label
_CODE = r"(?:[A-Z]{1,4}\d{0,2}|(?i:interview(?:er|ee)|respondent|participant|speaker|voice|person|witness|int|resp)(?: ?[\dA-Z]\d?)?)"
_ITEM = re.compile(
    rf"(?:^[ \t•*_-]{{0,4}}|(?<=[;.:,(])[ \t]|(?<=\band) )\(?(?P<code>{_CODE})[*_)]{{0,3}}"
    r"(?:[ \t]{0,3}[–—:=-][ \t]{0,3}|\t+|[ ]{2,}|[ ](?:is|was|denotes|means|stands for|works (?:for|at)|represents)[ ]|[ ]?\()[*_]{0,2}",
    re.MULTILINE,
)
_ASKER = r"(?:interviewer|facilitator|moderator|researcher|questioner|transcriber)"
ASKS = re.compile(rf"\b{_ASKER}s?\b", re.IGNORECASE)
"""Words for who asks."""
_ASKED_BY = re.compile(
    rf"^[#*_> \t]{{0,6}}(?i:(?:name of )?{_ASKER}s?(?: name)?[*_]{{0,2}}:|(?:interviewed|conducted|moderated|facilitated) by:?)"
    r"[*_]{0,2}[ \t]+"
    r"|(?<=[,.;] )(?i:interviewer: |(?:interviewed |conducted )?by (?=[A-Z]))",
    re.MULTILINE,
)
_ASKER_BEHIND = re.compile(rf" ?[,(–—-] ?(?:(?P<code>[A-Z]{{2,4}})[ ,;)(–—-]{{1,4}})?(?i:the )?(?i:{_ASKER})\b")
_CODE_BEHIND = re.compile(r"\s*\((?P<code>[A-Z]{1,4})\)")
_CAPITAL = re.compile(r"(?<![\w.])[A-Z]")
_TALK = re.compile(
    r"[?!…]|\b(?:I|I[’']\w+|[Ii]t|[Yy]es|[Nn]o|[Ww]e|[Yy]ou|[Yy]our|[Mm]y|[Mm]e|[Oo]ur|[Tt]hat|[Tt]his|[Tt]hey|is|was|were|are|do|did|have|had|said)\b"
)


class Said(NamedTuple):
    """What is said of a label: a name, what stands behind it (or all of it), and whether it is who asks."""

    name: Name | None
    details: str
    is_asker: bool


class Legend(NamedTuple):
    """Labels (in lower case) with what is said of them; the names of those who ask; where the explanation ends."""

    labels: dict[str, Said]
    askers: tuple[tuple[Name, str], ...]
    end: int


@lru_cache(maxsize=64)
def read_legend(text: str) -> Legend:
    """The legend of an interview; without labels and askers where its head explains none.

    A label is explained once, before anybody speaks: at the first that is followed by talk, the legend is over.
    """
    head = text[:_HEAD]
    labels: dict[str, Said] = {}
    end = 0
    items = list(_ITEM.finditer(head))
    for item, until in zip(items, [*(item.start() for item in items), len(head)][1:], strict=True):
        said = re.split(r"[;\n]", head[item.end() : min(until, item.end() + 2 * _LONGEST)], maxsplit=1)[0]
        found = explain(said.strip(" \t.,;*_()"))
        if found is None or item["code"].casefold() in labels:
            break
        labels[item["code"].casefold()] = found._replace(is_asker=found.is_asker or ASKS.match(item["code"]) is not None)
        end = item.end() + len(said)
    asking = [(said.name, code.upper()) for code, said in labels.items() if said.name and said.is_asker]
    return Legend(labels, (*asking, *_read_askers(head)), end)


def explain(said: str) -> Said | None:
    """The person, role or organisation that words behind a label state; None where they are talk."""
    if len(said) > _LONGEST or _TALK.search(said):
        return None
    if ASKS.search(said):
        return Said(_name_at(said), said, is_asker=True)
    name = _name_at(said)
    if name:
        return Said(name, said[name.end :].strip(" ,;()–—-"), is_asker=False)
    return Said(None, said, is_asker=False) if ROLE.search(said) or CUES.search(said) or _is_title_case(said) else None


def _is_title_case(said: str) -> bool:
    """As the names of organisations are written."""
    words = said.split()
    return len(words) > 1 and all(word[0].isupper() or word in ("of", "the", "and", "for", "&") for word in words)


def find_said(legend: Legend, label: str, derives: Callable[[str, Name], bool]) -> Said | None:
    """What the legend says of a label; one who asks goes by name and initials, too."""
    said = legend.labels.get(label.casefold())
    if said:
        return said
    asked = next((name for name, code in legend.askers if label in (code, name.text) or _is_short(label, name, derives)), None)
    return Said(asked, "", is_asker=True) if asked else None


def _is_short(label: str, name: Name, derives: Callable[[str, Name], bool]) -> bool:
    return label.casefold() in (name.text.casefold(), name.surname.casefold()) or (label.isupper() and derives(label, name))


def _read_askers(head: str) -> tuple[tuple[Name, str], ...]:
    """Those the head calls interviewer, before or behind their names, each with the letters in brackets."""
    found = []
    for match in _ASKED_BY.finditer(head):
        if name := read_name(head, match.end()):
            code = _CODE_BEHIND.match(head, name.end)
            found.append((name, code["code"] if code else ""))
    if ASKS.search(head):
        for capital in _CAPITAL.finditer(head):
            name = read_name(head, capital.start())
            behind = _ASKER_BEHIND.match(head, name.end) if name and name.is_full else None
            if name and behind:
                found.append((name, behind["code"] or ""))
    return tuple(found)


def _name_at(said: str) -> Name | None:
    name = read_name(said)
    return name if name and (name.is_full or name.title) else None
