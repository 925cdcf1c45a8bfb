"""Terms proposed by the study's own text: to a CSV for people, and what they accept into a frozen lexicon."""

import csv
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from liftmine.errors import UsageError
from liftmine.jobs.corpus import Corpus
from liftmine.jobs.modelling import gather_material
from liftmine.measures.expansion import Proposal, propose_terms
from liftmine.workspace.files import replacing, sha256_file

ACCEPT = "accept"
MARK = "EXPANSION"
_YES = frozenset({"yes", "y", "1", "x", "true"})


def propose_to(corpus: Corpus, out: Path) -> int:
    """Write the proposals to `out`, with an empty column `accept` for people to fill. Returns how many there are.

    Raises `DataRefused`, and writes nothing, where the study's text is too short.
    """
    configuration = corpus.house.configuration
    terms = {entry.dimension: entry.terms for entry in configuration.lexicons.dimensions}
    material = gather_material(corpus)
    proposals = propose_terms(material.tokens, material.document, terms, names=material.names, settings=configuration.settings.topics)
    with replacing(out) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([ACCEPT, *Proposal._fields])
        writer.writerows(["", *proposal] for proposal in proposals)
    return len(proposals)


def freeze_terms(proposals: Path, lexicon: Path, out: Path) -> int:
    """Write `lexicon` with the accepted terms of `proposals` to `out`; comments stay. Returns how many terms were added.

    The lexicon's sources name the SHA-256 of the file that people filled in. Raises `UsageError` where a file or line cannot be used.
    """
    accepted = _read_accepted(proposals)
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 140
    tree = yaml.load(lexicon.read_text(encoding="utf-8"))
    entries = {entry["dimension"]: entry for entry in tree.get("dimensions", ())}
    unknown = sorted(set(accepted) - set(entries))
    if unknown:
        raise UsageError(f"{lexicon} has no dimension {', '.join(unknown)}", remedy="Name the lexicon that the dimensions stand in.")
    if any(MARK in entry["terms"] for entry in entries.values()):
        raise UsageError(f"{lexicon} holds accepted terms already", remedy="Start from the lexicon as it was before.")
    for name, terms in accepted.items():
        known = {term for group in entries[name]["terms"].values() for term in group}
        added = CommentedSeq(sorted(set(terms) - known))
        added.fa.set_flow_style()
        if added:
            entries[name]["terms"][MARK] = added
    tree["sources"][MARK] = (
        f"Proposed by the study's own text (Word2Vec; Li et al. 2021) and accepted by people; proposals sha256 {sha256_file(proposals)}"
    )
    written = StringIO()
    yaml.dump(tree, written)
    with replacing(out) as temporary:
        temporary.write_text(written.getvalue(), encoding="utf-8")
    return sum(len(entry["terms"].get(MARK, ())) for entry in entries.values())


def _read_accepted(proposals: Path) -> dict[str, list[str]]:
    """Dimension → accepted terms. Raises `UsageError` where the file is no list of proposals, or nothing was accepted."""
    with proposals.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or not {ACCEPT, "dimension", "term"} <= set(rows[0]):
        raise UsageError(f"{proposals}: this is no list of proposals.", remedy="Make one with: liftmine expand propose FILE.csv")
    accepted: dict[str, list[str]] = {}
    for row in rows:
        if (row[ACCEPT] or "").strip().lower() in _YES:
            accepted.setdefault(row["dimension"], []).append(row["term"])
    if not accepted:
        raise UsageError(f"{proposals}: nothing is accepted.", remedy=f"Write yes in the column {ACCEPT} of the terms to take.")
    return accepted
