from pathlib import Path

import pytest

from liftmine.jobs.score import score_texts
from liftmine.study.load import load_lexicons

CONFIGURATION = Path(__file__).parents[3] / "config" / "lexicons"


@pytest.fixture(scope="session")
def lexicons():
    """The lexicons that liftmine ships."""
    problems = []
    loaded, _ = load_lexicons(CONFIGURATION, problems)
    assert not problems
    return loaded


@pytest.fixture(scope="session")
def score(lexicons):
    """The scores of one text as a mapping; with a target, toward it."""
    return lambda text, target=None: score_texts([text], [target], lexicons).to_pylist()[0]


@pytest.fixture(scope="session")
def tone_of(score):
    """The tone of one text."""
    return lambda text: score(text)["tone"]


@pytest.fixture(scope="session")
def dimensions_of(score):
    """The dimensions a text expresses, with their shares."""
    return lambda text: {name[8:]: value for name, value in score(text).items() if name.startswith("lexicon_") and value}
