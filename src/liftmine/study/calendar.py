"""Partnership years: years of 365.2425 days, counted from the day a partnership started (METHODS §1)."""

from datetime import date, timedelta

_CYCLE_DAYS, _CYCLE_YEARS = 146_097, 400  # 365.2425 days a year, in whole numbers: no rounding anywhere


def partnership_year(day: date, started: date) -> int:
    """The year that `day` falls in: floor((day − started) / 365.2425 days) + 1.

    The year from `started` on is 1; the year before it is 0, then −1.
    """
    return (day - started).days * _CYCLE_YEARS // _CYCLE_DAYS + 1


def period(started: date, year: int) -> tuple[date, date]:
    """The first and the last day of a partnership year, both included: the exact inverse of `partnership_year`.

    Raises `OverflowError` where the year lies outside the calendar (years 1–9999).
    """
    return started + timedelta(_days_before(year)), started + timedelta(_days_before(year + 1) - 1)


def _days_before(year: int) -> int:
    """Days from the start to the first day of `year`: ceil((year − 1) × 365.2425)."""
    return -(-(year - 1) * _CYCLE_DAYS // _CYCLE_YEARS)
