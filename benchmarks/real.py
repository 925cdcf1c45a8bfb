"""The real studies in ../shared/data, run whole: what became of every file, who was heard, and how it compares with what is known.

Nothing here is tuned to: the counts come from the data's own README, from the meeting calendar and from the labels in the text.
"""

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.environment import prepare_environment
from liftmine.jobs.corpus import Corpus, load_corpus
from liftmine.jobs.export import build_sentences, build_turns
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
STUDIES = ROOT / "tests" / "real" / "studies"
NAMES = ("rtd_p3", "suffolk_libraries", "covid_inquiry")
# ../shared/data/README.md: sentences that name the private partner, by calendar year.
RTD_PRIVATE_MENTIONS = {2008: 4, 2010: 44, 2012: 19, 2014: 44, 2016: 110, 2018: 66}
LABEL = re.compile(r"^\*\*(?P<name>[^*\n]+)\*\*:", re.MULTILINE)


def run_study(name: str) -> tuple[Corpus, float]:
    """Run a real study from nothing; returns its corpus and the wall seconds."""
    study = STUDIES / f"{name}.yaml"
    house = House(load_configuration(study))
    prepare_environment(house.configuration.work)
    from flows.nightly import nightly  # noqa: PLC0415 -- Prefect reads its settings when it is imported

    started = time.monotonic()
    nightly(study)
    seconds = time.monotonic() - started
    return load_corpus(house, house.look(datetime.now(tz=UTC).date())), seconds


def statuses(corpus: Corpus) -> Counter[str]:
    """Files by status, or by reason where they are quarantined."""
    rows = corpus.documents.select(["status", "reason_code"]).to_pylist()
    return Counter(row["reason_code"] or row["status"] for row in rows)


def dates_against_names(corpus: Corpus) -> tuple[int, int, list[str]]:
    """(right, known, wrong paths) of the dates, against the ISO date in the file's name, where it carries one."""
    known = {i.path: m[1] for i in corpus.intake if (m := re.search(r"(\d{4}-\d{2}-\d{2})", i.path))}
    return _compare_dates(corpus, {path: date.fromisoformat(text) for path, text in known.items()})


def dates_against_calendar(corpus: Corpus) -> tuple[int, int, list[str]]:
    """(right, known, wrong paths) of RTD's dates, against its meeting calendar."""
    calendar = json.loads((DATA / "rtd_p3" / "meetings.json").read_text(encoding="utf-8"))
    numbers = {i.path: i.path.removesuffix(".txt").rpartition("_")[2] for i in corpus.intake}
    return _compare_dates(corpus, {p: date.fromisoformat(calendar[n]["date"][:10]) for p, n in numbers.items() if n in calendar})


def _compare_dates(corpus: Corpus, truth: Mapping[str, date]) -> tuple[int, int, list[str]]:
    rows = corpus.documents.select(["source_path", "document_date", "status"]).to_pylist()
    wrong = [row["source_path"] for row in rows if row["source_path"] in truth and row["document_date"] != truth[row["source_path"]]]
    return len(truth) - len(wrong), len(truth), wrong


def shares_by_type(sentences: pa.Table) -> dict[str, float]:
    """Share of the measured sentences by whose words they are."""
    types = Counter("(narration)" if t is None else t for t in sentences.filter(sentences["is_content"])["partner_type"].to_pylist())
    return {name: n / types.total() for name, n in types.most_common()}


def private_mentions(corpus: Corpus, sentences: pa.Table) -> dict[int, int]:
    """Calendar year → sentences that speak of the private partner."""
    rows = corpus.documents.select(["document_id", "document_date"]).to_pylist()
    years = {row["document_id"]: row["document_date"].year for row in rows if row["document_date"]}
    pairs = zip(sentences["document_id"].to_pylist(), sentences["target_types"].to_pylist(), strict=True)
    counts = Counter(years[document] for document, targets in pairs if "private" in targets.split(";"))
    return dict(sorted(counts.items()))


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank (Spearman 1904)."""

    def ranks(values: Sequence[float]) -> list[float]:
        return [sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values]

    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def labels_as_written(corpus: Corpus, turns: pa.Table) -> tuple[int, int]:
    """(found, written): printed speaker labels of the hearings, against the labels of the turns, in order."""
    found = written = 0
    for item in corpus.intake:
        names = LABEL.findall((DATA / "covid_inquiry" / item.path).read_text(encoding="utf-8"))
        spoken = turns.filter(pc.equal(turns["document_id"], item.document_id))["speaker_label"].to_pylist()
        written += len(names)
        found += _in_order([name.strip() for name in names], [label for label in spoken if label is not None])
    return found, written


def _in_order(wanted: Sequence[str], given: Sequence[str]) -> int:
    """How many of `wanted` stand in `given` in the same order (longest common run of a greedy pass)."""
    import difflib  # noqa: PLC0415 -- only the hearings need it

    return sum(block.size for block in difflib.SequenceMatcher(None, wanted, given, autojunk=False).get_matching_blocks())


def main() -> None:
    """Print what was made of each study named on the command line (all three where none is)."""
    if not DATA.is_dir():
        print("skipped: ../shared/data is not there")
        return
    for name in sys.argv[1:] or NAMES:
        corpus, seconds = run_study(name)
        sentences = build_sentences(corpus)
        print(f"\n=== {name}: {len(corpus.intake)} files, {seconds:.1f} s")
        print("files:", dict(statuses(corpus)))
        right, known, wrong = dates_against_calendar(corpus) if name == "rtd_p3" else dates_against_names(corpus)
        print(f"dates: {right} of {known} right; wrong: {wrong}")
        print("sentences by voice:", {k: round(v, 3) for k, v in shares_by_type(sentences).items()})
        mentions = private_mentions(corpus, sentences)
        print("sentences that speak of the private partner:", mentions)
        if name == "rtd_p3":
            known_counts = list(RTD_PRIVATE_MENTIONS.values())
            print(f"  against the counted ones, Spearman {spearman(known_counts, [mentions.get(y, 0) for y in RTD_PRIVATE_MENTIONS]):.3f}")
        if name == "covid_inquiry":
            found, written = labels_as_written(corpus, build_turns(corpus))
            print(f"speakers as written: {found} of {written} ({found / written:.4f})")
        _print_sample(sentences)


def _print_sample(sentences: pa.Table, n: int = 20) -> None:
    for number in sorted(random.Random(20).sample(range(sentences.num_rows), min(n, sentences.num_rows))):
        row = sentences.slice(number, 1).to_pylist()[0]
        voice = f"{row['voice_mode']}/{row['partner_type'] or '–'}/{row['speaker_label'] or '–'}"
        print(f"  [{voice}] of {row['target_types'] or '–'} tone {row['tone'] if row['tone'] is not None else '–'} {row['terms']}")
        print(f"      {row['text'][:220]}")


if __name__ == "__main__":
    main()
