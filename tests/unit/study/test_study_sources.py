"""A file belongs to the first source whose pattern it matches."""

import pytest

from liftmine.study.model import Study
from liftmine.study.sources import match_source


def study_of(*patterns: str, **source: str) -> Study:
    body = {"id": "body", "name": "Body", "partner_type": "joint"}
    return Study.model_validate(
        {
            "study": "trial",
            "partner_types": ["joint"],
            "paths": {"raw": "raw", "work": "work", "releases": "releases"},
            "partnerships": [
                {"id": name, "name": name, "started": "2004-01-01", "organisations": [{**body, "id": f"{name}-body"}]}
                for name in ("millford", "ash-2")
            ],
            "sources": [{"files": pattern, "kind": "board_minutes", **source} for pattern in patterns],
        }
    )


@pytest.mark.parametrize(
    ("pattern", "path", "partnership"),
    [
        ("{partnership}/minutes/**/*", "millford/minutes/a.pdf", "millford"),
        ("{partnership}/minutes/**/*", "ash-2/minutes/2004/05/a.pdf", "ash-2"),
        ("{partnership}/minutes/**/*", "nobody/minutes/a.pdf", None),
        ("{partnership}/minutes/**/*", "x/millford/minutes/a.pdf", None),
        ("{partnership}/minutes/**/*", "millford/minutes", None),
        ("{partnership}/minutes/**", "millford/minutes/2004/a.pdf", "millford"),
        ("{partnership}/*.pdf", "millford/a.pdf", "millford"),
        ("{partnership}/*.pdf", "millford/a.pdf.txt", None),
        ("{partnership}/*.pdf", "millford/2004/a.pdf", None),
        ("{partnership}/*.pdf", "millford/a.PDF", None),
        ("./{partnership}/*", "millford/a", "millford"),
        ("**/{partnership}_*.txt", "deep/er/ash-2_1.txt", "ash-2"),
        ("{partnership}/{partnership}-?.txt", "millford/millford-1.txt", "millford"),
        ("{partnership}/{partnership}-?.txt", "millford/ash-2-1.txt", None),
        ("{partnership}/a+b (c).[txt]", "millford/a+b (c).[txt]", "millford"),
        ("{partnership}/caf\u00e9/*", "millford/cafe\u0301/a", "millford"),
    ],
)
def test_a_pattern_matches_whole_paths(pattern: str, path: str, partnership: str | None) -> None:
    found = match_source(study_of(pattern), path)
    assert (found[1] if found else None) == partnership


def test_the_first_source_that_matches_wins() -> None:
    study = study_of("{partnership}/special/*", "{partnership}/**/*")
    assert [match_source(study, path) for path in ("millford/special/a", "millford/other/a")] == [
        (study.sources[0], "millford"),
        (study.sources[1], "millford"),
    ]


def test_a_source_without_a_placeholder_names_its_partnership() -> None:
    study = study_of("all/*.txt", partnership="ash-2")
    assert match_source(study, "all/a.txt") == (study.sources[0], "ash-2")


def test_a_source_that_names_a_partnership_takes_only_its_folder() -> None:
    study = study_of("{partnership}/*", partnership="ash-2")
    assert [match_source(study, path) is not None for path in ("ash-2/a", "millford/a")] == [True, False]


def test_patterns_with_many_stars_do_not_hang() -> None:
    assert match_source(study_of("{partnership}/**/**/**/*a*a*a*b"), "millford/" + "a/" * 100 + "a" * 60) is None
