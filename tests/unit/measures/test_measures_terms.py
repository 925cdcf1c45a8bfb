import pytest

from liftmine.language.pipeline import tokenise
from liftmine.measures.terms import find_terms
from liftmine.study.lexicon import CultureLexicon, Masks
from liftmine.tables.stages import SENTENCES, TEXTS


def dimension(name, *terms):
    return {"dimension": name, "framework": "f", "definition": "d", "terms": {"own": terms}}


@pytest.fixture
def matched(lexicons):
    """(sentence, dimension, term, count) of sentences under the given dimensions."""

    def run(sentences, *dimensions, masks=()):
        culture = CultureLexicon(lexicon="mine", kind="culture", sources={"own": "own"}, dimensions=dimensions)
        chosen = lexicons.model_copy(update={"culture": (culture,)})
        text, starts = "", []
        for sentence in sentences:
            starts.append(len(text))
            text += sentence + " "
        table = SENTENCES.build(
            {
                "document_id": ["d"] * len(starts),
                "sentence_no": range(len(starts)),
                "turn_no": [0] * len(starts),
                "target_types": [""] * len(starts),
                "is_content": [True] * len(starts),
                "char_start": starts,
                "char_end": [start + len(sentence) for start, sentence in zip(starts, sentences, strict=True)],
            }
        )
        tokens = tokenise(TEXTS.build({"document_id": ["d"], "text": [text]}), table, Masks(lexicon="m", kind="masks", organisations=masks))
        rows = find_terms(table, tokens, chosen).to_pylist()
        return [(row["sentence_no"], row["dimension"], row["term"], row["n_matches"]) for row in rows]

    return run


def test_a_longer_term_takes_its_words_from_a_shorter_one(matched):
    found = matched(["Joint venture partners run a venture."], dimension("a", "joint_venture", "venture", "x"))
    assert found == [(0, "a", "joint_venture", 1), (0, "a", "venture", 1)]


def test_a_longer_term_wins_over_a_shorter_one_of_another_dimension(matched):
    found = matched(["A joint venture. A venture."], dimension("a", "joint_venture", "x", "y"), dimension("b", "venture", "x", "y"))
    assert found == [(0, "a", "joint_venture", 1), (0, "b", "venture", 1)]
    found = matched(["A joint venture."], dimension("a", "joint_venture", "x", "y"), dimension("b", "venture", "x", "y"))
    assert found == [(0, "a", "joint_venture", 1)]


def test_dimensions_that_hold_the_same_term_share_it(matched):
    found = matched(["A joint venture."], dimension("a", "joint_venture", "x", "y"), dimension("b", "joint_venture", "x", "y"))
    assert found == [(0, "a", "joint_venture", 1), (0, "b", "joint_venture", 1)]


def test_words_of_one_length_in_one_place_count_for_each_dimension_by_lemma_and_form(matched):
    found = matched(["They were strained."], dimension("a", "strain", "x", "y"), dimension("b", "strained", "x", "y"))
    assert found == [(0, "a", "strain", 1), (0, "b", "strained", 1)]


@pytest.mark.parametrize("heading", ["Collaboration", "7. Collaboration and Trust", "COLLABORATION", "Collaboration in Harlow"])
def test_a_heading_that_reached_the_text_does_not_count(matched, heading):
    assert matched([heading], dimension("a", "collaboration", "x", "y")) == []


@pytest.mark.parametrize("sentence", ["Collaboration.", "Collaboration works", "more collaboration", "Collaboration helped Harlow"])
def test_a_sentence_is_no_heading(matched, sentence):
    assert [term for _, _, term, _ in matched([sentence], dimension("a", "collaboration", "x", "y"))] == ["collaboration"]


def test_lemma_form_hyphen_and_american_spelling_are_met(matched):
    terms = dimension("a", "joint_working", "prioritise", "dispute")
    found = matched(["Joint-working was prioritized.", "Disputes, disputed."], terms)
    assert found == [(0, "a", "joint_working", 1), (0, "a", "prioritise", 1), (1, "a", "dispute", 2)]


def test_a_term_does_not_run_over_the_end_of_a_sentence(matched):
    assert matched(["They work joint", "venture plans."], dimension("a", "joint_venture", "x", "y")) == []


def test_a_masked_word_is_never_counted(matched):
    found = matched(["Harlow Trust earns trust."], dimension("a", "trust", "x", "y"), masks=("Aa Trust",))
    assert found == [(0, "a", "trust", 1)]


def test_overlapping_terms_of_one_length_give_way_to_the_first(matched):
    found = matched(["open book value check"], dimension("a", "open_book", "book_value", "value_check"))
    assert [term for _, _, term, _ in found] == ["open_book", "value_check"]


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("The partners trust each other.", "trust_relational"),
        ("The PCT asked for an open-book account.", "transparency"),
        ("The investor looked at the rate of return.", "logic_commercial"),
        ("The figures are commercially sensitive.", "commercial_confidentiality"),
        ("The two sides are in dispute over the rent.", "conflict_strain"),
        ("GPs and the council plan together.", "local_health_economy"),
    ],
)
def test_the_shipped_lexicon_hears_its_dimensions(dimensions_of, text, dimension):
    assert dimension in dimensions_of(text)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("The Harlow NHS Trust wrote to two primary care trusts.", "trust_relational"),
        ("In respect of item 4, the rent is due.", "trust_relational"),
        ("There was a conflict of interest.", "conflict_strain"),
        ("The Quality Committee met.", "li_quality"),
        ("The trust fund was audited.", "trust_relational"),
        ("Partnerships for Health sent a letter.", "partnership_working"),
        ("The Customer Services Manager spoke.", "li_quality"),
    ],
)
def test_names_and_other_senses_do_not_count(dimensions_of, text, dimension):
    assert dimension not in dimensions_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Eastgate Clinic was let.",
        "The owners of Elm Tree Dental Practice wrote.",
        "The party met at Innovation House.",
        "The plans for St Anne's Pharmacy were sent.",
        "The corner of Unity Road was quiet.",
    ],
)
def test_a_name_of_premises_counts_for_nothing(dimensions_of, text):
    assert dimensions_of(text) == {}


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("They saw patients at the clinic.", "patient_care"),
        ("A dental clinic would open.", "patient_care"),
        ("The Eastgate Clinic held a podiatry clinic.", "patient_care"),
        ("They valued innovation in the house.", "li_innovation"),
        ("The New Way of Working was praised by all.", "li_innovation"),
    ],
)
def test_the_same_words_outside_a_name_count(dimensions_of, text, dimension):
    assert dimension in dimensions_of(text)


def test_a_word_that_two_dimensions_hold_is_divided_between_them(dimensions_of):
    assert dimensions_of("They spoke of honesty.") == {"li_integrity": 0.5, "trust_relational": 0.5}
    assert dimensions_of("They spoke of honesty and of mutual trust.") == pytest.approx({"li_integrity": 1 / 3, "trust_relational": 2 / 3})
