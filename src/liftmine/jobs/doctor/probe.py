"""The part of the doctor that loads heavy libraries: `python -m liftmine.jobs.doctor.probe`, limits and parser in, JSON out."""

import hashlib
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from liftmine.errors import ConfigurationError
from liftmine.reading.batch import Reader, SourceFile
from liftmine.study.parser_model import ParserModel
from liftmine.study.settings import ReadingLimits

_TEXT = "Minutes of the meeting of the Board held on 3 May 2006\n\nThe Board noted that the reader of its minutes was well.\n"


def main() -> None:
    """Reads a text with the real reader while the language data, and the parser where there is one, load."""
    limits = ReadingLimits.model_validate_json(sys.stdin.readline())
    parser = json.loads(sys.stdin.readline())
    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(try_reader, limits)
        print(json.dumps({"language": count_lemmas(), "parser": try_parser(parser), "reader": reader.result()}))


def try_reader(limits: ReadingLimits) -> str | None:
    """The reason code that the reader gives to a plain text: None where all is well."""
    with tempfile.TemporaryDirectory(prefix="liftmine-doctor-") as folder, Reader(limits) as reader:
        file = Path(folder) / "minutes.txt"
        file.write_text(_TEXT, encoding="utf-8")
        sha256 = hashlib.sha256(_TEXT.encode()).hexdigest()
        reason: str | None = reader.read([SourceFile("D0", file, sha256)]).outcomes["reason_code"].to_pylist()[0]
        return reason


def count_lemmas() -> int:
    """How many lemmas the language data hold; 0 where they cannot be loaded."""
    try:
        from liftmine.language.pipeline import build_pipeline  # noqa: PLC0415 -- what fails here is what is looked for

        return len(build_pipeline().lemmas)
    except Exception:  # whatever it is, the language data are not usable
        return 0


def try_parser(parser: list[str] | None) -> str | None:
    """What spaCy says against the parser of the settings (its fields in order); None where it loads, or none is configured."""
    if parser is None:
        return None
    from liftmine.language.parsing import load_parser  # noqa: PLC0415 -- as above

    folder, *told = parser
    try:
        load_parser(ParserModel(Path(folder), *told))
    except ConfigurationError as error:
        return error.problems[0].message
    return None


if __name__ == "__main__":
    main()
