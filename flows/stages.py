"""One batch through one stage: load, one call, save."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pyarrow as pa
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from liftmine.attribution.attribute import attribute
from liftmine.attribution.model import Paper
from liftmine.errors import LiftmineError
from liftmine.jobs.topic_models import load_topic_model
from liftmine.language.parsing import parse_sentences
from liftmine.language.pipeline import tokenise
from liftmine.language.sentences import split_sentences
from liftmine.measures.expressions import find_expressions
from liftmine.measures.targets import find_disputed, score_mentions
from liftmine.measures.terms import find_terms
from liftmine.measures.tone import sum_tone
from liftmine.measures.topics import score_topics
from liftmine.reading.batch import FileChanged, Reader, SourceFile
from liftmine.reading.identity import Intake
from liftmine.tables.contract import Table
from liftmine.tables.stages import BLOCKS, MATCHES, MENTIONS, OUTCOMES, PRINTS, SCORES, SENTENCES, TARGET_SCORES, TEXTS, TOPIC_SHARES
from liftmine.workspace.house import House, Look
from liftmine.workspace.keys import stage_keys

log = logging.getLogger("liftmine")
_LOOKS = 3  # at the raw folder, where files change while they are read
Given = ParamSpec("Given")
Result = TypeVar("Result")


def looking_again(take: Callable[Given, Result]) -> Callable[Given, Result]:
    """A function that looks at the raw folder and reads what it saw: called anew, three times at most, where a file changed meanwhile."""

    @wraps(take)
    def patient(*given: Given.args, **named: Given.kwargs) -> Result:
        for _ in range(_LOOKS - 1):
            with suppress(FileChanged):
                return take(*given, **named)
            log.info("a file changed or went away while it was read; looking again")
        return take(*given, **named)

    return patient


class Run:
    """One run of the flow: the house, what the look found, and the key of every result it needs."""

    def __init__(self, house: House, look: Look) -> None:
        self.house = house
        self.look = look
        self.keys = stage_keys(look.intake, house.configuration, house.model_version)
        self.items = {item.document_id: item for item in look.intake}
        self.topic_model = load_topic_model(house)
        self._sizes = {file.path: file.size for file in look.seen}

    def usable(self) -> set[str]:
        """The documents that reading gave a text."""
        outcomes = self.load("read", OUTCOMES, self.keys["read"])
        rows = zip(outcomes.column("document_id").to_pylist(), outcomes.column("reason_code").to_pylist(), strict=True)
        return {document for document, reason in rows if reason is None}

    def batches(self, stage: str, documents: Sequence[str] | set[str]) -> list[list[str]]:
        """The documents whose result is missing, cut into batches of about equal bytes, in path order."""
        runner = self.house.configuration.settings.runner
        keys = {d: self.keys[stage][d] for d in documents}
        todo = sorted(self.house.stages.missing(stage, keys), key=lambda d: self.items[d].path)
        batches: list[list[str]] = []
        room = 0
        for document in todo:
            size = self._sizes[self.items[document].path]
            if not batches or room < size or len(batches[-1]) >= runner.batch_documents:
                batches.append([])
                room = runner.batch_kibibytes * 1024
            batches[-1].append(document)
            room -= size
        return batches

    def load(self, stage: str, contract: Table, documents: Iterable[str]) -> pa.Table:
        """One table of the results of `documents`."""
        return self.house.stages.load(stage, contract, {d: self.keys[stage][d] for d in documents})

    def save(self, stage: str, documents: Sequence[str], tables: dict[Any, Any]) -> None:
        """Keep the results of one batch under their keys."""
        self.house.stages.save(stage, {d: self.keys[stage][d] for d in documents}, tables)


def is_io_error(_task: object, _run: object, state: Any) -> bool:
    """Retry what a busy disk may cause; never a fault of data or program, nor a file that changed, which asks for another look."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and not isinstance(error, FileChanged)


io_task = task(
    retries=3,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.5,
    retry_condition_fn=is_io_error,
    cache_policy=NO_CACHE,
    persist_result=False,
)
pure_task = task(cache_policy=NO_CACHE, persist_result=False)


