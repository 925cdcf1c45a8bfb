import pytest
from pydantic import ValidationError

from liftmine.study.schedule import Schedule


@pytest.mark.parametrize("cron", ["15 3 * * *", "0,30 1-5 * * 1-5", "*/20 0-23/2 1 1,7 0", " 5  4 * * 7 "])
def test_what_a_crontab_allows_is_allowed(cron):
    assert Schedule(cron=cron).cron == " ".join(cron.split())


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("15 3 * *", "has 4 fields, not 5"),
        ("15 3 * * * *", "has 6 fields, not 5"),
        ("15 24 * * *", "'24' is no hour: numbers from 0 to 23"),
        ("60 3 * * *", "'60' is no minute"),
        ("15 3 0 * *", "'0' is no day of the month"),
        ("15 3 * * 5-1", "'5-1' is no day of the week"),
        ("15 */0 * * *", "'*/0' is no hour"),
        ("15 3/2 * * *", "'3/2' is no hour"),
        ("15, 3 * * *", "'15,' is no minute"),
        ("at three", "has 2 fields"),
    ],
)
def test_what_it_does_not_allow_is_told_with_the_field(cron, said):
    with pytest.raises(ValidationError) as refused:
        Schedule(cron=cron)
    assert said in str(refused.value)


@pytest.mark.parametrize("timezone", ["Europe/Londn", "Europe", "", "../London", "London time"])
def test_an_unknown_time_zone_is_refused(timezone):
    with pytest.raises(ValidationError) as refused:
        Schedule(timezone=timezone)
    assert "is no time zone such as Europe/London" in str(refused.value)


def test_a_slip_in_a_time_zone_is_met_with_what_was_meant():
    with pytest.raises(ValidationError, match=r"did you mean Europe/London\?"):
        Schedule(timezone="Europe/Londn")
