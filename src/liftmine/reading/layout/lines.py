"""What a single line shows: a bullet, an item's number, columns, the end of a sentence.

Lines are strings without trailing spaces; "" is a blank line and a form feed a page break. A body is a line without its indent.
"""

import re
from functools import lru_cache

PAGE_BREAK = "\f"

CACHED = 1 << 13  # lines whose class is kept: names, roles, headings and table cells recur from meeting to meeting
BULLETS = frozenset("•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-")
BULLET = re.compile(r"\s*(?:[•●▪▫◦‣∙·○■□➢➤►❖✓✔*–—-]|o(?=\s+[A-Z]))\s*(?=\S)")
_NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.)]\)?"  # 1. 1) (1) 4.2. a) (b) iv. II.
    r"|\d{1,3}(?:\.\d{1,3}){1,4}"  # 4.2 and deeper
    r"|\d{1,2}(?=\s{2})"  # 7   Heading
    r"|(?=[^\s:]*\d)[A-Z\d][A-Z\d]*(?:/\s?[A-Z\d]+)+:?"  # 73/07, LPB05/01, GBP/2122/214:
    r")(?:\s+|$|(?<=\d\.\d)(?=[A-Z][a-z]))"  # "6.1No report" too
)
_SECOND_OF_NUMBER = frozenset(".)/ivx0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # behind a letter
_LAST_NUMBER = re.compile(r"(\S*?)(\d{1,3})\W*$")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
MARKER_LENGTH = 24
_COLUMN = re.compile(r"[^\s.?!;] {3,}\S")
OPEN_ENDS = frozenset(  # no sentence ends with these words
    re.findall(
        r"\w+",
        "a an and are as at be been between but by for from had has have if in into is its nor not of on or our over than that the "
        "their this to under was were when which who will with",
    )
)
STOPS = (".", "?", "!", ".”", '."', "?”", '?"', ".)", ".’", ";")
_SENTENCE_ENDS = (*STOPS, ":")
_LAST_MARKS = frozenset(end[-1] for end in _SENTENCE_ENDS)  # one look at the last character spares most lines the longer test
_LONGEST_NAME = 24
_ABBREVIATIONS = ("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Rev.", "Hon.", "Cllr.", "St.", "No.", "Nos.", "e.g.", "i.e.", "viz.", "approx.")
_GOES_ON = re.compile(rf"(?:\w,? [A-Z]\.|\b[A-Z]\. ?[A-Z]\.|^\s*[A-Z]\.|\b(?:{'|'.join(map(re.escape, _ABBREVIATIONS))}))$")


def read_number(body: str) -> re.Match[str] | None:
    """The item number a body begins with. The look at its first characters spares most lines the pattern."""
    if body[0].isalpha():
        if body[1:2] not in _SECOND_OF_NUMBER or not ("." in body[:7] or ")" in body[:7] or "/" in body[:12]):
            return None
    elif not (body[0].isdigit() or body[0] == "("):
        return None
    return _NUMBER.match(body)


def follows(above: re.Match[str] | None, number: re.Match[str] | None) -> bool:
    """Whether the second item number is the one that comes after the first: 4. and 5., 2.3 and 2.4, (a) and (b), i) and ii)."""
    if above is None or number is None:
        return False
    last, this = _LAST_NUMBER.search(above[0]), _LAST_NUMBER.search(number[0])
    if last and this:
        return last[1] == this[1] and int(last[2]) + 1 == int(this[2])
    one, next_one = (found[0].strip(" ().") for found in (above, number))
    if one.lower() in _ROMANS and next_one.lower() in _ROMANS and _ROMANS.index(one.lower()) + 1 == _ROMANS.index(next_one.lower()):
        return True
    return len(one) == len(next_one) == 1 and ord(one) + 1 == ord(next_one)


def is_bullet(body: str) -> bool:
    """Whether the body begins with a bullet."""
    return not (body[0].isalnum() and body[0] != "o") and BULLET.match(body) is not None


def is_marked(body: str) -> bool:
    """Whether the body begins with a bullet or an item's number."""
    return is_bullet(body) or read_number(body) is not None


@lru_cache(maxsize=CACHED)
def is_bare_marker(line: str) -> bool:
    """A number or bullet whose text stands on the next line."""
    body = line.strip()
    if len(body) > MARKER_LENGTH:
        return False
    found = read_number(body)
    return (found is not None and found.end() == len(body)) or body in BULLETS


def is_row(line: str) -> bool:
    """Whether columns stand in the line, apart by three spaces or more; an item number in front is no column, nor a sentence's end."""
    if "\t" in line:
        return True
    if "   " not in line:
        return False
    body = line.lstrip()
    marker = read_number(body) or BULLET.match(body)
    return bool(_COLUMN.search(body, marker.end() if marker else 0))


def holds_figures(row: str) -> bool:
    """Whether all cells but the first are figures: such a row stands by itself."""
    return not any(letter.isalpha() for letter in row[row.find("\t") :])


def indent(line: str) -> int:
    """The number of spaces in front."""
    return len(line) - len(line.lstrip())


def last_word(line: str) -> str:
    """What stands behind the last space."""
    return line[line.rfind(" ") + 1 :]


def is_finished(line: str) -> bool:
    """Whether a sentence, or a line that announces something, ends here."""
    return line[-1] in _LAST_MARKS and line.endswith(_SENTENCE_ENDS) and (line[-1] != "." or not ends_in_name(line))


def ends_in_name(line: str) -> bool:
    """Whether the line ends between an initial or a title and the name it belongs to."""
    if line[-1] != "." or not (line[-2:-1].isupper() or line.endswith(_ABBREVIATIONS)):
        return False
    return _GOES_ON.search(line[-_LONGEST_NAME:]) is not None
