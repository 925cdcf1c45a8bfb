"""Tables of name, title, status and time of arrival, whole or cut into columns by an extractor."""

import re
from collections.abc import Sequence

from liftmine.attribution.model import Status
from liftmine.attribution.names import Name, read_name
from liftmine.attribution.people import ROLE, Entry

TABLE_HEAD = re.compile(r"\W*(?:attendees? )?names?\s*(?:$|\t|\s{2,}|(?=title|status|organi|role|initial|position))|attendees?\s+(?:title|status)", re.IGNORECASE)

_STATUSES: dict[str, Status] = {
    **dict.fromkeys(("present", "remote", "late", "yes", "attended", "phone", "virtual", "online", "left early", "p", "y", "✓", "✔", "in person", "x"), Status.PRESENT),
    **dict.fromkeys(("absent", "no", "not present", "a", "n"), Status.ABSENT),
    **dict.fromkeys(("excused", "apologies", "apology", "apologies received", "sent apologies"), Status.APOLOGIES),
}
_ROW_END = re.compile(r"[\t ]+(present|remote|late|absent|excused|apologies|attended)\b(?:[\t ]+\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?)?\s*$", re.IGNORECASE)
_HEAD_CELL = re.compile(r"(?:attendee )?names?|title|status|arrived|departed|position|role|organi[sz]ation", re.IGNORECASE)
_TITLE_WORDS = 6
_MISSING = re.compile(r"(?:[A-Z][\w’'-]+ )?([A-Z][^.]{2,200}?)\s(?:was|were)\s(absent|excused)", re.DOTALL)
_SURNAME = re.compile(r"[A-Z][\w’'-]+")


def read_status_table(lines: Sequence[str]) -> list[tuple[Entry, Status]]:
    """People and their statuses.

    Names, titles and statuses are collected in reading order and joined only where their counts agree. Where they do not, the
    sentences about who was absent decide, and everybody else counts as present.
    """
    names: list[Name] = []
    titles: list[str] = []
    statuses: list[Status] = []
    rows: list[tuple[Entry, Status]] = []
    for line in lines:
        stripped = line.strip()
        row = _ROW_END.search(stripped)
        name = read_name(stripped)
        if name and row and row.start() >= name.end:
            rows.append((Entry(name, "", stripped[name.end : row.start()]), _STATUSES[row.group(1).casefold()]))
        elif stripped.casefold() in _STATUSES:
            statuses.append(_STATUSES[stripped.casefold()])
        elif name and not stripped[name.end :].strip(" *"):
            names.append(name)
        elif not name and ROLE.search(stripped) and len(stripped.split()) <= _TITLE_WORDS and not _HEAD_CELL.fullmatch(stripped):
            titles.append(stripped)
    return rows + _zip(names, titles, statuses, lines)


def _zip(names: list[Name], titles: list[str], statuses: list[Status], lines: Sequence[str]) -> list[tuple[Entry, Status]]:
    details = [f", {title}" for title in titles] if len(titles) == len(names) else [""] * len(names)
    if len(statuses) != len(names):
        absent = _told_absent(" ".join(lines))
        statuses = [Status.ABSENT if name.surname.split()[-1] in absent else Status.PRESENT for name in names]
    return [(Entry(name, "", detail), status) for name, detail, status in zip(names, details, statuses, strict=True)]


def _told_absent(text: str) -> frozenset[str]:
    """Surnames in "Directors Ash, Birch and Cole were absent"."""
    return frozenset(word for match in _MISSING.finditer(text) for word in _SURNAME.findall(match.group(1)))
