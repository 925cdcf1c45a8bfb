"""Which source of a study a file belongs to. The first source that matches wins."""

import re
from functools import lru_cache
from pathlib import PurePosixPath
from unicodedata import normalize

from liftmine.study.model import Source, Study

PARTNERSHIP = "{partnership}"

_PIECES = {
    "**/": "(?:[^/]+/)*",  # any folders, or none
    "**": ".*",
    "*": "[^/]*",
    "?": "[^/]",
}
_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\{partnership\}")


def match_source(study: Study, relative_path: str) -> tuple[Source, str] | None:
    """The first source whose pattern matches a path below raw (with `/`), and the id of the partnership it belongs to.

    `*` is any part of a name, `?` one character, `**` any folders or none, `{partnership}` the id of a partnership of the
    study; capitals count. None where no source matches, or the folder is that of no partnership.
    """
    path = normalize("NFC", relative_path)
    for source in study.sources:
        found = _compile(source.files).fullmatch(path)
        if found is None:
            continue
        named = found.groupdict().get("partnership")
        if named is None and source.partnership is not None:
            return source, source.partnership
        if source.partnership in (None, named) and any(named == each.id for each in study.partnerships):
            return source, str(named)
    return None


def path_fault(text: str) -> str | None:
    """What is wrong with a path or pattern that should lead to files below raw, or None."""
    if "\\" in text:
        return f"'{text}' holds a backslash; write folders with /"
    if text.startswith(("/", "~")) or text[1:2] == ":":
        return f"'{text}' is an absolute path; write it as seen from the raw folder"
    if ".." in PurePosixPath(text).parts:
        return f"'{text}' leads out of the raw folder"
    return None


@lru_cache(maxsize=1024)
def _compile(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression; a second `{partnership}` must repeat the first."""
    text = normalize("NFC", pattern).removeprefix("./")
    expression, end = "", 0
    for token in _TOKENS.finditer(text):
        expression += re.escape(text[end : token.start()])
        first = "(?P<partnership>" not in expression
        expression += _PIECES.get(token[0]) or ("(?P<partnership>[A-Za-z0-9_-]+)" if first else "(?P=partnership)")
        end = token.end()
    return re.compile(expression + re.escape(text[end:]), re.DOTALL)
