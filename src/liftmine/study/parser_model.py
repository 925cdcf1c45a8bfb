"""The spaCy model that is to tell whom an expression speaks of: where it lies and which one it is. spaCy is not loaded for it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RELATIONS = frozenset({"nsubj", "dobj", "pobj"})  # as spaCy's English models name subject, object and object of a preposition


@dataclass(frozen=True, slots=True)
class ParserModel:
    """A model with an English parser. `sha256` is that of its description, its configuration and its parser's own files."""

    folder: Path
    name: str
    version: str
    sha256: str


class NoParser(LookupError):
    """Says, for the settings file, why a model cannot be used."""


def find_parser(model: str, beside: Path) -> ParserModel:
    """The installed package named `model`, or the folder of that path, which counts from `beside`.

    Raises `NoParser` where neither is there, or it holds no English parser with the labels of spaCy's models.
    """
    folder = _installed(model) or beside / model
    meta = _read_meta(folder)
    if meta is None:
        raise NoParser(
            f"there is no spaCy model '{model}', neither installed nor as a folder; install one (python -m spacy download en_core_web_sm), "
            "name the folder of one, or leave this empty: rules alone"
        )
    labels = (meta.get("labels") or {}).get("parser", ())
    if meta.get("lang") != "en" or "parser" not in meta.get("pipeline", ()) or not RELATIONS.issubset(labels):
        raise NoParser(
            f"'{model}' has no parser that tells subjects and objects of English ({', '.join(sorted(RELATIONS))}); "
            "take one such as en_core_web_sm, or leave this empty: rules alone"
        )
    return ParserModel(folder.resolve(), f"{meta['lang']}_{meta.get('name')}", str(meta.get("version")), _hash_parser(folder))


def _installed(model: str) -> Path | None:
    """The folder inside an installed package in which spaCy keeps a model."""
    try:
        spec = find_spec(model) if model.isidentifier() else None
    except ValueError:  # a module that is running and was never installed
        return None
    for place in map(Path, (spec and spec.submodule_search_locations) or ()):
        if (meta := _read_meta(place)) is not None:
            return place / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    return None


def _read_meta(folder: Path) -> Mapping[str, Any] | None:
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) else None


def _hash_parser(folder: Path) -> str:
    files = [folder / "meta.json", folder / "config.cfg", *sorted((folder / "parser").rglob("*"))]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
