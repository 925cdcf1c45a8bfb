"""Stage keys: everything a stored result depends on, in one hash.

The code of a room is part of the key as the hash of its source files: a changed rule can never meet a stale result, and nobody
has to remember to raise a version.
"""

import functools
import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import liftmine
from liftmine.reading.identity import Intake
from liftmine.reading.isolation.tesseract import Tesseract, may_be_scan
from liftmine.study.load import Configuration

_LIBRARIES = {
    "read": ("pypdfium2", "selectolax", "charset-normalizer"),
    "attribute": (),
    "measure": ("numpy", "spacy", "spacy-lookups-data", "vaderSentiment"),
    "publish": ("numpy", "scipy", "pyarrow", "jinja2"),
}
_ROOMS = {
    "read": ("reading",),
    "attribute": ("attribution", "language"),
    "measure": ("language", "measures"),
    "publish": ("series", "release", "report", "workspace"),
}
STAGES = ("read", "attribute", "measure", "publish")


def hash_of(*parts: object) -> str:
    """One hash of anything JSON can write (order of mappings does not matter)."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


@functools.cache
def code_hash(stage: str) -> str:
    """Hash of the source of a stage's rooms, of the table contracts, and of the versions of the libraries it uses."""
    package = Path(liftmine.__file__).parent
    folders = [package / room for room in (*_ROOMS[stage], "study", "tables")]
    sources = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".jinja"})
    digest = hashlib.sha256()
    for file in sources:
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return hash_of(digest.hexdigest(), library_versions(stage))


def library_versions(*stages: str) -> dict[str, str]:
    """Name → installed version of the libraries that the stages' results depend on."""
    return {name: version(name) for stage in stages for name in _LIBRARIES[stage]}


def stage_keys(intake: Sequence[Intake], configuration: Configuration, model: str | None = None) -> dict[str, dict[str, str]]:
    """Stage → document_id → key, for every file that is to be read. Each stage's key holds the key of the stage before.

    `model` is the version of the topic model in use.
    """
    study, lexicons = configuration.study, configuration.hashes
    partnerships = {p.id: hash_of(p.model_dump(mode="json")) for p in study.partnerships}
    measured_with = [name for name in sorted(lexicons) if name.startswith("lexicons/")]
    parser = configuration.parser and [configuration.parser.name, configuration.parser.version, configuration.parser.sha256]
    lexicon_hash = hash_of(code_hash("measure"), [lexicons[name] for name in measured_with], study.organisation_names, model, parser)
    read_with = hash_of(code_hash("read"), configuration.settings.reading.model_dump(exclude={"ocr", "ocr_pages"}))
    scans_with = hash_of(read_with, configuration.settings.reading.ocr_pages, program_for_scans(configuration))
    attributed_with = hash_of(code_hash("attribute"), study.partner_types)
    keys: dict[str, dict[str, str]] = {"read": {}, "attribute": {}, "measure": {}}
    for item in intake:
        if not item.is_readable:
            continue
        is_ocr = configuration.settings.reading.ocr and may_be_scan(item.path)
        read = hash_of(scans_with if is_ocr else read_with, item.sha256, item.path.rpartition(".")[2])
        context = [partnerships[item.partnership_id], item.kind, item.source.date_order, item.source.home_organisation, *_told(item)]
        attribute = hash_of(attributed_with, read, context)
        keys["read"][item.document_id] = read
        keys["attribute"][item.document_id] = attribute
        keys["measure"][item.document_id] = hash_of(lexicon_hash, attribute)
    return keys


def program_for_scans(configuration: Configuration) -> tuple[str, str] | None:
    """Version of the program that reads scans, and the hash of its data; None where scans are not to be read, or it is missing."""
    program = Tesseract.find() if configuration.settings.reading.ocr else None
    return program.identity if program else None


def _told(item: Intake) -> list[object]:
    """What metadata and the file's name say that attribution asks for: a file renamed is not read or attributed again."""
    from liftmine.attribution.dates.file_names import dates_in_name, period_in_name  # noqa: PLC0415 — a look needs no keys

    row = item.metadata
    given = [row.date, row.speaker, row.organisation] if row else [None] * 3
    name = item.path.rpartition("/")[2]
    return [*given, dates_in_name(name, item.source.date_order), period_in_name(name)]
