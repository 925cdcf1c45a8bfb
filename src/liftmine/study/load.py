"""The one way to a study: its file, the settings and lexicons beside it, all of it checked before anything runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from liftmine.errors import ConfigurationError, Problem
from liftmine.study.checks import check_study
from liftmine.study.lexicon import KINDS, CultureLexicon, LexiconFile, Lexicons
from liftmine.study.messages import not_one_of
from liftmine.study.model import Study
from liftmine.study.parser_model import NoParser, ParserModel, find_parser
from liftmine.study.settings import Settings
from liftmine.study.starter import starter_folder
from liftmine.study.yaml import Document, in_file_order, read_document

Model = TypeVar("Model", bound=BaseModel)

_SEVERAL = "culture"  # the kind of lexicon a study may have several of


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a run is told. Folders are absolute; `root` is that of the study file.

    `hashes`: sha256 of the bytes of each file, under `study`, `settings` and `lexicons/NAME` for each lexicon by its name;
    and that of the `parser`, where the settings name one.
    """

    study: Study
    settings: Settings
    lexicons: Lexicons
    root: Path
    raw: Path
    work: Path
    releases: Path
    hashes: Mapping[str, str]
    parser: ParserModel | None = None


def load_configuration(study_file: Path, more_lexicons: Sequence[Path] = ()) -> Configuration:
    """The configuration that `study_file`, `settings.yaml` and `lexicons/*.yaml` beside it describe, and `more_lexicons`.

    Where the settings or the folder of lexicons are absent, those that come with liftmine are taken. Raises
    `ConfigurationError` with every problem of every file, in file order.
    """
    if not study_file.exists():
        nowhere = Problem(study_file, 1, 1, "", "there is no such file")
        raise ConfigurationError([nowhere], remedy="Name a study with --study FILE, or make one with: liftmine init")
    problems: list[Problem] = []
    beside = study_file.parent
    starter = starter_folder() / "config"
    study, study_hash = _load_study(study_file, problems)
    settings_file = _first_existing(beside / "settings.yaml", starter / "settings.yaml")
    settings, parser, settings_hashes = _load_settings(settings_file, problems)
    lexicons, lexicon_hashes = load_lexicons(_first_existing(beside / "lexicons", starter / "lexicons"), problems, more_lexicons)
    if study is None or settings is None or lexicons is None or problems:
        raise ConfigurationError(problems)
    root = beside.resolve()
    return Configuration(
        study=study,
        settings=settings,
        lexicons=lexicons,
        root=root,
        raw=(root / study.paths.raw).resolve(),
        work=(root / study.paths.work).resolve(),
        releases=(root / study.paths.releases).resolve(),
        hashes=MappingProxyType({"study": study_hash, **settings_hashes, **lexicon_hashes}),
        parser=parser,
    )


def _first_existing(wanted: Path, shipped: Path) -> Path:
    return wanted if wanted.exists() else shipped


def _load_study(file: Path, problems: list[Problem]) -> tuple[Study | None, str]:
    document = _read(file, problems)
    if document is None:
        return None, ""
    if document.tree is None:
        problems.append(
            Problem(file, 1, 1, "", "the file says nothing; a study needs at least study, partner_types, paths, partnerships and sources")
        )
        return None, ""
    study = _validate(document, Study, problems, check_study(document))
    return study, document.sha256


def _load_settings(file: Path, problems: list[Problem]) -> tuple[Settings | None, ParserModel | None, dict[str, str]]:
    """The settings, the parser they name, and the hashes of both."""
    document = _read(file, problems)
    if document is None:
        return None, None, {}
    hashes = {"settings": document.sha256}
    settings = Settings() if document.tree is None else _validate(document, Settings, problems, [])
    if settings is None or not settings.language.model:
        return settings, None, hashes
    try:
        parser = find_parser(settings.language.model, file.parent)
    except NoParser as fault:
        problems.append(document.problem(("language", "model"), str(fault)))
        return None, None, hashes
    return settings, parser, hashes | {"parser": parser.sha256}


def load_lexicons(folder: Path, problems: list[Problem], more: Sequence[Path] = ()) -> tuple[Lexicons | None, dict[str, str]]:
    """The lexicons of a folder and `more` files, and the sha256 of each; adds to `problems`, and returns none where there are any."""
    before = len(problems)
    read = [document for file in (*sorted(folder.glob("*.yaml")), *more) if (document := _read(file, problems)) is not None]
    loaded = [(document, lexicon) for document in read if (lexicon := _load_lexicon(document, problems)) is not None]
    problems += _check_lexicons(loaded)
    for kind in KINDS:
        if not problems[before:] and not any(lexicon.kind == kind for _, lexicon in loaded):
            problems.append(Problem(folder, 1, 1, "", f"holds no lexicon of kind {kind}; copy one from a study made with: liftmine init"))
    if problems[before:]:
        return None, {}
    single = {lexicon.kind: lexicon for _, lexicon in loaded if lexicon.kind != _SEVERAL}
    culture = tuple(lexicon for _, lexicon in loaded if lexicon.kind == _SEVERAL)
    hashes = {f"lexicons/{lexicon.lexicon}": document.sha256 for document, lexicon in loaded}
    return Lexicons.model_validate({_SEVERAL: culture, **single}), hashes


def _load_lexicon(document: Document, problems: list[Problem]) -> LexiconFile | None:
    kind = document.tree.get("kind") if isinstance(document.tree, dict) else None
    if isinstance(kind, str) and kind in KINDS:
        return _validate(document, KINDS[kind], problems, [])
    message = not_one_of(kind, KINDS) if isinstance(kind, str) else f"is missing: one of {', '.join(KINDS)}"
    problems.append(document.problem(("kind",), message))
    return None


def _check_lexicons(loaded: list[tuple[Document, LexiconFile]]) -> Iterator[Problem]:
    """Names that two files give: of a lexicon, a dimension, or a kind there is one of."""
    first: dict[tuple[str, str], Document] = {}
    for document, lexicon in loaded:
        names: list[tuple[tuple[str | int, ...], str, str]] = [(("lexicon",), "lexicon", lexicon.lexicon)]
        if isinstance(lexicon, CultureLexicon):
            names += [(("dimensions", at, "dimension"), "dimension", each.dimension) for at, each in enumerate(lexicon.dimensions)]
        else:
            names.append((("kind",), "kind", lexicon.kind))
        for where, what, name in names:
            if (what, name) in first:
                yield document.problem(where, f"the {what} '{name}' stands already in {first[what, name].file.name}")
            first.setdefault((what, name), document)


def _read(file: Path, problems: list[Problem]) -> Document | None:
    try:
        return read_document(file)
    except ConfigurationError as error:
        problems += error.problems
        return None


def _validate(document: Document, model: type[Model], problems: list[Problem], own: list[Problem]) -> Model | None:
    found, errors = document.validate(model)
    problems += in_file_order([*document.faults, *errors, *own])
    return found
