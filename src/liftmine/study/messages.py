"""Plain English for what is wrong in a file: what was found, what is allowed, and what was probably meant."""

from collections.abc import Collection, Mapping
from typing import Any

_MOST_OPTIONS = 12  # a longer list of what is allowed hides the suggestion
_LONGEST = 60  # characters of a value that are shown


def did_you_mean(word: str, options: Collection[str]) -> str:
    """`; did you mean …?` with the option nearest to `word` (at least 60 of 100 by edit distance), or nothing."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  only a wrong file pays for the import

    nearest = process.extractOne(word, sorted(options), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    return f"; did you mean {nearest[0]}?" if nearest else ""


def not_one_of(word: str, options: Collection[str], whole: str = "the values allowed here") -> str:
    """`'publc' is not one of public, private; did you mean public?` A long list is called by its name, `whole`."""
    listed = ", ".join(options) if 0 < len(options) <= _MOST_OPTIONS else whole
    return f"{found(word)} is not one of {listed}{did_you_mean(word, options)}"


def unknown_key(key: str, options: Collection[str], what: str = "key") -> str:
    """`unknown key 'organisation_s'; did you mean organisations?`, or the keys there are where none is near."""
    return f"unknown {what} {found(key)}" + (did_you_mean(key, options) or f"; there may be {', '.join(options)}")


def found(value: object) -> str:
    """A value as people would name it."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "keys and values"
        case list():
            return "a list"
        case _:
            text = " ".join(str(value).split())  # on one line, whatever it is
            return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]}…'"


def explain_value(error: Mapping[str, Any]) -> str:
    """One error of pydantic (not an unknown key) as a sentence."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind in ("literal_error", "enum"):
        options = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return not_one_of(value, options) if isinstance(value, str) else f"expected one of {', '.join(options)}, found {found(value)}"
    if kind in _WANTED:
        return f"expected {_WANTED[kind]}, found {found(value)}"
    if kind in _BOUNDS:
        return f"must be {_BOUNDS[kind]} {next(iter(context.values())):g}, found {found(value)}"
    if kind == "string_pattern_mismatch":
        return f"{found(value)} {_PATTERNS.get(context['pattern'], 'must be in small letters, its words joined by _')}"
    return _SENTENCES.get(kind, str(error["msg"]).removeprefix("Value error, "))


_PATTERNS = {r"^[A-Za-z0-9_-]+$": "may hold only letters, digits, - and _"}
_SENTENCES = {
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
}
_WANTED = {
    "string_type": "text",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "path_type": "a folder",
    "model_type": "keys and values (key: value)",
    "dict_type": "keys and values (key: value)",
    "tuple_type": "a list",
    "list_type": "a list",
    "frozen_set_type": "a list",
}
_BOUNDS = {"greater_than": "greater than", "greater_than_equal": "at least", "less_than": "less than", "less_than_equal": "at most"}


def explain_syntax(problem: str, line: str, opened: int | None) -> str:
    """What the YAML parser met (`problem`) on a line of text; `opened` is the line (from 1) on which the construct began."""
    if "{partnership}" in line and '"' not in line and "'" not in line:
        return 'a pattern needs quotes: "{partnership}/…"'
    for sign, sentence in _SYNTAX.items():
        if sign in problem:
            return sentence.format(line=opened, sign=problem.split("'")[1] if "'" in problem else "")
    return f"this is not YAML: {problem}"


_SYNTAX = {
    "'\\t' that cannot start": "a tab stands here; indent with spaces",
    "cannot start any token": "a value cannot begin with {sign}; put it in quotes",
    "undefined alias": "a value that begins with * needs quotes",
    "mapping values are not allowed": "one ': ' too many: put the text in quotes, or mend the indentation or the line above",
    "sequence entries are not allowed": "a list entry (- …) cannot begin here; give it a line of its own",
    "unexpected end of stream": "the quotation mark opened on line {line} is never closed",
    "expected ',' or": "the bracket opened on line {line} is never closed, or a comma is missing",
    "found another document": "'---' begins a second document; a file holds one",
    "expected <block end>": "this line does not fit the block that began on line {line}: check indentation and quotation marks",
    "could not find expected ':'": "this line has no ': ' after its key",
    "unknown escape": "a backslash in double quotes has a special meaning; use single quotes or /",
    "special characters are not allowed": "a control character stands here; delete it",
}
