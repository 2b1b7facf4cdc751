"""Working days in the Netherlands, and nine o'clock in the morning there."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from models.method.choices import MORNING

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=200)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_working_day(day: date, quiet_days: Collection[date] = ()) -> bool:
    """Say whether people work on ``day``: no weekend, no Dutch public holiday, no quiet day of the alliance."""
    return day.weekday() < 5 and day not in _public_holidays(day.year) and day not in quiet_days


def add_working_days(day: date, count: int, quiet_days: Collection[date] = ()) -> date:
    """Return the ``count``-th working day after ``day``; with 0 the first working day on or after it."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, quiet_days):
            count -= 1
    while not is_working_day(day, quiet_days):
        day += timedelta(days=1)
    return day


def morning(day: date, at: time = MORNING) -> datetime:
    """Return nine o'clock in Amsterdam on ``day``, or another time ``at`` which people may be written to, in UTC."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def local_day(at: datetime) -> date:
    """Return which day it is in Amsterdam at the moment ``at``."""
    return at.astimezone(AMSTERDAM).date()
