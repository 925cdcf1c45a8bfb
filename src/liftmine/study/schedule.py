"""When the nightly run is due, and where `liftmine serve` listens."""

import re
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from liftmine.study.messages import did_you_mean
from liftmine.study.model import Strict

_FIELDS = {"minute": (0, 59), "hour": (0, 23), "day of the month": (1, 31), "month": (1, 12), "day of the week": (0, 7)}
_PART = re.compile(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


class Schedule(Strict):
    """The nightly run (RELIABILITY, Prefect in production)."""

    cron: str = Field(default="15 3 * * *", description="Minute, hour, day of the month, month, day of the week; 15 3 * * * is 03:15 daily")
    timezone: str = Field(default="Europe/London", description="The clock that `cron` is read by")
    port: int = Field(default=4200, ge=0, le=65535, description="Where liftmine serve listens, on this machine only; 0 is any free port")

    @field_validator("cron")
    @classmethod
    def _readable(cls, cron: str) -> str:
        parts = cron.split()
        if len(parts) != len(_FIELDS):
            message = "'{found}' has {n} fields, not 5: minute, hour, day of the month, month, day of the week, such as 15 3 * * *"
            raise PydanticCustomError("cron", message, {"found": cron, "n": len(parts)})
        for (name, (low, high)), part in zip(_FIELDS.items(), parts, strict=True):
            if not all(_fits(each, low, high) for each in part.split(",")):
                message = "'{found}' is no {name}: numbers from {low} to {high}, or *; several as 1,3 or 1-5, every second as */2"
                raise PydanticCustomError("cron", message, {"found": part, "name": name, "low": low, "high": high})
        return " ".join(parts)

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (KeyError, OSError, ValueError):  # no such name; a folder of names; a name that leads elsewhere
            near = did_you_mean(timezone, available_timezones())
            message = "'{found}' is no time zone such as Europe/London{near}"
            raise PydanticCustomError("timezone", message, {"found": timezone, "near": near}) from None
        return timezone


def _fits(part: str, low: int, high: int) -> bool:
    """Whether one item of a field is *, a number or a range within the limits, with or without a step."""
    found = _PART.fullmatch(part)
    if found is None or found[3] == "0" or (found[3] and found[1] and not found[2]):
        return False
    first, last = int(found[1] or low), int(found[2] or found[1] or high)
    return low <= first <= last <= high
