"""Recognising names of people: one walk over the words, never a pattern with nested repeats."""

import re
from functools import lru_cache
from typing import NamedTuple

from liftmine.attribution.minutes.words import word_set

TITLES: dict[str, str | None] = {
    **dict.fromkeys(("mr", "sir", "lord", "mister"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "madam", "dame", "baroness"), "f"),
    **dict.fromkeys(
        (
            *("dr", "doctor", "prof", "professor", "cllr", "councillor", "councilor", "rev", "revd", "reverend", "hon", "honourable"),
            *("honorable", "judge", "justice", "sgt", "capt", "captain", "major", "col", "colonel", "canon", "alderman", "ald"),
        )
    ),
}
"""Titles before a name and the gender they tell; None where they tell none."""

_NEVER_INSIDE = frozenset(("mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "prof", "professor"))
PARTICLES = word_set("van von de der den di da del della la le du al el bin ibn st ter ten dos das san mac ap abu")
_ALSO_GIVEN = word_set("al di da mac san du el ben")
SUFFIXES = word_set("jr sr ii iii iv obe mbe cbe kbe dbe kc qc phd md mp jp esq cpa pe rn frcp frcgp")

NEVER_NAMES = word_set("""
    a about above absent access account accountable accountant accounting accounts acting action actions activity address
    adjournment administration administrative administrator adviser advisor advisory affairs agency agenda agents all also
    ambulance an analyst and annual any apologies apology application approval approved architect architects area arrived as
    assistant associate associated association attendance attended attendee attendees attending audit auditor auditors
    authorised authority award awards background board body borough branch budget building business by called capital care
    cc central centre ceo cfo chair chairman chairperson chairwoman charity chief city clerk clinical co-chair co-ordinator
    college commission commissioner commissioners commissioning committee committees communications community companies
    company compliance conference confidential confirmed construction consultant consultants contract contractor contracts
    coordinator corporate corporation council counsel county customer date dear december declaration declarations delivery
    department deputy design designate designer developer development digital directed director directorate directors
    discussion district division draft each education elected election emeritus employee engagement engineer engineering
    engineers environment equality estate estates event ex-officio executive executives external facilitator facilities
    facility family february federal finance finances financial first follow for former forum foundation friday friends from
    full fund funding general governance governing government governor governors group guest guests head health held her his
    honorary hospital hospitality hospitals house housing hr human ict in independent industry information infrastructure
    inspector institute insurance integrated interests interim internal introduction introductions investment invited is it
    item items january joint last late lay lead leader learning left legal liaison libraries library lift limited list llp
    local location ltd maintenance management manager managers managing mayor media medical meeting meetings member members
    membership mental microsoft minister ministry minute minutes monday motion national neighbourhood new next nhs no non
    non-executive none not note notes november nurse nursing observer observers october of office officer officers official
    officio on only operating operational operations or organisation organisational organization other others our owner
    paper papers part partner partners partnership partnerships patient patients pct people performance personal personnel
    pharmacist pharmacy phone place plan planner planning plc pledge police policy practice practitioner premises present
    presentation presentations president press primary principal private procurement professional program programme
    programmes project projects property provider public quality quorum received recognition recording records region
    regional registrar regret regrets regulatory relations remote rep report reports represent representative
    representatives representing research reserve resident residents resource resources responsible retiree retirees review
    risk roll room safety saturday school schools second secondary secretariat secretary secretary-general section sector
    security senior september service services session share shared shareholder site social society solicitor solicitors
    speaker special specialist staff standing start state statement status statutory strategic strategy student study
    subject sunday superintendent supervisor supplier support sustainability system systems taker team teams technical
    technology telephone temporary that the their there these they third this those thursday time title to transport
    transportation treasurer treasury trust trustee trustees tuesday union unit united university update urgent user users
    various venue via vice vice-chair vice-chairman vice-president videoconference voluntary volunteer volunteers voting was
    website wednesday welcome welcomed were who winner winners with work workforce working workstream would yes zoom
    """)
NOT_FIRST = word_set(
    "north south east west northern southern eastern western greater upper lower great old royal march july august street road he she we",
    "you i if when where while after before during following under over at but so both some several two three four five six seven eight",
    "nine ten",
)

# Two spaces end a name: the next column begins.
_WORD = re.compile(r"(?:[ \t\u00a0]|[ \t]*\n[ \t]*)?([^\s,;:()\[\]&/|–—…]+)")
_QUOTES = "“”\"'‘"
_PIECE = re.compile(r"\s*[A-ZÀ-ÖØ-Þ“\"'‘][^,;:()\[\]&/|–—…]{0,120}")
_CAPITALISED = re.compile(r"[“\"'‘]?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’´`-]*[”\"]?")
_LEADING_CAPITALS = re.compile(r"[A-Z]{2,4}[a-z]{0,3}")
_TAGGED = re.compile(r"(.+[a-z])-[A-Z]{2,5}")
_INITIAL = re.compile(r"(?:[A-Z]\.?){1,3}")
INITIALS = re.compile(
    r"(?![A-Z]{2,4}s\b)(?:[A-Z]{2,4}[a-z]{0,3}|[A-Z][a-z]{0,3}[A-Z]{1,3}[a-z]{0,2}|[A-Z] [A-Z](?:-[A-Z])?|[A-Z]{1,3}-[A-Z]{1,2})"
)
"""Initials as lists define them: AM, AHop, RCp, MWh, N M-E; not GPs, PCTs, which are several."""

MOST_WORDS = 6


class Name(NamedTuple):
    """A person's name as written. `given` is a name, an initial, or empty; `end` is the position behind the name."""

    text: str
    given: str
    surname: str
    title: str | None
    gender: str | None
    middle: tuple[str, ...] = ()
    end: int = 0

    @property
    def is_full(self) -> bool:
        """Has a given name, not only initials."""
        return len(self.given) > 1 and "." not in self.given


@lru_cache(maxsize=1 << 15)
def parse_name(text: str) -> Name | None:
    """The name that `text` is, one word allowed; the same few people are asked for in every paper."""
    return read_name(text, bare=True)


def read_name(text: str, position: int = 0, *, bare: bool = False) -> Name | None:
    """The name that starts at `position`, or None.

    A title and one word, or two words and more, make a name; with `bare` a single word does too.
    """
    piece = _PIECE.match(text, position)
    found = _read_piece(piece.group(), bare) if piece else None
    if found is None or position == 0:
        return found
    return Name(found.text, found.given, found.surname, found.title, found.gender, found.middle, position + found.end)


@lru_cache(maxsize=1 << 15)
def _read_piece(text: str, bare: bool) -> Name | None:
    """The name at the start of a piece without separators. The same people stand in paper after paper, so this remembers."""
    titles, end, gender = _read_title(text, len(text) - len(text.lstrip()))
    words: list[str] = []
    start = end
    while len(words) < MOST_WORDS and (match := _WORD.match(text, start)):
        word = match.group(1)
        tagged = _TAGGED.fullmatch(word) if "-" in word else None
        stripped = tagged.group(1) if tagged else word.rstrip(".-")
        kind = "initial" if titles and stripped == "I" else (_later_kind if words or titles else _first_kind)(stripped)
        if kind == "no" or (kind == "capitals" and words and len(words) >= 2 - bool(titles)):
            break
        start = match.end()
        if kind == "suffix":
            end = start if words else end
            break
        words.append(word if kind == "initial" else stripped)
        if kind != "particle":
            end = start - (len(word) - len(stripped) if kind == "name" else 0)
        if (kind == "name" and word != stripped) or word.endswith("-"):
            break
    return _make_name(text[:end], end, titles, _trimmed(words), gender=gender, bare=bare)


def _read_title(text: str, position: int) -> tuple[list[str], int, str | None]:
    titles: list[str] = []
    gender: str | None = None
    end = position
    while len(titles) < 3 and (match := _WORD.match(text, end)):
        word = match.group(1).rstrip(".")
        key = word.casefold()
        if key not in TITLES or not word[0].isupper():
            break
        titles.append(word)
        gender = gender or TITLES[key]
        end = match.end()
    return titles, end, gender


@lru_cache(maxsize=1 << 15)
def _first_kind(word: str) -> str:
    return _word_kind(word, is_first=True)


@lru_cache(maxsize=1 << 15)
def _later_kind(word: str) -> str:
    return _word_kind(word, is_first=False)


def _word_kind(word: str, *, is_first: bool) -> str:
    """What a word can be in a name: name, capitals, initial, particle, suffix or no."""
    key = word.casefold()
    if not is_first and (key in SUFFIXES or key in PARTICLES or key in _NEVER_INSIDE) and not (key in PARTICLES and word.isupper()):
        return "no" if key in _NEVER_INSIDE else "particle" if key in PARTICLES else "suffix" if word[0].isupper() else "no"
    if key in NEVER_NAMES or (is_first and key in NOT_FIRST):
        return "initial" if len(word) == 1 and word != "I" else "no"
    if _INITIAL.fullmatch(word) and (len(word) == 1 or "." in word):
        return "initial"
    if not _CAPITALISED.fullmatch(word):
        return "no"
    is_capitals = (word.isupper() and "'" not in word and "’" not in word) or _LEADING_CAPITALS.fullmatch(word)
    return "capitals" if is_capitals and len(word) > 1 else "name"


def _trimmed(words: list[str]) -> list[str]:
    while words and words[-1].islower():
        words.pop()
    return words


def _make_name(written: str, end: int, titles: list[str], words: list[str], *, gender: str | None, bare: bool) -> Name | None:
    plain = words
    if any(w[0] in _QUOTES or w[-1] in _QUOTES for w in words):  # a nickname: William “Bill” Ash
        plain = [w.strip(_QUOTES) for w in words if w[0] not in _QUOTES] or [w.strip(_QUOTES) for w in words]
    if not plain or (len(plain) == 1 and not (titles or bare)):
        return None
    if _INITIAL.fullmatch(plain[-1]) or (len(plain) == 1 and len(plain[0]) < 2):
        return None
    # Behind a title a particle begins the surname (Mr van Holt), unless it may be a given name (Ms Di Lunn).
    first = 0 if titles and plain[0].casefold() not in _ALSO_GIVEN else 1
    cut = next((i for i in range(first, len(plain) - 1) if plain[i].casefold() in PARTICLES), len(plain) - 1)
    given = plain[0] if cut else ""
    title = titles[-1] if titles else None
    return Name(" ".join(written.split()), given, " ".join(plain[cut:]), title, gender, tuple(plain[1:cut]), end)