@contextmanager
def sanitised(what: str) -> Iterator[None]:
    """Replace an unforeseen exception by one without its message, which could hold text of a document.

    Prefect stores exceptions. `OSError` (paths and numbers of our own) and `LiftmineError` pass.
    """
    try:
        yield
    except (OSError, LiftmineError):
        raise
    except Exception as error:
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}" if frame else "?"
        raise LiftmineError(
            f"{what} failed: {type(error).__name__} at {place}",
            remedy="This is a defect of the program: please report it with this line. Nothing was published.",
        ) from None


@io_task
def read_batch(run: Run, reader: Reader, documents: list[str]) -> None:
    """Files to texts and blocks."""
    with sanitised("reading"):
        items = [run.items[d] for d in documents]
        reading = reader.read([SourceFile(i.document_id, run.house.path(i), i.sha256) for i in items])
        run.save("read", documents, {OUTCOMES: reading.outcomes, TEXTS: reading.texts, PRINTS: reading.prints, BLOCKS: reading.blocks})


@pure_task
def attribute_batch(run: Run, documents: list[str]) -> None:
    """Texts and blocks to meetings and their facts, and to turns and sentences with whom they speak of."""
    with sanitised("attribution"):
        texts = run.load("read", TEXTS, documents)
        blocks = run.load("read", BLOCKS, documents)
        papers = [as_paper(run, run.items[d]) for d in documents]
        run.save("attribute", documents, attribute(papers, texts, blocks, split_sentences(texts, blocks)).tables)


@pure_task
def measure_batch(run: Run, documents: list[str]) -> None:
    """Sentences to matched terms, tone and topics."""
    with sanitised("measuring"):
        lexicons, parser = run.house.configuration.lexicons, run.house.configuration.parser
        texts = run.load("read", TEXTS, documents)
        sentences = run.load("attribute", SENTENCES, documents)
        tokens = tokenise(texts, sentences, lexicons.masks.with_names(run.house.configuration.study.organisation_names))
        found = find_expressions(tokens, lexicons)
        mentions = run.load("attribute", MENTIONS, documents)
        parses = parse_sentences(texts, sentences, tokens, find_disputed(sentences, mentions, found), parser) if parser else None
        measured = {
            MATCHES: find_terms(sentences, tokens, lexicons),
            SCORES: sum_tone(sentences, tokens, found),
            TARGET_SCORES: score_mentions(texts, sentences, mentions, tokens, found, parses=parses),
            TOPIC_SHARES: score_topics(sentences, tokens, run.topic_model),
        }
        run.save("measure", documents, measured)


def as_paper(run: Run, item: Intake) -> Paper:
    """What the study and the metadata say of a file."""
    row = item.metadata
    stated: date | None = row.date if row else None
    return Paper(
        document_id=item.document_id,
        file_name=item.path.rpartition("/")[2],
        kind=item.kind,
        partnership=run.house.configuration.study.partnership(item.partnership_id),
        date_order=item.source.date_order,
        home_organisation=item.source.home_organisation,
        stated_date=stated,
        speaker=row.speaker if row else None,
        organisation=row.organisation if row else None,
    )


def run_stages(run: Run) -> None:
    """Read, attribute and measure everything the run needs and the stage store lacks."""
    with Reader(run.house.configuration.settings.reading) as reader:
        run_stage(run, "read", list(run.keys["read"]), lambda batch: read_batch(run, reader, batch))
    usable = run.usable()
    run_stage(run, "attribute", usable, lambda batch: attribute_batch(run, batch))
    run_stage(run, "measure", usable, lambda batch: measure_batch(run, batch))


def run_stage(run: Run, stage: str, documents: Sequence[str] | set[str], batch_task: Callable[[list[str]], None]) -> None:
    """All missing batches of a stage, one after the other, with progress in the log."""
    batches = run.batches(stage, documents)
    total, done = sum(map(len, batches)), 0
    for batch in batches:
        batch_task(batch)
        done += len(batch)
        log.info("%s: %d of %d documents", stage, done, total, extra={"stage": stage, "done": done, "total": total})
