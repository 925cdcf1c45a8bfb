import pytest

from liftmine.language.pipeline import tokenise
from liftmine.measures.tone import score_tone
from liftmine.tables.stages import SENTENCES, TEXTS


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The finish is excellent.", "excellent:+"),
        ("The finish is not excellent.", "not:excellent:-"),
        ("The plan was without problems.", "without_problems:+"),
        ("The plan caused no problems or delays.", ""),
        ("The plan had no faults of a dangerous nature.", "not:faults:+;dangerous:-"),
        ("A reply to the letter was sent.", ""),
        ("They left without a reply.", "not:reply:-"),
        ("Nobody had told the tenants.", "not:told:-"),
        ("Nobody replied with criticism.", "not:criticism:+"),
        ("The plan never caused mistakes or delays.", "not:mistakes:+;not:delays:+"),
        ("It reduced the mistakes.", "not:mistakes:+"),
        ("It resolved to answer the letter.", ""),
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


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The drawings had never been shown to the council.", -1),
        ("Mr Lowe could hardly have been better prepared.", 1),
        ("The report could have been more helpful.", -1),
        ("The offer had not been sent, and the Board was pleased.", 1),
        ("The annex is not part of the lease.", 0),
        ("The tenant shall not sublet.", 0),
        ("We could not have been happier.", 1),
        ("I have never been so ashamed.", -1),
    ],
)
def test_denials_are_read_by_what_they_deny(tone_of, text, sign):
    tone = tone_of(text)
    assert (tone > 0) - (tone < 0) == sign
    assert abs(tone) <= 0.7


def test_blame_denied_is_half_praise(tone_of):
    assert 0 < tone_of("There was no dispute.") < tone_of("The Board was pleased.")


def test_praise_and_blame_of_one_weight_cancel(tone_of):
    assert tone_of("The Board was pleased and disappointed.") == 0


@pytest.mark.parametrize(
    "text",
    [
        "The finish was excellent, but the Board was disappointed.",
        "Although the finish was excellent, the Board was disappointed.",
        "The Board was disappointed, although the finish was excellent.",
    ],
)
def test_what_is_conceded_weighs_less_than_the_point_made(tone_of, text):
    assert tone_of("The Board was disappointed.") < tone_of(text) < 0


def test_a_concession_ends_with_its_sentence(score):
    assert score("The Board was pleased, although absent. The Board was disappointed.")["tone"] == 0


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
        ("Members were pleased with Harlow Homes and dissatisfied with Vale Care.", "Harlow Homes", 1),
        ("Members were pleased with Harlow Homes and dissatisfied with Vale Care.", "Vale Care", -1),
        ("Harlow Homes was praised by Vale Care, which had been unhelpful.", "Harlow Homes", 1),
        ("Harlow Homes was praised by Vale Care, which had been unhelpful.", "Vale Care", -1),
        ("Members trusted Harlow Homes but not Vale Care.", "Vale Care", -1),
        ("Unlike Vale Care, Harlow Homes had been very helpful.", "Vale Care", -1),
    ],
)
def test_tone_goes_to_the_target_it_is_said_of(score, text, target, sign):
    tone = score(text, target)["tone"]
    assert (tone > 0) - (tone < 0) == sign


def test_a_target_that_the_text_does_not_name_has_no_tone(score):
    assert score("The Board was pleased.", "Vale Care")["tone"] is None
    assert score("The Board was pleased with Vale Care.", "Vale Care")["tone"] > 0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The dispute had finally been settled.", 1),
        ("The dispute with the builder had at last been resolved.", 1),
        ("The dispute had not been settled.", -1),
        ("The dispute would soon be settled.", -1),
        ("The dispute will soon have been settled.", -1),
        ("The dispute went on and the invoice had been settled.", -1),
        ("The anxieties had proved to be unfounded.", 1),
    ],
)
def test_what_is_bad_is_turned_by_a_remedy_that_has_come_about(tone_of, text, sign):
    tone = tone_of(text)
    assert (tone > 0) - (tone < 0) == sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Complaints had fallen by half.", 1),
        ("Complaints had not fallen.", -1),
        ("Occupancy had dropped.", -1),
        ("The worries of the porters had been properly addressed.", 1),
        ("The worries of the porters had not been properly addressed.", -1),
    ],
)
def test_a_negator_in_the_gap_of_an_expression_turns_it(tone_of, text, sign):
    tone = tone_of(text)
    assert (tone > 0) - (tone < 0) == sign


def test_a_failure_denies_what_it_fails_to_do(tone_of):
    assert tone_of("The panel was unable to take comfort from the figures.") < 0
    assert tone_of("There was no sense that they were in harmony.") < 0


def test_an_expression_stays_in_its_part_of_the_sentence(score):
    assert score("Every obligation of one side; the other had met none.")["tone"] <= 0


def test_nothing_but_excepts_and_does_not_contrast(score):
    text = "The cook earned nothing but praise; the driver caused nothing but trouble."
    assert score(text, "cook")["tone"] > 0
    assert score(text, "driver")["tone"] < 0


def test_how_a_formal_act_was_done_has_a_tone(tone_of):
    assert tone_of("The Board accepted the report with great reluctance.") < 0
    assert tone_of("The Board accepted the report.") == 0
