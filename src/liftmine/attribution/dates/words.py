"""The words and figures of dates: months, ordinals, years; with the slips of typists and of text recognition."""

import re
from difflib import get_close_matches
from functools import lru_cache

# Not `calendar.month_name`, which speaks the language of the locale.
_MONTH_NAMES = re.findall(r"\w+", "january february march april may june july august september october november december")
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, start=1) for form in (name, name[:3])} | {"sept": 9}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIGURES = str.maketrans("lIiOoS", "111005")
"""What text recognition makes of figures."""

_ORDINAL_WORDS = re.findall(
    r"\w+",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth",
)
ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS, start=1)} | {"thirtieth": 30}
_CARDINALS = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBERS = {word: number for number, word in enumerate(_CARDINALS, start=1)} | {w: 10 * number for number, w in enumerate(_TENS, start=2)}

_SPELT = r"[a-z]+(?:[\s-][a-z]+)?"
YEAR = re.compile(
    r"(?=[\d'’‘`ztn])(?<![\d/])(?<!\d\.)"
    r"(?:(?P<full>(?:19|[2Z]\s?[0Oo])\s?[\dlIOo][ ]?[\dlIOo])(?![\w/]|-\d\d(?!\d)|\.\d)"  # 2011, 2O11, 20 11, 2 0 1 1
    r"|['’‘`](?P<short>\d{2})(?!\d)"
    r"|(?P<bare>\d{2})(?=\s*$|\s*[,;)\]|]|\s+(?:at|in|from|via|by|held|and)\b|\s*\n)"
    rf"|two thousand(?:[\s-]+(?:and[\s-]+)?(?P<since>{_SPELT}))?|twenty[\s-](?P<teen>{_SPELT})|nineteen[\s-](?P<old>{_SPELT}))",
    re.IGNORECASE | re.MULTILINE,
)
_LAST_SHORT = 70  # '69 is 2069, '70 is 1970


def month_number(word: str) -> int | None:
    """1–12 for a month's name, its abbreviation, or a slip of either ("Febuary", "0ctober")."""
    return _month_number(word.lower().rstrip("."))


@lru_cache(maxsize=4096)
def _month_number(word: str) -> int | None:
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < 3 or len(word) > 11 or word.isdigit():
        return None
    mended = word.replace("0", "o").replace("1", "l").replace("rn", "m")
    starts = [number for number, name in enumerate(_MONTH_NAMES, 1) if len(mended) > 3 and name.startswith(mended)]
    if len(starts) == 1:
        return starts[0]
    near = get_close_matches(mended, _MONTH_NAMES, 1, 0.83) if len(mended) > 3 else []
    return _MONTHS[near[0]] if near else {"mav": 5, "0ct": 10}.get(word)


def year_of(digits: str) -> int:
    """Two figures are of 1970–2069."""
    year = int(digits)
    return year if year > 99 else year + (2000 if year < _LAST_SHORT else 1900)


def read_year(match: re.Match[str]) -> int | None:
    """The year that `YEAR` has found; None where its words are no number."""
    if match["full"]:
        digits = "".join(match["full"].replace("Z", "2").translate(FIGURES).split())
        return int(digits) if digits.isdigit() else None
    if match["short"] or match["bare"]:
        return year_of(match["short"] or match["bare"])
    for group, century in (("since", 2000), ("teen", 2000), ("old", 1900)):
        if match[group]:
            words = re.split(r"[\s-]+", match[group].lower())
            known = [_NUMBERS[word] for word in words if word in _NUMBERS]
            return century + sum(known[: 2 if known and known[0] >= 20 else 1]) if words[0] in _NUMBERS else None
    return 2000
