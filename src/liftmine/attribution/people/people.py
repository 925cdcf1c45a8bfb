"""Running text of an attendance list to entries: whose name stands where, and what is said of them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.people.names import INITIALS, NEVER_NAMES, Name, read_name
from liftmine.attribution.people.organisations import CUES

PLURAL = re.compile(
    r"(?:(?:board|committee|council)\s+)?(?:director[’']?s|member[’']?s|councillors|cllrs|commissioners|trustees|governors|senators|drs|messrs)\b[.,:;]?\s+",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"(?:(?:committee|board|vice|first|second|1st|2nd|co|acting|deputy|general|executive|past|former|office|city|county|interim|lord|lady|madam|mister|his|her|worship)[\s-]+){0,4}"
    r"(?:chair(?:man|woman|person)?|vice[ -]chair(?:man)?|co-chair|director|member|commissioner|trustee|mayor|governor|manager|president|"
    r"secretary|treasurer|clerk|speaker|administrator|superintendent|supervisor|senator|representative|councilman|councilwoman)\b\s+"
    r"|(?:county|city|borough|district|parish|town|unitary|ward)\s+(?:cllr|councillor)\b\.?\s+",
    re.IGNORECASE,
)
_SKIP = re.compile(r"(?:[\s,;:&.•●▪*|/–—\uf0b7-]|and\b|also\b|present\b|with\b)+", re.IGNORECASE)
_CHUNK = re.compile(r"[^,;(&]*?(?=\s+and\s|[,;(&•]|$)|[^,;(&]+", re.IGNORECASE)
_AFTER_BARE = re.compile(r"\s*(?:$|[,;.(&)]|and\b|[–—-]\s)", re.IGNORECASE)
_CLOSE = re.compile(r"[^()]{0,120}\)")
_BRACKET = re.compile(r"\(([^()]{1,120})\)?")
_NOTE = re.compile(
    r"\b(?:late|left|arriv\w*|part(?:ial)?|phone|telephone|remote\w*|teams|zoom|video\w*|virtual\w*|items?|from \d|until|am only|"
    r"pm only|minutes?|item|"
    r"departed|joined|observing|excused|absent|non-voting|attended|participat\w*|via|only|for agenda|agenda)\b",
    re.IGNORECASE,
)
_ITEM_BEHIND = re.compile(r"[\s.]+\d{1,2}\.?\s*$")  # the number of the next item, left behind by an extractor
_REMARK = re.compile(r"(?:left|arriv|joined|late|part|by|via|items?|from|until|participat|attend)", re.IGNORECASE)
_DEPARTMENT = re.compile(
    r"\b(?:strategy|communications?|finance|planning|services?|operations|development|estates|legal|unit|department|division|office|team|programmes?|projects?|"
    r"policy|commissioning|resources|support|performance|quality|governance|informatics|engagement)\b",
    re.IGNORECASE,
)
_REPRESENTS = re.compile(
    r"(?:(?:(?<=\()|^\s*)for|\b(?:on behalf of|deputi[sz]ing for|representing|substitut\w+ for|in place of|in the absence of))\s+(?=[A-Z])",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:\w*chair\w*|director|manager|officer|members?|secretary|treasurer|clerk|consultant|lead|leader|head|executive|assistant|president|"
    r"observers?|gp|nurse|doctor|accountant|counsel|auditors?|advis[eo]r|administrator|co-?ordinator|engineer|trustee|governor|commissioner|representative|"
    r"coordinator|analyst|planner|specialist|supervisor|superintendent|architect|surveyor|solicitor|partner|mayor|councillor|minister|"
    r"taker|librarian|principal|professor|dean|ceo|cfo|coo|cio|md|gm|fd|minutes|liaison|deputy|vice|editor|reporter|resident|citizen|owner|volunteer|controller|inspector|ward|district|mps?)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;\t|]\s*|\s+[–—-]\s+|\s{2,}|\s+[–—](?=\w)|(?<=\w)[–—]\s+")
_OF = re.compile(r"\b(?:of|at|from|for|representing)\s+(?:the\s+)?(?=[A-Z])")
_ABBREVIATION = re.compile(r"[A-Z][A-Z&]{1,6}(?:\s+\d{1,4})?")


_TAIL = re.compile(r"[^,;(&•\n]*?(?=\s+and\s|[,;(&•\n]|$)")
_HOUSE_WORD = re.compile(rf"{CUES.pattern}|services|holdings|construction|engineering|management", re.IGNORECASE)
_FROM = re.compile(r"\s+(?:of|from|at)\s")
_SHORT_CAPITALS = re.compile(r"[A-Z]{2,3}")


class Entry(NamedTuple):
    """A person in a list: the name, an office before it, and all that is written behind it."""

    name: Name
    office: str = ""
    details: str = ""


class Details(NamedTuple):
    """What is said of a person behind the name."""

    initials: str | None = None
    role: str | None = None
    organisation: str | None = None
    represents: str | None = None


_NOTHING = Details()
_SEPARATORS = " ,;:&.\t\n"


@lru_cache(maxsize=1 << 9)
def scan_people(text: str) -> tuple[Entry, ...]:
    """The people of a list that runs on: separators may be commas, semicolons, colons, ampersands, brackets or nothing at all.

    Papers of one evening share their lists, so this remembers.
    """
    starts: list[tuple[int, Name, str]] = []  # where the details of the person before end, the name, the office
    bare_list = _is_bare_list(text)
    position, plural, separator = 0, "", ";"
    while position < len(text):
        boundary = position
        skipped = _SKIP.match(text, position)
        if skipped:
            separator = skipped.group() if separator != ")" or skipped.group().strip() else separator
            plural = "" if ";" in skipped.group() else plural
            position = skipped.end()
        if position >= len(text):
            break
        if text[position] == "(":
            close = _CLOSE.match(text, position + 1)
            position, separator = (close.end() if close else position + 1), ")"
            continue
        many = PLURAL.match(text, position)
        if many:
            plural, position = " ".join(many.group().split()).strip(" :."), many.end()
        entry = _entry_at(text, position, plural, bare=bare_list) if not starts or _may_start(separator) else None
        if entry and ";" in text and starts and _is_role_piece(text[starts[-1][1].end : position], text[entry[0].end :]):
            entry = None
        if entry and starts and separator.strip() == "," and _is_house(text, entry[0]) and not _is_house(text, starts[0][1]):
            entry = None
        if entry:
            starts.append((boundary, *entry))
            position = entry[0].end
        else:
            chunk = _CHUNK.match(text, position)
            position = max(chunk.end() if chunk else 0, position + 1)
        separator = ""
    ends = [start for start, _, _ in starts[1:]] + [len(text)] * bool(starts)
    return tuple(Entry(name, office, text[name.end : end]) for (_, name, office), end in zip(starts, ends, strict=True))


def _may_start(separator: str) -> bool:
    """A new person begins behind a comma, a bracket, "and" …, not behind a dash: there the organisation follows."""
    return bool(separator.strip(" –—-/\n"))


def _is_role_piece(before: str, behind: str) -> bool:
    """In "Ann Ash, Head of Care, Acute Medicine; Bob Birch": what ends at a semicolon behind a role is no person."""
    return ";" not in before and bool(ROLE.search(before)) and behind.lstrip()[:1] in (";", "") and "," in before.strip(" ,")


def _is_house(text: str, name: Name) -> bool:
    """In "Ann Ash, Manager, Red Line Partners" and "Bob Birch, Osier FM" the words behind the comma are an organisation, no person."""
    tail = _TAIL.match(text, name.end)
    if tail and _FROM.match(tail.group()):  # "Ann Ray of Red Line Partners"
        return False
    words = f"{name.surname} {tail.group() if tail else ''}".split()
    return bool(len(words) > 1 and _HOUSE_WORD.fullmatch(words[-1])) or bool(len(words) == 1 and _SHORT_CAPITALS.fullmatch(words[0]))


def _entry_at(text: str, position: int, plural: str, *, bare: bool) -> tuple[Name, str] | None:
    """A name at `position`, perhaps behind an office ("Chair Kemp"), perhaps a surname alone where the list is of surnames."""
    name = read_name(text, position)
    if name:
        return name, plural.rstrip("s") if plural else ""
    office = OFFICE.match(text, position)
    if office or plural or bare:
        name = read_name(text, office.end() if office else position, bare=True)
        if name and (name.given or name.title or _AFTER_BARE.match(text, name.end)):
            return name, " ".join(office.group().split()) if office else _singular(plural)
    return None


def _singular(plural: str) -> str:
    return plural[:-1].rstrip("’'") if plural.endswith("s") else plural


def _is_bare_list(text: str) -> bool:
    """Most pieces are single capitalised words, none of them a word of roles: a list of surnames."""
    pieces = [piece.strip() for piece in re.split(r"[,;&]|\band\b", re.sub(r"\([^()]*\)", "", text))]
    pieces = [piece for piece in pieces if piece]
    single = [
        p
        for p in pieces
        if " " not in p and p[0].isupper() and len(p) > 2 and p.rstrip(".").casefold() not in NEVER_NAMES and not p.isupper()
    ]
    return len(single) >= 2 and len(single) > 0.6 * len(pieces)


def read_details(name: Name, details: str) -> Details:
    """Initials, role, organisation and whom a person stands in for, from the text behind the name."""
    return _read_details(name, details) if details.strip(_SEPARATORS) else _NOTHING


@lru_cache(maxsize=1 << 13)
def _read_details(name: Name, details: str) -> Details:
    """The same of a text that says something. People are listed with the same words in paper after paper, so this remembers."""
    represents, details = _read_represented(details)
    initials, tag_roles, tag_organisation = _read_tags(name, _BRACKET.findall(details))
    rest = _ITEM_BEHIND.sub("", _BRACKET.sub(" , ", details)).strip(" ,;:.&–—-\t\n")
    first, _, behind = rest.partition(" ")
    if initials is None and INITIALS.fullmatch(first.strip(",")) and fits_initials(first.strip(","), name):
        initials, rest = first.strip(","), behind
    written_role, written_organisation = _split_role(rest)
    if written_organisation and details.lstrip().startswith((",", "(")) and _is_stray(written_organisation):
        written_organisation = None
    role = ", ".join((written_role, *tag_roles) if written_role else tag_roles) or None
    return Details(initials, role, written_organisation or tag_organisation or _organisation_in_role(role), represents)


def _read_represented(details: str) -> tuple[str | None, str]:
    """The person stood in for ("(For R Moore)"), and the details without these words."""
    stands = _REPRESENTS.search(details)
    other = read_name(details, stands.end(), bare=True) if stands else None
    if stands is None or other is None or CUES.search(details[stands.end() : stands.end() + 40]):
        return None, details
    return other.text, f"{details[: stands.start()]} {details[other.end :]}"


def _read_tags(name: Name, tags: Sequence[str]) -> tuple[str | None, list[str], str | None]:
    """Initials, roles and organisation in brackets; remarks (late, by telephone, items 1-4 only) are left out."""
    initials = organisation = None
    roles: list[str] = []
    for piece in (piece for tag in tags for piece in _SPLIT.split(" ".join(tag.split()))):
        if initials is None and fits_initials(piece, name):
            initials = "".join(piece.split())
        elif not piece or _REMARK.match(piece) or (_NOTE.search(piece) and not ROLE.search(piece)):
            continue
        elif ROLE.search(piece) or (_DEPARTMENT.search(piece) and not CUES.search(piece)):
            roles.append(piece)
        elif organisation is None and piece.removeprefix("the ")[:1].isupper():
            organisation = piece
    return initials, roles, organisation


@lru_cache(maxsize=1 << 13)
def _split_role(rest: str) -> tuple[str | None, str | None]:
    """Role and organisation of what stands behind a name: what holds no word of roles, or a word of organisations, is the organisation."""
    rest = re.sub(r"\s+and\s*$|^(?:and|is|the)\s+", "", " ".join(rest.split()) if "\t" not in rest and "  " not in rest else rest).strip(
        " ,;:.&"
    )
    pieces = [piece.strip() for piece in _SPLIT.split(rest) if piece and piece.strip(" .*")]
    pieces = [piece for piece in pieces if not (_NOTE.search(piece) and not ROLE.search(piece) and not CUES.search(piece))]
    if not pieces:
        return None, None
    roles = [piece for piece in pieces if ROLE.search(piece) and not _is_only_organisation(piece)]
    others = [piece for piece in pieces if piece not in roles]
    if not roles:
        units = [piece for piece in others if _DEPARTMENT.search(piece) and not CUES.search(piece)]
        named = [piece for piece in others if piece[0].isupper() and not piece.startswith("of ") and piece not in units]
        return ", ".join(units) or None, named[-1] if named and len(named[-1]) > 2 else None
    organisations = [piece for piece in others if CUES.search(piece) or _ABBREVIATION.fullmatch(piece)]
    kept = [piece for piece in pieces if piece not in organisations and not piece.startswith("of ")]
    return ", ".join(kept), organisations[-1] if organisations else None


def _is_stray(piece: str) -> bool:
    """One plain word behind a comma in a list of names is a name torn apart, not an organisation."""
    return " " not in piece and not CUES.search(piece) and not _ABBREVIATION.fullmatch(piece)


def _is_only_organisation(piece: str) -> bool:
    """As in "Northbridge District Council", "Governing Partners Ltd": a word of roles inside the name of an organisation."""
    last = piece.rsplit(maxsplit=1)[-1]
    return bool(CUES.fullmatch(last)) and not re.match(
        r"(?:head|director|manager|lead|chair\w*|member|chief|leader|deputy|vice|clerk)\b", piece, re.IGNORECASE
    )


def _organisation_in_role(role: str | None) -> str | None:
    """As in "Director of Commissioning at Northbridge Trust", "SCC Observer": the organisation inside a role."""
    if not role:
        return None
    for match in _OF.finditer(role):
        tail = role[match.end() :].split(",")[0]
        if match.group().startswith(("at", "from", "representing")) and CUES.search(tail):
            return tail
    return None


def fits_initials(text: str, name: Name) -> bool:
    """Whether `text` is made of the initials of `name` (AH, AHop, RCp, N M-E), with one letter of freedom at the end."""
    compact = "".join(text.replace(".", " ").replace("-", " ").split())
    if not (INITIALS.fullmatch(text.strip()) or (compact.isupper() and 2 <= len(compact) <= 4)) or not name.given:
        return False
    if compact[0].casefold() != name.given[0].casefold():
        return False
    words = [word for part in (*name.middle, *name.surname.replace("-", " ").split()) for word in [part] if word]
    return any(capital.casefold() == word[0].casefold() for capital in compact[1:] if capital.isupper() for word in words)
