"""The raw folder: is it there, does every partnership have papers, and does every paper belong to a source?"""

import os
from collections import Counter
from pathlib import Path

from liftmine.jobs.doctor.finding import Finding, failed, ok, quoted, warning
from liftmine.study.load import Configuration
from liftmine.study.messages import did_you_mean
from liftmine.study.sources import match_source
from liftmine.workspace.scan import find_files

_NAMED = 5


def check_papers(configuration: Configuration) -> list[Finding]:
    """The raw folder, its partnerships, and files that no source matches. File names are not told: those of interviews tell who spoke."""
    raw = configuration.raw
    if not raw.is_dir():
        what = "is no folder" if raw.exists() else "does not exist"
        remedy = f"Create it (mkdir -p {quoted(raw)}) and put the papers there, or correct paths.raw in the study file"
        return [failed("raw folder", f"{raw} {what}", remedy)]
    try:
        paths = [file for file in find_files(raw) if file != raw / (configuration.study.metadata or "")]
    except PermissionError as error:
        return [failed("raw folder", f"{error.filename} cannot be opened", f"Let this user read it: chmod -R u+rX {quoted(raw)}")]
    if locked := [file for file in paths if not os.access(file, os.R_OK)]:
        return [failed("raw folder", f"{len(locked)} files cannot be read", f"Let this user read them: chmod -R u+rX {quoted(raw)}")]
    matches = {file: match_source(configuration.study, file.relative_to(raw).as_posix()) for file in paths}
    counts = Counter(match[1] for match in matches.values() if match)
    foreign = [file for file, match in matches.items() if match is None]
    return [
        ok("raw folder", f"{len(paths):,} files below {raw}"),
        _check_partnerships(configuration, counts),
        _check_foreign(raw, foreign),
    ]


def _check_partnerships(configuration: Configuration, counts: Counter[str]) -> Finding:
    empty = [partnership.id for partnership in configuration.study.partnerships if not counts[partnership.id]]
    if not empty:
        return ok("partnerships", ", ".join(f"{each.id} {counts[each.id]:,}" for each in configuration.study.partnerships))
    ids = {partnership.id for partnership in configuration.study.partnerships}
    folders = sorted(entry.name for entry in configuration.raw.iterdir() if entry.is_dir() and entry.name not in ids)
    told = [f"no file belongs to {each}{_meant(each, folders)}" for each in empty]
    return warning(
        "partnerships", "\n".join(told), "Name the folder like the partnership's id, or correct `files` under sources in the study file"
    )


def _meant(partnership: str, folders: list[str]) -> str:
    near = did_you_mean(partnership, folders)
    return near.replace("did you mean", "is it in the folder") if near else ""


def _check_foreign(raw: Path, foreign: list[Path]) -> Finding:
    """Notes in the raw folder itself are nobody's; in a folder below it, a file that no source matches was likely meant to be read."""
    below = Counter(file.parent.relative_to(raw).as_posix() for file in foreign if file.parent != raw)
    if not below:
        return ok(
            "sources", f"every paper belongs to a source{f'; {len(foreign)} files beside the folders are left alone' if foreign else ''}"
        )
    named = [f"{folder}/ ({n})" for folder, n in sorted(below.items(), key=lambda item: (-item[1], item[0]))]
    more = f" and {len(named) - _NAMED} more folders" if len(named) > _NAMED else ""
    found = f"{below.total():,} files match no source and are left alone: {', '.join(named[:_NAMED])}{more}"
    return warning("sources", found, "Add a source for them to the study file, or move them out of the raw folder")
