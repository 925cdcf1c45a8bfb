"""`liftmine expand`: terms that the study's own text proposes."""

from datetime import UTC, datetime
from pathlib import Path

from liftmine.cli.output import print_json, tell
from liftmine.jobs.corpus import load_corpus
from liftmine.jobs.expand import ACCEPT, freeze_terms, propose_to
from liftmine.study.load import load_configuration
from liftmine.workspace.house import House


def propose(out: Path, study: Path, *, as_json: bool) -> None:
    """Write the proposals and say what to do with them."""
    house = House(load_configuration(study))
    corpus = load_corpus(house, house.look(datetime.now(tz=UTC).date()))
    if corpus.n_unread:
        tell(f"{corpus.n_unread} files have not been taken in yet; `liftmine run` does that")
    n_terms = propose_to(corpus, out)
    if as_json:
        print_json({"file": str(out), "proposals": n_terms, "files_not_taken_in": corpus.n_unread})
    else:
        tell(
            f"{n_terms} proposals written to {out}. Write yes in the column {ACCEPT}, then: liftmine expand freeze {out} LEXICON --out FILE"
        )


def freeze(proposals: Path, lexicon: Path, out: Path, *, as_json: bool) -> None:
    """Write the lexicon with what was accepted."""
    n_terms = freeze_terms(proposals, lexicon, out)
    if as_json:
        print_json({"file": str(out), "terms": n_terms})
    else:
        tell(f"{n_terms} accepted terms are in {out}. Put it in the place of the lexicon; the next run measures everything with it.")
