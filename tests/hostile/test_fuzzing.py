"""Mutants of every format: each is read or gets a reason, and no reader brings its parent down. `fuzz.py` hunts for longer."""

from pathlib import Path

from liftmine.errors import Reason
from tests.hostile.fuzz import FORMATS, check_reading, mutants, read_mutants

NUMBER = 60 * len(FORMATS)


def test_every_mutant_is_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    outcomes, reading = read_mutants(NUMBER, tmp_path)
    check_reading(reading)
    assert outcomes.total() == NUMBER
    assert outcomes["read"] > NUMBER // 5, "mutants that nothing can read test nothing behind the reader's door"
    assert len(outcomes) > 5
    assert outcomes[Reason.TIMEOUT] == 0


def test_the_mutants_are_the_same_in_every_run() -> None:
    assert list(mutants(40)) == list(mutants(40))
