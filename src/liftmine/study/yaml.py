"""YAML files as plain trees whose every value knows its place, and pydantic's errors at those places.

Scalars stay text (a bare `NO` or `2004-09-01` is what was typed); the models decide what is a number, a date or yes and no.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from liftmine.errors import ConfigurationError, Problem
from liftmine.study.messages import explain_syntax, explain_value, unknown_key

Where = tuple[str | int, ...]
Position = tuple[int, int]
Model = TypeVar("Model", bound=BaseModel)

_DEEPEST = 30  # a list that holds itself through an anchor would never end
_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Document:
    """A file of configuration: its tree of dicts, lists, text and None, and the line and column (from 1) of everything in it."""

    file: Path
    tree: Any
    values: Mapping[Where, Position]
    keys: Mapping[Where, Position]
    faults: tuple[Problem, ...]
    sha256: str

    def problem(self, where: Where, message: str) -> Problem:
        """A problem with the value at `where`; what is not there is shown at what should hold it."""
        there = where
        while there not in self.values:
            there = there[:-1]
        return Problem(self.file, *self.values[there], dotted(where), message)

    def validate(self, model: type[Model]) -> tuple[Model | None, list[Problem]]:
        """The tree as `model`, or None and every problem, in no particular order."""
        try:
            return model.model_validate(self.tree, by_alias=True, by_name=False), []
        except ValidationError as error:
            return None, [self._place(model, each) for each in error.errors(include_url=False) if not _is_echo(each)]

    def _place(self, model: type[BaseModel], error: Mapping[str, Any]) -> Problem:
        where = tuple(error["loc"])
        if where and where[-1] == "[key]":  # pydantic's mark for a wrong key of a dict
            where = where[:-1]
            return Problem(self.file, *self.keys[where], dotted(where), explain_value(error))
        if error["type"] == "extra_forbidden":
            return Problem(self.file, *self.keys[where], dotted(where), unknown_key(str(where[-1]), _keys_at(model, where[:-1])))
        if error["type"] == "missing" and where in self.keys:
            return Problem(self.file, *self.keys[where], dotted(where), "has no value")
        return self.problem(where, explain_value(error))


def _is_echo(error: Mapping[str, Any]) -> bool:
    """Whether pydantic calls a list too short only because its entries are wrong: those are reported themselves."""
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def dotted(where: Where) -> str:
    """`partnerships.0.name`."""
    return ".".join(map(str, where))


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file from its top to its end."""
    return sorted(problems, key=lambda problem: (problem.line, problem.column, problem.where))


def read_document(file: Path) -> Document:
    """The file's tree. Keys that stand twice and the like are `faults` of the document.

    Raises `ConfigurationError` where nothing can be read: no such file, not UTF-8, not YAML.
    """
    text, content = read_text(file)
    node = _compose(file, text)
    builder = _Builder(file)
    tree = builder.build(node, ()) if node is not None else None
    builder.values.setdefault((), (1, 1))
    return Document(file, tree, builder.values, builder.keys, tuple(builder.faults), hashlib.sha256(content).hexdigest())


def read_text(file: Path) -> tuple[str, bytes]:
    """The text of a UTF-8 file (with or without byte order mark), and its bytes. Raises `ConfigurationError` where it cannot be read."""
    content = _read_bytes(file)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigurationError([Problem(file, 1, 1, "", "saved as UTF-16; save it as UTF-8")])
    try:
        return content.decode("utf-8-sig"), content
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace").split("\n")
        message = "not UTF-8 from here on; save the file with the encoding UTF-8"
        raise ConfigurationError([Problem(file, len(before), len(before[-1]) + 1, "", message)]) from None


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        message = "there is no such file"
    except IsADirectoryError:
        message = "this is a folder, not a file"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    raise ConfigurationError(
        [Problem(file, 1, 1, "", message)], remedy="Give the path of the file, or make a new study with: liftmine init"
    )


def _compose(file: Path, text: str) -> Any:
    """The root node, or None for a file that says nothing."""
    try:
        return YAML(typ="safe").compose(text)  # libyaml where there is one: six times faster
    except YAMLError:
        pass
    except RecursionError:
        raise ConfigurationError([Problem(file, 1, 1, "", "the brackets are nested too deeply")]) from None
    try:
        return YAML(typ="safe", pure=True).compose(text)  # says more exactly what is wrong
    except ReaderError as error:
        before = text[: error.position].split("\n")
        position, message = (len(before), len(before[-1]) + 1), explain_syntax(str(error.reason), "", None)
    except MarkedYAMLError as error:
        position, message = _explain_mark(error, text)
    except RecursionError:
        position, message = (1, 1), "the brackets are nested too deeply"
    raise ConfigurationError([Problem(file, *position, "", message)]) from None


def _explain_mark(error: MarkedYAMLError, text: str) -> tuple[Position, str]:
    opened, mark = error.context_mark, error.problem_mark or error.context_mark
    if opened is not None and "unexpected end" in str(error.problem):
        mark = opened  # where a quotation begins helps more than where the file ends
    lines = text.split("\n")
    line = lines[min(mark.line, len(lines) - 1)]
    return (mark.line + 1, mark.column + 1), explain_syntax(str(error.problem), line, opened.line + 1 if opened else None)


class _Builder:
    """Turns YAML nodes into a plain tree, noting places and faults."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.values: dict[Where, Position] = {}
        self.keys: dict[Where, Position] = {}
        self.faults: list[Problem] = []

    def build(self, node: Node, where: Where) -> Any:
        self.values[where] = _position(node)
        if not str(node.tag).startswith("tag:yaml.org,2002:"):
            self.fault(node, where, f"'{node.tag}' is a YAML tag; put text that begins with ! in quotes")
        if len(where) > _DEEPEST:
            self.fault(node, where[:1], "nested too deeply")
            return None
        if isinstance(node, MappingNode):
            return self.build_mapping(node, where)
        if isinstance(node, SequenceNode):
            return [self.build(child, (*where, number)) for number, child in enumerate(node.value)]
        plain = not getattr(node, "style", None)  # None to one parser, '' to the other
        return None if plain and node.value in _EMPTY else node.value

    def build_mapping(self, node: MappingNode, where: Where) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fault(key, where, "a key must be text; put text that begins with { or [ in quotes")
                continue
            there = (*where, key.value)
            if key.value in mapping:
                self.fault(key, there, f"the key '{key.value}' stands twice; first on line {self.keys[there][0]}")
                continue
            self.keys[there] = _position(key)
            mapping[key.value] = self.build(value, there)
        return mapping

    def fault(self, node: Node, where: Where, message: str) -> None:
        self.faults.append(Problem(self.file, *_position(node), dotted(where), message))


def _position(node: Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _keys_at(model: type[BaseModel], where: Where) -> list[str]:
    """The keys that may stand at `where` in a file of `model`. List numbers and keys of free dicts lead nowhere new."""
    for step in where:
        field = {field.alias or name: field for name, field in model.model_fields.items()}.get(str(step))
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner)) is not None), None)
