import pytest
from pydantic import ValidationError

from liftmine.measures.polarity import Role, base_words, compile_rules
from liftmine.study.lexicon import CultureLexicon, Masks, ToneLexicon, expand_pattern


@pytest.mark.parametrize(
    ("pattern", "sequences"),
    [
        ("trust", [("trust",)]),
        ("[primary care | nhs] trust", [("nhs", "trust"), ("primary", "care", "trust")]),
        ("[fully | ] assured", [("assured",), ("fully", "assured")]),
        ("less|lower than", [("less|lower", "than")]),
        ("trust's co-operation", [("trust", "'s", "co", "operation")]),
    ],
)
def test_a_pattern_stands_for_its_word_sequences(pattern, sequences):
    assert list(expand_pattern(pattern)) == sequences


def test_a_gap_stands_for_up_to_six_words():
    assert [len(sequence) for sequence in expand_pattern("thank ... for")] == [8, 7, 6, 5, 4, 3, 2]


@pytest.mark.parametrize("pattern", ["[a", "a]", "[a [b]]", "", "...", "[ | a]", "Aa Aa", " ".join("abcdefghijklmnopqrstuvwxyz")])
def test_a_pattern_that_says_nothing_definite_is_refused(pattern):
    with pytest.raises(ValueError, match=r"."):
        expand_pattern(pattern)


def culture(**changes):
    dimension = {"dimension": "a", "framework": "f", "definition": "d", "terms": {"own": ["x", "y", "z_z"]}} | changes
    return {"lexicon": "mine", "kind": "culture", "sources": {"own": "own"}, "dimensions": [dimension]}


def test_a_plain_lexicon_is_accepted():
    assert CultureLexicon.model_validate(culture()).dimensions[0].all_terms == ("x", "y", "z_z")


@pytest.mark.parametrize(
    "terms",
    [
        {"own": ["x", "y"]},
        {"own": ["x", "y", "x"]},
        {"own": ["X", "y", "z"]},
        {"own": ["x y", "z", "w"]},
        {"own": []},
        {"L9": ["x", "y", "z"]},
    ],
)
def test_terms_that_could_not_be_counted_are_refused(terms):
    with pytest.raises(ValidationError):
        CultureLexicon.model_validate(culture(terms=terms))


def test_a_dimension_stands_once_over_all_lexicons(lexicons):
    with pytest.raises(ValidationError, match="stands twice"):
        type(lexicons).model_validate({**dict(lexicons), "culture": lexicons.culture * 2})


def test_every_shipped_dimension_has_ten_to_thirty_terms_a_framework_and_a_definition(lexicons):
    for entry in lexicons.dimensions:
        assert 10 <= len(entry.terms) <= 30, entry.dimension
        assert entry.framework
        assert entry.definition.endswith(".")
        assert entry.source


def test_excluded_base_words_are_words_of_the_package(lexicons):
    excluded = {word for exclusion in lexicons.tone.base.exclude for word in exclusion.words}
    assert excluded
    assert excluded & set(base_words())


def test_own_expressions_outweigh_base_words_and_excluded_ones_are_gone(lexicons):
    rules = compile_rules(lexicons.tone, lexicons.formulae)
    assert "agreed" not in rules.base
    assert "excellent" in rules.base
    own = [weight for weight, word in zip(rules.weights.tolist(), rules.base, strict=True) if not word]
    assert set(own) == {-1.0, 0.0, 1.0}
    assert not rules.weights[rules.is_expected].any()
    assert abs(rules.weights).max() <= 1.5


def test_every_phrase_has_one_role_and_expressions_stand_first(lexicons):
    rules = compile_rules(lexicons.tone, lexicons.formulae)
    assert len(rules.role) == len(rules.phrases.lengths)
    assert set(rules.role.tolist()) == set(Role)
    assert (rules.role[: len(rules.weights)] == Role.EXPRESSION).all()


def test_masks_refuse_a_pattern_that_cannot_be_read():
    with pytest.raises(ValidationError):
        Masks(lexicon="m", kind="masks", organisations=["[nhs trust"])


def test_tone_needs_its_lists():
    with pytest.raises(ValidationError):
        ToneLexicon.model_validate({"lexicon": "t", "kind": "tone"})
