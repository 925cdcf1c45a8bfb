"""What can go wrong, where, and what to do about it.

Two kinds live here. A `LiftmineError` stops a command; the front door prints its text and turns `exit_code` into the exit
status. A `Reason` stops one file only; it is a value in the `documents` table, never an exception that leaves a room.

No message here may hold text of a document: file names, positions, counts and configuration values only.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class LiftmineError(Exception):
    """A user's error: says what happened and what to do. Shown without a traceback."""

    exit_code = 1

    def __init__(self, happened: str, *, remedy: str = "") -> None:
        super().__init__(f"{happened}\n  {remedy}" if remedy else happened)
        self.happened = happened
        self.remedy = remedy


class UsageError(LiftmineError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a configuration file.

    `line` and `column` count from 1; `where` is the dotted path of the value (`partnerships.0.organisations.2.partner_type`).
    """

    file: Path
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        position = f"{self.file}:{self.line}:{self.column}"
        return f"{position}: {self.where}: {self.message}" if self.where else f"{position}: {self.message}"


class ConfigurationError(LiftmineError):
    """The study, settings, a lexicon or the metadata file is wrong. Holds every problem found, in file order."""

    exit_code = 3

    def __init__(self, problems: list[Problem], *, remedy: str = "") -> None:
        super().__init__("\n".join(str(problem) for problem in problems), remedy=remedy)
        self.problems = problems


class DataRefused(LiftmineError):
    """Nothing was published, because the data as a whole cannot be trusted."""

    exit_code = 4


class ContractViolation(LiftmineError):
    """A table is not what `tables.py` says it is: a defect of the program, stopped before it reaches a reader."""


class Reason(StrEnum):
    """Why a file is quarantined (CONTRACT §5)."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"
    TRUNCATED = "TRUNCATED"
    TYPE_MISMATCH = "TYPE_MISMATCH"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    ENCRYPTED = "ENCRYPTED"
    NO_TEXT_LAYER = "NO_TEXT_LAYER"
    LOW_TEXT = "LOW_TEXT"
    ZIP_BOMB = "ZIP_BOMB"
    XML_DTD = "XML_DTD"
    TIMEOUT = "TIMEOUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    PARSER_CRASH = "PARSER_CRASH"
    ENCODING_UNSURE = "ENCODING_UNSURE"
    CONTROL_CHARACTERS = "CONTROL_CHARACTERS"
    SYMLINK = "SYMLINK"
    PATH_ESCAPE = "PATH_ESCAPE"
    DATE_MISSING = "DATE_MISSING"
    DATE_AMBIGUOUS = "DATE_AMBIGUOUS"
    DATE_FUTURE = "DATE_FUTURE"
    NO_TURNS = "NO_TURNS"
    NO_CONSENT = "NO_CONSENT"
    NOT_ENGLISH = "NOT_ENGLISH"

    @property
    def remedy(self) -> str:
        """What a data manager can do about a file with this reason."""
        return _REMEDIES[self]


_REMEDIES = {
    Reason.EMPTY: "The file has no content. Ask for it again, or delete it.",
    Reason.TOO_BIG: "The file is larger than the limit in settings (reading). Split it, or raise the limit.",
    Reason.TRUNCATED: "The file ends too early. Copy it again from where it came from.",
    Reason.TYPE_MISMATCH: "The content is not what the file's ending says. Save it again in the right format.",
    Reason.UNSUPPORTED_TYPE: "This kind of file cannot be read. Save it as docx, pdf, odt, rtf, html or text, mail as eml, tables as csv.",
    Reason.ENCRYPTED: "The file needs a password. Save a copy without one.",
    Reason.NO_TEXT_LAYER: "This is a scan without text. Set `ocr: yes` in settings.yaml, for which tesseract must be installed "
    "(`liftmine doctor` looks for it); or run OCR over the scan and put the result in its place.",
    Reason.LOW_TEXT: "Next to no text could be read. Look whether this is a poor scan, a form or a cover page.",
    Reason.ZIP_BOMB: "The archive unpacks to far more than it should. Do not open it; ask the sender.",
    Reason.XML_DTD: "The file declares XML entities, which minutes never need. Save it again from the word processor.",
    Reason.TIMEOUT: "Reading took longer than the limit. Save it again in a simpler format.",
    Reason.OUT_OF_MEMORY: "Reading needed more memory than the limit. Split it, or save it in a simpler format.",
    Reason.PARSER_CRASH: "The reader failed on this file. Save it again from the program that wrote it.",
    Reason.ENCODING_UNSURE: "The character encoding cannot be told. Save the file as UTF-8; if its name shows odd signs, rename it.",
    Reason.CONTROL_CHARACTERS: "The text holds control characters, so it is not plain text. Save it again as UTF-8 text.",
    Reason.SYMLINK: "Links are not followed. Put the file itself in the folder.",
    Reason.PATH_ESCAPE: "The path leads out of the raw folder. Put the file itself in the folder.",
    Reason.DATE_MISSING: "No meeting date was found. Give one in metadata.csv, or in the file's name as YYYY-MM-DD.",
    Reason.DATE_AMBIGUOUS: "The date can be read two ways, or the paper contradicts it. Declare date_order, or give it in metadata.csv.",
    Reason.DATE_FUTURE: "The date lies in the future. Correct it in metadata.csv.",
    Reason.NO_TURNS: "No speakers were found in this interview. Mark each turn with its speaker (Name: …).",
    Reason.NO_CONSENT: "An interview, or a copy of one, is read only with consent. Record it in metadata.csv (consent = yes).",
    Reason.NOT_ENGLISH: "The text is not English, which is the only language measured.",
}
