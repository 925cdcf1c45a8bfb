import pytest

from liftmine.language.pipeline import tokenise
from liftmine.measures.tone import score_tone
from liftmine.tables.stages import SENTENCES, TEXTS


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The finish is excellent.", "excellent:+"),
        ("The finish is not excellent.", "not:excellent:-"),
        ("The plan was without problems.", "not:problems:+"),
        ("It would be excellent.", ""),
        ("The Board was not only pleased.", "pleased:+"),
        ("There was no agenda; the finish is excellent.", "excellent:+"),
        ("The team was not there, the finish is excellent.", "excellent:+"),
        ("The Board noted with concern the delays.", "noted_with_concern:-;delays:-"),
        ("Mrs Bright and NICE met the Bright Group.", ""),
        ("The minutes were approved as an accurate record; members regretted the delay.", "regretted:-;delay:-"),
        ("The delay was noted and the minutes were approved as an accurate record.", ""),
        ("The critical care team and the risk register.", ""),
    ],
)
def test_expressions_are_read_in_their_clause(score, text, terms):
    assert score(text)["tone_terms"] == terms


def test_a_hedge_halves_and_praise_denied_is_full_blame(tone_of):
    plain, hedged, denied = (tone_of(f"The Board was {how}pleased.") for how in ("", "fairly ", "not "))
    assert plain == pytest.approx(0.5)
    assert 0 < hedged < plain
    assert denied == pytest.approx(-plain)


def test_blame_denied_is_half_praise(tone_of):
    assert 0 < tone_of("There was no dispute.") < tone_of("The Board was pleased.")


def test_praise_and_blame_of_one_weight_cancel(tone_of):
    assert tone_of("The Board was pleased but disappointed.") == 0


def test_more_expressions_say_more_and_never_reach_the_end_of_the_scale(tone_of):
    tones = [tone_of("The Board was " + "pleased and " * n + "quorate today.") for n in (0, 2, 40)]
    assert tones == [0, *tones[1:]]
    assert 0 < tones[1] < tones[2] < 1


def test_every_content_sentence_has_a_row_and_no_other(lexicons):
    text = "Pleased. AGENDA. ..."
    table = SENTENCES.build(
        {
            "document_id": ["d"] * 3,
            "sentence_no": [0, 1, 2],
            "turn_no": [0] * 3,
            "target_types": [""] * 3,
            "is_content": [True, False, True],
            "char_start": [0, 9, 17],
            "char_end": [8, 16, 20],
        }
    )
    tokens = tokenise(TEXTS.build({"document_id": ["d"], "text": [text]}), table, lexicons.masks)
    scores = score_tone(table, tokens, lexicons).to_pylist()
    assert [(row["sentence_no"], row["n_tokens"], row["tone"]) for row in scores] == [(0, 1, 0.5), (2, 0, 0.0)]


@pytest.mark.parametrize(
    ("text", "target", "sign"),
    [
        ("The Board praised the architect but deplored the delays of the contractor.", "the architect", 1),
        ("The Board praised the architect but deplored the delays of the contractor.", "contractor", -1),
        ("Members were disappointed with Harlow Homes, while Vale Care was commended.", "Harlow Homes", -1),
        ("Members were disappointed with Harlow Homes, while Vale Care was commended.", "Vale Care", 1),
        ("The PCT wrote to Harlow Homes. The Board was disappointed.", "Harlow Homes", 0),
    ],
)
def test_tone_goes_to_the_target_it_is_said_of(score, text, target, sign):
    tone = score(text, target)["tone"]
    assert (tone > 0) - (tone < 0) == sign


def test_a_target_that_the_text_does_not_name_has_no_tone(score):
    assert score("The Board was pleased.", "Vale Care")["tone"] is None
    assert score("The Board was pleased with Vale Care.", "Vale Care")["tone"] > 0
