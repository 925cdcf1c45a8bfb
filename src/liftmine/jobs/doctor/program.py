"""The program itself: Python, libraries, language data, and the child process that reads files."""

import contextlib
import json
import re
import subprocess
import sys
from dataclasses import astuple
from importlib.metadata import PackageNotFoundError, metadata, requires, version

from liftmine.jobs.doctor.finding import Finding, failed, ok
from liftmine.reading.isolation.tesseract import Tesseract
from liftmine.study.parser_model import ParserModel
from liftmine.study.settings import ReadingLimits

_PINNED = re.compile(r"(?P<name>[\w.-]+)(?:\[[^]]*\])?(?:==(?P<version>[\w.]+))?")
_BOUNDS = re.compile(r">=(\d+)\.(\d+),?\s*<(\d+)\.(\d+)")
_PATIENCE = 60  # seconds; on an idle machine the probe answers within two
REINSTALL = "Install liftmine again: make install, or pip install --force-reinstall liftmine"


def check_versions() -> list[Finding]:
    """Whether Python and every library are those that liftmine was made with."""
    here = sys.version_info[:2]
    low, high = _python_bounds()
    python = f"Python {sys.version.split()[0]}"
    findings = [
        ok("python", python)
        if low <= here < high
        else failed("python", f"{python}; liftmine needs {low[0]}.{low[1]} or later, below {high[0]}.{high[1]}", REINSTALL)
    ]
    wanted = [match.groupdict() for line in requires("liftmine") or [] if ";" not in line and (match := _PINNED.match(line))]
    wrong = [f"{each['name']} {found}" for each in wanted if (found := _mismatch(each["name"], each["version"]))]
    if wrong:
        return [*findings, failed("libraries", "; ".join(wrong), REINSTALL)]
    return [
        *findings,
        ok("libraries", f"{len(wanted)} libraries as they should be; Prefect {version('prefect')}, spaCy {version('spacy')}"),
    ]


def check_scans(limits: ReadingLimits) -> Finding:
    """Whether scans are read, and whether the program for it is there."""
    if not limits.ocr:
        return ok("scans", "are not read; `ocr: yes` under reading in settings.yaml has tesseract read them")
    program = Tesseract.find()
    if program is None:
        remedy = "Install it (Debian, Ubuntu: sudo apt-get install tesseract-ocr), or set `ocr: no` under reading in settings.yaml"
        return failed("scans", "are to be read, but tesseract, or its English data, is not installed", remedy)
    return ok("scans", f"are read with tesseract {program.version}")


def _python_bounds() -> tuple[tuple[int, int], tuple[int, int]]:
    found = _BOUNDS.search(",".join(sorted(metadata("liftmine")["Requires-Python"].split(","), reverse=True)))
    return ((int(found[1]), int(found[2])), (int(found[3]), int(found[4]))) if found else ((3, 11), (4, 0))


def _mismatch(name: str, wanted: str | None) -> str:
    """What is wrong with a library, or nothing."""
    try:
        found = version(name)
    except PackageNotFoundError:
        return "is missing"
    return f"is {found}, not {wanted}" if wanted and found != wanted else ""


class Probe:
    """Language data, parser and reader, tried in a process of its own while other checks go on."""

    def __init__(self) -> None:
        self._parser: ParserModel | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "liftmine.jobs.doctor.probe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def begin(self, limits: ReadingLimits, parser: ParserModel | None) -> None:
        """Let the reader try under these limits, and the parser load."""
        self._parser = parser
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # a probe that has died is told by its silence
                self._process.stdin.write(limits.model_dump_json() + "\n")
                self._process.stdin.write(json.dumps(astuple(parser) if parser else None, default=str) + "\n")
                self._process.stdin.flush()

    def findings(self) -> list[Finding]:
        """What came of it."""
        try:
            told = json.loads(self._process.communicate(timeout=_PATIENCE)[0])
        except (subprocess.TimeoutExpired, ValueError):
            self._process.kill()
            self._process.communicate()
            return [failed("language data", "the libraries that read and count words cannot be loaded", REINSTALL)]
        return [_judge_language(told["language"]), _judge_parser(self._parser, told["parser"]), _judge_reader(told["reader"])]


def _judge_language(n_lemmas: int) -> Finding:
    if n_lemmas:
        return ok("language data", f"{n_lemmas:,} lemmas")
    return failed("language data", "spaCy's lemma table cannot be loaded", "Install spacy-lookups-data again. " + REINSTALL)


def _judge_parser(parser: ParserModel | None, fault: str | None) -> Finding:
    if parser is None:
        return ok("parser", "none; `model` under language in settings.yaml names one, and rules do without")
    if fault:
        remedy = f"Install one made for spaCy {version('spacy')}, or leave `model` under language in settings.yaml empty"
        return failed("parser", f"{parser.name} {parser.version}: {fault}", remedy, is_configuration=True)
    return ok("parser", f"{parser.name} {parser.version} tells whom an expression speaks of")


def _judge_reader(reason: str | None) -> Finding:
    if reason is None:
        return ok("reader", "the child process reads, with its limits on")
    remedy = "Raise the limits under `reading` in settings.yaml (memory_megabytes, cpu_seconds), and look whether memory is left: free -m"
    return failed("reader", f"the child process could not read a plain text: {reason}", remedy)
