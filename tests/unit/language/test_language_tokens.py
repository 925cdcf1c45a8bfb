import pytest
import spacy

from liftmine.language.pipeline import build_pipeline, tokenise
from liftmine.language.spelling import to_british
from liftmine.study.lexicon import Masks
from liftmine.tables.stages import SENTENCES, TEXTS

NO_MASKS = Masks(lexicon="none", kind="masks")


def tokens_of(*sentences, masks=NO_MASKS, is_content=None):
    """The given sentences as one document, tokenised: the Tokens and one row per token."""
    text = "\n".join(sentences)
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(len(sentences))]
    table = SENTENCES.build(
        {
            "document_id": ["d"] * len(sentences),
            "sentence_no": range(len(sentences)),
            "turn_no": [0] * len(sentences),
            "target_types": [""] * len(sentences),
            "is_content": is_content or [True] * len(sentences),
            "char_start": starts,
            "char_end": [start + len(s) for start, s in zip(starts, sentences, strict=True)],
        }
    )
    tokens = tokenise(TEXTS.build({"document_id": ["d"], "text": [text]}), table, masks)
    forms, lemmas = tokens.vocabulary["form"].to_pylist(), tokens.vocabulary["lemma"].to_pylist()
    return tokens, [row | {"form": forms[row["form_no"]], "lemma": lemmas[row["form_no"]]} for row in tokens.tokens.to_pylist()]


def lemmas_of(text):
    return [row["lemma"] for row in tokens_of(text)[1]]


def masked_in(text, **lists):
    rows = tokens_of(text, masks=Masks(lexicon="m", kind="masks", **lists))[1]
    return [row["form"] for row in rows if row["is_masked"]]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The Boards didn't agree.", ["the", "board", "do", "not", "agree", "."]),
        ("joint-working", ["joint", "work"]),
        ("co-operated, cooperates", ["cooperate", ",", "cooperate"]),
        ("PCTs and GPs", ["pct", "and", "gp"]),
        ("MINUTES Minutes data", ["minute", "minute", "data"]),
        ("the organization's programs", ["the", "organisation", "'s", "programme"]),
        ("fewer meetings, less pleased", ["few", "meeting", ",", "less", "pleased"]),
    ],
)
def test_words_come_as_lower_case_british_lemmas(text, lemmas):
    assert lemmas_of(text) == lemmas


@pytest.mark.parametrize(
    ("american", "british"),
    [("organize", "organise"), ("organization", "organisation"), ("analyze", "analyse"), ("color", "colour"), ("center", "centre")]
    + [(word, word) for word in ("size", "seize", "prize", "horizon", "citizen", "laboratory", "minor", "honorary", "doctor", "maize")],
)
def test_only_american_spellings_change(american, british):
    assert to_british(american) == british


def test_tokens_are_those_of_spacy_called_the_usual_way():
    text = "Mr. O'Neill (PCT) can't pay £2.5m/year: \"it's 10km... U.K.-wide\"; see e.g. www.example.org or a@b.org :-) don't! C++ 'tis"
    usual = [token.text for token in spacy.blank("en").tokenizer(text)]
    kept = [form for form in usual if form != "-"]
    assert [row["form"] for row in tokens_of(text)[1] if row["form"] != "-"] == kept


def test_sentences_that_are_not_content_have_no_tokens():
    _, rows = tokens_of("Rent is due.", "AGENDA", "Pay it.", is_content=[True, False, True])
    assert {row["sentence_row"] for row in rows} == {0, 2}


def test_no_content_at_all_gives_empty_tables():
    tokens, rows = tokens_of("AGENDA", is_content=[False])
    assert rows == []
    assert tokens.vocabulary.num_rows == 0


def test_what_was_tokenised_before_changes_nothing():
    text = "The Trust couldn't re-let the co-located rooms."
    first = tokens_of(text)[0]
    build_pipeline().tokenise_chunks(["zebra", "couldn't", "rooms."])
    again = tokens_of(text)[0]
    assert first.tokens.equals(again.tokens)
    assert first.vocabulary.equals(again.vocabulary)


def test_a_mask_hides_the_words_of_a_name_and_no_others():
    masks = {"organisations": ["[primary care | nhs] trust", "Aa Trust"]}
    assert masked_in("The NHS trusts and the primary care trust need trust in Harlow Trust.", **masks) == [
        *["NHS", "trusts", "primary", "care", "trust", "Harlow", "Trust"],
    ]


def test_a_mask_with_a_capital_meets_only_what_is_written_so():
    assert masked_in("Our Partnership needs partnership.", organisations=["Partnership"]) == ["Partnership"]


def test_a_mask_does_not_reach_into_the_next_sentence():
    rows = tokens_of("We use the lift.", "Shaft two is shut.", masks=Masks(lexicon="m", kind="masks", lifts=["lift . shaft"]))[1]
    assert not any(row["is_masked"] for row in rows)


def test_neutral_terms_are_hidden_from_tone_alone():
    rows = tokens_of("The risk register", masks=Masks(lexicon="m", kind="masks", neutral_terms=["risk register"]))[1]
    assert [row["is_tone_masked"] for row in rows] == [False, True, True]
    assert not any(row["is_masked"] for row in rows)


def test_names_of_organisations_can_be_added_to_the_masks():
    masks = NO_MASKS.with_names(["Harlow & Vale Partnership (HVP)", "", "St. Anne's Trust"])
    rows = tokens_of("Harlow & Vale Partnership and St. Anne's Trust value partnership.", masks=masks)[1]
    assert [row["form"] for row in rows if row["is_masked"]] == ["Harlow", "&", "Vale", "Partnership", "St.", "Anne", "'s", "Trust"]
