"""Papers of a study read and attributed by the stages' own functions, without the flow: what the evaluation of voices looks at."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from liftmine.attribution.attribute import Attribution, attribute
from liftmine.attribution.model import Paper
from liftmine.language.sentences import split_sentences
from liftmine.reading.batch import Reader, SourceFile
from liftmine.study.load import load_configuration
from liftmine.study.sources import match_source


class Heard(NamedTuple):
    """A sentence of the program with what its turn says. `targets` are types, of content only: nothing else is measured."""

    start: int
    end: int
    mode: str
    basis: str
    label: str | None
    person_id: str | None
    partner_type: str | None
    targets: frozenset[str]


@dataclass(frozen=True)
class Attributed:
    """One paper: its text as read, its sentences and turns in order, whom it lists, and the partner type of the body that meets."""

    path: str
    partnership: str
    text: str
    sentences: Sequence[Heard]
    turns: Sequence[dict[str, Any]]
    attendees: Sequence[dict[str, Any]]
    layout: str
    host_type: str | None

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        places = [place for place, character in enumerate(self.text) if not character.isspace()]
        return "".join(self.text[place] for place in places), places

    def find(self, words: str, after: int = 0) -> int | None:
        """Where `words` begin in the text at or after an offset, blanks aside."""
        squeezed, places = self._squeezed
        begin = bisect_right(places, after - 1)
        found = squeezed.find("".join(words.split()), begin)
        return places[found] if found >= 0 else None

    def turn_at(self, place: int) -> dict[str, Any]:
        """The turn that holds an offset."""
        return self.turns[bisect_right([turn["char_start"] for turn in self.turns], place) - 1]

    def sentence_over(self, start: int, end: int) -> Heard | None:
        """The sentence that shares most characters with a span."""
        shared = [(min(end, s.end) - max(start, s.start), -s.start, s) for s in self.sentences if s.start < end and s.end > start]
        return max(shared)[2] if shared else None


def read_study(study_file: Path, keep: Callable[[str], bool] = lambda _: True) -> dict[str, Attributed]:
    """The papers of a study by their path below `raw`, those that `keep` wants and that could be read and dated."""
    configuration = load_configuration(study_file)
    papers, files = [], []
    for path in sorted(configuration.raw.rglob("*")):
        name = path.relative_to(configuration.raw).as_posix()
        matched = match_source(configuration.study, name) if path.is_file() and keep(name) else None
        if matched is None:
            continue
        source, partnership = matched
        files.append(SourceFile(name, path, hashlib.sha256(path.read_bytes()).hexdigest()))
        papers.append(
            Paper(
                document_id=name,
                file_name=path.name,
                kind=source.kind,
                partnership=configuration.study.partnership(partnership),
                date_order=source.date_order,
                home_organisation=source.home_organisation,
            )
        )
    with Reader(configuration.settings.reading) as reader:
        reading = reader.read(files)
    texts = dict(zip(reading.texts["document_id"].to_pylist(), reading.texts["text"].to_pylist(), strict=True))
    papers = [paper for paper in papers if paper.document_id in texts]
    result = attribute(papers, reading.texts, reading.blocks, split_sentences(reading.texts, reading.blocks))
    return _gather(papers, texts, result)


def _gather(papers: Sequence[Paper], texts: dict[str, str], result: Attribution) -> dict[str, Attributed]:
    turns, sentences, attendees = (_by_document(table.to_pylist()) for table in (result.turns, result.sentences, result.attendance))
    layouts = {row["document_id"]: row["layout"] for row in result.facts.to_pylist()}
    return {
        name: Attributed(
            path=name,
            partnership=paper.partnership.id,
            text=texts[name],
            sentences=[_heard(row, turns[name][row["turn_no"]]) for row in sentences.get(name, [])],
            turns=turns[name],
            attendees=attendees.get(name, []),
            layout=layouts[name],
            host_type=next((o.partner_type for o in paper.partnership.organisations if o.id == paper.home_organisation), None),
        )
        for paper in papers
        if (name := paper.document_id) in turns
    }


def _heard(row: dict[str, Any], turn: dict[str, Any]) -> Heard:
    who = (turn["voice_mode"], turn["attribution_basis"], turn["speaker_label"], turn["person_id"], turn["partner_type"])
    types = row["target_types"].split(";") if row["is_content"] else ()
    return Heard(row["char_start"], row["char_end"], *who, frozenset(filter(None, types)))


def _by_document(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["document_id"], []).append(row)
    return grouped
